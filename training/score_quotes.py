"""Scores `detente look quotes` on PolNeAR's attributions; for measuring only, nothing is trained on them or copied from them.

    score_quotes.py POLNEAR DETENTE [--errors] [--agreement]

POLNEAR has `text/NAME.txt` and `attributions/NAME_WHO.ann`, brat standoff in code points: text-bound lines with the labels
Source, Cue, Content (spans may have several pieces) and an event line for each attribution with the spans in their roles.

An attribution counts as found when source and content both share a character that is no space with gold's. Pairs are one to
one, best overlap first. Rows of detente with the same source and the same cue (or none, when speech goes on) are one
attribution: gold, too, has one for the two halves of `"…," she said. "…"`. What gold gives without a source cannot be found by this definition: it is passed over, and
so is a row without a source that overlaps its content; any other row without a source is wrong. A text that several people
annotated counts once, with the first of them by name.

Two harder figures follow: F1 where source and content each agree to 80 % (F1 over characters), and the mean agreement of the
spans of what was found. `--errors` lists misses and wrong rows by cue; `--agreement` scores the annotators of the same text
against each other, which is how well people do.
"""

import collections
import itertools
import json
import pathlib
import re
import subprocess
import sys

ROLES = ("source", "cue", "content")


def gold_of(path):
    """Attributions of a file: for each role a set of code points."""
    spans, out = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, about = line.split("\t")[:2]
        if name[0] == "T":
            pieces = re.findall(r"(\d+) (\d+)", about)
            spans[name] = set(itertools.chain(*(range(int(a), int(b)) for a, b in pieces)))
        elif name[0] == "E":
            found = {role: set() for role in ROLES}
            for role, span in (pair.split(":") for pair in about.split()):
                role = role.lower().rstrip("0123456789")
                if role in found:
                    found[role] |= spans.get(span, set())
            if found["content"]:
                out.append(found)
    return out


def rows_of(texts, detente):
    """Attributions that detente finds, by file name."""
    command = [detente, "look", "quotes", *map(str, texts), "-f", "jsonl", "--ids", "place"]
    printed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    joined = collections.defaultdict(dict)
    for row in map(json.loads, printed.splitlines()):
        found = {r: set(range(row[r + "_start"] or 0, row[r + "_end"] or 0)) for r in ROLES}
        found["kind"] = row["kind"]
        name = pathlib.Path(row["document_id"]).name
        key = tuple(row[r + end] for r in ("source", "cue") for end in ("_start", "_end"))
        if row["source_start"] is None:
            key = (*key, row["content_start"])
        elif row["cue_start"] is None:
            # Speech that goes on belongs to the last cue of its source.
            key = next((k for k in reversed(joined[name]) if k[:2] == key[:2]), key)
        here = joined[name]
        if key in here:
            here[key]["content"] |= found["content"]
        else:
            here[key] = found
    return {name: list(found.values()) for name, found in joined.items()}


def f1(one, other):
    return 2 * len(one & other) / max(1, len(one) + len(other))


def pair(gold, found, roles=("source", "content"), least=0.0):
    """Pairs (gold, found) one to one; every role must agree more than `least`."""
    def weight(g, f):
        agree = [f1(g[r], f[r]) for r in roles]
        return sum(agree) if min(agree) > least else 0
    candidates = [(weight(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    pairs, left, right = [], set(), set()
    for value, i, j in sorted(candidates, key=lambda c: (-c[0], c[1:])):
        if value > 0 and i not in left and j not in right:
            left.add(i), right.add(j), pairs.append((i, j))
    return pairs


def without_space(text, found):
    return [{r: ({c for c in v if not text[c].isspace()} if r in ROLES else v) for r, v in f.items()} for f in found]


def compare(texts):
    """Sums over (text, gold, found); also the lists of misses and of wrong rows."""
    total, misses, wrong = collections.Counter(), [], []
    for text, gold, found in texts:
        gold, found = without_space(text, gold), without_space(text, found)
        unsaid, bare = [g for g in gold if not g["source"]], [f for f in found if not f["source"]]
        excused = {id(bare[j]) for _, j in pair(unsaid, bare, roles=("content",))}
        gold, found = [g for g in gold if g["source"]], [f for f in found if id(f) not in excused]
        pairs = pair(gold, found)
        total.update(gold=len(gold), found=len(found), right=len(pairs), strict=len(pair(gold, found, least=0.8)))
        for i, j in pairs:
            total.update({r: f1(gold[i][r], found[j][r]) for r in ROLES})
        left, right = {i for i, _ in pairs}, {j for _, j in pairs}
        misses += [(text, g) for i, g in enumerate(gold) if i not in left]
        wrong += [(text, f) for j, f in enumerate(found) if j not in right]
    return total, misses, wrong


def report(total):
    precision, recall = total["right"] / total["found"], total["right"] / total["gold"]
    print(f"gold {total['gold']}  found {total['found']}  right {total['right']}")
    print(f"precision {precision:.3f}  recall {recall:.3f}  F1 {2 * total['right'] / (total['found'] + total['gold']):.3f}")
    print(f"F1 with source and content to 80 %: {2 * total['strict'] / (total['found'] + total['gold']):.3f}")
    print("mean agreement of spans: " + "  ".join(f"{r} {total[r] / max(1, total['right']):.3f}" for r in ROLES))


def show(title, cases):
    """Cases by cue, the most frequent first."""
    by_cue = collections.defaultdict(list)
    for text, case in cases:
        words = {r: re.sub(r"\s+", " ", text[min(case[r]):max(case[r]) + 1]) if case[r] else "-" for r in ROLES}
        by_cue[words["cue"].lower()].append(f"    {case.get('kind', '')} [{words['source'][:60]}] {words['cue'][:60]} "
                                            f"[{words['content'][:160]}]")
    print(f"\n{title}: {len(cases)}")
    for cue, lines in sorted(by_cue.items(), key=lambda c: (-len(c[1]), c[0])):
        print(f"  {len(lines)} {cue}", *lines, sep="\n")


def main():
    root, detente = pathlib.Path(sys.argv[1]), sys.argv[2]
    texts = sorted((root / "text").glob("*.txt"))
    gold = {t: [gold_of(a) for a in sorted((root / "attributions").glob(t.stem + "_????.ann"))] for t in texts}
    if "--agreement" in sys.argv:
        several = [(t.read_text(encoding="utf-8"), *two) for t in texts for two in itertools.permutations(gold[t], 2)]
        return report(compare(several)[0])
    texts = [t for t in texts if gold[t]]
    found = rows_of(texts, detente)
    total, misses, wrong = compare((t.read_text(encoding="utf-8"), gold[t][0], found.get(t.name, [])) for t in texts)
    report(total)
    if "--errors" in sys.argv:
        show("missed", misses)
        show("wrong", wrong)


if __name__ == "__main__":
    main()
