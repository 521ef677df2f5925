"""All pairs of parties of an annotated sentence: those with an event, and those that have nothing to do with each other.

The parties are the mentions that the program sees, as the judge is asked of them, and the marked ones that it does not see. Each
pair stands in both orders. A pair is left out where the marks leave it open: an event that could as well be left out, and parties
that may be those of an event by another name ("he", another word for the same state).
"""

import random
import zlib

LONGEST = 120
# Of the pairs of a sentence that have nothing to do with each other so many at most, and so many parties that do nothing alone.
MOST, ALONE = 9, 2


def pairs(events, mentions, words):
    """`mentions` as `look actors` writes them, `words(span)` gives the numbers of a span's words."""
    mentions = parties(mentions)
    table = Table(mentions, words)
    for event in events:
        table.add(event)
    seen = [(words((m["start"], m["end"])), m) for m in mentions]
    seen = [(at, m) for at, m in seen if at]
    rng = random.Random(zlib.crc32(str([m["text"] for m in mentions]).encode()))
    none = [(x, y) for i, (x, m) in enumerate(seen) for y, n in seen[i + 1:] if table.is_apart(x, m, y, n)]
    rng.shuffle(none)
    out = table.events()
    out += [pair(*both) for x, y in none[:MOST] for both in ((x, y), (y, x))]
    idle = [x for x, _ in rng.sample(seen, min(ALONE, len(seen))) if not any(set(x) & set(actor) for actor in table.acting)]
    return out + [pair(x, ()) for x in idle]


def pair(a, r, kind="-", status="-", turned=False):
    return {"a": list(a), "r": list(r), "type": kind, "modes": [], "status": status, "alleged": None, "reversed": turned}


def parties(mentions):
    """Mentions that can act; an adjective inside of another one is no party of its own."""
    able = [m for m in mentions if m["kind"] != "outlet" and (m["country"] or m["sector"])]
    within = lambda m: any(o is not m and o["start"] <= m["start"] and m["end"] <= o["end"] for o in able)
    return [m for m in able if not (m["kind"] == "demonym" and within(m))]


class Table:
    def __init__(self, mentions, words):
        self.mentions, self.words = mentions, words
        self.found, self.alone, self.open, self.all, self.acting = {}, {}, set(), [], set()

    def party(self, span):
        """The words and the country of the mention that a marked party is, else its own words."""
        start, end = span
        shared = lambda m: (min(end, m["end"]) - max(start, m["start"])) / (max(end, m["end"]) - min(start, m["start"]))
        best = max((m for m in self.mentions if shared(m) > 0), key=shared, default=None)
        if best and (shared(best) > 0.4 or best["end"] == end):
            return self.words((best["start"], best["end"])), best["country"]
        return self.words(span), best and best["country"]

    def add(self, event):
        actors = [self.party(span) for span in event.actors]
        recipients = [self.party(span) for span in event.recipients]
        couples = [(a, r) for a in actors for r in (actors if event.mutual else recipients) if a[0] != r[0]]
        self.all += couples
        self.acting |= {a[0] for a in actors}
        for (a, _), (r, _) in couples:
            if a and r and not set(a) & set(r):
                self.note(event, a, r)
        if not recipients and not event.mutual:
            for a, _ in actors:
                if a:
                    self.note(event, a, ())

    def note(self, event, a, r):
        if event.optional:
            self.open.add((a, r))
        else:
            (self.found if r else self.alone).setdefault((a, r), (event.type, event.status))

    def events(self):
        out = []
        for (a, r), (kind, status) in self.found.items():
            out.append(pair(a, r, kind, status))
            if (r, a) not in self.found and (r, a) not in self.open:
                out.append(pair(r, a, kind, status, turned=True))
        return out + [pair(a, r, kind, status) for (a, r), (kind, status) in self.alone.items()]

    def is_apart(self, x, m, y, n):
        """Whether two mentions are sure to have nothing to do with each other."""
        if set(x) & set(y) or (x, y) in self.found or (y, x) in self.found or not (m["country"] or n["country"]):
            return False
        if (m["code"], m["text"]) == (n["code"], n["text"]):
            return False
        same = lambda at, mention, party: bool(set(at) & set(party[0])) or mention["country"] == party[1]
        return not any(same(x, m, a) and same(y, n, r) or same(y, n, a) and same(x, m, r) for a, r in self.all)
