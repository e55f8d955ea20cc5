//! Texts of some size in the encodings that people still have on their disks, there and back.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_5, KOI8_R, SHIFT_JIS,
    UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257,
};
use textmill_ingest::{Codec, EncodingEvidence, EncodingHint, decode};

const FRENCH: &str = "La rivière a quitté son lit au début de l'été, et la commission que personne n'a élue cherche encore où \
     placer l'échelle. « Nous avons déjà mesuré », répète le député, mais à l'hôtel de ville on préfère ne pas répondre : \
     le procès-verbal a été égaré, la clé du dépôt aussi. Même les pêcheurs, d'ordinaire très bavards, se taisent.";
const GERMAN: &str = "Der Fluss hat zu Beginn des Sommers sein Bett verlassen, und die Kommission, die niemand gewählt hat, \
     sucht noch immer die Stelle für den Pegel. „Wir haben längst gemessen“, erklärt der Abgeordnete; im Rathaus möchte man \
     darüber lieber nicht sprechen, weil die Schlüssel für das Gebäude verloren gegangen seien. Größere Schäden gebe es nicht.";
const POLISH: &str = "Rzeka na początku lata opuściła koryto, a komisja, której nikt nie wybrał, wciąż szuka miejsca na \
     wodowskaz. Poseł powtarza, że pomiary już się odbyły, lecz w ratuszu wolą o tym nie mówić: protokół zaginął, klucze do \
     magazynu również. Nawet rybacy, zwykle tak rozmowni, milczą i patrzą na drugi brzeg, gdzie ktoś pali ognisko.";
const CZECH: &str = "Řeka na začátku léta opustila koryto a komise, kterou nikdo nezvolil, pořád hledá místo pro vodočet. \
     Poslanec opakuje, že měření už proběhlo, ale na radnici o tom raději nemluví: zápis se ztratil a klíče od skladiště také. \
     Dokonce i rybáři, jindy tak výřeční, mlčí a dívají se na druhý břeh, kde někdo pálí mokré větve.";
const RUSSIAN: &str = "В начале лета река вышла из русла, и комиссия, которую никто не избирал, до сих пор ищет место для \
     водомерного поста. Депутат повторяет, что измерения уже проведены, однако в мэрии об этом предпочитают не говорить: \
     протокол потерян, ключи от склада тоже. Даже рыбаки, обычно такие разговорчивые, молчат и смотрят на другой берег.";
const GREEK: &str = "Στις αρχές του καλοκαιριού ο ποταμός βγήκε από την κοίτη του και η επιτροπή, που κανείς δεν εξέλεξε, \
     ψάχνει ακόμη πού να βάλει το σταθμήμετρο. Ο βουλευτής επαναλαμβάνει ότι οι μετρήσεις έχουν ήδη γίνει, όμως στο δημαρχείο \
     προτιμούν να μη μιλούν γι' αυτό: τα πρακτικά χάθηκαν, το ίδιο και τα κλειδιά της αποθήκης.";
const TURKISH: &str = "Yazın başında nehir yatağından çıktı ve kimsenin seçmediği komisyon hâlâ ölçüm direği için yer arıyor. \
     Milletvekili ölçümlerin çoktan yapıldığını söylüyor, ama belediyede bu konuda konuşmak istemiyorlar: tutanak kaybolmuş, \
     deponun anahtarları da. Genellikle çok konuşkan olan balıkçılar bile susuyor, karşı kıyıya bakıyor.";
const HEBREW: &str = "בתחילת הקיץ יצא הנהר מאפיקו, והוועדה שאיש לא בחר בה עדיין מחפשת מקום למד המים. חבר הכנסת חוזר ואומר \
     שהמדידות כבר נעשו, אבל בעירייה מעדיפים לא לדבר על כך: הפרוטוקול אבד, וגם מפתחות המחסן. אפילו הדייגים שותקים.";
const ARABIC: &str = "في بداية الصيف خرج النهر عن مجراه، واللجنة التي لم ينتخبها أحد ما زالت تبحث عن مكان لمقياس الماء. يكرر النائب أن \
     القياسات قد أجريت، لكنهم في البلدية يفضلون عدم الحديث عن ذلك: فقد ضاع المحضر وضاعت مفاتيح المخزن أيضا.";
const LITHUANIAN: &str = "Vasaros pradžioje upė išėjo iš vagos, o komisija, kurios niekas nerinko, vis dar ieško vietos vandens \
     matuoklei. Seimo narys kartoja, kad matavimai jau atlikti, tačiau savivaldybėje apie tai kalbėti nenori: protokolas dingo, \
     sandėlio raktai taip pat. Net žvejai, šiaip jau tokie šnekūs, tyli ir žiūri į kitą krantą.";
const THAI: &str = "เมื่อต้นฤดูร้อนแม่น้ำได้เอ่อล้นออกจากลำน้ำเดิม และคณะกรรมการซึ่งไม่มีใครเลือกตั้งยังคงหาที่ตั้งเสาวัดระดับน้ำอยู่ \
     สมาชิกสภาย้ำว่าได้วัดระดับน้ำไปแล้ว แต่ที่ศาลากลางไม่มีใครอยากพูดถึงเรื่องนี้";
