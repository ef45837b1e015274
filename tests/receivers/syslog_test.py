#!/usr/bin/env python3
"""Exports to syslog servers: syslog_test.py PROGRAM [unittest options]."""

import json
import os
import random
import socket
import ssl
import sys
import threading
import time
import unicodedata
import unittest
import urllib.parse

from exports import LONG, Exports, ids, payloads
from receivers import RSYSLOG, Rsyslog, SyslogNg, free_port, wait_for

PIECES = [b"a", b"Z", b"9", b" ", b"=", b"\\", b"|", b"^", b'"', b"'", b"]", b"[", b",", b";", b"#", b"%", b"&", b"<", b">",
          b"\n", b"\r", b"\t", b"\x01", b"\x1b[31m", b"\x7f", "\u2028".encode(), "\u202e".encode(), "\u2066".encode(),
          "é".encode(), "日".encode(), "😀".encode(), b"\xff", b"\xc3", b"\xed\xa0\x80", b" act=", b"CEF:0|", b"<13>1 ",
          b"=cmd()", b"\n<13>1 - - forged", b"},{", b"\\n", b"#012", b"${x}", b"{", b"}", b"0 "]


def random_names(count, seed):
    chance = random.Random(seed)
    return [b"%d-" % number + b"".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 20)))[:200]
            for number in range(count)]


def random_texts(count, seed):
    """Triples of valid text; what is stored as text was made so before."""
    chance = random.Random(seed)
    pieces = [piece.decode() for piece in PIECES if piece not in (b"\xff", b"\xc3", b"\xed\xa0\x80")]
    return [tuple(f"{number}" + "".join(chance.choice(pieces) for _ in range(chance.randrange(1, 12)))[:90] for _ in range(3))
            for number in range(count)]


