#!/usr/bin/env python3
"""Makes data/places/{countries,regions,districts,cities,features,demonyms}.tsv: the gazetteer's tables of facts.

    scripts/make_places.py [--geonames DIR] [--out DIR]

DIR (default ../shared/data/geonames) holds GeoNames extracts (CC BY 4.0): cities5000-2018.txt.xz, cities15000-2026-05.txt.xz,
admin1CodesASCII.txt, admin2Codes.txt.xz, countryInfo.txt. What GeoNames does not give stands beside this script, by hand:

    places/points.txt    the point of a country or region; without one: the population-weighted point of its cities
    places/forms.txt     more names of countries and regions, abbreviations ("Calif.") among them
    places/cities.txt    more names of cities ("Kiev", "Bombay")
    places/features.txt  regions without admin status, seas, rivers, mountains, seats of power, bases
    places/demonyms.txt  "Russian", "Texans"

A city keeps its name in plain letters and, where names are transliterated and from 100,000 people on, at most MAX_ALTERNATES other
Latin-script spellings close to it: GeoNames' alternates carry no language, and a Polish exonym in an English index is a false place. Runs twice give the same bytes.
"""
import argparse
import collections
import lzma
import pathlib
import re
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS = 'forms name class code country admin1 admin2 lat lon population geonameid source'.split()
MAX_ALTERNATES = 3
GENERIC = re.compile(
    r"^(?:Republic of |Provincia de |Provincia del |Departamento del? |Estado de |Wilaya de |Muhafazat |Gouvernorat de |"
    r"Région d[eu] |Commune de |City of |Town of |Autonomous Region of |Oblast ['’]?)?(.+?)"
    r"(?: (?:Province|State|Region|Governorate|Oblast['’]?|Krai|Republic|Department|Prefecture|Emirate|Municipality|District|"
    r"Voivodeship|County|Division|Raion|Rayon|rayon|Canton|Parish|Autonomous Region|Autonomous Okrug|Special Administrative Region|"
    r"Muḩāfaz̧at|Kray|Regency|Autonomous Province|Territory|Sheng|Shi|Wilāyah|Wilāyat|Federal District))?$")
# Languages of other scripts: spellings vary. Elsewhere an alternate is another language's name.
TRANSLITERATED = set('RU UA BY BG RS MK KZ KG TJ UZ TM MN GE AM AZ GR CN TW JP KR KP TH MM LA KH NP BD IN LK PK AF IR IQ SY LB JO IL PS EG '
                     'LY TN DZ MA SD YE OM AE QA BH KW SA ET ER MR SO DJ'.split())
POSTAL = dict(zip(
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN '
    'TX UT VT VA WA WV WI WY'.split(), range(50)))


def plain(text):
    """Letters without marks, typographic quotes made plain."""
    text = unicodedata.normalize('NFKD', text.replace('’', "'").replace('‘', "'").replace('ı', 'i').replace('đ', 'd'))
    return ''.join(c for c in text if not unicodedata.combining(c)).replace('ø', 'o').replace('ł', 'l').replace('Ł', 'L')


def read_rows(path):
    opener = lzma.open if path.suffix == '.xz' else open
    with opener(path, 'rt', encoding='utf-8', newline='\n') as f:
        return [line.rstrip('\n').split('\t') for line in f if line.strip() and not line.startswith('#')]


def keyed(path):
    """key -> value of the `|`-parted hand files."""
    out = {}
    for line in (HERE / 'places' / path).read_text(encoding='utf-8').split('\n'):
        if not line.startswith('#'):
            for entry in filter(None, line.strip().split('|')):
                key, _, value = entry.partition('=')
                if key in out:
                    raise SystemExit(f'{path}: {key} stands twice')
                out[key] = value
    return out


def points():
    out = {}
    for line in (HERE / 'places/points.txt').read_text(encoding='utf-8').split('\n'):
        for entry in filter(None, line.strip().split('|')):
            key, lat, lon = entry.split()
            out[key] = (float(lat), float(lon))
    return out


def edit_distance(a, b, most):
    """Levenshtein, or most + 1."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, before = [i], row
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
        if min(row) > most:
            return most + 1
    return row[-1]


def alternates(name, listed):
    """Other spellings of a big city that English news may use: Latin letters, near to the name or a usual shorter form of it."""
    base = plain(name).lower()
    found = []
    for form in listed.split(','):
        if not re.fullmatch(r"[A-Z][A-Za-z'’.\- ]{3,}", form) or form.isupper():
            continue
        key = form.lower()
        if key == base or re.search(r'\b(city|shi|shih|hsien|fu|su|chhi|khot|shaary)$', key):
            continue
        distance = edit_distance(re.sub(r"[^a-z]", '', key), re.sub(r"[^a-z]", '', base), 2)
        if distance <= 2 and key[0] == base[0] and key[-1] == base[-1]:
            found.append((distance, form))
    out, seen = [], {re.sub(r'[^a-z]', '', base)}
    for _, form in sorted(found):
        key = re.sub(r'[^a-z]', '', form.lower())
        if key not in seen:
            seen.add(key)
            out.append(form)
    return out[:MAX_ALTERNATES]


def unique(forms):
    """First of each name key; forms that the table's separators would break are left out."""
    out, seen = [], set()
    for form in forms:
        form = form.strip()
        key = (re.sub(r'[^a-z0-9]+', ' ', plain(form).lower()).strip(), form.isupper(), '.' in form)
        if key[0] and key not in seen and '|' not in form:
            seen.add(key)
            out.append(form)
    return out


