"""What must hold between tables, and between runs over documents that differ only in what must not count."""

import csv
import gzip
import hashlib
import io
import json
import math
import random
import re
import tarfile
import unicodedata
import zipfile
from collections import Counter, defaultdict

from board import Place, finished, hashes, is_whole_set, table
from sameness import cells, docx, fill, memory, prose, sentence, transcript

# What tables raise that are not what they should be: the board goes on.
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, csv.Error)
LANGUAGES = ["en", "en", "en", "de", "fr", "ru", "tr"]


# ---- Conservation: the tables of one run balance.


def mixed_corpus(seed):
    """Files by their paths, of all sorts, and the decoded text of those that are plain text in UTF-8."""
    rng = random.Random(seed)
    files, texts = {}, {}
    said = [sentence(rng, "en", 14) for _ in range(3)]

    def text(path, content):
        texts[path] = content
        files[path] = content.encode()

    for number in range(rng.randint(4, 12)):
        language = rng.choice(LANGUAGES)
        content = prose(rng, language, rng.randint(1, 6))
        if rng.random() < 0.3:
            content += "\n" + prose(rng, rng.choice(LANGUAGES), 2)
        if rng.random() < 0.5:
            content += f"\n“{rng.choice(said)}” said Ilse Marren. 'Tis “a river” of the Caldmoor-Ostry sort, “not” 5\" wide.\n"
        if rng.random() < 0.3:
            head = f"Story {number}\n\nBy Jasper Thorne\n\n1{number % 9} May 2031\n\n"
            content = f"{head}{content}\nThe U.S. told us that US ships wait 🚢 at #port.\n"
        text(f"{rng.choice(('press', 'wire', 'blog'))}/d{number:02}.txt", content)
    for number in range(rng.randint(0, 3)):
        text(f"talks/t{number}.txt", transcript(rng).replace("TOBIAS QUILL: ", f"TOBIAS QUILL: {rng.choice(said)} ", 1))
    if rng.random() < 0.5:
        source = rng.choice(sorted(texts))
        text("copies/c.txt", texts[source])
    records = [{"text": sentence(rng, "en", 30), "party": rng.choice(("red", "blue"))} for _ in range(rng.randint(1, 6))]
    if rng.random() < 0.4:
        records = [record | {"speaker": rng.choice(("Ada", "Ben"))} for record in records]
    files["records/r.jsonl"] = "\n".join(map(json.dumps, records)).encode() + rng.choice((b"", b"\n", b"\nno record\n"))
    files["records/t.csv"] = cells([("body", "party"), *((prose(rng, "en", 1), "blue") for _ in range(rng.randint(1, 4)))]).encode()
    files["letters/l.docx"] = docx(prose(rng, "en", 3))
    files["old/wide.txt"] = prose(rng, "ru").encode("utf-16")
    files["old/marked.txt"] = b"\xef\xbb\xbf" + prose(rng, "de").encode()
    files["bad/noise.txt"] = rng.randbytes(600)
    files["bad/empty.txt"] = b""
    files[".hidden.txt"] = b"The hidden text."
    files["notes.bak"] = b"The notes that nobody should read."
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(rng.randint(1, 3)):
            archive.writestr(f"m{number}.txt", prose(rng, "en", 2))
        archive.writestr("noise.txt", rng.randbytes(600))
    files["packed/p.zip"] = packed.getvalue()
    files["metadata.csv"] = cells([("path", "date", "source", "side"), *(
        (path, f"2031-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}", rng.choice(("Courier", "Herald")), rng.choice(("left", "right", "")))
        for path in texts)]).encode()
    return files, texts


# The reports that the rows of `conservation` are about, and that are left out unless something asks for them.
CONSERVED = """
[input]
exclude = ["*.bak"]
[kwic]
nodes = ["river", "treaty", "water lock"]
[ngrams]
n = [1, 2, 3]
[keyness]
by = "group"
permutations = 19
[trends]
draws = 19
period = "month"
[topics]
k = 2
chains = 1
sweeps = 20
show_unstable = true
"""


class Tables:
    """The tables of a folder of reports, and a check that names the corpus."""

    def __init__(self, board, folder, seed):
        self.board, self.folder, self.seed = board, folder, seed
        self.summary = {row["subject"]: int(row["total"]) for row in self["summary.csv"]}
        self.documents = self["documents.csv"]

    def __getitem__(self, name):
        return table(self.folder / name)

    def check(self, holds, what):
        return self.board.check(holds, f"mixed_corpus({self.seed}), settings CONSERVED: {what}")

    def equal(self, what, one, other):
        return self.check(one == other, f"{what}: {short(one)} and {short(other)}")

    def total(self, subject, is_what, value):
        """Checks a row of summary.csv."""
        return self.equal(f"summary.csv, {subject} = {is_what}", self.summary.get(subject), value)


def short(value):
    """A value as a message shows it."""
    if isinstance(value, dict):
        value = sorted(value.items())
    return str(value)[:160]


def unequal(one, other):
    """The first few keys at which two dictionaries differ, with both values."""
    return [(key, one.get(key), other.get(key)) for key in sorted(one.keys() | other.keys()) if one.get(key) != other.get(key)][:4]


def summed(rows, key, value):
    """The sums of a column by the values of others."""
    sums = Counter()
    for row in rows:
        sums[tuple(row[name] for name in key)] += int(row[value])
    return dict(sums)


def column(rows, name):
    return sum(int(row[name]) for row in rows)


