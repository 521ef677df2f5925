"""Counts what the lexicon holds: `python3 codebook/count.py [--list TYPE]`.

A predicate is a lemma as it is listed ("carry out", "hunger-strike") together with the particle that its pattern needs ("walk" in a
pattern that needs `prt = ["out"]`). Other conditions do not make a predicate of their own: "hold" with any of twelve nouns as
its object counts once. Columns:

words       different (word class, predicate) of the row; a word that two types share counts for both, in the last row once
lemmas      the same without the needed particles: different (word class, lemma as listed)
patterns    patterns of the type's files
files, accepted, rejected    files and their examples
"""

import sys
import tomllib
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"
CLASSES = ("verb", "noun", "adj")


def predicates(pattern):
    """(word class, lemma, predicate) of a pattern; a predicate for each particle that it may need."""
    needed = pattern.get("need", {}).get("prt", [])
    particles = [word for word in needed if not word.startswith("@") and word != "*"] or [""]
    for kind in CLASSES:
        for lemma in pattern.get(kind, []):
            for particle in particles:
                whole = lemma if particle in lemma.split() else f"{lemma} {particle}".strip()
                yield kind, lemma, whole


def row(files):
    """The figures of some files, and the sets that they count."""
    data = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    found = {p for d in data for pattern in d["pattern"] for p in predicates(pattern)}
    words = {(kind, whole) for kind, _, whole in found}
    lemmas = {(kind, lemma) for kind, lemma, _ in found}
    count = lambda key: sum(len(d.get(key, [])) for d in data)
    return [len(words), len(lemmas), count("pattern"), len(files), count("accept"), count("reject")], words


def main():
    folders = sorted(path for path in LEXICON.iterdir() if path.is_dir())
    if "--list" in sys.argv:
        wanted = sys.argv[sys.argv.index("--list") + 1].lower()
        for kind, word in sorted(row(sorted((LEXICON / wanted).glob("*.toml")))[1]):
            print(kind, word)
        return
    print(f"{'type':10}{'words':>8}{'lemmas':>8}{'patterns':>10}{'files':>7}{'accepted':>10}{'rejected':>10}")
    of_types = 0
    for folder in folders:
        figures, words = row(sorted(folder.glob("*.toml")))
        of_types += len(words)
        show(folder.name.upper(), figures)
    show("all", row(sorted(LEXICON.glob("*/*.toml")))[0])
    print(f"{of_types} different (type, word class, predicate)")


def show(name, figures):
    widths = (8, 8, 10, 7, 10, 10)
    print(f"{name:10}" + "".join(f"{figure:>{width}}" for figure, width in zip(figures, widths)))


main()
