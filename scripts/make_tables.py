#!/usr/bin/env python3
"""Writes the code lists of data/tables/ in the lexicon's form, from tables of facts that stand outside of the repository.

    scripts/make_tables.py ../shared/data/tables

Run again at will: same input, same files. Needs nothing beyond Python. The tables it writes are committed; the build never runs this.
"""
import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "data" / "tables"

FIELDS = [
    ("trade", "goods and services bought and sold between states, tariffs, customs"),
    ("energy", "oil, gas, coal, electricity, renewables; not nuclear power"),
    ("finance", "loans, banks, currencies, debt, investment, taxes"),
    ("industry", "manufacture, mining, joint ventures"),
    ("agriculture", "farming, fisheries, food"),
    ("infrastructure", "roads, ports, dams, housing, water"),
    ("transport", "flights, shipping, railways, corridors"),
    ("technology", "telecommunications, computing, artificial intelligence, patents"),
    ("space", "satellites, launches, exploration of space"),
    ("nuclear", "nuclear power, enrichment, arms and their control"),
    ("health", "medicine, vaccines, hospitals, epidemics"),
    ("education", "schools, universities, scholarships, training of civilians"),
    ("culture", "arts, heritage, language, cinema, museums"),
    ("science", "research, academies, expeditions"),
    ("environment", "climate, pollution, conservation, shared rivers"),
    ("migration", "migrants, refugees, visas, border crossings"),
    ("justice", "courts, extradition, police inquiries, crime, sanctions lists of persons"),
    ("security", "terrorism, borders, policing, public order"),
    ("military", "armed forces, arms, exercises, defence"),
    ("intelligence", "secret services, espionage"),
    ("humanitarian", "relief, aid in disasters and wars"),
    ("diplomacy", "relations, embassies, recognition, mediation, international organizations"),
    ("elections", "votes, campaigns, observers"),
    ("rights", "human rights, liberties, minorities"),
    ("media", "press, broadcasters, social networks, censorship"),
    ("sport", "games, teams, federations"),
    ("tourism", "travel for pleasure, hotels"),
]


