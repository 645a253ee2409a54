#!/usr/bin/env python3
"""prepare_reader_corpora.py DATA OUT: the corpora of the reader as plain CoNLL-U files that `entente-train reader` reads.

DATA holds ud/ and ner/ (see models/en-reader.md for what they are and their licences); only what may be passed on is taken:
never nc/, restricted/ or unstated/. OUT gains
  ewt-{train,dev,test}.conllu                    trees as they are; the train part with the names that models/ewt-names.tsv marks
  ewt-run-on.conllu                              "# names only": the same with sentences that follow each other in one, as where a splitter failed
  gum-{train,dev,test}.conllu                    trees, and NER=B-PER and the like in MISC, from ner/gum_names
  {wnut17,btc}.conllu                            names only ("# names only"): FORM and MISC
  {wikigold,re3d,crossner}.conllu                names, and where models/agreed-trees.txt.xz has them trees ("_": open)
  written-names-*.conllu                         our own sentences with names and such trees
  uner-{dev,test}.conllu                         the same
  word-classes.tsv                               words of WordNet and the number of their class (wordnet_classes.py), out of Debian's wordnet-base
  gazetteer.tsv                                  words of the repository's own tables of places, people and bodies, and a set of bits: what they name
Adjectives and nouns of nationality (DEMONYMS below: endings and a list of our own) that no name contains become NORP.
"""
import gzip
import json
import lzma
import os
import re
import sys

import wordnet_classes

WORDNET = "/usr/share/wordnet"  # where Debian's package puts it
COARSE = {"PER", "ORG", "LOC", "NORP", "MISC"}

# Words of nations, peoples, faiths and camps, each with its plural; for the corpora that do not mark them.
NATIONS = """Afghan Albanian Algerian American Andorran Angolan Argentine Argentinian Argentinean Armenian Australian Austrian
Azerbaijani Azeri Bahamian Bahraini Bangladeshi Barbadian Basque Belarusian Belarusan Belgian Belizean Beninese Bhutanese Bolivian
Bosnian Botswanan Brazilian British Bruneian Bulgarian Burkinabe Burmese Burundian Cambodian Cameroonian Canadian Catalan Chadian
Chechen Chilean Chinese Colombian Comoran Congolese Corsican Croat Croatian Cuban Cypriot Czech Czechoslovak Dane Danish Djiboutian
Dominican Dutch Ecuadorian Ecuadorean Egyptian Emirati English Eritrean Estonian Ethiopian European Fijian Filipino Finn Finnish
Flemish French Gabonese Gambian Georgian German Ghanaian Gibraltarian Greek Greenlandic Grenadian Guatemalan Guinean Guyanese
Haitian Honduran Hungarian Icelander Icelandic Indian Indonesian Iranian Iraqi Irish Israeli Italian Ivorian Jamaican Japanese
Jordanian Kazakh Kazakhstani Kenyan Korean Kosovar Kosovan Kurd Kurdish Kuwaiti Kyrgyz Lao Laotian Latvian Lebanese Liberian
Libyan Liechtensteiner Lithuanian Luxembourger Macedonian Malagasy Malawian Malaysian Maldivian Malian Maltese Mauritanian
Mauritian Mexican Moldovan Moldavian Mongolian Monegasque Montenegrin Moroccan Mozambican Namibian Nepalese Nepali Nicaraguan
Nigerian Nigerien Norwegian Omani Ottoman Pakistani Palestinian Panamanian Papuan Paraguayan Persian Peruvian Pole Polish
Portuguese Prussian Qatari Romanian Russian Rwandan Salvadoran Salvadorean Samoan Saudi Scot Scottish Senegalese Serb Serbian
Seychellois Singaporean Slovak Slovakian Slovene Slovenian Somali Soviet Spaniard Spanish Surinamese Sudanese Swede Swedish Swiss
Syrian Taiwanese Tajik Tamil Tanzanian Thai Tibetan Timorese Togolese Tongan Tunisian Turk Turkish Turkmen Ugandan Uighur Uyghur
Ukrainian Uruguayan Uzbek Vanuatuan Venezuelan Vietnamese Welsh Yemeni Yemenite Yugoslav Zairean Zambian Zimbabwean African Asian
Arab Arabian Arabic Balkan Baltic Caribbean Nordic Scandinavian Slavic Slav Roman Byzantine Mongol Norman Texan Californian
Sicilian Venetian Parisian Londoner Muscovite Jew Jewish Muslim Moslem Islamic Islamist Christian Catholic Protestant Orthodox
Hindu Buddhist Sikh Sunni Shia Shiite Shi'ite Alawite Druze Yazidi Baptist Methodist Lutheran Anglican Calvinist Presbyterian
Mormon Quaker Evangelical Salafi Salafist Wahhabi Communist Socialist Democrat Republican Marxist Nazi Fascist Zionist Bolshevik
Tory Whig Baathist Ba'athist Peronist Maoist Stalinist Leninist Trotskyist Houthi Taliban Pashtun Hazara Tatar Hutu Tutsi Zulu
Yoruba Igbo Hausa Maya Mayan Aztec Inca Cherokee Apache Navajo Hispanic Latino Latina Caucasian Roma Gypsy Bedouin Berber Celtic
Celt Gaelic Viking Saxon Anglo-Saxon Frank Goth Hun Hellenic Englishman Frenchman Irishman Scotsman Welshman Dutchman Englishmen
Frenchmen Irishmen Anglo-American African-American Sino-Soviet Franco-German Latin""".split()
DEMONYMS = set(NATIONS) | {w + "s" for w in NATIONS if not w.endswith(("s", "sh", "ch", "ese"))}
SMALL = set("""the of and in on at to for by an as is it de la le el los las les du des do da di del al el y e und der die das von
van den saint""".split())
NOT_ALONE = {"Latin", "Roman", "Georgian", "Dominican", "Democrat", "Republican", "Frank", "Pole"}


