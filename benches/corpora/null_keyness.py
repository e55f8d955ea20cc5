"""The null test of keyness: random labels on the documents of one collection, so that nothing is key.

Each split deals the labels A and B out to halves of the documents. Whatever is flagged is a false alarm: at most one split in twenty may
have any key word.
"""

import random

from common import Workplace, arguments, checked, files_below, link, of, sampled, table

SPLITS = 20


def main():
    options = arguments(__doc__, folder="a folder with one document a file", sample=400)
    documents = sampled(files_below(options.folder, ".txt", ".html", ".htm", ".md"), options.sample)
    flagged = 0
    for seed in range(SPLITS):
        shuffled = documents[:]
        random.Random(seed).shuffle(shuffled)
        with Workplace() as place:
            rows = ["path,group"]
            for number, path in enumerate(shuffled):
                name = f"{number:05}{path.suffix}"
                link(place, name, path)
                rows.append(f"{name},{'A' if number < len(shuffled) // 2 else 'B'}")
            (place / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
            with Workplace() as beside:
                (beside / "c.toml").write_text("[topics]\nk = 0\n", encoding="utf-8")
                out = beside / "out"
                checked([options.textmill, "run", place, "-c", beside / "c.toml", "-o", out, "-q", "--only", "keyness"], beside)
                found = [row for row in table(out / "keyness.csv") if row["comparison"] == "group: A"]
        key = [row["surface"] for row in found if row["key"] in ("positive", "negative")]
        uncorrected = sum(bool(row["q"]) and float(row["q"]) < 0.05 for row in found)
        flagged += bool(key)
        print(f"  split {seed}: {len(key)} key, {uncorrected} with q below 0.05 {', '.join(key[:options.worst])}")
    print(f"null keyness: {of(flagged, SPLITS)} splits have a key word")


if __name__ == "__main__":
    main()
