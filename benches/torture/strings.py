"""Awkward strings in every place from which documents reach reports: the reports stay tables, pages and workbooks, and run nothing."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from board import Place, is_whole_set, table
from sameness import memory

# Elements and attributes of the strings are called x-foreign and data-foreign, so that they are found wherever they become some.
STRINGS = [
    # Quotation marks, separators and line ends of tables.
    '"', '""', '"""', '","', "a,b", "a;b", "a\tb", '"a', 'a"', 'a"b"c', "'", "''", "'quoted'", '";"', '"\n"', "a\nb", "a\r\nb", "a\rb",
    "\\", '\\"', "a|b", ",,,,", ";;;;", '",', '"",""', "# comment", 'x","y',
    # Beginnings of formulas, also behind what a reader may take for a separator or a line end.
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://foreign.example","x")',
    "x;=1+1;y", 'x;"=1+1";y', 'x;"=1+1;y', "x;+1;y", "x;-1;y", "x;@a;y", "x,=1+1,y", "x\t=1+1\ty", "x\n=1+1\ny", "x\r=1+1\ry",
    "x; =1+1", " =1+1", "'=1+1", "''=1+1", "x;'=1+1;y", '";=1+1;"', 'x;"";=1+1', '"=1+1"', "\uff1d1+1", "\u22121", "%3D1+1", "=", "+",
    "-", "@", "--", "=-+@", "-x", "-5", "+5", "-5,5", "=\u200b1+1", "\u200b=1+1", "\ufeff=1+1", "\x01=1+1", ";=1+1", ",=1+1", ';"=1',
    "x;\u00a0=1+1",
    # Controls, and characters without a width or a meaning.
    "a\x01b", "a\x07b", "a\x08b", "a\x0bb", "a\x0cb", "a\x1bb[31m", "a\x1cb", "a\x1fb", "a\x7fb", "a\u0080b", "a\u0085b", "a\u009fb",
    "a\u2028b", "a\u2029b", "\ufeffx", "x\ufeff", "a\u200bb", "a\u200cb", "a\u200db", "a\u2060b", "a\u00adb", "a\u00a0b", "a\u3000b",
    "a\u180eb", "\u200b", "\ue000\uf8ff", "\U000f0000", "\ufffe", "\uffff", "\U0001fffe", "\ufdd0", "\ufffd", "a\ufff9b\ufffac\ufffb",
    "\U000e0001\U000e0020",
    # Directions of writing.
    "\u202egnp.exe", "a\u202ab\u202cc", "\u2066x\u2069", "\u2067x", "\u200fx", "\u061cx", "שלום", "محمد علي", "نص;=1+1",
    "abc שלום def", "ﷺ", "ﷺﷺﷺ",
    # Marks alone, marks in heaps, emoji, letters of four bytes.
    "\u0301", "\u0301\u0302x", "x" + "\u0300\u0316\u0321\u0334" * 30, "Z̸̢͝a̵̡͘l̶̨͠g̷̢̕o̸", "👩‍👩‍👧‍👦",
    "🏳️‍🌈", "🇺🇸🇩🇪", "👍🏽", "1️⃣", "©️", "\u200d👩", "\ufe0f", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "𠜎𠜱𠝹", "𐐀𐐨", "𝟎𝟏𝟐", "ﬁﬂ", "Å\u212bA\u030a", "İIıi", "ẞßSS", "ǅ", "ŉ", "ᾳ", "K\u212a",
    "Ω\u2126", "ä\u0308\u0323", "각\u1100\u1161\u11a8", "เขียน", "ကမ္ဘာ", "日本語テキスト",
    "中文;文本", "раypal", "a\u0440a", "ᚠᛇᚻ", "𓀀", "x²³¹", "½⅓",
    # Long ones.
    "w" * 300, "w" * 5000, "ab-" * 400, "é" * 700, "👩‍👩‍👧‍👦" * 60, "a.b." * 200, "long words " * 60,
    # Markup and scripts.
    "<script>FOREIGN()</script>", "</script><script>FOREIGN()</script>", "<!--<script>FOREIGN()", "-->", "]]>", "<![CDATA[FOREIGN]]>",
    "<img src=x onerror=FOREIGN()>", "\"><img data-foreign src=x onerror='FOREIGN()'>", "'><svg data-foreign onload=FOREIGN()>",
    "<svg data-foreign/onload=FOREIGN()>", "</title><x-foreign>", "</style><x-foreign>", "</textarea><x-foreign>",
    "<iframe data-foreign src=javascript:FOREIGN()>", "javascript:FOREIGN()", "data:text/html,<x-foreign>",
    "<a data-foreign href=javascript:FOREIGN()>x</a>", "\" onmouseover=\"FOREIGN()\" data-foreign=\"",
    "' onfocus='FOREIGN()' data-foreign='", "<b data-foreign>bold</b>", "<math><x-foreign>", "&lt;x-foreign&gt;", "&amp;", "&",
    "&#x3c;x-foreign>", "<", ">", "<x-foreign", "<?xml version=\"1.0\"?>", "<!DOCTYPE x [<!ENTITY e 'FOREIGN'>]>&e;", "{{FOREIGN}}",
    "${FOREIGN}", "`FOREIGN`", "\\u003cx-foreign\\u003e", "\\x3cx-foreign\\x3e", "_x000D_", "_x0041_",
    # Pieces of other languages, and paths.
    '{"a": 1}', "[1, 2]", '"}],"x":[{"', "\\n", "\\u0000", "%00", "%s%n%d", "{0}", "[section]", 'key = "value"', "'''", '"""\n',
    "'; DROP TABLE documents; --", "1' OR '1'='1", "$(touch FOREIGN)", "; touch FOREIGN", "| touch FOREIGN", "&& touch FOREIGN",
    "../../etc/passwd", "..", ".", "C:\\Windows\\x.txt", "\\\\server\\share", "file:///etc/passwd", "https://foreign.example/?a=1&b=2",
    "CON", "NUL", "aux.txt", "~", "*", "?", "[a]", "/x/", "(?i)x", "x*y",
    # What programs take for something else.
    "NaN", "nan", "inf", "-inf", "Infinity", "null", "NULL", "None", "NA", "N/A", "true", "FALSE", "1e5", "1E400", "0042", "0x1F",
    "1_000", "1,000.5", "1.000,5", "-0", "9" * 30, "1/2", "2031-02-30", "02/03/04", "12:30", "SEPT2", "MARCH1", "DEC1", "OCT4", "2e3a",
    "undefined", "#N/A", "#REF!", "#REF!\t1", "()", "0",
]
# The white space of Unicode, which is taken away around values.
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Elements that the page has of its own, but not for every set of documents; attributes that lead somewhere.
OWN_ELEMENTS = {"br", "ins", "del"}
ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster")
# A chunk has no more groups than words_by_group.csv shows.
CHUNK = 45
SETTINGS = """
[kwic]
nodes = ["mayor", "said"]
[collocations]
nodes = ["mayor"]
[keyness]
by = "group"
permutations = 0
[evidence]
places = 2
[topics]
k = 2
chains = 1
sweeps = 10
show_unstable = true
by = ["note"]
[trends]
by = "note"
draws = 0
"""


