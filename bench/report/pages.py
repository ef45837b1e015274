#!/usr/bin/env python3
"""Reports of many findings as pages, opened in a browser.

    bench/report/pages.py PROGRAM [--findings 50000] [--pictures FOLDER] [--only REPORT] [--browser chromium]

Makes a share of invented files, scans it, writes every report as a page in English and French and opens each: seconds from
the address to the first frame (median of three, in a warm browser; the browser's own start stands apart), rows, bytes,
and whatever the page asked for besides itself. With --pictures, a picture of each as a desktop and a phone show it,
in the dark and on paper, and a PDF. Exits with 1 when a page takes two seconds or more, asks for anything, complains,
or is wider than its window.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "tests/receivers"), str(ROOT / "bench/report")]

from browser import Browser  # noqa: E402
from mixed_share import ILLNESSES, NAMES, Values  # noqa: E402
from receivers import Home  # noqa: E402

SECONDS_MAX = 2
REPORTS = ["html", "retention", "register", "exposure", "duplicates", "owners", "trend", "accuracy"]
DEPARTMENTS = ["Ressources humaines", "Comptabilité", "Direction générale", "Service client", "Informatique", "Juridique",
               "Commercial", "Formation", "Logistique", "Communication"]
FOLDERS = ["Contrats", "Paie", "Factures", "Réclamations", "Sauvegardes", "Archives", "Courriers reçus", "Modèles"]
WORDS = ["fiche", "liste", "export", "relevé", "dossier", "suivi", "bulletin", "copie de travail"]
# Of a window, or of A4 without its margins: width, height, how it is shown.
LOOKS = {"desktop": (1440, 1000, {}), "narrow": (390, 844, {}), "dark": (1440, 1000, {"dark": True}), "print": (695, 1000, {"paper": True})}
# Findings of one file, about.
FINDINGS_OF_FILE = 6


class Share:
    """Departments, their folders by year, files with six kinds of data; some old, some twice, some that nobody can read."""

    def __init__(self, folder, files):
        self.folder = folder
        self.files = files
        self.chance = random.Random(3)
        self.values = Values(self.chance)
        self.now = time.time()

    def make(self):
        for number in range(self.files):
            folder = self.folder / self.chance.choice(DEPARTMENTS) / self.chance.choice(FOLDERS) / str(self.chance.randrange(2009, 2027))
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{self.chance.choice(WORDS)} {self.chance.choice(NAMES)} {number}.txt"
            content = self.content(number).encode()
            path.write_bytes(content)
            when = self.now - self.chance.randrange(17 * 365) * 86400
            os.utime(path, (when, when))
            if number % 50 == 0:
                shutil.copy2(path, folder / f"Copie de {path.name}")
            if number % 97 == 0:
                (folder / f"coffre {number}.zip").write_bytes(b"PK\3\4\x14\0\1\0" + bytes(40))

    def content(self, number):
        made = self.values
        text = (f"Dossier de {self.chance.choice(NAMES)}, né le 12/03/19{self.chance.randrange(40, 99)}\nIBAN : {made.iban()}\n"
                f"Numéro de sécurité sociale : {made.nir()}\nCarte bancaire : {made.card()}\nCourriel : {made.mail()}\n"
                f"Téléphone : {made.phone()}\n")
        if number % 20 == 0:
            text += f"Mme {self.chance.choice(NAMES)} souffre d'{self.chance.choice(ILLNESSES)} et suit un traitement.\n"
        return text


def scanned(home, findings):
    Share(home.share, findings // FINDINGS_OF_FILE).make()
    began = time.monotonic()
    summary = json.loads(home.scan().stdout.splitlines()[-1])
    with home.database() as database:
        count = database.execute("SELECT count(*) FROM findings").fetchone()[0]
    print(f"index: {count:,} findings in {summary['items']['discovered']:,} items, scanned in {time.monotonic() - began:.0f} s")
    return count


def write_page(home, report, language):
    path = home.folder / f"{report}-{language}.html"
    more = []
    if report == "register":
        activities = home.folder / f"activities-{language}.toml"
        activities.write_text(home.run("report", report, "--defaults", "--lang", language, check=0).stdout)
        more = ["--activities", str(activities)]
    began = time.monotonic()
    done = home.run("report", report, "--format", "html", "--lang", language, *more, check=0)
    path.write_text(done.stdout, encoding="utf-8")
    return path, time.monotonic() - began


def pictures(browser, path, folder):
    for name, (width, height, how) in LOOKS.items():
        browser.look(width, height, **how)
        browser.open(path.as_uri())
        # No more than a reader scrolls through.
        height = min(browser.evaluate("document.documentElement.scrollHeight"), 4 * height)
        browser.look(width, height, **how)
        browser.picture(folder / f"{path.stem}-{name}.png")
    browser.look(1440, 1000)
    browser.open(path.as_uri())
    browser.pdf(folder / f"{path.stem}.pdf")


def overflows(browser, path):
    """On screens only: paper of wide tables lies across."""
    for name in ("desktop", "narrow"):
        width, height, how = LOOKS[name]
        browser.look(width, height, **how)
        browser.open(path.as_uri())
        # A phone's window grows with what does not fit: the width it was given counts.
        overflow = browser.evaluate("document.documentElement.scrollWidth") - width
        if overflow > 0:
            yield f"{path.stem}: wider than a window of {width} by {overflow} pixels"


def judge(browser, path, made_seconds):
    """Prints a line; gives what is wrong."""
    browser.look(1440, 1000)
    seconds, faults = [], []
    for _ in range(3):
        seconds.append(browser.open(path.as_uri()))
        foreign = [url for url in browser.requests() if url != path.as_uri()]
        faults += [f"{path.stem}: asks for {url}" for url in foreign]
        faults += [f"{path.stem}: {complaint}" for complaint in browser.complaints()]
    shown = statistics.median(seconds)
    rows = browser.evaluate("document.querySelectorAll('tbody tr').length")
    print(f"{path.stem:16} {shown:5.2f} s to show ({min(seconds):.2f} to {max(seconds):.2f}), {rows:6,} rows, "
          f"{path.stat().st_size / 1000:7,.0f} kB, written in {made_seconds:.1f} s")
    if shown >= SECONDS_MAX:
        faults.append(f"{path.stem}: {shown:.2f} s")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("program")
    parser.add_argument("--findings", type=int, default=50_000)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--browser", default="chromium")
    parser.add_argument("--only", action="append", help="this report; default all")
    options = parser.parse_args()
    faults = []
    home = Home(os.path.abspath(options.program))
    try:
        if scanned(home, options.findings) < options.findings:
            faults.append("fewer findings than asked for")
        with Browser(options.browser) as browser:
            print(f"browser: {browser.start_seconds:.2f} s to start, {browser.open('about:blank'):.2f} s for an empty page")
            for report in options.only or REPORTS:
                for language in ("en", "fr"):
                    path, seconds = write_page(home, report, language)
                    faults += judge(browser, path, seconds)
                    faults += overflows(browser, path)
                    if options.pictures:
                        options.pictures.mkdir(parents=True, exist_ok=True)
                        pictures(browser, path, options.pictures)
    finally:
        home.close()
    print(*faults, sep="\n")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