def open_text(path):
    if path.endswith(".xz"):
        return lzma.open(path, "rt", encoding="utf-8")
    return gzip.open(path, "rt", encoding="utf-8")


def conllu_sentences(path):
    """Lists of lines, comments first."""
    lines = []
    with open_text(path) as stream:
        for line in stream:
            line = line.rstrip("\n")
            if line:
                lines.append(line)
            elif lines:
                yield lines
                lines = []
    if lines:
        yield lines


# What stands before a name and is no part of it; GUM's names keep these, UNER's and CoNLL's do not.
TITLES = set("""Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Doctor Prof Prof. Professor President Chancellor Premier Minister Secretary Senator
Sen. Representative Rep. Congressman Congresswoman Governor Gov. Mayor Judge Justice Attorney General Gen. Colonel Col. Captain
Capt. Major Maj. Lieutenant Lt. Sergeant Sgt. Admiral King Queen Prince Princess Emperor Empress Pope Father Rev. Reverend Bishop
Archbishop Cardinal Rabbi Imam Sheikh Sir Lord Lady Dame Aunt Uncle Brother Sister Saint St. Coach Commissioner Ambassador Chairman
Director Officer Vice Prime Speaker Chief""".split())


def tags_of(document):
    """For each sentence of a document its words and tags; None where the corpus leaves the class open."""
    text, tokens = document["text"], document["tokens"]
    tags = ["O"] * len(tokens)
    from_gum = document["id"].startswith("GUM_")
    for entity in document["entities"]:
        coarse = entity.get("coarse")
        inside = [i for i, (b, e) in enumerate(tokens) if b < entity["end"] and e > entity["start"]]
        if from_gum and coarse == "PER":
            while len(inside) > 1 and text[slice(*tokens[inside[0]])] in TITLES:
                inside.pop(0)
        if coarse is None and entity["type"] in ("Temporal", "Money", "Quantity"):
            continue
        for n, i in enumerate(inside):
            tags[i] = None if coarse not in COARSE else ("B-" if n == 0 else "I-") + coarse
    words = [text[b:e] for b, e in tokens]
    if document["id"].startswith(("btc", "wnut")):  # "@" and who is meant: marked here and there
        for i, word in enumerate(words):
            if word.startswith("@") or i > 0 and words[i - 1] == "@":
                tags[i] = None
    for i, word in enumerate(words):
        alone = i + 1 == len(words) or tags[i + 1] is None or not tags[i + 1].startswith("I-")
        if word in DEMONYMS and (tags[i] == "O" and word not in NOT_ALONE or tags[i] == "B-MISC" and alone):
            tags[i] = "B-NORP"
    for b, e in document["sents"]:
        if e > b:
            yield words[b:e], tags[b:e]


def read_documents(path):
    with open_text(path) as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def agreed_trees(path):
    """By corpus, lists of sentences, each a list of rows: FORM UPOS FEATS HEAD DEPREL NER (scripts/agree_trees.py)."""
    corpora, rows, here = {}, [], []
    if not os.path.exists(path):
        return corpora
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            line = line.rstrip("\n")
            if line.startswith("# corpus "):
                here = corpora.setdefault(line[9:], [])
            elif line:
                rows.append(line.split("\t"))
            else:
                here.append(rows)
                rows = []
    return corpora


