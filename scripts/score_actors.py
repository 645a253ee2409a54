#!/usr/bin/env python3
"""Actor codes alone: gold span in, code out.

usage: score_actors.py GOLD.jsonl RECORDS.jsonl [--gsr GOLD.jsonl] [--errors]

GOLD is a gold set of events whose actors have a `text` and a `code` (plover_gsr), or spans (plv: `source_span`, `target_span`; the
codes are then looked up in --gsr, for sentences that stand in both). RECORDS is the output of `entente code` for the same
documents. Each gold actor is one question, asked once a document; its span is where its text stands. The answer is the actor of
the mention that covers the head of the span (what stands before "of", "in", ...), then most of its words, then is shortest; a place
that the record has there answers with its country.

  found            a mention or a place overlaps the span
  country          right country (UNO, EUR and IGO are one, as in the gold; NGO, IMG, ISM and MNC are one)
  country + sector and right sector: a bare country matches GOV, sectors of international actors are not compared (the rules
                   of score_events.py)
"""
import json
import re
import sys

SAME = {"UNO": "IGO", "EUR": "IGO", "XKX": "KOS", "ISM": "NGO", "IMG": "NGO", "MNC": "NGO", "INT": "NGO", "NGM": "NGO"}
SECTOR = {"JRN": "MED", "PRM": "PAR", "INS": "REB", "SEP": "REB", "MUS": "MOS"}


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def words(text):
    return re.findall(r"\w+", text.casefold())


def find_span(text, piece):
    """Where the gold's words stand: as written, or from the first to the last of its parts ("U.S. ... negotiators")."""
    at = text.find(piece)
    if at < 0:
        at = text.casefold().find(piece.casefold())
    if at >= 0:
        return at, at + len(piece)
    parts = [p.strip() for p in re.split(r"\.\.+|…", piece) if p.strip()]
    start = end = -1
    for part in parts:
        at = text.find(part, max(end, 0))
        if at < 0:
            return None
        start, end = (at if start < 0 else start), at + len(part)
    return (start, end) if start >= 0 else None


def questions(doc, codes):
    """[(start, end, text, country, sectors or None)], each once."""
    out, seen = [], set()
    for event in doc.get("events", []):
        for actor in event.get("sources", []) + event.get("targets", []):
            if actor.get("code") is None:
                continue
            span = find_span(doc["text"], actor["text"])
            if span is None:
                continue
            sector = None if actor.get("sector_unknown") else [actor["sector"]] if actor.get("sector") else []
            key = (span, actor["code"])
            if key not in seen:
                seen.add(key)
                out.append((*span, actor["text"], actor["code"], sector))
        for side in ("source_span", "target_span"):
            span = event.get(side)
            if span is None:
                continue
            gold = codes.get((doc["text"], " ".join(words(span["text"]))))
            key = (span["start"], span["end"])
            if gold is not None and key not in seen:
                seen.add(key)
                out.append((span["start"], span["end"], span["text"], *gold))
    return out


def head_end(text, start, end):
    """Where the head of the span ends: before what says where or whose ("rebels | in the Ivory Coast")."""
    cut = re.search(r"\s+(of|in|from|throughout|for|fleeing|living|ordered|loyal|on|at)\s|\s*[,(]", text[start:end])
    return start + cut.start() if cut and cut.start() > 0 else end


def answer(record, text, start, end):
    """(country, sector, what) of the best mention or place."""
    span_words = set(words(text[start:end]))
    head = head_end(text, start, end)
    best = None
    for actor in record["actors"]:
        for m in actor["mentions"]:
            if m.get("in") == "title" or m["start"] >= end or m["end"] <= start:
                continue
            piece = words(text[m["start"]:m["end"]])
            overlap = len(set(piece) & span_words)
            if not overlap:
                continue
            has_head = m["start"] < head <= m["end"]
            rank = (has_head, overlap - len([w for w in piece if w not in span_words]) * 0.25, -(m["end"] - m["start"]))
            if best is None or rank > best[0]:
                best = (rank, actor.get("country") or "", actor.get("sector") or "", actor["name"])
    if best:
        return best[1:]
    for place in record["places"]:
        if place.get("in") != "title" and place["start"] < end and place["end"] > start:
            return place.get("country") or "", "", "place " + place["name"]
    return None


def main(argv):
    show = "--errors" in argv
    argv = [a for a in argv if a != "--errors"]
    codes = {}
    if "--gsr" in argv:
        i = argv.index("--gsr")
        for doc in read(argv[i + 1]):
            for _, _, text, country, sector in questions(doc, {}):
                codes[doc["text"], " ".join(words(text))] = (country, sector)
        del argv[i:i + 2]
    if len(argv) != 2:
        sys.exit(__doc__)
    records = {r["id"]: r for r in read(argv[1])}
    asked = found = right_country = right_both = 0
    for doc in read(argv[0]):
        if doc["id"] not in records:
            sys.exit(f"no record of {doc['id']}")
        for start, end, text, country, sectors in questions(doc, codes):
            asked += 1
            got = answer(records[doc["id"]], doc["text"], start, end)
            found += got is not None
            c, s, what = got or ("", "", "nothing")
            country_ok = SAME.get(c, c) == SAME.get(country, country)
            want = None if sectors is None else {SECTOR.get(x, x) for x in sectors}
            have = {SECTOR.get(s, s)} - {""}
            international = country in ("IGO", "NGO", "IMG", "ISM", "INT", "MNC", "NGM")
            both_ok = country_ok and (want is None or international or (have & want if want else have <= {"GOV"}))
            right_country += country_ok
            right_both += bool(both_ok)
            if show and not both_ok:
                print(f"{doc['id']}\t{text}\tgold {country}{''.join(sectors or [])}\tgot {c}{s} ({what})\t{doc['text'][:160]}")
    n = max(asked, 1)
    print(f"{asked} gold mentions: found {found / n:.3f}, country {right_country / n:.3f}, country + sector {right_both / n:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
