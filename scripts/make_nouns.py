#!/usr/bin/env python3
"""Makes data/en/nouns.tsv: what sort of thing a noun names, and what it is a kind of.

usage: make_nouns.py CONLLU ... [--wordnet DIR] [--least N] -o TSV

From WordNet 3.0 (Debian: wordnet-base; Miller 1995), the first sense of each noun that occurs N times in the treebanks
(CoNLL-U, .gz and .xz opened) or that WordNet's own count of senses knows. The class is the sense's lexicographer file, with
organisations, buildings and vehicles told from other groups and artefacts; the gender is f or m under `female` and `male`
persons; `kinds` are the words of the synsets above, up to three, that are in the table too.
"""
import argparse
import gzip
import lzma
import sys
from collections import Counter

FILES = ("other act animal artifact attribute body thought speech event feeling food group place motive object person "
         "phenomenon plant possession process quantity relation shape state substance time").split()
# Synsets (WordNet 3.0) whose hyponyms are a class or a gender of their own.
BELOW = {"08008335": "organization", "07950920": "organization", "02913152": "building", "04341686": "building",
         "08524735": "place", "04524313": "vehicle", "07942152": "people", "08160276": "people"}
FEMALE, MALE = {"09619168"}, {"09624168"}
STEPS = 3  # up


def opened(path):
    opener = gzip.open if path.endswith(".gz") else lzma.open if path.endswith(".xz") else open
    return opener(path, "rt", encoding="utf-8")


class WordNet:
    def __init__(self, folder):
        self.up, self.words, self.file, self.senses, self.tagged = {}, {}, {}, {}, {}
        with open(f"{folder}/data.noun", encoding="latin-1") as f:
            for line in f:
                if line.startswith(" "):
                    continue
                part = line.split(" ")
                n = int(part[3], 16)
                self.words[part[0]] = [part[4 + 2 * i] for i in range(n)]
                self.file[part[0]] = FILES[int(part[1]) - 3]
                at = 4 + 2 * n
                links = [part[at + 1 + 4 * i:at + 5 + 4 * i] for i in range(int(part[at]))]
                self.up[part[0]] = [x[1] for x in links if x[0] in ("@", "@i") and x[2] == "n"]
        with open(f"{folder}/index.noun", encoding="latin-1") as f:
            for line in f:
                if line.startswith(" "):
                    continue
                part = line.split()
                pointers = int(part[3])
                self.tagged[part[0]] = int(part[5 + pointers])
                self.senses[part[0]] = part[6 + pointers:]

    def above(self, synset):
        """[(steps, synset)]"""
        out, todo, seen = [], [(0, synset)], set()
        while todo:
            steps, s = todo.pop(0)
            if s in seen:
                continue
            seen.add(s)
            out.append((steps, s))
            todo += [(steps + 1, u) for u in self.up[s]]
        return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("treebanks", nargs="+")
    ap.add_argument("--wordnet", default="/usr/share/wordnet")
    ap.add_argument("--least", type=int, default=2)
    ap.add_argument("-o", "--output", required=True)
    o = ap.parse_args()
    counts = Counter()
    for path in o.treebanks:
        with opened(path) as f:
            for line in f:
                field = line.split("\t")
                if len(field) == 10 and field[3] == "NOUN":
                    counts[field[2].lower()] += 1
    net = WordNet(o.wordnet)
    chosen = {w for w in net.senses if w.isascii() and w.replace("-", "").isalpha() and len(w) > 2
              and (counts[w] >= o.least or (net.tagged[w] > 0 and counts[w] > 0) or net.tagged[w] > 1)}
    rows = []
    for word in sorted(chosen):
        sense = next((s for s in net.senses[word] if word in net.words[s]), None)  # not "Eve", the first woman
        if sense is None:
            continue
        above = net.above(sense)
        ids = {s for _, s in above}
        kind = net.file[sense]
        if kind == "other" and word in FILES:
            kind = word
        kind = next((c for s, c in BELOW.items() if s in ids), kind)
        gender = "f" if ids & FEMALE else "m" if ids & MALE else ""
        kinds = []
        for steps, s in above:
            if steps > STEPS:
                break
            kinds += [w for w in net.words[s] if w in chosen and w != word and w not in kinds]
        rows.append(f"{word}\t{kind}\t{gender}\t{'|'.join(kinds)}\twordnet\n")
    with open(o.output, "w", encoding="utf-8") as out:
        out.write("# What a noun names, by its first sense. Made by scripts/make_nouns.py from WordNet 3.0, copyright 2006 by Princeton\n"
                  "# University, whose licence asks that its notice stand on copies: data/WORDNET-LICENCE. `kinds`: what it is a kind of.\n"
                  "# noun\tclass\tgender\tkinds\tsource\n")
        out.writelines(rows)
    print(f"{len(rows)} nouns", file=sys.stderr)


if __name__ == "__main__":
    main()
