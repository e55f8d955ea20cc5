"""The Congressional Record: speeches with the right speaker ("Mr. BRADY of Pennsylvania. …").

The gold is the collection's own: for each page of html/ the speeches in json/ that begin with an announcement. Pages without
such a file (the Daily Digest) have no speeches, so every speaker found in them is false.
"""

import html
import json
import re
from common import Run, Score, Workplace, arguments, files_below, gold_from_spans, link, name_key, sampled, shortened, show_gold

SURNAME = r"(?:(?:[A-Z]\.|[A-Z][\w'’\-]+) )*[A-Z][\w'’\-]+"
SPEAKER = re.compile(
    rf"\s*(?P<name>(?:Mr|Mrs|Ms|Dr)\. {SURNAME}(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)*)?|Miss {SURNAME}|The [A-Z]{{2,}}(?: [A-Z]+)*(?: pro tempore)?"
    r"|The Acting [A-Z]{2,}(?: pro tempore)?)(?P<more> \([^)]*\))?\.(?=\s)"
)


def group_of(name):
    if name.startswith("The "):
        return "the chair"
    return "members with a state" if " of " in name else "members"


def gold_of(data, page):
    """The speeches of a page, in their order, each at its place in the text of the page."""
    text = html.unescape(re.sub(r"<[^>]*>", "", page))
    spans = []
    end = 0
    for item in data["content"]:
        match = SPEAKER.match(item["text"]) if item["kind"] == "speech" else None
        if not match:
            continue
        opening = r"\s+".join(re.escape(word) for word in item["text"].split()[:10])
        place = re.compile(opening).search(text, end)
        if place is None:
            print(f"not found in the page: {shortened(item['text'])}")
            continue
        announcement = SPEAKER.match(text, place.start())
        spans.append((announcement.start(), announcement.end(), match["name"], group_of(match["name"])))
        end = announcement.end()
    return gold_from_spans(text, spans)


def is_right(expected, found):
    """The name as printed; what the record adds in brackets may be part of it or not."""
    return name_key(re.sub(r"\(.*", "", found.speaker)) == name_key(expected.speaker)


def main():
    options = arguments(__doc__, folder="the folder of a day, with html/ and json/")
    gold = {}
    with Workplace() as place:
        for path in sampled(files_below(options.folder, ".htm", ".html"), options.sample):
            data = path.parent.parent / "json" / f"{path.stem}.json"
            page = path.read_text(encoding="utf-8", errors="replace")
            gold[path.name] = gold_of(json.loads(data.read_text(encoding="utf-8")), page) if data.is_file() else []
            link(place, path.name, path)
        if options.gold:
            return show_gold(gold.items(), options.gold)
        run = Run(options.textmill, place)
    score = Score("congress")
    for path, expected in gold.items():
        score.compare(path, expected, run.documents.get(path), is_right)
    score.print(options.worst, unit="speeches")


if __name__ == "__main__":
    main()
