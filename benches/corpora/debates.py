"""A table of debates, a turn in each row: the speaker, the language and the day of every row.

The gold is the table itself: the column Speaker, English, and the column Date, whose order of day and month is the American one.
"""

import csv
import re
from common import Run, Score, Workplace, arguments, link, name_key

TABLE = "debate.csv"


def day_of(printed):
    month, day, year = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", printed).groups()
    return f"{int(year) % 100 + 2000}-{int(month):02}-{int(day):02}"


def is_spoken_by(document, speaker):
    """Whether all segments are this speaker's; who has no name of his own (QUESTION) may be named as printed only."""
    names = [{name_key(segment["speaker_name"]), name_key(segment["speaker"])} for segment in document.segments]
    return bool(names) and all(name_key(speaker) in known for known in names)


def main():
    options = arguments(__doc__, folder=f"the folder with {TABLE}")
    with (options.folder / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if options.gold:
        for row in rows[:: max(1, len(rows) // options.gold)]:
            print(f"  {row['Line']}: {row['Speaker']!r} {day_of(row['Date'])}: {row['Text'][:80]}")
        return
    with Workplace() as place:
        link(place, TABLE, options.folder / TABLE)
        run = Run(options.textmill, place, with_text=False)
    right = {"speaker": 0, "language": 0, "day": 0}
    score = Score("debates")
    wrong = []
    for number, row in enumerate(rows, 1):
        document = run.documents.get(f"{TABLE}/{number:08}")
        here = {
            "speaker": document is not None and is_spoken_by(document, row["Speaker"]),
            "language": document is not None and document.row["language"] == "en",
            "day": document is not None and document.row["date"] == day_of(row["Date"]),
        }
        for what, is_right in here.items():
            right[what] += is_right
        score.count(row["Speaker"], all(here.values()))
        if not all(here.values()):
            found = f"{document.row['language']}, {document.row['date']}, {document.segments[0]['speaker']!r}" if document and document.segments else "refused"
            wrong.append(f"  row {number} ({', '.join(what for what, is_right in here.items() if not is_right)}): {found}, for {row['Speaker']!r}: {row['Text'][:50]}")
    for what, count in right.items():
        print(f"the {what}: {count} of {len(rows)}")
    for line in wrong[:: max(1, len(wrong) // options.worst)][:options.worst] if options.worst else ():
        print(line)
    print("rows that are right in all three, by speaker:")
    score.print(0, unit="rows")


if __name__ == "__main__":
    main()
