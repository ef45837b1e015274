#!/usr/bin/env python3
"""Exports to real receivers: receivers_test.py PROGRAM [unittest options]. With BRAQUE_LONG=1 in the environment as many
events, kills and names as the acceptance of the export asks for."""

import json
import os
import random
import socket
import ssl
import sys
import threading
import time
import unittest
import urllib.parse

from receivers import Certificates, Home, HttpReceiver, RSYSLOG, Rsyslog, SyslogNg, free_port, wait_for

PROGRAM = ""
LONG = os.environ.get("BRAQUE_LONG") == "1"
PIECES = [b"a", b"Z", b"9", b" ", b"=", b"\\", b"|", b"^", b'"', b"'", b"]", b"[", b",", b";", b"#", b"%", b"&", b"<", b">",
          b"\n", b"\r", b"\t", b"\x01", b"\x1b[31m", b"\x7f", "\u2028".encode(), "\u202e".encode(), "\u2066".encode(),
          "é".encode(), "日".encode(), "😀".encode(), b"\xff", b"\xc3", b"\xed\xa0\x80", b" act=", b"CEF:0|", b"<13>1 ",
          b"=cmd()", b"\n<13>1 - - forged", b"},{", b"\\n", b"#012", b"${x}", b"{", b"}", b"0 "]


def random_names(count, seed):
    chance = random.Random(seed)
    return [b"%d-" % number + b"".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 20)))[:200]
            for number in range(count)]


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

    def deliver(self, check=0):
        return self.home.run("export", "--to", "siem", check=check)


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

    def test_names_come_through_unforged_and_uncut(self):
        names = random_names(100_000 if LONG else 3000, 1)
        self.first_scan()
        receivers = [self.rsyslog()]
        if SyslogNg.available():
            receivers.append(self.receiver(SyslogNg(self.home.folder / "syslog-ng", self.certificates)))
            receivers[1].start()
        text = self.to_syslog(receivers[0].port, 'first_look = "full"')
        for receiver in receivers[1:]:
            text += self.to_syslog(receiver.port, 'first_look = "full"').replace("siem", "second")
        self.home.configure(text)
        for name, _ in zip(("siem", "second"), receivers):
            self.home.run("export", "--to", name, check=0)
        self.home.fill(names)
        for name, _ in zip(("siem", "second"), receivers):
            self.home.run("export", "--to", name, check=0)
        for receiver in receivers:
            wait_for(lambda: len(receiver.lines()) >= len(names), what=f"{len(names)} lines")
            events = payloads(receiver.lines())
            self.assertEqual(len(ids(events)), len(set(ids(events))))
            base = f"file://{socket.gethostname()}{self.home.share}/"
            got = [urllib.parse.unquote_to_bytes(event["file"]["uri"].removeprefix(base))
                   for event in events if event["unmapped"]["event"] == "new"]
            self.assertEqual(got[-len(names):], names)
            for event in events[-200:]:
                self.assertNotRegex(event["message"], "[\x00-\x1f\x7f\u2028\u202e\u2066]")

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
        killed = 0
        with_delivery = threading.Thread(target=self.deliver)
        with_delivery.start()
        chance = random.Random(1)
        while killed < kills and with_delivery.is_alive():
            before = receiver.size()
            wait_for(lambda: receiver.size() > before or not with_delivery.is_alive(), what="some lines")
            time.sleep(chance.random() * 0.2)
            receiver.kill()
            killed += 1
            # What a killed receiver has half written is no message.
            path = receiver.folder / "out.log"
            text = path.read_bytes()
            path.write_bytes(text[:text.rfind(b"\n") + 1])
            receiver.start()
            if not with_delivery.is_alive() and killed < kills:
                self.home.fill([b"more %d %d" % (killed, number) for number in range(events)])
                with_delivery = threading.Thread(target=self.deliver)
                with_delivery.start()
        with_delivery.join()
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
        print(f"killed {killed} times: {len(unique)} events, {len(got) - len(unique)} of them twice or more", file=sys.stderr)

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


