"""Who says whether exported lines are right: for each format a function from a text to its events, each as (kind, id), that
raises Fault. The schemas lie outside of the project; without them the JSON formats are judged by their characters alone."""

import collections
import csv
import datetime
import ipaddress
import json
import subprocess

import text_parsers
from text_parsers import Fault, require, require_plain

# ECS lists the words of these fields apart from their types.
ECS_WORDS = {
    "event.kind": {"alert", "asset", "enrichment", "event", "metric", "state", "pipeline_error", "signal"},
    "event.category": {"file", "database"},
    "event.type": {"info"},
    "event.outcome": {"success", "failure", "unknown"},
    "file.type": {"file", "dir", "symlink"},
}
ECS_OWN = "Braque."
ECS_TEXT = {"keyword", "constant_keyword", "wildcard", "match_only_text", "text"}


def parsed(line):
    require_plain(line)

    def no_twins(pairs):
        found = dict(pairs)
        require(len(found) == len(pairs), "a member twice")
        return found

    try:
        return json.loads(line, object_pairs_hook=no_twins)
    except json.JSONDecodeError as error:
        raise Fault(f"no JSON: {error}") from error


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def require_visible(value):
    for text in strings(value):
        require_plain(text)


class Ocsf:
    def __init__(self, schema):
        self.validator = None
        if schema:
            import jsonschema  # Debian: python3-jsonschema
            self.validator = jsonschema.Draft202012Validator(json.loads(schema.read_text()))

    def __call__(self, line):
        event = parsed(line)
        require_visible(event)
        for error in self.validator.iter_errors(event) if self.validator else ():
            raise Fault(f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        return event["unmapped"]["event"], event["metadata"]["uid"]


class Ecs:
    def __init__(self, fields):
        self.fields = None
        if fields:
            with fields.open(newline="", encoding="utf-8") as file:
                self.fields = {row["Field"]: row for row in csv.DictReader(file)}

    def __call__(self, line):
        event = parsed(line)
        require_visible(event)
        for name, value in self.leaves("", event):
            self.leaf(name, value)
        return event["Braque"]["event"], event["event"]["id"]

    def leaves(self, prefix, value):
        for key, one in value.items():
            if isinstance(one, dict):
                yield from self.leaves(f"{prefix}{key}.", one)
            else:
                yield prefix + key, one

    def leaf(self, name, value):
        if self.fields is None or name.startswith(ECS_OWN):
            return
        if name.startswith("labels."):
            require(isinstance(value, str) and name.count(".") == 1, f"{name}: labels are flat strings")
            return
        require(name in self.fields, f"{name} is no field of ECS")
        field = self.fields[name]
        require(isinstance(value, list) == (field["Normalization"] == "array"), f"{name}: list or not")
        for one in value if isinstance(value, list) else [value]:
            require(has_type(one, field["Type"]), f"{name}: {one!r} is no {field['Type']}")
            require(one in ECS_WORDS.get(name, {one}), f"{name}: {one!r} is none of its words")


def has_type(value, kind):
    if kind in ECS_TEXT:
        # Lucene refuses a longer term, and with it the document.
        return isinstance(value, str) and len(value.encode()) <= 32766
    if kind in ("long", "integer"):
        return type(value) is int and abs(value) < 2**(63 if kind == "long" else 31)
    if kind in ("float", "double", "scaled_float"):
        return type(value) in (int, float)
    if kind == "boolean":
        return type(value) is bool
    try:
        if kind == "date":
            return bool(text_parsers.TIME.fullmatch(value) and datetime.datetime.fromisoformat(value[:-1]))
        return kind == "ip" and bool(ipaddress.ip_address(value))
    except ValueError:
        return False


def json_lines(line):
    event = parsed(line)
    require_visible(event)
    require(event["schema"] == 1, "another schema")
    require(event["record"] in (event["event"], "finding"), "record and event do not agree")
    return event["event"], event["event_id"]


def cef(line):
    _, values = text_parsers.parse_cef(line)
    return values["act"], values["cs5"]


def leef(line):
    _, values = text_parsers.parse_leef(line)
    return values["state"], values["eventUid"]


class Rfc5424:
    """The text of the message is OCSF, judged as such."""

    WORDS = {"SCANSTART": "run_start", "SCANRESUME": "run_resume", "SCANEND": "run_end", "ISSUE": "issue", "GAP": "gap",
             "BASELINE": "baseline", "FOLDER": "folder", "TOTALS": "totals"}
    FINDING = {"new", "changed", "gone", "seen"}

    def __init__(self, ocsf):
        self.ocsf = ocsf

    def __call__(self, line):
        header, text = text_parsers.parse_rfc5424(line)
        kind, uid = self.ocsf(text)
        told = self.WORDS.get(header[5], "finding")
        require(told == kind or (told == "finding" and kind in self.FINDING), "the message id says something else")
        return kind, uid


STATES = {"new": "new", "updated": "changed", "absent": "gone", "unchanged": "seen"}


def sarif_events(path):
    """Results by their baseline state, then notifications, which have no id."""
    document = json.loads(path.read_text(encoding="utf-8"))
    require_visible(document)
    for run in document["runs"]:
        for result in run["results"]:
            yield STATES[result["baselineState"]], result["partialFingerprints"]["findingHmac/v1"]
        for number, _ in enumerate(run["invocations"][0].get("toolExecutionNotifications", [])):
            yield "notification", f"{path}:{number}"


class SarifMultitool:
    """Microsoft's validator: npm install @microsoft/sarif-multitool."""

    def __init__(self, program):
        self.program = program

    def __call__(self, paths, out):
        """Counters of errors and of warnings, by rule."""
        done = subprocess.run([self.program, "validate", *map(str, paths), "--output", str(out), "--log", "ForceOverwrite",
                               "--quiet", "true"], capture_output=True, text=True, check=False)
        require(out.exists(), f"the validator wrote nothing: {done.stdout[-300:]}{done.stderr[-300:]}")
        levels = {"error": collections.Counter(), "warning": collections.Counter(), "note": collections.Counter()}
        for run in json.loads(out.read_text(encoding="utf-8-sig"))["runs"]:
            require(all(one["executionSuccessful"] for one in run["invocations"]), "the validator failed")
            for result in run.get("results", []):
                # What is not said is "warning" (SARIF 2.1.0, section 3.27.10).
                levels[result.get("level", "warning")][result["ruleId"]] += 1
        return levels
