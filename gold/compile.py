"""Turns readers' notes into the gold events, and checks both.

    python gold/compile.py --data DIR --notes FOLDER > gold/events.jsonl
    python gold/compile.py --data DIR --check          the file gold/events.jsonl as it stands

FOLDER holds one JSON file an article: `{"document": id, "events": [...]}`. An event there has the fields of README.md, but
quotes words where `events.jsonl` has offsets: `actors` and `recipients` are `{text, nth, country, sector}`, `evidence`, `attribution`
and each entry of `more` `{text, nth}`. `nth` counts whole words from 1; it may be left out where the words stand once in the
article, or once in the clause of evidence. A `note` is for readers and is not written.

Nothing is written when there is an error: all of them are listed, one a line, and the exit code is 1.
"""

import argparse
import csv
import json
import pathlib
import re
import sys
import tomllib

import texts

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
STATUSES = "happened ongoing planned proposed threatened denied disputed hypothetical historical".split()
BODIES = "IGO UNO EUR NGO ISM IMG MNC".split()
# Every event has the first; the rest have a value when the notes leave them out.
REQUIRED = ["type", "status", "actors", "evidence"]
DEFAULTS = {"mode": [], "type_alternatives": [], "alleged": False, "recipients": [], "more": [], "date": None, "place": None,
            "channel": None, "attribution": None, "optional": False, "note": None}
KEYS = ["document", "type", "mode", "type_alternatives", "status", "alleged", "actors", "recipients", "start", "end", "more",
        "date", "place", "channel", "attribution", "optional"]
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
DATE = re.compile(f"{DAY}(/{DAY})?")


def names(folder):
    """The names of the files in a folder of the codebook: the codes of its labels."""
    return [path.stem for path in (ROOT / "codebook" / folder).glob("*.toml")]


class Codes:
    """What may stand in a line: from the codebook and the table of countries."""

    def __init__(self):
        types = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "codebook/types").glob("*.toml")]
        self.modes = {t["code"]: set(names(f"modes/{t['code']}")) for t in types}
        self.needs_recipient = {t["code"] for t in types if t["recipient"] == "required"}
        self.sectors = set(names("sectors"))
        self.channels = set(tomllib.loads((ROOT / "codebook/attribution.toml").read_text(encoding="utf-8"))["channel"])
        with open(ROOT / "knowledge/countries.csv", encoding="utf-8") as rows:
            self.countries = {row["iso3"] for row in csv.DictReader(rows)}

    def wrong(self, event):
        """What is wrong with the codes of an event, in words."""
        kind = event["type"]
        if kind not in self.modes:
            yield f"no type {kind!r}"
        for mode in event["mode"]:
            if mode not in self.modes.get(kind, {mode}):
                yield f"no mode {mode!r} of {kind}"
        for other in event["type_alternatives"]:
            if other not in self.modes or other == kind:
                yield f"no alternative {other!r} to {kind}"
        if event["status"] not in STATUSES:
            yield f"no status {event['status']!r}"
        for flag in ("alleged", "optional"):
            if not isinstance(event[flag], bool):
                yield f"{flag} is neither true nor false"
        if kind in self.needs_recipient and not event["recipients"] and len(event["actors"]) < 2:
            yield f"{kind} needs a recipient"
        for party in event["actors"] + event["recipients"]:
            if party["country"] not in self.countries.union(BODIES, [None]):
                yield f"no country {party['country']!r}"
            if party["sector"] not in self.sectors.union([None]):
                yield f"no sector {party['sector']!r}"
        if event["place"] not in self.countries.union([None]):
            yield f"no country {event['place']!r} for a place"
        if event["date"] is not None and not DATE.fullmatch(event["date"]):
            yield f"no date {event['date']!r}"
        if event["channel"] not in self.channels.union([None]):
            yield f"no channel {event['channel']!r}"


def places(words, text):
    """Where the words stand, whole: not as a part of a longer word."""
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [m.span() for m in re.finditer(before + re.escape(words) + after, text)]


