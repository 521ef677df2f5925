"""Scores `detente code --petrarch-verbs` on PETRARCH's own unit records; for measuring only, nothing is copied from them.

    score_petrarch.py FOLDER DETENTE [--errors]

FOLDER has PETRARCH's dictionaries for validation (`PETR.Validate.*.txt`) and its unit records twice: `PETR.UnitTest.records.xml`
with codes for the older dictionary of verbs, which are mostly WEIS, and `PETR.UnitTest.records.ud.xml` with codes for the newer
one, which are CAMEO. A record is active when its category is in the list of the file itself. Its trees are not used: detente
parses the sentence.

A record passes when source, target and code of all of its events are what comes out, with none missing and none more; one with
an error or without events passes when nothing comes out. `--errors` lists the failures with their cause:

- *option*: the record sets an option of PETRARCH that detente does not have (events with a party that nobody knows, parties
  without an entry in a dictionary, clauses between commas cut away)
- *input*: the record is about a damaged tree, which a program that parses for itself does not see
- *code*, *party*, *missing*, *extra*: an event with another code, with another party, too few events, too many
"""

import collections
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

KINDS = {
    "older": ("PETR.UnitTest.records.xml", "PETR.Validate.verbs.txt", "weis"),
    "newer": ("PETR.UnitTest.records.ud.xml", "PETR.Validate.verbs.2.0.txt", "cameo"),
}
DEFAULTS = {"new_actor_length": "0", "require_dyad": "true", "comma_min": "2", "comma_max": "8", "comma_emin": "2", "comma_emax": "8"}


def records_of(path):
    """Active records with the options that hold at their place."""
    root = ElementTree.parse(path).getroot()
    active = root.find("Environment/Include").text.split()
    options, out = {}, []
    for element in root.find("Sentences"):
        if element.tag == "Config":
            options[element.get("option")] = element.get("value").lower()
        if element.tag != "Sentence" or element.get("category") not in active:
            continue
        events, error = [], None
        for event in element.findall("EventCoding"):
            error = event.get("error") or error
            if event.get("eventcode"):
                events.append((event.get("sourcecode"), event.get("targetcode"), event.get("eventcode")))
        date = element.get("date")
        out.append(
            {
                "id": f"{len(out) + 1} {element.get('id')}",
                "text": " ".join(element.find("Text").text.split()),
                "published": f"{date[:4]}-{date[4:6]}-{date[6:]}",
                "events": events,
                "error": error,
                "options": {k: v for k, v in options.items() if DEFAULTS.get(k, v) != v},
            }
        )
    return out


def coded(folder, program, kind, records):
    """Events by record."""
    _, verbs, codes = KINDS[kind]
    command = [program, "code", "-", "--input-format", "jsonl", "-f", "jsonl", "--petrarch-codes", codes]
    files = {"verbs": verbs, "actors": "PETR.Validate.actors.txt", "agents": "PETR.Validate.agents.txt", "discards": "PETR.Validate.discards.txt"}
    for option, name in files.items():
        command += [f"--petrarch-{option}", str(folder / name)]
    lines = "\n".join(json.dumps({k: r[k] for k in ("id", "text", "published")}) for r in records)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    out = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        for actor in row["actors"]:
            for recipient in row["recipients"]:
                out[row["document_id"]].append((actor["code"], recipient["code"], row["cameo"]))
    return out


def cause_of(record, found):
    if record["error"] == "bad_input_parse":
        return "input"
    unknown = any(party == "---" or party[0] == '"' for event in record["events"] for party in event[:2])
    if unknown or "comma_max" in record["options"]:
        return "option"
    missing = set(record["events"]) - set(found)
    extra = set(found) - set(record["events"])
    if missing and extra:
        parties = {e[:2] for e in missing} == {e[:2] for e in extra}
        return "code" if parties else "party"
    return "missing" if missing else "extra"


def main():
    folder, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    for kind, (name, verbs, _) in KINDS.items():
        records = records_of(folder / name)
        found = coded(folder, program, kind, records)
        failed = [r for r in records if sorted(r["events"]) != sorted(found[r["id"]])]
        causes = collections.Counter(cause_of(r, found[r["id"]]) for r in failed)
        told = ", ".join(f"{cause} {n}" for cause, n in causes.most_common())
        print(f"{verbs}: {len(records) - len(failed)} of {len(records)} records pass; failures: {told}")
        for record in failed if "--errors" in sys.argv else []:
            cause = cause_of(record, found[record["id"]])
            print(f"  {cause:8} {record['id']}: {record['text']}")
            print(f"           wanted {sorted(record['events'])}")
            print(f"           found  {sorted(found[record['id']])}")


if __name__ == "__main__":
    main()
