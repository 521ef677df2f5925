"""Scores the links of `detente look actors` against corpora with gold coreference.

    score_coreference.py gum GUM.conllu DETENTE [--genre news] [--part held|rest|all] [--errors]
    score_coreference.py meantime FOLDER DETENTE [--part held|rest|all] [--errors]

A gold chain counts as named when one of its mentions is headed by a proper noun (GUM) or marked as a name (MEANTIME) and its
type is person, organisation or place. The targets are the mentions of named chains that are pronouns or common nouns, that
are not the first of their chain, and that are no apposition, title or predicate of it (those are next to their name anyway).

A link is a row of `look actors` with an antecedent. Its two ends are matched with the gold mention that shares the largest
part of its tokens (and whose head they hold). A link is right when both ends are mentions of one chain. A row that matches no
gold mention counts as wrong when it is a pronoun and is passed over otherwise, as neither corpus marks adjectives and the
like throughout. Then

    precision   right links / links, over rows that are pronouns or common nouns
    recall      right links on targets / targets
    all         the same over all rows, names too; targets are then all but the first mention of the named chains

`--part held` are the documents kept for the figure: the tenth of GUM that `english/data.py` sets aside (seed 7), and of MEANTIME
every second document in the order of the names. The name of a country in an adjective is no mention in GUM.
"""

import argparse
import collections
import glob
import json
import os
import random
import re
import subprocess
import xml.etree.ElementTree as xml

KINDS = {"person", "organization", "place", "PERSON", "ORGANIZATION", "LOCATION", "PER", "ORG", "LOC"}
PRONOUNS = {
    "he": "he him his himself", "she": "she her hers herself", "it": "it its itself",
    "they": "they them their theirs themselves themself", "we": "we us our ours ourselves", "i": "i me my mine myself",
    "you": "you your yours yourself",
}
CLASS = {form: name for name, forms in PRONOUNS.items() for form in forms.split()}


class Text:
    """A document: its text, the spans of its tokens, and mentions as (first, last, head tokens, chain, type, form)."""

    def __init__(self, name):
        self.name, self.text, self.tokens, self.mentions, self.published = name, "", [], [], None
        self.annotated = None  # end of the part with annotation, in characters; None for all of it

    def finish(self):
        """Marks named chains and orders the mentions."""
        self.mentions.sort(key=lambda m: (m["first"], -m["last"]))
        self.named = {m["chain"] for m in self.mentions if m["form"] == "name" and m["type"] in KINDS}
        seen = set()
        for mention in self.mentions:
            mention["new"] = mention["chain"] not in seen
            wanted = mention["chain"] in self.named and not mention["new"] and mention["link"] not in ("appos", "pred")
            mention["target"] = wanted and not self.beside(mention)
            seen.add(mention["chain"])
        return self

    def beside(self, mention):
        """Whether a mention stands within or next to another of its chain: a title, an apposition."""
        others = [m for m in self.mentions if m["chain"] == mention["chain"] and m is not mention and m["form"] == "name"]
        return mention["form"] == "nominal" and any(
            m["first"] - 2 <= mention["last"] and mention["first"] <= m["last"] + 2 for m in others)

    def match(self, start, end):
        """The gold mention that shares most with a span of the text."""
        inside = {i for i, (a, b) in enumerate(self.tokens) if a < end and b > start}
        best, share = None, 0.0
        for mention in self.mentions:
            own = set(range(mention["first"], mention["last"] + 1))
            if not inside & mention["heads"]:
                continue
            jaccard = len(own & inside) / len(own | inside)
            if jaccard > share:
                best, share = mention, jaccard
        return best


