"""Fits the curve of confidence to events whose rightness is known, and says how well confidence holds.

    calibrate.py EVENTS ERRORS            prints the lines of codebook/confidence.toml
    calibrate.py EVENTS ERRORS --table    prints how many of the events were right, by their confidence

EVENTS is what `detente code ARTICLES -f jsonl` wrote, ERRORS what `detente score events gold/events.jsonl EVENTS --articles
ARTICLES --errors -f jsonl` wrote of it. An event is right unless it is invented; what gold calls optional is right.
"""

import argparse
import json
import math
import re

WEIGHTS = ["constant", "entry", "judge", "alone"]
# Keeps the weights small: there are few events, and a weight must earn its size.
RIDGE = 1.0


def events(path, errors):
    """The events, each with whether it is right."""
    invented = set()
    for row in map(json.loads, open(errors, encoding="utf-8")):
        if row["mistake"] == "invented":
            invented.add((row["document_id"], row["start"], row["end"], row["type"]))
    for row in map(json.loads, open(path, encoding="utf-8")):
        yield row, (row["document_id"], row["start"], row["end"], row["type"]) not in invented


def features(row):
    """What the curve is made of, from the reasons of an event; None where the judge was not asked."""
    said = re.match(r"\w+ ([\d.]+),.*entry ([\d.]+)", row["reasons"].get("judge", ""))
    if not said:
        return None
    alone = row["reasons"]["type"].startswith("no lexicon entry")
    return [1.0, float(said[2]), float(said[1]), float(alone)]


def curve(weights, x):
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, x))))


def solved(matrix, vector):
    """The solution of a small system of linear equations, by elimination."""
    rows = [row[:] + [v] for row, v in zip(matrix, vector)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(len(rows)):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [row[-1] / row[i] for i, row in enumerate(rows)]


def fitted(data):
    """Logistic regression with a ridge on all weights but the constant, by Newton's method."""
    size = len(WEIGHTS)
    weights = [0.0] * size
    for _ in range(50):
        gradient = [-RIDGE * w * (i > 0) for i, w in enumerate(weights)]
        curvature = [[RIDGE * (i == j and i > 0) for j in range(size)] for i in range(size)]
        for x, right in data:
            p = curve(weights, x)
            for i in range(size):
                gradient[i] += (right - p) * x[i]
                for j in range(size):
                    curvature[i][j] += p * (1 - p) * x[i] * x[j]
        weights = [w + s for w, s in zip(weights, solved(curvature, gradient))]
    return weights


def table(data):
    for low in (0, 0.2, 0.4, 0.6, 0.8):
        inside = [(c, right) for c, right in data if low <= c < low + 0.2 or low == 0.8 and c == 1]
        if inside:
            right = sum(r for _, r in inside)
            mean = sum(c for c, _ in inside) / len(inside)
            print(f"{low:.1f} to {low + 0.2:.1f}: {len(inside)} events, {100 * right / len(inside):.0f} % right, mean confidence {mean:.2f}")
    print(f"all: {len(data)} events, {100 * sum(r for _, r in data) / len(data):.0f} % right, mean confidence "
          f"{sum(c for c, _ in data) / len(data):.2f}, Brier score {sum((c - r) ** 2 for c, r in data) / len(data):.3f}")


def main():
    args = argparse.ArgumentParser()
    args.add_argument("events")
    args.add_argument("errors")
    args.add_argument("--table", action="store_true")
    a = args.parse_args()
    known = list(events(a.events, a.errors))
    if a.table:
        return table([(row["confidence"], right) for row, right in known])
    data = [(x, right) for row, right in known if (x := features(row))]
    for name, weight in zip(WEIGHTS, fitted(data)):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
