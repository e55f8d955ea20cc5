"""Words of treebanks: the spans of tokens against those of Universal Dependencies, F1 by language.

Tokens without a letter or a figure are left out on both sides; what a treebank writes as one token of several words (French "du",
English "don't" in some) is the token as it stands in the text. Treebanks part signs from numbers ("50", "%") and hyphenated words in ways
of their own, which this measure counts as errors on either side.
"""

import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from common import arguments, checked, f1, files_below, precision_recall, table

CODE = re.compile(r"([a-z]{2})_")
SAME = {"nb": "no", "nn": "no"}


def sentences(path):
    """The texts of a treebank, each with its tokens as they stand in it."""
    text, tokens, inside = "", [], 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ").strip()
        elif not line:
            if text and tokens:
                yield text, tokens
            text, tokens, inside = "", [], 0
        elif not line.startswith("#"):
            number, form = line.split("\t")[:2]
            if "-" in number:
                inside = int(number.split("-")[1])
                tokens.append(form)
            elif "." not in number and int(number) > inside:
                tokens.append(form)


def gold_of(path):
    """One text of all sentences, and the spans of its tokens in bytes."""
    whole, spans = b"", set()
    for text, tokens in sentences(path):
        place, base = 0, len(whole)
        for token in tokens:
            found = text.find(token, place)
            if found < 0:
                continue
            place = found + len(token)
            if any(one.isalnum() for one in token):
                start = base + len(text[:found].encode())
                spans.add((start, start + len(token.encode())))
        whole += text.encode() + b" "
    return whole, spans


def main():
    options = arguments(__doc__, folder="a folder with treebanks (.conllu)")
    for path in files_below(options.folder, ".conllu"):
        code = CODE.search(path.name)
        if not code:
            continue
        text, gold = gold_of(path)
        with tempfile.TemporaryDirectory(prefix="textmill-corpora-") as place:
            place = Path(place)
            (place / "in").mkdir()
            (place / "in" / "text.txt").write_bytes(text)
            language = SAME.get(code.group(1), code.group(1))
            (place / "c.toml").write_text(f'[input]\nlanguage = "{language}"\n[kwic]\nnodes = ["*"]\n[topics]\nk = 0\n')
            checked([options.textmill, "run", place / "in", "-c", place / "c.toml", "-o", place / "out", "-q", "--only", "kwic"], place)
            found = {(int(row["byte_start"]), int(row["byte_end"])) for row in table(place / "out" / "kwic.csv")}
        precision, recall = precision_recall(Counter(gold), Counter(found))
        print(f"{path.stem}: words F1 {100 * f1(precision, recall):.1f}, precision {100 * precision:.1f}, recall {100 * recall:.1f}")
        wrong = Counter(text[start:end].decode(errors="replace") for start, end in found - gold)
        print("  only found:", ", ".join(f"{word} {count}" for word, count in wrong.most_common(options.worst * 3)))


if __name__ == "__main__":
    main()
