"""Documents of word processors: the words of all segments against the words of the reference, as bags.

The gold is the file with the same name and the ending .native beside each .docx: the strings of its text and its code.
"""

import re
from collections import Counter
from common import Run, Workplace, arguments, f1, files_below, link, of, precision_recall, sampled, shortened, words

STRING = r'"((?:[^"\\]|\\.)*)"'
ATTRIBUTES = r'\(\s*"(?:[^"\\]|\\.)*"\s*,\s*\[[^\]]*\]\s*,\s*\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\]\s*\)'
# A word, a space between words, or something that holds text of its own.
PIECE = re.compile(
    rf"\bStr\s+{STRING}|\b(Code|CodeBlock)\s+{ATTRIBUTES}\s+{STRING}|\bMath\s+\w+\s+{STRING}|\b(Space|SoftBreak|LineBreak|Para|Plain|Header|Cell)\b|\(\s*\[(?=\s*Str\b)",
    re.DOTALL,
)
ESCAPE = re.compile(r'\\(?:(\d+)|x([0-9A-Fa-f]+)|(&)|(["\\\'])|([nt])|\s+\\)')


def text_of(native):
    parts = []
    for piece in PIECE.finditer(native):
        string, kind, code, formula, _ = piece.groups()
        if string is not None:
            parts.append(unescaped(string))
        elif kind is not None:
            parts.append(unescaped(code) if kind == "Code" else f" {unescaped(code)} ")
        elif formula is None:
            parts.append(" ")
    return "".join(parts)


def unescaped(string):
    def meaning(match):
        decimal, hexadecimal, nothing, sign, blank = match.groups()
        if decimal or hexadecimal:
            return chr(int(decimal) if decimal else int(hexadecimal, 16))
        return sign or (" " if blank else "")

    return ESCAPE.sub(meaning, string)


def main():
    options = arguments(__doc__, folder="the folder with the .docx and .native files")
    pairs = [(path, path.with_suffix(".native")) for path in files_below(options.folder, ".docx") if path.with_suffix(".native").is_file()]
    pairs = sampled(pairs, options.sample)
    gold = {path.name: Counter(words(text_of(native.read_text(encoding="utf-8")))) for path, native in pairs}
    if options.gold:
        for path, native in sampled(pairs, options.gold):
            print(f"  {path.name}: {shortened(text_of(native.read_text(encoding='utf-8')))}")
        return
    with Workplace() as place:
        for path, _ in pairs:
            link(place, path.name, path)
        run = Run(options.textmill, place)
    results, refused = [], []
    for name, expected in gold.items():
        document = run.documents.get(name)
        if document is None:
            refused.append((name, run.files.get(name, {}).get("reason", "")))
        found = Counter(words(document.text())) if document else Counter()
        if not expected and not found:
            results.append((1.0, 1.0, 1.0, name))
            continue
        precision, recall = precision_recall(expected, found)
        results.append((f1(precision, recall), precision, recall, name))
    for score, precision, recall, name in sorted(results)[:options.worst]:
        print(f"  F1 {score:.3f}, precision {precision:.3f}, recall {recall:.3f}: {name}")
    for name, reason in refused[:options.worst]:
        print(f"  refused: {name}: {shortened(reason, 80)}")
    mean = sum(score for score, *_ in results) / len(results) if results else 0.0
    print(f"mean F1 {mean:.3f}; refused: {len(refused)} of {len(results)}")
    print(f"docx: {of(sum(score >= 0.95 for score, *_ in results), len(results))} documents with an F1 of 0.95 and more; mean F1 {mean:.3f}")


if __name__ == "__main__":
    main()
