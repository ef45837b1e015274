#!/usr/bin/env python3
"""A tree of so many small files of 40 bytes, a thousand a folder, for measuring nights on which nothing changed.

    make_tree.py /tmp/tree 1000000
    braque scan /tmp/tree --index /tmp/index/index.db        # the first night
    touch /tmp/mark; time find /tmp/tree -newer /tmp/mark; time braque scan ... # in turn
"""
import os
import sys

FILES_OF_FOLDER = 1000


def main() -> None:
    root, files = sys.argv[1], int(sys.argv[2])
    for first in range(0, files, FILES_OF_FOLDER):
        number = first // FILES_OF_FOLDER
        folder = f"{root}/dept{number // 100:02}/folder{number:04}"
        os.makedirs(folder, exist_ok=True)
        for file in range(first, min(first + FILES_OF_FOLDER, files)):
            with open(f"{folder}/note_{file:07}.txt", "w", encoding="ascii") as out:
                out.write(f"Note {file:07}: the meeting is at noon.\n".ljust(40, ".")[:40])


if __name__ == "__main__":
    main()
