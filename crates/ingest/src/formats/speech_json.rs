//! Transcripts in the JSON of speech recognisers.

use serde_json::Value;

use super::transcript::{Piece, Voice, speaker_name, transcript};

/// Reads what one recogniser writes. `None` for what another has written.
type Form = fn(&Value) -> Option<Vec<Piece>>;

/// The transcript that a value of JSON holds: turns if it tells speakers apart, paragraphs if not. `None` if it has not the form of
/// any recogniser that is known.
pub(crate) fn speech_text(value: &Value) -> Option<String> {
    const FORMS: [Form; 8] = [whisper, aws, google, azure, deepgram, assembly, rev, turns];
    let pieces = FORMS.iter().find_map(|form| form(value))?;
    let has_words = pieces.iter().any(|piece| !piece.text.trim().is_empty());
    has_words.then(|| transcript(&pieces))
}

/// Whisper and WhisperX: `segments: [{start, end, text, speaker?}]`.
fn whisper(value: &Value) -> Option<Vec<Piece>> {
    let segments = array(value, "segments")?;
    let is_one = |segment: &Value| text(segment, &["text"]).is_some() && time(segment, &["start"]).is_some();
    segments.iter().any(is_one).then(|| segments.iter().filter_map(seconds_piece).collect())
}

/// AWS Transcribe: `results.items`, with the speakers in them or in `results.speaker_labels.segments`.
fn aws(value: &Value) -> Option<Vec<Piece>> {
    let results = value.get("results")?;
    let items = array(results, "items")?;
    let labels = aws_speakers(results);
    let mut pieces: Vec<Piece> = Vec::new();
    for item in items {
        let Some(content) = first_of(item, "alternatives").and_then(|best| text(best, &["content"])) else {
            continue;
        };
        if item.get("type").and_then(Value::as_str) == Some("punctuation") {
            append(&mut pieces, content);
            continue;
        }
        let start = time(item, &["start_time"]);
        let voice = match voice(item.get("speaker_label")) {
            Voice::Same => speaker_at(&labels, start),
            voice => voice,
        };
        pieces.push(Piece { start, end: time(item, &["end_time"]), voice, text: content.to_owned() });
    }
    (!pieces.is_empty()).then_some(pieces)
}

/// From when on who speaks, in the order of time.
fn aws_speakers(results: &Value) -> Vec<(u64, Voice)> {
    let segments = results.get("speaker_labels").and_then(|labels| array(labels, "segments"));
    let mut speakers: Vec<(u64, Voice)> = segments
        .into_iter()
        .flatten()
        .filter_map(|segment| Some((time(segment, &["start_time"])?, voice(segment.get("speaker_label")))))
        .collect();
    speakers.sort_by_key(|(start, _)| *start);
    speakers
}

/// Who speaks at a time.
fn speaker_at(speakers: &[(u64, Voice)], time: Option<u64>) -> Voice {
    let before = |time: u64| speakers.partition_point(|(start, _)| *start <= time).checked_sub(1);
    let found = time.and_then(before).and_then(|place| speakers.get(place));
    found.map(|(_, voice)| voice.clone()).unwrap_or_default()
}

/// Google: `results[].alternatives[0]`, with the speakers in `words[].speakerTag`.
fn google(value: &Value) -> Option<Vec<Piece>> {
    let results = array(value, "results").or_else(|| array(value.get("response")?, "results"))?;
    let best: Vec<(&Value, &Value)> = results
        .iter()
        .filter_map(|result| Some((result, first_of(result, "alternatives")?)))
        .filter(|(_, best)| text(best, &["transcript"]).is_some() || array(best, "words").is_some())
        .collect();
    if best.is_empty() {
        return None;
    }
    let words: Vec<Vec<Piece>> = best.iter().map(|(_, best)| google_words(best)).collect();
    if repeats_all(&best, &words) {
        return words.into_iter().next_back();
    }
    let mut pieces = Vec::new();
    for ((result, best), words) in best.iter().zip(words) {
        let end = words.last().and_then(|word| word.end);
        let end = end.or_else(|| time(result, &["resultEndTime", "resultEndOffset"]));
        match text(best, &["transcript"]) {
            Some(said) if !is_tagged(&words) => {
                let start = words.first().and_then(|word| word.start);
                pieces.push(Piece { start, end, voice: Voice::Same, text: said.to_owned() });
            }
            _ => pieces.extend(words),
        }
    }
    Some(pieces)
}

