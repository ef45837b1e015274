"""What the tests of exports share. With BRAQUE_LONG=1 in the environment they make as many events, kills and names as the
acceptance of the export asks for."""

import json
import os
import sys
import unittest

from receivers import Certificates, Home, Rsyslog

LONG = os.environ.get("BRAQUE_LONG") == "1"
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""


def payloads(lines):
    """The JSON of each line of a syslog receiver; every line must be one of ours."""
    events = []
    for line in lines:
        head, brace, rest = line.partition(b"{")
        fields = head.split()
        assert brace and len(fields) == 5 and fields[2] == b"braque", line[:200]
        events.append(json.loads(brace + rest))
    return events


def ids(events):
    return [event["metadata"]["uid"] for event in events]


class Exports(unittest.TestCase):
    def setUp(self):
        self.home = Home(PROGRAM)
        self.addCleanup(self.home.close)
        self.certificates = Certificates(self.home.folder / "certificates")

    def first_scan(self, files=3):
        for number in range(files):
            self.home.plant(f"dir{number % 2}/file{number}.txt", number)
        self.home.scan()

    def receiver(self, made):
        self.addCleanup(made.stop)
        return made

    def rsyslog(self, **options):
        receiver = self.receiver(Rsyslog(self.home.folder / "rsyslog", self.certificates, **options))
        receiver.start()
        return receiver

    def to_syslog(self, port, more=""):
        return (f'[destination.siem]\ntype = "syslog"\naddress = "localhost:{port}"\nca_file = "{self.certificates["ca.pem"]}"\n'
                f'events_per_day = 0\n{more}\n')

    def begin_delivery(self):
        delivery = self.home.begin("export", "--to", "siem")
        self.addCleanup(delivery.communicate)
        self.addCleanup(delivery.kill)
        return delivery

    def deliver(self, check=0):
        return self.home.run("export", "--to", "siem", check=check)
