"""How well the article is taken out of a page: text, day of publication, headline.

    python3 training/score_pages.py DATA --program "target/release/detente read -f jsonl"
    python3 training/score_pages.py DATA --rival trafilatura

DATA is a folder with `publisher-pages` (pages of newspapers with what their own parsers take out of them) and
`readability-pages` (pages with what a reader view shows); neither is part of the repository. The program reads a folder
of pages and writes one article a line; its text is that of the paragraphs that are kept. The rival is the Python
package of that name.

Text is compared by its runs of four words (fewer where the text is shorter), counted as often as they occur. Precision
and recall are means over the pages, F1 is that of the means. A day of publication is right when it is the day that is
wanted, in the zone in which it is written or in that of Greenwich.
"""

import argparse
import collections
import datetime
import gzip
import html.parser
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

RUN = 4


def main():
    options = arguments()
    cases = list(publisher_pages(options.data)) + list(readability_pages(options.data))
    if options.only:
        cases = [case for case in cases if options.only in case["id"]]
    for case in cases if options.without_json_ld else []:
        case["page"] = re.sub(rb"(?is)<script[^>]*ld\+json.*?</script>", b"", case["page"])
    for case in cases if options.without_classes else []:
        case["page"] = re.sub(rb"""(?i)\s(class|id|data-[a-z-]+)\s*=\s*("[^"]*"|'[^']*')""", b"", case["page"])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(options.keep or folder)
        folder.mkdir(exist_ok=True, parents=True)
        for case in cases:
            (folder / case["id"]).write_bytes(case["page"])
        found = rival(folder, cases) if options.rival else program(options.program, folder)
    for group in ["publisher", "readability"]:
        report(group, [case for case in cases if case["id"].startswith(group)], found, options)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/detente read -f jsonl")
    parser.add_argument("--rival", choices=["trafilatura"])
    parser.add_argument("--without-json-ld", action="store_true", help="take the JSON-LD out of the pages first")
    parser.add_argument("--without-classes", action="store_true", help="take classes and ids out of the pages first")
    parser.add_argument("--only", help="pages whose name holds this")
    parser.add_argument("--worst", type=int, default=0, help="show so many of the worst pages")
    parser.add_argument("--errors", help="write missing and surplus text of every page to this file")
    parser.add_argument("--keep", help="write the pages to this folder")
    return parser.parse_args()


def publisher_pages(data):
    """The parsers of a publisher have versions, and each has its page: both in the order of time."""
    for gold in sorted(data.glob("publisher-pages/*/*.json")):
        versions = sorted(json.loads(gold.read_text()).items(), key=lambda v: [int(n) for n in re.findall(r"\d+", v[0])])
        pages = sorted(gold.parent.glob(gold.stem + "_2*.html.gz"))
        for page, (_, wanted) in zip(pages, versions, strict=True):
            yield publisher_case(page, wanted)


def publisher_case(page, wanted):
    body = wanted.get("body") or {}
    parts = list(body.get("summary") or [])
    for section in body.get("sections") or []:
        parts += (section.get("headline") or []) + (section.get("paragraphs") or [])
    name = page.name.removesuffix(".gz")
    return {
        "id": f"publisher-{page.parent.name}-{name}",
        "page": gzip.decompress(page.read_bytes()),
        "body": "\n".join(parts),
        "title": wanted.get("title"),
        "published": wanted.get("publishing_date"),
        "authors": wanted.get("authors"),
    }


def readability_pages(data):
    for folder in sorted(data.glob("readability-pages/*")):
        expected = folder / "expected.html"
        if not expected.exists():
            continue
        facts = json.loads((folder / "expected-metadata.json").read_text())
        yield {
            "id": f"readability-{folder.name}.html",
            "page": (folder / "source.html").read_bytes(),
            "body": Words.of(expected.read_text()),
            "title": facts.get("title"),
            "published": facts.get("publishedTime"),
            "authors": [facts["byline"]] if facts.get("byline") else None,
        }