/// Whether the speakers of some words are known.
fn is_tagged(words: &[Piece]) -> bool {
    words.iter().any(|word| word.voice != Voice::Same)
}

/// Whether the last of several results repeats the words of all others, with their speakers.
fn repeats_all(best: &[(&Value, &Value)], words: &[Vec<Piece>]) -> bool {
    let start = |words: Option<&Vec<Piece>>| words?.first()?.start;
    let begins_again =
        start(words.last()).zip(start(words.first())).is_some_and(|(last, first)| last <= first);
    let has_text = |(_, best): &(&Value, &Value)| {
        text(best, &["transcript"]).is_some_and(|said| !said.trim().is_empty())
    };
    let has_no_text = best.last().is_some_and(|last| !has_text(last)) && best.first().is_some_and(has_text);
    words.len() > 1 && words.last().is_some_and(|words| is_tagged(words)) && (begins_again || has_no_text)
}

/// The words of an alternative of Google's.
fn google_words(best: &Value) -> Vec<Piece> {
    let word = |word: &Value| {
        let tag = get(word, &["speakerLabel", "speakerTag", "speaker_tag"]);
        Some(Piece {
            start: time(word, &["startTime", "startOffset", "start_time"]),
            end: time(word, &["endTime", "endOffset", "end_time"]),
            // Zero says that the speaker is not known.
            voice: voice(tag.filter(|tag| tag.as_u64() != Some(0))),
            text: text(word, &["word"])?.to_owned(),
        })
    };
    array(best, "words").into_iter().flatten().filter_map(word).collect()
}

/// Azure: `recognizedPhrases[]`, with times in units of 100 nanoseconds.
fn azure(value: &Value) -> Option<Vec<Piece>> {
    let piece = |phrase: &Value| {
        let ticks = |key: &str| phrase.get(key).and_then(Value::as_f64).map(|ticks| whole(ticks / 10_000.0));
        let start = ticks("offsetInTicks");
        let best = first_of(phrase, "nBest")?;
        Some(Piece {
            start,
            end: start.zip(ticks("durationInTicks")).map(|(start, length)| start.saturating_add(length)),
            voice: voice(phrase.get("speaker")),
            text: text(best, &["display", "lexical"])?.to_owned(),
        })
    };
    let pieces: Vec<Piece> = array(value, "recognizedPhrases")?.iter().filter_map(piece).collect();
    (!pieces.is_empty()).then_some(pieces)
}

/// Deepgram: `results.channels[0].alternatives[0]`, by its paragraphs, its words, or its transcript.
fn deepgram(value: &Value) -> Option<Vec<Piece>> {
    let best = first_of(first_of(value.get("results")?, "channels")?, "alternatives")?;
    let paragraphs = best.get("paragraphs").and_then(|paragraphs| array(paragraphs, "paragraphs"));
    let said: Vec<Piece> = paragraphs.into_iter().flatten().flat_map(deepgram_paragraph).collect();
    if !said.is_empty() {
        return Some(said);
    }
    let words: Vec<Piece> = array(best, "words").into_iter().flatten().filter_map(seconds_piece).collect();
    if !words.is_empty() {
        return Some(words);
    }
    let text = text(best, &["transcript"])?.to_owned();
    Some(vec![Piece { text, ..Piece::default() }])
}

/// The sentences of a paragraph of Deepgram's. The first names the speaker.
fn deepgram_paragraph(paragraph: &Value) -> Vec<Piece> {
    let sentences = array(paragraph, "sentences").into_iter().flatten();
    let mut pieces: Vec<Piece> = sentences.filter_map(seconds_piece).collect();
    if let Some(first) = pieces.first_mut() {
        first.voice = voice(paragraph.get("speaker"));
    }
    pieces
}

/// AssemblyAI: `utterances: [{speaker, text, start, end}]`, or `words` without speakers, with times in milliseconds. Others have
/// utterances with fractions of seconds.
fn assembly(value: &Value) -> Option<Vec<Piece>> {
    let rows =
        array(value, "utterances").filter(|rows| !rows.is_empty()).or_else(|| array(value, "words"))?;
    let is_row = |row: &Value| text(row, &["text", "transcript"]).is_some() && row.get("start").is_some();
    let in_seconds = rows.iter().any(|row| row.get("start").is_some_and(Value::is_f64));
    let piece = |row: &Value| {
        let piece = seconds_piece(row)?;
        let milliseconds = |key: &str| row.get(key).and_then(Value::as_u64);
        Some(if in_seconds {
            piece
        } else {
            Piece { start: milliseconds("start"), end: milliseconds("end"), ..piece }
        })
    };
    (!rows.is_empty() && rows.iter().all(is_row)).then(|| rows.iter().filter_map(piece).collect())
}