def check_ledger(tables, files):
    """Each file is in the ledger once; its rows add up; documents.csv is the documents of the ledger, in the byte order of their paths."""
    ledger, totals = tables["data/ledger.csv"], tables.summary
    states = Counter(row["status"] for row in ledger)
    tables.total("files found", "the files on the disk", len(files))
    tables.total("rows of the ledger", "rows of data/ledger.csv", len(ledger))
    parts = {"documents": "document", "containers": "container", "rejected files": "rejected", "excluded files": "excluded"}
    tables.total("rows of the ledger", "documents + containers + rejected + excluded", sum(totals[part] for part in parts))
    for subject, status in parts.items():
        tables.total(subject, f"rows of the ledger that are {status}", states[status])
    paths = Counter(row["path"] for row in ledger)
    tables.equal("paths twice in the ledger", [path for path, times in paths.items() if times > 1], [])
    tables.equal("files without a row of the ledger", sorted(set(files) - set(paths)), [])
    tables.total("documents", "rows of documents.csv", len(tables.documents))
    in_ledger = sorted((int(row["document"]), row["path"]) for row in ledger if row["document"])
    tables.equal("numbers of documents in ledger and documents.csv", in_ledger,
                 [(int(row["document"]), row["path"]) for row in tables.documents])
    in_order = sorted((row["path"] for row in tables.documents), key=str.encode)
    tables.equal("documents in the byte order of their paths", [row["path"] for row in tables.documents], in_order)
    sizes = {row["path"]: int(row["bytes"]) for row in ledger if row["bytes"]}
    hashed = {row["path"]: row["sha256"] for row in ledger if row["sha256"]}
    wrong = [path for path, sha256 in hashed.items() if hashlib.sha256(files[path]).hexdigest() != sha256]
    tables.equal("hashes of files", wrong, [])
    tables.equal("sizes of files", {path: size for path, size in sizes.items() if len(files[path]) != size}, {})


def check_paths(tables):
    """Every path of every table is in the ledger, and has the number that documents.csv gives it."""
    known = {row["path"] for row in tables["data/ledger.csv"]}
    numbers = {row["document"]: row["path"] for row in tables.documents}
    names = ("path", "source_document", "text_document", "first_document", "quoted_by")
    for file in sorted(tables.folder.rglob("*.csv")):
        rows = table(file)
        if not rows or file.name == "columns.csv":
            continue
        strange = {row[name] for name in names if name in rows[0] for row in rows if row[name]} - known
        tables.equal(f"paths of {file.name} that are not in the ledger", sorted(strange), [])
        if {"document", "path"} <= rows[0].keys() and file.name != "ledger.csv":
            wrong = [row["path"] for row in rows if numbers.get(row["document"]) != row["path"]]
            tables.equal(f"paths of {file.name} with the number of another document", wrong, [])


def check_tokens(tables):
    """The words of the texts, counted and left out, are the same sum in each table that has them."""
    frequencies, forms, segments = tables["frequency.csv"], tables["data/forms.csv"], tables["data/segments.csv"]
    by_document, documents, totals = tables["data/terms_by_document.csv"], tables.documents, tables.summary
    counted = [row for row in segments if row["counted"] == "true"]
    left_out = [row for row in segments if row["counted"] != "true"]
    tables.total("tokens of the texts", "tokens counted + tokens left out", totals["tokens counted"] + totals["tokens left out"])
    for is_what, rows, name in (("frequency.csv", frequencies, "frequency"), ("data/forms.csv", forms, "frequency"),
                                ("documents.csv", documents, "tokens"), ("data/segments.csv", counted, "tokens"),
                                ("data/terms_by_document.csv", by_document, "count")):
        tables.total("tokens counted", f"the sum of {is_what}", column(rows, name))
    tables.total("tokens left out", "excluded_tokens of documents.csv", column(documents, "excluded_tokens"))
    tables.total("tokens left out", "words of segments that are not counted", column(left_out, "tokens"))
    tables.total("sentences", "sentences of documents.csv", column(documents, "sentences"))
    tables.total("sentences", "sentences of segments counted", column(counted, "sentences"))
    tables.total("types", "distinct terms of data/forms.csv", len({(row["language"], row["term"]) for row in forms}))
    if "the rows of data/forms.csv" in next(row["meaning"] for row in tables["summary.csv"] if row["subject"] == "types"):
        tables.total("types", "rows of data/forms.csv, as its meaning says", len(forms))
    tables.total("stems", "rows of frequency.csv", len(frequencies))
    for name, rows in (("tokens", counted), ("excluded_tokens", left_out)):
        sums = summed(rows, ["document"], "tokens")
        wrong = [row["path"] for row in documents if sums.get((row["document"],), 0) != int(row[name])]
        tables.equal(f"{name} of documents.csv and data/segments.csv", wrong, [])
    sums, stems = summed(by_document, ["document"], "count"), Counter(row["document"] for row in by_document)
    wrong = [row["path"] for row in documents if sums.get((row["document"],), 0) != int(row["tokens"])]
    tables.equal("tokens of documents.csv and data/terms_by_document.csv", wrong, [])
    wrong = [row["path"] for row in documents if stems[row["document"]] != int(row["stems"])]
    tables.equal("stems of documents.csv and data/terms_by_document.csv", wrong, [])
    same = ("sentences", "tokens", "types")
    diverse = {row["name"]: [row[name] for name in same] for row in tables["data/diversity.csv"] if row["level"] == "document"}
    wrong = [row["path"] for row in documents if diverse.get(row["path"], ["0", "0", "0"]) != [row[name] for name in same]]
    tables.equal("sentences, tokens and types of documents.csv and data/diversity.csv", wrong, [])
    counts = Counter(row["document"] for row in segments)
    tables.equal("segments of documents.csv", [row["path"] for row in documents if counts[row["document"]] != int(row["segments"])], [])
    wide = tables["data/documents_wide.csv"]
    shared = [name for name in documents[0] if name in wide[0]]
    tables.equal("data/documents_wide.csv and documents.csv", [[row[name] for name in shared] for row in wide],
                 [[row[name] for name in shared] for row in documents])


