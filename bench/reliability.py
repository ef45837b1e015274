#!/usr/bin/env python3
"""Reliability: the scores that braque gives against the share of its spans that are right.

    bench/reliability.py [--braque COMMAND] [--only CATEGORY,...] [--without RULE,...] LABELLED.jsonl...

Each line of a file is {"id", "text", "spans": [{"start", "end", ...}]}, offsets in code points, and labels everything personal.
A span is right when it overlaps a label: what is compared is whether there is a datum, not which. Prints a table for Markdown
with Wilson intervals of 95 %.
"""
import argparse
import json
import math
import shlex
import subprocess

BANDS = [0.0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001]


def wilson(right, count, z=1.96):
    share, square = right / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return middle - half, middle + half


def scored(command, path):
    run = subprocess.run(shlex.split(command) + ["detect", "--jsonl", "--min-confidence", "any", path], capture_output=True,
                         text=True, check=True)
    return {record["id"]: record["spans"] for record in map(json.loads, run.stdout.splitlines())}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--braque", default="braque")
    parser.add_argument("--only", default="", help="count these categories alone")
    parser.add_argument("--without", default="", help="rules that the labels do not cover")
    arguments = parser.parse_args()
    only, without = (set(filter(None, text.split(","))) for text in (arguments.only, arguments.without))
    counts = [[0, 0, 0.0] for _ in BANDS[1:]]
    for path in arguments.files:
        found = scored(arguments.braque, path)
        with open(path, encoding="utf-8") as file:
            records = [json.loads(line) for line in file]
        for record in records:
            labels = record["spans"]
            for span in found[record["id"]]:
                if (only and span["category"] not in only) or span["rule"] in without:
                    continue
                right = any(span["start"] < label["end"] and label["start"] < span["end"] for label in labels)
                band = next(i for i, edge in enumerate(BANDS[1:]) if span["score"] < edge)
                counts[band][0] += 1
                counts[band][1] += right
                counts[band][2] += span["score"]
    print("| score | spans | mean score | right | 95 % |\n| --- | --- | --- | --- | --- |")
    for low, high, (count, right, total) in zip(BANDS, BANDS[1:], counts):
        if count == 0:
            continue
        least, most = wilson(right, count)
        print(f"| {low:.2f} to {min(high, 1):.2f} | {count} | {total / count:.2f} | {right / count:.2f} | {least:.2f} to {most:.2f} |")


if __name__ == "__main__":
    main()
