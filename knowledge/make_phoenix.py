"""Makes people/phoenix.csv from the dated actors of the PETRARCH dictionaries (Phoenix, Open Event Data Alliance, MIT).

    python3 knowledge/make_phoenix.py Phoenix.Countries.actors.txt

Only the standard library is used. What is left out is counted by reason on standard error, and listed in full with
`--report FILE`, so that nothing is dropped or guessed in silence. `--aliases` also writes the spellings that belong to
persons of our own tables into the column `aliases` of their first row; a second run changes nothing.

What the dictionaries say and how it is read:

* `[BENGOVEDU 030701-040331]` is an office of a minister in Benin. The months come from lists that appeared monthly, so
  an edge at a month's end is known to the month only (`2003-07`, `2004-03`).
* The lists begin in January 2003 and end in the first months of 2011. What began with the first list began in 2003 or
  before; what is open in the last one (`>100501`) is written as ended in 2011, or the year after
  it began, because nobody looked afterwards.
* ELI before the first office and after the last one says no more than the dates of the offices; it is not copied.
* Codes of finance, trade, energy, interior and defence are mixed in the dictionaries (BUS, MIL, DEV); their rows have
  no role. EDU, HLH, AGR, ENV and LAB name one ministry: the role is written where nobody else of the country had the
  same code at the same time.
"""

import argparse
import collections
import csv
import datetime
import pathlib
import re
import sys

import phoenix_names as names

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = ["person", "aliases", "country", "role", "sector", "from", "to", "certainty", "source"]
FIRST, LISTS_FROM, LISTS_TO = "1990-01-01", "2003-01-01", "2011"

COUNTRIES = {"KSV": "XKX", "TMP": "TLS", "KNT": "KNA", "ROM": "ROU", "SRP": "BIH"}
TERRITORIES = {"GBRVGB": "VGB", "GBRIMY": "IMN", "GBRFLK": "FLK", "DNKFRO": "FRO", "USAASM": "ASM", "USAPRI": "PRI"}
ROLES = {
    "GOVEDU": "education minister",
    "GOVHLH": "health minister",
    "GOVAGR": "agriculture minister",
    "GOVENV": "environment minister",
    "GOVLAB": "labor minister",
}
# Entries whose dates are known to be wrong: Massoud was killed in 2001, not in 2011.
WRONG = {"AHMED_SHAH_MASSOUD_"}
# Sectors of the dictionaries by ours; those of a second rank (GOVEDU) say which ministry it was, not who acts.
SECTORS = {"GOV": "GOV", "MIL": "MIL", "COP": "COP", "SPY": "SPY", "LEG": "LEG", "JUD": "JUD", "OPP": "OPP", "REB": "REB", "PTY": "PTY", "INS": "REB", "SEP": "REB"}
SECOND = {"GOVLEG": "LEG", "GOVSPY": "SPY"}


class Entry:
    """One actor of a dictionary: its main name, its synonyms, its codes with dates, and the line where it stands."""

    def __init__(self, name, line):
        self.name, self.line, self.synonyms, self.codes = name, line, [], []