def shown(text):
    """What hides or moves other text becomes a mark (Unicode's categories of controls, formats and separators)."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in text)


@unittest.skipUnless(os.path.exists(RSYSLOG), "needs rsyslog")
class Syslog(Exports):
    def test_first_look_is_totals_then_what_is_new_changed_and_gone(self):
        receiver = self.rsyslog()
        self.home.configure(self.to_syslog(receiver.port))
        self.first_scan()
        self.deliver()
        kinds = [event["unmapped"]["event"] for event in payloads(receiver.lines())]
        self.assertEqual(kinds, ["run_end", "baseline", "folder", "folder"])
        self.home.plant("dir0/new.txt", 9)
        (self.home.share / "dir1/file1.txt").unlink()
        self.home.scan()
        self.deliver()
        kinds = [event["unmapped"]["event"] for event in payloads(receiver.lines())][4:]
        self.assertEqual(kinds, ["run_start", "new", "gone", "run_end"])
        self.deliver()
        self.assertEqual(len(receiver.lines()), 8)
        self.assertEqual(self.home.state()["siem"]["waiting"], 0)

    def come_back(self, receiver):
        """Names as their exact bytes; locators, columns and masks as a reader is shown them."""
        names = random_names(100_000 if LONG else 3000, 1)
        texts = random_texts(len(names), 2)
        self.first_scan()
        self.home.configure(self.to_syslog(receiver.port, 'first_look = "full"\nmasked = true'))
        self.deliver()
        self.home.fill(names, texts)
        self.deliver()
        wait_for(lambda: len(receiver.lines()) >= len(names) + 5, what=f"{len(names)} lines")
        events = payloads(receiver.lines())
        self.assertEqual(len(events), len(names) + 5)
        self.assertEqual(len(ids(events)), len(set(ids(events))))
        base = f"file://{socket.gethostname()}{self.home.share}/"
        for event, name, told in zip(events[5:], names, texts):
            self.assertEqual(urllib.parse.unquote_to_bytes(event["file"]["uri"].removeprefix(base)), name)
            security = event["data_security"]["discovery_details"][0]
            got = event["unmapped"]["locator"], security["occurrences"][0]["column_name"], security["value"]
            self.assertEqual(got, tuple(map(shown, told)))
            self.assertNotIn("is_truncated", event["metadata"])
            self.assertEqual(event["message"], shown(event["message"]))

    def test_names_and_values_come_through_rsyslog_unforged_and_uncut(self):
        self.come_back(self.rsyslog())

    @unittest.skipUnless(SyslogNg.available(), "needs syslog-ng, unpacked into BRAQUE_SYSLOG_NG")
    def test_names_and_values_come_through_syslog_ng_unforged_and_uncut(self):
        receiver = self.receiver(SyslogNg(self.home.folder / "syslog-ng", self.certificates))
        receiver.start()
        self.come_back(receiver)

    def test_a_receiver_that_is_down_loses_nothing(self):
        port = free_port()
        self.home.configure(self.to_syslog(port, 'first_look = "full"\n[delivery]\npatience = "1s"'))
        self.first_scan()
        done = self.deliver(check=5)
        self.assertIn("events wait", done.stderr)
        receiver = Rsyslog(self.home.folder / "rsyslog", self.certificates)
        self.receiver(receiver)
        self.home.configure(self.to_syslog(receiver.port, 'first_look = "full"'))
        receiver.start()
        self.deliver()
        kinds = [event["unmapped"]["event"] for event in payloads(receiver.lines())]
        self.assertEqual(kinds, ["run_start", "new", "new", "new", "run_end"])

    def test_a_receiver_that_is_killed_again_and_again_loses_nothing(self):
        kills, events = (50, 20_000) if LONG else (4, 4000)
        self.first_scan()
        receiver = self.rsyslog()
        self.home.configure(self.to_syslog(receiver.port, 'first_look = "full"\nbatch_events = 100\n[delivery]\npatience = "3600s"'))
        self.deliver()
        self.home.fill([b"item %d" % number for number in range(events)])
        killed, tried = 0, 0
        delivery = self.begin_delivery()
        chance = random.Random(1)
        while killed < kills and tried < 10 * kills:
            before = receiver.size()
            wait_for(lambda: receiver.size() > before or delivery.poll() is not None, what="some lines")
            time.sleep(chance.random() * 0.2)
            receiver.kill()
            tried += 1
            # Whom nobody writes to, nobody misses.
            killed += delivery.poll() is None
            # What a killed receiver has half written is no message.
            path = receiver.folder / "out.log"
            text = path.read_bytes()
            path.write_bytes(text[:text.rfind(b"\n") + 1])
            receiver.start()
            if delivery.poll() is not None and killed < kills:
                self.home.finish(delivery)
                self.home.fill([b"more %d %d" % (tried, number) for number in range(events)])
                delivery = self.begin_delivery()
        self.home.finish(delivery)
        self.assertEqual(killed, kills)
        self.deliver()
        got = [uid for uid in ids(payloads(receiver.lines())) if not uid.startswith("run-")]
        unique = list(dict.fromkeys(got))
        sequences = [int(uid.split(":")[1]) for uid in unique]
        self.assertEqual(sequences, sorted(sequences), "the order is kept")
        with self.home.database() as database:
            last = database.execute("SELECT event_id FROM destinations").fetchone()[0]
        self.assertEqual(sequences[-1], last)
        self.assertEqual(len(sequences), len(set(sequences)))
        self.assertEqual(len([one for one in sequences if one > 5]), last - 5)
        print(f"killed {killed} times at work ({tried} in all): {len(unique)} events, {len(got) - len(unique)} of them twice or more", file=sys.stderr)

    def test_certificates_are_verified_both_ways(self):
        receiver = self.rsyslog(client_certificate=True)
        self.first_scan()
        client = f'certificate_file = "{self.certificates["client.pem"]}"\nkey_file = "{self.certificates["client.key"]}"\n'
        self.home.configure(self.to_syslog(receiver.port, "[delivery]\npatience = \"1s\""))
        self.deliver(check=5)
        self.home.configure(self.to_syslog(receiver.port, client + 'server_name = "elsewhere"'))
        done = self.deliver(check=5)
        self.assertIn("certificate is not accepted", done.stderr)
        self.assertEqual(receiver.lines(), [])
        self.home.configure(self.to_syslog(receiver.port, client))
        self.deliver()
        self.assertEqual(len(receiver.lines()), 4)

    def test_long_events_fit_into_a_frame(self):
        receiver = self.rsyslog()
        self.first_scan()
        self.home.configure(self.to_syslog(receiver.port, 'first_look = "full"\nframe_bytes = 3000'))
        self.deliver()
        self.home.fill([b"x" * 4000 + b"/y", b"short"])
        self.deliver()
        events = payloads(receiver.lines())[-2:]
        self.assertTrue(events[0]["metadata"]["is_truncated"])
        self.assertTrue(all(len(line) < 3000 for line in receiver.lines()))

    def test_a_receiver_that_cuts_the_connection_gets_everything_in_the_end(self):
        self.first_scan()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificates["localhost.pem"], self.certificates["localhost.key"])
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        got = []

        def serve():
            for connection in range(100):
                try:
                    plain, _ = listener.accept()
                    with context.wrap_socket(plain, server_side=True) as one:
                        data = b""
                        while piece := one.recv(4096):
                            data += piece
                            if connection < 6 and len(data) > 6000:
                                # Reset, with bytes unread.
                                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                                break
                        else:
                            got.append(data)
                except OSError:
                    pass

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        port = listener.getsockname()[1]
        self.home.configure(self.to_syslog(port, 'first_look = "full"\nbatch_events = 3'))
        self.home.fill([b"item %d" % number for number in range(300)])
        self.deliver()
        events = []
        for data in got:
            while data:
                length, _, rest = data.partition(b" ")
                events.append(rest[:int(length)])
                data = rest[int(length):]
        sequences = sorted({json.loads(event[event.index(b"{"):])["metadata"]["sequence"] for event in events})
        self.assertEqual(sequences, list(range(1, 306)))
        self.assertGreaterEqual(self.home.state()["siem"]["retried"], 6)

    def test_a_slow_receiver_gets_everything_in_order(self):
        self.first_scan()
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        got = []

        def serve():
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    data = b""
                    while piece := connection.recv(1024):
                        data += piece
                        threading.Event().wait(0.001)
                    got.append(data)

        threading.Thread(target=serve, daemon=True).start()
        self.home.configure(f'[destination.siem]\ntype = "syslog-tcp"\naddress = "localhost:{listener.getsockname()[1]}"\n'
                            'events_per_day = 0\nfirst_look = "full"\n')
        self.home.fill([b"item %d" % number for number in range(1000)])
        self.deliver()
        events, data = [], b"".join(got)
        while data:
            length, _, rest = data.partition(b" ")
            events.append(rest[:int(length)])
            data = rest[int(length):]
        sequences = [json.loads(event[event.index(b"{"):])["metadata"]["sequence"] for event in events]
        self.assertEqual(sequences, list(range(1, 1006)))

    def test_tcp_without_tls(self):
        receiver = self.receiver(Rsyslog(self.home.folder / "rsyslog", self.certificates, tls=False))
        receiver.start()
        self.first_scan()
        self.home.configure(f'[destination.siem]\ntype = "syslog-tcp"\naddress = "localhost:{receiver.port}"\nfirst_look = "full"\n')
        self.deliver()
        kinds = [event["unmapped"]["event"] for event in payloads(receiver.lines())]
        self.assertEqual(kinds, ["run_start", "new", "new", "new", "run_end"])

    def test_udp_has_one_message_a_datagram(self):
        self.first_scan()
        receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.addCleanup(receiver.close)
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(30)
        self.home.configure(f'[destination.siem]\ntype = "syslog-udp"\naddress = "127.0.0.1:{receiver.getsockname()[1]}"\nfirst_look = "full"\n')
        self.deliver()
        messages = [receiver.recv(65536) for _ in range(5)]
        self.assertTrue(all(message.startswith(b"<") for message in messages))
        kinds = [json.loads(message[message.index(b"{"):])["unmapped"]["event"] for message in messages]
        self.assertEqual(kinds, ["run_start", "new", "new", "new", "run_end"])

    def test_spool_and_cap_leave_gap_records(self):
        receiver = self.rsyslog()
        self.first_scan()
        self.home.configure(self.to_syslog(receiver.port))
        self.deliver()
        self.home.fill([b"item %d" % number for number in range(500)])
        self.home.configure(self.to_syslog(receiver.port, '[delivery]\nspool_events = 100'))
        self.deliver()
        events = payloads(receiver.lines())[4:]
        self.assertEqual(events[0]["unmapped"]["event"], "gap")
        self.assertEqual(events[0]["unmapped"]["events"], 400)
        self.assertEqual(len(events), 101)
        self.home.fill([b"again %d" % number for number in range(50)])
        self.home.configure(self.to_syslog(receiver.port).replace("events_per_day = 0", "events_per_day = 110"))
        self.deliver()
        events = payloads(receiver.lines())[105:]
        self.assertEqual(events[-1]["unmapped"]["event"], "gap")
        self.assertEqual(len(events) - 1 + events[-1]["unmapped"]["events"], 50)

    def test_throughput(self):
        count = 200_000 if LONG else 5000
        receiver = self.rsyslog()
        self.first_scan()
        self.home.configure(self.to_syslog(receiver.port, 'first_look = "full"'))
        self.deliver()
        self.home.fill([b"folder %d/item %d.txt" % (number // 100, number) for number in range(count)])
        began = time.monotonic()
        self.deliver()
        seconds = time.monotonic() - began
        self.assertGreaterEqual(len(receiver.lines()), count)
        print(f"rsyslog over TLS: {count / seconds:,.0f} events/s", file=sys.stderr)


if __name__ == "__main__":
    unittest.main()
