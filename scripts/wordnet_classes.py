"""Word classes out of WordNet 3.0: of which parts of speech a form can be, inflected how, and what its commonest meaning is of.

Reads the database files of Debian's package wordnet-base (index.*, data.*, *.exc, cntlist.rev; wndb(5WN), lexnames(5WN) say their form). WordNet may
be used, changed and passed on with its notice: models/en-reader.md names it.
"""
import collections
import os

NOUN, PLURAL, VERB, THIRD, PAST, ING, ADJECTIVE, COMPARED, ADVERB, NAME = (1 << n for n in range(10))
PARTS = {"noun": NOUN, "verb": VERB, "adj": ADJECTIVE, "adv": ADVERB}
OF_KEY = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
NAMED = {"person", "location", "group", "communication", "time"}
LEXNAMES = """adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition noun.communication
noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession
noun.process noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body verb.change verb.cognition
verb.communication verb.competition verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession
verb.social verb.stative verb.weather adj.ppl""".split()
FEWEST = 25  # a class of fewer words falls back on its parts of speech


def plain(word):
    return len(word) > 1 and word.replace("-", "").replace("'", "").isalpha()


def lines_of(path):
    with open(path, encoding="latin-1") as stream:
        return [line.split() for line in stream if not line.startswith(" ")]


def plural(noun):
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(verb):
    """(third person, past, -ing) of a regular verb; doubled consonants stand in WordNet's list of exceptions."""
    if verb.endswith("e"):
        ing = verb[:-2] + "ying" if verb.endswith("ie") else verb + "ing" if verb.endswith(("ee", "oe", "ye")) else verb[:-1] + "ing"
        return verb + "s", verb + "d", ing
    past = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "ed"
    return plural(verb), past, verb + "ing"


def compared(adjective):
    """Comparative and superlative of a short adjective."""
    stem = adjective[:-1] + "i" if adjective.endswith("y") and adjective[-2] not in "aeiou" else adjective
    stem = stem[:-1] if stem.endswith("e") else stem
    return stem + "er", stem + "est"


def counts_of(folder):
    """(lemma, part of speech) -> how often WordNet's marked texts have it."""
    counts = collections.Counter()
    for key, _, count in lines_of(os.path.join(folder, "cntlist.rev")):
        lemma, rest = key.split("%")
        counts[lemma, OF_KEY[rest[0]]] += int(count)
    return counts


def classes_of(folder):
    """form -> (set of bits, lexicographer's file of the commonest meaning)."""
    forms, sense, weight = {}, {}, {}
    counts = counts_of(folder)

    def add(form, bit, meaning, count):
        if not plain(form):
            return
        forms[form] = forms.get(form, 0) | bit
        if form not in weight or count > weight[form]:
            weight[form], sense[form] = count, meaning

    for part, bit in PARTS.items():
        lexicon, written = {}, {}
        for fields in lines_of(os.path.join(folder, f"data.{part}")):
            lexicon[fields[0]] = LEXNAMES[int(fields[1])]
            for word in fields[4:4 + 2 * int(fields[3], 16):2]:
                written[fields[0], word.lower()] = word
        irregular = collections.defaultdict(list)
        for form, *lemmas in lines_of(os.path.join(folder, f"{part}.exc")):
            for lemma in lemmas:
                irregular[lemma].append(form)
        for fields in lines_of(os.path.join(folder, f"index.{part}")):
            lemma = fields[0]
            if not plain(lemma):
                continue
            first = fields[6 + int(fields[3])]
            meaning, count = lexicon[first], counts[lemma, part]
            if part == "noun" and written.get((first, lemma), lemma) != lemma:
                if meaning.split(".")[1] in NAMED:
                    add(lemma, NAME, meaning, count)
                continue
            add(lemma, bit, meaning, count)
            if part == "noun":
                for form in irregular[lemma] or [plural(lemma)]:
                    add(form, PLURAL, meaning, count / 2)
            elif part == "verb":
                third, past, ing = verb_forms(lemma)
                add(third, THIRD, meaning, count / 4)
                others = irregular[lemma]
                for form in [f for f in others if f.endswith("ing")] or [ing]:
                    add(form, ING, meaning, count / 4)
                for form in [f for f in others if not f.endswith("ing")] or [past]:
                    add(form, THIRD if form.endswith("s") else PAST, meaning, count / 4)
            elif part == "adj":
                short = [] if len(lemma) > 6 or irregular[lemma] else compared(lemma)
                for form in irregular[lemma] or short:
                    add(form, COMPARED, meaning, count / 4)
    return {form: (forms[form], sense[form]) for form in forms}


def numbered_classes(folder):
    """form -> number of its class, 1 and up; classes of fewer than FEWEST forms keep their parts of speech alone."""
    found = classes_of(folder)
    sizes = collections.Counter(found.values())
    found = {form: pair if sizes[pair] >= FEWEST else (pair[0], pair[1].split(".")[0]) for form, pair in found.items()}
    sizes = collections.Counter(found.values())
    found = {form: pair if sizes[pair] >= FEWEST else (pair[0], "") for form, pair in found.items()}
    numbers = {pair: n for n, pair in enumerate(sorted(set(found.values())), 1)}
    return {form: numbers[pair] for form, pair in found.items()}
