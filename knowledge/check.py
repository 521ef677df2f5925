"""Lists what is wrong or doubtful in the tables: one line a finding, in the same order each time; exit code 1 on errors.

    python3 knowledge/check.py                   errors, and a count of each kind of doubt
    python3 knowledge/check.py --doubts          the doubts as well
    python3 knowledge/check.py --phoenix FILE    offices with exact dates in PETRARCH's dictionary that ours contradict
    python3 knowledge/check.py --counts          how much is in each table

Errors: columns missing, unknown codes of states, bodies, sectors and roles, dates that are none, an office that ends before it
begins, a row twice, one number of Correlates of War or of Gleditsch and Ward for two states at a time, a historical state missing.
Doubts: a name that two persons bear, a name that is also a place or an organisation, two spellings of what may be one person.
Who led which state without a gap is checked by `coverage.py`. Only the standard library is used.
"""

import argparse
import collections
import csv
import pathlib
import re
import sys

import make_phoenix as phoenix
import phoenix_names as names

HERE = pathlib.Path(__file__).resolve().parent
BODIES = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
# Numbers that Correlates of War and Gleditsch and Ward go on using for the state that followed.
SUCCESSORS = [{"RUS", "SUN"}, {"SRB", "SCG", "YUG"}]
HISTORICAL = ["SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "RVN"]
DISPUTED = ["XKX", "TWN", "PSE", "ESH"]
COLUMNS = {
    "countries.csv": "iso3,name,other_names,adjectives,inhabitants,capital,seats,metonyms,cow,gw,from,to,latitude,longitude,source",
    "people": "person,aliases,country,role,sector,from,to,certainty,source",
    "organisations": "name,aliases,code,sector,kind,from,to,source",
    "agents.csv": "phrase,plural,sector,kind,role,note,usual",
    "outlets.csv": "name,aliases,country,kind,source",
    "shorthand.csv": "phrase,members,when,source",
    "ships.csv": "prefix,country,sector,source",
    "others.csv": "word,class,note",
    "places.csv": "name,aliases,kind,country,admin1,latitude,longitude,geonames_id,source",
}


class Tables:
    """Every row with the file and line where it stands."""

    def __init__(self):
        self.errors, self.doubts, self.rows = [], collections.defaultdict(list), collections.defaultdict(list)
        for table, columns in COLUMNS.items():
            path = HERE / table
            for file in sorted(path.rglob("*.csv")) if path.is_dir() else [path]:
                self.read(table, file, columns.split(","))
        self.sectors = {file.stem for file in (HERE.parent / "codebook" / "sectors").glob("*.toml")} | {""}
        self.countries = {row["iso3"] for row in self.rows["countries.csv"]}
        self.roles = {row["role"] for row in self.rows["agents.csv"]} | {""}

    def read(self, table, file, columns):
        with open(file, encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            if next(reader) != columns:
                self.errors.append(f"{file.name}:1 the columns are not {','.join(columns)}")
                return
            for cells in reader:
                where = f"{file.relative_to(HERE).as_posix()}:{reader.line_num}"
                if len(cells) != len(columns):
                    self.errors.append(f"{where} {len(cells)} cells for {len(columns)} columns")
                    continue
                self.rows[table].append(dict(zip(columns, cells)) | {"where": where})

    def error(self, row, what):
        self.errors.append(f"{row['where']} {what}")


def check_people(tables):
    seen = {}
    for row in tables.rows["people"]:
        if row["country"] not in tables.countries | BODIES:
            tables.error(row, f"unknown country {row['country']}")
        if row["role"] not in tables.roles:
            tables.error(row, f"the role \"{row['role']}\" is none of agents.csv")
        if row["certainty"] not in ("sure", "likely") or not row["source"]:
            tables.error(row, "without certainty or source")
        check_sector(tables, row)
        check_dates(tables, row)
        same = tuple(row[c] for c in ("person", "country", "role", "sector", "from", "to"))
        if same in seen:
            tables.error(row, f"the same office as {seen[same]}")
        seen.setdefault(same, row["where"])


def check_sector(tables, row):
    if row["sector"] not in tables.sectors:
        tables.error(row, f"unknown sector {row['sector']}")


def check_dates(tables, row):
    for column in ("from", "to"):
        if row[column] and not is_date(row[column]):
            tables.error(row, f"{row[column]} is no date")
            return
    begin, end = phoenix.edge(row["from"], 0), phoenix.edge(row["to"], 1)
    if begin and end and end <= begin:
        tables.error(row, f"ends ({row['to']}) before it begins ({row['from']})")


def is_date(text):
    if not re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2])(-\d{2})?)?", text):
        return False
    return len(text) < 10 or phoenix.day(text.replace("-", "")) is not None


def check_others(tables):
    for row in tables.rows["organisations"]:
        if row["code"] not in tables.countries | BODIES:
            tables.error(row, f"unknown code {row['code']}")
        check_sector(tables, row)
        check_dates(tables, row)
    for table in ("outlets.csv", "places.csv"):
        for row in tables.rows[table]:
            if row["country"] and row["country"] not in tables.countries:
                tables.error(row, f"unknown country {row['country']}")
    for row in tables.rows["shorthand.csv"]:
        for code in phoenix.split(row["members"]) + phoenix.split(row["when"]):
            if code not in tables.countries:
                tables.error(row, f"unknown country {code}")
    for row in tables.rows["agents.csv"]:
        check_sector(tables, row)
        if row["usual"] and row["usual"] not in tables.countries | BODIES:
            tables.error(row, f"unknown country or body {row['usual']}")


