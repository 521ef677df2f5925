#!/usr/bin/env python3
"""Do the tables of persons cover who led each state, and are their rows well-formed?

    python3 knowledge/coverage.py                       vacancies, overlaps, counts
    python3 knowledge/coverage.py --check               form of the rows alone; exit code 1 when one is broken
    python3 knowledge/coverage.py --overlaps            two holders at once of an office of which a state has one
    python3 knowledge/coverage.py --reign FILE          leaders of REIGN who are unknown or out of office here
    python3 knowledge/coverage.py --world-leaders FILE  names of a list of leaders that are unknown here

Which offices a state has on which day is `offices.csv`. Standard library alone.
"""

import argparse
import collections
import csv
import datetime
import difflib
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIRST, LAST = datetime.date(1990, 1, 1), datetime.date(2026, 11, 1)
BODIES = {"IGO", "UNO", "EUR", "NGO", "NGM", "ISM", "IMG", "MNC", "REL"}
# A few days between two holders are how offices change hands, not a hole in the tables.
HANDOVER = datetime.timedelta(days=7)
# Two holders whose terms are known to the month may seem to overlap for as long as that.
SLACK = datetime.timedelta(days=31)
# Roles that several persons of a state hold at once.
SHARED = {
    "party leader", "opposition leader", "rebel leader", "spokesperson", "vice president", "deputy prime minister", "adviser",
    "special envoy", "captain regent", "deputy foreign minister", "cleric", "regional president", "regional prime minister",
    "first minister", "minister of state", "queen", "prince", "governor", "mayor", "intelligence chief", "state councilor",
    "deputy secretary of state", "nuclear envoy", "chief negotiator", "head of state", "crown prince", "secretary-general",
}