class Tables:
    def __init__(self, source):
        self.stated, self.more, self.more_cities = points(), keyed('forms.txt'), keyed('cities.txt')
        self.iso3, self.country_rows = {}, {}
        for r in read_rows(source / 'countryInfo.txt'):
            if r[0] != 'ISO' and len(r) > 16:
                # The record names Kosovo KOS; GeoNames' XKX is user-assigned.
                self.iso3[r[0]] = {'XKX': 'KOS'}.get(r[1], r[1])
                self.country_rows[r[0]] = r
        self.admin1 = {r[0]: r for r in read_rows(source / 'admin1CodesASCII.txt')}
        self.admin2 = {r[0]: r for r in read_rows(source / 'admin2Codes.txt.xz')}
        self.cities = {}
        for name in ('cities5000-2018.txt.xz', 'cities15000-2026-05.txt.xz'):   # the newer row wins
            for r in read_rows(source / name):
                if r[7] not in ('PPLH', 'PPLW', 'PPLQ', 'PPLCH') and r[8] in self.iso3:
                    self.cities[r[0]] = r
        self.weight = self.weigh()

    def weigh(self):
        """Key of a country or region -> [population, weighted lat, weighted lon]."""
        sums = collections.defaultdict(lambda: [0, 0.0, 0.0])
        for r in self.cities.values():
            people = max(int(r[14] or 0), 1000)
            for key in (r[8], f'{r[8]}.{r[10]}', f'{r[8]}.{r[10]}.{r[11]}'):
                s = sums[key]
                s[0] += people
                s[1] += people * float(r[4])
                s[2] += people * float(r[5])
        return sums

    def point(self, key, iso3=None):
        if (iso3 or key) in self.stated:
            return self.stated[iso3 or key]
        if key not in self.weight:
            return None
        people, lat, lon = self.weight[key]
        return lat / people, lon / people

    def countries(self):
        for iso2, r in sorted(self.country_rows.items()):
            iso3 = self.iso3[iso2]
            if iso2 in ('AN', 'CS', 'UM', 'BV', 'HM', 'TF', 'BQ'):   # dissolved, or nobody there
                continue
            at = self.point(iso2, iso3)
            forms = self.more.get(iso3, '').split(';') + [r[4]]
            yield row(forms, r[4], 'A', 'PCLI', iso3, '', '', at, int(r[7] or 0), r[16])

    def regions(self):
        for key, r in sorted(self.admin1.items()):
            iso2, code = key.split('.')
            if iso2 not in self.iso3:
                continue
            at = self.point(key)
            bare = GENERIC.match(r[1]).group(1)
            forms = [r[1], bare]
            if iso2 == 'NG':
                forms.append(bare + ' State')
            if iso2 in ('AF', 'CN', 'IR', 'TR', 'IT', 'ES', 'AR', 'KH', 'ZA', 'PK', 'VN', 'TH', 'ID', 'CD'):
                forms.append(bare + ' Province')
            forms += self.more.get(key, '').split(';')
            if iso2 == 'US' and code in POSTAL:
                forms.append(code)
            population = self.weight[key][0] if key in self.weight else 0
            yield row(forms, r[1], 'A', 'ADM1', self.iso3[iso2], code, '', at, population, r[3])

    def districts(self):
        """Second-order regions that have a known point. What is not called a county by its name is left out when its name is also
        a city's in the same region: the city stands for it."""
        towns = {(r[8], r[10], plain(r[1]).lower()) for r in self.cities.values()}
        for key, r in sorted(self.admin2.items()):
            parts = key.split('.')
            if len(parts) != 3 or parts[0] not in self.iso3:
                continue
            iso2, first, second = parts
            at = self.point(key) or (self.point(f'{iso2}.{first}') if iso2 == 'US' else None)
            bare = GENERIC.match(r[1]).group(1)
            if at is None or not re.match(r"[^\W\d_]", bare) or len(bare) < 4:
                continue
            if iso2 == 'US':
                forms = [r[1]] if r[1] != bare else [r[1] + ' County', r[1]]
            elif iso2 in ('GB', 'IE'):
                short = re.sub(r'^County ', '', bare)
                forms = [r[1], short] if (iso2, first, short.lower()) not in towns else [r[1], 'County ' + short]
                if iso2 == 'IE':
                    forms += ['County ' + short, 'Co. ' + short]
            elif (iso2, first, plain(bare).lower()) in towns:
                continue
            elif self.weight[key][0] < 20000:
                continue
            else:
                forms = [r[1], bare]
            yield row(forms, r[1], 'A', 'ADM2', self.iso3[iso2], first, second, at, self.weight.get(key, [0])[0], r[3])

    def city_rows(self):
        for _, r in sorted(self.cities.items(), key=lambda x: int(x[0])):
            people = int(r[14] or 0)
            forms = [plain(r[1]) if re.fullmatch(r"[ -~]+", plain(r[1])) else r[2]]
            forms += self.more_cities.get(f'{r[1]},{r[8]}', '').split(';')
            if (people >= 100000 or r[7] in ('PPLC', 'PPLA')) and r[8] in TRANSLITERATED:
                forms += alternates(r[1], r[3])
            if r[8] == 'US':
                short = re.sub(r'^(?:City of|Town of|Village of|Borough of) | (?:city|town|village)$', '', forms[0])
                forms = [short, *forms]
            if 'St.' in forms[0].split() or 'Saint' in forms[0].split():
                forms.append(forms[0].replace('Saint', 'St.') if 'Saint' in forms[0] else forms[0].replace('St.', 'Saint'))
            forms = [f for f in forms if len(f) >= 2 and re.match(r"['’]?[^\W\d_]", f) and not re.search(r'\d', f)]
            if not forms:
                continue
            yield row(forms, r[1], 'P', r[7], self.iso3[r[8]], r[10], r[11], (float(r[4]), float(r[5])), people, r[0])

    def features(self):
        for line in (HERE / 'places/features.txt').read_text(encoding='utf-8').split('\n'):
            if not line or line.startswith('#'):
                continue
            left, _, right = line.partition('=')
            kind, code, _, forms = left.split(' ', 3)
            lat, lon, *rest = right.split()
            number = rest[0] if rest and rest[0] != '-' else '0'
            country = rest[1] if len(rest) > 1 else ''
            yield row(forms.split('|'), forms.split('|')[0], kind, code, country, '', '', (float(lat), float(lon)), 0, number,
                      'geonames' if number != '0' else 'entente')

    def demonyms(self, rows):
        at = {}
        for r in rows:
            if r['code'] == 'PCLI':
                at[r['country']] = r
            elif r['code'] == 'ADM1':
                at[f'{next(k for k, v in self.iso3.items() if v == r["country"])}.{r["admin1"]}'] = r
            elif r['source'] == 'entente' or r['class'] in 'LT':
                at[r['name']] = r
        for key, forms in keyed('demonyms.txt').items():
            if key not in at:
                raise SystemExit(f'demonyms.txt: no such place: {key}')
            yield dict(at[key], forms='|'.join(f.replace('_', ' ') for f in forms.split()), source='entente')


