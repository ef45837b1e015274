#!/usr/bin/env python3
"""How many of the files that hold a person `braque subject` names, and how many of those it names do.

    subject_recall.py --braque BRAQUE --maker GEN.PY SHARE [SHARE...] [--people 60]

The people are drawn from those whom the truth of a SHARE (see impact_series.py) puts into a file.
Searched by all of e-mail, telephone and name, a file is right where the truth knows them there; by one
attribute, where this value stands, whoever's it is; a first name and a surname of one record are a
name. Prints a line a share and attribute.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys

import impact_series


def read_places(share):
    """Paths by (kind, value); names from records with a first name and a surname too."""
    places = collections.defaultdict(set)
    parts = collections.defaultdict(dict)
    with open(f"{share}/truth.tsv", encoding="utf-8") as rows:
        next(rows)
        for row in rows:
            path, member, record, _, _, kind, value = row.rstrip("\n").split("\t")
            places[kind, value].add(path)
            if kind in ("first_name", "last_name"):
                parts[path, member, impact_series.row_of(record)][kind] = value
    for (path, _, _), names in parts.items():
        if len(names) == 2:
            places["person", f"{names['first_name']} {names['last_name']}"].add(path)
    return places


def ask(braque, index, lines):
    out = subprocess.run([braque, "subject", "--index", index, "--format", "jsonl", "-"],
                         input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    if out.returncode not in (0, 10):
        sys.exit(f"subject: {out.returncode} {out.stderr}")
    answers = map(json.loads, out.stdout.splitlines())
    return {answer["item"] for answer in answers if answer["record"] == "subject_place"}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--braque", required=True)
    options.add_argument("--maker", required=True)
    options.add_argument("--people", type=int, default=60)
    options.add_argument("--misses", action="store_true")
    options.add_argument("shares", nargs="+")
    given = options.parse_args()
    maker = impact_series.load_maker(given.maker)
    for share in map(os.path.abspath, given.shares):
        truth = impact_series.Truth(maker, share)
        index = impact_series.index_of(given.braque, share)
        places = read_places(share)
        present = sorted(set().union(*truth.people.values()))
        drawn = random.Random(os.path.basename(share)).sample(present, min(given.people, len(present)))
        counts = collections.defaultdict(collections.Counter)
        for number in drawn:
            one = maker.Person(truth.seed, number, truth.locales)
            plain_name = maker.strip_acc(one.full)
            kinds = {
                "email": ([one.mail, one.work], "email"),
                "phone": ([one.phone], "phone"),
                "name": ([one.full] + [plain_name] * (plain_name != one.full), "person"),
            }
            wanted = {what: set().union(*(places[kind, value] for value in values))
                      for what, (values, kind) in kinds.items()}
            lines = {"email": [f"email: {value}" for value in kinds["email"][0]],
                     "phone": [f"phone: {one.phone}"], "name": [f"name: {one.full}"]}
            wanted["all"] = {path for path in set().union(*wanted.values())
                             if number in truth.people[path]}
            lines["all"] = sum(lines.values(), [])
            for what, right in wanted.items():
                found = {os.path.relpath(item, f"{share}/share")
                         for item in ask(given.braque, index, lines[what])}
                counts[what].update(found=len(found), right=len(right), both=len(found & right))
                if given.misses and found != right:
                    print(f"  {what}: missing {sorted(right - found)} too many {sorted(found - right)}")
        for what, count in counts.items():
            print(f"{os.path.basename(share)} {what}: recall {count['both'] / max(1, count['right']):.3f} "
                  f"precision {count['both'] / max(1, count['found']):.3f} ({count['right']} files)")


if __name__ == "__main__":
    main()
