"""English news with pound signs, saved again in Windows-1252: texts that are read back as they were.

Every file below the folder that is UTF-8 (or plain Windows-1252 already), has a pound sign and can be written in Windows-1252 is
used; the gold is its text.
"""

from common import Run, Score, Workplace, arguments, decoded, files_below, put, sampled, shortened


def text_of(content):
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def main():
    options = arguments(__doc__, folder="a folder with English texts (.txt)")
    gold = {}
    for path in files_below(options.folder, ".txt"):
        text = text_of(path.read_bytes())
        if "£" not in text:
            continue
        try:
            text.encode("cp1252")
        except UnicodeEncodeError:
            continue
        gold[path.relative_to(options.folder).as_posix()] = text
    names = sampled(gold, options.sample)
    score = Score("pounds")
    with Workplace() as place:
        for name in names:
            put(place, name, gold[name].encode("cp1252"))
        run = Run(options.textmill, place, with_text=False)
    for name in names:
        row = run.files.get(name, {})
        text = decoded(gold[name].encode("cp1252"), row["encoding"]) if row.get("encoding") else None
        is_right = text == gold[name]
        score.count(name.rpartition("/")[0] or ".", is_right)
        if not is_right:
            at = gold[name].index("£")
            score.missed.append((name, f"{row.get('encoding') or row.get('reason') or 'not read'}: {shortened((text or '')[max(0, at - 20):at + 30])}"))
    score.print(options.worst, unit="texts")


if __name__ == "__main__":
    main()
