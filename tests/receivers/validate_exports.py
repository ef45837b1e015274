#!/usr/bin/env python3
"""Exports of some ten thousand events of every kind in all eight formats, judged by others than braque.

    tests/receivers/validate_exports.py PROGRAM [--files 800] [--ocsf SCHEMA.json] [--ecs FIELDS.csv] [--sarif MULTITOOL] [--keep FOLDER]

Makes a share with names that try to forge, scans it three times with changes between, delivers to files (every finding;
first looks as totals of folders; totals with pseudonyms; too small a spool) and exports what is there. OCSF is judged
by its JSON Schema, ECS by its list of fields, SARIF by Microsoft's validator (`npm install @microsoft/sarif-multitool`),
the others by parsers of their own. Prints a line for each format; exits with 1 when anything is wrong, and when a kind
of event never came.
"""

import argparse
import collections
import json
import os
import shutil
import sys
from pathlib import Path

import judges
import text_parsers
from mixed_share import MixedShare
from receivers import Home

FORMATS = ["cef", "csv", "ecs", "jsonl", "leef", "ocsf", "rfc5424", "sarif"]
KINDS = {"run_start", "run_end", "new", "changed", "gone", "seen", "issue", "gap", "baseline", "folder", "totals"}
# SARIF has a word for findings; all else is notifications.
SARIF_KINDS = {"new", "changed", "gone", "seen", "notification"}
WAYS = {
    "every": 'first_look = "full"\nmin_confidence = "low"\nmin_confidence_special = "low"\nmasked = true\nfingerprints = true\n'
             'suppressed = true\n',
    "rollup": 'first_look = "rollup"\n',
    "totals": 'detail = "totals"\npaths = "pseudonym"\nowners = "pseudonym"\n',
}


class Exports:
    """Everything that braque writes about the share, as files by format."""

    def __init__(self, home, files):
        self.home = home
        self.share = MixedShare(home.share, files)

    def make(self):
        self.share.make()
        self.configure("")
        self.scan_and_tell()
        self.decide()
        self.share.change()
        self.scan_and_tell()
        self.share.change()
        # Less room than that night has events.
        self.configure("[delivery]\nspool_events = 20\n")
        self.scan_and_tell()
        self.snapshots()

    def folder(self, way, form):
        return self.home.folder / "out" / way / form

    def configure(self, more):
        text = ""
        for way, keys in WAYS.items():
            for form in FORMATS:
                self.folder(way, form).parent.mkdir(parents=True, exist_ok=True)
                text += (f'[destination.{way}-{form}]\ntype = "file"\npath = "{self.folder(way, form)}"\nformat = "{form}"\n'
                         f'events_per_day = 0\nbatch_events = 5000\nbatch_bytes = 50000000\n{keys}\n')
        self.home.configure(text + more)

    def scan_and_tell(self):
        done = self.home.run("scan", str(self.home.share), f"sqlite:{self.share.database}", "--format", "jsonl")
        assert done.returncode in (0, 3), done.stderr[-2000:]
        self.home.run("export", "--to", "all", check=0)

    def decide(self):
        """What people say about findings is told too."""
        self.home.run("suppress", "add", "--rule", "intl.email", "--path", "*.env", "--reason", "known = a|b^c\n\u202e",
                      "--until", "2099-12-31", check=0)
        listed = self.home.run("findings", "--format", "jsonl", "--limit", "8", check=0).stdout.splitlines()
        ids = [one["finding_id"] for one in map(json.loads, listed) if one.get("record") == "finding"]
        for number, identity in enumerate(ids):
            state = ("accepted", "false_positive", "fixed", "assigned")[number % 4]
            self.home.run("triage", identity, "--state", state, "--note", "seen", check=0)

    def snapshots(self):
        for form in FORMATS:
            self.folder("snapshot", form).mkdir(parents=True)
            self.home.run("export", "--format", form, "--output", str(self.folder("snapshot", form) / f"all.{form}"), "--masked",
                          "--fingerprints", "--min-confidence", "low", "--only", "new,changed,gone,seen", check=0)

    def files(self, form):
        return sorted(path for path in (self.home.folder / "out").glob(f"*/{form}/*") if path.is_file())


class Verdict:
    """What was said about the events of one format."""

    def __init__(self, form):
        self.form = form
        self.kinds = collections.Counter()
        self.ids = collections.Counter()
        self.faults = []
        self.note = ""

    def event(self, path, judge, text):
        try:
            kind, identity = judge(text)
        except (judges.Fault, KeyError, ValueError) as fault:
            self.faults.append(f"{path.parent.parent.name}: {fault!r}: {text[:300]!r}")
            return
        self.kinds[kind] += 1
        self.ids[path.parent.parent.name, identity] += 1

    def close(self):
        wanted = SARIF_KINDS if self.form == "sarif" else KINDS
        self.faults += [f"no event of the kind {kind}" for kind in sorted(wanted - set(self.kinds))]
        # A finding may be told several times in SARIF, once a run.
        twice = [one for one, count in self.ids.items() if count > 1 and self.form != "sarif"]
        self.faults += [f"the id {identity} twice in {way}" for way, identity in twice]

    def print(self):
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        print(f"{self.form:8} {sum(self.kinds.values()):7,} events, {len(self.faults)} errors{self.note} ({kinds})")
        for fault in self.faults[:5]:
            print(f"         {fault}")