def check_stems(tables):
    """A stem has the same frequency wherever it stands; rates, ranks, shares and tf-idf are what columns.csv says of them."""
    frequencies, by_document = tables["frequency.csv"], tables["data/terms_by_document.csv"]
    key = ["language", "stem"]
    total = summed(frequencies, key, "frequency")
    tables.equal("rows of frequency.csv for one stem twice", len(frequencies) - len(total), 0)
    for name, value in (("data/forms.csv", "frequency"), ("data/terms_by_document.csv", "count")):
        tables.equal(f"frequency.csv and {name}", unequal(total, summed(tables[name], key, value)), [])
    documents = Counter((row["language"], row["stem"]) for row in by_document)
    wrong = [row["stem"] for row in frequencies if documents[row["language"], row["stem"]] != int(row["document_frequency"])]
    tables.equal("document_frequency of frequency.csv and data/terms_by_document.csv", wrong, [])
    tokens = summed(frequencies, ["language"], "frequency")
    wrong = [row["stem"] for row in frequencies
             if abs(float(row["per_million"]) - 1e6 * int(row["frequency"]) / tokens[row["language"],]) > 2e-6]
    tables.equal("per_million of frequency.csv", wrong, [])
    ordered = sorted((int(row["frequency"]) for row in frequencies), reverse=True)
    wrong = [row["stem"] for row in frequencies if int(row["rank"]) != ordered.index(int(row["frequency"])) + 1]
    tables.equal("ranks of frequency.csv", wrong, [])
    wrong = [row["surface"] for row in tables["data/forms.csv"]
             if abs(float(row["share_of_stem"]) - int(row["frequency"]) / total.get((row["language"], row["stem"]), 1)) > 2e-6]
    tables.equal("share_of_stem of data/forms.csv", wrong, [])
    spread = defaultdict(list)
    for row in tables["data/forms.csv"]:
        spread[row["language"], row["stem"]].append(int(row["document_frequency"]))
    wrong = [key for key, found in spread.items() if not max(found) <= documents[key] <= sum(found)]
    tables.equal("document_frequency of data/forms.csv and of its stem", wrong, [])
    with_words = Counter(language for _, language in {(row["document"], row["language"]) for row in by_document})
    wrong = [(row["path"], row["stem"]) for row in by_document if abs(float(row["tf_idf"]) - int(row["count"]) * math.log10(
        with_words[row["language"]] / documents[row["language"], row["stem"]])) > 2e-6]
    tables.equal("tf_idf of data/terms_by_document.csv", wrong, [])
    spread = {(row["language"], row["words"]): (int(row["frequency"]), int(row["range"]))
              for row in tables["data/dispersion.csv"] if row["n"] == "1"}
    expected = {key: (times, documents[key]) for key, times in total.items() if times >= 5}
    tables.equal("data/dispersion.csv and frequency.csv", unequal(spread, expected), [])


def values_of_documents(tables):
    """The values of each level by which words_by_group.csv may group: document, value."""
    levels = defaultdict(dict)
    for row in tables.documents:
        for level in ("group", "source", "genre"):
            if row[level]:
                levels[level][row["document"]] = row[level]
    for row in tables["data/attributes.csv"]:
        levels[row["attribute"]][row["document"]] = row["value"]
    return levels


def check_groups(tables):
    """words_by_group.csv is data/terms_by_document.csv, summed; keyness.csv is that of groups."""
    by_document, sums, documents = tables["data/terms_by_document.csv"], Counter(), Counter()
    total = summed(by_document, ["language", "stem"], "count")
    levels = values_of_documents(tables)
    for level, values in levels.items():
        if not 2 <= len(set(values.values())) <= 50:
            continue
        for row in by_document:
            if row["document"] in values:
                key = (level, values[row["document"]], row["language"], row["stem"])
                sums[key] += int(row["count"])
                documents[key] += 1
    expected = {key: (times, documents[key]) for key, times in sums.items() if total[key[2:]] >= 5}
    rows = tables["words_by_group.csv"]
    found = {(row["level"], row["value"], row["language"], row["stem"]): (int(row["frequency"]), int(row["document_frequency"]))
             for row in rows}
    tables.equal("words_by_group.csv and data/terms_by_document.csv", unequal(found, expected), [])
    tables.equal("rows of words_by_group.csv twice", len(rows) - len(found), 0)
    tokens = Counter()
    for (level, one, language, _), number in sums.items():
        tokens[level, one, language] += number
    wrong = [(row["value"], row["stem"]) for row in rows
             if abs(float(row["per_million"]) - 1e6 * int(row["frequency"]) / tokens[row["level"], row["value"], row["language"]]) > 2e-6]
    tables.equal("per_million of words_by_group.csv", wrong, [])
    wrong = []
    for row in tables["keyness.csv"]:
        level, _, value = row["comparison"].partition(": ")
        if level != "group":
            continue
        target = sums["group", value, row["language"], row["stem"]]
        grouped = sum(sums["group", other, row["language"], row["stem"]] for other in set(levels["group"].values()))
        # All others: those of other groups, and those of no group.
        reference = {grouped - target, total[row["language"], row["stem"]] - target}
        rates = [int(row[f"{side}_frequency"]) or 0.5 for side in ("target", "reference")]
        rates = [rate / int(row[f"{side}_tokens"]) for rate, side in zip(rates, ("target", "reference"))]
        if (int(row["target_frequency"]) != target or int(row["reference_frequency"]) not in reference
                or int(row["target_document_frequency"]) != documents["group", value, row["language"], row["stem"]]
                or int(row["target_tokens"]) != tokens["group", value, row["language"]]
                or abs(float(row["log_ratio"]) - math.log2(rates[0] / rates[1])) > 2e-6):
            wrong.append((row["comparison"], row["stem"]))
    tables.equal("frequencies of keyness.csv and data/terms_by_document.csv", wrong, [])


def check_periods(tables):
    """trends.csv is data/terms_by_document.csv, summed by the months of documents.csv."""
    months = {row["document"]: row["date"][:7] for row in tables.documents if len(row["date"]) >= 7}
    counts, tokens = Counter(), Counter()
    for row in tables["data/terms_by_document.csv"]:
        if row["document"] in months:
            counts[row["language"], row["stem"], months[row["document"]]] += int(row["count"])
            tokens[row["language"], months[row["document"]]] += int(row["count"])
    rows = [row for row in tables["trends.csv"] if not row["part"]]
    wrong = [(row["word"], row["period"]) for row in rows if int(row["frequency"]) != counts[row["language"], row["word"], row["period"]]
             or int(row["tokens"]) != tokens[row["language"], row["period"]]]
    tables.equal("trends.csv and data/terms_by_document.csv", wrong, [])
    lines = Counter((row["language"], row["word"], row["period"]) for row in rows)
    tables.equal("rows of trends.csv twice", [key for key, times in lines.items() if times > 1], [])
    sums = Counter()
    for row in rows:
        sums[row["language"], row["word"]] += int(row["frequency"])
    wrong = [key for key, number in sums.items() if number != sum(n for (*word, _), n in counts.items() if tuple(word) == key)]
    tables.equal("words of trends.csv without all of their months", wrong, [])