def row(forms, name, kind, code, country, admin1, admin2, at, population, number, source='geonames'):
    lat, lon = (f'{at[0]:.3f}', f'{at[1]:.3f}') if at else ('', '')
    return dict(zip(COLUMNS, ('|'.join(unique([*forms])), plain(name) if source == 'geonames' else name, kind, code, country, admin1,
                              admin2, lat, lon, str(population), str(number), source)))


def write(path, what, rows):
    lines = sorted({'\t'.join(r[c] for c in COLUMNS) for r in rows if r['forms']})
    head = [f'# {what} Made by scripts/make_places.py from GeoNames (geonames.org, CC BY 4.0) and the hand files in scripts/places/.',
            '# Point: degrees; of a region without a stated one, the population-weighted point of its cities. `|` parts `forms`.',
            '# ' + '\t'.join(COLUMNS)]
    path.write_text('\n'.join(head + lines) + '\n', encoding='utf-8')
    print(f'{path.name}: {len(lines)} rows, {path.stat().st_size:,} bytes')


def main():
    ap = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    ap.add_argument('--geonames', type=pathlib.Path, default=HERE.parent.parent / 'shared/data/geonames')
    ap.add_argument('--out', type=pathlib.Path, default=HERE.parent / 'data/places')
    a = ap.parse_args()
    tables = Tables(a.geonames)
    a.out.mkdir(parents=True, exist_ok=True)
    countries, regions, features = list(tables.countries()), list(tables.regions()), list(tables.features())
    write(a.out / 'countries.tsv', 'Countries and territories.', countries)
    write(a.out / 'regions.tsv', 'First-order regions.', regions)
    write(a.out / 'districts.tsv', 'Second-order regions that hold a known city.', tables.districts())
    write(a.out / 'cities.tsv', 'Cities of more than 5,000 people (2018) or 15,000 (2026).', tables.city_rows())
    write(a.out / 'features.tsv', 'Regions without admin status, waters, mountains, buildings, bases.', features)
    write(a.out / 'demonyms.tsv', 'What is of a place, and who.', list(tables.demonyms(countries + regions + features)))


if __name__ == '__main__':
    main()
