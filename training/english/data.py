"""Treebanks and name corpora as lists of sentences; the only place that knows their file formats.

A sentence is a dict of equally long lists: forms, upos, xpos, feats, heads (1-based, 0 is the root), deprels, names.
A list that a corpus does not annotate is None. Name labels are BIO over PER ORG LOC GROUP EVENT OTHER.
"""

import glob
import html
import random
import re

FEATS_KEPT = ("Case Definite Degree Gender Mood Number NumType Person Polarity Poss "
              "PronType Tense VerbForm Voice").split()
NAME_TYPES = {
    "person": "PER", "place": "LOC", "organization": "ORG", "event": "EVENT",
    "object": "OTHER", "abstract": "OTHER",
    "PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "OTHER",
    "politician": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC",
    "location": "LOC", "election": "EVENT", "misc": "OTHER",
}


def keep_feats(feats):
    """The morphology that the coder reads; the rest (Typo, Abbr, ExtPos, Style) is left out."""
    kept = [f for f in feats.split("|") if f.split("=")[0] in FEATS_KEPT]
    return "|".join(kept) or "_"


def read_conllu(path):
    """Yields (document id, sentence); multiword ranges and empty nodes are passed over."""
    document, rows = "", []
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id = "):
            document = line[14:].strip()
        elif not line.strip():
            if rows:
                yield document, to_sentence(rows)
            rows = []
        elif re.match(r"\d+\t", line):
            rows.append(line.rstrip("\n").split("\t"))
    if rows:
        yield document, to_sentence(rows)


def to_sentence(rows):
    has_names = any("Entity=" in r[9] for r in rows)
    return {
        "forms": [r[1] for r in rows], "upos": [r[3] for r in rows], "xpos": [r[4] for r in rows],
        "feats": [keep_feats(r[5]) for r in rows], "heads": [int(r[6]) for r in rows],
        "deprels": [r[7] for r in rows],
        "names": gum_names(rows) if has_names else None,
    }


def gum_names(rows):
    """Named entities from GUM's bracketed mentions: those whose head is a proper noun, cut to its run of proper nouns."""
    labels, open_spans, spans = ["O"] * len(rows), [], []
    for i, row in enumerate(rows):
        entity = re.search(r"Entity=([^|]*)", row[9])
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", entity.group(1) if entity else ""):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                open_spans.append((fields[0], fields[1] if len(fields) > 1 else "", fields, i))
                if part.endswith(")"):
                    spans.append((*open_spans.pop()[1:], i))
            else:
                ident = part.rstrip(")")
                for k in range(len(open_spans) - 1, -1, -1):
                    if open_spans[k][0] == ident:
                        spans.append((*open_spans.pop(k)[1:], i))
                        break
    for kind, fields, start, end in sorted(spans, key=lambda s: s[2] - s[3]):
        if kind not in NAME_TYPES:
            continue
        head = start
        if len(fields) > 5 and re.match(r"\d+", fields[5]):
            head = min(end, start + int(re.match(r"\d+", fields[5]).group()) - 1)
        if rows[head][3] != "PROPN":
            continue
        first = last = head
        while first > start and rows[first - 1][3] == "PROPN":
            first -= 1
        while last < end and rows[last + 1][3] in ("PROPN", "NUM"):
            last += 1
        for j in range(first, last + 1):
            labels[j] = ("B-" if j == first else "I-") + NAME_TYPES[kind]
    return labels


def read_names(path):
    """CoNLL columns (form first, label last), IOB1 or BIO, as BIO."""
    out, forms, labels = [], [], []
    for line in list(open(path, encoding="utf-8")) + ["\n"]:
        columns = line.split()
        if len(columns) < 2:
            if forms:
                out.append({"forms": forms, "names": labels, "upos": None, "xpos": None,
                            "feats": None, "heads": None, "deprels": None})
            forms, labels = [], []
            continue
        label = columns[-1]
        if label != "O":
            mark, kind = label.split("-", 1)
            kind = NAME_TYPES.get(kind, "OTHER")
            begins = mark == "B" or not labels or labels[-1][2:] != kind
            label = ("B-" if begins else "I-") + kind
        forms.append(columns[0])
        labels.append(label)
    return out


def load(root):
    """Parts by name: train (trees), dev, held (GUM documents set aside), names, names_held, and raw text.

    One of ten GUM documents and every fifth sentence of wikigold are set aside and never trained on.
    """
    train = [s for _, s in read_conllu(f"{root}/treebank/ewt-train.conllu")]
    gum = list(read_conllu(f"{root}/treebank/gum-open.conllu"))
    documents = sorted({d for d, _ in gum})
    random.Random(7).shuffle(documents)
    aside = set(documents[: len(documents) // 10])
    train += [s for d, s in gum if d not in aside]
    wikigold = read_names(f"{root}/names/wikigold/data/wikigold.conll.txt")
    names = [s for i, s in enumerate(wikigold) if i % 5]
    names += read_names(f"{root}/names/crossner-politics/train.txt") * 3
    fits = lambda s: 1 <= len(s["forms"]) <= 100
    return {
        "train": list(filter(fits, train)), "names": list(filter(fits, names)),
        "dev": [s for _, s in read_conllu(f"{root}/treebank/ewt-dev.conllu")],
        "held": [s for d, s in gum if d in aside],
        "names_held": {"wikigold": wikigold[::5], "crossner": read_names(f"{root}/names/crossner-politics/dev.txt")},
        "raw": list(filter(fits, raw_sentences([f"{root}/stories/ecbplus", f"{root}/meantime"]))),
    }


def raw_sentences(folders):
    """Unannotated news sentences (MEANTIME, ECB+), each once, quotation marks as typed."""
    out, seen = [], set()
    for folder in folders:
        for path in sorted(glob.glob(f"{folder}/**/*.xml", recursive=True)):
            sentences = {}
            for number, form in re.findall(r'<token [^>]*sentence="(\d+)"[^>]*>([^<]*)</token>',
                                           open(path, encoding="utf-8", errors="replace").read()):
                form = {"``": '"', "''": '"'}.get(form, html.unescape(form))
                sentences.setdefault(int(number), []).append(form)
            for forms in sentences.values():
                if len(forms) > 3 and tuple(forms) not in seen:
                    seen.add(tuple(forms))
                    out.append({"forms": forms, "upos": None, "xpos": None, "feats": None,
                                "heads": None, "deprels": None, "names": None})
    return out
