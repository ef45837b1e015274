#!/usr/bin/env python3
"""Gives every fuzz target its processor minutes, some seconds at a time, and keeps the account.

    bench/fuzz_all.py [--build build/fuzz] [--minutes 3] [--only REGEX] [--pause FILE] WORK

WORK/corpus/TARGET keeps what a target found worth keeping, WORK/found/TARGET-* what broke it, WORK/account.tsv the
processor seconds and runs so far; a call goes on where the one before ended. The target with the fewest seconds is
next; one that broke is left alone until what it found is moved away. Nothing starts while FILE is there. Prints the
account as a table for Markdown. Start it with `chrt -i 0` to use idle time only, twice with --only for two processors.
"""
import argparse
import fcntl
import pathlib
import re
import resource
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
OPTIONS = ["-rss_limit_mb=4096", "-malloc_limit_mb=20000", "-timeout=60", "-print_final_stats=1", "-verbosity=1"]


class Account:
    """Lines of target, processor seconds, runs, edges: one a slice, so that two calls may add to it."""

    def __init__(self, path):
        self.path = path

    def add(self, target, seconds, runs, edges):
        with self.path.open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(f"{target}\t{seconds:.1f}\t{runs}\t{edges}\n")

    def sums(self):
        sums = {}
        for line in self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []:
            target, seconds, runs, edges = line.split("\t")
            before = sums.get(target, (0.0, 0, 0))
            sums[target] = (before[0] + float(seconds), before[1] + int(runs), max(before[2], int(edges)))
        return sums


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fuzz(program, target, arguments):
    """One slice. Returns processor seconds, runs and edges."""
    corpus = arguments.work / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    command = [program, *OPTIONS, f"-max_len={arguments.max_len}", f"-max_total_time={arguments.slice}",
               f"-artifact_prefix={arguments.work}/found/{target}-", corpus, ROOT / "tests/fuzz/seeds" / target]
    before = processor_seconds()
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    said = run.stderr
    runs = re.search(r"stat::number_of_executed_units: (\d+)", said)
    edges = [int(count) for count in re.findall(r" cov: (\d+)", said)]
    (arguments.work / "found" / f"{target}.log").write_text(said, encoding="utf-8")
    if run.returncode and not broken(arguments, target):
        raise SystemExit(f"{target} ended with {run.returncode} and left nothing:\n{said[-2000:]}")
    return processor_seconds() - before, int(runs.group(1)) if runs else 0, max(edges, default=0)


def broken(arguments, target):
    return sorted(path for path in (arguments.work / "found").glob(f"{target}-*"))


def print_table(arguments, targets, sums):
    print("| target | CPU minutes | runs | edges | found |\n| --- | --- | --- | --- | --- |")
    for target in sorted(targets):
        seconds, runs, edges = sums.get(target, (0.0, 0, 0))
        found = len(broken(arguments, target))
        print(f"| {target} | {seconds / 60:.1f} | {runs:,} | {edges:,} | {found or 'nothing'} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/fuzz")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--only", default="", metavar="REGEX")
    parser.add_argument("--slice", type=int, default=30, metavar="SECONDS")
    parser.add_argument("--max-len", type=int, default=8192)
    parser.add_argument("--pause", type=pathlib.Path, default=pathlib.Path("/nonexistent"), metavar="FILE")
    arguments = parser.parse_args()
    (arguments.work / "found").mkdir(parents=True, exist_ok=True)
    account = Account(arguments.work / "account.tsv")
    while True:
        programs = {path.name.removeprefix("fuzz_"): path
                    for path in (arguments.build / "tests/fuzz").glob("fuzz_*")
                    if path.is_file() and re.fullmatch(arguments.only or ".*", path.name.removeprefix("fuzz_"))}
        sums = account.sums()
        left = sorted((sums.get(target, (0.0,))[0], target) for target in programs if not broken(arguments, target))
        if not left or left[0][0] >= 60 * arguments.minutes:
            break
        while arguments.pause.exists():
            time.sleep(1)
        account.add(left[0][1], *fuzz(programs[left[0][1]], left[0][1], arguments))
    print_table(arguments, programs, account.sums())


if __name__ == "__main__":
    main()
