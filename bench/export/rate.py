#!/usr/bin/env python3
"""Events a second from an index to rsyslog over TLS.

    bench/export/rate.py PROGRAM [--events 200000] [--rounds 3] [--format ocsf] [--least 20000]

Fills an index with that many findings and their events, sends them to an rsyslog that writes each message to a file
before it reads the next, and prints events a second by the clock, from the start of the program to its end, when
rsyslog has read everything; and braque's own processor seconds. Every line is counted. Exits with 1 when the median of
the rounds is below --least. Needs rsyslog and rsyslog-openssl, and both processors.
"""

import argparse
import os
import resource
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/receivers"))

from receivers import Certificates, Home, Rsyslog  # noqa: E402


def prepared(home, port, certificates, form):
    home.configure(f'[destination.siem]\ntype = "syslog"\naddress = "localhost:{port}"\nca_file = "{certificates["ca.pem"]}"\n'
                   f'events_per_day = 0\nfirst_look = "full"\nformat = "{form}"\n')
    home.plant("file.txt")
    home.scan()
    home.run("export", "--to", "siem", check=0)


def drained(home, receiver, events, round_number):
    """Events a second, processor seconds of braque."""
    home.fill([b"round %d/folder %d/item %d.txt" % (round_number, number // 100, number) for number in range(events)])
    lines = len(receiver.lines())
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    home.run("export", "--to", "siem", check=0)
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    written = len(receiver.lines()) - lines
    assert written == events, f"{written} of {events} lines"
    return events / seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("program")
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--format", default="ocsf")
    parser.add_argument("--least", type=int, default=20_000)
    options = parser.parse_args()
    home = Home(os.path.abspath(options.program))
    certificates = Certificates(home.folder / "certificates")
    receiver = Rsyslog(home.folder / "rsyslog", certificates)
    receiver.start()
    try:
        prepared(home, receiver.port, certificates, options.format)
        rates = []
        for number in range(options.rounds):
            rate, processor = drained(home, receiver, options.events, number)
            rates.append(rate)
            print(f"{options.events:,} events, {receiver.size() / len(receiver.lines()):,.0f} bytes each: {rate:,.0f} a second; "
                  f"braque {processor:.2f} processor seconds ({options.events / processor:,.0f} events in one); "
                  f"load {os.getloadavg()[0]:.1f}", flush=True)
        print(f"median {statistics.median(rates):,.0f} a second, wanted {options.least:,}")
    finally:
        receiver.stop()
        home.close()
    sys.exit(0 if statistics.median(rates) >= options.least else 1)


if __name__ == "__main__":
    main()