def check_topics(tables):
    """The shares of topics in a passage, a document and all are 1; passages are as many as summary.csv says."""
    rows, topics = tables["data/topic_documents.csv"], tables["topics.csv"]
    if not topics:
        # Too few words: that is said, and no table speaks of topics.
        tables.equal("rows of data/topic_documents.csv without a model", len(rows), 0)
        tables.check(any(row["stage"] == "topics" for row in tables["warnings.csv"]), "no topics, and no warning that says why")
        return
    shares = Counter()
    for row in rows:
        shares[row["path"], row["passage"]] += float(row["share"])
    tables.equal("shares of topics that are not 1", [key for key, share in shares.items() if abs(share - 1) > 1e-5], [])
    tables.total("passages", "passages of data/topic_documents.csv", len(shares))
    words = {(row["path"], row["passage"]): int(row["tokens"]) for row in rows}
    tables.total("words in passages", "tokens of data/topic_documents.csv", sum(words.values()))
    tables.total("topics", "rows of topics.csv", len(topics))
    tables.check(abs(sum(float(row["prevalence"]) for row in topics) - 1) < 1e-5, "the prevalences of topics.csv are not 1 in all")
    tables.equal("passages of topics.csv", column(topics, "passages"), len(shares))


def check_sequences(tables):
    """n-grams with and without a row add up; single terms are those of data/forms.csv."""
    rows = tables["data/ngrams.csv"]
    for n in (1, 2, 3):
        own = [row for row in rows if row["n"] == str(n)]
        of = tables.summary
        tables.total(f"{n}-grams", "in rows + too rare for a row", of[f"{n}-grams in rows"] + of[f"{n}-grams too rare for a row"])
        tables.total(f"{n}-grams in rows", "the sum of data/ngrams.csv", column(own, "frequency"))
        tables.total(f"different {n}-grams in rows", "rows of data/ngrams.csv", len(own))
        rare = of[f"different {n}-grams"] - of[f"different {n}-grams in rows"]
        tables.equal(f"different {n}-grams below 2 occur once", rare, of[f"{n}-grams too rare for a row"])
    tables.total("1-grams", "tokens counted", tables.summary["tokens counted"])
    for n in ("1", "2", "3"):
        own = [int(row["frequency"]) for row in rows if row["n"] == n]
        ordered = sorted(own, reverse=True)
        ranks = [int(row["rank"]) for row in rows if row["n"] == n]
        tables.equal(f"ranks of {n}-grams", ranks, [ordered.index(frequency) + 1 for frequency in own])
    single = {(row["language"], row["words"]): int(row["frequency"]) for row in rows if row["n"] == "1"}
    terms = summed(tables["data/forms.csv"], ["language", "term"], "frequency")
    tables.equal("sequences of one term and data/forms.csv", unequal(single, {key: n for key, n in terms.items() if n > 1}), [])
    starts = Counter()
    for row in rows:
        if row["n"] == "3":
            starts[row["language"], row["words"].rsplit(" ", 1)[0]] += int(row["frequency"])
    pairs = {(row["language"], row["words"]): int(row["frequency"]) for row in rows if row["n"] == "2"}
    tables.equal("3-grams that are more than their first two terms", [key for key, n in starts.items() if n > pairs.get(key, 0)], [])


def check_people(tables):
    """speakers.csv is data/segments.csv, summed; quotations, marks and passages are as many as summary.csv says."""
    spoken, where = Counter(), defaultdict(set)
    for row in tables["data/segments.csv"]:
        if row["counted"] == "true" and row["role"]:
            spoken[row["speaker_name"] or row["speaker"], row["role"]] += int(row["tokens"])
            where[row["speaker_name"] or row["speaker"], row["role"]] |= {row["document"]} if row["tokens"] != "0" else set()
    speakers = tables["speakers.csv"]
    found = {(row["speaker"], row["role"]): int(row["tokens"]) for row in speakers}
    named = {key: tokens for key, tokens in spoken.items() if tokens and key[0]}
    tables.equal("speakers.csv and data/segments.csv", unequal(found, named), [])
    wrong = [row["speaker"] for row in speakers if int(row["documents"]) != len(where[row["speaker"], row["role"]])]
    tables.equal("documents of speakers.csv and data/segments.csv", wrong, [])
    if speakers:
        tables.check(abs(sum(float(row["share"]) for row in speakers) - 1) < 1e-4, "shares of speakers.csv are not 1 in all")
    quotes, traces = tables["quotes.csv"], tables["quote_traces.csv"]
    of = tables.summary
    tables.total("opening marks", "rows of quotes.csv", len(quotes))
    tables.total("quotation marks and apostrophes", "opening + closing + apostrophes + unresolved",
                 of["opening marks"] + of["closing marks"] + of["apostrophes"] + of["unresolved marks"])
    claimed = [row for row in traces if row["rank"] == "1" and row["verdict"] in ("exact", "edited", "retranslated")]
    # Without quotations of four words there is no such row.
    tables.equal("quotations with a source of summary.csv and quote_traces.csv", of.get("quotations with a source", 0), len(claimed))
    outer = sum(row["counted"] == "true" and row["kind"] != "nested" for row in quotes)
    quoted = column([row for row in tables["speakers_quoted.csv"] if row["level"] == "corpus"], "quotations")
    tables.equal("quotations of speakers_quoted.csv and quotes.csv, counted and not nested", quoted, outer)
    tables.total("shared passages", "rows of passages.csv", len(tables["passages.csv"]))
    tables.total("places of shared passages", "rows of data/passage_places.csv", len(tables["data/passage_places.csv"]))
    tables.total("passages taken over", "rows of reuse.csv", len(tables["reuse.csv"]))
    places = Counter(row["passage"] for row in tables["data/passage_places.csv"])
    wrong = [row["passage"] for row in tables["passages.csv"] if places[row["passage"]] != int(row["places"])]
    tables.equal("places of passages.csv and data/passage_places.csv", wrong, [])
    known = {(row["path"], row["quote"]) for row in quotes}
    strange = [row["path"] for row in traces if (row["path"], row["quote"]) not in known]
    tables.equal("rows of quote_traces.csv for no row of quotes.csv", strange, [])


def flat(text):
    """A text with one blank for each run of white space."""
    return " ".join(text.split())


def unguarded(cell):
    """A text as it was before apostrophes were put where a spreadsheet might see a formula: one is taken
    away where a cell may begin: at the beginning, and behind separators and line ends, also with quotation marks between."""
    return re.sub(r"(^|[;,\t\r\n]\"*)'", r"\1", cell)