def gum(path, genre, part):
    """The documents of a CoNLL-U file with entities in MISC."""
    documents, rows, text, paragraph = [], [], None, False
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id = "):
            text = Text(line[14:].strip())
            documents.append(text)
            text.open = []
        elif line.startswith("# meta::dateCreated = "):
            date = line.split("=")[1].strip()
            text.published = date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else None
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# text = "):
            sentence = line[9:].rstrip("\n")
        elif re.match(r"\d+\t", line):
            rows.append(line.rstrip("\n").split("\t"))
        elif not line.strip() and rows:
            text.text += ("\n\n" if paragraph else " ") if text.text else ""
            add_sentence(text, sentence, rows)
            rows, paragraph = [], False
    names = sorted({d.name for d in documents})
    random.Random(7).shuffle(names)
    held = set(names[: len(names) // 10])
    keep = {"all": lambda n: True, "held": lambda n: n in held, "rest": lambda n: n not in held}[part]
    return [d.finish() for d in documents if keep(d.name) and (not genre or f"_{genre}_" in d.name)]


def add_sentence(text, sentence, rows):
    offset, at, base = len(text.text), 0, len(text.tokens)
    text.text += sentence
    for row in rows:
        found = sentence.find(row[1], at)
        start = found if found >= 0 else at
        at = start + (len(row[1]) if found >= 0 else 0)
        text.tokens.append((offset + start, offset + at))
    for i, row in enumerate(rows):
        entity = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", entity.group(1) if entity else ""):
            if part.startswith("("):
                text.open.append((part.strip("()").split("-"), base + i))
                if part.endswith(")"):
                    close(text, len(text.open) - 1, base + i, base, rows)
            else:
                ident = part.rstrip(")")
                at_open = [k for k, (fields, _) in enumerate(text.open) if fields[0] == ident]
                if at_open:
                    close(text, at_open[-1], base + i, base, rows)


def close(text, index, last, base, rows):
    fields, first = text.open.pop(index)
    words = [int(n) - 1 for n in re.findall(r"\d+", fields[5])] if len(fields) > 5 else [0]
    heads = {first + w for w in words if first + w <= last} or {first}
    row = rows[min(heads) - base] if min(heads) >= base else rows[0]
    # GUM's minimal span of a name is the whole name; a nominal's is its head.
    form = {"PROPN": "name", "PRON": "pronoun"}.get(row[3], "nominal")
    if row[4] in ("PRP$",):
        form = "pronoun"
    if row[3] == "PROPN" and len(heads) == 1 and row[7] in ("amod",):
        form = "nominal"
    text.mentions.append({"first": first, "last": last, "heads": heads, "chain": re.sub(r"\[.*", "", fields[0]),
                          "type": fields[1] if len(fields) > 1 else "", "form": form,
                          "link": fields[6] if len(fields) > 6 else ""})


def meantime(folder, part):
    """The documents of a folder of NAF-like XML files."""
    paths = sorted(glob.glob(f"{folder}/**/*.xml", recursive=True), key=os.path.basename)
    keep = {"all": lambda i: True, "held": lambda i: i % 2 == 1, "rest": lambda i: i % 2 == 0}[part]
    return [meantime_text(path) for i, path in enumerate(paths) if keep(i)]


def meantime_text(path):
    root = xml.parse(path).getroot()
    line = [int(t.get("sentence")) for t in root.iter("token")]
    text, index, last = Text(os.path.basename(path)[:-4]), {}, 0
    sentences = {}
    for token in root.iter("token"):
        sentence, form = int(token.get("sentence")), token.text or ""
        sentences.setdefault(sentence, []).append(form)
        glue = "" if form in list(".,;:?!)%") + ["'s", "n't", "'", "''", "”", "’s"] else " "
        if text.text and sentence != last:
            glue = "\n\n" if sentence in (1, 2) else " "
        elif not text.text or text.text.endswith(("(", "$", "“")):
            glue = ""
        last = sentence
        text.text += glue
        index[token.get("t_id")] = len(text.tokens)
        text.tokens.append((len(text.text), len(text.text) + len(form)))
        text.text += form
    text.published = meantime_day(" ".join(sentences.get(1, [])))
    add_meantime_mentions(text, root, index)
    # Only the first sentences of each article are annotated.
    last = max((m["last"] for m in text.mentions), default=0)
    ends = [i for i, token in enumerate(root.iter("token")) if i > last and int(token.get("sentence")) > line[last]]
    text.annotated = text.tokens[ends[0]][0] if ends else None
    return text.finish()


def meantime_day(words):
    months = "January February March April May June July August September October November December".split()
    found = re.search(r"(\w+) (\d+) ?, (\d{4})", words)
    return f"{found[3]}-{months.index(found[1]) + 1:02}-{int(found[2]):02}" if found and found[1] in months else None


def add_meantime_mentions(text, root, index):
    spans, types = {}, {}
    for mention in root.iter("ENTITY_MENTION"):
        tokens = sorted(index[a.get("t_id")] for a in mention.iter("token_anchor"))
        if tokens:
            spans[mention.get("m_id")] = (tokens, mention.get("syntactic_type") or "")
    for entity in root.iter("ENTITY"):
        types[entity.get("m_id")] = entity.get("ent_type") or ""
    for relation in root.iter("REFERS_TO"):
        targets = [t.get("m_id") for t in relation.iter("target")]
        for source in relation.iter("source"):
            if source.get("m_id") not in spans or not targets or targets[0] not in types:
                continue
            tokens, syntactic = spans[source.get("m_id")]
            form = {"NAM": "name", "PRE.NAM": "name", "PRO": "pronoun"}.get(syntactic, "nominal")
            words = [text.text[a:b] for a, b in (text.tokens[t] for t in tokens)]
            if len(words) == 1 and words[0].lower() in CLASS:
                form = "pronoun"
            text.mentions.append({"first": tokens[0], "last": tokens[-1], "heads": {head_of(tokens, words)},
                                  "chain": targets[0], "type": types[targets[0]], "form": form,
                                  "link": {"APP": "appos"}.get(syntactic, "")})


def head_of(tokens, words):
    """MEANTIME names no heads: the last word before a comma, a preposition or a relative word."""
    stops = {",", "of", "in", "for", "from", "at", "on", "with", "to", "by", "who", "which", "that", "'s", "and", "("}
    for i, word in enumerate(words):
        if i and word.lower() in stops and not (word == "'s" and i + 1 < len(words)):
            return tokens[i - 1]
    return tokens[-1]


def look(texts, program):
    """The rows of `look actors` by document."""
    lines = []
    for text in texts:
        record = {"id": text.name, "text": text.text}
        if text.published:
            record["published"] = text.published
        lines.append(json.dumps(record))
    out = subprocess.run([program, "look", "actors", "-", "-f", "jsonl"], input="\n".join(lines), capture_output=True,
                         text=True, check=True).stdout
    rows = collections.defaultdict(list)
    for row in map(json.loads, out.splitlines()):
        rows[row["document_id"]].append(row)
    return rows


class Counts:
    def __init__(self):
        self.links, self.right, self.found, self.targets = 0, 0, 0, 0

    def line(self, name):
        precision = self.right / max(self.links, 1)
        recall = self.found / max(self.targets, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return (f"{name:12} precision {100 * precision:5.1f} ({self.right}/{self.links})  "
                f"recall {100 * recall:5.1f} ({self.found}/{self.targets})  F1 {100 * f1:5.1f}")


def class_of(words, form):
    return CLASS.get(words.lower(), form)


def score(texts, rows, errors):
    counts = collections.defaultdict(Counts)
    for text in texts:
        hit = score_links(text, rows[text.name], counts, errors)
        for mention in text.mentions:
            if not mention["target"]:
                continue
            words = text.text[text.tokens[mention["first"]][0]:text.tokens[mention["last"]][1]]
            for name in groups(class_of(words, mention["form"]), mention["form"]):
                counts[name].targets += 1
                counts[name].found += id(mention) in hit
            if errors and id(mention) not in hit and mention["form"] != "name":
                print(f"MISS {text.name}: {around(text, mention)}")
    return counts


def groups(kind, form):
    return ["all", kind] + (["anaphors"] if form != "name" else []) + (["pronouns"] if form == "pronoun" else [])


def around(text, mention):
    start, end = text.tokens[mention["first"]][0], text.tokens[mention["last"]][1]
    before = text.text[max(0, start - 90):start].replace("\n", " ")
    return f"{before}[{text.text[start:end]}]{text.text[end:end + 30]!r}"


def score_links(text, rows, counts, errors):
    """Counts the links of a document; gives the gold mentions that have a right one."""
    hit, done = set(), set()
    for row in rows:
        start, end = row["start"], row["end"]
        outside = text.annotated is not None and start >= text.annotated
        if row.get("antecedent_start") is None or (start, end) in done or outside:
            continue
        done.add((start, end))
        words = text.text[start:end]
        mention = text.match(start, end)
        pronoun = words.lower() in CLASS
        if mention is None and not pronoun:
            continue
        form = "pronoun" if pronoun else mention["form"]
        if not pronoun and form == "pronoun":
            continue
        other = text.match(row["antecedent_start"], row["antecedent_end"])
        right = mention is not None and other is not None and other is not mention and other["chain"] == mention["chain"]
        if right:
            hit.add(id(mention))
        elif errors:
            gold = "not a mention" if mention is None else f"chain {mention['chain']} {mention['type']}"
            print(f"WRONG {text.name}: {text.text[max(0, start - 120):start]!r}[{words}]{text.text[end:end + 40]!r} -> "
                  f"{text.text[row['antecedent_start']:row['antecedent_end']]} ({gold}; {row['kind']}; {row['reason']})")
        for name in groups(class_of(words, form), form):
            counts[name].links += 1
            counts[name].right += right
    return hit


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", choices=["gum", "meantime"])
    parser.add_argument("data")
    parser.add_argument("program")
    parser.add_argument("--genre", default="")
    parser.add_argument("--part", choices=["held", "rest", "all"], default="all")
    parser.add_argument("--errors", action="store_true", help="print every wrong link and missed target")
    args = parser.parse_args()
    texts = gum(args.data, args.genre, args.part) if args.corpus == "gum" else meantime(args.data, args.part)
    counts = score(texts, look(texts, args.program), args.errors)
    print(f"{len(texts)} documents, {sum(len(t.named) for t in texts)} named chains")
    order = ["anaphors", "pronouns", *PRONOUNS, "nominal", "all"]
    for name in [n for n in order if n in counts]:
        print(counts[name].line(name))


if __name__ == "__main__":
    main()
