"""News stories with their headline in the first line: titles that are found, and speakers where there are none.

The gold is the first line that is not empty; nobody is announced in a story.
"""

from common import Run, Score, Workplace, arguments, files_below, put, sampled, shortened
from pounds import text_of


def main():
    options = arguments(__doc__, folder="the folder with the five sections (business, entertainment …)")
    gold = {}
    with Workplace() as place:
        paths = [path for path in files_below(options.folder, ".txt") if path.stem.isdigit()]
        for path in sampled(paths, options.sample):
            text = text_of(path.read_bytes())
            name = path.relative_to(options.folder).as_posix()
            gold[name] = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
            put(place, name, text)
        run = Run(options.textmill, place)
    score = Score("bbc")
    silent = 0
    for name, title in gold.items():
        document = run.documents.get(name)
        found = " ".join(document.row["title"].split()) if document else ""
        is_right = document is not None and found == title
        score.count(name.split("/")[-2] if "/" in name else ".", is_right)
        if not is_right:
            score.missed.append((name, f"{shortened(found, 60)!r}, for {shortened(title, 60)!r}"))
        spoken = [segment for segment in document.segments if segment["speaker"]] if document else []
        silent += not spoken
        for segment in spoken[:1]:
            score.false.append((name, f"{segment['speaker']!r}: {shortened(segment['text'], 70)}"))
    score.print_errors(options.worst)
    print(f"stories with a speaker: {len(gold) - silent} of {len(gold)}")
    score.print(0, unit="titles")


if __name__ == "__main__":
    main()