class Words(html.parser.HTMLParser):
    """The text of a piece of HTML without captions, a line for each block."""

    BLOCKS = set("p div li ul ol h1 h2 h3 h4 h5 h6 tr td blockquote pre section article br figure".split())

    def __init__(self):
        super().__init__()
        self.parts, self.skipped = [], 0

    def handle_starttag(self, tag, attrs):
        self.skipped += tag in ("figcaption", "script", "style")
        self.parts.append("\n" if tag in self.BLOCKS else "")

    def handle_endtag(self, tag):
        self.skipped -= tag in ("figcaption", "script", "style")
        self.parts.append("\n" if tag in self.BLOCKS else "")

    def handle_data(self, data):
        if not self.skipped:
            self.parts.append(re.sub(r"\s+", " ", data))

    @classmethod
    def of(cls, text):
        words = cls()
        words.feed(text)
        lines = (line.strip() for line in "".join(words.parts).split("\n"))
        return "\n".join(line for line in lines if line)


def program(command, folder):
    out = subprocess.run([*shlex.split(command), str(folder)], stdout=subprocess.PIPE)
    found = {}
    for line in out.stdout.decode().splitlines():
        article = json.loads(line)
        kept = [article["text"][p["start"] : p["end"]] for p in article["paragraphs"] if p["kept"]]
        found[pathlib.Path(article["path"]).name] = {**article, "body": "\n".join(kept)}
    return found


def rival(folder, cases):
    import trafilatura

    found = {}
    for case in cases:
        page = (folder / case["id"]).read_bytes()
        text = trafilatura.extract(page, include_comments=False) or ""
        facts = trafilatura.extract_metadata(page)
        found[case["id"]] = {
            "body": text,
            "title": facts.title if facts else None,
            "published": facts.date if facts else None,
        }
    return found


def report(group, cases, found, options):
    if not cases:
        return
    rows, days, titles = [], [], []
    for case in cases:
        article = found.get(case["id"]) or {"body": ""}
        precision, recall = overlap(case["body"], article["body"])
        rows.append((2 * precision * recall / (precision + recall or 1), precision, recall, case, article))
        if case["published"]:
            days.append((right_day(case["published"], article.get("published")), case, article))
        if case["title"]:
            titles.append(plain(case["title"]) == plain(article.get("title") or ""))
    precision, recall = mean(r[1] for r in rows), mean(r[2] for r in rows)
    f1 = 2 * precision * recall / (precision + recall or 1)
    median = sorted(r[0] for r in rows)[len(rows) // 2]
    print(f"{group}: {len(rows)} pages, precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}, median F1 {median:.3f}")
    print(f"  day right on {mean(d[0] for d in days):.3f} of {len(days)}, title the same on {mean(titles):.3f} of {len(titles)}")
    rows.sort(key=lambda row: row[0])
    for f1, precision, recall, case, _ in rows[: options.worst]:
        print(f"  {f1:.3f} P {precision:.3f} R {recall:.3f}  {case['id']}")
    for right, case, article in days:
        if not right and options.worst:
            print(f"  day {case['published']} found {article.get('published')}  {case['id']}")
    if options.errors:
        write_errors(f"{options.errors}.{group}", rows)


def write_errors(path, rows):
    with open(path, "w") as out:
        for f1, precision, recall, case, article in rows:
            print(f"\n######## {case['id']} F1 {f1:.3f} P {precision:.3f} R {recall:.3f}", file=out)
            print(f"title: {case['title']!r} found {article.get('title')!r}; byline {case['authors']} found {article.get('byline')!r}", file=out)
            wanted, given = set(runs(tokens(case["body"]))), set(runs(tokens(article["body"])))
            for mark, text, other in [("-", case["body"], given), ("+", article["body"], wanted)]:
                for line in text.split("\n"):
                    inside = runs(tokens(line))
                    if inside and sum(run in other for run in inside) * 2 < len(inside):
                        print(mark, line[:300], file=out)


def overlap(wanted, given):
    wanted, given = counted(wanted), counted(given)
    both = sum((wanted & given).values())
    return (
        both / sum(given.values()) if given else float(not wanted),
        both / sum(wanted.values()) if wanted else float(not given),
    )


def counted(text):
    return collections.Counter(runs(tokens(text)))


def tokens(text):
    return re.findall(r"\w+", text)


def runs(words):
    length = min(RUN, len(words))
    return [tuple(words[i : i + length]) for i in range(len(words) - length + 1)] if words else []


def right_day(wanted, found):
    if not found:
        return False
    wanted = datetime.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", wanted.strip().replace("Z", "+00:00")))
    days = {wanted.date().isoformat()}
    if wanted.tzinfo:
        days.add(wanted.astimezone(datetime.timezone.utc).date().isoformat())
    return found[:10] in days


def plain(text):
    return " ".join(tokens(text.lower()))


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    sys.exit(main())
