#!/usr/bin/env python3
"""Exports over HTTP, to files and to the journal: receivers_test.py PROGRAM [unittest options]."""

import json
import os
import random
import socket
import sys
import unittest

from exports import LONG, Exports
from receivers import HttpReceiver


class Several(Exports):
    def test_each_of_several_new_destinations_is_told_of_all_runs(self):
        """The first one used to take what waited away from the others."""
        folders = [self.home.folder / name for name in ("one", "two")]
        second = self.home.folder / "second"
        second.mkdir()
        self.home.plant("file.txt")
        self.home.configure(
            "".join(f'[destination.{folder.name}]\ntype = "file"\npath = "{folder}"\nformat = "jsonl"\nfirst_look = "full"\n'
                    for folder in folders) + f'[target.a]\npath = "{self.home.share}"\n[target.b]\npath = "{second}"\n')
        self.home.run("night", check=0)
        told = [[json.loads(line)["event"] for file in sorted(folder.iterdir()) for line in file.read_text().splitlines()]
                for folder in folders]
        self.assertEqual(told[0], ["run_start", "new", "run_end", "run_start", "run_end"])
        self.assertEqual(told[1], told[0])


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

    def every_failure(self, taken):
        """Answers at random; `taken(body)` notes a request and gives the answer of success."""
        chance = random.Random(4)

        def answer(path, headers, body):
            what = chance.choice(["take", "take", "take", "cut", "take and cut", 429, 500, 502, 503, 504])
            if isinstance(what, int):
                return what, {"Retry-After": "0"}, ""
            answered = taken(body) if "take" in what else None
            return None if "cut" in what else answered

        return answer

    def nothing_is_lost(self, kind, server, got, more=""):
        """`got`: (id, kind) of each event, as often as it came."""
        items = 200
        self.first_scan()
        self.home.fill([b"item %d" % number for number in range(items)], told=("new", "changed", "gone"))
        self.configure(kind, server, more + '\n[delivery]\npatience = "3600s"')
        self.deliver()
        once = dict(got)
        self.assertEqual(len(once), 3 * items + 5)
        told = {}
        for uid, event in dict.fromkeys(got):
            told.setdefault(uid.split(":")[0], []).append(event)
        self.assertEqual([events for events in told.values() if len(events) == 3], [["new", "changed", "gone"]] * items)
        self.assertGreater(self.home.state()["siem"]["retried"], items // 10)
        print(f"{kind}: {len(once)} events, {len(got) - len(once)} twice, {server.requests} requests", file=sys.stderr)

    @unittest.skipUnless(LONG, "takes minutes: needs BRAQUE_LONG=1")
    def test_splunk_failing_in_every_way(self):
        got = []

        def taken(body):
            events = [json.loads(line)["event"] for line in body.splitlines()]
            got.extend((event["metadata"]["uid"], event["unmapped"]["event"]) for event in events)
            return 200, {}, '{"text":"Success","code":0}'

        self.nothing_is_lost("splunk", self.serve(self.every_failure(taken)), got)

    @unittest.skipUnless(LONG, "takes minutes: needs BRAQUE_LONG=1")
    def test_bulk_failing_in_every_way(self):
        got, stored = [], set()

        def taken(body):
            lines, items = body.splitlines(), []
            for action, document in zip(lines[::2], lines[1::2]):
                identity = json.loads(action)["create"]["_id"]
                items.append({"create": {"status": 409 if identity in stored else 201}})
                stored.add(identity)
                got.append((identity, json.loads(document)["Braque"]["event"]))
            return 200, {}, json.dumps({"errors": True, "items": items})

        self.nothing_is_lost("bulk", self.serve(self.every_failure(taken)), got, 'index = "logs-braque.finding-default"')

    @unittest.skipUnless(LONG, "takes minutes: needs BRAQUE_LONG=1")
    def test_webhook_failing_in_every_way(self):
        got = []

        def taken(body):
            got.extend((event["event_id"], event["event"]) for event in map(json.loads, body.splitlines()))
            return 204, {}, ""

        self.nothing_is_lost("webhook", self.serve(self.every_failure(taken)), got, 'format = "jsonl"')

    def test_a_wrong_token_stops_and_keeps_everything(self):
        answers, events = [(403, {}, '{"text":"Invalid token","code":4}')], []

        def answer(path, headers, body):
            if answers:
                return answers.pop()
            events.extend(body.splitlines())
            return 200, {}, '{"text":"Success","code":0}'

        self.first_scan()
        server = self.serve(answer)
        self.configure("splunk", server)
        done = self.deliver(check=5)
        self.assertIn("mend the address or the credential", done.stderr)
        self.assertEqual(server.requests, 1)
        # Nobody has to wait for a first success to be told that there is none.
        state = self.home.state()["siem"]
        self.assertEqual((state["success"], state["sent"], state["waiting"]), (None, 0, 5))
        self.assertIn("403", state["error"])
        metrics = self.home.run("metrics", check=0).stdout
        self.assertIn('braque_export_last_success_timestamp_seconds{destination="siem"} 0\n', metrics)
        self.deliver()
        self.assertEqual(len(events), 5)
        self.assertIsNone(self.home.state()["siem"]["error"])

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
        authority = "/etc/braque/siem-ca.pem"
        path.write_text("\n".join(lines))
        if not os.path.exists(authority):
            number = lines.index(f'ca_file = "{authority}"') + 1
            self.assertIn(f"{path}:{number}: ca_file {authority}: there is no such file",
                          self.home.run("config", "check", str(path), check=2).stderr)
        path.write_text("\n".join(lines).replace(authority, str(path)))
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
    unittest.main()
