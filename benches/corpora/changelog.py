"""Podcasts in Markdown: turns ("**Name:** …") with the right speaker.

The gold is a bold name and a colon at the beginning of a line. The music between the parts ("**Break:**") is nobody's turn and
is left out of the gold; a speaker found there is false.
"""

import re
from common import Run, Score, Workplace, arguments, files_below, gold_from_spans, link, name_key, sampled, show_gold

TURN = re.compile(r"^\*\*(?P<name>[^*\n:]{1,60}?) ?(?:: ?\*\*|\*\*:)", re.MULTILINE)
NO_SPEAKER = {"break", "jingle", "intro", "outro", "music", "preroll", "sponsor"}


def gold_of(text, folder):
    spans = []
    for turn in TURN.finditer(text):
        if turn["name"].strip().casefold() not in NO_SPEAKER:
            spans.append((turn.start(), turn.end(), turn["name"].strip(), folder))
    return gold_from_spans(text, spans)


def is_right(expected, found):
    return name_key(found.speaker) == name_key(expected.speaker)


def main():
    options = arguments(__doc__, sample=200)
    gold = {}
    with Workplace() as place:
        paths = [path for path in files_below(options.folder, ".md") if path.parent != options.folder and "node_modules" not in path.parts]
        for path in sampled(paths, options.sample):
            name = path.relative_to(options.folder).as_posix()
            expected = gold_of(path.read_text(encoding="utf-8"), path.parent.name)
            if expected:
                gold[name] = expected
                link(place, name, path)
        if options.gold:
            return show_gold(gold.items(), options.gold)
        run = Run(options.textmill, place)
    score = Score("changelog")
    for path, expected in gold.items():
        score.compare(path, expected, run.documents.get(path), is_right)
    score.print(options.worst)


if __name__ == "__main__":
    main()