def find(quoted, text, clause=None):
    """The span of quoted words; a ValueError says why there is none."""
    words, nth = quoted["text"], quoted.get("nth")
    found = places(words, text)
    if nth is None and len(found) > 1 and clause is not None:
        within = [span for span in found if clause[0] <= span[0] and span[1] <= clause[1]]
        found = within if len(within) == 1 else found
    if not found:
        raise ValueError(f"not in the text: {words!r}")
    if nth is None and len(found) > 1:
        raise ValueError(f"in {len(found)} places, nth is missing: {words!r}")
    if not 1 <= (nth or 1) <= len(found):
        raise ValueError(f"nth is {nth}, but in {len(found)} places: {words!r}")
    return found[(nth or 1) - 1]


def party(quoted, text, clause):
    start, end = find(quoted, text, clause)
    return {"start": start, "end": end, "country": quoted.get("country"), "sector": quoted.get("sector")}


def line_of(document, note, text):
    """One line of events.jsonl from one event of the notes."""
    missing = [key for key in REQUIRED if key not in note]
    unknown = [key for key in note if key not in REQUIRED and key not in DEFAULTS]
    if missing or unknown:
        raise ValueError(f"keys missing: {missing}, unknown: {unknown}")
    note = {**DEFAULTS, **note}
    clause = find(note["evidence"], text)
    made = {"document": document, "start": clause[0], "end": clause[1],
            "actors": [party(p, text, clause) for p in note["actors"]],
            "recipients": [party(p, text, clause) for p in note["recipients"] or []],
            "more": sorted(list(find(place, text)) for place in note["more"] or []),
            "attribution": note["attribution"] and list(find(note["attribution"], text, clause))}
    return {key: made[key] if key in made else note[key] for key in KEYS}


def compiled(folder, articles, codes):
    """(lines, errors) of all notes in a folder."""
    lines, errors = [], []
    for path in sorted(folder.glob("*.json")):
        notes = json.loads(path.read_text(encoding="utf-8"))
        document = notes["document"]
        if document != path.stem or document not in articles:
            errors.append(f"{path.name}: no article {document!r}")
            continue
        for number, note in enumerate(notes["events"]):
            where = f"{document}, event {number + 1} ({note.get('type')})"
            try:
                event = line_of(document, note, articles[document])
            except (KeyError, ValueError) as error:
                errors.append(f"{where}: {error}")
                continue
            lines.append(event)
            errors += [f"{where}: {wrong}" for wrong in codes.wrong(event)]
    return sorted(lines, key=order), errors


def order(event):
    return event["document"], event["start"], event["end"], event["type"]


def spans(event):
    parties = event["actors"] + event["recipients"]
    heard = [event["attribution"]] if event["attribution"] else []
    return [(event["start"], event["end"])] + [(p["start"], p["end"]) for p in parties] + event["more"] + heard


def checked(path, articles, codes):
    """What is wrong with the file of gold events, and the events."""
    lines, errors = [], []
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        event = json.loads(row)
        where = f"line {number}"
        if list(event) != KEYS or event["document"] not in articles:
            errors.append(f"{where}: wrong keys, or no article {event.get('document')!r}")
            continue
        length = len(articles[event["document"]])
        errors += [f"{where}: no span {start}–{end}" for start, end in spans(event) if not 0 <= start < end <= length]
        errors += [f"{where}: {wrong}" for wrong in codes.wrong(event)]
        lines.append(event)
    if lines != sorted(lines, key=order):
        errors.append("not sorted by document and start")
    if len({json.dumps(line) for line in lines}) < len(lines):
        errors.append("a line stands twice")
    return lines, errors


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--data", required=True, type=pathlib.Path)
    todo = args.add_mutually_exclusive_group(required=True)
    todo.add_argument("--notes", type=pathlib.Path)
    todo.add_argument("--check", action="store_true")
    a = args.parse_args()
    articles = {article["id"]: article["text"] for article in texts.articles(a.data, "all")}
    lines, errors = (checked(HERE / "events.jsonl", articles, Codes()) if a.check else
                     compiled(a.notes, articles, Codes()))
    for error in errors:
        print(error, file=sys.stderr)
    if not errors and not a.check:
        for line in lines:
            print(json.dumps(line, ensure_ascii=False))
    documents = len({line["document"] for line in lines})
    print(f"{documents} articles with events, {len(lines)} events, {len(errors)} errors", file=sys.stderr)
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()