const JAPANESE: &str = "夏の初めに川は川床を離れ、誰も選んでいない委員会はいまだに水位計の置き場所を探している。議員は測定はすでに終わったと\
     繰り返すが、市役所ではその話をしたがらない。議事録は失われ、倉庫の鍵もなくなったからだ。";
const CHINESE: &str = "夏天刚开始，河水就离开了河床，而那个没有人选举出来的委员会还在寻找安放水尺的地方。议员一再说测量已经完成，但是市政府\
     不愿意谈论这件事：会议记录丢失了，仓库的钥匙也不见了。";
const TRADITIONAL: &str = "夏天剛開始，河水就離開了河床，而那個沒有人選舉出來的委員會還在尋找安放水尺的地方。議員一再說測量已經完成，但是市政府\
     不願意談論這件事：會議記錄遺失了，倉庫的鑰匙也不見了。";
const KOREAN: &str = "초여름에 강이 강바닥을 벗어났고, 아무도 뽑지 않은 위원회는 아직도 수위계를 놓을 자리를 찾고 있다. 의원은 측정이 이미 \
     끝났다고 되풀이하지만 시청에서는 그 이야기를 하고 싶어 하지 않는다.";

/// The text comes back whole, whatever name of equal meaning the guess gives its encoding.
#[track_caller]
fn check(encoding: &'static Encoding, text: &str) {
    let (bytes, _, has_unmappable) = encoding.encode(text);
    assert!(!has_unmappable, "{}: the text of the test cannot be written in it", encoding.name());
    let decoded = decode(&bytes, EncodingHint::None).unwrap();
    assert_eq!(decoded.text, text, "{} was taken for {}", encoding.name(), decoded.decoding.encoding);
    assert_eq!(decoded.decoding.evidence, EncodingEvidence::Guessed, "{}", encoding.name());
    assert_eq!((decoded.decoding.replaced, decoded.decoding.mojibake), (0, 0));
}

#[test]
fn encodings_of_one_byte() {
    for (encoding, text) in [
        (WINDOWS_1252, FRENCH),
        (WINDOWS_1252, GERMAN),
        (WINDOWS_1250, POLISH),
        (ISO_8859_2, CZECH),
        (WINDOWS_1251, RUSSIAN),
        (KOI8_R, RUSSIAN),
        (ISO_8859_5, RUSSIAN),
        (IBM866, RUSSIAN),
        (WINDOWS_1253, GREEK),
        (WINDOWS_1254, TURKISH),
        (WINDOWS_1255, HEBREW),
        (WINDOWS_1256, ARABIC),
        (WINDOWS_1257, LITHUANIAN),
        (WINDOWS_874, THAI),
    ] {
        check(encoding, text);
    }
}

#[test]
fn encodings_of_several_bytes() {
    for (encoding, text) in
        [(SHIFT_JIS, JAPANESE), (EUC_JP, JAPANESE), (GBK, CHINESE), (BIG5, TRADITIONAL), (EUC_KR, KOREAN)]
    {
        check(encoding, text);
    }
}

/// ISO-2022-JP is pure ASCII on the disk, so it is valid UTF-8 too: only the person can know.
#[test]
fn an_encoding_that_looks_like_utf8_must_be_named() {
    let (bytes, _, _) = ISO_2022_JP.encode(JAPANESE);
    let decoded = decode(&bytes, EncodingHint::Configured(Codec::Standard(ISO_2022_JP))).unwrap();
    assert_eq!(decoded.text, JAPANESE);
}

#[test]
fn utf16_with_and_without_a_mark() {
    for text in [FRENCH, RUSSIAN, GREEK, "a\n"] {
        let units =
            |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
        for (mark, bytes, name) in [
            ([0xFF, 0xFE], units(u16::to_le_bytes), "UTF-16LE"),
            ([0xFE, 0xFF], units(u16::to_be_bytes), "UTF-16BE"),
        ] {
            let marked = [mark.as_slice(), &bytes].concat();
            for (bytes, evidence) in
                [(&marked, EncodingEvidence::ByteOrderMark), (&bytes, EncodingEvidence::ZeroBytes)]
            {
                let decoded = decode(bytes, EncodingHint::None).unwrap();
                assert_eq!((decoded.text.as_ref(), decoded.decoding.encoding), (text, name));
                assert_eq!(decoded.decoding.evidence, evidence);
            }
        }
    }
}

#[test]
fn utf8_with_and_without_a_mark() {
    for text in [FRENCH, RUSSIAN, THAI, JAPANESE, KOREAN] {
        let (bytes, encoding, _) = UTF_8.encode(text);
        assert_eq!(decode(&bytes, EncodingHint::None).unwrap().decoding.encoding, encoding.name());
        let marked = [b"\xEF\xBB\xBF", bytes.as_ref()].concat();
        assert_eq!(decode(&marked, EncodingHint::None).unwrap().text, text);
    }
}