def read(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    header = lines[0]
    return [dict(zip(header, row + [""] * (len(header) - len(row)))) for row in lines[1:] if any(row)]


def write(name, comments, columns, rows):
    seen = []
    for row in rows:
        cells = [str(row[column]).strip() for column in columns]
        assert not any("\t" in cell or "\n" in cell for cell in cells), cells
        seen.append("\t".join(cells))
    text = "".join(f"# {comment}\n" for comment in comments)
    text += "# " + "\t".join(columns) + "\n" + "".join(line + "\n" for line in seen)
    (OUT / name).write_text(text, encoding="utf-8")


def made(what, licence):
    return [what, f"Licence: {licence}. Made by scripts/make_tables.py; `source`: a key of data/SOURCES.tsv."]


def countries(folder):
    rows = []
    for row in read(folder, "countries.tsv"):
        row["code"] = {"XKX": "KOS"}.get(row["iso3"], row["iso3"])
        row["source"] = "user-assigned" if row["iso3"] == "XKX" else "iso-codes"
        rows.append(row)
    rows.sort(key=lambda row: row["code"])
    write("countries.tsv",
          made("Countries and territories. `code` is the record's: ISO 3166-1 alpha-3, KOS for Kosovo; other columns are the "
               "codes of other formats.", "facts; ISO 3166-1 by iso-codes, FIPS and geonameid by GeoNames (CC BY 4.0), COW numbers by the "
               "Correlates of War project"),
          ["code", "name", "iso2", "iso3", "iso_numeric", "fips", "cameo_gdelt", "petrarch", "cow", "cow_abb", "geonameid",
           "source"], rows)


def simple(folder, source_name, name, what, key, licence, columns):
    rows = read(folder, source_name)
    for row in rows:
        row["source"] = key
    write(name, made(what, licence), columns + ["source"], sorted(rows, key=lambda row: [row[c] for c in columns]))


def sectors(folder):
    rows = read(folder, "sectors.tsv")
    for row in rows:
        row["source"] = "plover" if row["plover"] else "gdelt-lookups"
    write("sectors.tsv",
          made("Sectors: what part of a country or of the world an actor is. `plover`: what PLOVER means by the code (the record's "
               "codes); `cameo_gdelt`: what CAMEO means. MED is health in PLOVER, media in CAMEO.", "facts"),
          ["code", "plover", "cameo_gdelt", "source"], sorted(rows, key=lambda row: row["code"]))


def cameo(folder):
    codes = read(folder, "cameo_codes.tsv")
    for row in codes:
        row["source"] = "icews" if "I" in row["lists"] else "cameo-codebook" if "B" in row["lists"] else "plover"
    codes.sort(key=lambda row: row["code"])
    write("cameo_codes.tsv",
          made("CAMEO codes. `quad` is the codebook's class (1 verbal cooperation ... 4 material conflict), `quad_gdelt` what "
               "GDELT's rows carry.", "facts"),
          ["code", "name", "parent", "quad", "quad_gdelt", "source"], codes)

    scores = {row["code"]: dict(row, source="gdelt-lookups" if row["score_gdelt"] else "icews")
              for row in read(folder, "goldstein.tsv")}
    for row in codes:  # parents come first
        if row["code"] not in scores:
            scores[row["code"]] = {"code": row["code"], "score": scores[row["parent"]]["score"], "score_gdelt": "",
                                   "score_icews": "", "source": "entente"}
    write("goldstein.tsv",
          made("Goldstein's scale over CAMEO, -10 to 10. `score` is GDELT's, else ICEWS's; a code that neither scores has its "
               "parent's (source: entente).", "facts; J. S. Goldstein, Journal of Conflict Resolution 36 (1992)"),
          ["code", "score", "score_gdelt", "score_icews", "source"], [scores[code] for code in sorted(scores)])


def plover(folder):
    types = read(folder, "plover_types.tsv")
    for row in types:
        row.update(recipient=row["requires_recipient"], source="plover")
    write("plover_types.tsv", made("PLOVER's 16 event types.", "facts, by the PLOVER manual (CC BY-SA 4.0)"),
          ["type", "quad", "quad_name", "score", "recipient", "note", "source"], types)
    modes = read(folder, "plover_modes.tsv")
    for row in modes:
        row["source"] = "plover"
    write("plover_modes.tsv", made("The modes of PLOVER's types and their scores.", "facts, by the PLOVER manual (CC BY-SA 4.0)"),
          ["type", "mode", "score", "source"], modes)
    contexts = read(folder, "plover_contexts.tsv")
    for row in contexts:
        row["source"] = "plover"
    write("plover_contexts.tsv", made("PLOVER's 37 contexts; glosses in our own words.", "facts, by the PLOVER manual (CC BY-SA 4.0)"),
          ["context", "gloss", "source"], contexts)
    known = {(row["type"], row["mode"]) for row in modes}
    mapping = read(folder, "cameo_to_plover.tsv")
    for row in mapping:
        assert not row["mode"] or (row["type"], row["mode"]) in known, row
        row.update(contexts=row["contexts"].replace(";", "|"), source="plover")
    write("cameo_to_plover.tsv",
          made("CAMEO codes to PLOVER's types, modes and contexts (`|` parts contexts). PLOVER has dropped 01 to 028.",
               "facts, by the PLOVER repository (CC BY-SA 4.0)"),
          ["code", "type", "mode", "contexts", "source"], sorted(mapping, key=lambda row: row["code"]))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    countries(folder)
    simple(folder, "nonstate.tsv", "nonstate.tsv", "Actors that are no state: what may stand where a country does.", "plover",
           "facts, by the PLOVER manual (CC BY-SA 4.0)", ["code", "name"])
    simple(folder, "cameo_regions.tsv", "cameo_regions.tsv", "Codes of regions and parts of countries in GDELT's CAMEO.",
           "gdelt-lookups", "facts", ["code", "name"])
    simple(folder, "cameo_known_groups.tsv", "cameo_groups.tsv", "Codes of known groups in GDELT's CAMEO (CEM and WTO stand "
           "twice there).", "gdelt-lookups", "facts", ["code", "name"])
    sectors(folder)
    cameo(folder)
    plover(folder)
    write("fields.tsv", made("The fields of cooperation or dispute; sorted as the record lists them.", "Apache-2.0"),
          ["field", "gloss", "source"], [{"field": f, "gloss": g, "source": "entente"} for f, g in FIELDS])


if __name__ == "__main__":
    main()
