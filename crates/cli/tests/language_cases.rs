//! Words, sentences, patterns, pairs and languages of the texts that the press and parliaments write, case by case.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::{collections::BTreeMap, fs, path::PathBuf};

use support::{assert_code, rows, textmill};
use tempfile::TempDir;

type Row = BTreeMap<String, String>;

/// Files, and the reports on those below `in`.
struct Reports {
    folder: TempDir,
    output: PathBuf,
}

impl Reports {
    fn rows(&self, report: &str) -> Vec<Row> {
        rows(&self.output, report)
    }

    /// Some columns of the rows of a report, with blanks between them.
    fn shown(&self, report: &str, columns: &[&str]) -> Vec<String> {
        let show =
            |row: &Row| columns.iter().map(|column| row[*column].as_str()).collect::<Vec<_>>().join(" ");
        self.rows(report).iter().map(show).collect()
    }

    fn warnings(&self) -> Vec<String> {
        self.shown("warnings.csv", &["warning"])
    }

    /// How many lines of a concordance there are.
    fn found(&self, arguments: &[&str]) -> usize {
        let mut kwic = textmill();
        kwic.arg("kwic").args(arguments).arg(self.folder.path().join("in"));
        kwic.arg("--config").arg(self.folder.path().join("cases.toml")).args(["--format", "csv"]);
        String::from_utf8(kwic.output().unwrap().stdout).unwrap().lines().skip(1).count()
    }
}

/// The reports on files below `in`; other files stand beside the configuration.
fn reports_on(config: &str, files: &[(&str, &str)]) -> Reports {
    let folder = TempDir::new().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let (path, output) = (folder.path().join("cases.toml"), folder.path().join("out"));
    fs::write(&path, format!("{config}\n[topics]\nk = 0\n")).unwrap();
    let mut run = textmill();
    run.arg("run").arg(folder.path().join("in")).arg("--output").arg(&output).arg("--config").arg(path);
    assert_code(&run.output().unwrap(), 0);
    Reports { folder, output }
}

/// The reports on texts, each in its language.
fn reports_in(config: &str, texts: &[(&str, &str)]) -> Reports {
    let mut metadata = "path,language\n".to_owned();
    let mut files = Vec::new();
    for ((language, text), number) in texts.iter().zip(1..) {
        metadata += &format!("{number:03}.txt,{language}\n");
        files.push((format!("in/{number:03}.txt"), *text));
    }
    let mut files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    files.push(("in/metadata.csv", &metadata));
    reports_on(config, &files)
}

