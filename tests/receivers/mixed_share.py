"""A share for exports to tell of: invented people and numbers whose check digits are right, names that try to forge, an
SQLite database with such names too, archives that nobody can read to the end. The same seed, the same bytes.

    MixedShare(folder, files).make(), then change() before each further scan.
"""

import io
import random
import sqlite3
import zipfile

# What breaks the syntax of some format, a log, a terminal or a spreadsheet.
PIECES = ["a", "Z", "9", " ", "=", "\\", "|", "^", '"', "'", "]", "[", ",", ";", "#", "%", "&", "<", ">", "\n", "\r",
          "\t", "\x01", "\x1b[31m", "\x7f", "\u2028", "\u202e", "\u2066", "é", "日", "😀", " act=", "CEF:0|",
          "<13>1 ", "=cmd()", "+1", "-2", "@SUM(A1)", "\n<13>1 - - forged", "},{", "\\n", "${x}", "{", "}", "://", "0 "]
RAW = [b"\xff", b"\xc3", b"\xed\xa0\x80"]
NAMES = ["Jeanne Dupont", "Karim Benali", "Elsa Montfort", "Paul Leroux", "Gisèle Morvan", "Hugo Marchand"]
ILLNESSES = ["un diabète de type 2", "une sclérose en plaques", "un cancer du sein", "une dépression sévère"]
# An archive's members are as old in every run.
MADE = (2026, 1, 1, 0, 0, 0)
# Longer than any field of CEF and LEEF.
LONG = "/".join(["é" * 100] * 8)
COLUMNS = ["iban", "=HYPERLINK(1)", "IBAN|client=x", "compte\nbancaire", "@iban", "iban \u202etxet", 'iban "x" ^ \\ ]']


class Values:
    """Numbers with right check digits (ISO 13616; the French NIR; Luhn)."""

    def __init__(self, chance):
        self.chance = chance

    def iban(self):
        account = self.chance.randrange(10**10, 10**11)
        rest = f"3000600001{account}{97 - (89 * 30006 + 15 + 3 * account) % 97:02d}"
        return f"FR{98 - int(rest + '152700') % 97:02d}{rest}"

    def nir(self):
        number = self.chance.choice("12") + f"{self.chance.randrange(40, 99)}{self.chance.randrange(1, 13):02d}75"
        number += f"{self.chance.randrange(1, 900):03d}{self.chance.randrange(1, 900):03d}"
        return f"{number}{97 - int(number) % 97:02d}"

    def card(self):
        digits = [4, 9, 7, 0] + [self.chance.randrange(10) for _ in range(11)]
        total = sum(d if i % 2 else d * 2 - 9 * (d > 4) for i, d in enumerate(digits))
        return "".join(map(str, digits)) + str(-total % 10)

    def mail(self):
        return f"{self.chance.choice(NAMES).lower().replace(' ', '.').replace('è', 'e')}{self.chance.randrange(999)}@example.org"

    def phone(self):
        return f"06 {self.chance.randrange(10, 99)} {self.chance.randrange(10, 99)} {self.chance.randrange(10, 99)} 21"


