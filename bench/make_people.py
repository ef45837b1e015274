#!/usr/bin/env python3
"""make_people.py ROWS FILE.csv: invented customers for `braque edm build`; the same rows, the same bytes."""
import random
import sys


def words(count, syllables):
    def one():
        size = random.choice(syllables)
        return "".join(random.choice("bdfglmnprstv") + random.choice("aeiou") for _ in range(size))

    return [one().capitalize() for _ in range(count)]


def main():
    random.seed(5)
    rows = int(sys.argv[1])
    first, last = words(3000, (2, 3)), words(200000, (2, 3, 4))
    chance = random.random
    with open(sys.argv[2], "w", buffering=1 << 20) as out:
        out.write("customer_no,name,email,phone\n")
        for row in range(rows):
            a, b = first[int(chance() * len(first))], last[int(chance() * len(last))]
            mail = f"{a.lower()}.{b.lower()}{row % 97}@example.org"
            out.write(f"C{row:08d},{a} {b},{mail},06{int(chance() * 1e8):08d}\n")


main()
