"""Codes parts of the gold articles and prints their figures, a line a part.

    python3 gold/measure.py --data DATA --program target/release/detente open news-open held [--by lexicon judge both]

`triples` counts what stands once in an article: type, actor's country and recipient's country, however many events have them. It is
kinder than the figures before it, which pair each event of gold with one event of the output.
"""

import argparse
import collections
import itertools
import json
import pathlib
import subprocess
import tempfile

import texts

HERE = pathlib.Path(__file__).resolve().parent
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")


def run(program, *options):
    return [json.loads(line) for line in subprocess.run([program, *options], capture_output=True, text=True, check=True).stdout.splitlines()]


def scored(program, articles, by):
    """The rows of `detente score events`, and the events."""
    with tempfile.TemporaryDirectory() as folder:
        inside, out = pathlib.Path(folder, "articles.jsonl"), pathlib.Path(folder, "events.jsonl")
        inside.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), encoding="utf-8")
        events = run(program, "code", str(inside), "--by", by, "-f", "jsonl")
        out.write_text("".join(json.dumps(event) + "\n" for event in events), encoding="utf-8")
        rows = run(program, "score", "events", str(HERE / "events.jsonl"), str(out), "--articles", str(inside), "-f", "jsonl")
    return {row["measure"]: row for row in rows}, events


def triples(event):
    """(type, country, country) of an event of the output; those of a mutual type in the order of the letters."""
    sides = [[p["country"] for p in event[side]] for side in ("actors", "recipients")]
    pairs = itertools.combinations(sides[0], 2) if len(sides[0]) > 1 and not sides[1] else itertools.product(*(s or [None] for s in sides))
    return {(event["type"], *(sorted(pair, key=str) if event["type"] in MUTUAL else pair)) for pair in pairs}


def of_triples(gold, events):
    """Counts of triples of the output that are right and wrong, of gold events with a triple in the output, and of gold events."""
    found = collections.defaultdict(set)
    for event in events:
        found[event["document_id"]] |= triples(event)
    right, good, known = 0, set(), 0
    for event in gold:
        kinds = {event["type"], *event.get("type_alternatives", [])}
        hit = {(event["document"], t) for kind in kinds for t in triples({**event, "type": kind}) & found[event["document"]]}
        good |= hit
        known += not event["optional"]
        right += bool(hit) and not event["optional"]
    wrong = sum((document, t) not in good for document, those in found.items() for t in those)
    return right, wrong, known


def line(part, by, rows, gold, events):
    key, per = rows["type, actor, recipient"], lambda name: rows[name]["per_article"]
    right, wrong, known = of_triples(gold, events)
    p, r = 100 * right / max(1, right + wrong), 100 * right / max(1, known)
    percent = lambda name: rows[name]["percent"] or 0
    return (f"{part:12} {by:8} P {key['precision']:.1f} R {key['recall']:.1f} F1 {key['f1']:.1f}; invented {per('invented'):.2f} an article; evidence "
            f"{percent('evidence overlaps'):.0f} %, status {percent('status right'):.0f} %; type alone F1 {rows['type alone']['f1']:.1f}; "
            f"triples P {p:.1f} R {r:.1f} F1 {2 * p * r / max(1, p + r):.1f}")


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", required=True, type=pathlib.Path)
    args.add_argument("--program", required=True)
    args.add_argument("--by", nargs="+", default=["both"])
    args.add_argument("parts", nargs="+")
    a = args.parse_args()
    gold = [json.loads(row) for row in (HERE / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    for part in a.parts:
        articles = list(texts.articles(a.data, part))
        ids = {article["id"] for article in articles}
        for by in a.by:
            rows, events = scored(a.program, articles, by)
            print(line(part, by, rows, [event for event in gold if event["document"] in ids], events), flush=True)


if __name__ == "__main__":
    main()