class MixedShare:
    def __init__(self, folder, files, seed=1):
        self.folder = folder
        self.database = folder.parent / "clients.db"
        self.files = files
        self.chance = random.Random(seed)
        self.values = Values(self.chance)
        self.made = []
        self.number = 0

    def make(self):
        for _ in range(self.files):
            self._add()
        for number in range(max(2, self.files // 100)):
            self._write(self._name(f"deep{number}.zip"), self._too_deep())
        self._tables()

    def change(self):
        """A third gets another content, a sixth goes, a sixth comes."""
        self.chance.shuffle(self.made)
        third, sixth = len(self.made) // 3, len(self.made) // 6
        for path in self.made[:third]:
            path.write_bytes(path.read_bytes() + f"\n{self._prose()}".encode())
        for path in self.made[third:third + sixth]:
            path.unlink()
        self.made = self.made[:third] + self.made[third + sixth:]
        for _ in range(max(sixth, 1)):
            self._add()

    def _add(self):
        kind = self.chance.choice(["txt", "csv", "health.txt", "env", "zip", "eml"])
        content = {"txt": self._prose, "csv": self._table, "health.txt": self._health, "env": self._credentials,
                   "zip": self._archive, "eml": self._mail}[kind]()
        content = content if isinstance(content, bytes) else content.encode()
        path = self._write(self._name(kind), content)
        if kind != "zip":
            self.made.append(path)

    def _name(self, ending):
        self.number += 1
        pieces = [self.chance.choice(PIECES).encode() for _ in range(self.chance.randrange(1, 12))]
        if self.chance.random() < 0.2:
            pieces.append(self.chance.choice(RAW))
        name = b"".join(pieces)[:120].replace(b"/", b":")
        if self.chance.random() < 0.3:
            return name + b" %d.%s" % (self.number, ending.encode())
        return b"%d-%s.%s" % (self.number, name, ending.encode())

    def _write(self, name, content):
        folder = self.folder / self.chance.choice(["RH", "compta/2019", "a|b=c", "=x\n", "été \u202e", LONG])
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name.decode("utf-8", "surrogateescape")
        path.write_bytes(content)
        return path

    def _prose(self):
        made = self.values
        return (f"Dossier de {self.chance.choice(NAMES)}\nIBAN : {made.iban()}\nNuméro de sécurité sociale : {made.nir()}\n"
                f"Carte bancaire : {made.card()}\nCourriel : {made.mail()}\nTéléphone : {made.phone()}\n")

    def _table(self):
        column = self.chance.choice(COLUMNS).replace('"', '""')
        rows = "".join(f"{self.chance.choice(NAMES)},{self.values.iban()},{self.values.mail()}\r\n" for _ in range(12))
        return f'nom,"{column}",courriel\r\n{rows}'

    def _health(self):
        return (f"Compte rendu\nMme {self.chance.choice(NAMES)}, née le 12/03/1975, souffre d'{self.chance.choice(ILLNESSES)} "
                f"et suit un traitement.\nNIR {self.values.nir()}\n")

    def _credentials(self):
        secret = "".join(self.chance.choice("abcdefghkmnpqrstuvwxyzABCDEFGH23456789") for _ in range(24))
        return f"DB_PASSWORD={secret}\nadmin={self.values.mail()}\n"

    def _mail(self):
        return (f"From: {self.values.mail()}\r\nTo: {self.values.mail()}\r\nSubject: =?utf-8?q?a=7C_b=3Dc?= {self.values.card()}\r\n"
                f"Content-Type: text/plain; charset=utf-8\r\n\r\n{self._prose()}")

    def _archive(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for number in range(2):
                member = zipfile.ZipInfo(f"{self.chance.choice(PIECES)}-{number}.txt", MADE)
                archive.writestr(member, self._prose())
        return out.getvalue()

    def _too_deep(self):
        content = self._prose().encode()
        for level in range(20):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                archive.writestr(zipfile.ZipInfo(f"{level}.zip" if level else "0.txt", MADE), content)
            content = out.getvalue()
        return content

    def _tables(self):
        with sqlite3.connect(self.database) as database:
            for name in ("clients", "a|b=c", "=x\ny", 'q"^\\]', "été \u202e"):
                quoted = '"' + name.replace('"', '""') + '"'
                columns = ", ".join('"' + column.replace('"', '""') + '" TEXT' for column in COLUMNS)
                database.execute(f"CREATE TABLE {quoted} ({columns}, courriel TEXT)")
                rows = [[self.values.iban() for _ in COLUMNS] + [self.values.mail()] for _ in range(30)]
                database.executemany(f"INSERT INTO {quoted} VALUES ({', '.join('?' * (len(COLUMNS) + 1))})", rows)
        database.close()
