"""Transcripts of talks in Markdown with front matter: turns with the right speaker, by the form of the announcement.

People wrote these down in many ways, so only documents in which one form is clear are used: it begins at least eight lines, at
least two speakers in turn are announced by it, most of them more than twice, and it begins a large part of the lines. What they say
under another form in such a document is in the gold, too; who is announced once or twice in a document is neither right nor
false, as "Paper: …" looks the same. Translations and the other documents are left out.
"""

import re
from collections import Counter
from common import Run, Score, Workplace, arguments, files_below, gold_from_spans, link, name_key, sampled, show_gold

FRONT_MATTER = re.compile(r"\A---\r?\n.*?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?"
NAME = r"(?P<name>[A-Z][\w.’'@&\-]*(?: [\w.’'@&(\-][\w.’'@&)\-]*){0,4})"
FORMS = {
    "**Name:** text": re.compile(r"\*\*(?P<name>[^*:\n]{1,60}?) ?: ?\*\*(?! ?" + TIME + ")"),
    "**Name**: text": re.compile(r"\*\*(?P<name>[^*:\n]{1,60}?)\*\* ?:(?! ?" + TIME + ")"),
    "**Name:** time": re.compile(rf"\*\*(?P<name>[^*:\n]{{1,60}}?) ?: ?\*\* ?{TIME}"),
    "Name: time": re.compile(rf"{NAME} ?: {TIME}(?: *$|: )"),
    "Name [time]: text": re.compile(rf"{NAME} {TIME}:"),
    "Name time text": re.compile(rf"{NAME} {TIME}(?= \S)"),
    "Name:": re.compile(rf"{NAME} ?: *$"),
    "Name: text": re.compile(rf"{NAME}: +(?=\S)(?!{TIME})"),
}
MINIMUM = 8
SHARE = 0.25
OFTEN = 3
INITIALS = re.compile(r" \([A-Z][A-Za-z0-9]{0,3}\)$")
REPEATED = 0.8
LINE = re.compile(r"^.*\S.*$", re.MULTILINE)
NO_SPEAKER = {
    "abstract", "agenda", "alternative", "answer", "bip", "code", "conclusion", "date", "description", "example", "goal", "idea", "introduction", "link",
    "links", "location", "meetup", "name", "note", "notes", "paper", "problem", "see", "slides", "solution", "topic", "transcript", "url", "video", "website",
}
LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[a-z]+)?$")


def gold_of(text):
    """The announcements of a document with a clear form: those that are sure, and those that may be none."""
    front = FRONT_MATTER.match(text)
    body = front.end() if front else 0
    lines = list(LINE.finditer(text, body))
    announced = {form: form_announcements(pattern, form, lines) for form, pattern in FORMS.items()}
    clear = max((spans for spans in announced.values() if is_clear(spans, lines)), key=len, default=None)
    if clear is None:
        return None, None
    # The speakers are now and then announced in another form; who speaks less often may be no speaker.
    places = {span[0]: span for spans in [clear, *announced.values()] for span in reversed(spans)}
    places |= {span[0]: span for span in clear}
    often = Counter(speaker for _, _, speaker, _ in places.values())
    sure, doubtful = [], []
    for start in sorted(places):
        speaker = places[start][2]
        is_sure = often[speaker] >= OFTEN or INITIALS.search(speaker) is not None
        (sure if is_sure else doubtful).append(places[start])
    return gold_from_spans(text, sure), gold_from_spans(text, doubtful)


def form_announcements(pattern, form, lines):
    spans = []
    for line in lines:
        match = pattern.match(line.group().lstrip(" "))
        if match and match["name"].strip().casefold() not in NO_SPEAKER:
            start = line.end() - len(line.group().lstrip(" "))
            spans.append((start, start + match.end(), match["name"].strip(), form))
    return spans


def is_clear(spans, lines):
    """Whether speakers in turn are announced in this form, and little else begins a line."""
    often = Counter(speaker for _, _, speaker, _ in spans)
    changes = sum(one[2] != other[2] for one, other in zip(spans, spans[1:]))
    repeated = sum(often[span[2]] >= OFTEN for span in spans)
    return len(spans) >= MINIMUM and changes >= MINIMUM // 2 and len(spans) >= SHARE * len(lines) and repeated >= REPEATED * len(spans)


def is_right(expected, found):
    return name_key(found.speaker) == name_key(expected.speaker)


def main():
    options = arguments(__doc__)
    gold, doubtful = {}, {}
    with Workplace() as place:
        paths = [path for path in files_below(options.folder, ".md") if not LANGUAGE.search(path.stem)]
        for path in sampled(paths, options.sample):
            expected, in_doubt = gold_of(path.read_text(encoding="utf-8", errors="replace"))
            if expected:
                name = path.relative_to(options.folder).as_posix()
                gold[name] = expected
                doubtful[name] = {announcement.key for announcement in in_doubt}
                link(place, name, path)
        print(f"{len(gold)} documents with a clear form, of {len(paths)}")
        if options.gold:
            return show_gold(gold.items(), options.gold)
        run = Run(options.textmill, place)
    score = Score("bitcoin")
    for path, expected in gold.items():
        score.compare(path, expected, run.documents.get(path), is_right, doubtful[path])
    score.print(options.worst)


if __name__ == "__main__":
    main()
