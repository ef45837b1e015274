#!/usr/bin/env python3
"""Makes the corpora of bench/results.md: the same bytes for the same seed, all of it invented.

    make_corpora.py DIRECTORY [--seed N] [--scale F]

  dense/  CSV of 100 MB, three e-mail addresses a row (about 54,000 hits in a MB)
  small/  100,000 files of 1 to 8 KB: prose, settings, logs, tables
  text/   five files of 20 MB of prose and log lines with a few hits in a MB
"""
import argparse
import os
import random

WORDS = ("the of and to in for with on that is by as at from this which are be or an not can will "
         "file value system data list time user name number line first second window report page "
         "function result server network option default example section table memory process "
         "version release change build source error message request response account order").split()
TOP = "fr de com org net it es pl nl".split()


def address(rng):
    return f"{rng.choice('abcdef')}{rng.randrange(100000)}@m{rng.randrange(100)}.{rng.choice(TOP)}"


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randrange(6, 18))]
    if rng.random() < 0.08:
        words.insert(rng.randrange(len(words)), str(rng.randrange(10000)))
    return " ".join(words).capitalize() + "."


def log_line(rng):
    return (f"2024-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02} {rng.randrange(24):02}:"
            f"{rng.randrange(60):02}:{rng.randrange(60):02} {rng.choice(('INFO', 'WARN'))} "
            f"{rng.choice(WORDS)}.{rng.choice(WORDS)}: {sentence(rng)}")


def paragraph(rng, kind):
    if kind == "log":
        return "".join(log_line(rng) + "\n" for _ in range(8))
    if kind == "settings":
        return "".join(f"{rng.choice(WORDS)}_{rng.choice(WORDS)} = {rng.choice(WORDS)}\n" for _ in range(12))
    if kind == "table":
        return "".join(",".join(rng.choice(WORDS) for _ in range(5)) + "\n" for _ in range(12))
    text = " ".join(sentence(rng) for _ in range(6)) + "\n\n"
    return text if rng.random() >= 0.005 else text + f"Write to {address(rng)} about it.\n\n"


def write(path, size, pieces, head=""):
    """Joins pieces until `size` bytes are there; the text is ASCII."""
    with open(path, "w", encoding="ascii", newline="") as out:
        written = out.write(head)
        while written < size:
            written += out.write(next(pieces))


def dense_rows(rng):
    while True:
        yield "".join(f"{i},{address(rng)},{address(rng)},{address(rng)}\n" for i in range(100))


def repeated(rng, kinds):
    """Paragraphs drawn from a stock, which is much faster than inventing each."""
    stock = [paragraph(rng, kind) for kind in kinds for _ in range(2000)]
    while True:
        yield rng.choice(stock)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="of the sizes and counts")
    options = parser.parse_args()

    def place(*names):
        path = os.path.join(options.directory, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    rng = random.Random(options.seed)
    write(place("dense", "people.csv"), int(100e6 * options.scale), dense_rows(rng), "id,a,b,c\n")
    stocks = {kind: repeated(rng, [kind]) for kind in ("prose", "settings", "log", "table")}
    endings = {"prose": "txt", "settings": "conf", "log": "log", "table": "csv"}
    for i in range(int(100_000 * options.scale)):
        kind = rng.choice(list(stocks))
        path = place("small", f"{i // 500:03}", f"{i:06}.{endings[kind]}")
        write(path, rng.randrange(1000, 8000), stocks[kind])
    mixed = repeated(rng, ["prose", "prose", "log"])
    for i in range(5):
        write(place("text", f"part{i}.txt"), int(20e6 * options.scale), mixed)


if __name__ == "__main__":
    main()
