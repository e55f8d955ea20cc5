"""Protocols of the German Bundestag: turns of members by party, of the chair and of the government that are found.

The gold is a line that is, or begins with, an announcement: "Name (PARTY):", "Präsident Name:", "Name, Bundesminister …:". The
copy that is read ends before the annexes, whose speeches were handed in in writing and are announced in other ways. The table
of contents at the beginning is read, but has no announcements in the gold, so what is found in it is false.
"""

import re
from common import Run, Score, Workplace, arguments, files_below, gold_from_spans, name_key, put, sampled, show_gold

DEFAULT_FILES = ("17001.txt", "17030.txt", "17093.txt", "17250.txt")

BLANK = "[ \t\u00a0]"
# Names of two words and more: titles, particles and capitalised words; nothing that makes a sentence.
WORD = r"[A-ZÀ-ÞŠŽİ][\w’'?\-]*\.?"  # a question mark may stand for a letter that the encoding lacks
PARTICLE = r"(?:von|van|vom|der|den|de|zu|zur|und|of|del|la|Graf|Gräfin|Freiherr|Freifrau|Frhr\.|Edler|h\.|c\.|mult\.|e\.h\.)"
NAME = rf"(?P<name>{WORD}(?:{BLANK}+(?:{WORD}|{PARTICLE})){{1,7}})"
PLACE = rf"(?:{BLANK}*\([^()\r\n]{{2,40}}\))?"
PARTIES = {
    "CDU/CSU": r"CDU/\s*CSU|CDU|CSU", "SPD": "SPD", "FDP": "FDP", "DIE LINKE": r"DIE\s+LINKE", "BÜNDNIS 90/DIE GRÜNEN": r"BÜNDNIS\s*90/\s*DIE\s*-?GRÜ-?NEN",
    "no party": r"[Ff]raktionslos",
}
MEMBER = re.compile(rf"{NAME}{PLACE}{BLANK}*\({BLANK}*(?:{'|'.join(f'(?P<p{n}>{party})' for n, party in enumerate(PARTIES.values()))}){BLANK}*\){BLANK}*:")
CHAIR = re.compile(rf"(?P<name>(?:Alters|Vize)?[Pp]räsident(?:in)?{BLANK}+{WORD}(?:{BLANK}+(?:{WORD}|{PARTICLE})){{1,7}}){BLANK}*:")
OFFICE = (
    r"(?:(?:Bundes-?|Staats-?)?[Mm]inis-?ter(?:präsident)?|Bundes-?kanzler|(?:(?:Parl\.|Parlamentarische[rn]?) )?Staats-?sekretär|Senator|"
    r"Wehr-?beauftragte|Beauftragte|Präsident|(?:Erste[rn]? )?Bürgermeister|Chef)(?:in|r)?"
)
OF_WHAT = rf"(?={BLANK}*:|{BLANK}+(?:im|in|des|der|für|bei|beim|und|von|\())"
GOVERNMENT = re.compile(rf"{NAME}{PLACE},{BLANK}*(?P<office>{OFFICE}{OF_WHAT}[^:!?„“\"]{{0,160}}?){BLANK}*:")
LINE = re.compile(r"[^\r\n]+")
ANNEXES = re.compile(rf"^{BLANK}*(?:Anlagen? zum Stenogra(?:f|ph)ischen Bericht|Anlage{BLANK}+1\b)", re.MULTILINE)
CLOSE = re.compile(rf"^{BLANK}*\({BLANK}*Schlu(?:ss|ß)[^()\r\n]*\)", re.MULTILINE)


def decoded(content):
    """The text of a protocol and the codec it is in: the older ones are in UTF-8 with a mark, most are in Windows-1252."""
    try:
        return content.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def without_annexes(text):
    """The text up to the end of the sitting, else up to the heading of the annexes, which may also stand in the table of contents."""
    lines = re.sub(r"\r(?!\n)", "\n", text)
    first = next((match.start() for match in LINE.finditer(lines) if CHAIR.match(match.group().lstrip(" \t\u00a0"))), 0)
    closes = list(CLOSE.finditer(lines, first))
    annexes = ANNEXES.search(lines, closes[-1].end() if closes else first)
    if annexes:
        return text[:annexes.start()]
    return text[:closes[-1].end()] if closes else text


def gold_of(text):
    spans = []
    for line in LINE.finditer(text):
        words = line.group().lstrip(" \t\u00a0")
        start = line.end() - len(words)
        for pattern in (MEMBER, CHAIR, GOVERNMENT):
            match = pattern.match(words)
            if match:
                spans.append((start, start + match.end(), match["name"], group_of(pattern, match)))
                break
    return gold_from_spans(text, spans)


def group_of(pattern, match):
    if pattern is CHAIR:
        return "chair"
    if pattern is GOVERNMENT:
        return "government and others with an office"
    return next(party for n, party in enumerate(PARTIES) if match[f"p{n}"])


def is_right(expected, found):
    return name_key(found.speaker).startswith(name_key(expected.speaker))


def main():
    options = arguments(__doc__, folder="the folder with the protocols (17001.txt …); without --sample, four of them are read")
    paths = files_below(options.folder, ".txt")
    if options.sample:
        paths = sampled(paths, options.sample)
    else:
        paths = [path for path in paths if path.name in DEFAULT_FILES] or paths
    gold = {}
    with Workplace() as place:
        for path in paths:
            text, codec = decoded(path.read_bytes())
            text = without_annexes(text)
            gold[path.name] = gold_of(text)
            put(place, path.name, text.encode(codec, errors="replace"))
        if options.gold:
            return show_gold(gold.items(), options.gold)
        run = Run(options.textmill, place)
    score = Score("bundestag")
    for path, expected in gold.items():
        score.compare(path, expected, run.documents.get(path), is_right)
    score.print(options.worst)


if __name__ == "__main__":
    main()
