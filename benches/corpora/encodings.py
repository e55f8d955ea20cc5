"""Detection of encodings: files whose text is the one that the encoding in their path gives.

The gold is the codec in the name of the file or of a folder above it. The files are read under neutral names, so that only their
bytes can tell; what counts is the text, not the name of the encoding: where two encodings give the same text, both are right.
For an encoding that the web reads by a larger one (GB2312 as GB18030, ISO-8859-1 as Windows-1252), either text is right. Copies of
a file count once.
"""

import codecs
import re
import unicodedata
from collections import defaultdict
from common import Run, Score, Workplace, arguments, decoded, put, sampled, shortened

# What the folders and files are called, where Python has another name for it.
NAMES = {
    "big5": "big5", "euctw": None, "maccyrillic": "mac_cyrillic", "macroman": "mac_roman", "tis620": "iso8859_11", "kz1048": "kz1048",
    "ibm866": "cp866", "ibm855": "cp855", "ibm857": "cp857", "utf8sig": "utf_8_sig", "viscii": None, "mac": None,
    "utf16be": "utf_16_be", "utf16le": "utf_16_le", "utf32be": "utf_32_be", "utf32le": "utf_32_le", "none": None,
}
# Encodings that are read by a larger one; the text of either is right.
LARGER = {
    "ascii": ["cp1252"], "big5": ["big5hkscs", "cp950"], "cp932": ["shift_jis"], "cp949": ["euc_kr"], "euc_jp": ["euc_jis_2004"], "euc_kr": ["cp949"],
    "gb2312": ["gb18030", "gbk"], "iso8859-1": ["cp1252"], "iso8859-9": ["cp1254"], "iso8859-11": ["cp874"], "shift_jis": ["cp932"],
    "iso2022_jp": ["iso2022_jp_ext", "iso2022_jp_2"], "iso8859-8": ["cp1255"],
}
CODE = re.compile(r"(?:windows|iso|cp|ibm|utf|koi8|mac|big5|euc|gb|shift|johab|tis|ascii|kz|ptcp|viscii|none)", re.IGNORECASE)
LANGUAGES = re.compile(r"-(?:arabic|bulgarian|croatian|czech|greek|hebrew|hungarian|polish|romanian|russian|slovak|slovene|turkish)$", re.IGNORECASE)
SKIPPED = {"readme.txt", "readme.md", "cmakelists.txt", "uchardet-tests.c"}


def codec_of(path, root):
    """The codec that the path names: in the name of the file, else in the nearest folder; None where it names none."""
    # A name such as utf-16.be has the order of the bytes for its ending.
    for name in [path.stem + path.suffix.replace(".", "-") if path.suffix in (".be", ".le") else path.stem, *reversed(path.relative_to(root).parent.parts)]:
        name = LANGUAGES.sub("", name)
        if not CODE.match(name):
            continue
        known = re.sub(r"[^a-z0-9]", "", name.casefold())
        if known in NAMES:
            return NAMES[known] and codecs.lookup(NAMES[known]).name
        try:
            return codecs.lookup(name.replace("windows_", "cp").replace("windows-", "cp")).name
        except LookupError:
            continue
    return None


def comparable(text):
    """Without a byte order mark, and with one sign for whatever bytes have no meaning."""
    return "".join("\ufffd" if "\x80" <= character <= "\x9f" else character for character in unicodedata.normalize("NFC", text.removeprefix("\ufeff")))


def texts_of(content, codec):
    """The right texts: what the codec gives, and what the larger encodings do that the web reads for it."""
    texts = []
    for name in [codec, *LARGER.get(codecs.lookup(codec).name, LARGER.get(codec, []))]:
        texts.append(comparable(content.decode(name, errors="replace")))
    return texts


def main():
    options = arguments(__doc__, folder="a folder with the test files of one or more detectors")
    files = []
    without = 0
    seen = set()
    for path in sorted(options.folder.rglob("*")):
        if path.is_file() and ".git" not in path.parts and path.name.casefold() not in SKIPPED:
            codec = codec_of(path, options.folder)
            content = path.read_bytes()
            if not codec or not content:
                without += 1
            elif (codec, content) not in seen:
                seen.add((codec, content))
                files.append((path, codec))
    files = sampled(files, options.sample)
    print(f"{len(files)} files, {without} more without a codec that is known")
    if options.gold:
        by_codec = defaultdict(list)
        for path, codec in files:
            by_codec[codec].append(path)
        for codec, paths in sorted(by_codec.items()):
            strict = sum(is_decodable(path.read_bytes(), codec) for path in paths)
            print(f"  {codec}: {len(paths)} files, {strict} of them without a wrong byte, such as {paths[0].relative_to(options.folder)}")
        return
    with Workplace() as place:
        for number, (path, _) in enumerate(files):
            put(place, f"{number:05}.txt", path.read_bytes())
        run = Run(options.textmill, place, with_text=False)
    score = Score("encodings")
    wrong = defaultdict(list)
    for number, (path, codec) in enumerate(files):
        # A feed has no encoding of its own row, its items have.
        name = f"{number:05}.txt"
        row = max((run.files.get(name, {}), run.files.get(f"{name}/00000001", {})), key=lambda row: bool(row.get("encoding")))
        content = path.read_bytes()
        text = decoded(content, row["encoding"]) if row.get("encoding") else None
        is_right = text is not None and comparable(text) in texts_of(content, codec)
        score.count(codec, is_right)
        if not is_right:
            found = row.get("encoding") or row.get("reason") or "not read"
            wrong[codec, shortened(found, 50)].append(path.relative_to(options.folder))
    for (codec, found), paths in sorted(wrong.items(), key=lambda item: -len(item[1])):
        print(f"  {codec} taken for {found}: {len(paths)}: {', '.join(map(str, paths[:options.worst]))}")
    score.print(0, unit="files")


def is_decodable(content, codec):
    try:
        content.decode(codec)
    except UnicodeError:
        return False
    return True


if __name__ == "__main__":
    main()
