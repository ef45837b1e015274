#!/usr/bin/env python3
"""What each part of the special-category detector does: terms alone, the person link, guards, tables.

    braque detect --jsonl --explain TEXTS.jsonl | ablation.py TEXTS.jsonl

TEXTS.jsonl: {"id", "text", "gold": [category, ...]} lines. The scores are added up again from the features that `--explain`
names, with some of them left out; a category counts when one of its terms reaches `medium`.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

RULES = Path(__file__).resolve().parents[2] / "rules" / "special"
FEATURES = Path(__file__).resolve().parents[2] / "detectors" / "special" / "features.cpp"
MEDIUM = 0.405  # log-odds of 0.60

TERM = {"sufficient", "cued", "ambiguous", "cue", "uncued", "partner", "long_term"}
TABLE = {"header", "row_person", "row_reference"}
NOT_A_PERSON = {"header", "pronoun", "person_noun"}
FURTHER = 0.35  # kFurtherPerson of detector.cpp: what signs of a person beside the strongest one count
GUARDS = {
    "job", "policy", "aggregate", "percent", "product", "machine", "news", "place", "form", "event", "contact_only",
    "many_categories", "figurative", "question", "anonymous", "generic", "code", "capital_term", "nobody",
}


def read_features():
    """Description to name and weight."""
    weights = tomllib.loads((RULES / "weights.toml").read_text(encoding="utf-8"))["weights"]
    rows = re.findall(r'\{"(\w+)", "([^"]+)", -?[\d.]+F\}', FEATURES.read_text(encoding="utf-8"))
    return {description: (name, weights[name]) for name, description in rows}, weights["bias"]


def features_of(span, table):
    found = (table.get(line.split(" ", 1)[1]) for line in span.get("evidence", []))
    return [feature for feature in found if feature is not None]


def predict(answer, table, bias, keep, needs_person):
    categories = set()
    for span in answer["spans"]:
        if not span["rule"].startswith(("art9.", "art10.")) or span["level"] is None:
            continue
        features = [(name, weight) for name, weight in features_of(span, table) if keep(name)]
        signs = [weight for name, weight in features if name not in TERM | GUARDS | NOT_A_PERSON]
        others = sum(weight for name, weight in features if name in TERM | GUARDS | NOT_A_PERSON)
        strongest = max(signs, default=0.0)
        person = bool(signs)
        if not needs_person:
            categories.add(span["rule"])
        elif person and bias + others + strongest + FURTHER * (sum(signs) - strongest) >= MEDIUM:
            categories.add(span["rule"])
    return categories


def report(label, pairs):
    right = sum(len(gold & found) for gold, found in pairs)
    wrong = sum(len(found - gold) for gold, found in pairs)
    missed = sum(len(gold - found) for gold, found in pairs)
    negatives = [found for gold, found in pairs if not gold]
    alarms = sum(bool(found) for found in negatives)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"| {label} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {alarms}/{len(negatives)} |")


def main():
    texts = {}
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        texts[record["id"]] = set(record["gold"])
    answers = [json.loads(line) for line in sys.stdin]
    table, bias = read_features()
    print("| parts | precision | recall | F1 | negatives with an alarm |\n| --- | --- | --- | --- | --- |")
    for label, keep, needs_person in (
        ("terms alone", lambda name: True, False),
        ("+ person link", lambda name: name not in GUARDS | TABLE, True),
        ("+ guards", lambda name: name not in TABLE, True),
        ("+ tables", lambda name: True, True),
    ):
        report(label, [(texts[a["id"]], predict(a, table, bias, keep, needs_person)) for a in answers])


if __name__ == "__main__":
    main()
