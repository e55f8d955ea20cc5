//! Files of JSON: a list of objects, an object with such a list, one object, or the transcript of a speech recogniser.

use serde_json::value::RawValue;

use super::speech_json::speech_text;
use crate::{
    RecordColumns, Reject,
    records::{Record, json_record},
};

/// What a file of JSON holds.
#[derive(Debug)]
pub(crate) enum JsonContent {
    /// A transcript.
    Transcript(String),
    /// Objects, each a document or the reason why it is none.
    Records(Vec<Result<Record, Reject>>),
    /// One object that is a document.
    Document(Record),
}

/// A transcript of a recogniser is not larger; it is read as a whole.
const TRANSCRIPT_BYTES: usize = 256 << 20;
/// Keys of which each such transcript has one.
const TRANSCRIPT_KEYS: &[&str] = &[
    "\"segments\"",
    "\"monologues\"",
    "\"utterances\"",
    "\"recognizedPhrases\"",
    "\"results\"",
    "\"start\"",
    "\"time\"",
];

/// Reads a file of JSON.
///
/// # Errors
///
/// [`Reject::BadRecord`] for what is no JSON, and for an object without a text or a list of objects with one.
pub(crate) fn json_content(text: &str, columns: &RecordColumns) -> Result<JsonContent, Reject> {
    let has = |key: &&str| memchr::memmem::find(text.as_bytes(), key.as_bytes()).is_some();
    if text.len() <= TRANSCRIPT_BYTES
        && TRANSCRIPT_KEYS.iter().any(has)
        && let Ok(value) = serde_json::from_str(text)
        && let Some(transcript) = speech_text(&value)
    {
        return Ok(JsonContent::Transcript(transcript));
    }
    let text = text.trim();
    if text.starts_with('[') {
        return records(text, columns).map(JsonContent::Records);
    }
    let whole = json_record(text.as_bytes(), columns);
    match (whole, list_in(text, columns)) {
        (_, Some(list)) => records(list, columns).map(JsonContent::Records),
        (Ok(record), None) => Ok(JsonContent::Document(record)),
        (Err(reject), None) => Err(reject),
    }
}

/// The objects of a list.
fn records(list: &str, columns: &RecordColumns) -> Result<Vec<Result<Record, Reject>>, Reject> {
    let items: Vec<&RawValue> =
        serde_json::from_str(list).map_err(|error| Reject::BadRecord(format!("not JSON: {error}")))?;
    Ok(items.into_iter().map(|item| json_record(item.get().as_bytes(), columns)).collect())
}

/// The first value of an object that is a list whose first item is a document.
fn list_in<'t>(object: &'t str, columns: &RecordColumns) -> Option<&'t str> {
    let values: std::collections::BTreeMap<String, &'t RawValue> = serde_json::from_str(object).ok()?;
    let lists = values.into_values().map(RawValue::get).filter(|value| value.starts_with('['));
    lists.into_iter().find(|list| {
        let items: Result<Vec<&RawValue>, _> = serde_json::from_str(list);
        let first = items.ok().and_then(|items| items.into_iter().next());
        first.is_some_and(|first| {
            first.get().starts_with('{') && json_record(first.get().as_bytes(), columns).is_ok()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{JsonContent, json_content};
    use crate::RecordColumns;

    fn read(text: &str) -> JsonContent {
        json_content(text, &RecordColumns::default()).unwrap()
    }

    #[test]
    fn lists_objects_and_transcripts() {
        let list =
            r#"[{"text": "The dam is closed.", "party": "SPD"}, {"text": "It is open."}, {"title": "none"}]"#;
        let JsonContent::Records(records) = read(list) else { panic!("a list") };
        assert_eq!(records.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false]);
        let party = records[0].as_ref().unwrap().metadata.attributes.get("party").map(|party| &**party);
        assert_eq!(party, Some("SPD"));
        let object = r#"{"meta": {"n": 2}, "articles": [{"body": "The dam."}, {"body": "The river."}]}"#;
        assert!(matches!(read(object), JsonContent::Records(records) if records.len() == 2));
        let one = "{\n  \"title\": \"Dam\",\n  \"text\": \"The dam is closed.\"\n}";
        assert!(matches!(read(one), JsonContent::Document(record) if record.text == "The dam is closed."));
        let whisper = r#"{"text": "Hello. Yes.", "segments": [{"start": 0.0, "end": 1.0, "text": " Hello.", "speaker": "SPEAKER_00"},
                          {"start": 4.0, "end": 5.0, "text": " Yes.", "speaker": "SPEAKER_01"}]}"#;
        assert!(matches!(read(whisper), JsonContent::Transcript(text) if text.contains("[00:00:04]")));
    }

    #[test]
    fn what_is_no_document() {
        for text in ["", "{", "[1, 2", "{\"features\": [{\"name\": \"dam\"}]}", "3"] {
            assert!(json_content(text, &RecordColumns::default()).is_err(), "{text}");
        }
    }
}
