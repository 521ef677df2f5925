"""Names of persons: from the upper case of dictionaries to the way news writes them, and which spellings are one name.

The rules prefer to leave a name out, or two spellings apart, over taking a word for a name or two persons for one.
"""

import collections
import functools
import re
import unicodedata

TITLES = set(
    """acting adm admiral amb ambassador archbishop ayatollah brig brigadier capt captain chancellor chairman chief cmdr col
    colonel crown deputy dr eng engineer fieldmarshal first foreign gen general governor haj haji hajji hajjatoleslam hon
    honorable hojjatoleslam interior king lady lieutenant lord lt lieut maj major maulana minister mme mr mrs ms mullah
    mawlawi maulvi president prime prince princess prof professor rear rev reverend sayyid sayed sen senator shaikh shaykh
    sheik sheikh shiekh sir sultan vice adml marshal air justice judge dame baroness baron maj-gen""".split()
)
# Words that stand in no name of a person: the entry names an office, a body or a kind of person.
NO_NAME = set(
    """the of for and with minister ministers ministry office officer secretary secretariat department dept
    council committee party government parliament embassy army force forces front movement union bank company group
    national international united republic security defense defence foreign affairs commission court police chief leader
    leaders spokesman spokeswoman official officials president general governor chairman chancellor senator ambassador deputy acting attorney vacant unknown house state states senate congress
    representative representatives delegation delegate agency service services association organization organisation
    university troops soldiers people former sec envoy mission
    brigade brigades assembly jaysh jaish hizb hezb harakat liwa jabhat katibat kataib jund""".split()
)
PARTICLES = set(
    """al el bin ibn bint binti bt ben ould mint de da do dos das del della dello di du den der van von ter ten zu zur af av
    ul ur ud e y la le los las st abu umm""".split()
)
# Particles in small letters inside a name. "Ben", "Le", "Abu" and the like are capitals in news.
SMALL = set("al el bin ibn bint binti de da do dos das del della di du den der van von ul ud ur e y la af av zu".split())
# Letters that transliterations exchange; "Hassan" and "Hussein" are two names.
ALIKE = [set("kq"), set("ck"), set("kh"), set("gq"), set("yi"), set("ij"), set("yj"), set("ou"), set("ae"), set("ei"), set("ey")]
# Half a name: "Abdul" belongs to the word behind it.
SERVANT = {"abd", "abdul", "abdel", "abdal", "abdu"}
# Given names so frequent that they and a family name do not tell one person of a country from another.
FREQUENT = set(
    """mohammad mohammed mohamed muhammad mohamad mohd ahmad ahmed ali hassan hasan hussein hussain husain ibrahim abdullah
    abdallah omar umar mahmoud mahmud mustafa youssef yusuf yousef khalid khaled said saeed saleh salih jean jose juan maria
    luis carlos joao antonio manuel francisco paul peter john david michael james robert william richard thomas george joseph
    charles kim lee park choi wang li zhang chen liu nguyen tran le pham ivan vladimir sergei alexander aleksandr andrei
    nikolai ion jorge pedro miguel pierre jacques michel marie patrick simon martin daniel samuel emmanuel kumar singh
    ram""".split()
)
FAMILY = set(
    """smith jones brown johnson williams taylor davis davies miller wilson moore anderson thomas jackson white harris martin
    thompson garcia martinez robinson clark rodriguez lewis lee walker hall allen young hernandez king wright lopez hill scott
    green adams baker gonzalez gonzales nelson carter mitchell perez roberts turner phillips campbell parker evans edwards
    collins stewart sanchez morris rogers reed cook morgan bell murphy bailey rivera cooper richardson cox howard ward torres
    peterson gray ramirez james watson brooks kelly sanders price bennett wood barnes ross henderson coleman jenkins perry
    powell long patterson hughes flores washington butler simmons foster gonzales bryant alexander russell griffin diaz hayes
    kim park choi wang li zhang chen liu yang huang zhao wu zhou nguyen tran khan singh kumar sharma ali ahmed ahmad hassan
    hussein hussain mohammed mohamed ibrahim abdullah silva santos oliveira souza pereira costa fernandez gomez ruiz diaz
    moreno alvarez romero ivanov petrov popov smirnov muller schmidt schneider fischer weber meyer dubois bernard durand
    simon laurent rossi russo bianchi nielsen jensen hansen andersen larsen johansson andersson karlsson nilsson
    mendoza castro vargas rojas ortiz gutierrez ramos reyes cruz morales chavez mendez paul peters daniel joseph john george
    francis charles henry david edward harrison hamilton grant fraser graham robertson simpson stevens marshall mason
    palmer mills nichols knight hunt black stone rose fox webb ford bailey duncan cunningham armstrong""".split()
)


@functools.lru_cache(maxsize=None)
def fold(text):
    """Lower case without accents."""
    text = unicodedata.normalize("NFKD", text.lower().translate(str.maketrans("øłđıßæœ", "oldisao")))
    return "".join(c for c in text if not unicodedata.combining(c))


@functools.lru_cache(maxsize=None)
def key(name):
    """The key under which the program finds a name: letters and digits alone."""
    return "".join(c for c in fold(name) if c.isalnum())


@functools.lru_cache(maxsize=None)
def tokens(name):
    """Words of a name without particles and initials, folded."""
    words = [re.sub(r"[^a-z0-9]", "", w) for w in re.split(r"[\s\-]+", fold(name))]
    return tuple(w for w in words if len(w) > 1 and w not in PARTICLES and w not in ("jr", "sr", "ii", "iii", "iv"))


