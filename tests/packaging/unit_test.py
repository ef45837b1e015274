#!/usr/bin/env python3
"""Does the program work under the restrictions of its systemd unit? unit_test.py PROGRAM UNIT [unittest options]"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

CONFINED = Path(__file__).with_name("confined.py")
PROGRAM, UNIT = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))


def missing():
    if os.geteuid() != 0:
        return "needs root"
    names = [name for name in ("systemd-analyze", "setpriv") if shutil.which(name) is None]
    return "needs " + ", ".join(names) if names else None


@unittest.skipIf(missing(), missing())
class Unit(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="braque-unit-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.folder.chmod(0o755)
        self.share, self.state, self.keys, self.cache = (self.folder / name for name in ("share", "state", "keys", "cache"))
        self.share.mkdir(mode=0o700)
        for folder in (self.state, self.keys, self.cache):
            folder.mkdir(mode=0o700)
            os.chown(folder, 65534, 65534)

    def confined(self, *words):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "BRAQUE_INDEX": str(self.state / "index.db"),
                       "BRAQUE_KEY_FILE": str(self.keys), "XDG_CACHE_HOME": str(self.cache), "HOME": str(self.cache)}
        writable = ":".join(map(str, (self.state, self.keys, self.cache)))
        return subprocess.run([sys.executable, "-B", str(CONFINED), UNIT, writable, *words], env=environment,
                              capture_output=True, text=True, timeout=120)

    def test_a_night_reads_what_only_root_can_read(self):
        line = "IBAN: FR7630006000011234567890189\n"
        (self.share / "one.txt").write_text(line)
        (self.share / "one.txt").chmod(0o600)
        with zipfile.ZipFile(self.share / "two.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inside.txt", line)
        done = self.confined(PROGRAM, "scan", str(self.share), "--format", "jsonl", "--sandbox", "required")
        self.assertEqual(done.returncode, 0, done.stderr)
        records = [json.loads(text) for text in done.stdout.splitlines()]
        found = {(Path(one["item"]).name, one["locator"]) for one in records if one["record"] == "finding" and one["rule"] == "eu.iban"}
        self.assertEqual(found, {("one.txt", None), ("two.zip", "inside.txt")})
        self.assertTrue((self.state / "index.db").exists())

    def test_the_restrictions_hold(self):
        for program in ("open('/etc/braque-test', 'w')", "__import__('os').setuid(0)", "__import__('ctypes').CDLL(None, use_errno=True).unshare(1 << 28) == 0 or 1 / 0",
                        "__import__('socket').socket(16, 3)", "__import__('mmap').mmap(-1, 4096, prot=7)"):
            done = self.confined(sys.executable, "-c", program)
            self.assertNotEqual(done.returncode, 0, program)
            self.assertIn("Error", done.stderr, program)
        self.assertEqual(self.confined(sys.executable, "-c", "pass").returncode, 0)

    def test_the_score(self):
        """systemd's own score, from 0 (locked up) to 10; the threshold counts tenths."""
        done = subprocess.run(["systemd-analyze", "--no-pager", "security", "--offline=true", "--threshold=20", UNIT], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout[-300:] + done.stderr)


if __name__ == "__main__":
    unittest.main()
