"""Scores `detente relate` on sentences with a marked source and target; for measuring only, nothing is trained on them.

    score_relations.py PAIRS.tsv DETENTE

PAIRS has the columns `marked_sentence` (with <s>source</s> and <t>target</t>) and `gold_root`. Prints macro F1 over the root
classes (CONCEDE and RETREAT as one, YIELD), over the four quads, and cooperation against conflict. Sentences in which one of
the two marks is missing are passed over and counted.
"""

import csv
import json
import re
import subprocess
import sys

QUADS = {1: "AGREE CONSULT SUPPORT YIELD", 2: "COOPERATE AID", 3: "REQUEST ACCUSE REJECT THREATEN",
         4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}
QUAD = {root: quad for quad, roots in QUADS.items() for root in roots.split()}


def unmark(marked):
    """The bare text with the spans of source and target, in characters; None when a mark is missing."""
    text, spans = "", {}
    for part in re.split(r"(</?[st]>)", marked):
        if part in ("<s>", "<t>"):
            spans[part[1]] = [len(text)]
        elif part in ("</s>", "</t>") and part[2] in spans:
            spans[part[2]].append(len(text))
        else:
            text += part
    whole = all(len(spans.get(k, [])) == 2 for k in "st")
    return (text, spans["s"], spans["t"]) if whole else None


def macro_f1(pairs, of):
    pairs = [(of(gold), of(found)) for gold, found in pairs]
    scores = []
    for label in sorted({gold for gold, _ in pairs}):
        right = sum(gold == found == label for gold, found in pairs)
        wrong = sum((gold == label) != (found == label) for gold, found in pairs)
        scores.append(2 * right / (2 * right + wrong))
    return 100 * sum(scores) / len(scores)


def main():
    fold = lambda root: "YIELD" if root in ("CONCEDE", "RETREAT") else root
    csv.field_size_limit(10**9)
    gold, lines, passed_over = {}, [], 0
    with open(sys.argv[1], encoding="utf-8") as rows:
        for number, row in enumerate(csv.DictReader(rows, delimiter="\t")):
            found = unmark(row["marked_sentence"])
            if found is None:
                passed_over += 1
                continue
            text, source, target = found
            gold[str(number)] = fold(row["gold_root"].upper())
            lines.append(json.dumps({"id": str(number), "text": text, "source": source, "target": target}))
    out = subprocess.run([sys.argv[2], "relate", "-", "-f", "jsonl"], input="\n".join(lines), capture_output=True,
                         text=True, check=True).stdout
    pairs = [(gold[row["id"]], fold(row["type"])) for row in map(json.loads, out.splitlines())]
    roots, quads = macro_f1(pairs, lambda r: r), macro_f1(pairs, QUAD.get)
    binary = macro_f1(pairs, lambda r: QUAD[r] <= 2)
    print(f"macro F1: root {roots:.1f}, quad {quads:.1f}, binary {binary:.1f}; {len(pairs)} pairs, {passed_over} passed over")


if __name__ == "__main__":
    main()