def lines_of(path):
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n"), path
    return text[:-1].split("\n")


def judge_lines(form, judge, paths):
    verdict = Verdict(form)
    for path in paths:
        for line in lines_of(path):
            verdict.event(path, judge, line)
    return verdict


def judge_csv(paths):
    verdict = Verdict("csv")
    for path in paths:
        try:
            for row in text_parsers.parse_csv(path.read_bytes().decode("utf-8")):
                verdict.event(path, lambda _, row=row: (row["event"], row["event_id"]), "")
        except judges.Fault as fault:
            verdict.faults.append(f"{path}: {fault}")
    return verdict


def judge_sarif(tool, paths, out):
    verdict = Verdict("sarif")
    for path in paths:
        try:
            for kind, identity in judges.sarif_events(path):
                verdict.event(path, lambda _, found=(kind, identity): found, "")
        except (judges.Fault, KeyError, ValueError) as fault:
            verdict.faults.append(f"{path}: {fault!r}")
    if tool:
        levels = judges.SarifMultitool(tool)(paths, out)
        verdict.faults += [f"{count} times {rule}" for rule, count in levels["error"].items()]
        warnings = ", ".join(f"{count} {rule}" for rule, count in sorted(levels["warning"].items())) or "none"
        verdict.note = f", {len(paths)} documents by the validator, warnings: {warnings}"
    return verdict


def judge_all(exports, options):
    ocsf = judges.Ocsf(options.ocsf)
    by_line = {"cef": judges.cef, "ecs": judges.Ecs(options.ecs), "jsonl": judges.json_lines, "leef": judges.leef,
               "ocsf": ocsf, "rfc5424": judges.Rfc5424(ocsf)}
    unjudged = {"ocsf": not options.ocsf, "rfc5424": not options.ocsf, "ecs": not options.ecs, "sarif": not options.sarif}
    for form in FORMATS:
        paths = exports.files(form)
        if form == "csv":
            verdict = judge_csv(paths)
        elif form == "sarif":
            verdict = judge_sarif(options.sarif, paths, exports.home.folder / "validated.sarif")
        else:
            verdict = judge_lines(form, by_line[form], paths)
        if unjudged.get(form):
            verdict.note += ", characters and kinds only: no schema given"
        verdict.close()
        verdict.print()
        yield verdict


def agree(verdicts):
    """Every format tells the same events."""
    lists = {verdict.form: verdict.kinds for verdict in verdicts if verdict.form != "sarif"}
    first = lists["jsonl"]
    return [f"{form} tells other events than jsonl: {kinds - first} more, {first - kinds} fewer"
            for form, kinds in lists.items() if kinds != first]


def missing_traits(exports):
    """What the share and the decisions are there for."""
    traits = {"sensitive data": False, "a database": False, "a suppressed finding": False, "a name that was cut": False}
    triage = set()
    for path in exports.files("jsonl"):
        for event in map(json.loads, lines_of(path)):
            traits["sensitive data"] |= "special_art9" in event.get("gdpr", "")
            traits["a database"] |= event.get("source") == "sqlite"
            traits["a suppressed finding"] |= event.get("suppressed", False)
            triage.add(event.get("triage"))
    traits["a name that was cut"] = any("..." in line for path in exports.files("leef") for line in lines_of(path))
    traits["every triage"] = {"open", "accepted", "false_positive", "fixed", "assigned"} <= triage
    return [f"nothing told of {trait}" for trait, found in traits.items() if not found]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("program")
    parser.add_argument("--files", type=int, default=800)
    parser.add_argument("--ocsf", type=Path)
    parser.add_argument("--ecs", type=Path)
    parser.add_argument("--sarif")
    parser.add_argument("--keep", type=Path, help="where the exported files are left")
    options = parser.parse_args()
    home = Home(os.path.abspath(options.program))
    try:
        exports = Exports(home, options.files)
        exports.make()
        verdicts = list(judge_all(exports, options))
        disagreements = agree(verdicts) + missing_traits(exports)
        print(*disagreements, sep="\n", end="\n" if disagreements else "")
        if options.keep:
            shutil.copytree(home.folder / "out", options.keep, dirs_exist_ok=True)
    finally:
        home.close()
    sys.exit(1 if disagreements or any(verdict.faults for verdict in verdicts) else 0)


if __name__ == "__main__":
    main()