def sound(text):
    """The text of a document around a string."""
    return (f"The mayor said that {text} was the answer of the river council today.\n\n"
            f"“The treaty says {text} to all of us,” said Ilse Marren on Monday. The mayor said no more of it.\n\n{text}\n\n"
            f"{text}: The river is what I said it is, and the mayor knows it.\n")


def file_name(text):
    """A name of a file that begins as a string does, if there is one."""
    name = text.replace("/", "").encode()[:180].decode(errors="ignore")
    return f"{name}.txt" if name else None


def written(rows, delimiter=","):
    """Rows as a table, each cell in quotation marks."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


def documents(strings):
    """Files by their paths, with a string in each place where it may stand, and the cells in which it must be shown."""
    files, shown = {}, []
    metadata = [("path", "title", "date", "source", "genre", "group", "note")]
    records, rows = [], []
    names = ("title", "source", "genre", "group")

    def expect(file, where, name, text):
        # A cell of blanks is no value.
        text = text.strip(SPACES)
        if text:
            shown.append((file, where, name, text))

    for number, text in enumerate(strings):
        path = f"text/{number:03}.txt"
        files[path] = sound(text)
        metadata.append((path, *[text] * 6))
        for name in names:
            expect("documents.csv", {"path": path}, name, text)
        expect("data/attributes.csv", {"path": path, "attribute": "note"}, "value", text)
        expect("data/documents_wide.csv", {"path": path}, "note", text)
        if name := file_name(text):
            files[name] = f"The mayor said that number {number} is a file of the river council.\n"
            # So that no two files have one path, of which bytes that are not UTF-8 are shown as `\\xNN`.
            path_shown = name.replace("\\", "\\\\")
            shown.append(("data/ledger.csv", {"path": path_shown}, "path", path_shown))
            if not name.startswith("."):
                shown.append(("documents.csv", {"path": path_shown}, "path", path_shown))
        records.append({"text": f"The mayor said that {text} was it.", **dict.fromkeys((*names, "speaker", "note", "date"), text)})
        rows.append((text, f"The mayor said that {text} was it.", text))
        path = f"records/r.jsonl/{number + 1:08}"
        for name in names:
            expect("documents.csv", {"path": path}, name, text)
        if len(text.encode()) <= 400:
            expect("data/attributes.csv", {"path": path, "attribute": "note"}, "value", text)
        expect("data/segments.csv", {"path": path, "segment": "1"}, "speaker", text)
    for kind, delimiter in (("csv", ","), ("tsv", "\t")):
        files[f"records/t.{kind}"] = written([("title", "text", "note"), *rows], delimiter)
    files["records/r.jsonl"] = "\n".join(map(json.dumps, records)) + '\n{"text": "The mayor said so.", "title": "\\ud800"}\n'
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for text in strings]
    body = "".join(f"<h2>{text}</h2><p>The mayor said {text} to the river council.</p>" for text in escaped)
    head = f'<title>{escaped[0]}</title><meta name="author" content="{escaped[-1]}">'
    files["pages/p.html"] = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    files["pages/m.md"] = f"---\ntitle: {json.dumps(strings[0])}\nauthor: {json.dumps(strings[-1])}\n---\n\nThe mayor said so.\n"
    lines = [" ".join(text.split()) for text in strings]
    files["talks/t.txt"] = "\n\n".join(f"{line}: The mayor said that this is the turn {number}." for number, line in enumerate(lines * 2))
    files["talks/s.srt"] = "\n".join(f"{number + 1}\n00:00:{number:02},000 --> 00:00:{number:02},900\n{line}: the mayor said so.\n"
                                    for number, line in enumerate(lines))
    files["metadata.csv"] = written(metadata)
    return files, shown


# ---- What the reports must be.


def unguarded(cell):
    """A text as it was before apostrophes were put where a spreadsheet might see a formula: one is taken
    away where a cell may begin: at the beginning, and behind separators and line ends, also with quotation marks between."""
    return re.sub(r"(^|[;,\t\r\n]\"*)'", r"\1", cell)


def is_number(cell):
    return re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", cell) is not None


def read(path, delimiter):
    """The lines of cells of a table, as programs read them."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter, strict=True))


