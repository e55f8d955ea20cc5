"""Detection of languages: texts of 200 words whose language is told.

The gold is the code at the beginning of a file's name (de_pud-ud-test.conllu, de.txt). Of a treebank the sentences as written are
used. For a language that the tool has no stemmer for, no answer (und) is right, too, but never another language.
"""

import re
from collections import Counter
from common import Run, Score, Workplace, arguments, files_below, put

LENGTH = 200
WITH_STEMMER = set("ar da de el en es fi fr hu it nl no pt ro ru sv ta tr".split())
SENTENCE = re.compile(r"^# text = (.*)$", re.MULTILINE)
CODE = re.compile(r"([a-z]{2})(?![a-z])")
SAME = {"nb": "no", "nn": "no"}


def texts_of(path, size):
    """The texts of a file: whole sentences until they have so many words."""
    content = path.read_text(encoding="utf-8")
    sentences = SENTENCE.findall(content) if path.suffix == ".conllu" else content.splitlines()
    texts, current, length = [], [], 0
    for sentence in sentences:
        parts = sentence.split()
        while parts:
            taken = parts[:LENGTH - length]
            parts = parts[len(taken):]
            current.append(" ".join(taken))
            length += len(taken)
            if length == LENGTH:
                texts.append("\n".join(current) + "\n")
                current, length = [], 0
    return texts[:size] if size else texts


def main():
    options = arguments(__doc__, folder="a folder with treebanks (.conllu) or texts (.txt)", sample=40)
    gold = {}
    with Workplace() as place:
        for path in files_below(options.folder, ".conllu", ".txt"):
            code = CODE.match(path.name)
            if not code:
                continue
            language = SAME.get(code.group(1), code.group(1))
            for number, text in enumerate(texts_of(path, options.sample)):
                name = f"{number:04}-{path.stem[3:]}-{language}.txt"
                gold[name] = language
                put(place, name, text)
        if options.gold:
            for name in sorted(gold)[:: max(1, len(gold) // options.gold)]:
                print(f"  {gold[name]}: {(place / name).read_text(encoding='utf-8')[:100]!r}")
            return
        run = Run(options.textmill, place, with_text=False)
    score = Score("language")
    taken = Counter()
    for name, language in gold.items():
        document = run.documents.get(name)
        found = document.row["language"] if document else "refused"
        is_right = SAME.get(found, found) == language or (found in ("und", "") and language not in WITH_STEMMER)
        score.count(f"{language}{'' if language in WITH_STEMMER else ' (or und)'}", is_right)
        if not is_right:
            taken[language, found or "und"] += 1
    for (language, found), count in taken.most_common(options.worst * 4):
        print(f"  {language} taken for {found}: {count}")
    score.print(0, sorted(score.all), unit="texts")


if __name__ == "__main__":
    main()
