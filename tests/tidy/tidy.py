#!/usr/bin/env python3
"""Keeps the house in order: checks of the source tree that no compiler makes.

    tidy.py [FOLDER]    prints one line for each fault of the tree, exits 1 when there are any

Each check is a function from a Tree to faults; tidy_test.py shows for each that it can fail.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

CODE_LINES_MAX = 500
CODE_SUFFIXES = {".cpp", ".hpp", ".py", ".cmake", ".sh", ".toml", ".sql"}
# Not written by anyone, or made to be broken.
UNCHECKED = ("build/", ".git/", "tests/golden/", "tests/fuzz/seeds/", "tests/tidy/")

TOP_LEVEL = {
    ".ci", ".clang-format", ".clang-tidy", ".editorconfig", ".git", ".gitattributes", ".gitignore",
    "ARCHITECTURE.md", "CHANGELOG.md", "CMakeLists.txt", "CMakePresets.json", "CONTRIBUTING.md",
    "LICENSE", "README.md", "bench", "build", "detectors", "docs", "packaging", "rules", "scanner",
    "tests",
}

# Which folders a folder of the line may include: ARCHITECTURE.md, "Who may include whom".
DETECTORS = {"base", "rule", "validate", "recognise", "special", "match", "classify"}
MAY_INCLUDE = {
    "detectors/base": {"base"},
    "detectors/rule": {"base", "rule", "validate"},
    "detectors/validate": {"base", "rule", "validate"},
    "detectors/recognise": {"base", "rule", "validate", "recognise"},
    "detectors/special": {"base", "rule", "validate", "recognise", "special"},
    "detectors/match": DETECTORS,
    "detectors/classify": {"base", "rule", "validate", "recognise", "classify"},
    "scanner/model": {"base", "model"},
    "scanner/privacy": {"base", "model", "privacy"},
    "scanner/source": {"base", "model", "source"},
    # Its tables are chosen by the same patterns as files.
    "scanner/database": {"base", "model", "source", "database"},
    "scanner/extract": {"base", "model", "privacy", "extract"},
    "scanner/documents": {"base", "model", "privacy", "extract", "documents"},
    "scanner/sandbox": {"base", "model", "privacy", "sandbox"},
    # The worker program wires its side together, as cli does.
    "scanner/worker": {"base", "model", "privacy", "source", "extract", "documents", "sandbox", "worker"},
    "scanner/index": {"base", "model", "privacy", "index"},
    "scanner/export": {"base", "model", "privacy", "index", "export"},
    "scanner/report": {"base", "model", "report"},
    "scanner/pipeline": DETECTORS | {"model", "privacy", "pipeline"},
    "scanner/cli": DETECTORS
    | {"model", "privacy", "source", "database", "extract", "index", "export", "pipeline", "report", "sandbox", "cli"},
}
# Keys that document a rule, and the fewest entries of each.
RULE_DEMANDS = {"name": 1, "name_fr": 1, "gdpr": 1, "references": 1, "examples": 2, "counterexamples": 2}
# Libraries that one place wraps: the beginning of the include, and that place.
WRAPPED = {
    "toml++/": "detectors/rule/toml.hpp",
    "hs": "detectors/match/",
    "phonenumbers/": "detectors/recognise/",
    "tbb/": "scanner/pipeline/",
    "oneapi/tbb": "scanner/pipeline/",
    "sqlite3.h": ("scanner/index/", "scanner/documents/", "scanner/database/"),
    "seccomp.h": "scanner/worker/",
    "libpq-fe.h": "scanner/database/",
    "mysql.h": "scanner/database/",
    "hiredis": "scanner/database/",
    "archive.h": "scanner/extract/",
    "archive_entry.h": "scanner/extract/",
}

# Spelled so that this file does not hold what it looks for.
FORBIDDEN = {
    r"(?<![\w./])/wor[k]/": "a path of one machine",
    r"\.\./share[d]\b|\bshare[d]/(?:eval|reference|sealed|design)": "a path outside of the project",
    r"\bTOD[O]\b|\bFIXM[E]\b": "a note of something undone: do it, or write it down as an issue",
    r"^(?:<{7}|>{7}) ": "a merge conflict",
    r"(?i)\b(?:language mode[l]|a[i] assistant|chatgp[t])\b": "a word that says nothing about braque",
}


@dataclass(frozen=True)
class Registry:
    """A table in the source whose rows each need a test and documentation."""

    what: str
    file: str
    row: str  # group 1 is the name; group 2, when there is one, the description
    documents: tuple[str, ...] = ()  # none: the description in the row is the documentation


REGISTRIES = (
    Registry("check", "detectors/validate/registry.cpp", r'\{"([a-z0-9_]+)",\s*"([^"]*)"'),
    Registry("recogniser", "detectors/recognise/registry.cpp", r'\{"([a-z_]+)",\s*"([^"]*)"'),
    Registry("text structure", "scanner/extract/text_registry.cpp",
             r'\{"([a-z]+)",\s*"([^"]*)"', ("README.md",)),
    Registry("container", "scanner/extract/run_reader.cpp",
             r'\{"([A-Za-z0-9]+)",\s*"([^"]*)"'),
    Registry("document", "scanner/documents/document_formats.cpp",
             r'\{"([A-Za-z0-9]+)",\s*"([^"]*)"'),
    Registry("export format", "scanner/export/formats.cpp", r'\{"([a-z0-9]+)",\s*"([^"]*)"'),
    Registry("database", "scanner/database/registry.cpp", r'Engine\{"([a-z]+)",\s*"([^"]*)"'),
    Registry("command", "scanner/cli/commands.cpp",
             r'\{\.name = "([a-z]+)[^"]*"(?!(?:[^{}]|\{\})*\.hidden = true)', ("README.md",)),
)


class Tree:
    """The files of a source tree, read once."""

    def __init__(self, root):
        self.root = Path(root)
        self.texts = {}
        for path in sorted(self.root.rglob("*")):
            name = path.relative_to(self.root).as_posix()
            if name == ".git" or name.startswith(UNCHECKED) or not path.is_file():
                continue
            self.texts[name] = path.read_text(encoding="utf-8", errors="replace")

    def select(self, prefixes, suffixes):
        for name, text in self.texts.items():
            if name.startswith(prefixes) and name.endswith(suffixes):
                yield name, text

    def words(self, prefixes, suffixes=("",)):
        """Every run of letters, digits and underscores in the selected files."""
        found = set()
        for _, text in self.select(prefixes, suffixes):
            found.update(re.findall(r"\w+", text))
        return found


def includes(text):
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line):
            yield number, found[1] == '"', found[2]


def check_include_direction(tree):
    for name, text in tree.select(("detectors/", "scanner/"), (".hpp", ".cpp")):
        folder = "/".join(name.split("/")[:2])
        allowed = MAY_INCLUDE.get(folder)
        if allowed is None:
            yield f"{name}: the folder {folder} is not in MAY_INCLUDE of tests/tidy/tidy.py"
            continue
        for line, own, included in includes(text):
            if own and "/" in included and included.split("/")[0] not in allowed:
                yield f"{name}:{line}: {folder} must not include {included}"


def check_wrapped_libraries(tree):
    for name, text in tree.select(("detectors/", "scanner/"), (".hpp", ".cpp")):
        for line, own, included in includes(text):
            for start, place in WRAPPED.items():
                is_meant = included.startswith(start) and (start != "hs" or included[2:3] in ("/", ".", "_"))
                if not own and is_meant and not name.startswith(place):
                    yield f"{name}:{line}: only {place} includes <{included}>"


def check_registries(tree, registries=REGISTRIES):
    tested = tree.words(("tests/",)) | {
        check for _, text in tree.select(("rules/",), (".toml",))
        for check in re.findall(r'check\s*=\s*"(\w+)"', text)
    }
    for registry in registries:
        if registry.file not in tree.texts:
            yield f"{registry.file}: the table of every {registry.what} is gone; mend REGISTRIES of tests/tidy/tidy.py"
            continue
        rows = re.findall(registry.row, tree.texts[registry.file])
        if not rows:
            yield f"{registry.file}: no {registry.what} found; mend REGISTRIES of tests/tidy/tidy.py"
        for row in rows:
            name, description = (row, "") if isinstance(row, str) else row
            if name not in tested:
                yield f"{registry.file}: the {registry.what} {name} is mentioned in no test"
            documented = tree.words(registry.documents) if registry.documents else ()
            if registry.documents and name not in documented:
                yield f"{registry.file}: the {registry.what} {name} is not in {', '.join(registry.documents)}"
            if not registry.documents and len(description) < 10:
                yield f"{registry.file}: the {registry.what} {name} needs a description"


def check_rules(tree):
    """What rules/README.md demands of the project's own rules beyond what the loader does."""
    documented = tree.texts.get("rules/README.md", "")
    for name, text in tree.select(("rules/",), (".toml",)):
        folder = "/".join(name.split("/")[1:-1])
        if f"{folder}/" not in documented:
            yield f"{name}: the folder {folder}/ is not documented in rules/README.md"
        try:
            rules = tomllib.loads(text).get("rule", [])
        except tomllib.TOMLDecodeError as error:
            yield f"{name}: not valid TOML: {error}"
            continue
        for rule in rules:
            for key, least in RULE_DEMANDS.items():
                if len(rule.get(key, "")) < least:
                    yield f"{name}: {rule.get('id')} needs `{key}`" + (f", {least} at least" if least > 1 else "")