def table(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def people():
    """All rows of persons with the file and line that they stand in."""
    rows = []
    for path in [HERE / "people.csv", *sorted((HERE / "people").rglob("*.csv"))]:
        if not path.exists():
            continue
        with open(path, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                rows.append(row | {"where": f"{path.name}:{reader.line_num}"})
    return rows


def earliest(date, otherwise):
    """First day that a date known to the year, month or day can mean."""
    parts = [int(p) for p in date.split("-")] if date else []
    return datetime.date(*(parts + [1, 1])[:3]) if parts else otherwise


def latest(date, otherwise):
    """First day on which an office that ended on such a date is surely over."""
    parts = [int(p) for p in date.split("-")] if date else []
    if len(parts) == 3 or not parts:
        return datetime.date(*parts) if parts else otherwise
    year, month = (parts + [12])[:2]
    return datetime.date(year + month // 12, month % 12 + 1, 1)


def plain(text):
    """Letters and spaces alone, without marks, in lower case."""
    text = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’ʻʼ`]", "", text)).strip()


def holders(by_country, office, first, last):
    """Terms in an office, cut to the days on which these roles are the office."""
    start = max(earliest(office["from"], first), first)
    end = min(latest(office["to"], last), last)
    roles = set(office["roles"].split(";"))
    out = []
    for row in by_country[office["of"] or office["country"]]:
        if row["role"] in roles:
            a, b = max(earliest(row["from"], start), start), min(latest(row["to"], end), end)
            if a < b:
                out.append((a, b, row))
    return start, end, sorted(out, key=lambda t: (t[0], t[1]))


def gaps(start, end, terms):
    """Days without a holder: vacancies longer than a handover."""
    out, at = [], start
    for a, b, _ in terms:
        if a - at > HANDOVER:
            out.append((at, a))
        at = max(at, b)
    if end - at > HANDOVER:
        out.append((at, end))
    return out


def overlaps(terms):
    """Pairs of different persons who hold one office for longer than dates are uncertain."""
    for i, (a, b, one) in enumerate(terms):
        for c, d, two in terms[i + 1 :]:
            if min(b, d) - c > SLACK and one["person"] != two["person"]:
                yield c, min(b, d), one, two


def months(gap):
    return (gap[1].year - gap[0].year) * 12 + gap[1].month - gap[0].month + (gap[1].day > 1)


def coverage(rows, first, last, quiet):
    by_country = collections.defaultdict(list)
    for row in rows:
        by_country[row["country"]].append(row)
    ends = {c["iso3"]: (c["from"], c["to"]) for c in table("countries.csv")}
    open_months, double, states, complete = 0, 0, set(), set()
    broken = set()
    for office in table("offices.csv"):
        country = office["country"]
        begin, over = ends[country]
        start, end, terms = holders(by_country, office, max(first, earliest(begin, first)), min(last, latest(over, last)))
        if office["office"] == "state":
            states.add(country)
        if start >= end or not office["roles"]:
            continue
        for gap in gaps(start, end, terms):
            open_months += months(gap)
            if office["office"] in ("state", "government", "leader"):
                broken.add(country)
            print(f"vacant\t{country}\t{office['office']}\t{gap[0]}\t{gap[1]}\t{office['roles']}")
        if not office["several"]:
            for a, b, one, two in overlaps(terms):
                double += 1
                quiet or print(f"overlap\t{country}\t{office['office']}\t{a}\t{b}\t{one['person']} / {two['person']}")
    complete = states - broken
    print(f"{len(states)} states, {len(complete)} without a vacancy from {first} to {last}; {open_months} months vacant; {double} overlaps")


def doubles(rows):
    """Different persons in one office at once: asked for the office, the program would have to call it ambiguous."""
    terms, found = collections.defaultdict(list), 0
    for row in rows:
        if row["role"] and row["role"] not in SHARED and row["country"] not in BODIES:
            terms[row["country"], row["role"]].append((earliest(row["from"], FIRST), latest(row["to"], LAST), row))
    for (country, role), list_ in sorted(terms.items()):
        for a, b, one, two in overlaps(sorted(list_, key=lambda t: t[:2])):
            found += 1
            print(f"overlap\t{country}\t{role}\t{a}\t{b}\t{one['person']} / {two['person']}")
    print(f"{found} overlaps")


def names(row):
    return [row["person"], *filter(None, row["aliases"].split(";"))]


def reign(rows, path):
    """Leaders of REIGN since 1990 who hold no office of that state here in the month in which they began, or a later one."""
    states = sorted(table("countries.csv"), key=lambda c: not c["to"])
    codes = {c["cow"]: c["iso3"] for c in states if c["cow"]}
    codes |= {"364": "RUS", "260": "DEU", "678": "YEM", "345": "SRB", "340": "SRB"}
    by_country = collections.defaultdict(list)
    for row in rows:
        by_country[row["country"]].append(row)
    seen = wrong = agree = compared = 0
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        for line in csv.DictReader(file):
            if not line["eyear"] or int(line["eyear"]) < FIRST.year:
                continue
            country = codes.get(line["ccode"], "")
            start = datetime.date(int(line["syear"]), int(line["smonth"] or 1), 1)
            end = datetime.date(int(line["eyear"]), int(line["emonth"] or 12), 28)
            seen += 1
            found = [r for r in by_country[country] if same(line["leader"], r)]
            for month in full_months(start, end):
                compared += 1
                if any(earliest(r["from"], FIRST) <= month < latest(r["to"], LAST) for r in found):
                    agree += 1
            held = any(
                earliest(r["from"], FIRST) <= end and latest(r["to"], LAST) >= max(start, FIRST) for r in found
            )
            if not held:
                wrong += 1
                print(f"reign\t{line['stateabb']}\t{country}\t{line['leader']}\t{start}\t{end}\t{'other dates' if found else 'unknown'}")
    print(f"{agree} of {compared} full months of a leader from 2000 to 2020 agree")
    print(f"{seen} leaders of REIGN since {FIRST.year}, {wrong} unknown or at other times here")


def full_months(start, end):
    """The middle of each month of 2000 to 2020 that lies between the months in which a leader came and went."""
    for year in range(max(start.year, 2000), min(end.year, 2020) + 1):
        for month in range(1, 13):
            if (start.year, start.month) < (year, month) < (end.year, end.month):
                yield datetime.date(year, month, 15)


def same(leader, row):
    """Whether a word of a leader's name, spelled the same or nearly so, or the whole of it, is part of a name of the row."""
    wanted = [w for w in plain(leader).split() if len(w) > 2] or plain(leader).split()
    for name in names(row):
        words = plain(name).split()
        if any(difflib.get_close_matches(w, words, 1, 0.75) for w in wanted) or "".join(wanted) in "".join(words):
            return True
    return False


def world_leaders(rows, path):
    known = {plain(n) for row in rows for n in names(row)}
    seen, missing = set(), []
    with open(path, encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            name = re.sub(r"\s*\(.*\)", "", line["officeholderLabel" if "officeholderLabel" in line else "officeholderlabel"])
            if not name or name in seen:
                continue
            seen.add(name)
            if plain(name) not in known:
                missing.append((line["country"], line.get("positionLabel") or line.get("positionlabel"), name, line["start_year"], line["end_year"]))
    for line in missing:
        print("unknown\t" + "\t".join(line))
    print(f"{len(seen)} names in {Path(path).name}, {len(missing)} unknown here")


def check(rows):
    """Form of the rows: dates, order, roles, countries, doubles."""
    date = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
    roles = {a["role"] for a in table("agents.csv")}
    countries = {c["iso3"] for c in table("countries.csv")} | BODIES
    seen, wrong = {}, []
    for row in rows:
        key = (row["person"], row["country"], row["role"], row["from"])
        faults = [f"{k} {row[k]!r}" for k in ("from", "to") if row[k] and not date.match(row[k])]
        faults or latest(row["to"], LAST)
        if not faults and row["from"] and row["to"] and latest(row["to"], LAST) <= earliest(row["from"], FIRST):
            faults.append("ends before it begins")
        if row["role"] not in roles:
            faults.append(f"role {row['role']!r} is not in agents.csv")
        if row["country"] not in countries:
            faults.append(f"country {row['country']!r}")
        if row["certainty"] not in ("sure", "likely"):
            faults.append(f"certainty {row['certainty']!r}")
        if not row["person"] or row["person"] != row["person"].strip() or not row["source"]:
            faults.append("no person or no source")
        # The dictionaries that name no office have two lines for persons of one name.
        if key in seen and row["role"]:
            faults.append(f"same row as {seen[key]}")
        seen.setdefault(key, row["where"])
        wrong += [f"{row['where']}\t{row['person']}\t{row['role']}\t{f}" for f in faults]
    print("\n".join(wrong + [f"{len(rows)} rows, {len(wrong)} faults"]))
    return not wrong


def day(text):
    return datetime.date.fromisoformat(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--quiet", action="store_true", help="do not list overlaps")
    parser.add_argument("--overlaps", action="store_true")
    parser.add_argument("--reign", metavar="FILE")
    parser.add_argument("--world-leaders", metavar="FILE", nargs="+", default=[])
    parser.add_argument("--from", dest="first", type=day, default=day("2000-01-01"))
    parser.add_argument("--to", dest="last", type=day, default=day("2026-01-01"))
    args = parser.parse_args()
    rows = people()
    if args.check:
        return 0 if check(rows) else 1
    if args.overlaps:
        doubles(rows)
    if args.reign:
        reign(rows, args.reign)
    for path in args.world_leaders:
        world_leaders(rows, path)
    if not (args.overlaps or args.reign or args.world_leaders):
        coverage(rows, args.first, args.last, args.quiet)
        persons = {r["person"] for r in rows}
        print(f"{len(persons)} persons, {len(rows)} rows, {len({n for r in rows for n in names(r)})} names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
