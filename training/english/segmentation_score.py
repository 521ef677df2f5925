"""Scores tokens and sentences found in raw text against a treebank, by exact spans.

    segmentation_score.py TREEBANK.conllu PROGRAM [--only PREFIX] [--show N]

PROGRAM reads raw text on stdin and writes one sentence a line, its tokens as `start-end` in characters.
Sentences of a paragraph are joined by a space, paragraphs by an empty line.
"""

import argparse
import subprocess
import sys


def read_documents(path, only):
    """Yields (paragraph break before, text, forms) for each sentence of the documents wanted."""
    wanted, new, text, forms = True, True, "", []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            wanted, new = line[14:].startswith(only), True
        elif line.startswith("# newpar"):
            new = True
        elif line.startswith("# text = "):
            text = line[9:]
        elif not line:
            if forms and wanted:
                yield new, text, forms
                new = False
            forms = []
        elif line[0] != "#":
            fields = line.split("\t")
            if fields[0].isdigit():
                forms.append(fields[1])


def lay_out(sentences):
    """The raw text, and for each sentence its token spans."""
    raw, length, gold = [], 0, []
    for new, text, forms in sentences:
        glue = "" if not raw else "\n\n" if new else " "
        raw += [glue, text]
        length += len(glue)
        spans, at = [], 0
        for form in forms:
            at = text.index(form, at)
            spans.append((length + at, length + at + len(form)))
            at += len(form)
        length += len(text)
        gold.append(spans)
    return "".join(raw), gold


def score(name, gold, found):
    right = len(gold & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:9} P {100 * precision:6.2f}  R {100 * recall:6.2f}  F1 {100 * f1:6.2f}  ({len(gold)} gold)")


def show(raw, gold, found, limit):
    """Prints what differs, as pairs of how the stretch is cut."""
    def cuts(sentences):
        return {s: e for spans in sentences for s, e in spans}
    ours, theirs, counts = cuts(found), cuts(gold), {}
    ends, ours_ends = set(theirs.values()), set(ours.values())
    for sentence in gold:
        for start, end in sentence:
            if ours.get(start) != end:
                lo, hi = max(0, start - 12), min(len(raw), end + 12)
                inner = [raw[s:ours[s]] for s in range(start, end) if s in ours]
                counts.setdefault((raw[start:end], "|".join(inner)), []).append(raw[lo:hi].replace("\n", "⏎"))
    for (want, got), where in sorted(counts.items(), key=lambda kv: -len(kv[1]))[:limit]:
        print(f"token {len(where):4}  want {want!r}  got {got!r}  in {where[0]!r}")
    gold_ends, found_ends = ({s[-1][1] for s in side if s} for side in (gold, found))
    for name, differing in (("missed", gold_ends - found_ends), ("invented", found_ends - gold_ends)):
        for end in sorted(differing)[:limit]:
            print(f"{name}: {raw[max(0, end - 50):end]!r} ‖ {raw[end:end + 40]!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebank")
    parser.add_argument("program")
    parser.add_argument("--only", default="", help="documents whose id begins so")
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    raw, gold = lay_out(read_documents(args.treebank, args.only))
    out = subprocess.run([args.program], input=raw, capture_output=True, text=True, check=True)
    print(out.stderr, end="", file=sys.stderr)
    found = [[tuple(map(int, t.split("-"))) for t in line.split()] for line in out.stdout.splitlines()]
    score("tokens", {t for s in gold for t in s}, {t for s in found for t in s})
    score("sentences", {(s[0][0], s[-1][1]) for s in gold if s}, {(s[0][0], s[-1][1]) for s in found if s})
    if args.show:
        show(raw, gold, found, args.show)


if __name__ == "__main__":
    main()