def check_sizes(tree):
    for name, text in tree.texts.items():
        lines = text.count("\n")
        if Path(name).suffix in CODE_SUFFIXES and lines > CODE_LINES_MAX:
            yield f"{name}: {lines} lines; look for the second idea in it (at most {CODE_LINES_MAX})"


def check_headers(tree):
    for name, text in tree.select(("detectors/", "scanner/", "tests/", "bench/"), (".hpp",)):
        if not re.search(r"^#pragma once$", text, re.MULTILINE):
            yield f"{name}: has no #pragma once"


def check_top_level(tree):
    for path in sorted(tree.root.iterdir()):
        if path.name not in TOP_LEVEL:
            yield f"{path.name}: a stray file; everything has a folder"


def check_places(tree):
    """Sources lie two folders deep, where their CMakeLists.txt and their tests are looked for."""
    for name, _ in tree.select(("detectors/", "scanner/"), (".hpp", ".cpp")):
        if name.count("/") != 2:
            yield f"{name}: a stray file; sources lie in detectors/VERB/ or scanner/VERB/"


def check_forbidden(tree):
    for name, text in tree.texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, why in FORBIDDEN.items():
                if re.search(pattern, line):
                    yield f"{name}:{number}: holds {why}"


CHECKS = (
    check_include_direction, check_wrapped_libraries, check_registries, check_rules, check_sizes,
    check_headers, check_top_level, check_places, check_forbidden,
)


def main():
    tree = Tree(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    faults = [fault for check in CHECKS for fault in check(tree)]
    for fault in faults:
        print(fault)
    print(f"{len(tree.texts)} files, {len(faults)} faults")
    return 1 if faults or not tree.texts else 0


if __name__ == "__main__":
    sys.exit(main())
