"""PDF files: the words of all segments against those that pdftotext finds, as bags.

The gold is what pdftotext of Poppler prints in reading order; without it nothing is measured. Files in which it finds no words
(scanned pages) are left out.
"""

import shutil
import subprocess
import sys
from collections import Counter
from common import Run, Workplace, arguments, f1, files_below, link, of, precision_recall, sampled, shortened, words


def main():
    options = arguments(__doc__, folder="a folder with PDF files")
    if shutil.which("pdftotext") is None:
        print("pdf: SKIPPED, nothing was measured: pdftotext is not installed (package poppler-utils)")
        sys.exit(2)
    gold = {}
    with Workplace() as place:
        for path in sampled(files_below(options.folder, ".pdf"), options.sample):
            result = subprocess.run(["pdftotext", "-enc", "UTF-8", path.resolve(), "-"], capture_output=True)
            bag = Counter(words(result.stdout.decode("utf-8", errors="replace")))
            if result.returncode == 0 and bag:
                name = path.relative_to(options.folder).as_posix()
                gold[name] = bag
                link(place, name, path)
        if not gold:
            sys.exit("pdf: no PDF file with text in this folder")
        run = Run(options.textmill, place)
    results, refused = [], []
    for name, expected in gold.items():
        document = run.documents.get(name)
        if document is None:
            refused.append((name, run.files.get(name, {}).get("reason", "not among the files")))
        precision, recall = precision_recall(expected, Counter(words(document.text())) if document else Counter())
        results.append((f1(precision, recall), precision, recall, name))
    for score, precision, recall, name in sorted(results)[:options.worst]:
        print(f"  F1 {score:.3f}, precision {precision:.3f}, recall {recall:.3f}: {name}")
    for name, reason in refused[:options.worst]:
        print(f"  refused: {name}: {shortened(reason, 80)}")
    mean = sum(score for score, *_ in results) / len(results)
    print(f"pdf: {of(sum(score >= 0.95 for score, *_ in results), len(results))} files with an F1 of 0.95 and more; mean F1 {mean:.3f}; refused: {len(refused)}")


if __name__ == "__main__":
    main()
