#!/usr/bin/env python3
"""Digit soup: numbers that are nobody's, in the forms that logs, exports and tables hold them in.

    bench/make_soup.py /tmp/soup --mb 100 --seed 1
    braque scan --no-index /tmp/soup

Nothing in it is personal; what a scan reports with `high` or `medium` is a false alarm. Values that
pass a check digit by chance are left in: that they pass is the point.
"""
import argparse
import base64
import pathlib
import random
import string
import uuid

HEADERS = ["value", "amount", "qty", "ref", "n", "total", "delta", "x1", "x2", "offset", "size", "weight", "seq", "batch"]
LEVELS = ["INFO", "DEBUG", "WARN", "ERROR"]
EVENTS = ["request done", "batch written", "retry", "cache miss", "queue drained", "shard moved", "checkpoint"]


def digits(rng, low=5, high=20):
    length = rng.randint(low, high)
    return "".join(rng.choices(string.digits, k=length))


def not_address(text):
    """Four parts between dots are an IP address for all that one can tell."""
    return text + ".0" if text.count(".") == 3 else text


def grouped(rng):
    return not_address(rng.choice(" -./").join(digits(rng, 2, 4) for _ in range(rng.randint(2, 5))))


def decimal(rng):
    return f"{rng.choice(['', '-'])}{digits(rng, 1, 9)}{rng.choice('.,')}{digits(rng, 2, 16)}"


def identifier(rng):
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def digest(rng):
    text = f"{rng.getrandbits(512):0128x}"[:rng.choice([8, 12, 16, 32, 40, 64, 128])]
    return text.upper() if rng.random() < 0.2 else text


def encoded(rng):
    return base64.b64encode(rng.randbytes(rng.randint(9, 120))).decode()


def iso_time(rng):
    day = f"{rng.randint(1995, 2030)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    time = f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
    return f"{day}{rng.choice('T ')}{time}{rng.choice(['', 'Z', f'.{digits(rng, 3, 6)}', '+02:00'])}"


def epoch(rng):
    return str(rng.randint(10**9, 2 * 10**9) * rng.choice([1, 1000, 10**6]) + rng.randint(0, 999))


def part_number(rng):
    parts = ["".join(rng.choices(rng.choice([string.ascii_uppercase, string.digits, string.digits]), k=rng.randint(2, 6)))
             for _ in range(rng.randint(2, 5))]
    return not_address(rng.choice("--./").join(parts))


def serial(rng):
    return "".join(rng.choices(string.ascii_uppercase + string.digits * 3, k=rng.randint(6, 18)))


def version(rng):
    parts = rng.randint(3, 4)
    sign = "v" if parts == 4 else rng.choice(["v", ""])
    return sign + ".".join(str(rng.randint(0, 40)) for _ in range(parts)) + rng.choice(["", f"-{digits(rng, 1, 8)}"])


def price(rng):
    sign = rng.choice(["$", "\u20ac", "\u00a3", ""])
    return f"{sign}{rng.randint(0, 999)}{rng.choice([',', ' ', ''])}{rng.randint(0, 999):03}.{rng.randint(0, 99):02}"


KINDS = [digits, digits, digits, grouped, decimal, identifier, digest, encoded, iso_time, epoch, part_number, serial, version,
         price]


def log_line(rng):
    return (f"{iso_time(rng)} {rng.choice(LEVELS)} [{digits(rng, 4, 6)}] {rng.choice(EVENTS)} id={digits(rng, 6, 20)} "
            f"trace={digest(rng)} took={rng.randint(0, 10**6)}us bytes={digits(rng, 3, 12)} seq={epoch(rng)}")


def table(rng, rows):
    columns = rng.sample(HEADERS, rng.randint(3, 7))
    kinds = [rng.choice(KINDS) for _ in columns]
    # A column of numbers is mostly of one length.
    widths = [rng.randint(5, 20) for _ in columns]
    yield ";".join(columns)
    for _ in range(rows):
        yield ";".join(digits(rng, w, w) if k is digits else k(rng).replace(";", "") for k, w in zip(kinds, widths))


def lines(rng, form):
    while True:
        if form == "csv":
            yield from table(rng, 10**9)
        elif form == "log":
            yield log_line(rng)
        elif form == "list":
            yield rng.choice(KINDS)(rng)
        else:
            yield " ".join(rng.choice(KINDS)(rng) for _ in range(rng.randint(2, 9)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--mb", type=float, default=100)
    parser.add_argument("--file-mb", type=float, default=2.5)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    count = max(4, round(arguments.mb / arguments.file_mb))
    for number in range(count):
        form = ["log", "txt", "csv", "list"][number % 4]
        rng = random.Random(f"{arguments.seed}/{number}")
        ending = "txt" if form == "list" else form
        left = arguments.mb * 1e6 / count
        with open(arguments.out / f"{number:03}_{form}.{ending}", "w", encoding="utf-8") as out:
            for line in lines(rng, form):
                out.write(line + "\n")
                left -= len(line) + 1
                if left < 0:
                    break


if __name__ == "__main__":
    main()
