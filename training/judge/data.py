"""Reads what the judge learns from, as sentences with their trees and their pairs of parties.

A sentence is a dict: forms (words), heads (word numbers, -1 above a root), relations (as Universal Dependencies name them), group (a
file or an article: what is held back together), whole (whether all pairs are known, and not just marked ones), pairs. A pair is a
dict: a and r (word numbers of actor and recipient, `r` may be empty), type ("-" for none), modes, status, alleged ("yes", "no" or
None), reversed (bool: the second one acts on the first).
"""

import csv
import json
import pathlib
import re
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
CODEBOOK = HERE.parents[1] / "codebook"
sys.path += [str(HERE.parents[1] / "gold"), str(CODEBOOK / "training")]
import texts as gold_texts  # noqa: E402  the articles of the corpora are rebuilt in one place
import articles  # noqa: E402
import between  # noqa: E402

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
    """Rows of codebook/training: text, group, and a pair whose parties are spans."""
    for path in sorted((CODEBOOK / "training").glob("*.tsv")):
        with open(path, encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                text, spans = unmarked(row["text"])
                yield text, path.stem, {
                    "a": spans["A"], "r": spans["R"], "type": row["type"], "status": row["status"], "alleged": row["alleged"],
                    "modes": [] if row["mode"] == "-" else row["mode"].split(";"), "reversed": row["kind"] == "reversed"}


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
            yield example["text"], f"{path.parent.name}/{path.stem}", {
                "a": spans[0], "r": spans[1] if recipients else [], "type": example.get("type", code), "modes": [],
                "status": example.get("status"), "alleged": None, "reversed": False}


def real(folder):
    """Labelled pairs of sentences of the corpora in `folder` (real.tsv has their places alone)."""
    texts = {}
    with open(HERE / "real.tsv", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["source"] not in texts:
                path, _, name = row["source"].partition("#")
                texts[row["source"]] = gold_texts.article(folder / path, name)[0]
            start, end = int(row["start"]), int(row["end"])
            spans = [[(int(row[f"{side}_start"]) - start, int(row[f"{side}_end"]) - start)] for side in "ab"]
            yield texts[row["source"]][start:end], row["source"], {
                "a": spans[0], "r": spans[1], "type": row["type"], "modes": [], "status": row["status"], "alleged": None,
                "reversed": row["direction"] == "<"}


def look(program, stage, texts):
    """For each text of a dict what `PROGRAM look STAGE` finds in it."""
    return found_by([program, "look", stage], texts)


def found_by(command, texts):
    """For each text of a dict the lines that a command of the program writes about it."""
    lines = "\n".join(json.dumps({"id": name, **text}) for name, text in texts.items())
    out = subprocess.run([*command, "-", "-f", "jsonl"], input=lines, capture_output=True, text=True, check=True)
    found = {name: [] for name in texts}
    for line in map(json.loads, out.stdout.splitlines()):
        found[line["document_id"]].append(line)
    return found


def tree(tokens):
    """Words, heads and relations of tokens that stand side by side; a head beyond them counts as none."""
    number = {(t["sentence"], t["id"]): i for i, t in enumerate(tokens)}
    return {"forms": [t["text"] for t in tokens], "heads": [number.get((t["sentence"], t["head"]), -1) for t in tokens],
            "relations": [t["deprel"] for t in tokens]}


def words(tokens, spans):
    return [i for i, t in enumerate(tokens) if any(t["start"] < end and start < t["end"] for start, end in spans)]


def grouped(program, rows):
    """Rows with the same text are one sentence with several pairs."""
    by_text = {}
    for text, group, pair in rows:
        by_text.setdefault(text, (group, []))[1].append(pair)
    numbers = {str(i): {"text": text} for i, text in enumerate(by_text)}
    tokens = look(program, "tokens", numbers)
    for (group, pairs), found in zip(by_text.values(), tokens.values(), strict=True):
        pairs = [{**pair, **{key: words(found, pair[key]) for key in "ar"}} for pair in pairs]
        pairs = [pair for pair in pairs if pair["a"]]
        if pairs:
            yield {**tree(found), "group": group, "whole": False, "pairs": pairs}


def annotated(program):
    """Sentences of the annotated articles, with all pairs of the parties that the program sees in them."""
    every = {f"{path.stem}/{a.name}": a for path in sorted((CODEBOOK / "training/news").glob("*.txt")) for a in articles.read(path, fail)}
    texts = {name: {"text": a.text()[0], "published": a.date} for name, a in every.items()}
    tokens, mentions = look(program, "tokens", texts), look(program, "actors", texts)
    for name, article in every.items():
        for (text, events, _), start in zip(article.sentences, article.text()[1], strict=True):
            inside = lambda x: start <= x["start"] and x["end"] <= start + len(text)
            moved = lambda xs: [{**x, "start": x["start"] - start, "end": x["end"] - start} for x in xs if inside(x)]
            here = moved(tokens[name])
            pairs = between.pairs(events, moved(mentions[name]), lambda span: tuple(words(here, [span])))
            if pairs and len(here) <= between.LONGEST:
                yield {**tree(here), "group": name, "whole": True, "pairs": pairs}


def fail(number, message):
    raise ValueError(f"line {number}: {message}")


def load(program, cache, folder=None):
    """All sentences, from `cache` if it is there; with the folder of the corpora also those of real.tsv."""
    if not cache.exists():
        rows = list(sentences()) + list(examples()) + (list(real(folder)) if folder else [])
        every = list(grouped(program, rows)) + list(annotated(program))
        cache.write_text("\n".join(json.dumps(s, ensure_ascii=False) for s in every), encoding="utf-8")
    return [json.loads(line) for line in cache.read_text(encoding="utf-8").splitlines()]
