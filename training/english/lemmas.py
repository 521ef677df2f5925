"""Makes the lemmatiser's two tables from treebanks and WordNet.

    lemmas.py --wordnet DICT --treebank FILE.conllu [--treebank ...] --lexicon FOLDER --out DIR

endings.txt  `CLASS ENDING<tab>CUT APPEND`: what to do with an inflected form, the longest ending that matches
             wins; `^` marks the beginning of the word, so that an exception is an ending like any other.
words.txt    `FORM TAG<tab>LEMMA`: words that are looked up whole; TAG is UPOS or UPOS/XPOS.

DICT holds WordNet's index.*, data.* and *.exc files, FOLDER the codebook's lexicon. Forms marked as typing errors are
left out.

A tagger takes one form of a word for another: "slaps" for a past, "militia" for a plural. So an ending's class
knows the other forms of its words too, and only cuts what is an ending there.
"""

import argparse
import collections
import glob
import re

CLASS_OF_XPOS = {"VBZ": "VZ", "VBD": "VD", "VBN": "VN", "VBG": "VG", "NNS": "NS", "NNPS": "NS",
                 "JJR": "JR", "JJS": "JS", "RBR": "RR", "RBS": "RS"}
OPEN = {"VERB", "NOUN", "PROPN", "ADJ", "ADV"}
GROUPS = {"verb": ("VZ", "VG", "VD", "VN"), "noun": ("NS",), "adj": ("JR", "JS"), "adv": ("RR", "RS")}
POS_OF_UPOS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adv"}
BASE_XPOS = {"VB", "VBP", "NN", "NNP", "JJ", "RB"}
# WordNet's exceptions do not have all derived verbs: "unfroze".
PREFIXES = ("un", "re", "over", "out", "mis")
# Where treebanks are of two minds, and the codebook is not.
SETTLED = {"NS": {"troops": "troop"}}
# What a form's lemma rests on, from the weakest.
UNLIKELY, OTHER_CLASS, RULE, OTHER_CLASS_SEEN, RULE_SEEN, LISTED, TREEBANK = range(7)
# How much a form of another class counts when endings are learnt: its own forms shape them.
OTHER_CLASS_VOTE = 0.3
LONGEST_ENDING = 6
VOWELS = "aeiou"