/// Rev: `monologues: [{speaker, elements}]`, with the names in `speakers: [{id, name}]`.
fn rev(value: &Value) -> Option<Vec<Piece>> {
    let speakers = array(value, "speakers").map(Vec::as_slice).unwrap_or_default();
    let names: std::collections::BTreeMap<u64, &Value> = speakers
        .iter()
        .filter_map(|speaker| Some((speaker.get("id")?.as_u64()?, speaker.get("name")?)))
        .collect();
    let piece = |monologue: &Value| {
        let elements = array(monologue, "elements")?;
        let speaker = monologue.get("speaker");
        let name = speaker.and_then(Value::as_u64).and_then(|id| names.get(&id).copied());
        Some(Piece {
            start: elements.iter().find_map(|element| time(element, &["ts"])),
            end: elements.iter().rev().find_map(|element| time(element, &["end_ts"])),
            voice: voice(name.or(speaker)),
            text: elements.iter().filter_map(|element| text(element, &["value"])).collect(),
        })
    };
    let pieces: Vec<Piece> = array(value, "monologues")?.iter().filter_map(piece).collect();
    (!pieces.is_empty()).then_some(pieces)
}

/// An array of `{speaker, text, start}`, or the same with other usual keys, as Otter and others write it.
fn turns(value: &Value) -> Option<Vec<Piece>> {
    const NAMES: &[&str] = &["speaker", "speaker_name", "speakerName", "name"];
    const TEXTS: &[&str] = &["text", "transcript"];
    const STARTS: &[&str] = &["start", "start_time", "startTime", "time", "timestamp", "start_offset"];
    const ENDS: &[&str] = &["end", "end_time", "endTime", "end_offset"];
    const ARRAYS: &[&str] = &["transcript", "transcripts", "turns"];
    let rows = value.as_array().or_else(|| get(value, ARRAYS)?.as_array())?;
    // A name alone may be that of anything.
    let is_said =
        |row: &Value| row.get("speaker").is_some() || get(row, NAMES).is_some() && get(row, STARTS).is_some();
    if !rows.iter().any(is_said) || !rows.iter().all(|row| text(row, TEXTS).is_some()) {
        return None;
    }
    let piece = |row: &Value| {
        let speaker = get(row, NAMES);
        let name = speaker.and_then(|speaker| speaker.get("name")).or(speaker);
        Some(Piece {
            start: time(row, STARTS),
            end: time(row, ENDS),
            voice: voice(name),
            text: text(row, TEXTS)?.to_owned(),
        })
    };
    Some(rows.iter().filter_map(piece).collect())
}

/// A row with the usual keys and times in seconds.
fn seconds_piece(row: &Value) -> Option<Piece> {
    let said = text(row, &["text", "transcript", "punctuated_word", "word"])?;
    Some(Piece {
        start: time(row, &["start"]),
        end: time(row, &["end"]),
        voice: voice(row.get("speaker")),
        text: said.to_owned(),
    })
}

/// Adds a sign of punctuation to what was said last.
fn append(pieces: &mut Vec<Piece>, sign: &str) {
    match pieces.last_mut() {
        Some(last) => last.text.push_str(sign),
        None => pieces.push(Piece { text: sign.to_owned(), ..Piece::default() }),
    }
}

/// The array of a key.
fn array<'a>(value: &'a Value, key: &str) -> Option<&'a Vec<Value>> {
    value.get(key)?.as_array()
}

/// The first value in the array of a key.
fn first_of<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    array(value, key)?.first()
}

/// The value of the first key that has one.
fn get<'a>(value: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    keys.iter().find_map(|key| value.get(key).filter(|found| !found.is_null()))
}

/// The text of the first key that has one.
fn text<'a>(value: &'a Value, keys: &[&str]) -> Option<&'a str> {
    keys.iter().find_map(|key| value.get(key)?.as_str())
}

