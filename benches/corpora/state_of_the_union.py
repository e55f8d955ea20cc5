"""Addresses on the State of the Union: documents in which nobody is announced.

Each text is one speech from its first word to its last, so whoever is found as a speaker was taken from a heading or a sentence.
"""

from common import Run, Score, Workplace, arguments, files_below, link, sampled


def main():
    options = arguments(__doc__, folder="the folder with the speeches (.txt)")
    with Workplace() as place:
        paths = sampled(files_below(options.folder, ".txt"), options.sample)
        for path in paths:
            link(place, path.name, path)
        run = Run(options.textmill, place)
    score = Score("state_of_the_union")
    for path in paths:
        document = run.documents.get(path.name)
        spoken = [segment for segment in document.segments if segment["speaker"]] if document else []
        score.count(f"{path.name[:2]}..", document is not None and not spoken)
        for segment in spoken[:1]:
            score.false.append((path.name, f"{segment['speaker']!r} ({segment['rule']}): {segment['text'][:70]}"))
    score.print(options.worst, unit="speeches without an announcement")


if __name__ == "__main__":
    main()
