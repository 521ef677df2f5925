"""Reads the annotated articles in news/: a sentence a line, its events below it.

    python articles.py                  checks all files and counts them
    python articles.py --agreement      how far the blind second reading in second/news/ agrees

An article begins with `=== name date`; the next line is its headline, an empty line ends a paragraph. Below a sentence stand its
events, `> TYPE | actors | recipients | status`: parties are words of the sentence, several with ` & `, `word#2` the second place
where they stand; `-` nobody, `=` each other. `?TYPE` is an event that a careful reader could as well leave out. Pairs of parties
that no line names have nothing to do with each other.
"""

import collections
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
TYPES = [path.stem for path in sorted((HERE.parent / "types").glob("*.toml"))]
STATUSES = "happened ongoing planned proposed threatened denied disputed hypothetical historical".split()


class Event:
    """`actors` and `recipients` are lists of [start, end) in code points of the sentence; `mutual`: the actors with each other."""

    def __init__(self, sentence, line):
        fields = [field.strip() for field in line[1:].split("|")]
        if len(fields) != 4:
            raise ValueError("four fields: TYPE | actors | recipients | status")
        kind, actors, recipients, self.status = fields
        self.optional, self.type, self.mutual = kind.startswith("?"), kind.lstrip("?"), recipients == "="
        if self.type not in TYPES:
            raise ValueError(f"no type {self.type}")
        if self.status not in STATUSES:
            raise ValueError(f"no status {self.status}")
        self.actors = spans(sentence, actors)
        self.recipients = [] if self.mutual else spans(sentence, recipients)
        if not self.actors and not self.recipients:
            raise ValueError("nobody")


class Article:
    """`sentences`: (text, events, number of its paragraph); the headline is the first."""

    def __init__(self, name, date):
        self.name, self.date, self.sentences = name, date, []

    def text(self):
        """The whole text, and where each sentence begins."""
        text, starts, last = "", [], None
        for sentence, _, paragraph in self.sentences:
            if text:
                text += " " if paragraph == last and len(starts) > 1 else "\n\n"
            starts.append(len(text))
            text, last = text + sentence, paragraph
        return text, starts


def spans(sentence, field):
    return [] if field == "-" else [span(sentence, words.strip()) for words in field.split(" & ")]


def span(sentence, words):
    found = re.match(r"(.*)#(\d)$", words)
    words, number = (found[1], int(found[2])) if found else (words, 1)
    starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", sentence)]
    if len(starts) < number:
        raise ValueError(f"not in the sentence: {words}")
    return starts[number - 1], starts[number - 1] + len(words)


def read(path, fault):
    """The articles of a file; `fault(line, message)` is told of what cannot be read."""
    articles, paragraph = [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            if line.startswith("==="):
                found = re.fullmatch(r"=== (\S+) (\d{4}-\d\d-\d\d)", line)
                if not found:
                    raise ValueError("an article begins with: === name date")
                articles.append(Article(*found.groups()))
                paragraph = 0
            elif not line.strip():
                paragraph += 1
            elif not articles:
                raise ValueError("no article has begun")
            elif line.startswith(">"):
                sentence, events, _ = articles[-1].sentences[-1]
                events.append(Event(sentence, line))
            else:
                articles[-1].sentences.append((line.strip(), [], paragraph))
        except (ValueError, IndexError) as error:
            fault(number, str(error))
    return articles


def acts(events):
    """(actor, recipient, type) of a sentence's events; None where there is nobody."""
    for event in events:
        if event.mutual:
            yield from ((a, b, event.type) for a in event.actors for b in event.actors if a != b)
        else:
            yield from ((a, b, event.type) for a in event.actors or [None] for b in event.recipients or [None])


def agreement():
    """How many acts of one reading the other has too: the same type between overlapping parties."""
    near = lambda a, b: a is b is None or bool(a and b) and a[0] < b[1] and b[0] < a[1]
    same = lambda x, y: x[2] == y[2] and near(x[0], y[0]) and near(x[1], y[1])
    ignored = lambda number, message: None
    count, both = collections.Counter(), collections.Counter()
    for path in sorted((HERE / "second" / "news").glob("*.txt")):
        first = {a.name: a for a in read(HERE / "news" / path.name, ignored)}
        for article in read(path, ignored):
            other = {text: events for text, events, _ in first[article.name].sentences}
            for text, events, _ in article.sentences:
                if text not in other:
                    continue
                count["sentences"] += 1
                for name, mine, theirs in (("second", events, other[text]), ("first", other[text], events)):
                    firm = [act for act in acts(e for e in mine if not e.optional)]
                    count[name] += len(firm)
                    both[name] += sum(any(same(act, x) for x in acts(theirs)) for act in firm)
    first, second = both["first"] / count["first"], both["second"] / count["second"]
    print(f"{count['sentences']} sentences; of {count['first']} acts of the first reading the second has {100 * first:.1f} %, of its "
          f"{count['second']} the first has {100 * second:.1f} %; F1 {200 * first * second / (first + second):.1f}")


def main():
    if "--agreement" in sys.argv:
        return agreement()
    wrong, total, types = 0, collections.Counter(), collections.Counter()
    for path in sorted((HERE / "news").glob("*.txt")):
        faults = []
        articles = read(path, lambda number, message: faults.append((number, message)))
        for number, message in faults:
            print(f"{path.name}:{number}: {message}", file=sys.stderr)
        wrong += len(faults)
        sentences = [events for article in articles for _, events, _ in article.sentences]
        row = {"articles": len(articles), "sentences": len(sentences), "without": sum(not e for e in sentences),
               "events": sum(map(len, sentences)), "optional": sum(e.optional for events in sentences for e in events)}
        total.update(row)
        types.update(event.type for events in sentences for event in events)
        print(f"{path.stem:20}" + "".join(f"{value:10}" for value in row.values()))
    print(f"{'all':20}" + "".join(f"{value:10}" for value in total.values()) + "   (articles, sentences, without event, events, optional)")
    print(" ".join(f"{name} {number}" for name, number in types.most_common()))
    return sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