/// `language surface term stem frequency` of rows of data/forms.csv.
#[track_caller]
fn check_forms(reports: &Reports, expected: &[[&str; 5]]) {
    let forms = reports.rows("data/forms.csv");
    let missing: Vec<_> = expected
        .iter()
        .filter(|[language, surface, term, stem, frequency]| {
            !forms.iter().any(|row| {
                row["language"] == *language
                    && row["surface"] == *surface
                    && row["term"] == *term
                    && row["stem"] == *stem
                    && row["frequency"] == *frequency
            })
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?} in {forms:?}");
}

/// Whether a list holds all of another.
#[track_caller]
fn check_holds(found: &[String], expected: &[&str]) {
    let missing: Vec<_> = expected.iter().filter(|one| !found.iter().any(|other| other == *one)).collect();
    assert!(missing.is_empty(), "{missing:?} in {found:?}");
}

#[test]
fn one_sentence_shows_its_language() {
    // Each stands alone in its folder, whose other files would say something too.
    let texts = [
        ("en-1", "The cat sat on the mat."),
        ("en-2", "The minister said that the talks would go on."),
        ("es-1", "El ministro dijo que las conversaciones van a continuar."),
        ("nl-1", "De minister zei dat de gesprekken door zouden gaan."),
        ("sv-1", "Ministern sade att samtalen skulle fortsätta."),
        ("ro-1", "Ministrul a spus că discuțiile vor continua."),
        ("ar-1", "قال الوزير إن المحادثات سوف تستمر."),
        ("he-1", "השר אמר שהשיחות יימשכו."),
        ("fa-1", "وزیر گفت که گفتگوها ادامه خواهد یافت."),
        ("hi-1", "मंत्री ने कहा कि बातचीत जारी रहेगी।"),
        ("da-1", "Ministeren sagde, at samtalerne ville fortsætte, og at ingen havde forladt mødet."),
        ("no-1", "Ministeren sa at samtalene skulle fortsette, og at ingen hadde forlatt møtet."),
        ("de-1", "Der Minister sagte, dass die Gespräche weitergehen würden."),
        ("fr-1", "Le ministre a déclaré que les discussions allaient continuer."),
        ("it-1", "Il ministro ha detto che i colloqui sarebbero continuati."),
        ("pt-1", "O ministro disse que as conversas iriam continuar."),
        ("pl-1", "Minister powiedział, że rozmowy będą kontynuowane."),
        ("cs-1", "Ministr řekl, že jednání budou pokračovat."),
        ("hu-1", "A miniszter azt mondta, hogy a tárgyalások folytatódnak."),
        ("el-1", "Ο υπουργός είπε ότι οι συνομιλίες θα συνεχιστούν."),
        ("uk-1", "Міністр сказав, що переговори триватимуть."),
        ("ru-1", "Министр сказал, что переговоры будут продолжены."),
        ("zh-1", "部长说会谈将继续。"),
        ("ja-1", "大臣は協議が続くと述べた。"),
        ("ko-1", "장관은 회담이 계속될 것이라고 말했다."),
        ("th-1", "รัฐมนตรีกล่าวว่าการเจรจาจะดำเนินต่อไป"),
        ("lo-1", "ລັດຖະມົນຕີກ່າວວ່າການເຈລະຈາຈະດຳເນີນຕໍ່ໄປ"),
        ("km-1", "រដ្ឋមន្ត្រីបាននិយាយថាការចរចានឹងបន្ត។"),
        ("my-1", "ဝန်ကြီးက ဆွေးနွေးပွဲများ ဆက်လက်ပြုလုပ်မည်ဟု ပြောသည်။"),
        ("bo-1", "བློན་ཆེན་གྱིས་གྲོས་མོལ་མུ་མཐུད་བྱེད་རྒྱུ་ཡིན་པ་གསུངས།"),
        // Names and numbers of a report on sport hide the language of the little else.
        (
            "en-3",
            "Scorers: Dubois 12, Lefèvre 34, Moreau 56 pen, Garnier 78. Teams: Lyon: Petit, Roux, Blanc, Fontaine, \
             Girard, Perrin. The visitors held on for a draw after a late penalty, and the coach praised his side.",
        ),
        (
            "da-2",
            "Kommunen har besluttet at lukke to skoler på øen, og det har vakt vrede blandt forældrene. Borgmesteren \
             sagde i går, at der ikke længere var penge til at holde bygningerne ved lige.",
        ),
        (
            "no-2",
            "Kommunen har vedtatt å legge ned to skoler på øya, og det har vakt sinne blant foreldrene. Ordføreren sa \
             i går at det ikke lenger var penger til å holde bygningene ved like.",
        ),
    ];
    let names: Vec<String> = texts.iter().map(|(name, _)| format!("in/{name}/a.txt")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(texts).map(|(name, (_, text))| (name.as_str(), text)).collect();
    let found = reports_on("", &files).rows("documents.csv");
    assert_eq!(found.len(), texts.len());
    let wrong: Vec<_> =
        found.iter().filter(|row| !row["path"].starts_with(&format!("{}-", row["language"]))).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn headlines_have_the_language_of_their_table_or_folder() {
    let english = "group,text\na,Markets slip as bank cuts outlook\nb,Ferry strike enters second week\na,US troops leave\n\
                   b,Rain halts play at county ground\na,US envoy meets mayor\nb,Minister defends school budget\n";
    let danish = "group,text\na,Regeringen vil sænke skatten\nb,Færgen sejler igen efter stormen\na,Ny bro over sundet\n\
                  b,Kommunen lukker to skoler\na,Minister afviser kritik\nb,Landmænd klager over regn\n";
    let spanish = "{\"text\": \"El gobierno sube el salario\"}\n{\"text\": \"Huelga de trenes en el norte\"}\n\
                   {\"text\": \"La lluvia cierra dos escuelas\"}\n{\"text\": \"El ministro niega la crisis\"}\n";
    let reports = reports_on(
        "",
        &[
            ("in/en.csv", english),
            ("in/da.csv", danish),
            ("in/es.jsonl", spanish),
            ("in/de/1.txt", "Bahn streicht Züge im Norden"),
            ("in/de/2.txt", "Landtag streitet über Haushalt"),
            ("in/de/3.txt", "Hochwasser an der Elbe sinkt"),
            ("in/de/4.txt", "Strompreise steigen wieder"),
            ("in/de/5.txt", "Museum öffnet nach Umbau"),
        ],
    );
    let documents = reports.rows("documents.csv");
    assert_eq!(documents.len(), 21);
    let wrong: Vec<_> = documents.iter().filter(|row| !row["path"].starts_with(&row["language"])).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let units = reports.shown("frequency.csv", &["language", "stem", "frequency"]);
    check_holds(&units, &["en us 2", "da kommun 1", "de museum 1"]);
    assert!(!units.iter().any(|unit| unit.starts_with("und")), "{units:?}");
}

#[test]
fn texts_of_no_language_are_one_warning_that_counts_them() {
    let texts = [("in/1.txt", "Xq zt"), ("in/2.txt", "Wv rr"), ("in/3.txt", "Pk"), ("in/4.txt", "Zz top")];
    let reports = reports_on("", &texts);
    let told: Vec<String> =
        reports.warnings().into_iter().filter(|warning| warning.contains("could not be told")).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("the language of 4 of 4 documents"), "{told:?}");
}

#[test]
fn a_language_that_is_given_holds_for_every_segment() {
    let other = "The committee met on Monday and the members talked about the plan for a long time, but they did not \
                 agree on what should be done with the old harbour, and nobody knew when they would meet again. ";
    let text =
        format!("La komitato kunvenis lunde.\n\n{}\n\nLa membroj parolis pri la plano.", other.repeat(3));
    for language in ["eo", "de", "fi"] {
        let reports =
            reports_on(&format!("[input]\nlanguage = \"{language}\""), &[("in/a.txt", text.as_str())]);
        assert_eq!(reports.shown("data/segments.csv", &["language"]), [language; 3]);
        assert!(reports.shown("frequency.csv", &["language"]).iter().all(|other| other == language));
    }
}

#[test]
fn words_are_counted_as_stems_as_terms_or_as_they_stand() {
    let text = "The committee met on Monday and the members talked about the plan for a long time. The US told us that US \
                troops joined us. May may. Lead pipes lead to the leads.";
    let reports = |unit: &str| {
        let config =
            format!("[words]\nunit = \"{unit}\"\n[kwic]\nnodes = [\"US\", \"us\", \"May\", \"lead\"]");
        let reports = reports_in(&config, &[("en", text)]);
        let units = reports.shown("frequency.csv", &["stem", "frequency"]);
        (units, reports.shown("kwic.csv", &["pattern", "node"]).join(", "), reports)
    };
    let (stems, _, _) = reports("stem");
    check_holds(&stems, &["US 2", "us 2", "may 2", "lead 3", "troop 1", "committe 1"]);
    let (terms, found, _) = reports("term");
    check_holds(&terms, &["US 2", "us 2", "may 2", "lead 2", "leads 1", "troops 1"]);
    assert_eq!(found, "US US, us us, US US, us us, May May, May may, lead Lead, lead lead");
    let (surfaces, found, as_written) = reports("surface");
    check_holds(&surfaces, &["US 2", "us 2", "May 1", "may 1", "Lead 1", "lead 1", "leads 1"]);
    assert_eq!(found, "US US, us us, US US, us us, May May, lead lead");
    for (pattern, places) in [("US", 2), ("us", 2), ("May", 1), ("may", 1), ("Lead", 1), ("LEAD", 0)] {
        assert_eq!(as_written.found(&["--unit", "surface", pattern]), places, "{pattern}");
    }
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let cases = [
        ("de", "Am 14. März 2025 kam er.", 1),
        ("de", "Am 21. April stieg der Fluss. Am 22. fiel er.", 2),
        ("de", "Der 2. Weltkrieg begann.", 1),
        ("de", "Die 1. Bundesliga ruht.", 1),
        ("de", "Es gibt viel, z. B. aus Wien.", 1),
        ("de", "Es kostet ca. 3,5 Mio. Euro.", 1),
        ("de", "Nach Abs. 3 gilt es.", 1),
        ("de", "Laut § 4 Abs. 2 Nr. 3 ist das verboten. Der Rat stimmt zu.", 2),
        ("de", "Das Gesetz tritt am 1. Januar in Kraft.", 1),
        ("de", "Sie wohnt in der Breiten Str. 5 in Graz.", 1),
        ("de", "Er kam u. a. mit dem Zug, d. h. zu spät.", 1),
        ("de", "Im 19. Jahrhundert war das anders.", 1),
        ("de", "Die 3. Kammer tagt heute. Der 5. Ausschuss auch.", 2),
        ("de", "Das 2. Kabinett Venn trat zurück.", 1),
        ("de", "Prof. Dr. Venn sprach. Frau Dr. Marren nicht.", 2),
        ("de", "Er zahlte 20 Euro usw. und ging.", 1),
        ("de", "Die Partei erhielt 5,3 Prozent. Das ist wenig.", 2),
        ("de", "Der Minister (geb. 1950) schwieg.", 1),
        ("de", "Es war ein alter Film. 2007 war er neu.", 2),
        ("en", "Vice President J.D. Venn spoke.", 1),
        ("en", "The U.S. Senate met.", 1),
        ("en", "The U.N. General Assembly met.", 1),
        ("en", "The U.K. Government replied on Dec. 3.", 1),
        ("en", "The U.S. Supreme Court and the U.S. House agreed.", 1),
        ("en", "See No. 10 Downing St. today.", 1),
        ("en", "Mr. Venn saw Dr. Mary O. Hill.", 1),
        ("en", "Gov. Hill met Sen. Marren.", 1),
        ("en", "Lt. Col. Venn and Maj. Gen. Hill spoke.", 1),
        ("en", "She has a Ph.D. She teaches.", 2),
        ("en", "Pets, e.g. cats, are banned.", 1),
        ("en", "They met at 5 p.m. Tuesday was cold.", 2),
        ("en", "They came from the U.S. The talks failed.", 2),
        ("en", "He was born in Washington, D.C. He left.", 2),
        ("en", "The case Venn v. Hill was heard. It was long.", 2),
        ("en", "See Fig. 3 and Sec. 4 of the report, p. 12.", 1),
        ("en", "He won 3.5 percent. That is little.", 2),
        ("en", "Rep. A. B. Venn (D-Ohio) spoke.", 1),
        ("fr", "M. Venn est arrivé. Mme Hill aussi.", 2),
        ("fr", "Voir p. 12 et art. 3 de la loi.", 1),
        ("fr", "Il a dit : « Oui. » Puis il est parti.", 2),
        ("es", "El Sr. Venn llegó. La Sra. Hill también.", 2),
        ("es", "Vive en la Avda. Mayor núm. 3 de Soria.", 1),
        ("it", "Il sig. Venn è arrivato. La dott. Hill no.", 2),
        ("it", "Il prof. Neri parlò. Poi tacque.", 2),
        ("pt", "O Sr. Venn chegou. A Sra. Hill não.", 2),
        ("nl", "Dhr. Venn kwam. Mevr. Hill niet.", 2),
        ("nl", "Het kost ca. 3 mln. euro.", 1),
        ("da", "Den 3. maj kom hun.", 1),
        ("da", "Den 14. Marts 2031 kom han.", 1),
        ("no", "Han kom bl.a. med tog. Så gikk han.", 2),
        ("sv", "Det kostar ca. 3 milj. kronor.", 1),
        ("fi", "Hän tuli 3. toukokuuta 2031.", 1),
        ("cs", "Přišel např. Novotný.", 1),
        ("pl", "Przyjechał 3. maja 2031 r. do Łodzi.", 1),
        ("tr", "Prof. Dr. Venn konuştu. Sonra gitti.", 2),
        ("ru", "Он живёт на ул. Мира, д. 5.", 1),
        ("ru", "И. В. Венн выступил. Потом ушёл.", 2),
        ("hu", "Dr. Venn beszélt. Aztán elment.", 2),
    ];
    let texts: Vec<(&str, &str)> = cases.iter().map(|&(language, text, _)| (language, text)).collect();
    let found = reports_in("", &texts).shown("documents.csv", &["sentences"]);
    assert_eq!(found.len(), cases.len());
    let wrong: Vec<_> =
        cases.iter().zip(found).filter(|((_, _, expected), found)| expected.to_string() != *found).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn pairs_hold_over_the_stops_of_dates_and_abbreviations() {
    let texts = [
        ("de", "Am 14. März kam er mit 26 Mio. Euro zur 2. Runde, z. B. aus Wien."),
        ("en", "The U.S. Senate saw Dr. Venn and J.D. Hill at No. 10 Downing St. on Jan. 6."),
        ("da", "Den 3. maj kostede det ca. 20 kr. om ugen."),
    ];
    let reports = reports_in("[ngrams]\nn = [2]\nmin_frequency = 1", &texts);
    let pairs = reports.shown("data/ngrams.csv", &["language", "words"]);
    check_holds(
        &pairs,
        &[
            "de 14 märz",
            "de mio euro",
            "de 2 runde",
            "de b aus",
            "en u.s senate",
            "en dr venn",
            "en j.d hill",
            "en no 10",
            "en jan 6",
            "da 3 maj",
            "da ca 20",
        ],
    );
}

#[test]
fn sequences_and_pairs_end_at_commas_dashes_brackets_and_quotation_marks() {
    let texts = [
        (
            "en",
            "The mayor, Ms Hill of Pell [the town] \u{2014} who left \u{2013} said: \u{201c}No taxes\u{201d}; they go.",
        ),
        (
            "de",
            "Die Stadt, sagte Venn, \u{201e}braucht Geld\u{201c} \u{2013} viel Geld (Steuern): mehr nicht.",
        ),
        ("fr", "La ville, dit-elle, « perd son argent » ; le maire : « non »."),
        ("es", "El alcalde (socialista) dijo: «Basta ya»; ¿qué más?"),
    ];
    let config = "[ngrams]\nn = [2]\nmin_frequency = 1\n[collocations]\nmin_frequency = 1\nexpressions = [2]";
    let reports = reports_in(config, &texts);
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let ngrams = sorted(reports.shown("data/ngrams.csv", &["language", "words"]));
    let expected = [
        "de braucht geld",
        "de die stadt",
        "de mehr nicht",
        "de sagte venn",
        "de viel geld",
        "en hill of",
        "en ms hill",
        "en no taxes",
        "en of pell",
        "en the mayor",
        "en the town",
        "en they go",
        "en who left",
        "es basta ya",
        "es el alcalde",
        "es qué más",
        "fr dit elle",
        "fr la ville",
        "fr le maire",
        "fr perd son",
        "fr son argent",
    ];
    assert_eq!(ngrams, expected);
    assert_eq!(sorted(reports.shown("collocations.csv", &["language", "first", "second"])), expected);
    assert_eq!(sorted(reports.shown("data/expressions.csv", &["language", "words"])), expected);
}

#[test]
fn sequences_and_pairs_say_how_many_stop_words_they_hold() {
    let texts = [
        (
            "en",
            "The United States of America left. The fiscal year of the United States ends. Last year was the last.",
        ),
        ("de", "Der Haushalt des Landes wächst. Der Haushalt wächst seit Jahren."),
    ];
    let config =
        "[ngrams]\nn = [1, 2, 3]\nmin_frequency = 1\n[collocations]\nmin_frequency = 1\nexpressions = [2, 3]";
    let reports = reports_in(config, &texts);
    let ngrams = reports.shown("data/ngrams.csv", &["words", "stop_words"]);
    check_holds(
        &ngrams,
        &[
            "the 1",
            "states 0",
            "united states 0",
            "fiscal year 0",
            "last year 0",
            "of the 2",
            "year of the 2",
            "the united states 1",
            "haushalt wächst 0",
            "der haushalt 1",
            "des landes 1",
        ],
    );
    let pairs = reports.shown("collocations.csv", &["first", "second", "stop_words"]);
    check_holds(
        &pairs,
        &["united states 0", "the united 1", "of the 2", "der haushalt 1", "haushalt wächst 0"],
    );
    let expressions = reports.shown("data/expressions.csv", &["words", "stop_words"]);
    check_holds(&expressions, &["united states 0", "of the 2", "the united states 1", "haushalt wächst 0"]);
    let adjacent: Vec<String> = reports
        .rows("collocations.csv")
        .iter()
        .filter(|row| row["kind"] == "adjacent" && row["language"] == "en")
        .map(|row| row["stop_words"].clone())
        .collect();
    assert!(adjacent.is_sorted(), "those without stop words come first: {adjacent:?}");
}

#[test]
fn patterns_find_what_the_text_says_or_it_is_told() {
    let text = "The health care plan of the U.S. Senate failed. Self-government is costly. Health care costs 50%. The U.S. left. \
                She met Jean-Claude in COVID-19 times; the prime minister\u{2019}s office said so.";
    let config = r#"[kwic]
nodes = ["U.S. Senate", "self government", "helth care", "Jean-Claude", "COVID-19", "prime minister's", "sanktion"]
[collocations]
min_frequency = 1
nodes = ["Jean-Claude", "health-care", "senat"]
[trends]
words = ["minster"]"#;
    let reports = reports_in(config, &[("en", text)]);
    let nodes = reports.shown("kwic.csv", &["pattern"]);
    assert_eq!(nodes, ["U.S. Senate", "self government", "Jean-Claude", "COVID-19", "prime minister's"]);
    let windows: Vec<String> = reports
        .rows("collocations.csv")
        .iter()
        .filter(|row| row["kind"] == "window")
        .map(|row| format!("{} {}", row["first"], row["second"]))
        .collect();
    check_holds(&windows, &["health care plan", "health care 50%", "jean claude covid"]);
    let warnings = reports.warnings();
    for part in [
        "\"helth care\" is nowhere in the segments that are counted; \"helth\" does not occur; did you mean \"health\"?",
        "\"sanktion\" is nowhere in the segments that are counted",
        "\"senat\" has no effect: it is nowhere in the segments that are counted; did you mean \"senate\"?",
        "\"minster\" has no effect: it is nowhere in the segments that are counted",
    ] {
        assert!(warnings.iter().any(|warning| warning.contains(part)), "{part} in {warnings:?}");
    }
    for (pattern, places) in [
        ("U.S.", 2),
        ("U.S", 2),
        ("u.s.", 2),
        ("health care", 2),
        ("health-care", 2),
        ("Self government", 1),
        ("self-government", 1),
        ("Jean-Claude", 1),
        ("covid-19", 1),
        ("50%", 1),
        ("prime minister\u{2019}s", 1),
        ("sen* failed", 1),
        ("care health", 0),
    ] {
        assert_eq!(reports.found(&[pattern]), places, "{pattern}");
    }
}

#[test]
fn elisions_leave_the_word_and_are_stop_words() {
    let texts = [
        (
            "it",
            "L'Italia dell'Italia all'Italia nell'Italia dall'Italia. L'Unione nell\u{2019}Unione, un'altra volta.",
        ),
        (
            "it",
            "Sull'isola d'estate quest'anno, quell'uomo, sant'Anna, c'è, coll'aiuto, dov\u{2019}è, anch'io.",
        ),
        (
            "fr",
            "L\u{2019}Europe d'Europe, lorsqu'il vint jusqu'à Paris puisqu'on l'a dit aujourd'hui, quelqu'un d'autre.",
        ),
        ("ca", "L'acord d'acord, l'Ajuntament."),
        ("pt", "A água d'água."),
        ("en", "O'Neill's rock, d'accord, the players' union can't."),
    ];
    let reports = reports_in("[collocations]\nnodes = [\"Italia\", \"Europe\"]", &texts);
    check_forms(
        &reports,
        &[
            ["it", "Italia", "italia", "ital", "5"],
            ["it", "Unione", "unione", "union", "2"],
            ["it", "isola", "isola", "isol", "1"],
            ["it", "uomo", "uomo", "uom", "1"],
            ["fr", "Europe", "europe", "europ", "2"],
            ["fr", "aujourd'hui", "aujourd'hui", "aujourd'hui", "1"],
            ["fr", "quelqu'un", "quelqu'un", "quelqu'un", "1"],
            ["ca", "acord", "acord", "acord", "2"],
            ["pt", "água", "água", "águ", "2"],
            ["en", "O'Neill's", "o'neill's", "o'neil", "1"],
            ["en", "d'accord", "d'accord", "d'accord", "1"],
        ],
    );
    let stop_words = reports.shown("data/forms.csv", &["language", "term", "stop_word"]);
    check_holds(
        &stop_words,
        &[
            "it l' true",
            "it dell' true",
            "it sull' true",
            "it quest' true",
            "it un' true",
            "it c' true",
            "it dov' true",
            "it sant' false",
            "fr lorsqu' true",
            "fr jusqu' true",
            "fr puisqu' true",
            "ca l' true",
        ],
    );
    assert!(!reports.warnings().iter().any(|warning| warning.contains("nowhere")));
    for (pattern, places) in
        [("italia", 5), ("l'unione", 1), ("dell'Italia", 1), ("europe", 2), ("lorsqu'il", 1)]
    {
        assert_eq!(reports.found(&[pattern]), places, "{pattern}");
    }
}

#[test]
fn turkish_letters_and_names_with_endings() {
    let texts = [
        ("tr", "Türkiye'de Türkiye'nin Türkiye. İstanbul istanbul İSTANBUL İstanbul\u{2019}da."),
        ("tr", "DIŞİŞLERİ Dışişleri Irak ırak ISPARTA Isparta İnsanlar insanlar."),
        ("tr", "Ankara'ya Ankara\u{2019}dan 2022'de ve 2022."),
        ("az", "İran İRAN iran."),
    ];
    let reports = reports_in("", &texts);
    let stems = |surfaces: &[&str]| {
        let forms = reports.rows("data/forms.csv");
        let found = forms.iter().filter(|row| surfaces.contains(&row["surface"].as_str()));
        let mut stems: Vec<String> = found.map(|row| row["stem"].clone()).collect();
        assert_eq!(stems.len(), surfaces.len(), "{surfaces:?}");
        stems.dedup();
        stems
    };
    for surfaces in [
        &["Türkiye'de", "Türkiye'nin", "Türkiye"][..],
        &["İstanbul", "istanbul", "İSTANBUL", "İstanbul\u{2019}da"],
        &["DIŞİŞLERİ", "Dışişleri"],
        &["Irak", "ırak"],
        &["ISPARTA", "Isparta"],
        &["İnsanlar", "insanlar"],
        &["Ankara'ya", "Ankara\u{2019}dan"],
        &["İran", "İRAN", "iran"],
    ] {
        assert_eq!(stems(surfaces).len(), 1, "{surfaces:?}: {:?}", stems(surfaces));
    }
    check_forms(
        &reports,
        &[
            ["tr", "Isparta", "ısparta", "ıspar", "1"],
            ["tr", "İSTANBUL", "istanbul", "istanbul", "1"],
            ["tr", "2022", "2022", "2022", "2"],
            ["az", "İRAN", "iran", "iran", "1"],
        ],
    );
    let terms = reports.shown("data/forms.csv", &["term", "stem"]);
    assert!(!terms.iter().any(|term| term.contains('\u{307}')), "a dot that nobody wrote: {terms:?}");
}

#[test]
fn spellings_of_women_and_men_are_one_word() {
    let text = "Bürger*innen Bürger:innen Bürger_innen BürgerInnen Bürger*innen. \
                Lehrer*in Lehrer:in LehrerIn Kolleg:innen KollegInnen Bürgerinnen";
    let reports = reports_in("[words]\nunit = \"term\"", &[("de", text)]);
    let units: Vec<String> = reports.shown("frequency.csv", &["frequency", "document_frequency"]);
    assert_eq!(units, ["5 1", "3 1", "2 1", "1 1"]);
}

#[test]
fn hashtags_names_and_addresses_are_one_token_each() {
    let texts = [
        (
            "en",
            "#StarWars and @BBCNews see https://t.co/9iJMMkAokT or mail jane.doe@example.org now. (#dam, @venn_1) #StarWars!",
        ),
        (
            "de",
            "#Klimaschutz und @venn_graz: https://www.beispiel.example/a/b.html; frau.venn@beispiel.example.",
        ),
        ("ru", "#выборы и @venn: https://primer.example/новости."),
    ];
    let whole = reports_in("", &texts);
    check_forms(
        &whole,
        &[
            ["en", "#StarWars", "#starwars", "#starwars", "2"],
            // As a spreadsheet must see it: at the beginning of a cell, the sign is that of a formula.
            ["en", "'@BBCNews", "'@bbcnews", "'@bbcnews", "1"],
            ["en", "'@venn_1", "'@venn_1", "'@venn_1", "1"],
            ["en", "https://t.co/9iJMMkAokT", "https://t.co/9ijmmkaokt", "https://t.co/9ijmmkaokt", "1"],
            ["en", "jane.doe@example.org", "jane.doe@example.org", "jane.doe@example.org", "1"],
            ["de", "#Klimaschutz", "#klimaschutz", "#klimaschutz", "1"],
            ["ru", "#выборы", "#выборы", "#выборы", "1"],
        ],
    );
    assert_eq!(whole.found(&["#starwars"]), 2);
    let left_out = "[tokens]\nhashtags = \"leave-out\"\nmentions = \"leave-out\"\naddresses = \"leave-out\"";
    let mut rest = reports_in(left_out, &texts).shown("data/forms.csv", &["surface"]);
    rest.sort();
    assert_eq!(rest, ["and", "mail", "now", "or", "see", "und", "и"]);
}

#[test]
fn hyphens_and_numbers_are_counted_as_the_person_chooses() {
    let text = "COVID-19 hit Jean-Claude and Mikl-Leitner in post-war times. Co-operation is cooperation. 9/11, AT&T, Q&A, \
                F-16s, 1979, 03, 00, 3.5.";
    let reports = |tokens: &str| reports_in(&format!("[tokens]\n{tokens}"), &[("en", text)]);
    let parts = reports("hyphens = \"parts\"");
    check_holds(
        &parts.shown("data/forms.csv", &["surface"]),
        &["COVID", "19", "Jean", "Claude", "9/11", "AT&T", "Q&A", "F", "16s", "1979", "03", "00", "3.5"],
    );
    let whole = reports("hyphens = \"whole\"").shown("data/forms.csv", &["surface"]);
    check_holds(
        &whole,
        &["COVID-19", "Jean-Claude", "Mikl-Leitner", "post-war", "Co-operation", "F-16s", "9/11"],
    );
    assert!(!whole.iter().any(|surface| surface == "19" || surface == "16s"), "{whole:?}");
    let both = reports("hyphens = \"both\"")
        .shown("data/compounds.csv", &["compound", "frequency", "solid_frequency"]);
    check_holds(
        &both,
        &["co-operation 1 1", "covid-19 1 0", "f-16s 1 0", "mikl-leitner 1 0", "post-war 1 0"],
    );
    for (tokens, kept) in [("", "COVID"), ("hyphens = \"whole\"", "COVID-19")] {
        let surfaces =
            reports(&format!("numbers = \"leave-out\"\n{tokens}")).shown("data/forms.csv", &["surface"]);
        check_holds(&surfaces, &[kept, "AT&T", "Q&A", "times"]);
        let begins = |surface: &String| surface.starts_with(|first: char| first.is_ascii_digit());
        assert!(!surfaces.iter().any(begins), "{surfaces:?}");
    }
}

#[test]
fn a_number_is_its_own_stem_in_every_language() {
    let texts = [
        ("fi", "Vuonna 2022 oli 202 tapausta, 2000 ja 200, 100 ja 10, 11 ja 1, 000 ja 00."),
        ("ar", "السعر 3,5 أو 35 أو 1.5 أو 15 عام 2022"),
        ("da", "Koden 0x0e00 og 0x0e0 i 1999, ikke 199."),
        ("fr", "Les 1990s et 1990, le 2e et le 20e."),
        ("sv", "År 2022 och 202, 1990s."),
        ("tr", "Yıl 2022 ve 202."),
        ("hu", "Az 1100 és a 110, 2022 és 202."),
        ("en", "In the 1990s and 1990, the 42nd of 42."),
    ];
    for stemmer in ["snowball-2019", "snowball-3"] {
        let forms = reports_in(&format!("[words]\nstemmer = \"{stemmer}\""), &texts).rows("data/forms.csv");
        let numbers: Vec<&Row> =
            forms.iter().filter(|row| row["surface"].starts_with(|first: char| first.is_numeric())).collect();
        assert_eq!(numbers.len(), 36, "{numbers:?}");
        let changed: Vec<_> = numbers.iter().filter(|row| row["surface"] != row["stem"]).collect();
        assert!(changed.is_empty(), "{stemmer}: {changed:?}");
    }
}

#[test]
fn stems_that_the_older_stemmer_confuses() {
    let english = "He added ads, adding an ad. Even evening. Past the paste. Emerge in an emergency. Universe and \
                   university. Organ, organize, organs.";
    let texts = [("en", english), ("de", "Systeme, System.")];
    let stems = |config: &str, files: &[(&str, &str)]| {
        let metadata = "path,language\n1.txt,en\n2.txt,de\n";
        let mut all = vec![("in/1.txt", texts[0].1), ("in/2.txt", texts[1].1), ("in/metadata.csv", metadata)];
        all.extend_from_slice(files);
        let forms = reports_on(config, &all).rows("data/forms.csv");
        forms.into_iter().map(|row| (row["surface"].clone(), row["stem"].clone())).collect::<BTreeMap<_, _>>()
    };
    let older = stems("", &[]);
    let newer = stems("[words]\nstemmer = \"snowball-3\"", &[]);
    for (one, other) in [
        ("added", "ads"),
        ("Even", "evening"),
        ("Past", "paste"),
        ("Emerge", "emergency"),
        ("Universe", "university"),
        ("Organ", "organize"),
    ] {
        assert_eq!(older[one], older[other], "as most programs have it");
        assert_ne!(newer[one], newer[other]);
    }
    for (one, other) in [("added", "adding"), ("ads", "ad"), ("organs", "Organ"), ("Systeme", "System")] {
        assert_eq!(newer[one], newer[other]);
    }
    let list = "added -> add\nadding -> add\nevening\tevening\nuniversity -> universit\nSystem -> system\n";
    let listed = stems("[words]\nexceptions = \"stems.txt\"", &[("stems.txt", list)]);
    for (surface, stem) in [
        ("added", "add"),
        ("adding", "add"),
        ("ads", "ad"),
        ("evening", "evening"),
        ("Even", "even"),
        ("university", "universit"),
        ("System", "system"),
        ("Systeme", "system"),
    ] {
        assert_eq!(listed[surface], stem, "{surface}");
    }
}

#[test]
fn acronyms_with_stops_are_found_and_a_list_joins_them() {
    let text = "The US and the U.S. and the U.S.A. and the USA met the UK and the U.K. here. It is in the U.S. now for us.";
    for (list, lemma) in [
        ("United States -> US, U.S, U.S.A, USA\n", "united states 5"),
        ("US\tAmerica\nU.S\tAmerica\nU.S.A\tAmerica\nUSA\tAmerica\n", "america 5"),
    ] {
        let config = "[words]\nunit = \"lemma\"\nlemmas = \"l.txt\"\n[kwic]\nnodes = [\"U.S.\", \"U.K.\"]";
        let reports = reports_on(
            &format!("[input]\nlanguage = \"en\"\n{config}"),
            &[("l.txt", list), ("in/a.txt", text)],
        );
        let units = reports.shown("frequency.csv", &["stem", "frequency"]);
        check_holds(&units, &[lemma, "us 1", "u.k 1", "uk 1"]);
        assert_eq!(reports.shown("kwic.csv", &["node"]), ["U.S", "U.K", "U.S"]);
    }
}

#[test]
fn sentences_without_a_blank_between_them_are_two() {
    let cases = [
        ("en", "They won.They left at the end.Mr. Smith came.", 3),
        ("en", "Then?Nobody!She went.", 3),
        ("en", "See example.org or 3.5 of it.", 1),
        ("de", "Er kam.Sie ging.", 2),
        ("fr", "Il vint.Elle partit.", 2),
        ("es", "Vino.Ella no.¿Por qué?Nada.", 4),
        ("ru", "Он пришёл.Она ушла.", 2),
    ];
    let texts: Vec<(&str, &str)> = cases.iter().map(|&(language, text, _)| (language, text)).collect();
    let reports = reports_in("", &texts);
    let sentences = reports.shown("documents.csv", &["sentences"]);
    let expected: Vec<String> = cases.iter().map(|(_, _, sentences)| sentences.to_string()).collect();
    assert_eq!(sentences, expected);
    let surfaces = reports.shown("data/forms.csv", &["language", "surface"]);
    check_holds(
        &surfaces,
        &[
            "en won",
            "en They",
            "en end",
            "en Mr",
            "en Nobody",
            "en She",
            "en example.org",
            "en 3.5",
            "de kam",
            "de Sie",
            "fr vint",
            "fr Elle",
            "es Ella",
            "es Nada",
            "ru Она",
        ],
    );
}

/// A measure of readability of each document of a run.
fn readability(measure: &str, texts: &[(&str, &str)]) -> Vec<String> {
    let reports = reports_in("[diversity]\nmin_tokens = 0", texts);
    let rows = reports.rows("data/diversity.csv");
    let documents = rows.iter().filter(|row| row["level"] == "document");
    documents.map(|row| row[measure].clone()).collect()
}

#[test]
fn numbers_are_no_words_without_syllables() {
    let texts = [
        ("en", "In 1999, 2,345 people paid $3.50 in 1999."),
        ("en", "In people paid in."),
        ("en", "The 9/11 report of 2004 named 19 men."),
        ("en", "The report of named men."),
        ("en", "The cat sat on the mat in 2031 for $5 and 50% at 10:30."),
        ("en", "The cat sat on the mat in for and at."),
        ("en", "The cat sat on the mat."),
    ];
    let ease = readability("flesch_reading_ease", &texts);
    // 206.835 - 1.015 * 4 - 84.6 * 5 / 4, and 206.835 - 1.015 * 5 - 84.6 * 6 / 5.
    assert_eq!(ease[..4], ["97.025000", "97.025000", "100.240000", "100.240000"]);
    assert_eq!((&ease[4], ease[6].as_str()), (&ease[5], "116.145000"));
    // 0.39 * 4 + 11.8 * 5 / 4 - 15.59.
    assert_eq!(readability("flesch_kincaid_grade", &texts)[..2], ["0.720000", "0.720000"]);
    assert_eq!(readability("gunning_fog", &texts)[..2], ["1.600000", "1.600000"]);
    let german = [
        ("de", "Im Jahr 1999 zahlten 2.345 Leute 3,50 Euro."),
        ("de", "Im Jahr zahlten Leute Euro."),
        ("de", "Am 14. März kamen 300 Leute."),
        ("de", "Am März kamen Leute."),
    ];
    let ease = readability("flesch_amstad", &german);
    assert_eq!((&ease[0], &ease[2]), (&ease[1], &ease[3]));
}

#[test]
fn frequent_words_have_their_syllables() {
    let words = [
        ("en", "million billion business statement spokesman something someone Wednesday union senior", 2),
        ("en", "area idea earlier audience nuclear anything everyone", 3),
        ("en", "asked passed votes times prime world whole", 1),
        ("en", "voted ended taxes houses judges measures Tuesday patient question", 2),
        ("de", "neun Rat", 1),
        ("de", "Theater Regierung Januar", 3),
        ("fr", "ville fille pied", 1),
    ];
    let mut texts = Vec::new();
    for (language, list, syllables) in words {
        texts.extend(list.split(' ').map(|word| (language, format!("{word}."), syllables)));
    }
    let shown: Vec<(&str, &str)> =
        texts.iter().map(|(language, text, _)| (*language, text.as_str())).collect();
    let reports = reports_in("[diversity]\nmin_tokens = 0", &shown);
    let rows = reports.rows("data/diversity.csv");
    let wrong: Vec<_> = texts
        .iter()
        .zip(1..)
        .filter(|((language, _, syllables), number)| {
            let (column, most, per_syllable) = match *language {
                "de" => ("flesch_amstad", 180.0 - 1.0, 58.5),
                "fr" => ("flesch_kandel_moles", 207.0 - 1.015, 73.6),
                _ => ("flesch_reading_ease", 206.835 - 1.015, 84.6),
            };
            let name = format!("{number:03}.txt");
            let row = rows.iter().find(|row| row["level"] == "document" && row["name"] == name).unwrap();
            let ease: f64 = row[column].parse().unwrap();
            (ease - (most - per_syllable * f64::from(*syllables))).abs() > 1e-3
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn romanian_stems_have_commas_below() {
    let texts =
        [("ro", "Abațiile și abația, abaţia. Națiune, națiunile, naţiune. Miniștrii, miniştri. Țara, ţara.")];
    for stemmer in ["snowball-2019", "snowball-3"] {
        let reports = reports_in(&format!("[words]\nstemmer = \"{stemmer}\""), &texts);
        let units = reports.shown("frequency.csv", &["stem", "frequency"]);
        assert_eq!(units, ["abaț 3", "națiun 3", "miniștr 2", "țar 2", "și 1"], "{stemmer}");
    }
}

#[test]
fn a_story_in_sixty_papers_and_word_for_word_repeats_are_told() {
    let story = "The ferry to the northern islands stood still for a third day while engineers searched the hull for the leak. \
                 Passengers slept in the terminal, and the company paid for hot meals and blankets. The minister for \
                 transport promised an inquiry into the age of the fleet. Unions had warned in spring that the oldest \
                 ships were no longer safe in winter storms.";
    let near: Vec<String> =
        (0..60).map(|number| format!("Paper number {number} printed this today. {story}")).collect();
    let mut texts: Vec<(&str, &str)> = near.iter().map(|text| ("en", text.as_str())).collect();
    let council =
        "The council met in the old town hall and talked about the new school for an hour, and nobody left.";
    let louder = council.to_uppercase();
    texts.extend([("en", council), ("en", louder.as_str()), ("en", council)]);
    let kept = reports_in("", &texts);
    let documents = kept.shown("documents.csv", &["near_duplicate_of", "duplicate_of"]);
    assert_eq!(documents[0], " ");
    assert!(documents[1..60].iter().all(|found| found == "1 "), "{documents:?}");
    assert_eq!(documents[60..], [" ", " 61", " 61"]);
    let warnings = kept.warnings();
    let told = warnings.iter().find(|warning| warning.contains("repeat others")).unwrap();
    assert!(told.contains("2 repeat others word for word and 59 nearly"), "{told}");
    let dropped = reports_in("[selection]\nduplicates = \"drop-exact\"", &texts);
    let tokens = dropped.shown("documents.csv", &["tokens"]);
    assert_eq!(tokens[60..], ["20", "0", "0"]);
    let warnings = dropped.warnings();
    assert!(warnings.iter().any(|warning| warning.contains("0 repeat others word for word and 59 nearly")));
}

#[test]
fn the_dictionary_says_what_the_numbers_are() {
    let text = "The river rose and nobody in the town had seen it rise as fast as that. ".repeat(10);
    let config = "[keyness]\npermutations = 99\nseed = 7\nmin_frequency = 4\n[collocations]\nleft = 2\nright = 3\n\
                  min_frequency = 5\n[ngrams]\nmin_frequency = 6\n[dispersion]\nmin_frequency = 8\n[diversity]\n\
                  min_tokens = 50\nwindow = 30";
    let dictionary =
        reports_in(config, &[("en", text.as_str()), ("en", "The dam held.")]).rows("columns.csv");
    let column = |file: &str, column: &str| {
        dictionary.iter().find(|row| row["file"] == file && row["column"] == column).unwrap()
    };
    for (file, name, parameters) in [
        ("data/diversity.csv", "basis", "at least 50 (diversity.min_tokens)"),
        ("data/diversity.csv", "mattr", "w = 30 (diversity.window)"),
        ("data/ngrams.csv", "frequency", "at least 6 (ngrams.min_frequency)"),
        ("data/dispersion.csv", "frequency", "at least 8 (dispersion.min_frequency)"),
        ("collocations.csv", "frequency", "at least 5 (collocations.min_frequency)"),
        (
            "collocations.csv",
            "expected",
            "of windows: 2 tokens to the left and 3 to the right (collocations.left, collocations.right)",
        ),
        ("keyness.csv", "permutation_q", "99 permutations, seed 7 (keyness.permutations, keyness.seed)"),
        ("keyness.csv", "log_ratio_low", "confidence = 0.95 (keyness.confidence)"),
    ] {
        assert_eq!(column(file, name)["parameters"], parameters, "{file} {name}");
    }
    let relevance = &column("data/topic_terms.csv", "relevance")["meaning"];
    assert!(relevance.contains("p the probability of the word in the model"), "{relevance}");
    let near = &column("documents.csv", "near_duplicate_of")["parameters"];
    assert!(near.contains("fewer than 15 counted words are near duplicates only of each other"), "{near}");
}

#[test]
fn one_foreign_row_is_not_the_language_of_its_table() {
    let heads = "text\nKeeper loses the key\nLock shut until Friday\nFerry late again\nRowers win by a hand\n\
                 No swim in Highmere\nMinister blames the rain\n";
    for (language, foreign) in [
        ("fr", "Le ministre a déclaré que les discussions allaient continuer."),
        ("de", "Die Ministerin gibt dem Regen die Schuld an der Schleuse und an der Fähre"),
        ("es", "El guarda dijo que la presa está cerrada y que nadie tiene la llave"),
    ] {
        let table = format!("{heads}{foreign}\n");
        let found = reports_on("", &[("in/heads.csv", &table)]).shown("documents.csv", &["language"]);
        assert_eq!(found, ["en", "en", "en", "en", "en", "en", language], "{foreign}");
    }
}

#[test]
fn a_few_words_have_the_language_that_most_texts_of_their_script_have() {
    for (language, text) in [("he", "השר אמר"), ("hi", "नई दिल्ली"), ("hi", "मंत्री ने कहा")]
    {
        let found = reports_on("", &[("in/a.txt", text)]).shown("documents.csv", &["language"]);
        assert_eq!(found, [language], "{text}");
    }
}

#[test]
fn a_list_that_names_an_acronym_means_it() {
    let text = "The US sent help to us. The U.S. sent help to us. USA is here, the USA.";
    let config = "[words]\nunit = \"lemma\"\nlemmas = \"list.tsv\"";
    let files = [("in/a.txt", text), ("list.tsv", "U.S.\tUS\nUSA\tUS\n")];
    let units = reports_on(config, &files).shown("frequency.csv", &["stem", "frequency"]);
    check_holds(&units, &["US 4", "us 2"]);
    // Without the pronoun there is no acronym beside a word: all are the word.
    let files = [("in/a.txt", "The US sent help. USA is here, the USA."), ("list.tsv", "USA\tUS\n")];
    let units = reports_on(config, &files).shown("frequency.csv", &["stem", "frequency"]);
    check_holds(&units, &["us 3"]);
}

#[test]
fn an_acronym_may_begin_a_sentence() {
    let text = "The committee met on Monday. WHO asked who came. AIDS and foreign aid were spoken of. IT firms like it.";
    let units = reports_in("", &[("en", text)]).shown("frequency.csv", &["stem", "frequency"]);
    check_holds(&units, &["WHO 1", "who 1", "aids 1", "aid 1", "IT 1", "it 1"]);
}

#[test]
fn hyphens_and_genitives_make_no_other_word() {
    let config = "[tokens]\nhyphens = \"whole\"";
    let text = "The co-operation, the co\u{2010}operation and the co\u{2011}operation of @HarbourNews, @HarbourNews's.";
    let units = reports_in(config, &[("en", text)]).shown("frequency.csv", &["surface", "frequency"]);
    check_holds(&units, &["co-operation 3", "'@HarbourNews 2"]);
}

#[test]
fn numbers_are_no_words_where_letters_are_counted() {
    let with = "In 1999, 2,345 people paid for the old bridge in 1999.";
    let without = "In, people paid for the old bridge in.";
    let of = |text: &str| {
        reports_in("[diversity]\nmin_tokens = 1", &[("en", text)])
            .shown("data/diversity.csv", &["coleman_liau"])
    };
    assert_eq!(of(with)[0], of(without)[0]);
}
