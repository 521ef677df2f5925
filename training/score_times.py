"""F1 of `detente look times` on the date parts of Recognizers-Text's specifications (MIT).

Their sentences are said to an assistant ("I'll go back on the 15th"), with a day of reference that stands in for the day
of publication. A time counts as found when its words overlap, and as right when its days are those of one of the two
resolutions that the specification gives, past or future; lengths and repeated times are compared by their TIMEX value.

Left out: times of day without a day and their ranges (TimeParser, TimePeriodParser, DateTimePeriodParser: appointments),
names of time zones (TimeZoneParser), and the files that repeat these or hold settings of the assistant (Merged*,
DateTimeModel*, *Extractor). Of the files that count, ranges with a length in their TIMEX value that only an assistant is
told ("less than 3 days after tomorrow") are in.

    python training/score_times.py target/release/detente ../shared/data/time/datetime-specs [--show]
"""

import argparse
import datetime
import json
import subprocess
import sys
from pathlib import Path

FILES = ["DateParser", "DatePeriodParser", "DateTimeParser", "DurationParser", "SetParser"]


def cases(folder, name):
    """Sentences with their day of reference and expected times."""
    for number, case in enumerate(json.loads((folder / f"{name}.json").read_text(encoding="utf-8-sig"))):
        reference = (case.get("Context") or {}).get("ReferenceDateTime", "2016-11-07")[:10]
        yield f"{name}-{number}", case["Input"], reference, case["Results"]


def find(program, sentences):
    """Rows of `look times` by sentence."""
    lines = [json.dumps({"id": i, "text": text, "published": day}) for i, text, day, _ in sentences]
    command = [program, "look", "times", "-", "--input-format", "jsonl", "-f", "jsonl"]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    rows = {}
    for line in done.stdout.splitlines():
        row = json.loads(line)
        rows.setdefault(row["document_id"], []).append(row)
    return rows


def is_right(row, result):
    """Whether days, or the value, are as expected."""
    value = result.get("Value") or {}
    if result["Type"] in ("duration", "set"):
        return row["value"] == value.get("Timex")
    for side in ("FutureResolution", "PastResolution"):
        expected = value.get(side) or {}
        if "date" in expected and row["begin"] == expected["date"] == row["last"]:
            return True
        if "dateTime" in expected:
            day, clock = expected["dateTime"].split(" ")
            if row["begin"] == day and f"T{clock[:5]}" in row["value"]:
                return True
        if "startDate" in expected and "endDate" in expected:
            last = datetime.date.fromisoformat(expected["endDate"]) - datetime.timedelta(days=1)
            if row["begin"] == expected["startDate"] and row["last"] == str(last):
                return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    total = [0, 0, 0, 0]
    for name in FILES:
        sentences = list(cases(options.folder, name))
        rows = find(options.program, sentences)
        counts = [0, 0, 0, 0]
        for key, text, day, results in sentences:
            found = rows.get(key, [])
            counts[0] += len(results)
            counts[1] += len(found)
            for result in results:
                start, end = result["Start"], result["Start"] + result["Length"]
                hits = [r for r in found if r["start"] < end and start < r["end"]]
                right = any(is_right(r, result) for r in hits)
                counts[2] += bool(hits)
                counts[3] += right
                if options.show and not right:
                    ours = [(r["text"], r["value"], r["begin"], r["last"]) for r in hits]
                    print(name, day, repr(text), repr(result["Text"]), json.dumps(result.get("Value"))[:160], ours)
        report(name, counts)
        total = [a + b for a, b in zip(total, counts)]
    report("all", total)


def report(name, counts):
    gold, found, overlap, right = counts
    f1 = lambda n: 200 * n / max(gold + found, 1)
    print(f"{name}: gold {gold} found {found} overlap F1 {f1(overlap):.1f} value F1 {f1(right):.1f}")


if __name__ == "__main__":
    main()
