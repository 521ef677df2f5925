"""Makes organisations/phoenix.csv from the PETRARCH dictionaries (Phoenix, Open Event Data Alliance, MIT).

    python3 knowledge/make_phoenix_organisations.py Phoenix.International.actors.txt Phoenix.MilNonState.actors.txt

What enters has at least two words, one of which says what kind of body it is ("front", "association", "bank") and one of
which is neither that nor an ordinary word: "Popular Resistance" could be anybody, "Kuki Revolutionary Army" is one group.
Companies stay out: the list is one of the stock exchange. Persons, parties, single words, descriptions ("UN monitor") and what our own tables hold stay out; so do the names of LEFT_OUT,
which were read and judged to be wrong or no organisation. Only the standard library is used.
"""

import collections
import csv
import pathlib
import re
import sys

import make_phoenix as phoenix
import phoenix_names as names

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = ["name", "aliases", "code", "sector", "kind", "from", "to", "source"]

ARMED = set(
    """army front brigade brigades movement liberation party group organization organisation council union battalion
    battalions force forces jihad mujahideen mujahidin mujahedeen tigers tiger guard guards militia lashkar jaish jamaat jama'at jund
    harakat harkat harakut hizb hezb hizbul ansar kata'ib katibat jabhat liwa resistance commando commandos league congress
    committee command faction volunteers volunteer cells patriots coalition alliance self-defense defenders knights nation
    nations klan warriors order khalsa morcha mukti frente ejercito forces armed""".split()
)
BODY = set(
    """association foundation federation council union institute society committee organization organisation commission
    network international alliance fund centre center league bank agency forum programme program confederation congress
    academy coalition initiative trust relief aid mission board institution assembly conference university bureau secretariat
    tribunal court conseil comite fundacion fondation federacion asociacion instituto consejo confederacion comision
    ligue partnership consortium project rights watch""".split()
)
# Words that tell no body from another. A name made of these and of words for bodies alone is left out.
PLAIN = set(
    """a an the of for and in on to with by against from at de la le les des du et y el los las del d' e i o il di della
    national international people peoples people's popular revolutionary liberation united democratic islamic islam
    freedom armed new world global general central public social human rights women youth children peace development
    communist socialist worker workers workers' students trade economic security defense defence resistance revolution action
    red black white green free radical justice martyrs martyr struggle salvation unity independent patriotic anti-imperialist anarchist
    proletarian autonomous right left holy sacred jihad mujahideen brigade brigades army front movement party group organization
    organisation council union battalion battalions force forces command committee league congress coalition alliance
    nuclei nucleus cell cells faction guard guards fighters soldiers warriors state nation order american european
    foundation association federation institute society commission network fund centre center bank agency forum program
    programme confederation academy initiative trust relief aid mission board institution assembly conference university
    company corporation corp motors electric oil gas energy holdings industries systems technologies communications financial
    study studies research education educational health medical environmental environment cultural culture science scientific
    community fellowship help care life good first one young democracy food water law legal policy business industrial industry
    information media press technical technology professional religious religion mothers family families
    resources power steel telecom post stores insurance life mutual chemical chemicals mining aviation international
    solidarity cooperation conflict prevention""".split()
)
SMALL = set("of for and the in on to with by against from at de la le les des du et y el los las del di della e".split())
LEFT_OUT = set(pathlib.Path(HERE / "phoenix_left_out.txt").read_text(encoding="utf-8").split("\n"))


def cased(text):
    words = []
    for i, word in enumerate(text.split()):
        low = word.lower()
        if i and low in SMALL:
            words.append(low)
        elif re.fullmatch(r"[IVX]+|[A-Z]{2,4}\d+|(?:[A-Z]\.)+|UN|EU|US|USA|UK|AIDS|HIV|NATO|OPEC|ASEAN|YMCA|YWCA|TV", word):
            words.append(word)
        else:
            words.append("-".join(part(p, i + j) for j, p in enumerate(low.split("-"))))
    return " ".join(words)


def part(word, place):
    if place and word in ("al", "ul", "e", "i", "ur", "ud", "el", "ad", "as", "of", "and", "the"):
        return word
    found = re.match(r"([dl]'|['\"(]*)([a-z].*)", word)
    return found[1] + found[2][:1].upper() + found[2][1:] if found else word


