use textmill_corpus::Language;

use super::{Hyphens, TokenCutter, TokenPolicy, TokenRules};
use crate::CutWords;

/// The tokens of a text, `|` before those with which a clause begins.
fn tokens_by(rules: TokenRules, code: &str, text: &str) -> Vec<String> {
    let mut cutter = TokenCutter::new(rules);
    let language = Language::from_code(code).unwrap_or(Language::UNDETERMINED);
    let tokens = cutter.cut(text, language, &CutWords::of(text), |_, _| true);
    let shown = tokens.spans.iter().zip(0..).map(|(&[start, end], number)| {
        let mark = if tokens.clauses.contains(&number) { "|" } else { "" };
        format!("{mark}{}", &text[start as usize..end as usize])
    });
    shown.collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(tokens_by(TokenRules::default(), "en", text), expected, "{text}");
}

#[test]
fn hashtags_and_mentions() {
    check(
        "#TheDam #flood2031 and @venn, @BBC_News.",
        &["#TheDam", "#flood2031", "and", "@venn", "|@BBC_News"],
    );
    check("We are #1 in C# (#dam)", &["We", "are", "1", "in", "C", "|#dam"]);
    check("@venn@example.org 5 @ 3 a@b", &["@venn@example.org", "5", "3", "a", "b"]);
    check("#дамба ＃ダム", &["#дамба", "＃ダム"]);
    check("#one#two", &["#one", "#two"]);
    check("#东京奥运 @人民日报 x", &["#东京奥运", "@人民日报", "x"]);
}

#[test]
fn addresses() {
    check("See https://t.co/9iJMMkAokT.", &["See", "https://t.co/9iJMMkAokT"]);
    check("(http://a.example/x_(y)?q=1&r=2#z)", &["http://a.example/x_(y)?q=1&r=2#z"]);
    check(
        "Mail jane-m.doe+x@south-dam.example.org, now",
        &["Mail", "jane-m.doe+x@south-dam.example.org", "|now"],
    );
    check(
        "at example.org/dam/2 or www.south-dam.org.",
        &["at", "example.org/dam/2", "or", "www.south-dam.org"],
    );
    check(
        "annex-2b.pdf, report_2023.docx and notes-2031.txt",
        &["annex-2b.pdf", "|report_2023.docx", "and", "notes-2031.txt"],
    );
    check("and/or U.S./Canada 3.5/day km/h", &["and", "or", "U.S", "Canada", "3.5", "day", "km", "h"]);
    check("见https://a.example/x。好", &["见", "https://a.example/x", "|好"]);
    check("see http:// and ://", &["see", "http", "|and"]);
    check("[a.example/x](https://a.example/x), (a.example/y)", &["a.example/x", "|a.example/y"]);
    check("-draft-2.pdf", &["draft-2.pdf"]);
    check("well-known.And so", &["well", "known", "|And", "so"]);
}

#[test]
fn numbers_with_their_signs() {
    check(
        "$3.5m, £5, €20bn, US$5 and 50% of 20°C",
        &["$3.5m", "|£5", "|€20bn", "|US$5", "and", "50%", "of", "20°C"],
    );
    check("5€ 5 € 50 % $x", &["5€", "5", "50", "x"]);
    check(
        "On 9/11 at 10:30, 2031-03-14, 3/14/2031",
        &["On", "9/11", "at", "10:30", "|2031-03-14", "|3/14/2031"],
    );
    check("2010-2012 1-0 5-year 12:345", &["2010", "2012", "1", "0", "5", "year", "12", "|345"]);
    check("won 2:1: 5", &["won", "2:1", "|5"]);
    check("1% 2%", &["1%", "2%"]);
    check("10\u{a0}000\u{a0}000 in\u{a0}2031\u{a0}000", &["10\u{a0}000\u{a0}000", "in", "2031", "000"]);
}