def entries(path):
    """The actors of a file. The files hold a NUL byte, comments, blanks in names, and codes before or below names."""
    current = None
    with open(path, encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            line = line.replace("\0", "").split("#")[0].rstrip()
            head = line.split("[")[0].strip()
            if head.startswith("+") and current:
                current.synonyms.append(head[1:])
            elif head and not head.startswith(("+", "!")):
                if current:
                    yield current
                current = Entry(head, f"{path.name}:{number}")
            if current:
                current.codes += [c.strip() for c in re.findall(r"\[([^\]]*)\]", line)]
    if current:
        yield current


def day(digits):
    """YYMMDD or YYYYMMDD as ISO; None when it is no day. Two-digit years up to 30 are of this century."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    if len(digits) != 8:
        return None
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        return None


def period(code):
    """A code with its dates: (code, from, to) with ISO days or None; False when the dates are malformed."""
    found = re.fullmatch(r"([A-Z]+)\s+(?:([<>])\s*(\d+)|(\d+)-(\d+))", code)
    if not found:
        return False
    actor, sign, edge, begin, end = found.groups()
    if sign:
        edge = day(edge)
        return bool(edge) and (actor, None if sign == "<" else edge, edge if sign == "<" else None)
    begin, end = day(begin), day(end)
    if not begin or not end or begin >= end:
        return False
    return actor, begin, end


def place(code, countries):
    """Splits a code into the country and the rest; None for those who serve an organisation."""
    if code[:6] in TERRITORIES:
        return TERRITORIES[code[:6]], code[6:]
    country = COUNTRIES.get(code[:3], code[:3])
    if country in countries:
        return country, code[3:]
    return None, code


def sector(rest):
    """Our sector for the rest of a code; None when it is no office."""
    return SECOND.get(rest[:6]) or SECTORS.get(rest[:3])


def last_of_month(iso):
    return (datetime.date.fromisoformat(iso) + datetime.timedelta(days=1)).day == 1


def shown(begin, end):
    """The dates as the tables write them: months where the source is a monthly list, its first and last year at its ends."""
    if begin == LISTS_FROM:
        begin = "2003"
    elif begin and begin >= "2003" and begin.endswith("-01"):
        begin = begin[:7]
    if not end:
        end = LISTS_TO if not begin or begin < LISTS_TO else str(int(begin[:4]) + 1)
    elif end >= "2003" and last_of_month(end):
        end = end[:7]
    return begin or "", end


def offices(entry, countries, dropped):
    """The dated offices of an entry since 1990 as (country, role code, sector, from, to)."""
    out = []
    for code in entry.codes:
        if " " not in code:
            continue
        read = period(code)
        if not read:
            dropped["malformed dates"].append(f"{entry.line} {entry.name} [{code}]")
            continue
        country, rest = place(read[0], countries)
        kind = sector(rest)
        if rest.startswith("ELI") or read[2] and read[2] < FIRST:
            continue
        if country is None or kind is None:
            dropped["code without an office or a country of our tables"].append(f"{entry.line} {entry.name} [{code}]")
            continue
        out.append((country, rest if rest in ROLES else "", kind, read[1], read[2]))
    return out


def merged(rows):
    """Periods of the same office that touch or overlap become one."""
    groups = collections.defaultdict(list)
    for country, role, kind, begin, end in rows:
        groups[country, role, kind].append((begin or "", end or "9999"))
    out = []
    for (country, role, kind), spans in groups.items():
        spans.sort()
        joined = [spans[0]]
        for begin, end in spans[1:]:
            if begin <= later(joined[-1][1], 35):
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((begin, end))
        out += [(country, role, kind, b or None, None if e == "9999" else e) for b, e in joined]
    return out


def later(iso, days):
    if not iso or iso == "9999":
        return iso
    return (datetime.date.fromisoformat(iso) + datetime.timedelta(days=days)).isoformat()


class Person:
    """Somebody of the dictionaries with the names and offices found for him or her."""

    def __init__(self, name, aliases, rows, line):
        self.name, self.aliases, self.rows, self.line = name, aliases, rows, line

    def spellings(self):
        return [self.name, *self.aliases]

    def countries(self):
        return sorted({row[0] for row in self.rows})


def persons(paths, countries, dropped):
    out = []
    for path in paths:
        for entry in entries(path):
            if entry.name in WRONG or not any(" " in code for code in entry.codes):
                continue
            rows = merged(offices(entry, countries, dropped))
            if not rows:
                dropped["no office since 1990"].append(f"{entry.line} {entry.name}")
                continue
            spelled, why = names.person(entry.name)
            if not spelled:
                dropped[why].append(f"{entry.line} {entry.name}")
                continue
            aliases = {a for a, _ in map(names.person, entry.synonyms) if a and names.same(a, spelled)} - {spelled}
            out.append(Person(spelled, sorted(aliases), rows, entry.line))
    return out


def overlap(one, other):
    """Whether two periods (from, to) share a day or follow each other within about three months."""
    begin, end = max(one[0] or "", other[0] or ""), min(one[1] or "9999", other[1] or "9999")
    return begin <= later(end, 100)


def near(one, other):
    """Whether two persons of a country have offices at about the same time."""
    return any(a[0] == b[0] and overlap(a[3:], b[3:]) for a in one.rows for b in other.rows)


def join_variants(people):
    """Spellings of one person of a country in offices at about the same time become one person."""
    blocks = collections.defaultdict(list)
    for person in people:
        for country in person.countries():
            blocks[country].append(person)
    gone = {}
    for _, block in sorted(blocks.items()):
        for i, one in enumerate(block):
            for other in block[i + 1 :]:
                one_, other_ = find(gone, one), find(gone, other)
                if one_ is not other_ and names.same(one_.name, other_.name) and near(one_, other_):
                    gone[id(other_)] = one_
                    one_.aliases = sorted({*one_.aliases, *other_.spellings()} - {one_.name})
                    one_.rows = merged(one_.rows + other_.rows)
    return [p for p in people if id(p) not in gone]


def find(gone, person):
    while id(person) in gone:
        person = gone[id(person)]
    return person


class Ours:
    """The tables as they stand without the file that is made here."""

    def __init__(self):
        self.files = sorted(p for p in (HERE / "people").glob("*.csv") if p.name != "phoenix.csv")
        self.rows = [row for path in self.files for row in read(path)]
        self.keys, self.by_country = {}, collections.defaultdict(dict)
        for row in self.rows:
            spelled = [row["person"], *split(row["aliases"])]
            for name in spelled:
                self.keys.setdefault(names.key(name), row["person"])
            self.by_country[row["country"]].setdefault(row["person"], set()).update(spelled)
        self.offices = collections.defaultdict(list)
        for row in self.rows:
            self.offices[row["person"], row["country"]].append((edge(row["from"], 0), edge(row["to"], 1), row["role"]))

    def person(self, new):
        """Who of ours that is: the same country, the same name or a spelling of it, an office at about the time."""
        for country in new.countries():
            for person, spelled in self.by_country[country].items():
                if any(names.same(a, b) for a in new.spellings() for b in spelled) and self.at_the_time(person, new):
                    return person
        return None

    def at_the_time(self, person, new):
        exact = names.key(new.name) == names.key(person)
        return exact or any(overlap(o[:2], r[3:]) for r in new.rows for o in self.offices[person, r[0]])


def edge(date, end):
    """First or last day that a partial date can mean; the end is exclusive."""
    if not date:
        return None
    if len(date) == 10:
        return date
    year, month = int(date[:4]), int(date[5:7] or 0)
    if not end:
        return f"{year:04}-{month or 1:02}-01"
    if not month or month == 12:
        return f"{year + 1:04}-01-01"
    return f"{year:04}-{month + 1:02}-01"


def rest_of(row, held):
    """What remains of a period when those that our tables hold are taken away; scraps under 90 days are not kept."""
    left = [(row[3] or "1900-01-01", row[4] or "9999")]
    for begin, end, _ in held:
        begin, end = begin or "", end or "9999"
        left = [p for b, e in left for p in ((b, min(e, begin)), (max(b, end), e)) if p[0] < p[1]]
    # An office without an end that begins where ours ends is one that nobody closed.
    stale = {end for _, end, _ in held}
    left = [(b, e) for b, e in left if later(b, 90) <= e and e > FIRST and not (e == "9999" and b in stale)]
    return [(*row[:3], None if b == "1900-01-01" else b, None if e == "9999" else e) for b, e in left]


def fold_into_ours(people, ours, dropped):
    """Takes what our tables hold already out of the persons; gives the spellings that they add."""
    aliases, out = collections.defaultdict(set), []
    for person in people:
        known = ours.person(person)
        if not known:
            out.append(person)
            continue
        have = {names.key(n) for c in person.countries() for n in ours.by_country[c].get(known, ())}
        fresh = [n for n in person.spellings() if names.key(n) not in have and not names.key(n) in ours.keys]
        aliases[known].update(n for n in fresh if names.alias_of(n, known))
        rows = []
        for row in person.rows:
            rows += [row] if row[1] else rest_of(row, ours.offices[known, row[0]])
        person.name, person.aliases, person.rows = known, [], [r for r in rows if r[1] or r[2] != ""]
        if person.rows:
            out.append(person)
        else:
            dropped["held by our tables"].append(f"{person.line} {known}")
    return out, aliases


def without_namesakes(people, ours, taken, dropped):
    """Leaves out names that mean several persons, or something that is no person."""
    users = collections.defaultdict(set)
    for person in people:
        for name in person.spellings():
            users[names.key(name)].add(id(person))
    common = names.common(ours.rows, [p.name for p in people])
    out = []
    for person in people:
        mine = names.key(person.name) in ours.keys and ours.keys[names.key(person.name)] == person.name
        why = None
        if not mine and len(users[names.key(person.name)]) > 1:
            why = "a name of several persons"
        elif not mine and names.key(person.name) in ours.keys:
            why = "a name of somebody else in our tables"
        elif not mine and names.key(person.name) in taken:
            why = "also a place, an organisation or a word of our tables"
        elif not mine and common(person.name):
            why = "too common a name"
        if why:
            dropped[why].append(f"{person.line} {person.name} {'/'.join(person.countries())}")
            continue
        free = lambda k: len(users[k]) == 1 and k not in ours.keys and k not in taken
        person.aliases = [a for a in person.aliases if free(names.key(a)) and not common(a)]
        out.append(person)
    return out


def taken_names():
    """Keys of everything in our tables that is no person."""
    out = set()
    for table, columns in {
        "countries.csv": ["name", "other_names", "adjectives", "inhabitants", "capital", "seats", "metonyms"],
        "organisations/main.csv": ["name", "aliases"],
        "outlets.csv": ["name", "aliases"],
        "places.csv": ["name", "aliases"],
        "agents.csv": ["phrase", "plural"],
        "shorthand.csv": ["phrase"],
    }.items():
        for row in read(HERE / table):
            out.update(names.key(name) for column in columns for name in split(row[column]))
    return out


def with_roles(people):
    """The rows of the table. A ministry is named where nobody else of the country held the same at the time."""
    holders = collections.defaultdict(list)
    for person in people:
        for row in person.rows:
            if row[1]:
                holders[row[0], row[1]].append((person, row))
    out, written = [], set()
    for person in people:
        named = []
        for country, code, kind, begin, end in person.rows:
            row = (country, code, kind, begin, end)
            others = [r for p, r in holders[country, code] if code and p is not person]
            alone = code and not any(shares(row, other) for other in others)
            named.append((country, ROLES[code] if alone else "", kind, begin, end))
        rows = []
        for country, role, kind, begin, end in sorted(merged(named), key=lambda r: (r[0], r[3] or "", r[4] or "9999", r[1])):
            line = [person.name, "", country, role, kind, *shown(begin, end), "likely", "PETRARCH Phoenix"]
            office = (person.name, country, role, line[5])
            if office not in written:
                written.add(office)
                rows.append(line)
        if rows:
            rows[0][1] = ";".join(person.aliases)
        out += rows
    return out


def shares(one, other):
    """Whether two periods share more than a month."""
    begin, end = max(one[3] or "", other[3] or ""), min(one[4] or "9999", other[4] or "9999")
    return later(begin, 31) < end


def split(cell):
    return [part.strip() for part in cell.split(";") if part.strip()]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_aliases(ours, aliases):
    for path in ours.files:
        rows, changed = read(path), False
        for row in rows:
            new = sorted(aliases.pop(row["person"], ()))
            if new:
                row["aliases"], changed = ";".join(split(row["aliases"]) + new), True
        if changed:
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dictionary", nargs="+", type=pathlib.Path)
    parser.add_argument("--report", type=pathlib.Path, help="file for everything that was left out, by reason")
    parser.add_argument("--aliases", action="store_true", help="write new spellings of our persons into our tables")
    options = parser.parse_args()
    dropped, ours = collections.defaultdict(list), Ours()
    countries = {row["iso3"] for row in read(HERE / "countries.csv")}
    people = join_variants(persons(options.dictionary, countries, dropped))
    people, aliases = fold_into_ours(people, ours, dropped)
    people = without_namesakes(people, ours, taken_names(), dropped)
    people.sort(key=lambda p: (p.countries(), names.key(p.name), p.line))
    with open(HERE / "people" / "phoenix.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        rows = with_roles(people)
        writer.writerows(rows)
    if options.report:
        listed = [f"{why}: {what}\n" for why in sorted(dropped) for what in dropped[why]]
        listed += [f"spelling of ours: {p} = {a}\n" for p in sorted(aliases) for a in sorted(aliases[p])]
        options.report.write_text("".join(listed), encoding="utf-8")
    if options.aliases:
        write_aliases(ours, aliases)
    for why in sorted(dropped):
        print(f"{len(dropped[why]):6} {why}", file=sys.stderr)
    print(f"{len(people)} persons with {len(rows)} offices", file=sys.stderr)


if __name__ == "__main__":
    main()
