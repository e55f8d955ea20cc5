"""Article extraction: the counted text of each page, without its title, against the body that people marked.

The measure is the collection's own: sequences of four words are counted in both texts; what is in both, only found and only
expected is divided by their sum, so that long pages weigh no more than short ones. Precision and recall are means over the pages
where they have a meaning, and F1 is the one of the two means. A page that is refused has an empty text.
"""

import gzip
import json
import re
from collections import Counter
from common import Run, Workplace, arguments, f1, of, put, sampled, shortened

SEQUENCE = 4
WORD = re.compile(r"\w+")


def sequences(text):
    found = WORD.findall(text)
    if not found:
        return Counter()
    return Counter(tuple(found[start:start + SEQUENCE]) for start in range(max(1, len(found) - SEQUENCE + 1)))


def shares(expected, found):
    """What is in both, only found and only expected, as shares of all."""
    expected, found = sequences(expected), sequences(found)
    both = sum((expected & found).values())
    only_found, only_expected = sum(found.values()) - both, sum(expected.values()) - both
    total = both + only_found + only_expected
    return tuple(part / total if total else 0.0 for part in (both, only_found, only_expected))


def ratio(part, other):
    return part / (part + other)


def main():
    options = arguments(__doc__, folder="the folder with ground-truth.json and html/")
    gold = json.loads((options.folder / "ground-truth.json").read_text(encoding="utf-8"))
    names = sampled(sorted(gold), options.sample)
    with Workplace() as place:
        for name in names:
            put(place, f"{name}.html", gzip.decompress((options.folder / "html" / f"{name}.html.gz").read_bytes()))
        run = Run(options.textmill, place)
    precisions, recalls, pages, refused = [], [], [], []
    for name in names:
        document = run.documents.get(f"{name}.html")
        if document is None:
            refused.append((name, run.files.get(f"{name}.html", {}).get("reason", "")))
        found = document.text(only_counted=True, without=("title",)) if document else ""
        both, only_found, only_expected = shares(gold[name].get("articleBody", ""), found)
        if both + only_found:
            precisions.append(ratio(both, only_found))
        if both + only_expected:
            recalls.append(ratio(both, only_expected))
        pages.append((f1(ratio(both, only_found) if both else 0.0, ratio(both, only_expected) if both else 0.0), name, both, only_found, only_expected))
    if options.worst:
        print("worst pages (F1, only found, only expected):")
    for score, name, _, only_found, only_expected in sorted(pages)[:options.worst]:
        print(f"  {score:.3f} {only_found:.3f} {only_expected:.3f} {name[:16]}… {gold[name].get('url', '')[:80]}")
    for name, reason in refused[:options.worst]:
        print(f"  refused: {name[:16]}… {shortened(reason, 80)}")
    precision, recall = (sum(values) / len(values) if values else 0.0 for values in (precisions, recalls))
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1(precision, recall):.3f}; refused: {len(refused)} of {len(names)}")
    good = sum(score >= 0.9 for score, *_ in pages)
    print(f"articles: {of(good, len(pages))} pages with an F1 of 0.9 and more; over all F1 {f1(precision, recall):.3f}")


if __name__ == "__main__":
    main()