#[test]
fn words_with_endings_that_signs_set_off() {
    let tokens = |code, text| tokens_by(TokenRules::default(), code, text);
    assert_eq!(
        tokens("de", "Die Bürger*innen, jede*r Lehrer/-in und die Kolleg(inn)en (innen) am 2*3"),
        [
            "Die",
            "Bürger*innen",
            "|jede*r",
            "Lehrer/-in",
            "und",
            "die",
            "Kolleg(inn)en",
            "|innen",
            "|am",
            "2",
            "3"
        ]
    );
    assert_eq!(tokens("fr", "les étudiant(e)s, étudiant-e-s"), ["les", "étudiant(e)s", "|étudiant-e-s"]);
    assert_eq!(tokens("es", "l@s niñ@s de ana@sur"), ["l@s", "niñ@s", "de", "ana", "sur"]);
    check("a(n) act(s) of f(x), 5(b) *word*", &["a(n)", "act(s)", "of", "f", "|x", "|5", "|b", "|word"]);
    check("**bold** Bürger*innen", &["bold", "Bürger", "innen"]);
}

#[test]
fn names_with_ampersands() {
    check("AT&T, Q&As and R&D’s", &["AT&T", "|Q&As", "and", "R&D’s"]);
    check("black&white A & B", &["black", "white", "A", "B"]);
}

#[test]
fn what_markup_leaves() {
    check("the&nbsp;dam &amp; the&#39;s", &["the", "dam", "the", "s"]);
    check("a <br/> dam<br> <a href=\"http://x.example/y\">here</a> 3 < 5", &["a", "dam", "here", "3", "5"]);
    check("the <b>dam</b> and the <body> tag", &["the", "dam", "and", "the", "body", "tag"]);
    check("see [the dam](http://a.example/x \"A dam\") now", &["see", "|the", "dam", "|now"]);
    check(
        "He [Venn](smiling) left; a<b and c>d",
        &["He", "|Venn", "|smiling", "|left", "|a", "b", "and", "c", "d"],
    );
}

#[test]
fn signs_of_emphasis() {
    check("_We_ saw __init__ and a_b _", &["We", "saw", "init", "and", "a_b"]);
}

#[test]
fn clauses() {
    check(
        "Paris, Texas (Texas) – Texas; he said: \"Texas wins\".",
        &["Paris", "|Texas", "|Texas", "|Texas", "|he", "said", "|Texas", "wins"],
    );
    check("the players' union - it's 'big' here", &["the", "players", "union", "|it's", "|big", "|here"]);
}

#[test]
fn elisions_are_tokens_of_their_own() {
    let of = |code: &str, text: &str| tokens_by(TokenRules::default(), code, text);
    assert_eq!(
        of("fr", "L’accord qu'il d'abord aujourd'hui"),
        ["L’", "accord", "qu'", "il", "d'", "abord", "aujourd'hui"]
    );
    assert_eq!(of("it", "dell'Unione, un po'"), ["dell'", "Unione", "|un", "po"]);
    assert_eq!(of("en", "O'Neill can't d'accord"), ["O'Neill", "can't", "d'accord"]);
    let kept = TokenRules { splits_elisions: false, ..TokenRules::default() };
    assert_eq!(tokens_by(kept, "fr", "l'accord"), ["l'accord"]);
}

#[test]
fn words_of_scripts_without_blanks() {
    if crate::HAS_DICTIONARIES {
        check("中国经济政策。经济很重要", &["中国", "经济", "政策", "|经济", "很", "重要"]);
        check("スマートフォンで東京の記者会見", &["スマートフォン", "で", "東京", "の", "記者", "会見"]);
        check("แม่น้ำสูงขึ้น ok", &["แม่น้ำ", "สูง", "ขึ้น", "ok"]);
        check("ປະເທດລາວ", &["ປະເທດ", "ລາວ"]);
    }
    let characters = TokenRules { dictionary: false, ..TokenRules::default() };
    assert_eq!(tokens_by(characters, "zh", "经济"), ["经", "济"]);
}

#[test]
fn sentences_written_together() {
    check("They won.Nobody knew.", &["They", "won", "|Nobody", "knew"]);
    check("won.They.Nobody", &["won", "|They", "|Nobody"]);
}