def person(raw):
    """A dictionary's name as (name, None), or (None, reason) when it is not surely the full name of one person."""
    text = re.sub(r"\([^)]*\)?", " ", raw.replace("_", " ").replace("`", "")).strip(" .,;'\"")
    if re.search(r"[\d,;:/\"!?*=@]", text):
        return None, "not spelled as a name"
    words = text.split()
    while words and re.sub(r"[^a-z\-]", "", fold(words[0])) in TITLES:
        words.pop(0)
    words = [w for w in words if w.strip("-.'")]
    plain = [re.sub(r"[^a-z]", "", fold(w)) for w in words]
    if any(w in NO_NAME for w in plain):
        return None, "words of an office or a body"
    name = " ".join(cased(w, i, words) for i, w in enumerate(words))
    real = tokens(name)
    if len(real) < 2:
        return None, "one word only"
    if len(words) > 6:
        return None, "not spelled as a name"
    if len(set(real)) < 2 or len(real) == 2 and real[0] in SERVANT:
        return None, "half a name"
    if len(words) == 2 and any(len(w.strip(".")) == 1 for w in words):
        return None, "an initial for a name"
    return name, None


def cased(word, place, words):
    """One word of a name in upper case as news writes it."""
    low = word.lower()
    if place and low in SMALL and place + 1 < len(words):
        return low
    if low.strip(".") in ("ii", "iii", "iv"):
        return word.upper()
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]?\.?", low) or len(low) == 1:
        return low.upper()
    parts = low.split("-")
    out = [part_cased(p, i, parts) for i, p in enumerate(parts)]
    return "-".join(out)


def part_cased(part, place, parts):
    if part in ("al", "el", "ul", "ud", "ur", "as", "ad", "an", "ar", "at", "az", "e", "i") and place + 1 < len(parts):
        return part if part not in ("as", "ad", "an", "ar", "at", "az", "i") or place else part.capitalize()
    found = re.fullmatch(r"(mc|o'|d'|n'|m')([a-z].*)", part)
    if found and found[1] in ("mc", "o'") and len(found[2]) > 2:
        return found[1].capitalize() + found[2].capitalize()
    if found and len(found[2]) > 2:
        return (found[1] if found[1] == "d'" else found[1].capitalize()) + found[2].capitalize()
    return part.capitalize()


@functools.lru_cache(maxsize=None)
def skeleton(word):
    """What transliterations of a word share: its consonants, doubled ones once."""
    word = word.replace("y", "i").replace("w", "u").replace("kh", "h").replace("gh", "g").replace("q", "k").replace("ph", "f")
    word = word.replace("ts", "c").replace("tz", "c").replace("dj", "j").replace("ch", "s").replace("sh", "s")
    word = re.sub(r"h$", "", word)
    ending = "i" if word[-1:] in "ie" else word[-1:]
    bare = re.sub(r"[aeiou]", "", word)
    return re.sub(r"(.)\1+", r"\1", bare) + "." + (ending if ending in "aeiou" else "")


def close(one, other):
    """Whether two words are spellings of one name."""
    if one == other:
        return True
    if one[0] != other[0] and {one[0], other[0]} not in ALIKE:
        return False
    vowels = [next((c for c in word[1:] if c in "aeiouy"), "") for word in (one, other)]
    if vowels[0] != vowels[1] and set(vowels) not in ALIKE:
        return False
    if min(len(one), len(other)) >= 5 and skeleton(one) == skeleton(other) and abs(len(one) - len(other)) <= 2:
        return True
    return min(len(one), len(other)) >= 7 and one[0] == other[0] and one[-1] == other[-1] and one_edit(one, other)


def one_edit(one, other):
    """Whether one letter more, less or other makes the one the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    i = 0
    while i < len(one) and one[i] == other[i]:
        i += 1
    return one[i:] == other[i + 1 :] or len(one) == len(other) and one[i + 1 :] == other[i + 1 :]


def same(a, b):
    """Whether two names are spellings of one: another order, another transliteration, a missing middle name."""
    if key(a) == key(b):
        return True
    one, other = tokens(a), tokens(b)
    if len(one) < 2 or len(other) < 2:
        return False
    if sorted(one) == sorted(other):
        return True
    if len(one) == len(other):
        return all(close(x, y) for x, y in zip(one, other))
    short, long = sorted((one, other), key=len)
    if short[0] in FREQUENT or short[0] in SERVANT or max(map(len, short)) < 5:
        return False
    inside = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(w in inside for w in short)


def common(rows, fresh):
    """A test whether a name is so common that it tells nobody apart: both of its words are frequent in the tables."""
    counts = collections.Counter(w for n in {r["person"] for r in rows} | set(fresh) for w in set(tokens(n)))

    def test(name):
        words = tokens(name)
        often = [counts[w] for w in words]
        if all(w in FREQUENT or w in FAMILY for w in words):
            return True
        if len(words) == 2:
            given, family = words[0] in FREQUENT or often[0] >= 25, words[1] in FAMILY or words[1] in FREQUENT
            return given and (family or often[1] >= 12) or often[0] >= 15 and family
        return len(words) == 3 and max(map(len, words)) <= 5 and min(often) >= 20

    return test


def alias_of(name, known):
    """Whether a spelling can stand for somebody of ours: close to the name, and not made of frequent names alone."""
    words = tokens(name)
    return same(name, known) and not all(w in FREQUENT or w in FAMILY for w in words)