/// A time in milliseconds: given in seconds (`4.2`, `"4.2"`, `"4.2s"`, `{"seconds": 4, "nanos": 0}`) or as a clock (`"00:00:04.2"`).
fn time(value: &Value, keys: &[&str]) -> Option<u64> {
    let found = get(value, keys)?;
    match found {
        Value::Number(number) => number.as_f64().map(|seconds| whole(seconds * 1000.0)),
        Value::String(text) => {
            let text = text.trim().trim_end_matches('s');
            let parts =
                text.split(':').map(|part| part.trim().parse::<f64>().ok().filter(|part| *part >= 0.0));
            let seconds = parts.take(4).try_fold(0.0, |sum: f64, part| Some(sum * 60.0 + part?))?;
            Some(whole(seconds * 1000.0))
        }
        Value::Object(parts) => {
            let seconds = time(found, &["seconds"]).unwrap_or(0);
            let nanos = parts.get("nanos").and_then(Value::as_f64).unwrap_or(0.0);
            Some(seconds.saturating_add(whole(nanos / 1e6)))
        }
        _ => None,
    }
}

/// A number without its fraction. What is below zero or no number becomes zero.
fn whole(number: f64) -> u64 {
    // A cast of this sort never wraps.
    number.round() as u64
}

/// Who speaks: a name as it is; a number, or a label that stands for one (`spk_0`, `SPEAKER_00`, `A`), as `Speaker 0`.
fn voice(value: Option<&Value>) -> Voice {
    let name = match value {
        Some(Value::Number(number)) => Some(format!("Speaker {number}")),
        Some(Value::String(label)) => speaker_name(label).map(readable),
        _ => None,
    };
    name.map_or(Voice::Same, Voice::Named)
}

