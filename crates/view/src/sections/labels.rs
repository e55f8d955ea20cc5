//! How wide words are, about, in pictures that cannot measure them.

/// The width of a text in letters of usual width, such as `n`.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

fn width_of(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')'
        | '[' | ']' => 0.55,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.55,
        // Marks stand over the letter before them.
        '\u{300}'..='\u{36F}' | '\u{5B0}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{200B}'..='\u{200F}' => {
            0.0
        }
        // Ideographs, kana, syllables of Korean, signs of full width, pictures.
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 1.9,
        _ if letter.is_uppercase() => 1.3,
        '\u{400}'..='\u{52F}' => 1.15,
        _ => 1.0,
    }
}

/// A text that is not wider than so many letters of usual width.
pub(crate) fn shortened(text: &str, most: f64) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut so_far = 1.0;
    let fits = |letter: &char| {
        so_far += width_of(*letter);
        so_far <= most
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}\u{2026}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{shortened, width};

    #[test]
    fn wide_letters_count_for_more() {
        assert_eq!(shortened("short", 5.0), "short");
        assert_eq!(shortened("longer words", 8.0), "longer\u{2026}");
        assert!(shortened("\u{4EBA}\u{6C11}\u{65E5}\u{62A5}\u{8BC4}", 8.0).chars().count() < 5);
        assert!(width("CHRISTIAN DEMOCRATS") > 1.2 * width("christian democrats"));
        assert!(width(&shortened(&"W".repeat(100), 20.0)) <= 20.0);
    }
}