class Http(Exports):
    def serve(self, answer):
        return self.receiver(HttpReceiver(self.certificates, answer))

    def configure(self, kind, server, more=""):
        token = self.home.folder / "token"
        token.write_text("secret-token\n")
        token.chmod(0o400)
        self.home.configure(f'[destination.siem]\ntype = "{kind}"\nurl = "{server.url}"\nca_file = "{self.certificates["ca.pem"]}"\n'
                            f'token_file = "{token}"\nfirst_look = "full"\nbatch_events = 10\n{more}\n')

    def test_splunk_busy_then_one_event_no_good(self):
        answers, events = [503, 429, 400], []

        def answer(path, headers, body):
            self.assertEqual(headers["Authorization"], "Splunk secret-token")
            got = [json.loads(line) for line in body.splitlines()]
            status = answers.pop(0) if answers else 200
            if status == 400:
                events.extend(got[:2])
                return 400, {}, '{"text":"Invalid data format","code":6,"invalid-event-number":2}'
            if status == 200:
                events.extend(got)
            return status, {"Retry-After": "1"} if status == 429 else {}, '{"text":"Success","code":0}'

        self.first_scan(20)
        server = self.serve(answer)
        self.configure("splunk", server)
        self.deliver()
        self.assertEqual(len(events), 21)  # 22 were sent, one was refused
        self.assertEqual(len({event["fields"]["event_id"] for event in events}), 21)
        self.assertEqual(events[0]["event"]["class_uid"], 2006)
        self.assertEqual(self.home.state()["siem"]["refused"], 1)
        self.assertIn("invalid-event-number", self.home.run("export", "status", check=0).stdout)

    def test_splunk_waits_for_the_indexer(self):
        asked = []

        def answer(path, headers, body):
            self.assertIn("X-Splunk-Request-Channel", headers)
            if path.endswith("/ack"):
                asked.append(body)
                return 200, {}, json.dumps({"acks": {"7": len(asked) > 2}})
            return 200, {}, '{"text":"Success","code":0,"ackId":7}'

        self.first_scan()
        self.configure("splunk", self.serve(answer), "acknowledge = true")
        self.deliver()
        self.assertGreaterEqual(len(asked), 3)

    def test_bulk_items_have_statuses_of_their_own(self):
        stored, tried = {}, {}

        def answer(path, headers, body):
            self.assertEqual(headers["Authorization"], "ApiKey secret-token")
            self.assertTrue(body.endswith(b"\n"))
            lines, items = body.splitlines(), []
            for action, document in zip(lines[::2], lines[1::2]):
                identity = json.loads(action)["create"]["_id"]
                tried[identity] = tried.get(identity, 0) + 1
                status = 201
                if len(tried) == 3:
                    status = 400
                elif len(tried) % 4 == 0 and tried[identity] == 1:
                    status = 429
                elif identity in stored:
                    status = 409
                if status == 201:
                    stored[identity] = json.loads(document)
                items.append({"create": {"status": status, "error": {"type": "mapper_parsing_exception"}}})
            return 200, {}, json.dumps({"errors": True, "items": items})

        self.first_scan(20)
        self.configure("bulk", self.serve(answer), 'index = "logs-braque.finding-default"')
        self.deliver()
        self.assertEqual(len(stored), 21)
        self.assertEqual(self.home.state()["siem"]["refused"], 1)
        self.assertTrue(all(document["ecs"]["version"] == "9.4.0" for document in stored.values()))

    def test_webhook_halves_what_is_too_large_and_traces_what_is_no_good(self):
        got = []

        def answer(path, headers, body):
            lines = body.splitlines()
            if len(lines) > 4:
                return 413, {}, ""
            if any(b"file7.txt" in line for line in lines):
                return 422, {}, "no"
            got.extend(lines)
            return 204, {}, ""

        self.first_scan(20)
        self.configure("webhook", self.serve(answer), 'format = "jsonl"')
        self.deliver()
        self.assertEqual(len(got), 21)
        self.assertEqual(self.home.state()["siem"]["refused"], 1)

    def test_a_wrong_token_stops_and_keeps_everything(self):
        self.first_scan()
        server = self.serve(lambda *_: (403, {}, '{"text":"Invalid token","code":4}'))
        self.configure("splunk", server)
        done = self.deliver(check=5)
        self.assertIn("mend the address or the credential", done.stderr)
        self.assertEqual(server.requests, 1)

    def test_another_server_is_not_trusted(self):
        self.first_scan()
        server = self.serve(lambda *_: (200, {}, "{}"))
        self.configure("webhook", server)
        self.home.configure(self.home.configuration.read_text().replace("localhost", "127.0.0.1"))
        self.deliver(check=5)
        self.assertEqual(server.requests, 0)