def write_written(sentences, out):
    count = 0
    with open(out, "w", encoding="utf-8") as stream:
        for rows in sentences:
            for i, (form, upos, feats, head, deprel, tag) in enumerate(rows, 1):
                stream.write(f"{i}\t{form}\t_\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\tNER={tag}\n")
            stream.write("\n")
            count += len(rows)
    print(f"{out}: {count} words")


def write_names(paths, out, trees=None):
    """`trees`: rows of agreed_trees for the same sentences; without them "# names only"."""
    count, number = 0, 0
    with open(out, "w", encoding="utf-8") as stream:
        for path in paths:
            for document in read_documents(path):
                for words, tags in tags_of(document):
                    words = [re.sub(r"\s", "", w) or "_" for w in words]
                    tree = trees[number] if trees else [["_"] * 6] * len(words)
                    number += 1
                    if len(tree) != len(words):
                        sys.exit(f"{out}: sentence {number} has {len(words)} words, its agreed tree {len(tree)}")
                    if not trees:
                        stream.write("# names only\n")
                    for i, (word, (_, upos, feats, head, deprel, _), tag) in enumerate(zip(words, tree, tags), 1):
                        stream.write(f"{i}\t{word}\t_\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\tNER={tag or '?'}\n")
                    stream.write("\n")
                    count += len(words)
    print(f"{out}: {count} words")


def marked_names(path):
    """tags(document, number, sentence, words) of a table: a sentence's id, TAB, the names among its words: "PER:1-2 LOC:5"."""
    marks = {row[0]: row[1].split() for row in rows_of(path)}

    def tags(_document, _number, sentence, words):
        mine = ["O"] * len(words)
        for mark in marks.get(sentence, []):
            kind, span = mark.split(":")
            begin, _, end = span.partition("-")
            for n in range(int(begin), int(end or begin) + 1):
                mine[n - 1] = ("B-" if n == int(begin) else "I-") + kind
        return ["B-NORP" if t == "O" and w in DEMONYMS and w not in NOT_ALONE else t for w, t in zip(words, mine)]
    return tags


def names_beside(path):
    """The same of documents with names, where their sentences have as many words."""
    documents = {d["id"]: list(tags_of(d)) for d in read_documents(path)}

    def tags(document, number, _sentence, words):
        sentences = documents.get(document, [])
        found = sentences[number][1] if number < len(sentences) else []
        return found if len(found) == len(words) else None
    return tags


def write_trees(conllu, out, names=None):
    count = joined = 0
    with open(out, "w", encoding="utf-8") as stream:
        document, number, sentence = "", 0, ""
        for lines in conllu_sentences(conllu):
            for line in lines:
                if line.startswith("# newdoc id"):
                    document, number = line.split("=", 1)[1].strip(), 0
                if line.startswith("# sent_id"):
                    sentence = line.split("=", 1)[1].strip()
            rows = [line.split("\t") for line in lines if not line.startswith("#")]
            words = [r for r in rows if r[0].isdigit()]
            found = names(document, number, sentence, [w[1] for w in words]) if names else None
            number += 1
            if found:
                joined += 1
                for row, tag in zip(words, found):
                    row[9] = f"NER={tag or '?'}" if row[9] == "_" else f"{row[9]}|NER={tag or '?'}"
            for line in lines:
                if line.startswith(("# sent_id", "# text", "# newdoc", "# newpar")):
                    stream.write(line + "\n")
            for row in rows:
                stream.write("\t".join(row) + "\n")
            stream.write("\n")
            count += 1
    print(f"{out}: {count} sentences, {joined} with names")