def check_ranges(tables, texts):
    """Segments cover each text; ranges lie in the text, on whole characters, and show what the tables say stands there."""
    sizes = {row["path"]: int(row["text_bytes"]) for row in tables.documents}
    decoded = {path: text.encode() for path, text in texts.items()}
    wrong = [path for path, text in decoded.items() if sizes.get(path) != len(text)]
    tables.equal("text_bytes of documents.csv", wrong, [])
    reached, gaps = Counter(), []
    for row in tables["data/segments.csv"]:
        if int(row["byte_start"]) != reached[row["path"]] or int(row["byte_end"]) <= int(row["byte_start"]):
            gaps.append((row["path"], row["segment"]))
        reached[row["path"]] = int(row["byte_end"])
    gaps += [(path, "its end") for path, size in sizes.items() if reached[path] != size]
    tables.equal("segments that do not cover their text without gaps", gaps, [])
    places = [("data/segments.csv", "path", "byte_start", "byte_end", "beginning"), ("kwic.csv", "path", "byte_start", "byte_end", "node"),
              ("quotes.csv", "path", "byte_start", "byte_end", "text"), ("data/passage_places.csv", "path", "byte_start", "byte_end", None),
              ("reuse.csv", "source_document", "source_start", "source_end", None),
              ("reuse.csv", "text_document", "text_start", "text_end", None),
              ("quote_traces.csv", "source_document", "source_start", "source_end", "source_text"),
              ("data/topic_passages.csv", "path", "byte_start", "byte_end", "sentence")]
    for name, path, start, end, shown in places:
        wrong = []
        for row in tables[name]:
            if not row[start]:
                continue
            first, last, text = int(row[start]), int(row[end]), decoded.get(row[path])
            if not 0 <= first < last <= sizes.get(row[path], -1):
                wrong.append((row[path], first, last))
            elif text is not None:
                try:
                    there = flat(text[first:last].decode())
                except UnicodeDecodeError:
                    wrong.append((row[path], first, last, "inside a character"))
                    continue
                cell = flat(unguarded(row[shown])).rstrip("…").rstrip() if shown else ""
                if cell not in there:
                    wrong.append((row[path], first, last, cell[:40], there[:40]))
        tables.equal(f"ranges of {name} that are not in their text, or are of another", wrong, [])


def letters(text):
    """The words of a text as they are compared: without case, and what is between them."""
    return re.findall(r"\w+", text.casefold())


def check_same_words(tables, texts):
    """What is said to be the same stands at both ends of each range: passages, exact reuse, quotations with their marks, nodes."""
    decoded = {path: text.encode() for path, text in texts.items()}

    def at(row, path, start, end):
        return decoded[row[path]][int(row[start]):int(row[end])].decode(errors="replace")

    shown, wrong = {row["passage"]: row for row in tables["passages.csv"]}, []
    for row in tables["data/passage_places.csv"]:
        if row["path"] not in decoded:
            continue
        text, cell = at(row, "path", "byte_start", "byte_end"), shown[row["passage"]]
        there = letters(text)
        beginning = letters(unguarded(cell["text"]).rstrip("…"))
        # A long text is cut, maybe inside its last word.
        whole = len(cell["text"]) < 290
        if there[:len(beginning) - 1] != beginning[:-1] or (whole and there != beginning) or text != text.strip():
            wrong.append((row["passage"], row["path"], row["byte_start"]))
    tables.equal("places of data/passage_places.csv with other words than passages.csv", wrong, [])
    wrong = []
    for row in tables["reuse.csv"]:
        if row["identity"] == "1.000000" and row["source_document"] in decoded and row["text_document"] in decoded:
            source = letters(at(row, "source_document", "source_start", "source_end"))
            if source != letters(at(row, "text_document", "text_start", "text_end")):
                wrong.append((row["source_document"], row["text_document"], row["source_start"]))
    tables.equal("rows of reuse.csv without a difference, with other words", wrong, [])
    wrong = [(row["path"], row["node"]) for row in tables["kwic.csv"] if row["path"] in decoded
             and re.sub(r"[\r\n]", " ", at(row, "path", "byte_start", "byte_end")) != unguarded(row["node"])]
    tables.equal("nodes of kwic.csv that are not all of their range", wrong, [])
    wrong = []
    for row in tables["quotes.csv"]:
        if row["path"] in decoded and row["status"] == "closed" and len(row["text"]) < 290:
            there, (first, last) = at(row, "path", "byte_start", "byte_end"), unguarded(row["marks"]).split()
            inside = flat(there[len(first):-len(last)])
            if not (there.startswith(first) and there.endswith(last) and inside == flat(unguarded(row["text"]))):
                wrong.append((row["path"], row["quote"], there[:40]))
    tables.equal("quotations of quotes.csv that are not their range without its marks", wrong, [])
    wrong = [(row["path"], row["quote"], row["rank"]) for row in tables["quote_traces.csv"] if row["source_document"] in decoded
             and len(row["source_text"]) < 290
             and flat(at(row, "source_document", "source_start", "source_end")) != flat(unguarded(row["source_text"]))]
    tables.equal("sources of quote_traces.csv that are not all of their range", wrong, [])


def check_nodes(tables):
    """kwic.csv has each occurrence of a node that is one term."""
    terms = Counter()
    for row in tables["data/forms.csv"]:
        terms[row["term"]] += int(row["frequency"])
    shown = Counter(row["pattern"] for row in tables["kwic.csv"])
    for node in ("river", "treaty"):
        tables.equal(f"occurrences of {node} in kwic.csv and data/forms.csv", shown[node], terms[node])


def check_all(tables, files, texts):
    check_ledger(tables, files)
    check_paths(tables)
    check_tokens(tables)
    check_stems(tables)
    check_groups(tables)
    check_periods(tables)
    check_topics(tables)
    check_sequences(tables)
    check_people(tables)
    check_ranges(tables, texts)
    check_same_words(tables, texts)
    check_nodes(tables)