/// A label of a recogniser made readable.
fn readable(label: String) -> String {
    let is_figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let lower = label.to_ascii_lowercase();
    let bare = ["speaker", "spk"].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let bare = bare.trim_start_matches(['_', '-', ' ', '#']);
    if is_figures(bare) {
        let number = bare.trim_start_matches('0');
        return format!("Speaker {}", if number.is_empty() { "0" } else { number });
    }
    match bare.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => {
            format!("Speaker {}", char::from(letter.to_ascii_uppercase()))
        }
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::speech_text;

    fn shown(value: Value) -> String {
        speech_text(&value).unwrap_or_default()
    }

    #[test]
    fn whisper_with_and_without_speakers() {
        let plain = json!({"text": "", "segments": [
            {"start": 0.0, "end": 1.5, "text": " The dam holds."}, {"start": 9, "end": 10, "text": " So far."}]});
        assert_eq!(shown(plain), "The dam holds.\n\nSo far.\n");
        let speakers = json!({"segments": [
            {"start": 0.5, "end": 1.5, "text": " It holds.", "speaker": "SPEAKER_00"},
            {"start": 2, "end": 3, "text": "So far.", "speaker": "SPEAKER_00"},
            {"start": 4, "end": 5, "text": "Good.", "speaker": "Ilse Marren"}]});
        assert_eq!(
            shown(speakers),
            "[00:00:00] Speaker 0: It holds. So far.\n\n[00:00:04] Ilse Marren: Good.\n"
        );
    }

    #[test]
    fn aws_by_labels_and_by_segments() {
        let word = |start: &str, word: &str| json!({"type": "pronunciation", "start_time": start, "end_time": start, "alternatives": [{"content": word}]});
        let sign = json!({"type": "punctuation", "alternatives": [{"content": "."}]});
        let mut items = json!([word("1.0", "It"), word("1.2", "holds"), sign, word("61.0", "Good"), sign]);
        let segments = json!([{"start_time": "0.9", "speaker_label": "spk_0"}, {"start_time": "60.9", "speaker_label": "spk_1"}]);
        let text = "[00:00:01] Speaker 0: It holds.\n\n[00:01:01] Speaker 1: Good.\n";
        assert_eq!(
            shown(json!({"results": {"speaker_labels": {"segments": segments}, "items": items}})),
            text
        );
        assert_eq!(shown(json!({"results": {"items": items}})), "It holds.\n\nGood.\n");
        for (place, label) in [(0, "spk_0"), (1, "spk_0"), (3, "spk_1")] {
            items[place]["speaker_label"] = json!(label);
        }
        assert_eq!(shown(json!({"results": {"items": items}})), text);
    }

    #[test]
    fn google_with_a_last_result_of_all_words() {
        let word = |start: &str, word: &str, tag: u32| json!({"startTime": start, "endTime": start, "word": word, "speakerTag": tag});
        let results = json!({"results": [
            {"alternatives": [{"transcript": "It holds.", "words": [word("1s", "It", 0), word("1.5s", "holds.", 0)]}]},
            {"alternatives": [{"words": [word("1s", "It", 1), word("1.5s", "holds.", 1), word("4s", "Good.", 2)]}]}]});
        assert_eq!(shown(results), "[00:00:01] Speaker 1: It holds.\n\n[00:00:04] Speaker 2: Good.\n");
        let plain = json!({"results": [{"alternatives": [{"transcript": "It holds."}]}, {"alternatives": [{"transcript": " Good."}]}]});
        assert_eq!(shown(plain), "It holds. Good.\n");
        let clock = json!({"results": [{"alternatives": [{"words": [
            {"word": "Oh.", "speakerTag": 1, "startTime": {"seconds": "3", "nanos": 0}}]}]}]});
        assert_eq!(shown(clock), "[00:00:03] Speaker 1: Oh.\n");
    }

    #[test]
    fn azure_and_deepgram() {
        let azure = json!({"recognizedPhrases": [
            {"speaker": 1, "offsetInTicks": 40_000_000, "durationInTicks": 1e7, "nBest": [{"display": "It holds."}]},
            {"speaker": 2, "offsetInTicks": 6e7, "nBest": [{"display": "Good."}]}, {"nBest": []}]});
        assert_eq!(shown(azure), "[00:00:04] Speaker 1: It holds.\n\n[00:00:06] Speaker 2: Good.\n");
        let mut best = json!({"transcript": "it holds", "words": [
            {"word": "it", "punctuated_word": "It", "start": 1.0, "speaker": 0}, {"word": "holds", "start": 1.5, "speaker": 0}]});
        let deepgram = |best: &Value| shown(json!({"results": {"channels": [{"alternatives": [best]}]}}));
        assert_eq!(deepgram(&best), "[00:00:01] Speaker 0: It holds\n");
        best["paragraphs"] = json!({"paragraphs": [{"speaker": 1, "sentences": [{"text": "It holds.", "start": 2, "end": 3}, {"text": "Yes."}]}]});
        assert_eq!(deepgram(&best), "[00:00:02] Speaker 1: It holds. Yes.\n");
        assert_eq!(deepgram(&json!({"transcript": "it holds"})), "it holds\n");
    }

    #[test]
    fn assembly_rev_and_turns() {
        let assembly = json!({"text": "", "words": [], "utterances": [
            {"speaker": "A", "text": "It holds.", "start": 4000, "end": 5000}, {"speaker": "B", "text": "Good.", "start": 6000, "end": 7000}]});
        assert_eq!(shown(assembly), "[00:00:04] Speaker A: It holds.\n\n[00:00:06] Speaker B: Good.\n");
        let rev = json!({"speakers": [{"id": 0, "name": "Ilse Marren"}], "monologues": [
            {"speaker": 0, "elements": [{"type": "text", "value": "It", "ts": 1.5}, {"type": "punct", "value": " "}, {"type": "text", "value": "holds"}]},
            {"speaker": 1, "elements": [{"type": "text", "value": "Good."}]}]});
        assert_eq!(shown(rev), "[00:00:01] Ilse Marren: It holds\n\n>> Speaker 1: Good.\n");
        let otter = json!([{"name": "Tom Venn", "transcript": "It\nholds.", "time": "0:04"}, {"name": "Ilse", "text": "Good.", "time": "01:00:06"}]);
        assert_eq!(shown(otter), "[00:00:04] Tom Venn: It holds.\n\n[01:00:06] Ilse: Good.\n");
        assert_eq!(shown(json!([{"speaker": {"name": "Tom"}, "text": "Oh."}])), ">> Tom: Oh.\n");
    }

    #[test]
    fn what_is_no_speech() {
        for value in [
            json!(null),
            json!([]),
            json!({"segments": []}),
            json!({"segments": [{"text": "no time"}]}),
            json!({"results": []}),
            json!({"results": {"items": []}}),
            json!([{"name": "The dam", "text": "A page"}]),
            json!([{"speaker": "Tom", "text": "Oh."}, 7]),
            json!({"segments": [{"start": -1e300, "text": " "}]}),
        ] {
            assert_eq!(speech_text(&value), None, "{value}");
        }
        let odd = json!({"segments": [{"start": 1e300, "end": -5, "text": "Oh.", "speaker": 1.5}]});
        assert!(shown(odd).contains("Speaker 1.5: Oh."));
    }
}