def read_treebank(path):
    for line in open(path, encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 10 and fields[0].isdigit() and "Typo=Yes" not in fields[5] and "Style=" not in fields[5]:
            if fields[4] != "GW" and fields[2] != "_":
                yield fields[1].replace("’", "'"), fields[2], fields[3], fields[4]


def read_index(folder, pos):
    """WordNet's single words of a part of speech, with how often its senses were tagged."""
    for line in open(f"{folder}/index.{pos}", encoding="utf-8"):
        fields = line.split()
        if line[0] != " " and re.fullmatch(r"[a-z]+(-[a-z]+)?", fields[0]):
            yield fields[0], int(fields[-1 - int(fields[2])])


def read_exceptions(folder, pos):
    for line in open(f"{folder}/{pos}.exc", encoding="utf-8"):
        form, *lemmas = line.split()
        if lemmas and re.fullmatch(r"[a-z'-]+", form):
            yield form, lemmas[0]


def read_capitalised(folder, pos):
    """Words that WordNet writes with a capital only: Afghan, Islamist."""
    seen = collections.defaultdict(set)
    for line in open(f"{folder}/data.{pos}", encoding="utf-8"):
        if line[0] != " ":
            fields = line.split()
            for word in fields[4:4 + 2 * int(fields[3], 16):2]:
                seen[word.split("(")[0].lower()].add(word.split("(")[0])
    for lower, words in seen.items():
        if len(words) == 1 and lower.isalpha() and lower not in words:
            yield lower, words.pop()


def doubled(base):
    """Whether the last consonant may double before a vowel."""
    return re.fullmatch(r".*[^aeiou][aeiou][^aeiouwxyh]|.*qu[aeiou][^aeiouwxyh]", base) is not None


def with_s(base):
    if re.search(r"[^aeiou]y$", base):
        return [base[:-1] + "ies"]
    if re.search(r"(s|x|z|ch|sh)$", base):
        return [base + "es"]
    return [base + "s", base + "es"] if re.search(r"[^aeiou]o$", base) else [base + "s"]


def with_vowel(base, suffix):
    """Regular forms with -ing, -ed, -er, -est."""
    if suffix == "ing":
        if base.endswith("ie"):
            return [base[:-2] + "ying"]
        stems = [base[:-1] if re.search(r"[^eoy]e$", base) else base]
    else:
        stems = [base[:-1] + "i" if re.search(r"[^aeiou]y$", base) else base[:-1] if base.endswith("e") else base]
    if doubled(base):
        stems.append(base + base[-1])
    if base.endswith("c"):
        stems = [base + "k"]
    return [stem + suffix for stem in stems]


def syllables(word):
    return len(re.findall(r"[aeiouy]+", word))


def read_lexicon(folder):
    """{part of speech: words} of the codebook's patterns."""
    words = collections.defaultdict(set)
    for path in glob.glob(f"{folder}/**/*.toml", recursive=True):
        # Python's reader knows no line breaks in inline tables.
        text = open(path, encoding="utf-8").read()
        for pos, values in re.findall(r"^(verb|noun|adj) *= *\[(.*?)\]", text, re.M | re.S):
            words[pos].update(re.findall(r'"([a-z]+(?:-[a-z]+)?)"', values))
    return words


class Bases:
    """The dictionary forms of every part of speech, and how often each is used."""

    def __init__(self, folder, treebanks, lexicon):
        self.count = {pos: collections.Counter() for pos in GROUPS}
        self.seen = {pos: set() for pos in GROUPS}
        for pos, counts in self.count.items():
            for base, count in read_index(folder, pos):
                counts[base] = max(counts[base], 0.5 + count)
            for base in sorted(lexicon[pos]):
                counts[base] = max(counts[base], 1)
                self.seen[pos].add(base)
        for form, lemma, upos, xpos in treebanks:
            base = lemma.lower()
            # "Horsemen" in a name is no word of its own; "Yemen" WordNet knows.
            plural = upos == "PROPN" and base.endswith("men") and base not in self.count["noun"]
            if (upos in POS_OF_UPOS and xpos in BASE_XPOS and form.lower() == base and not plural
                    and re.fullmatch(r"[a-z'-]{2,}", base)):
                self.seen[POS_OF_UPOS[upos]].add(base)
                self.count[POS_OF_UPOS[upos]][base] += 0.5

    def standing(self, pos, base):
        return RULE_SEEN if base in self.seen[pos] else RULE


def collect_endings(folder, treebanks, lexicon):
    """{class: {form: (standing, weight, lemma)}}"""
    bases = Bases(folder, treebanks, lexicon)
    pairs = {kind: collections.defaultdict(dict) for kinds in GROUPS.values() for kind in kinds}

    def add(kind, form, lemma, standing, weight):
        old = pairs[kind][form].get(lemma, (standing, 0))
        pairs[kind][form][lemma] = max(standing, old[0]), old[1] + weight

    irregular = collections.defaultdict(set)
    for pos, kinds in GROUPS.items():
        for form, lemma in read_exceptions(folder, pos):
            irregular[pos].add(lemma)
            for kind in kinds:
                if fits(form, kind):
                    # Where there are two spellings, "distil" and "distill", the list has one, and not the usual one.
                    usual = lemma in bases.count[pos] and lemma + lemma[-1] not in bases.count[pos]
                    add(kind, form, lemma, LISTED if usual else RULE, 2 + bases.count[pos][lemma])
                    if kind in ("VD", "VN") and lemma in bases.seen[pos] and lemma != "be" and not form.endswith("ed"):
                        for prefix in PREFIXES:
                            known = prefix + lemma in bases.count[pos]
                            add(kind, prefix + form, prefix + lemma, RULE if known else UNLIKELY, 0.1)
    for base, count in bases.count["verb"].items():
        for kind, forms in (("VZ", with_s(base)), ("VG", with_vowel(base, "ing")),
                            ("VD", with_vowel(base, "ed")), ("VN", with_vowel(base, "ed"))):
            for n, form in enumerate(forms):
                # The doubled form of a word of several syllables is the rarer: "visitting".
                likely = 1 if (n == 1) == (syllables(base) == 1) or len(forms) == 1 else 0.1
                # "seed" is not the past of "see".
                beside = kind in ("VD", "VN") and base in irregular["verb"]
                standing = UNLIKELY if beside or likely < 1 else bases.standing("verb", base)
                add(kind, form, base, standing, count * likely)
    for base, count in bases.count["noun"].items():
        # "Oman" is not the singular of "omen".
        for form in with_s(base) + ([base[:-2] + "en"] if base.endswith("man") and len(base) > 4 else []):
            add("NS", form, base, bases.standing("noun", base), count)
    capitalised = {lower for lower, _ in read_capitalised(folder, "adj")}
    for pos in ("adj", "adv"):
        for base, count in bases.count[pos].items():
            if base not in capitalised and syllables(base) <= 2 and not base.endswith(("er", "est")):
                for kind, suffix in zip(GROUPS[pos], ("er", "est")):
                    for form in with_vowel(base, suffix):
                        add(kind, form, base, bases.standing(pos, base), count)
    seen = collections.Counter((CLASS_OF_XPOS[xpos], form.lower(), lemma.lower())
                               for form, lemma, upos, xpos in treebanks
                               if upos in OPEN and xpos in CLASS_OF_XPOS and re.fullmatch(r"[A-Za-z'-]+", form))
    pos_of_class = {kind: pos for pos, kinds in GROUPS.items() for kind in kinds}
    for (kind, form, lemma), count in seen.items():
        # A slip of the treebank's: "fled" from "flead", though "flee" is a word.
        slip = lemma not in bases.count[pos_of_class[kind]] and lemma != form and any(
            standing > UNLIKELY for standing, _ in pairs[kind][form].values())
        if not slip:
            add(kind, form, lemma, TREEBANK, 1000 * count)
    for kind, forms in SETTLED.items():
        for form, lemma in forms.items():
            pairs[kind][form] = {lemma: (TREEBANK, 1000)}
    own = {kind: dict(forms) for kind, forms in pairs.items()}
    for pos, kinds in GROUPS.items():
        for base, count in bases.count[pos].items():
            standing = OTHER_CLASS_SEEN if base in bases.seen[pos] else OTHER_CLASS
            for kind in kinds:
                if own[kind].get(base, {}).get(base) is None:
                    add(kind, base, base, standing, count)
        for kind in kinds:
            for other in kinds:
                for form, lemmas in own[other].items() if other != kind else ():
                    standing, weight, lemma = strongest(lemmas)
                    if standing > UNLIKELY and not (form in own[kind] and strongest(own[kind][form])[0] >= LISTED):
                        add(kind, form, lemma, OTHER_CLASS_SEEN if lemma in bases.seen[pos] else OTHER_CLASS, weight)
    return {kind: {form: strongest(lemmas) for form, lemmas in forms.items()} for kind, forms in pairs.items()}


def collect_verbs(folder, treebanks, lexicon, endings):
    """Inflected forms that may be tagged as an infinitive or a present: "spoke". Only what matters: irregular
    forms and the codebook's verbs."""
    bases = Bases(folder, treebanks, lexicon)
    listed = {form for form, lemma in read_exceptions(folder, "verb") if lemma in bases.count["verb"]}
    words = {}
    for form in sorted({form for kind in GROUPS["verb"] for form in endings[kind]}):
        found = [endings[kind].get(form) for kind in GROUPS["verb"]]
        lemmas = {lemma for standing, _, lemma in filter(None, found) if standing > UNLIKELY}
        if len(lemmas) == 1 and form not in bases.count["verb"] and lemmas.isdisjoint(("be", "have", "do")):
            lemma, = lemmas
            if form in listed or lemma in lexicon["verb"]:
                # Not for every tag: a verb in a name keeps its capital.
                words |= {f"{form} VERB/{xpos}": lemma for xpos in ("VB", "VBP")}
    return words


def strongest(lemmas):
    return max((standing, weight, lemma) for lemma, (standing, weight) in lemmas.items())


def fits(form, kind):
    """Which class a form of WordNet's exception lists is of: they do not say."""
    if kind[0] == "V":
        return form.endswith("ing") == (kind == "VG") and form.endswith("s") == (kind == "VZ")
    if kind[1] in "RS" and kind[0] in "JR":
        return form.endswith("st") == (kind[1] == "S")
    return True


def edit(form, lemma):
    """`CUT APPEND` that turns the form into the lemma."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return f"{len(form) - same} {lemma[same:]}".rstrip()


def learn(forms):
    """Endings that give every form its lemma: each says only what the next shorter one does not."""
    wanted = {"^" + form: edit(form, lemma) for form, (_, _, lemma) in forms.items()}
    votes = collections.defaultdict(collections.Counter)
    for form, change in wanted.items():
        standing, weight, _ = forms[form[1:]]
        weight = 1 + min(5, weight ** 0.25)
        if standing in (OTHER_CLASS, OTHER_CLASS_SEEN):
            weight *= OTHER_CLASS_VOTE
        for n in range(0, min(LONGEST_ENDING, len(form) - 1) + 1):
            votes[form[len(form) - n:]][change] += weight
    best = {ending: counts.most_common(1)[0][0] for ending, counts in votes.items()}
    rules = {}
    for ending in sorted(best, key=len):
        if sum(votes[ending].values()) > 6 and best[ending] != apply(rules, ending)[1]:
            if int(best[ending].split()[0]) <= len(ending) or not ending:
                rules[ending] = best[ending]
    for form, change in wanted.items():
        if apply(rules, form)[1] != change:
            rules[form] = change
    return rules


def apply(rules, form):
    for n in range(len(form), -1, -1):
        ending = form[len(form) - n:]
        if ending in rules:
            return ending, rules[ending]
    return "", "0"


def collect_words(folder, treebanks):
    """Whole words: closed classes, and what keeps a capital."""
    seen = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for form, lemma, upos, xpos in treebanks:
        titled = upos in OPEN - {"PROPN"} and xpos.startswith("NNP")
        if not titled and (xpos not in CLASS_OF_XPOS or upos in ("AUX", "PRON") or "'" in form):
            seen[(form.lower(), upos)][xpos][lemma] += 1
    words = {}
    for pos, upos in (("adj", "ADJ"), ("noun", "NOUN")):
        for lower, word in read_capitalised(folder, pos):
            if upos == "ADJ" or re.search(r"(i|an|ese|ist|ish|ite|er)$", lower):
                words[f"{lower} {upos}"] = word
    for (form, upos), by_xpos in seen.items():
        if upos in ("NUM", "X", "SYM", "PUNCT") or re.search(r"\d|@", form) or (upos != "PART" and re.fullmatch(r"\W*", form)):
            continue
        total = sum(by_xpos.values(), collections.Counter())
        lemma, count = total.most_common(1)[0]
        if upos == "PROPN":
            # A name is as it is written; only "Dec." and its like are spelt out.
            if count > 1 and lemma.lower() != form and form.endswith("."):
                words[f"{form} {upos}"] = lemma
            continue
        words.pop(f"{form} {upos}", None)
        if lemma != form and (count > 1 or upos not in OPEN or lemma.lower() == form):
            words[f"{form} {upos}"] = lemma
        for xpos, lemmas in by_xpos.items():
            own, times = lemmas.most_common(1)[0]
            if own != lemma and times > 1:
                words[f"{form} {upos}/{xpos}"] = own
    return words


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordnet", required=True)
    parser.add_argument("--treebank", action="append", default=[])
    parser.add_argument("--lexicon", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    treebanks = [row for path in args.treebank for row in read_treebank(path)]
    lexicon = read_lexicon(args.lexicon)
    endings = collect_endings(args.wordnet, treebanks, lexicon)
    lines = [f"{kind} {ending}\t{change}\n" for kind, forms in endings.items()
             for ending, change in learn(forms).items()]
    with open(f"{args.out}/lemma-endings.txt", "w", encoding="utf-8") as out:
        out.writelines(sorted(lines, key=lambda line: line.split("\t")[0].encode()))
    words = collect_verbs(args.wordnet, treebanks, lexicon, endings) | collect_words(args.wordnet, treebanks)
    with open(f"{args.out}/lemma-words.txt", "w", encoding="utf-8") as out:
        out.writelines(f"{key}\t{words[key]}\n" for key in sorted(words, key=str.encode))


if __name__ == "__main__":
    main()
