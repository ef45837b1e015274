#!/usr/bin/env python3
"""How often the bounds of `braque impact` hold: random sets of a labelled share's files.

    impact_series.py --braque BRAQUE --maker GEN.PY SHARE [SHARE...] [--series 10] [--sets 100]

A SHARE is what GEN.PY made (share/, truth.tsv, summary.json): its population is drawn anew from the
seed, so that each value of the truth is known to be whose. A name that several people have is taken
for one of them who is surely in the same file, where there is one, and else for the same one each
time; a first name by itself, with nothing else of that person in the file, is nobody. Sets hold 1 to
200 files, equally often of each order of size. Prints a line a series, then the sums.
"""
import argparse
import collections
import importlib.util
import json
import os
import random
import re
import subprocess
import sys
import tempfile


def load_maker(path):
    spec = importlib.util.spec_from_file_location("maker", path)
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker


def values_of(maker, one):
    plain = lambda s: s.replace(" ", "")
    kinds = {"person": {one.full, maker.strip_acc(one.full)}, "first_name": {one.first},
             "last_name": {one.last}, "email": {one.work, one.mail}, "phone": {one.phone},
             "iban": {plain(one.iban)}, "credit_card": {one.pan}, "username": {one.user},
             "passport": {one.passport}, "national_id": {one.nid, one.nhs},
             "address": {one.address}}
    return kinds


def plain(kind, value):
    if kind in ("iban", "national_id", "credit_card"):
        return value.replace(" ", "").replace("-", "")
    return value


def row_of(record):
    """Cells of a sheet are records of their row."""
    return re.sub(r"![A-Z]+", "!", record)


def index_of(braque, share):
    """The index of a share, as this program makes it: what has not changed is not read again."""
    index = f"{share}/index.sqlite"
    scan = subprocess.run([braque, "scan", "--index", index, f"{share}/share"], check=False,
                          capture_output=True, text=True)
    if scan.returncode not in (0, 3, 10):  # as asked, something not read, findings
        sys.exit(f"scan: {scan.returncode} {scan.stderr}")
    return index


class Truth:
    """People and records of each file."""

    def __init__(self, maker, share):
        summary = json.load(open(f"{share}/summary.json"))["args"]
        self.seed, self.locales = summary["seed"], summary["locales"].split(",")
        self.owners = collections.defaultdict(set)
        for i in range(summary["population"]):
            one = maker.Person(self.seed, i, self.locales)
            for kind, values in values_of(maker, one).items():
                for value in values:
                    self.owners[kind, plain(kind, value)].add(i)
        self.records = collections.defaultdict(set)
        candidates = collections.defaultdict(list)
        with open(f"{share}/truth.tsv", encoding="utf-8") as rows:
            next(rows)
            for row in rows:
                path, member, record, _, _, kind, value = row.rstrip("\n").split("\t")
                self.records[path].add((member, row_of(record)))
                kind = kind.split(":")[0]
                owners = self.owners.get((kind, plain(kind, value)))
                if owners:
                    candidates[path].append((kind, owners))
        self.people = {path: self.settle(found) for path, found in candidates.items()}
        self.paths = sorted(self.records)

    @staticmethod
    def settle(found):
        sure = set()
        for _, owners in found:
            if len(owners) == 1:
                sure |= owners
        for kind, owners in found:
            if not owners & sure and kind not in ("first_name", "last_name"):
                sure.add(min(owners))
        return sure


def draw(random_numbers, paths):
    most = min(200, len(paths))
    count = int(round(most ** random_numbers.random()))
    return random_numbers.sample(paths, max(1, min(most, count)))


def ask(braque, index, share, paths):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as items:
        items.writelines(f"{share}/share/{path}\n" for path in paths)
        items.flush()
        out = subprocess.run([braque, "impact", "--index", index, "--items", items.name,
                              "--format", "jsonl"], capture_output=True, text=True, check=False)
    if out.returncode not in (0, 10):
        sys.exit(f"impact: {out.returncode} {out.stderr}")
    answer = json.loads(out.stdout)
    return {f"{what}_{end}": answer[what][end] for what in ("people", "records")
            for end in ("lower", "upper")}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--braque", required=True)
    options.add_argument("--maker", required=True)
    options.add_argument("--series", type=int, default=10)
    options.add_argument("--sets", type=int, default=100)
    options.add_argument("--first", type=int, default=1)
    options.add_argument("--misses", action="store_true")
    options.add_argument("shares", nargs="+")
    given = options.parse_args()
    maker = load_maker(given.maker)
    for share in map(os.path.abspath, given.shares):
        truth = Truth(maker, share)
        index = index_of(given.braque, share)
        inside = collections.Counter()
        widest = 0
        for series in range(given.first, given.first + given.series):
            numbers = random.Random(f"{series}/{os.path.basename(share)}")
            held = collections.Counter()
            for _ in range(given.sets):
                paths = draw(numbers, truth.paths)
                people = len(set().union(*(truth.people.get(path, set()) for path in paths)))
                records = sum(len(truth.records[path]) for path in paths)
                answer = ask(given.braque, index, share, paths)
                for what, true in (("people", people), ("records", records)):
                    low, high = answer[f"{what}_lower"], answer[f"{what}_upper"]
                    good = low <= true <= high
                    held[what] += good
                    widest = max(widest, 2 * (high - low) / max(1, high + low))
                    if given.misses and not good:
                        print(f"  {what} {true} not in {low}-{high}, {len(paths)} files", *paths[:3])
            inside.update(held)
            print(f"{os.path.basename(share)} series {series}: people {held['people']}, "
                  f"records {held['records']} of {given.sets}", flush=True)
        total = given.series * given.sets
        print(f"{os.path.basename(share)}: people {inside['people'] / total:.3f}, "
              f"records {inside['records'] / total:.3f}, widest {widest:.3f}")


if __name__ == "__main__":
    main()
