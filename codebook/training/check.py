"""Checks the training sentences and counts them.

    check.py [--jsonl FILE]

Reads all *.tsv beside this file. Every fault is printed with its file and line; the exit code is 1 when there is one. With
--jsonl the rows are written with offsets in code points: text, actor, recipient, evidence, type, mode, status, alleged, kind, near.
"""

import argparse
import collections
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
    return {t["code"]: {m["code"] for m in t.get("mode", [])} for t in types}


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


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--jsonl")
    a = args.parse_args()
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
