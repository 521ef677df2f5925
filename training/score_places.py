"""Scores `detente look places` on texts with known places; for measuring only, nothing is made from them.

    score_places.py DETENTE GOLD.xml [--errors] [--each N]

GOLD is LGL's form (article, text, toponyms, toponym with gaztag) or GeoVirus' (article, text, locations, location); gold places
without coordinates are left out. Prints how many of the gold places are found at all, the share of all that are found and within
161 km (100 miles; not found is wrong), the share of the found ones, the mean and median error of the found ones, and how many of
the mentions overlap a gold place (precision; demonyms that do not are passed over). --errors counts the causes and shows N
examples of each (20).
"""

import argparse
import json
import math
import random
import statistics
import subprocess
import xml.etree.ElementTree as tree
from collections import Counter, defaultdict

NEAR = 161.0


def gold_of(path):
    """For each text its places: start, end, words, latitude, longitude, kind, country."""
    for article in tree.parse(path).getroot().iter("article"):
        places, unlocated = [], []
        for t in article.iter("toponym"):
            tag, span = t.find("gaztag"), (int(t.findtext("start")), int(t.findtext("end")))
            if tag is None:
                unlocated.append(span)
                continue
            kind, country = tag.findtext("fcode"), tag.findtext("country")
            places.append((*span, t.findtext("phrase"), float(tag.findtext("lat")), float(tag.findtext("lon")), kind, country))
        for t in article.iter("location"):
            # GeoVirus counts most texts from 1.
            name, start = t.findtext("name"), int(t.findtext("start"))
            start -= article.findtext("text")[start - 1:].startswith(name)
            places.append((start, start + len(name), name, float(t.findtext("lat")), float(t.findtext("lon")), "?", "?"))
        yield article.findtext("text"), places, unlocated


def kilometres(a, b, c, d):
    a, b, c, d = map(math.radians, (a, b, c, d))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def run(detente, texts):
    lines = "\n".join(json.dumps({"id": str(i), "text": text}) for i, text in enumerate(texts))
    out = subprocess.run([detente, "look", "places", "-", "-f", "jsonl"], input=lines, capture_output=True, text=True, check=True)
    found = defaultdict(list)
    for row in map(json.loads, out.stdout.splitlines()):
        found[int(row["document_id"])].append(row)
    return found


def overlaps(row, span):
    return row["start"] < span[1] and span[0] < row["end"]


def best(rows, place):
    """The mention of the same words, else the one that overlaps most."""
    over = [r for r in rows if overlaps(r, place)]
    shared = lambda r: min(r["end"], place[1]) - max(r["start"], place[0])
    return max(over, key=lambda r: ((r["start"], r["end"]) == place[:2], shared(r)), default=None)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("detente")
    options.add_argument("gold")
    options.add_argument("--errors", action="store_true")
    options.add_argument("--each", type=int, default=20)
    options = options.parse_args()
    articles = list(gold_of(options.gold))
    found = run(options.detente, [text for text, _, _ in articles])
    causes, errors, right, total, mentions, true = defaultdict(list), [], 0, 0, 0, 0
    for number, (text, places, unlocated) in enumerate(articles):
        rows, spans = found[number], [p[:2] for p in places] + unlocated
        for row in rows:
            hit = any(overlaps(row, s) for s in spans)
            if hit or row["kind"] != "demonym":
                mentions, true = mentions + 1, true + hit
            if not hit and row["kind"] != "demonym":
                note(causes, "spurious " + row["kind"], text, row["start"], row["end"], f"{row['name']} {row['country']}")
        for place in places:
            total += 1
            row, about = best(rows, place), f"gold {place[5]} {place[6]}"
            if row is None:
                note(causes, "not found", text, *place[:2], about)
            elif row["latitude"] is None:
                note(causes, "found, no coordinates", text, *place[:2], f"{about}; {row['kind']} {row['name']}")
            else:
                errors.append(kilometres(place[3], place[4], row["latitude"], row["longitude"]))
                right += errors[-1] <= NEAR
                if errors[-1] > NEAR:
                    what = f"{row['kind']} {row['name']} {row['country']} {row['geonames_id']} {errors[-1]:.0f} km"
                    note(causes, f"too far, {row['kind']}", text, *place[:2], f"{about} {place[3]:.1f},{place[4]:.1f}; {what}")
    print(f"gold places              {total}")
    print(f"found (recall)           {100 * len(errors) / total:.1f}")
    print(f"within 161 km, of all    {100 * right / total:.1f}")
    print(f"within 161 km, of found  {100 * right / max(1, len(errors)):.1f}")
    print(f"error in km              mean {statistics.mean(errors):.0f}, median {statistics.median(errors):.1f}")
    print(f"precision of mentions    {100 * true / max(1, mentions):.1f} of {mentions}")
    if options.errors:
        show(causes, options.each)


def note(causes, cause, text, start, end, about):
    causes[cause].append((text[start:end], text[max(0, start - 40):start], text[end:end + 40], about))


def show(causes, each):
    for cause, cases in sorted(causes.items(), key=lambda c: -len(c[1])):
        print(f"\n{cause}: {len(cases)}")
        print("   most:", ", ".join(f"{words} {n}" for words, n in Counter(c[0] for c in cases).most_common(25)))
        for words, before, after, about in random.Random(1).sample(cases, min(each, len(cases))):
            print("  ", f"{before}[{words}]{after}".replace("\n", " "), " | ", about)


if __name__ == "__main__":
    main()
