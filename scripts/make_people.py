#!/usr/bin/env python3
"""Makes data/actors/people.tsv, who held which public office when, out of a list of office holders.

usage: make_people.py OFFICE_HOLDERS.tsv COW_STATES.tsv COUNTRIES.tsv > data/actors/people.tsv

OFFICE_HOLDERS has the columns iso3, name, surname, office, cameo_code, from, to, source (dates YYYYMMDD, "00" unknown, "<=D" known
on that day); COW_STATES turns "COW:ABB" into a country; COUNTRIES is data/tables/countries.tsv, the codes that the record knows.
Hand-kept people stand in data/actors/people_extra.tsv and are not touched.

What it does: mends case ("A.r. Caram", "LI Qiang", "Mcgrath"), cuts titles and misparsed pieces off names, drops what is no name,
finds the surname (given, or by the country's order of names), joins rows of one person and one office whose days touch, and
lists the forms under which news knows a person: full name, first name and surname, surname. Days are half-open; where the
source only knows the holder on a day, the row has that day alone, and the resolver allows some years around it.
"""
import collections
import csv
import datetime
import re
import sys
import unicodedata

RANKS = set("""sir dr dr. gen gen. general lt lt. col col. colonel maj maj. major adm adm. admiral capt capt. captain sheikh shaykh
shaikh brig brig. brigadier field marshal prof prof. mr mr. mrs mrs. ms ms. hon hon. rev rev. lord lady dame baroness baron ret ret.
(ret.) engineer eng eng. ing ing. cdr cdr. commodore ambassador his her highness royal excellency prince princess king queen amir emir
sultan grand duke ratu tuanku datuk dato dato' tan tun tengku haji hajji haj hajj sayyid""".split())
PARTICLES = set("al el ul ad an ar as ash at az de da do dos das del della di du la le les lo van von der den ter ten bin bint ben ibn ould uld abu abd abdul abdel abdal st st. san santa mac af zu y e ag ag. ap".split())
SURNAME_FIRST = {"CHN", "TWN", "KOR", "PRK", "KHM", "SGP"}
GIVEN_IS_LAST = {"VNM"}                      # known by the last word: Nguyen Xuan Phuc is "Phuc"
GIVEN_IS_NAME = {"ETH", "ERI", "ISL", "MNG"}  # known by the first word
IBERIAN = {"ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GNQ", "GTM", "HND", "MEX", "NIC", "PAN", "PER", "PRY", "SLV",
           "URY", "VEN", "PRI"}
OFFICES = {"prime ministers": "prime minister", "presidents": "president", "kings": "king", "queens": "queen", "leader": "leader",
           "deputy prime ministers": "deputy prime minister", "vice presidents": "vice president", "vice-presidents": "vice president",
           "governors": "governor", "governors-general": "governor general", "chief ministers": "chief minister",
           "commissioners": "commissioner", "administrators": "administrator", "high commissioners": "high commissioner",
           "captains-regent": "captain regent", "chairmen of the council of ministers": "chairman of the council of ministers",
           "premiers": "premier", "chancellors": "chancellor", "foreign ministers": "foreign minister", "emirs": "emir",
           "sultans": "sultan", "popes": "pope", "amir": "emir", "chiefs of state": "head of state"}
# Offices whose holders news names by the surname alone; others are known so only after their full name.
KNOWN_BY_SURNAME = re.compile(r"^(acting |interim |transitional |first |executive )*(president|prime minister|premier|chancellor|leader|king|queen|emir|sultan|vice president|"
                              r"deputy prime minister|head of state|pope|supreme leader|chairman of the council of ministers|chairman, presidency|"
                              r"(minister|secretary)( of| for)?( national)? (foreign|external|defen[cs]e|state).*|foreign minister|taoiseach|"
                              r"ruler of|general secretary.*|secretary general.*)$")
SOVEREIGNS = {"USA": "ASM GUM MNP PRI VIR", "FRA": "BLM MAF NCL PYF SPM WLF", "DNK": "FRO GRL", "AUS": "CCK CXR NFK", "NZL": "COK NIU TKL",
              "GBR": "AIA BMU CYM FLK GGY GIB IOT JEY IMN MSR PCN SHN TCA VGB"}
