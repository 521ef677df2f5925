"""Rebuilds the articles of the gold coding from their corpora, as JSONL for `detente code`.

    python gold/texts.py --data DIR [--part PART|all] [--documents gold/contexts-documents.tsv] > articles.jsonl

DIR holds stories/ecbplus, meantime, treebank, time, attribution and html as described in training/README.md. ECB+ and
MEANTIME come as tokens: the text is these tokens with the spacing of print, three sentences a paragraph, the first sentence
as the headline. The others keep their own spacing and paragraphs, TimeML without its marks. The offsets in events.jsonl are
code points into this text, so a change here moves them.
"""

import argparse
import csv
import html
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


def of_timeml(path):
    """(text, day of writing) of a document of TimeBank or AQUAINT."""
    source = path.read_text(encoding="utf-8")
    plain = lambda marked: html.unescape(re.sub(r"<[^>]+>", "", marked)).replace("``", '"').replace("''", '"')
    title = re.search(r"<TITLE>(.*?)</TITLE>", source, re.S)
    body = plain(re.search(r"<TEXT>(.*?)</TEXT>", source, re.S).group(1))
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", body)]
    day = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", source, re.S).group(1)
    return "\n\n".join(p for p in ([plain(title.group(1)).strip()] if title else []) + paragraphs if p), day


def of_page(path, key):
    """(text, day of writing) of one page of a publisher, as its expected extraction has it."""
    page = json.loads(path.read_text(encoding="utf-8"))[key]
    blocks = [page["title"], *page["body"]["summary"]]
    for section in page["body"]["sections"]:
        blocks += [*section["headline"], *section["paragraphs"]]
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip()), page["publishing_date"][:10]


def article(path, name):
    """(text, day of writing) of one article; the day is empty where its corpus does not say it."""
    if path.suffix == ".json":
        return of_page(path, name)
    if name:
        return of_gum(path, name)
    if path.suffix == ".tml":
        return of_timeml(path)
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8").strip(), ""
    return of_tokens(path), ""


def articles(data, part, documents=HERE / "documents.tsv"):
    with open(documents, encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if part in ("all", row["part"]):
                path, _, name = row["source"].partition("#")
                text, day = article(data / path, name)
                yield {"id": row["document"], "published": row["published"] or day, "text": text}


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", required=True, type=pathlib.Path)
    args.add_argument("--part", default="all")
    args.add_argument("--documents", type=pathlib.Path, default=HERE / "documents.tsv")
    a = args.parse_args()
    found = list(articles(a.data, a.part, a.documents))
    if not found:
        args.error(f"no article of {a.documents} is of part {a.part!r}")
    for article in found:
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
