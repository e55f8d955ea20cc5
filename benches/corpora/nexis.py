"""Exports of newspaper articles: articles that are found, each with its day, and field names taken for speakers.

The gold is the line "N of M DOCUMENTS" before each article and the day in the lines below it. An article is found where the
document with its number has its day; the numbers only fit when every article before it has become one document, too.
"""

import html
import re
from common import Run, Score, Workplace, arguments, files_below, link, name_key, of

MARK = re.compile(r"^\s*(\d+) (?:of|von) (\d+) (?:DOCUMENTS|DOKUMENTEN?)\s*$", re.MULTILINE)
MONTHS = {
    name: number
    for names in (
        "January February March April May June July August September October November December".split(),
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    )
    for number, name in enumerate(names, 1)
}
DAY = re.compile(rf"\b(?:(?P<month>{'|'.join(MONTHS)}) (?P<day>\d{{1,2}}), (?P<year>\d{{4}})|(?P<tag>\d{{1,2}})\. (?P<monat>{'|'.join(MONTHS)}) (?P<jahr>\d{{4}}))\b")
FIELDS = {
    name_key(field)
    for field in (
        "ABSTRACT AUTHOR AUTOR BODY BYLINE BIBLIOGRAPHIE COPYRIGHT CORRECTION CORRECTION-DATE DATELINE DOCUMENT-TYPE EDITION GEOGRAPHIC GRAFIK GRAPHIC "
        "HEADLINE HIGHLIGHT INDUSTRY JOURNAL-CODE KICKER LANGUAGE LENGTH LOAD-DATE LÄNGE ORGANIZATION PERSON PUB-TYPE PUBLICATION-TYPE RUBRIK SECTION "
        "SERIES SOURCE SPRACHE SUBJECT TITLE TYPE UPDATE ZEITUNGS-CODE"
    ).split()
}


def text_of(page):
    page = re.sub(r"<!--.*?-->|<style.*?</style>", " ", page, flags=re.DOTALL | re.IGNORECASE)
    page = re.sub(r"\s+", " ", page)
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br\s*/?>|</(?:p|div)>", "\n", page, flags=re.IGNORECASE)))


def days_of(text):
    """The day of each article: the first one below its mark."""
    marks = list(MARK.finditer(text))
    days = []
    for mark, following in zip(marks, [*marks[1:], None]):
        part = text[mark.end():following.start() if following else len(text)]
        days.append(iso(DAY.search(part)))
    return days


def iso(match):
    if match is None:
        return ""
    if match["month"]:
        return f"{match['year']}-{MONTHS[match['month']]:02}-{int(match['day']):02}"
    return f"{match['jahr']}-{MONTHS[match['monat']]:02}-{int(match['tag']):02}"


def main():
    options = arguments(__doc__, folder="the folder with the exports (.html)")
    gold = {}
    with Workplace() as place:
        for path in files_below(options.folder, ".html", ".htm"):
            gold[path.name] = days_of(text_of(path.read_text(encoding="utf-8", errors="replace")))
            link(place, path.name, path)
        if options.gold:
            for name, days in gold.items():
                print(f"  {name}: {len(days)} articles, {days.count('')} without a day; {days[:options.gold]}")
            return
        run = Run(options.textmill, place, with_text=False)
    score = Score("nexis")
    speakers = {}
    for name, days in gold.items():
        documents = [document for path, document in sorted(run.documents.items()) if path == name or path.startswith(f"{name}/")]
        if len(documents) != len(days):
            print(f"{name}: {len(documents)} documents for {len(days)} articles")
        for number, day in enumerate(days):
            found = documents[number].row["date"] if len(documents) == len(days) else None
            score.count(name, found is not None and found == day)
        for document in documents:
            for segment in document.segments:
                if segment["speaker"]:
                    speakers.setdefault(segment["speaker"], set()).add(document.path)
    fields = {speaker: len(paths) for speaker, paths in speakers.items() if name_key(speaker) in FIELDS}
    others = sorted(((len(paths), speaker) for speaker, paths in speakers.items() if speaker not in fields), reverse=True)
    print(f"field names taken for speakers: {fields or 'none'}")
    print(f"other speakers: {len(others)}: {', '.join(f'{speaker} ({count})' for count, speaker in others[:options.worst])}")
    counted = sum(len(days) for days in gold.values())
    whole = sum(len(days) for name, days in gold.items() if sum(path == name or path.startswith(f'{name}/') for path in run.documents) == len(days))
    print(f"articles in files with as many documents as articles: {of(whole, counted)}")
    score.print(0, unit="articles with their day")


if __name__ == "__main__":
    main()