def short(formulas):
    """The shortest and some others of these cells."""
    return sorted(formulas.items(), key=lambda item: (len(item[0]), item))[:4]


def loosely(text, delimiter):
    """The lines of cells of a table for a reader with another separator, which takes what comes."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


class Reports:
    """A folder of reports, and checks that name what it was made of."""

    def __init__(self, board, folder, reproduce, delimiter=","):
        self.board, self.folder, self.reproduce, self.delimiter = board, folder, reproduce, delimiter

    def check(self, holds, what):
        return self.board.check(holds, f"{self.reproduce}: {what}")

    def all(self):
        """Checks all that is true of any set of reports."""
        problem = is_whole_set(self.folder)
        if not self.check(problem is None, problem):
            return
        for path in sorted(self.folder.rglob("*.csv")):
            self.cells(path)
        self.json_files()
        self.pictures()
        if (self.folder / "report.xlsx").is_file():
            self.workbook()

    def cells(self, path):
        """A table is UTF-8, has as many cells in each row as in its header, the rows that the manifest says, and no formula."""
        name = str(path.relative_to(self.folder))
        try:
            lines = read(path, self.delimiter)
        except (UnicodeDecodeError, csv.Error) as error:
            self.check(False, f"{name} cannot be read: {error}")
            return
        if not self.check(lines, f"{name} is empty"):
            return
        width = len(lines[0])
        wrong = [(number, len(line)) for number, line in enumerate(lines) if len(line) != width]
        self.check(not wrong, f"{name}: {width} columns, but rows (number, cells) {wrong[:4]}")
        rows = self.rows.get(name)
        self.check(rows == len(lines) - 1, f"{name}: {len(lines) - 1} rows, but {rows} in manifest.json")
        kinds = self.kinds.get(name, {})
        formulas = [(number, lines[0][place], cell[:60]) for number, line in enumerate(lines) for place, cell in enumerate(line[:width])
                    if cell.startswith(SIGNS) and not (is_number(cell) and kinds.get(lines[0][place], "text") != "text")]
        self.check(not formulas, f"{name}: cells that are formulas (row, column, cell) {formulas[:4]}")
        text = path.read_bytes().decode("utf-8-sig")
        for other in sorted({";", "\t", ","} - {self.delimiter}):
            # A number that ends where this reader does not see it is no text.
            formulas = {cell[:60]: number for number, line in enumerate(loosely(text, other)) for cell in line
                        if cell.startswith(SIGNS) and not re.match(r"-?[0-9]+([.,][0-9]+)?([,;\t]|$)", cell)}
            self.check(not formulas, f"{name}, read with {other!r}: {len(formulas)} different cells that are formulas, with their rows: "
                                     f"{short(formulas)}")

    def lines(self, name):
        """The lines of cells of a table; of one that cannot be read, which `cells` counts, none but an empty header."""
        try:
            return read(self.folder / name, self.delimiter) or [[]]
        except (OSError, UnicodeDecodeError, csv.Error):
            return [[]]

    @cached_property
    def rows(self):
        """How many rows the manifest says that each table has."""
        manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return {output["file"]: output["rows"] for output in manifest["outputs"]}

    @cached_property
    def kinds(self):
        """The kinds of the columns of each table."""
        found = {}
        for file, _, column, kind, *_ in self.lines("columns.csv")[1:]:
            found.setdefault(file, {})[column] = kind
        return found

    def json_files(self):
        """What is JSON is JSON, without NaN, and names the columns that the tables have."""
        def never(name):
            raise ValueError(f"{name} is no JSON")
        for path in sorted(self.folder.rglob("*.json")):
            try:
                content = json.loads(path.read_text(encoding="utf-8"), parse_constant=never)
            except ValueError as error:
                self.check(False, f"{path.name}: {error}")
                continue
            self.check(True, path.name)
            for resource in content.get("resources", []) if path.name == "datapackage.json" else []:
                names = [field["name"] for field in resource["schema"]["fields"]]
                header = self.lines(resource["path"])[0]
                self.check(names == header, f"datapackage.json, {resource['path']}: {names[-4:]}, but the header has {header[-4:]}")

    def pictures(self):
        """Pictures are XML, and have no element or attribute of a document."""
        for path in sorted(self.folder.rglob("*.svg")):
            try:
                root = ElementTree.fromstring(path.read_bytes())
            except ElementTree.ParseError as error:
                self.check(False, f"{path.name}: {error}")
                continue
            strange = [(element.tag, name) for element in root.iter() for name in (element.tag, *element.attrib) if is_foreign(name)
                       or name.startswith("on") or name.endswith(("}script", "}foreignObject", "}image", "}a"))]
            self.check(not strange, f"{path.name}: {strange[:4]}")

    def workbook(self):
        """The workbook opens, all of its parts are XML, no cell is a formula, and nothing leads outside."""
        try:
            with zipfile.ZipFile(self.folder / "report.xlsx") as archive:
                broken = archive.testzip()
                self.check(broken is None, f"report.xlsx: {broken} is broken")
                names = [name for name in archive.namelist() if name.endswith((".xml", ".rels", ".vml"))]
                parts = {name: ElementTree.fromstring(archive.read(name)) for name in names}
        except (zipfile.BadZipFile, ElementTree.ParseError) as error:
            self.check(False, f"report.xlsx: {error}")
            return
        sheets = {name: root for name, root in parts.items() if name.startswith("xl/worksheets/sheet")}
        self.check(len(sheets) > 3, f"report.xlsx: {len(sheets)} sheets")
        formulas = [(name, cell.get("r")) for name, root in sheets.items() for cell in root.iter() if cell.tag.endswith("}c")
                    and any(part.tag.endswith("}f") for part in cell)]
        self.check(not formulas, f"report.xlsx: cells with formulas {formulas[:4]}")
        outside = [(name, element.get("Target")) for name, root in parts.items() if name.endswith(".rels") for element in root
                   if element.get("TargetMode") == "External"]
        self.check(not outside, f"report.xlsx: leads to {outside[:4]}")

    def shown(self, expected):
        """Each value that went in stands in the cell where it must be shown, after apostrophes of the guard are taken away."""
        tables = {}
        for file, where, name, value in expected:
            if file not in tables:
                header, *rows = self.lines(file)
                tables[file] = [dict(zip(map(unguarded, header), map(unguarded, row))) for row in rows]
            found = [row.get(name) for row in tables[file] if all(row.get(key) == wanted for key, wanted in where.items())]
            self.check(found[:1] == [value], f"{file}, {where}, {name}: {[str(cell)[:90] for cell in found[:2]]} is not {value[:90]!a}")

    def page(self, plain):
        """The page has the elements, attributes and scripts that it has without these strings, and no others."""
        own, other = (Page((Path(folder) / "report.html").read_text(encoding="utf-8")) for folder in (self.folder, plain))
        self.check(len(own.tags) > 10 and own.scripts and own.data, "report.html: no page")
        strange = own.tags - other.tags - OWN_ELEMENTS
        self.check(not strange, f"report.html: elements {sorted(strange)[:6]}")
        self.check(own.names <= other.names, f"report.html: attributes {sorted(own.names - other.names)[:6]}")
        self.check(own.scripts == other.scripts, f"report.html: another script: {[script[:80] for script in own.scripts]}")
        self.check(own.styles == other.styles, f"report.html: another style: {[style[:80] for style in own.styles]}")
        self.check(not own.bad, f"report.html: {own.bad[:4]}")
        for text in own.data:
            try:
                json.loads(text)
            except ValueError as error:
                self.check(False, f"report.html: its data are no JSON: {error}")


def is_foreign(name):
    return "x-foreign" in name or "data-foreign" in name


class Page(HTMLParser):
    """What a page is made of: its elements and attributes, its scripts, styles and data, and what should not be there."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.names, self.scripts, self.styles, self.data, self.bad = set(), set(), [], [], [], []
        self.into = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        for name, value in [(tag, ""), *attrs]:
            leads = name in ADDRESSES and (value or "").strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
            if is_foreign(name) or name.startswith("on") or leads:
                self.bad.append((tag, name, value))
        if tag in ("img", "iframe", "object", "embed", "base"):
            self.bad.append((tag, attrs))
        if tag in ("script", "style"):
            self.into = self.styles if tag == "style" else self.data if dict(attrs).get("type") == "application/json" else self.scripts
            self.into.append("")

    def handle_data(self, data):
        if self.into is not None:
            self.into[-1] += data

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.into = None


