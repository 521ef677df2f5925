"""What the program finds in the annotated articles that train.py holds back, and why it misses the rest.

    python measure.py --program ../../target/release/detente [--examples 5]

An act is a type between two parties, or of one. It is found where an event with its type, actor and recipient stands in its sentence:
a party is the same if the words overlap, or if the program sees there a mention of the same country. An event is right if it is an
act, one that could be left out included.
"""

import argparse
import collections
import random
import zlib

import data


class Sentence:
    """A sentence with the events and mentions that stand in it; spans count from its beginning."""

    def __init__(self, text, start, events, mentions):
        inside = lambda x: start <= x["start"] < start + len(text)
        self.text, self.start = text, start
        self.events = [e for e in events if inside(e)]
        self.mentions = [m for m in mentions if inside(m) and m["kind"] != "outlet" and (m["country"] or m["sector"])]

    def mention(self, span):
        start, end = span[0] + self.start, span[1] + self.start
        shared = lambda m: (min(end, m["end"]) - max(start, m["start"])) / (max(end, m["end"]) - min(start, m["start"]))
        return max((m for m in self.mentions if shared(m) > 0), key=shared, default=None)

    def has(self, parties, span):
        if span is None:
            return not parties
        known = self.mention(span)
        same = lambda p: (p["start"] < span[1] + self.start and span[0] + self.start < p["end"]
                          or known is not None and p["country"] is not None and p["country"] == known["country"])
        return any(same(p) for p in parties)

    def tells(self, event, act):
        _, actor, recipient, mutual = act
        sides = event["actors"], event["recipients"]
        if actor and recipient and (mutual or event["reciprocal"]):
            return all(self.has(sides[0] + sides[1], party) for party in (actor, recipient))
        return self.has(sides[0], actor) and self.has(sides[1], recipient)

    def event(self, act):
        """The event that is an act, if one is."""
        return next((e for e in self.events if e["type"] == act[0] and self.tells(e, act)), None)

    def cause(self, act):
        """Why an act is missed; None if it is found."""
        kind, actor, recipient, _ = act
        if self.event(act):
            return None
        told = [e for e in self.events if self.tells(e, act)]
        seen = [self.mention(party) for party in (actor, recipient) if party]
        if None in seen:
            return "a party is not seen"
        if not any(m["country"] for m in seen):
            return "no country on either side"
        if told:
            return "another type between the two"
        return "the type of other parties" if any(e["type"] == kind for e in self.events) else "nothing is coded"


def acts(event):
    """(type, actor, recipient, mutual) for each two parties."""
    if event.mutual:
        couples = [(a, b) for i, a in enumerate(event.actors) for b in event.actors[i + 1:]]
    else:
        couples = [(a, b) for a in event.actors or [None] for b in event.recipients or [None]]
    return [(event.type, *couple, event.mutual) for couple in couples]


def held():
    for path in sorted((data.CODEBOOK / "training/news").glob("*.txt")):
        for article in data.articles.read(path, data.fail):
            if zlib.crc32(f"{path.stem}/{article.name}".encode()) % 12 == 0:
                yield f"{path.stem}/{article.name}", article


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--program", required=True)
    args.add_argument("--examples", type=int, default=0, help="so many sentences of each cause")
    a = args.parse_args()
    every = dict(held())
    texts = {name: {"text": article.text()[0], "published": article.date} for name, article in every.items()}
    events = data.found_by([a.program, "code", "--near-duplicates", "keep"], texts)
    mentions = data.look(a.program, "actors", texts)
    causes, right, output, statuses = collections.defaultdict(list), 0, sum(map(len, events.values())), []
    for name, article in every.items():
        for (text, marked, _), start in zip(article.sentences, article.text()[1], strict=True):
            here = Sentence(text, start, events[name], mentions[name])
            right += sum(any(e["type"] == act[0] and here.tells(e, act) for m in marked for act in acts(m)) for e in here.events)
            for m, act in ((m, act) for m in marked if not m.optional for act in acts(m)):
                parties = "between two" if act[1] and act[2] else "of one"
                statuses += [e["status"] == m.status for e in [here.event(act)] if e]
                causes[parties, here.cause(act) or "found"].append((text, act))
    for parties in ("between two", "of one"):
        counts = {cause: len(rows) for (of, cause), rows in causes.items() if of == parties}
        print(parties, sum(counts.values()), dict(sorted(counts.items(), key=lambda x: -x[1])))
    acts_of = sum(map(len, causes.values()))
    print(f"{len(every)} articles: P {100 * right / max(1, output):.1f} of {output}, R {100 * len(statuses) / acts_of:.1f} of {acts_of}; "
          f"status right in {100 * sum(statuses) / max(1, len(statuses)):.1f} % of the found")
    for (parties, cause), rows in sorted(causes.items()):
        for text, (kind, *spans, _) in random.Random(0).sample(rows, min(a.examples, len(rows))):
            print(parties, "|", cause, "|", kind, [text[s[0]:s[1]] for s in spans if s], "|", text)


if __name__ == "__main__":
    main()