def write_run_on(conllu, names, out):
    """Two sentences or three in one where they are short (all but few that a splitter misses are), names only: a name may end where no mark stands."""
    held, count = [], 0
    with open(out, "w", encoding="utf-8") as stream:
        def flush():
            nonlocal count
            stream.write("# names only\n")
            for n, (word, tag) in enumerate(held, 1):
                stream.write(f"{n}\t{word}\t_\t_\t_\t_\t_\t_\t_\tNER={tag}\n")
            stream.write("\n")
            count += 1

        sentences = 0
        for lines in conllu_sentences(conllu):
            if any(line.startswith("# newdoc") for line in lines):
                held, sentences = [], 0
            key = next(line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id"))
            words = [r[1] for r in (line.split("\t") for line in lines if not line.startswith("#")) if r[0].isdigit()]
            if len(words) > 12 and not held:
                continue
            held += zip(words, names("", 0, key, words))
            sentences += 1
            if sentences == 2 + count % 2 or len(held) > 40:
                if sentences > 1 and any(tag != "O" for _, tag in held):
                    flush()
                held, sentences = [], 0
    print(f"{out}: {count} runs of sentences")


def rows_of(path):
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            if not line.startswith("#") and line.strip():
                yield line.rstrip("\n").split("\t")


def write_gazetteer(tables, out):
    """Bits: 1 a place, 2 part of a place's name, 4 a surname, 8 a given name, 16 a country, region or its part, 32 a body."""
    bits = {}

    def add(phrase, whole, part):
        words = phrase.replace("-", " ").split()
        for word in words:
            key = word.lower()
            if len(key) > 1 and key[0].isalpha() and key not in SMALL:
                bits[key] = bits.get(key, 0) | (whole if len(words) == 1 else part)

    for row in rows_of(os.path.join(tables, "places", "cities.tsv")):
        for form in row[0].split("|"):
            add(form, 1, 2)
    for name in ("regions.tsv", "countries.tsv"):
        for row in rows_of(os.path.join(tables, "places", name)):
            for form in row[0].split("|"):
                add(form, 16, 16)
    given = {}
    for name in ("people.tsv", "people_extra.tsv"):
        for row in rows_of(os.path.join(tables, "actors", name)):
            if row[2]:
                add(row[2].split()[-1], 4, 4)
            words = row[0].split()
            if len(words) > 1 and words[0] != row[2] and "." not in words[0]:
                given.setdefault(words[0].lower(), set()).add(row[0])
    for word, names in given.items():
        if len(names) > 1:
            add(word, 8, 8)
    for row in rows_of(os.path.join(tables, "en", "given_names.tsv")):
        for name in row[0].split("|"):
            add(name, 8, 8)
    for kind, words in rows_of(os.path.join(os.path.dirname(tables), "models", "name-words.tsv")):
        for word in words.split():
            add(word, *((8, 8) if kind == "given" else (4, 4)))
    for row in rows_of(os.path.join(tables, "actors", "organizations.tsv")):
        for form in row[1].split("|"):
            if " " not in form:
                add(form, 32, 0)
    with open(out, "w", encoding="utf-8") as stream:
        for word in sorted(bits):
            if bits[word]:
                stream.write(f"{word}\t{bits[word]}\n")
    print(f"{out}: {len(bits)} words")


def write_classes(folder, out):
    if not os.path.exists(os.path.join(folder, "index.verb")):
        sys.exit(f"{folder}/index.verb: no such file; word classes come from WordNet: apt-get install wordnet-base")
    classes = wordnet_classes.numbered_classes(folder)
    with open(out, "w", encoding="utf-8") as stream:
        for word in sorted(classes):
            stream.write(f"{word}\t{classes[word]}\n")
    print(f"{out}: {len(classes)} words")


def main(data, out):
    os.makedirs(out, exist_ok=True)
    tables = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")
    write_gazetteer(tables, os.path.join(out, "gazetteer.tsv"))
    write_classes(WORDNET, os.path.join(out, "word-classes.tsv"))
    at = lambda *parts: os.path.join(data, *parts)  # noqa: E731
    root = os.path.dirname(tables)
    marked = marked_names(os.path.join(root, "models", "ewt-names.tsv"))
    agreed = agreed_trees(os.path.join(root, "models", "agreed-trees.txt.xz"))
    write_run_on(at("ud", "en_ewt", "train.conllu.xz"), marked, os.path.join(out, "ewt-run-on.conllu"))
    for split in ("train", "dev", "test"):
        write_trees(at("ud", "en_ewt", f"{split}.conllu.xz"), os.path.join(out, f"ewt-{split}.conllu"),
                    marked if split == "train" else None)
        write_trees(at("ud", "en_gum", f"{split}.conllu.gz"), os.path.join(out, f"gum-{split}.conllu"),
                    names_beside(at("ner", "gum_names", f"{split}.jsonl.gz")))
    for name, folder, splits in (("wikigold", "wikigold", ["all"]), ("wnut17", "wnut17", ["train", "dev"]),
                                 ("btc", "btc", ["train", "dev"]), ("re3d", "re3d", ["train", "dev"]),
                                 ("crossner", "crossner_politics", ["train", "dev"]),
                                 ("uner-dev", "uner_en_ewt", ["dev"]), ("uner-test", "uner_en_ewt", ["test"])):
        write_names([at("ner", folder, f"{s}.jsonl.gz") for s in splits], os.path.join(out, f"{name}.conllu"), agreed.get(name))
    for name, sentences in agreed.items():
        if name.startswith("written"):
            write_written(sentences, os.path.join(out, f"{name}.conllu"))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
