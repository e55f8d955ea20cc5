"""White House briefings: questions ("Q") and officials' turns ("MR. EARNEST:") that are found.

The collection stores each page as a heading and the written form of a byte string; it is mended to HTML first. The gold is the
beginning of a paragraph or of a line: a Q that stands alone, or a name in capitals before a colon.
"""

import ast
import html
import re
from common import Run, Score, Workplace, arguments, files_below, gold_from_spans, name_key, of, put, sampled, show_gold

BREAK = re.compile(r"<br\s*/?>|</?(?:p|div|li|ul|ol|h\d|tr|td|blockquote)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
QUESTION = re.compile(r"Q(?=[\s.:\-–—]|$)[.:]?")
# Capitals, with the small letters of Mc, Mac, La, De and the like; perhaps a number, and a remark in brackets.
OFFICIAL = re.compile(
    r"(?P<name>(?:Mc|Mac|La|Le|De|Di|Du|O[’']|St)?[A-ZÀ-Þ][A-ZÀ-Þ.,'’\-]+(?: (?:#?\d{1,2}|&|(?:Mc|Mac|La|Le|De|Di|Du|O[’']|St)?[A-ZÀ-Þ][A-ZÀ-Þ.,'’\-]*))*)"
    r"(?: ?\([^()]*\))? ?:(?!\d)"
)
MIXED_TITLE = re.compile(r"(?P<name>(?:MR\.|MS\.|MRS\.|DR\.|SECRETARY|Mr\.|Ms\.|Mrs\.|Adm\.) ?[A-Z][A-Za-z.’'\-]+(?: [A-Z][A-Za-z.’'\-]+)?):")
NO_SPEAKER = {
    "ADVISORY", "CORRECTED", "CORRECTION", "END", "FACT SHEET", "FIN", "MENSAJE SEMANAL", "NOTE", "TO THE CONGRESS OF THE UNITED STATES",
    "TODAY", "TOPLINE", "UPDATE", "WHEN", "WHERE", "WHO",
}


def mended(stored):
    """The HTML of a stored page."""
    heading, _, written = stored.partition(b"\n")
    body = ast.literal_eval(written.strip().decode("ascii")).decode("utf-8")
    try:
        heading = heading.decode("utf-8")
    except UnicodeDecodeError:
        heading = heading.decode("cp1252", errors="replace")
    head = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n{heading}\n'
    return f"{head}{body}\n</body></html>\n"


def plain(page):
    """The text of a page, a line for each paragraph and for each line of it."""
    page = re.sub(r"\s+", " ", page[page.index("<body>"):].replace("\xa0", " "))
    page = html.unescape(TAG.sub("", BREAK.sub("\n", page))).replace("\xa0", " ")
    return "\n".join(re.sub(" +", " ", line).strip() for line in page.split("\n"))


def group_of(name):
    if "PRESIDENT" in name.upper():
        return "The President, the Vice President"
    if re.match(r"(?:MR|MS|MRS|DR)\b", name.upper()):
        return "Mr, Ms, Mrs, Dr"
    return "offices and ranks"


def gold_of(text):
    spans = []
    for line in re.finditer(r".+", text):
        start, words = line.start(), line.group()
        question = QUESTION.match(words)
        if question:
            spans.append((start, start + question.end(), "Q", "questions"))
            continue
        official = OFFICIAL.match(words) or MIXED_TITLE.match(words)
        if official and official["name"].strip(" .") not in NO_SPEAKER:
            spans.append((start, start + official.end(), official["name"], group_of(official["name"])))
    return gold_from_spans(text, spans)


def is_right(expected, found):
    if expected.group == "questions":
        return found.role == "questioner" and name_key(found.speaker) in ("", "q", "question", "reporter")
    return name_key(found.speaker) == name_key(expected.speaker) and found.role != "questioner"


def main():
    options = arguments(__doc__, sample=200, folder="the folder with the stored pages (.html)")
    gold = {}
    with Workplace() as place:
        for path in sampled(files_below(options.folder, ".html"), options.sample):
            page = mended(path.read_bytes())
            name = f"{path.stem.strip()[:120]}.html"
            gold[name] = gold_of(plain(page))
            put(place, name, page)
        if options.gold:
            return show_gold(gold.items(), options.gold)
        run = Run(options.textmill, place)
    score = Score("white_house")
    for path, expected in gold.items():
        score.compare(path, expected, run.documents.get(path), is_right)
    officials = [group for group in score.all if group != "questions"]
    print(f"officials' turns: {of(sum(score.right[group] for group in officials), sum(score.all[group] for group in officials))}")
    score.print(options.worst, ["questions", "Mr, Ms, Mrs, Dr", "The President, the Vice President", "offices and ranks"])


if __name__ == "__main__":
    main()