HEADS = ("president", "vice president", "king", "queen", "governor general", "governor-general")
UNKNOWN_DAY = datetime.date(2011, 3, 1)  # CountryInfo's governments end in February 2011


def key(text):
    text = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in text if not unicodedata.combining(c)).casefold()).strip()


def mend_word(word, first):
    if re.fullmatch(r"([A-Za-z]\.)+[A-Za-z]?\.?", word):
        return word.upper()
    if word.lower() in PARTICLES and not first:
        return word.lower()
    if re.fullmatch(r"[IVX]+|I[iv]+|Vi*|X[iv]*", word) and len(word) > 1:
        return word.upper()
    pieces = re.split(r"([-'’])", word)
    out = []
    for i, piece in enumerate(pieces):
        if piece.lower() in PARTICLES and len(pieces) > 1 and i == 0:
            out.append(piece.lower())
        elif piece.isupper() and len(piece) > 1 or piece.islower() and not (i and pieces[i - 1] in "'’"):
            out.append(piece.capitalize())
        else:
            out.append(piece[:1].upper() + piece[1:] if i == 0 or pieces[i - 1] != "’" else piece)
    word = "".join(out)
    word = re.sub(r"^Mc([a-z])", lambda m: "Mc" + m[1].upper(), word)
    return re.sub(r"^(O')([a-z])", lambda m: m[1] + m[2].upper(), word)


def clean(name):
    """The name's words, or nothing where the source's line was no name."""
    name = re.sub(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}|\"[^\"]*\"|“[^”]*”", " ", name)
    name = re.split(r" - | in caretaker| \(|;|/", name)[0]
    name = re.sub(r"^of (the )?(Council of Ministers|Swiss Confederation|Commonwealth of Australia|Republic|Government|State)\b", "", name.strip())
    name = re.sub(r" of (Denmark|Spain|Jordan|Sweden|Norway|Belgium)$", "", name)
    words = [w for w in name.replace(",", " ").split() if w]
    while words and words[0].lower().strip(",") in RANKS and len(words) > 1:
        words.pop(0)
    while words and (words[-1].lower().strip(".") in ("jr", "sr", "phd", "md", "ret", "gcmg", "obe", "mp", "qc", "cbe", "kbe")):
        words.pop()
    words = [mend_word(w, i == 0) for i, w in enumerate(words)]
    bad = {"vacant", "acting", "none", "unknown", "the", "minister", "president", "government", "of", "chairman", "council", "office", "and",
           "for", "term", "elected", "junta", "military", "committee", "party", "post", "presidency", "interim", "transitional"}
    if not words or len(words) > 6 or any(key(w) in bad for w in words) or any(re.search(r"\d", w) for w in words):
        return []
    return words if sum(c.isalpha() for w in words for c in w) >= 3 else []


def surname_of(words, given, iso3, first_names):
    """Words of the surname: the source's, or by the order of names in that country."""
    numeral = re.compile(r"[IVX]+")
    words = [w for w in words if not numeral.fullmatch(w)]
    if given:
        want = key(given).split()
        for i in range(len(words)):
            for j in range(i + 1, len(words) + 1):
                if key(" ".join(words[i:j])).split() == want:
                    return words[i:j]
    if len(words) == 1:
        return words
    if iso3 in SURNAME_FIRST or iso3 in GIVEN_IS_NAME:
        return words[:1]
    if iso3 in GIVEN_IS_LAST:
        return words[-1:]
    at = len(words) - 1
    if iso3 in IBERIAN and len(words) >= 3:
        lower = [i for i, w in enumerate(words) if w.lower() in PARTICLES]
        if len(words) >= 4 and not lower:
            at = len(words) - 2
        elif len(words) == 3 and not lower and first_names[key(words[1])] < 3:
            at = 1
    begin = at
    while begin > 1 and words[begin - 1].lower() in PARTICLES:
        begin -= 1
    return words[begin:at + 1]