def spelled(raw):
    """The names in one entry: the name itself and the short form in brackets behind it."""
    text = re.sub(r"[_\s]+", " ", raw).strip(" .,;")
    short = re.findall(r"\(([A-Z][A-Z\-]{2,9})\)", text)
    text = re.sub(r"\s*\([^)]*\)?\s*", " ", text).strip()
    text = re.sub(r"^THE ", "", re.sub(r", (THE|INC\.?|LTD\.?|LLC)$", "", text))
    bad = re.search(r"[\d:;\"=+@|/]|--", text) or not text.isascii()
    return (None if bad else cased(text)), short


def words_of(name):
    return [w.strip("'.,") for w in re.split(r"[\s\-]+", name.lower()) if w.strip("'.,")]


def telling(name, bodies):
    """Whether a name has a word for a body and a word of its own."""
    words = words_of(name)
    own = [w for w in words if w not in PLAIN and w not in bodies and len(w) > 2]
    return len(words) >= 2 and any(w in bodies for w in words) and bool(own)


def related(alias, name):
    """Whether a synonym shares a word of its own with the name; mere translations are words of the language."""
    return bool({w for w in words_of(alias) if w not in PLAIN and len(w) > 3} & set(words_of(name)))


def kind_of(name, codes, countries):
    """code, sector and kind by our scheme, and the words that say what body it is; None when the code is none of ours."""
    code = codes[0].split(" ")[0] if codes else ""
    place, rest = phoenix.place(code, countries)
    if len(codes) > 1 or " " in codes[0]:
        return None
    if code.startswith("IGO") and not code.startswith(("IGOUNO", "IGOEUR")):
        return "IGO", "", "igo", BODY
    if code.startswith("IGOUNO"):
        return "UNO", "", "igo", BODY
    if code.startswith("NGO"):
        sector = {"HLH": "MED", "HRI": "PRE", "ENV": "PRE", "EDU": "EDU", "LAB": "LAB", "MED": "JRN", "BUS": "BUS", "AGR": "AGR"}
        return "NGO", sector.get(code[-3:], "SOC"), "ngo", BODY
    if "PARTY" in name or re.search(r"MUJAHIDEEN$|RESISTANCE$", name):
        return None
    if code.startswith("IMG") or place is None and code[3:] == "REB" and code[:3] != "KKL":
        return "IMG", "UAF", "armed group", ARMED
    if rest == "REB" and place in countries:
        return place, "REB", "armed group", ARMED
    return None


def organisations(paths, taken, countries, dropped):
    out = {}
    for path in paths:
        for entry in phoenix.entries(path):
            if not entry.codes:
                continue
            kind = kind_of(entry.name.strip("_ "), entry.codes, countries)
            name, short = spelled(entry.name)
            if not kind or not name or not telling(name, kind[3]) or name in LEFT_OUT:
                dropped["no organisation with a name of its own"].append(f"{entry.line} {entry.name} {entry.codes}")
                continue
            others = [spelled(s)[0] for s in entry.synonyms]
            aliases = [a for a in others if a and telling(a, kind[3]) and a not in LEFT_OUT and related(a, name)]
            all_names = [name, *aliases, *[s for s in short if len(s) > 3]]
            if any(names.key(n) in taken for n in all_names):
                dropped["held by our tables"].append(f"{entry.line} {name}")
                continue
            fresh = list(dict.fromkeys(n for n in all_names if names.key(n) not in out))
            row = [fresh[0], fresh[1:], *kind[:3]] if fresh and fresh[0] == name else None
            if row:
                out.update({names.key(n): row for n in fresh})
    return list({id(row): row for row in out.values()}.values())


def main():
    dropped = collections.defaultdict(list)
    countries = {row["iso3"] for row in phoenix.read(HERE / "countries.csv")}
    paths = [pathlib.Path(p) for p in sys.argv[1:]]
    own = [row for f in sorted((HERE / "organisations").glob("*.csv")) if f.name != "phoenix.csv" for row in phoenix.read(f)]
    taken = phoenix.taken_names()
    taken |= {names.key(n) for row in own for n in [row["name"], *phoenix.split(row["aliases"])]}
    taken |= {names.key(n) for f in (HERE / "people").glob("*.csv") for row in phoenix.read(f) for n in [row["person"]]}
    rows = organisations(paths, taken, countries, dropped)
    rows.sort(key=lambda r: (r[4], r[2], names.key(r[0])))
    with open(HERE / "organisations" / "phoenix.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([n, ";".join(a), code, sector, kind, "", "", "PETRARCH Phoenix"] for n, a, code, sector, kind in rows)
    for why in sorted(dropped):
        print(f"{len(dropped[why]):6} {why}", file=sys.stderr)
    print(f"{len(rows)} organisations", file=sys.stderr)


if __name__ == "__main__":
    main()