class Local(Exports):
    def test_standard_output_gets_one_event_a_line(self):
        self.first_scan()
        self.home.configure('[destination.siem]\ntype = "stdout"\nfirst_look = "full"\n')
        events = [json.loads(line) for line in self.deliver().stdout.splitlines()]
        self.assertEqual([event["unmapped"]["event"] for event in events], ["run_start", "new", "new", "new", "run_end"])
        self.assertEqual(self.deliver().stdout, "")

    def test_init_writes_what_config_check_takes(self):
        path = self.home.folder / "braque.toml"
        if not os.path.exists("/etc/braque"):
            self.assertIn("braque init", self.home.run("config", "check", check=2).stderr)
        self.home.run("init", str(path), check=0)
        text = path.read_text()
        self.home.run("config", "check", str(path), check=0)
        self.home.run("init", str(path), check=2)
        # What is there as an example is right when it is switched on, one line for each table and key.
        lines = [line[1:] if line[:1] == "#" and line[1:2] not in (" ", "") else line for line in text.splitlines()]
        path.write_text("\n".join(lines))
        done = self.home.run("config", "check", str(path), check=0)
        self.assertIn("1 targets, 3 destinations, 1 schedules", done.stdout)
        schema = json.loads(self.home.run("config", "schema", check=0).stdout)
        self.assertIn("token_file", schema["properties"]["destination"]["additionalProperties"]["properties"])

    def test_files_are_whole_and_night_does_everything(self):
        out = self.home.folder / "out"
        self.home.configure(f'[target.share]\npath = "{self.home.share}"\nas = "smb://fs01/share"\nsamples = 2\n'
                            f'[destination.files]\ntype = "file"\npath = "{out}"\nformat = "jsonl"\nmasked = true\n'
                            f'[schedule.nightly]\ntargets = ["share"]\n[metrics]\nfile = "{self.home.folder}/braque.prom"\n')
        for number in range(3):
            self.home.plant(f"file{number}.txt", number)
        self.home.run("config", "check", check=0)
        self.home.run("night", "nightly", check=0)
        self.home.plant("file9.txt", 9)
        self.home.run("night", check=0)
        events = [json.loads(line) for path in sorted(out.iterdir()) for line in path.read_text().splitlines()]
        kinds = [event["event"] for event in events]
        self.assertEqual(kinds, ["run_end", "baseline", "folder", "run_start", "new", "run_end"])
        self.assertTrue(events[4]["locations"][0]["masked"].endswith("189") or "*" in events[4]["locations"][0]["masked"])
        self.assertEqual(events[4]["share"], "smb://fs01/share")
        metrics = (self.home.folder / "braque.prom").read_text()
        self.assertIn('braque_items{target="smb://fs01/share",status="complete"} 4', metrics)
        self.assertIn('braque_export_waiting{destination="files"} 0', metrics)
        self.assertIn("braque_night_exit_status 0", metrics)

    def test_journal(self):
        place = self.home.folder / "journal"
        journal = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(journal.close)
        journal.bind(str(place))
        journal.settimeout(30)
        self.first_scan()
        self.home.configure(f'[destination.siem]\ntype = "journald"\npath = "{place}"\n')
        self.deliver()
        entry = dict(line.split("=", 1) for line in journal.recv(65536).decode().splitlines())
        self.assertEqual(entry["BRAQUE_EVENT"], "run_end")
        self.assertEqual(entry["SYSLOG_IDENTIFIER"], "braque")

    def test_totals_instead_of_findings_and_pseudonyms(self):
        out, hidden = self.home.folder / "out", self.home.folder / "hidden"
        self.home.configure(f'[destination.siem]\ntype = "file"\npath = "{out}"\ndetail = "totals"\nformat = "jsonl"\n'
                            f'[destination.hidden]\ntype = "file"\npath = "{hidden}"\nfirst_look = "full"\npaths = "pseudonym"\n'
                            'owners = "none"\n')
        self.home.run("scan", str(self.home.share))
        self.deliver()
        self.first_scan()
        self.deliver()
        text = "".join(path.read_text() for path in out.iterdir())
        self.assertIn('"record":"totals"', text)
        self.assertNotIn('"record":"finding"', text)
        self.home.run("export", "--to", "hidden", check=0)
        text = "".join(path.read_text() for path in hidden.iterdir())
        self.assertIn('"class_uid":2006', text)
        for secret in ("file0", "dir0", "root"):
            self.assertNotIn(secret, text)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