def conservation(board):
    """The tables of random corpora balance as summary.csv says, name no document that is not there, and quote what stands there."""
    board.row("conservation")
    seeds = range(1, 7 if board.is_short else 41)
    words = 0
    for seed in seeds:
        files, texts = mixed_corpus(seed)
        with Place(board, memory()) as place:
            fill(place.input, files, files)
            place.settings(CONSERVED)
            result = place.run("-t", str(seed % 3 + 1))
            reproduce = f"mixed_corpus({seed}), settings CONSERVED"
            if not board.check(result.returncode == 3, f"{reproduce}: exit {result.returncode}, not 3: {result.said[-300:]}"):
                continue
            problem = is_whole_set(place.output)
            board.check(problem is None, f"{reproduce}: {problem}")
            manifest = json.loads((place.output / "manifest.json").read_text(encoding="utf-8"))
            rows = {output["file"]: output["rows"] for output in manifest["outputs"] if output["file"].endswith(".csv")}
            try:
                tables = Tables(board, place.output, seed)
                wrong = [name for name, number in rows.items() if len(tables[name]) != number]
                tables.equal("tables whose rows are not as many as manifest.json says", wrong, [])
                check_all(tables, files, texts)
                words += tables.summary["tokens counted"]
            except BROKEN as error:
                board.check(False, f"{reproduce}: a table cannot be read as columns.csv describes it: {error!r}")
    board.note(f"{len(seeds)} corpora, {words} words counted")


# ---- Metamorphic laws: what a change of the documents must not change, or must change in one way only.

# The words of all kinds of segment, and one language: so how a text is cut into segments is in no law.
PLAIN = """
[input]
language = "en"
[selection]
exclude_kinds = []
[topics]
k = 0
"""
COUNTS = ("--only", "frequency,forms,ngrams,documents", "-t", "1")


def plain_corpus(rng, extra=""):
    """Documents of paragraphs by their paths. No spelling is in capitals alone, so that none is an acronym."""
    texts = {}
    for number in range(rng.randint(2, 6)):
        paragraphs = []
        for _ in range(rng.randint(1, 5)):
            sentences = [sentence(rng, "en", rng.randint(5, 15)) for _ in range(rng.randint(1, 4))]
            if extra:
                sentences.append(f"{rng.choice(extra.split()).capitalize()} {rng.choice(extra.split())} is {rng.choice(extra.split())}.")
            paragraphs.append(" ".join(sentences))
        texts[f"{rng.choice(('north', 'south'))}/doc-aaa-{number:03}.txt"] = "\n\n".join(paragraphs) + "\n"
    return texts


class Law:
    """A law over one corpus: runs over documents, whose counts are compared."""

    def __init__(self, board, place, name, seed):
        self.board, self.place, self.name, self.number = board, place, name, 0
        self.reproduce = f"law {name}, seed {seed}"
        self.rng = random.Random(f"{name} {seed}")

    def check(self, holds, what):
        return self.board.check(holds, f"{self.reproduce}: {what}")

    def run(self, files, settings=PLAIN, more=COUNTS, code=0):
        """Counts files, texts or bytes by their paths; the counts are empty if the run did not end as it must."""
        self.number += 1
        folder, output = (self.place.folder / f"{kind}-{self.number}" for kind in ("in", "out"))
        folder.mkdir()
        fill(folder, {path: file if isinstance(file, bytes) else file.encode() for path, file in files.items()}, files)
        self.place.settings(settings)
        result = finished([str(self.board.textmill), "run", str(folder), "-o", str(output), "-c", str(self.place.folder / "c.toml"), "-q",
                           *more])
        self.check(result.returncode == code, f"run {self.number}: exit {result.returncode}, not {code}: {result.said[-300:]}")
        return Counts(output)

    def equal(self, what, one, other):
        return self.check(one == other, f"{what}: {short(unequal(one, other) if isinstance(one, dict) else (one, other))}")

    def same(self, one, other, but=()):
        """Checks that two runs have the same rows of frequency.csv, but for some columns."""
        self.check(one.rows, "the first run counted nothing")
        self.equal("rows of frequency.csv", one.without(but), other.without(but))


class Counts:
    """What a run counted."""

    def __init__(self, output):
        self.output = output
        self.rows = table(output / "frequency.csv") if (output / "frequency.csv").is_file() else []

    def without(self, names):
        """The rows of frequency.csv by language and stem, without some columns."""
        return {(row["language"], row["stem"]): tuple(row[name] for name in row if name not in names) for row in self.rows}

    def stems(self):
        return summed(self.rows, ["stem"], "frequency")

    def terms(self):
        """The frequencies of terms."""
        return summed(table(self.output / "data/forms.csv"), ["term"], "frequency")

    def sequences(self):
        return summed(table(self.output / "data/ngrams.csv"), ["n", "words"], "frequency")


def times(counts, factor):
    return {key: factor * count for key, count in counts.items()}


def law_names(law):
    """Other names of files, in the same order: no table says anything else but these names."""
    texts = plain_corpus(law.rng)
    more = ("--formats", "csv", "-t", "1")
    one, other = law.run(texts, more=more), law.run({path.replace("aaa", "bbb"): text for path, text in texts.items()}, more=more)
    law.check(len(hashes(one.output)) > 20, "fewer than 20 files")
    for name in sorted(hashes(one.output)):
        if name.endswith(".csv"):
            before, after = ((counts.output / name).read_bytes() for counts in (one, other))
            law.check(before.replace(b"doc-aaa-", b"doc-bbb-") == after, f"{name} says something else")


def law_nothing_added(law):
    """A document that is empty, a file that cannot be read, or one that is left out changes no count."""
    texts = plain_corpus(law.rng)
    one = law.run(texts)
    law.same(one, law.run(texts | {"north/empty.txt": b""}))
    law.same(one, law.run(texts | {"north/blank.txt": b" \n\n\t\n"}))
    law.same(one, law.run(texts | {"north/noise.txt": law.rng.randbytes(900)}, code=3))
    law.same(one, law.run(texts | {"north/noise.pdf": b"%PDF-1.7 and nothing"}, code=3))
    law.same(one, law.run(texts | {"north/.hidden.txt": b"river river river"}))
    settings = PLAIN.replace("[input]", '[input]\nexclude = ["drafts/**"]')
    law.same(one, law.run(texts | {"drafts/d.txt": b"river river river"}, settings))


def law_copies(law):
    """All documents twice, in another folder: each count is twice as large; without exact duplicates it is as before."""
    texts = {path: text + f"\nDocument number {number} ends here.\n" for number, (path, text) in enumerate(plain_corpus(law.rng).items())}
    copies = texts | {f"zzz/{path}": text for path, text in texts.items()}
    one, two = law.run(texts), law.run(copies)
    for name in ("frequency", "document_frequency"):
        law.equal(name, times(summed(one.rows, ["stem"], name), 2), summed(two.rows, ["stem"], name))
    law.same(one, two, but=("frequency", "document_frequency"))
    law.equal("terms", times(one.terms(), 2), two.terms())
    dropped = PLAIN.replace("[selection]", '[selection]\nduplicates = "drop-exact"')
    law.same(one, law.run(copies, dropped))