def forms_of(words, surname, alone):
    numeral = re.compile(r"[IVX]+")
    full = " ".join(words)
    forms = [full]
    plain = [w for w in words if not re.fullmatch(r"([A-Z]\.)+", w)]
    if any(numeral.fullmatch(w) for w in words):
        bare = " ".join(w for w in words if not numeral.fullmatch(w))
        return unique(forms + ([bare] if len(words) == 2 else []))
    s = " ".join(surname)
    if len(plain) >= 2:
        forms.append(" ".join(plain))
    if len(plain) > 2 and plain[0] not in surname:
        forms.append(plain[0] + " " + s)
        # "Muhammad Hosni Mubarak" is Hosni Mubarak, "Luiz Inacio Lula da Silva" is not cut
        if len(plain) == 3 and plain[2] == s:
            forms.append(plain[1] + " " + s)
    if not alone and len(plain) > 1:
        return unique(forms)
    forms.append(s)
    bare = re.sub(r"^(al|el|as|ash|ad|an|ar)[- ]", "", s, flags=re.I)
    if bare != s and len(bare) > 3:
        forms.append(bare)
    return unique(forms)


def unique(forms):
    seen, out = set(), []
    for f in forms:
        if len(key(f)) >= 2 and key(f) not in seen and "|" not in f:
            seen.add(key(f))
            out.append(f)
    return out


def day(text):
    """(date or None, whether only known on that day)."""
    known = text.startswith("<=")
    text = text.lstrip("<=>")
    if not re.fullmatch(r"\d{8}", text):
        return None, known
    y, m, d = int(text[:4]), int(text[4:6]), int(text[6:])
    m = min(max(m, 1), 12)
    for d in (min(max(d, 1), 31), 30, 29, 28):
        try:
            return datetime.date(y, m, d), known
        except ValueError:
            continue
    return None, known


def office_of(text):
    text = re.split(r" & (?=[A-Z][a-z]+ (?:of|for|without)\b|Minister|Deputy|Secretary)", text.strip())[0]
    text = re.sub(r"\s+", " ", text).strip(" ,.-")
    low = text.lower()
    if low in OFFICES:
        return OFFICES[low]
    low = low.replace("intl.", "international").replace("min.", "minister").replace("dep.", "deputy").replace("sec.", "secretary")
    return re.sub(r"^(ministers|secretaries|ambassadors)\b", lambda m: {"ministers": "minister", "secretaries": "secretary", "ambassadors": "ambassador"}[m[1]], low)


def sector_of(code):
    rest = code[3:]
    if rest.startswith("GOV"):
        return "LEG" if rest[3:6] == "LEG" else "GOV"
    return rest[:3] if rest[:3] in ("MIL", "SPY", "OPP", "LEG", "JUD") else "GOV"


def read_rows(path, cow, codes):
    first_names = collections.Counter()
    rows = []
    with open(path, encoding="utf-8") as f:
        for r in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            iso3 = cow.get(r["iso3"][4:], "") if r["iso3"].startswith("COW:") else r["iso3"]
            iso3 = {"XKX": "KOS"}.get(iso3, iso3)
            code = r["cameo_code"] or iso3 + "GOV"
            if iso3 not in codes or code[3:].startswith("EUREEC") or code[:3] == "IGO":
                continue
            if code[:3] != iso3 and code[:3] in codes:  # a holder filed under another country
                continue
            for name in ([r["name"]] if "Deputy Prime Minister" not in r["office"] else r["name"].split(",")):
                words = clean(name)
                if not words:
                    continue
                if len(words) > 2:
                    first_names[key(words[0])] += 1
                rows.append((iso3, words, r["surname"] if "," not in r["surname"] else "", office_of(r["office"]), sector_of(code), r["from"], r["to"],
                             r["source"]))
    return rows, first_names


def span_of(begin, end, source):
    start, _ = day(begin)
    until, known = day(end)
    if until and known:
        until += datetime.timedelta(days=1)
    if not until and source == "countryinfo-2012" and (start is None or start.year >= 2003):
        until = UNKNOWN_DAY
    if not until and source == "cia-leaders-2019":
        until = datetime.date(2019, 6, 14)
    if not until and source == "reign-2021":
        until = datetime.date(2021, 9, 1)
    if not until and source == "countryinfo-2012":
        until = UNKNOWN_DAY
    if start is None and until is not None:
        start = min(datetime.date(2003, 1, 1), until - datetime.timedelta(days=31))
    return start, until


