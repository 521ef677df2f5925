"""Rebuilds the articles of the gold coding from their corpora, as JSONL for `detente code`.

    python gold/texts.py --data DIR [--part open|held|sealed|all] [--documents gold/contexts-documents.tsv] > articles.jsonl

DIR holds stories/ecbplus, meantime and treebank as described in training/README.md. ECB+ and MEANTIME come as tokens: the
text is these tokens with the spacing of print, three sentences a paragraph, the first sentence as the headline. GUM keeps
its own spacing and paragraphs. The offsets in events.jsonl are code points into this text, so a change here moves them.
"""

import argparse
import csv
import json
import pathlib
import re
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
NO_SPACE_BEFORE = re.compile(r"^([,.;:?!)\]%…’”]+|'s|'S|'re|'ve|'ll|'d|'m|n't|'|”|’s)$")
NO_SPACE_AFTER = set("([$#“‘€£")


def printed(tokens):
    """Tokens as a line of print: spaces out before points, after brackets, and inside double quotes."""
    out, after, quoted = "", True, False
    for token in tokens:
        token = {"``": '"', "''": '"'}.get(token, token)
        glue = after or bool(NO_SPACE_BEFORE.match(token))
        after = token in NO_SPACE_AFTER
        if token == '"':
            glue, after = glue or quoted, not quoted
            quoted = not quoted
        elif token.startswith('"') and len(token) > 1:
            quoted = True
        out += ("" if glue else " ") + token
    out = re.sub(r"(?<=\w) - (?=\w)", "-", out)
    return re.sub(r"(?<=\d)(?:([.:]) (?=\d)|(,) (?=\d{3}\b))", r"\1\2", out)


def of_tokens(path):
    sentences = {}
    for token in xml.parse(path).getroot().iter("token"):
        sentences.setdefault(int(token.get("sentence")), []).append(token.text or "")
    lines = [printed(tokens) for _, tokens in sorted(sentences.items())]
    lines = [line for line in lines if not re.match(r"https?\s?:", line)]
    body = [" ".join(lines[at:at + 3]) for at in range(1, len(lines), 3)]
    return "\n\n".join(lines[:1] + body)


def of_gum(path, name):
    """(text, day of writing) of one document of GUM."""
    paragraphs, day, inside = [], "", False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            inside = line.endswith(name)
        elif inside and line.startswith("# meta::dateCreated = "):
            day = line.rsplit(" ", 1)[1]
        elif inside and line.startswith("# newpar") or inside and not paragraphs and line.startswith("# text"):
            paragraphs.append([])
        if inside and line.startswith("# text = "):
            paragraphs[-1].append(line.removeprefix("# text = "))
    return "\n\n".join(" ".join(p) for p in paragraphs if p), day


def articles(data, part, documents=HERE / "documents.tsv"):
    with open(documents, encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if part in ("all", row["part"]):
                path, _, name = row["source"].partition("#")
                text, day = of_gum(data / path, name) if name else (of_tokens(data / path), "")
                yield {"id": row["document"], "published": row["published"] or day, "text": text}


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", required=True, type=pathlib.Path)
    args.add_argument("--part", choices=("open", "held", "sealed", "all"), default="all")
    args.add_argument("--documents", type=pathlib.Path, default=HERE / "documents.tsv")
    a = args.parse_args()
    for article in articles(a.data, a.part, a.documents):
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