#[test]
fn what_is_left_out_ends_a_clause_and_is_counted() {
    let rules = TokenRules {
        hashtags: TokenPolicy::LeaveOut,
        addresses: TokenPolicy::LeaveOut,
        numbers: TokenPolicy::LeaveOut,
        mentions: TokenPolicy::Parts,
        ..TokenRules::default()
    };
    let text = "In 1979 the #dam of @venn cost $5 at example.org now x@y.org";
    assert_eq!(tokens_by(rules, "en", text), ["In", "|the", "|of", "venn", "cost", "|at", "|now"]);
    let mut cutter = TokenCutter::new(rules);
    cutter.cut(text, Language::UNDETERMINED, &CutWords::of(text), |_, _| true);
    assert_eq!((cutter.left_out().by_rules, cutter.left_out().markup), (5, 0));
    let text = "[a](http://b.example/c) &amp; d";
    cutter.cut(text, Language::UNDETERMINED, &CutWords::of(text), |_, _| true);
    assert_eq!((cutter.left_out().links, cutter.left_out().markup), (1, 1));
}

#[test]
fn hyphens_by_policy() {
    let text = "COVID-19, Jean-Claude and co-operation -- so-";
    check(text, &["COVID", "19", "|Jean", "Claude", "and", "co", "operation", "|so"]);
    let whole = TokenRules { hyphens: Hyphens::Whole, ..TokenRules::default() };
    assert_eq!(tokens_by(whole, "en", text), ["COVID-19", "|Jean-Claude", "and", "co-operation", "|so"]);
    assert_eq!(tokens_by(whole, "en", "a state-of-the-art dam"), ["a", "state-of-the-art", "dam"]);
}

#[test]
fn without_rules_tokens_are_the_words_of_unicode() {
    let parts = TokenPolicy::Parts;
    let rules = TokenRules {
        hashtags: parts,
        mentions: parts,
        addresses: parts,
        numbers: parts,
        splits_elisions: false,
        dictionary: false,
        ..TokenRules::default()
    };
    let text = "经济 #dam @venn a-b@x.org https://x.org $5 50% 9/11 l'accord";
    let words: Vec<&str> = crate::words(text).map(|word| &text[word]).collect();
    let tokens = tokens_by(rules, "fr", text);
    let tokens: Vec<&str> = tokens.iter().map(|token| token.trim_start_matches('|')).collect();
    assert_eq!(tokens, words);
}

mod properties {
    use proptest::prelude::*;
    use textmill_corpus::Language;

    use super::super::{Hyphens, TokenCutter, TokenRules};
    use crate::CutWords;

    fn spans(text: &str, code: &str, hyphens: Hyphens) -> (Vec<[u32; 2]>, Vec<u32>) {
        let mut cutter = TokenCutter::new(TokenRules { hyphens, ..TokenRules::default() });
        let language = Language::from_code(code).unwrap_or(Language::UNDETERMINED);
        let tokens = cutter.cut(text, language, &CutWords::of(""), |_, _| true);
        (tokens.spans.to_vec(), tokens.clauses.to_vec())
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_inside_the_text(
            text in "([a-zA-Z0-9#@/:.,&;<>()\\[\\]%$€°'’\"é好 \n-]|http://|www\\.|&amp;|<br>|l'|\\.pdf){0,40}",
            code in prop::sample::select(&["en", "fr", "it"][..]),
            is_whole in any::<bool>(),
        ) {
            let hyphens = if is_whole { Hyphens::Whole } else { Hyphens::Parts };
            let (tokens, clauses) = spans(&text, code, hyphens);
            let mut end = 0;
            for &[start, next] in &tokens {
                prop_assert!(start >= end && next > start, "{:?}", tokens);
                prop_assert!(text.get(start as usize..next as usize).is_some());
                end = next;
            }
            prop_assert!(clauses.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(clauses.iter().all(|clause| *clause > 0 && *clause as usize <= tokens.len()));
        }

        #[test]
        fn a_text_has_the_tokens_of_its_lines(
            lines in prop::collection::vec("([a-zA-Z0-9#@/:.,&;()%$'’\" -]|http://|l'|\\]\\(/|<a ){0,12}", 1..4),
        ) {
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            let (whole, _) = spans(&text, "fr", Hyphens::Parts);
            let (mut parts, mut base) = (Vec::new(), 0);
            for line in &lines {
                let line = format!("{line}\n");
                parts.extend(spans(&line, "fr", Hyphens::Parts).0.iter().map(|span| span.map(|place| place + base)));
                base += line.len() as u32;
            }
            prop_assert_eq!(whole, parts);
        }
    }
}
