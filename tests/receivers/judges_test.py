#!/usr/bin/env python3
"""The judges of exports let pass what the formats allow, and nothing else: judges_test.py [unittest options]."""

import json
import tempfile
import unittest
from pathlib import Path

import judges
import text_parsers

GOLDEN = Path(__file__).resolve().parent.parent / "golden/export"
OCSF_SCHEMA = {"type": "object", "additionalProperties": False, "properties": {"time": {"type": "integer"}, "unmapped": {}, "metadata": {}}}
ECS_FIELDS = ("Field,Type,Normalization\n@timestamp,date,\ntags,keyword,array\nevent.id,keyword,\nevent.kind,keyword,\n"
              "event.severity,long,\nhost.ip,ip,array\n")


def golden(form):
    return (GOLDEN / f"{form}.expected").read_bytes().decode()


class Judges(unittest.TestCase):
    def refuses(self, judge, text, *changes):
        judge(text)
        for old, new in changes:
            self.assertIn(old, text)
            with self.assertRaises(judges.Fault, msg=new):
                judge(text.replace(old, new, 1))

    def test_golden_lines_pass(self):
        for form, judge in {"cef": judges.cef, "leef": judges.leef, "jsonl": judges.json_lines, "ecs": judges.Ecs(None),
                            "ocsf": judges.Ocsf(None), "rfc5424": judges.Rfc5424(judges.Ocsf(None))}.items():
            kinds = [judge(line)[0] for line in golden(form).splitlines()]
            self.assertEqual(kinds[:3], ["run_start", "run_resume", "new"], form)
        self.assertEqual([row["event"] for row in text_parsers.parse_csv(golden("csv"))][:3], ["run_start", "run_resume", "new"])
        self.assertEqual([kind for kind, _ in judges.sarif_events(GOLDEN / "sarif.expected")][:3], ["new", "changed", "gone"])

    def test_cef(self):
        line = r"CEF:0|v|p|1|r|a\\|5|act=new msg=a\=b | c\\ cnt=3 cs1Label=x cs1=y"
        header, values = text_parsers.parse_cef(line)
        self.assertEqual((header[4], values["msg"]), ("a\\", "a=b | c\\"))
        self.refuses(text_parsers.parse_cef, line, ("a\\=b", "a=b"), ("|5|", "|11|"), ("cnt=3", "cnt=x"), ("cnt=3", "nosuch=3"),
                     ("cs1Label=x ", ""), ("a\\=b", "a\\nb"), ("|r|", "||"), (" c", " \u202ec"), ("cnt=3", "cnt=3 cnt=3"),
                     ("msg=a", "msg=" + "a" * 1024))

    def test_leef(self):
        line = "LEEF:2.0|v|p|1|r|^|devTime=1795309200000^sev=5^state=new"
        self.refuses(text_parsers.parse_leef, line, ("|^|", "|^"), ("sev=5", "sev=0"), ("state", "sev"), ("=new", "=new^forged"),
                     ("1795309200000", "today"), ("|r|", "||"), ("new", "x\ty"), ("new", "n" * 4000))

    def test_rfc5424(self):
        line = '<107>1 2026-11-22T01:00:00.000Z host app 1 ID [a@1 k="x\\"\\]"] text'
        self.refuses(text_parsers.parse_rfc5424, line, ("<107>", "<192>"), ("<107>", "<007>"), ("22T01", "22 01"), ("host", "hôst"),
                     ('\\]', "]"), ("[a@1", "[a=1"), ("text", "\ufefftext"), ("ID", "I" * 33), (".000Z", "+01"))

    def test_csv(self):
        def judge(text):
            return list(text_parsers.parse_csv(text))

        self.refuses(judge, 'a,b\r\n"x,""y",\'=1\r\n', ("'=1", "=1"), ('""y', '"y'), ("=1\r\n", "=1\n"), (",'=1", ""), ("x", "x\n"))

    def test_json(self):
        line = '{"record":"new","event":"new","schema":1,"event_id":"1","item":"a"}'
        self.refuses(judges.json_lines, line, ("new", "gone"), ('"a"', '"\\u202e"'), ('"item"', '"schema"'), ("}", ""))

    def test_schemas(self):
        with tempfile.TemporaryDirectory() as folder:
            fields = Path(folder, "fields.csv")
            fields.write_text(ECS_FIELDS)
            event = ('{"@timestamp":"2026-11-22T01:00:00.000Z","tags":["a"],"labels":{"share":"x"},"event":{"id":"1","kind":"alert",'
                     '"severity":5},"Braque":{"event":"new"},"host":{"ip":["::1"]}}')
            self.refuses(judges.Ecs(fields), event, ('["a"]', '"a"'), ('"severity":5', '"severity":"5"'), ('"alert"', '"alarm"'),
                         ('"tags"', '"tag"'), ("2026-11-22T", "2026-11-22X"), ('"x"', '{"y":"z"}'), ("::1", "::x"),
                         ('"id":"1"', '"id":1'))
            schema = Path(folder, "schema.json")
            schema.write_text(json.dumps(OCSF_SCHEMA))
            try:
                judge = judges.Ocsf(schema)
            except ModuleNotFoundError:
                self.skipTest("needs python3-jsonschema")
            self.refuses(judge, '{"time":1,"metadata":{"uid":"1"},"unmapped":{"event":"new"}}', ('"time":1', '"time":"1"'),
                         ('"time"', '"tyme"'))


if __name__ == "__main__":
    unittest.main()
