"""Compares tags, trees and lemmas of two CoNLL-U files with the same words, in percent right.

    conllu_score.py GOLD.conllu SYSTEM.conllu

Every word counts, punctuation too. LAS folds the subtypes of relations (nsubj:pass counts as nsubj).
"""

import re
import sys


def rows(path):
    """Columns of all words; multiword ranges and empty nodes are passed over."""
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if re.match(r"\d+\t", line)]


def main():
    gold, system = rows(sys.argv[1]), rows(sys.argv[2])
    if [g[1] for g in gold] != [s[1] for s in system]:
        sys.exit("the words of the two files differ")
    base = lambda relation: relation.split(":")[0]
    pairs = list(zip(gold, system))
    figures = {
        "UPOS": sum(g[3] == s[3] for g, s in pairs),
        "UAS": sum(g[6] == s[6] for g, s in pairs),
        "LAS": sum(g[6] == s[6] and base(g[7]) == base(s[7]) for g, s in pairs),
        "LAS with subtypes": sum(g[6:8] == s[6:8] for g, s in pairs),
        "lemmas": sum(g[2] == s[2] for g, s in pairs),
    }
    print(", ".join(f"{name} {100 * right / len(pairs):.2f}" for name, right in figures.items()), f"of {len(pairs)} words")


if __name__ == "__main__":
    main()
