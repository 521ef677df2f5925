"""Reads what the judge learns from: the training sentences and the codebook's examples, as words with marked pairs.

A row is a dict: forms (words), a and r (lists of word numbers of actor and recipient, `r` may be empty), type ("-" for none),
modes, status, alleged ("yes", "no" or None), reversed (bool), source (file).
"""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tomllib
import zlib

HERE = pathlib.Path(__file__).resolve().parent
CODEBOOK = HERE.parents[1] / "codebook"
sys.path.append(str(HERE.parents[1] / "gold"))
import texts as gold_texts  # the articles of the corpora are rebuilt in one place
MARK = re.compile(r"\{([ARE]):([^{}]*)\}")


def unmarked(marked):
    """The bare text, and the spans of its marks by letter, in code points."""
    text, spans, at = "", {"A": [], "R": [], "E": []}, 0
    for mark in MARK.finditer(marked):
        text += marked[at:mark.start()]
        spans[mark[1]].append((len(text), len(text) + len(mark[2])))
        text, at = text + mark[2], mark.end()
    return text + marked[at:], spans


def sentences():
    """Rows of codebook/training."""
    for path in sorted((CODEBOOK / "training").glob("*.tsv")):
        with open(path, encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                text, spans = unmarked(row["text"])
                yield {"text": text, "a": spans["A"], "r": spans["R"], "type": row["type"],
                       "modes": [] if row["mode"] == "-" else row["mode"].split(";"), "status": row["status"],
                       "alleged": row["alleged"], "reversed": row["kind"] == "reversed", "source": path.stem}


def examples():
    """Accepted examples of types and lexicon with one actor and one recipient that stand once in the text."""
    for path in sorted(CODEBOOK.glob("types/*.toml")) + sorted(CODEBOOK.glob("lexicon/*/*.toml")):
        book = tomllib.loads(path.read_text(encoding="utf-8"))
        code = book.get("code") or book["type"]
        for example in book.get("accept", []):
            actors, recipients = example.get("actor", []), example.get("recipient", [])
            if len(actors) == 2 and not recipients:
                actors, recipients = actors[:1], actors[1:]
            if len(actors) != 1 or len(recipients) > 1:
                continue
            spans = [[m.span() for m in re.finditer(re.escape(name), example["text"])] for name in actors + recipients]
            if any(len(s) != 1 for s in spans):
                continue
            yield {"text": example["text"], "a": spans[0], "r": spans[1] if recipients else [],
                   "type": example.get("type", code), "modes": [], "status": example.get("status"), "alleged": None,
                   "reversed": False, "source": f"{path.parent.name}/{path.stem}"}


def real(folder):
    """Labelled pairs of sentences of the corpora in `folder` (real.tsv has their places alone). The one who acts comes first in
    most of them, as the program asks; the checksum of the sentence says in which not."""
    texts = {}
    with open(HERE / "real.tsv", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["source"] not in texts:
                path, _, name = row["source"].partition("#")
                texts[row["source"]] = gold_texts.article(folder / path, name)[0]
            start, end = int(row["start"]), int(row["end"])
            text = texts[row["source"]][start:end]
            spans = [[(int(row[f"{side}_start"]) - start, int(row[f"{side}_end"]) - start)] for side in "ab"]
            turned = row["direction"] == "<"
            check = zlib.crc32(text.encode()) % 10
            # Of the pairs between which nothing happens, by far the most, three of five are enough.
            if row["type"] == "-" and zlib.crc32(f"{text}{spans}".encode()) % 5 > 2:
                continue
            if turned and check < 7 or not turned and check == 9:
                spans.reverse()
                turned = not turned and row["direction"] == ">"
            yield {"text": text, "a": spans[0], "r": spans[1], "type": row["type"], "modes": [], "status": row["status"],
                   "alleged": None, "reversed": turned, "source": "real"}


def tokenised(rows, program):
    """Adds the words that `PROGRAM look tokens` finds, and the marks as word numbers."""
    rows = list(rows)
    lines = "\n".join(json.dumps({"id": str(i), "text": row["text"]}) for i, row in enumerate(rows))
    out = subprocess.run([program, "look", "tokens", "-", "-f", "jsonl"], input=lines, capture_output=True, text=True, check=True)
    words = [[] for _ in rows]
    for token in map(json.loads, out.stdout.splitlines()):
        words[int(token["document_id"])].append((token["start"], token["end"]))
    for row, spans in zip(rows, words, strict=True):
        row["forms"] = [row["text"][start:end] for start, end in spans]
        for key in "ar":
            row[key] = [i for i, (start, end) in enumerate(spans) if any(start < e and s < end for s, e in row[key])]
    return [row for row in rows if row["forms"] and row["a"]]


def load(program, cache, folder=None):
    """All rows, from `cache` if it is there; with the folder of the corpora also those of real sentences."""
    if not cache.exists():
        more = list(real(folder)) if folder else []
        rows = tokenised(list(sentences()) + list(examples()) + more, program)
        cache.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return [json.loads(line) for line in cache.read_text(encoding="utf-8").splitlines()]