# ---- Runs.


def run(board, place, files, settings, flags, reproduce, codes=(0, 3)):
    """A run over files, whose folder of reports is checked; nothing, if it did not end as it should."""
    for path, text in files.items():
        place.write(path, text)
    place.settings(settings)
    result = place.run("-t", "1", *flags)
    said = "panicked" not in result.said
    board.check(said and result.returncode in codes, f"{reproduce}: exit {result.returncode}, not one of {codes}: {result.said[-300:]}")
    return place.output if result.returncode in (0, 3) and place.output.is_dir() else None


def check_documents(board, number, flags):
    """A chunk of strings in texts, names, titles, speakers, cells of metadata and records."""
    strings = STRINGS[number * CHUNK:(number + 1) * CHUNK]
    reproduce = f"documents(STRINGS[{number * CHUNK}:{(number + 1) * CHUNK}]), settings SETTINGS, flags {list(flags)}"
    with Place(board, memory()) as place, Place(board, memory()) as plain:
        files, shown = documents(strings)
        output = run(board, place, files, SETTINGS, flags, reproduce)
        if not output:
            return
        reports = Reports(board, output, reproduce, ";" if "de" in flags else ",")
        reports.all()
        reports.shown(shown)
        twin = run(board, plain, documents([f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"[:len(strings)]])[0], SETTINGS, flags,
                   "documents with plain words")
        if twin:
            reports.page(twin)


def check_columns(board, flags):
    """Strings as names of a person's own columns, in metadata, tables and records."""
    strings = list({" ".join(text.split()).lower(): text for text in STRINGS if len(text.encode()) < 200 and text.strip(SPACES)}.values())
    reserved = ("path", "title", "date", "source", "genre", "group", "language", "speaker", "guessed", "text")
    strings = [text for text in strings if text.strip(SPACES).strip("\ufeff") and text.strip(SPACES).lower() not in reserved]
    chosen, known = [], set()
    for text in strings:
        name = text.lstrip("\ufeff").strip(SPACES).lower()
        if name not in known:
            known.add(name)
            chosen.append(text)
    files = {"a.txt": sound("this"), "b.txt": sound("that"), "metadata.csv": written([("path", *chosen), ("a.txt", *["one"] * len(chosen)),
                                                                                     ("b.txt", *["two"] * len(chosen))])}
    files["r.jsonl"] = json.dumps({"text": "The mayor said so.", **{text: "three" for text in chosen}})
    files["t.csv"] = written([("text", *chosen), ("The mayor said so.", *["four"] * len(chosen))])
    reproduce = f"check_columns, flags {list(flags)}"
    with Place(board, memory()) as place:
        output = run(board, place, files, SETTINGS.replace('"note"', '"nan"'), flags, reproduce)
        if output:
            reports = Reports(board, output, reproduce, ";" if "de" in flags else ",")
            reports.all()
            reports.shown([("data/attributes.csv", {"path": "a.txt", "attribute": name}, "value", "one") for name in sorted(known)])
            reports.shown([("data/documents_wide.csv", {"path": "b.txt"}, name, "two") for name in ("=1+1", "x;=1+1;y") if name in known])


def quoted(text):
    """A string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def check_path_meaning(board):
    """That a path shows a backslash twice is said where the column is explained."""
    with Place(board, memory()) as place:
        output = run(board, place, {"a\\b.txt": sound("this")}, SETTINGS, (), "check_path_meaning")
        if output:
            reports = Reports(board, output, "check_path_meaning")
            reports.shown([("data/ledger.csv", {"document": "1"}, "path", "a\\\\b.txt")])
            meanings = {(row["file"], row["column"]): row["meaning"] for row in table(output / "columns.csv")}
            meaning = meanings["data/ledger.csv", "path"]
            reports.check("\\" in meaning, f"columns.csv does not say that \\ stands twice in a path of data/ledger.csv: {meaning[:90]}")


def check_lists(board):
    """Strings as stop words, lemmas, exceptions, words of a reference, words that say that somebody speaks, and names of comparisons."""
    words = [text for text in STRINGS if text.split() == [text] and "->" not in text and not text.startswith(("#", "[", "\ufeff"))]
    lists = {
        "stop.txt": ("[stop_words]\nfile = \"stop.txt\"\n", "\n".join(words)),
        "lemmas.txt": ("[words]\nunit = \"lemma\"\nlemmas = \"lemmas.txt\"\n", "\n".join(f"{text}\t={text}" for text in words)),
        "stems.txt": ("[words]\nexceptions = \"stems.txt\"\n", "\n".join(f"{text}\t@{text}" for text in words)),
        "reference.csv": ('[[keyness.compare]]\nname = "=1+1"\ntarget = { groups = ["g"] }\n'
                          'reference_list = { file = "reference.csv", language = "en" }\n',
                          written([("word", "frequency"), *((text, 5) for text in words)])),
        "cues.txt": ("[reuse]\ncues = { en = \"cues.txt\" }\n", "\n".join(["[finite]", *words])),
    }
    texts = {f"g/{number:03}.txt": sound(text) for number, text in enumerate(words)}
    for name, (settings, content) in lists.items():
        with Place(board, memory()) as place:
            (place.folder / name).write_text(content, encoding="utf-8")
            reproduce = f"check_lists, {name}"
            output = run(board, place, texts, settings + "[topics]\nk = 0\n", (), reproduce)
            if output:
                Reports(board, output, reproduce).all()


def check_patterns(board, strings):
    """A string as a node, a word to follow, a value that is selected and the name of a comparison: refused, or reports as always."""
    with Place(board, memory()) as place:
        place.write("h/other.txt", sound("nothing"))
        refused = Counter()
        for text in strings:
            pattern = quoted(text)
            place.write("g/text.txt", sound(text))
            for settings in (f"[kwic]\nnodes = [{pattern}]\n[collocations]\nnodes = [{pattern}]\nmin_frequency = 1\n"
                             f"[trends]\nwords = [{pattern}]\n",
                             "[keyness]\npermutations = 0\nby = \"none\"\n[[keyness.compare]]\ntarget = { groups = [\"g\"] }\n"
                             f"name = {pattern}\n",
                             f"[selection]\nexclude_speakers = [{pattern}]\n[input]\nexclude = [{quoted(f'drafts/{text}')}]\n"):
                place.settings(settings + "[topics]\nk = 0\n")
                result = place.run("-t", "1", "--only", "kwic,collocations,trends,keyness,segments")
                reproduce = f"check_patterns, {text[:60]!a}, settings {settings.split(']')[0]}]"
                ended = "panicked" not in result.said and result.returncode in (0, 2, 3)
                board.check(ended, f"{reproduce}: exit {result.returncode}: {result.said[-300:]}")
                if result.returncode in (0, 3):
                    Reports(board, place.output, reproduce).all()
                refused[settings.split("]")[0]] += result.returncode == 2
    # Nearly all strings are words, or patterns that find nothing: a board of refusals would test little.
    for settings, times in refused.items():
        board.check(times * 3 < len(strings), f"check_patterns, settings {settings}]: of {len(strings)} strings {times} were refused")


def naughty_strings(board):
    """No string is lost, breaks a table, or becomes a formula, an element or a script, wherever it stands in documents and settings."""
    board.row("naughty strings")
    chunks = range((len(STRINGS) + CHUNK - 1) // CHUNK)
    for number in chunks:
        check_documents(board, number, ())
        if number < 1 or not board.is_short:
            check_documents(board, number, ("--csv", "excel", "--locale", "de"))
    for flags in ((),) if board.is_short else ((), ("--csv", "excel", "--locale", "de")):
        check_columns(board, flags)
    check_path_meaning(board)
    check_lists(board)
    check_patterns(board, STRINGS[::30] if board.is_short else STRINGS)
    board.note(f"{len(STRINGS)} strings")