def law_text_twice(law):
    """Each text twice in its document: counts are twice as large, and in as many documents."""
    texts = plain_corpus(law.rng)
    one, two = law.run(texts), law.run({path: f"{text}\n{text}" for path, text in texts.items()})
    law.equal("frequency", times(one.stems(), 2), two.stems())
    law.same(one, two, but=("frequency",))


def law_line_ends(law):
    """CRLF, CR, more blank lines, blanks at the ends of lines, or a last line without an end: the same counts."""
    texts = plain_corpus(law.rng)
    one = law.run(texts)
    for change in (lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("\n", "\r"),
                   lambda text: text.replace("\n\n", "\n\n\n\n"), lambda text: text.replace("\n", " \n"), str.strip):
        law.same(one, law.run({path: change(text) for path, text in texts.items()}))


def law_encodings(law):
    """A byte order mark, UTF-16, UTF-32, and code pages that the settings name: the same counts."""
    texts = plain_corpus(law.rng, "café élève façade naïve über größe señor")
    one = law.run(texts)
    for codec in ("utf-8-sig", "utf-16", "utf-32"):
        law.same(one, law.run({path: text.encode(codec) for path, text in texts.items()}))
    law.same(one, law.run({path: b"\xfe\xff" + text.encode("utf-16-be") for path, text in texts.items()}))
    for codec, label in (("latin-1", "iso-8859-1"), ("cp1252", "windows-1252")):
        settings = PLAIN.replace("[input]", f'[input]\nencodings = {{ "**/*.txt" = "{label}" }}')
        law.same(one, law.run({path: text.encode(codec) for path, text in texts.items()}, settings))


def law_composition(law):
    """Accents as signs of their own (NFD), or composed: the same rows, and the same sequences."""
    texts = plain_corpus(law.rng, "café élève façade naïve über größe señor tiếng Ångström")
    one = law.run(texts)
    law.check(any(not row["surface"].isascii() for row in one.rows), "no word has an accent")
    for form in (lambda _: "NFD", lambda _: law.rng.choice(("NFC", "NFD"))):
        other = law.run({path: "".join(unicodedata.normalize(form(0), part) for part in re.split(r"(\s+)", text))
                         for path, text in texts.items()})
        law.same(one, other)
        law.equal("sequences", one.sequences(), other.sequences())


def packings(texts):
    """The same texts in other files."""
    packed, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in texts.items():
            archive.writestr(path, text)
    with tarfile.open(fileobj=tarred, mode="w") as archive:
        for path, text in texts.items():
            member = tarfile.TarInfo(path)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    records = [{"text": text} for text in texts.values()]
    return {
        "gzip": {f"{path}.gz": gzip.compress(text.encode()) for path, text in texts.items()},
        "zip": {"all.zip": packed.getvalue()},
        "tar": {"all.tar": tarred.getvalue()},
        "tar.gz": {"all.tar.gz": gzip.compress(tarred.getvalue())},
        "JSON lines": {"all.jsonl": "\n".join(map(json.dumps, records))},
        "JSON lines, gzip": {"all.jsonl.gz": gzip.compress("\n".join(map(json.dumps, records)).encode())},
        "JSON": {"all.json": json.dumps(records)},
        "CSV": {"all.csv": cells([("text",), *((text,) for text in texts.values())])},
        "TSV": {"all.tsv": tabs(texts)},
        "docx": {path.replace(".txt", ".docx"): docx(text.strip()) for path, text in texts.items()},
    }


def tabs(texts):
    """A table with tabs between its cells."""
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows([("id", "text"), *enumerate(texts.values())])
    return text.getvalue()


def law_packing(law):
    """The texts packed, or as records of a table, or as documents of an office: the same counts."""
    texts = plain_corpus(law.rng)
    one = law.run(texts)
    for name, files in packings(texts).items():
        law.reproduce = f"{law.reproduce.split(', as')[0]}, as {name}"
        law.same(one, law.run(files))


def law_splitting(law):
    """A document that is parted at the end of a paragraph: the same terms and sequences."""
    texts = plain_corpus(law.rng)
    parted = {path.replace(".txt", f"-{number}.txt"): part
              for path, text in texts.items() for number, part in enumerate(text.split("\n\n"))}
    one, other = law.run(texts), law.run(parted)
    law.equal("terms", one.terms(), other.terms())
    law.equal("sequences", one.sequences(), other.sequences())
    law.same(one, other, but=("document_frequency",))


def law_order(law):
    """Texts in one file, in this order or another: the same rows."""
    texts = list(plain_corpus(law.rng).values())
    law.same(law.run({"all.txt": "\n".join(texts)}), law.run({"all.txt": "\n".join(reversed(texts))}))


def law_sum(law):
    """Two halves of the documents, counted by themselves, add up to the whole."""
    texts = plain_corpus(law.rng)
    paths = sorted(texts)
    halves = [law.run({path: texts[path] for path in part}) for part in (paths[::2], paths[1::2])]
    whole = law.run(texts)
    law.equal("terms", dict(Counter(halves[0].terms()) + Counter(halves[1].terms())), whole.terms())
    found = [Counter(summed(part.rows, ["stem"], "document_frequency")) for part in halves]
    law.equal("documents", dict(found[0] + found[1]), summed(whole.rows, ["stem"], "document_frequency"))


def law_capitals(law):
    """All in capitals, or all in lower case: the same terms."""
    texts = plain_corpus(law.rng, "café élève façade naïve größe")
    one = law.run(texts)
    for change in (str.upper, str.lower, str.title):
        law.equal(f"terms, {change.__name__}", one.terms(), law.run({path: change(text) for path, text in texts.items()}).terms())


def law_invisible(law):
    """Soft hyphens and joiners inside words, or another apostrophe: the same terms."""
    texts = plain_corpus(law.rng, "don't it's minister's we're o'clock")
    one = law.run(texts)
    for sign in ("\u00ad", "\u200d", "\u2060", "\ufe0f"):
        changed = {path: re.sub(r"(?<=[a-z])(?=[a-z])", lambda _: law.rng.choice((sign, "", "")), text) for path, text in texts.items()}
        law.equal(f"terms with U+{ord(sign):04X}", one.terms(), law.run(changed).terms())
    changed = {path: text.replace("'", "\u2019") for path, text in texts.items()}
    law.equal("terms with curly apostrophes", one.terms(), law.run(changed).terms())


