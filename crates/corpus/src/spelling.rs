//! The spelling of a word that a hyphen and a line end cut.

/// A spelling without the hyphen and the line end in it; `None` for one that is whole.
///
/// ```
/// use textmill_corpus::without_cut;
/// assert_eq!(without_cut("minis-\nter").as_deref(), Some("minister"));
/// assert_eq!(without_cut("minister"), None);
/// ```
pub fn without_cut(spelling: &str) -> Option<String> {
    let end = spelling.find(['\n', '\r'])?;
    let (first, second) = (spelling[..end].trim_end_matches([' ', '\t']), spelling[end..].trim_start());
    Some(format!("{}{second}", first.strip_suffix('-')?))
}

#[cfg(test)]
mod tests {
    use super::without_cut;

    #[test]
    fn spellings_with_and_without_cuts() {
        assert_eq!(without_cut("Minis- \r\n  ter").as_deref(), Some("Minister"));
        assert_eq!(without_cut("a\nb"), None);
        assert_eq!(without_cut("\n"), None);
    }
}
