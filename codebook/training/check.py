"""Checks the training sentences and counts them.

    check.py [--jsonl FILE] [--agreement]

Reads all *.tsv beside this file. Every fault is printed with its file and line; the exit code is 1 when there is one. With
--jsonl the rows are written with offsets in code points: text, actor, recipient, evidence, type, mode, status, alleged, kind, near.
--agreement prints instead how far the two readings in second/answers.tsv agree.
"""

import argparse
import collections
import csv
import json
import pathlib
import re
import sys
import tomllib

HERE = pathlib.Path(__file__).parent
COLUMNS = "type mode status alleged kind near text".split()
STATUSES = "happened ongoing planned proposed threatened denied disputed hypothetical historical".split()
KINDS = "event border reversed none".split()
MARK = re.compile(r"\{([ARE]):([^{}]+)\}")


def modes_by_type():
    files = (HERE.parent / "types").glob("*.toml")
    types = [tomllib.loads(f.read_text(encoding="utf-8")) for f in files]
    modes = lambda code: {f.stem for f in (HERE.parent / "modes" / code).glob("*.toml")}
    return {t["code"]: modes(t["code"]) for t in types}


def unmark(marked):
    """The bare text, and the spans of each mark as [start, end) in code points."""
    text, spans, at = "", {"A": [], "R": [], "E": []}, 0
    for found in MARK.finditer(marked):
        text += marked[at:found.start()]
        spans[found[1]].append([len(text), len(text) + len(found[2])])
        text += found[2]
        at = found.end()
    return text + marked[at:], spans


def faults(row, modes):
    kind, code, text = row["kind"], row["type"], row["text"]
    bare, spans = unmark(text)
    if kind not in KINDS:
        yield f"kind {kind!r} is none of {' '.join(KINDS)}"
    if code != "-" and code not in modes:
        yield f"unknown type {code!r}"
    elif row["mode"] != "-" and not set(row["mode"].split(";")) <= modes.get(code, set()):
        yield f"{code} has no mode {row['mode']!r}"
    if (code == "-") != (kind == "none") or (code == "-") != (row["status"] == "-"):
        yield "type and status are `-` exactly where kind is `none`"
    if row["status"] not in [*STATUSES, "-"]:
        yield f"unknown status {row['status']!r}"
    if row["alleged"] not in ("yes", "no"):
        yield "alleged is yes or no"
    if row["near"] != "-" and row["near"] not in modes:
        yield f"unknown type {row['near']!r} in near"
    if kind == "border" and row["near"] in ("-", code):
        yield "a border row names another type in near"
    if len(spans["A"]) != 1 or len(spans["R"]) > 1:
        yield "exactly one {A:…} and at most one {R:…}"
    if code != "-" and not spans["E"]:
        yield "an event needs {E:…}"
    if kind in ("reversed",) and not spans["R"]:
        yield "reversed needs {R:…}"
    if re.search(r"[{}\t]|\s\s|^\s|\s$", bare):
        yield "stray brace, tab or space"
    if not 20 <= len(bare) <= 600:
        yield f"{len(bare)} characters: between 20 and 600"


def read(modes):
    rows, wrong, seen = [], 0, {}
    for path in sorted(HERE.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            if not line and number == len(lines):
                continue
            fields = line.split("\t")
            found = [] if number > 1 else ([] if fields == COLUMNS else ["the first line must name the columns"])
            if number > 1 and len(fields) != len(COLUMNS):
                found = [f"{len(fields)} columns, not {len(COLUMNS)}"]
            elif number > 1:
                row = dict(zip(COLUMNS, fields, strict=True))
                found = list(faults(row, modes))
                key = (re.sub(r"\W+", " ", unmark(row["text"])[0]).lower(), row["text"])
                if key in seen:
                    found.append(f"the same row stands at {seen[key]}")
                seen[key] = f"{path.name}:{number}"
                rows.append({**row, "id": f"{path.stem}:{number}"})
            for fault in found:
                print(f"{path.name}:{number}: {fault}", file=sys.stderr)
            wrong += bool(found)
    return rows, wrong


def to_json(row):
    text, spans = unmark(row["text"])
    return {"id": row["id"], "text": text, "actor": spans["A"][0], "recipient": (spans["R"] or [None])[0], "evidence": spans["E"],
            "type": row["type"].strip("-") or None, "mode": [] if row["mode"] == "-" else row["mode"].split(";"),
            "status": row["status"].strip("-") or None, "alleged": row["alleged"] == "yes", "kind": row["kind"],
            "near": row["near"].strip("-") or None}


def kappa(pairs):
    """Cohen's kappa of (first, second) answers: agreement beyond what the two frequencies alone would give."""
    first, second = collections.Counter(a for a, _ in pairs), collections.Counter(b for _, b in pairs)
    seen = sum(a == b for a, b in pairs) / len(pairs)
    chance = sum(first[x] * second[x] for x in first) / len(pairs) ** 2
    return (seen - chance) / (1 - chance)


def agreement():
    with open(HERE / "second" / "answers.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    def figure(name, rows, column):
        pairs = [(r["first_" + column], r["second_" + column]) for r in rows]
        same = sum(a == b for a, b in pairs)
        print(f"{name}: {100 * same / len(pairs):.1f} % of {len(pairs)} ({len(pairs) - same} differ), kappa {kappa(pairs):.3f}")

    def kinds():
        for kind in KINDS:
            same = [r["first_type"] == r["second_type"] for r in rows if r["kind"] == kind]
            yield f"{kind} {100 * sum(same) / len(same):.1f} % of {len(same)}"

    events = [r for r in rows if r["first_type"] == r["second_type"] != "-"]
    figure("type", rows, "type")
    figure("status, where both see the same type", events, "status")
    figure("direction, where both see the same type", events, "direction")
    print("type by kind: " + ", ".join(kinds()))
    for column, chosen in (("type", rows), ("status", events)):
        confused = collections.Counter((r["first_" + column], r["second_" + column]) for r in chosen)
        frequent = [(a, b, n) for (a, b), n in confused.most_common() if a != b][:10]
        print(f"{column}, first > second: " + ", ".join(f"{a} > {b} {n}" for a, b, n in frequent))
    counts = collections.Counter(r["settled"] for r in rows)
    print("settled: " + ", ".join(f"{k} {v}" for k, v in counts.most_common() if k != "-"))


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--jsonl")
    args.add_argument("--agreement", action="store_true")
    a = args.parse_args()
    if a.agreement:
        return agreement()
    rows, wrong = read(modes_by_type())
    for column in ("type", "kind", "status", "alleged"):
        counts = collections.Counter(r[column] for r in rows)
        print(f"{column}: " + ", ".join(f"{k} {v}" for k, v in counts.most_common()))
    misses = sum(r["kind"] != "event" or r["status"] in ("denied", "hypothetical", "planned") for r in rows)
    words = sum(len(unmark(r["text"])[0].split()) for r in rows)
    print(f"{len(rows)} rows, {words} words, {100 * misses / max(1, len(rows)):.0f} % near misses, {wrong} faulty lines")
    if a.jsonl:
        with open(a.jsonl, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(to_json(r), ensure_ascii=False) + "\n" for r in rows)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