def check_countries(tables):
    numbers = collections.defaultdict(list)
    for row in tables.rows["countries.csv"]:
        check_dates(tables, row)
        for column in ("cow", "gw"):
            for number in filter(None, re.split(r"[;/ ]", row[column])):
                if not re.fullmatch(r"[1-9]\d{0,2}", number):
                    tables.error(row, f"{number} is no number of a state")
                numbers[column, number].append(row)
    for (column, number), rows in sorted(numbers.items()):
        codes = {row["iso3"] for row in rows}
        if len(codes) > 1 and not any(codes <= group for group in SUCCESSORS):
            tables.errors.append(f"countries.csv {column} {number} belongs to {', '.join(sorted(codes))}")
    for code in HISTORICAL + DISPUTED:
        if code not in tables.countries:
            tables.errors.append(f"countries.csv the state or territory {code} is missing")


def find_doubts(tables):
    bearers, others = collections.defaultdict(set), {}
    for table, columns in (("countries.csv", ["name", "other_names", "capital"]), ("organisations", ["name", "aliases"])):
        for row in tables.rows[table]:
            for name in (n for column in columns for n in phoenix.split(row[column])):
                others.setdefault(names.key(name), row["where"])
    by_country = collections.defaultdict(dict)
    for row in tables.rows["people"]:
        for name in [row["person"], *phoenix.split(row["aliases"])]:
            bearers[names.key(name)].add(row["person"])
        by_country[row["country"]].setdefault(row["person"], []).append(row)
    for key, persons in sorted(bearers.items()):
        if len(persons) > 1:
            tables.doubts["a name of several persons"].append(", ".join(sorted(persons)))
        if key in others:
            tables.doubts["a person, and something else"].append(f"{', '.join(sorted(persons))}: {others[key]}")
    for country, persons in sorted(by_country.items()):
        for one, other in spellings(sorted(persons.items())):
            tables.doubts["perhaps two spellings of one person"].append(f"{country} {one} = {other}")


def spellings(persons):
    """Pairs of names of one state that may be one person: alike, and in office at about the same time."""
    for i, (one, rows) in enumerate(persons):
        for other, more in persons[i + 1 :]:
            if names.same(one, other) and any(phoenix.overlap(span(a), span(b)) for a in rows for b in more):
                yield one, other


def span(row):
    return phoenix.edge(row["from"], 0), phoenix.edge(row["to"], 1)


def against_phoenix(tables, path):
    """Offices that begin and end on a given day in the dictionary while our rows of the person say otherwise."""
    ours = collections.defaultdict(list)
    for row in tables.rows["people"]:
        if row["source"] != "PETRARCH Phoenix":
            ours[names.key(row["person"]), row["country"]].append(row)
    found = []
    for entry in phoenix.entries(path):
        spelled, _ = names.person(entry.name)
        for country, _, kind, begin, end in phoenix.offices(entry, tables.countries, collections.defaultdict(list)):
            rows = ours.get((names.key(spelled or ""), country), [])
            exact = begin and end and not begin.endswith("-01") and begin >= phoenix.FIRST
            if rows and exact and kind == "GOV" and not any(apart(begin, end, row) <= 62 for row in rows):
                held = "; ".join(f"{row['role']} {row['from']}..{row['to']}" for row in rows)
                found.append(f"{country} {spelled}: {begin}..{end} in Phoenix, {held} here")
    return sorted(set(found))


def apart(begin, end, row):
    """Days between the beginnings and between the ends of two periods, whichever is more."""
    here = span(row)
    return max(days(begin, here[0] or begin), days(end, here[1] or end))


def days(one, other):
    date = phoenix.datetime.date.fromisoformat
    return abs((date(one) - date(other)).days)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--doubts", action="store_true", help="list the doubts too")
    parser.add_argument("--phoenix", type=pathlib.Path, help="Phoenix.Countries.actors.txt, to compare exact dates")
    parser.add_argument("--counts", action="store_true", help="count the rows and names of each table")
    options = parser.parse_args()
    tables = Tables()
    check_people(tables)
    check_others(tables)
    check_countries(tables)
    find_doubts(tables)
    print("".join(f"error: {line}\n" for line in tables.errors), end="")
    for kind, lines in sorted(tables.doubts.items()):
        print("".join(f"{kind}: {line}\n" for line in lines) if options.doubts else f"{len(lines):6} {kind}\n", end="")
    if options.phoenix:
        print("".join(f"dates: {line}\n" for line in against_phoenix(tables, options.phoenix)), end="")
    if options.counts:
        for table, rows in tables.rows.items():
            print(f"{len(rows):6} rows in {table}")
        print(f"{len({row['person'] for row in tables.rows['people']}):6} persons")
        actors = {row["person"] for row in tables.rows["people"]} | {row["name"] for row in tables.rows["organisations"]}
        print(f"{len(actors):6} names of persons and organisations")
    print(f"{len(tables.errors):6} errors")
    return 1 if tables.errors else 0


if __name__ == "__main__":
    sys.exit(main())
