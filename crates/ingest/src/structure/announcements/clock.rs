//! The times of recorders beside names: `[02:50:05]`, `(2:50)`, `00:02:50`.

/// `[02:50:05]`, `(2:50)`, `\[03:54\]`, or `00:02:50` with nothing around it: the time and the bytes of all.
pub(super) fn time_at_start(text: &str) -> Option<(&str, usize)> {
    let first = text.as_bytes().first()?;
    if first.is_ascii_digit() {
        let time = clock(text)?;
        let is_parted = text.len() == time.len() || text[time.len()..].starts_with([' ', '\t', '\u{A0}']);
        return (is_parted && time.len() >= 4).then_some((time, time.len()));
    }
    let inside = text.strip_prefix('\\').unwrap_or(text).strip_prefix(['[', '('])?;
    let time = clock(inside.trim_start())?;
    let start = time.as_ptr() as usize - text.as_ptr() as usize;
    let after = &text[start + time.len()..];
    let closed =
        after.trim_start().strip_prefix('\\').unwrap_or(after.trim_start()).strip_prefix([']', ')'])?;
    Some((time, text.len() - closed.len()))
}

/// `02:50:05`, `2:50`, `2:50.5`: the figures of a recorder's time at the beginning of a text.
fn clock(text: &str) -> Option<&str> {
    let end = text
        .find(|character: char| !character.is_ascii_digit() && character != ':' && character != '.')
        .unwrap_or(text.len());
    let time = text[..end].trim_end_matches('.');
    let mut parts = time.split(':');
    let is_time = parts.clone().count().wrapping_sub(2) < 2
        && parts.all(|part| {
            let whole = part.split('.').next().unwrap_or_default();
            (1..=3).contains(&whole.len()) && part.len() <= 7
        })
        && time.rsplit(':').next().is_some_and(|last| last.len() >= 2);
    is_time.then_some(time)
}

/// A name without the time that stands in brackets, or without them, after it.
pub(super) fn without_time(name: &str) -> (&str, Option<&str>) {
    if !name.ends_with(|last: char| last.is_ascii_digit() || last == ')' || last == ']')
        || !name.contains(':')
    {
        return (name, None);
    }
    let is_of_time = |character: char| character.is_ascii_digit() || ":.()[]\\".contains(character);
    let bare = name.trim_end_matches(is_of_time);
    match time_at_start(&name[bare.len()..])
        .or_else(|| clock(&name[bare.len()..]).map(|time| (time, time.len())))
    {
        Some((time, length)) if bare.len() + length == name.len() => (bare.trim_end(), Some(time)),
        _ => (name, None),
    }
}