def join_rows(rows, first_names):
    """{(country, surname key, first-name key, office): [spans]} -> one row a touching span."""
    people = {}
    for iso3, words, given, office, sector, begin, end, source in rows:
        start, until = span_of(begin, end, source)
        if start is None or (until is not None and until <= start):
            continue
        surname = surname_of(words, given, iso3, first_names)
        first = key(words[0]) if words[0] not in surname or len(words) == 1 else key(words[-1])
        k = (iso3, key(" ".join(surname)), first, office)
        people.setdefault(k, []).append([start, until, words, surname, sector, source])
    out = []
    for (iso3, skey, first, office), spans in people.items():
        spans.sort(key=lambda s: (s[0], s[1] or datetime.date.max))
        joined = []
        for s in spans:
            last = joined[-1] if joined else None
            if last and (last[1] is None or s[0] <= last[1] + datetime.timedelta(days=400)):
                if last[1] is not None:
                    last[1] = None if s[1] is None else max(last[1], s[1])
                last[6].append(s[2])
                continue
            joined.append(s + [[s[2]]])
        for start, until, words, surname, sector, source, names in joined:
            name = max(names, key=lambda w: (len(" ".join(w)) <= 28, len([c for c in " ".join(w) if ord(c) > 127]), -len(" ".join(w))))
            forms = unique([f for w in [name] + names for f in forms_of(w, surname, KNOWN_BY_SURNAME.match(office))])
            out.append([" ".join(name), forms, " ".join(surname), iso3, sector, office, start, until, source])
    return out


def drop_shadows(out):
    """A leader known by surname alone, or without an office, where a better row covers the same days."""
    better = collections.defaultdict(list)
    for r in out:
        if " " in r[0] and r[5] not in ("leader", ""):
            better[r[3], key(r[2])].append(r)
    kept = []
    for r in out:
        if r[5] in ("leader", ""):
            far = datetime.date.max
            skey = key(r[2]).split()
            rivals = [b for k in {key(r[2]), skey[-1] if skey else ""} for b in better.get((r[3], k), [])]
            if any(b[6] <= (r[7] or far) and r[6] <= (b[7] or far) for b in rivals):
                continue
        kept.append(r)
    return kept


def drop_sovereigns(out):
    """The head of a state is listed for each of its dependencies and realms too: news means the state."""
    owner = {land: state for state, lands in SOVEREIGNS.items() for land in lands.split()}
    heads = {(r[3], r[2], r[5]) for r in out}
    return [r for r in out if r[5] not in HEADS or not
            ((owner.get(r[3]), r[2], r[5]) in heads or (r[3] != "GBR" and r[5] in ("king", "queen") and ("GBR", r[2], r[5]) in heads))]


def main(argv):
    if len(argv) != 3:
        sys.exit(__doc__)
    holders, cow_path, countries = argv
    iso3_of = {}
    codes = set()
    for line in open(countries, encoding="utf-8"):
        if not line.startswith("#"):
            p = line.rstrip("\n").split("\t")
            codes.add(p[0])
            iso3_of[p[2]] = p[0]
    cow = {}
    for line in open(cow_path, encoding="utf-8").read().split("\n")[1:]:
        p = line.split("\t")
        if len(p) >= 4 and p[3]:
            cow[p[1]] = iso3_of.get(p[3], "")
    cow.update({"USR": "RUS", "YUG": "SRB", "GFR": "DEU", "GDR": "DEU", "CZE": "CZE", "DRV": "VNM", "RVN": "VNM", "YAR": "YEM", "YPR": "YEM"})
    rows, first_names = read_rows(holders, cow, codes)
    out = drop_sovereigns(drop_shadows(join_rows(rows, first_names)))
    out.sort(key=lambda r: (r[3], key(r[0]), r[6], r[5]))
    print("# Who held which public office: made by scripts/make_people.py, never by hand (hand-kept lines: people_extra.tsv). Licence: facts.")
    print("# `sector` and `title` are those of the days [from, until); `forms`: how news names the person, the surname alone included.")
    print("# name\tforms\tsurname\tcountry\tsector\ttitle\tfrom\tuntil\tsource")
    for name, forms, surname, iso3, sector, office, start, until, source in out:
        print("\t".join([name, "|".join(forms), surname, iso3, sector, office, start.isoformat() if start else "", until.isoformat() if until else "", source]))


if __name__ == "__main__":
    main(sys.argv[1:])