def law_sides(law):
    """Groups that change their names: keyness changes sides, and the sign of the effect."""
    texts = plain_corpus(law.rng) | {f"more/{number}.txt": prose(law.rng, "en", 2) for number in range(4)}
    sides = dict(zip(sorted(texts), ["left", "right"] * len(texts)))
    other = {"left": "right", "right": "left"}
    settings = PLAIN + '[keyness]\nby = "group"\npermutations = 0\n'

    def run(groups):
        metadata = cells([("path", "group"), *groups.items()])
        output = law.run(texts | {"metadata.csv": metadata}, settings, ("--only", "frequency,keyness", "-t", "1")).output
        return {row["stem"]: row for row in table(output / "keyness.csv")}

    one, two = run(sides), run({path: other[side] for path, side in sides.items()})
    law.check(one, "nothing was compared")
    law.equal("stems", sorted(one), sorted(two))
    pairs = {"target_frequency": "reference_frequency", "target_tokens": "reference_tokens", "target_documents": "reference_documents",
             "target_document_frequency": "reference_document_frequency", "q": "q"}
    negative = {"log_ratio": "log_ratio", "log_ratio_low": "log_ratio_high", "log_likelihood": "log_likelihood"}
    for here, there in {**pairs, **{there: here for here, there in pairs.items()}}.items():
        law.equal(f"{here} and {there}", {stem: row[here] for stem, row in one.items()},
                  {stem: row[there] for stem, row in two.items() if stem in one})
    for here, there in {**negative, "log_ratio_high": "log_ratio_low"}.items():
        law.equal(f"{here} and - {there}", {stem: value(row[here]) for stem, row in one.items()},
                  {stem: value(row[there], -1) for stem, row in two.items() if stem in one})


def value(cell, sign=1):
    """A number of a table, or nothing; 0 has no sign."""
    return sign * float(cell) + 0.0 if cell else None


def law_stop_words(law):
    """A list of stop words marks words, and changes no other column."""
    texts = plain_corpus(law.rng)
    (law.place.folder / "stop.txt").write_text("river\ntreaty\nbarge\n", encoding="utf-8")
    one, other = law.run(texts), law.run(texts, PLAIN + '[stop_words]\nfile = "stop.txt"\n')
    law.same(one, other, but=("stop_word",))
    before, after = ({row["stem"] for row in counts.rows if row["stop_word"] == "true"} for counts in (one, other))
    stems = {"river", "treati", "barg"} & {row["stem"] for row in one.rows}
    law.equal("stems that are marked", sorted(after), sorted(before | stems))


def law_units(law):
    """Words counted as terms, or as they are written, are those of data/forms.csv."""
    texts = plain_corpus(law.rng)
    forms = table(law.run(texts).output / "data/forms.csv")
    for unit, name in (("term", "term"), ("surface", "surface")):
        other = law.run(texts, PLAIN + f'[words]\nunit = "{unit}"\n')
        law.equal(f"counted as {unit}", summed(forms, [name], "frequency"), other.stems())


def law_selection(law):
    """Documents that an attribute or a pattern selects are counted as if there were no others."""
    texts = plain_corpus(law.rng) | {"more/zzz.txt": prose(law.rng, "en", 2), "more/yyy.txt": prose(law.rng, "en", 2)}
    sides = dict(zip(sorted(texts), ["left", "right"] * len(texts)))
    metadata = {"metadata.csv": cells([("path", "side"), *sides.items()])}
    one = law.run({path: text for path, text in texts.items() if sides[path] == "left"})
    law.same(one, law.run(texts | metadata, PLAIN.replace("[selection]", '[selection]\nwhere = { side = ["left"] }')))
    right = [path for path, side in sides.items() if side == "right"]
    law.same(one, law.run(texts, PLAIN.replace("[input]", f"[input]\nexclude = {json.dumps(['/' + path for path in right])}")))


def law_only(law):
    """One report alone is the same file as among all; a manifest repeats its run."""
    texts = plain_corpus(law.rng)
    one = law.run(texts, more=("-t", "1"))
    alone = law.run(texts, more=("--only", "frequency", "-t", "2"))
    law.check((one.output / "frequency.csv").read_bytes() == (alone.output / "frequency.csv").read_bytes(), "frequency.csv alone differs")
    again = law.place.folder / "again"
    # The folder of the first run of this law.
    result = finished([str(law.board.textmill), "run", str(law.place.folder / "in-1"), "-o", str(again), "-q",
                       "-c", str(one.output / "manifest.json")])
    law.check(result.returncode == 0, f"a run with manifest.json: exit {result.returncode}: {result.said[-300:]}")
    first, second = hashes(one.output), hashes(again)
    for found in (first, second):
        # It says where its configuration is from.
        found.pop("manifest.json", None)
    law.equal("files of a run that a manifest repeats", first, second)


def law_standard_input(law):
    """A text that comes by standard input has the counts of the file."""
    text = next(iter(plain_corpus(law.rng).values()))
    one = law.run({"a.txt": text})
    source = law.place.folder / "in-1" / "a.txt"
    output = law.place.folder / "piped"
    piped = f'"$0" run - -o "$1" -c "$2" -q --only frequency < "$3"'
    result = finished(["sh", "-c", piped, str(law.board.textmill), str(output), str(law.place.folder / "c.toml"), str(source)])
    law.check(result.returncode == 0, f"standard input: exit {result.returncode}: {result.said[-300:]}")
    law.same(one, Counts(output))


LAWS = {name.removeprefix("law_"): law for name, law in list(globals().items()) if name.startswith("law_")}


def metamorphic(board):
    """What must not count changes no count, and what counts changes it as it must."""
    board.row("metamorphic")
    seeds = range(1, 4 if board.is_short else 41)
    for seed in seeds:
        for name, law in LAWS.items():
            with Place(board, memory()) as place:
                found = Law(board, place, name, seed)
                try:
                    law(found)
                except BROKEN as error:
                    found.check(False, f"a table cannot be read as columns.csv describes it: {error!r}")
    board.note(f"{len(LAWS)} laws, {len(seeds)} corpora each")
