#!/usr/bin/env python3
"""Shows that each check of tidy.py finds its fault in an invented tree, and accepts a tidy one."""

import tempfile
import unittest
from pathlib import Path

import tidy

TIDY_TREE = {
    "README.md": "Commands: scan. Formats: csv.\n",
    "detectors/base/word.hpp": "#pragma once\n#include <string>\n",
    "detectors/rule/toml.hpp": '#pragma once\n#include <toml++/toml.h>\n#include "base/word.hpp"\n',
    "detectors/match/engine.cpp": '#include <hs/hs.h>\n#include "classify/score.hpp"\n',
    "detectors/validate/registry.cpp": 'kChecks[] = {\n    {"luhn", "sum of digits, mod 10", luhn},\n};\n',
    "scanner/pipeline/scan.cpp": '#include <tbb/task_arena.h>\n#include "model/item.hpp"\n',
    "scanner/cli/main.cpp": '#include "pipeline/scan.hpp"\n',
    "rules/README.md": "rules/financial/: cards\n",
    "rules/financial/card.toml": '[[rule]]\nid = "xx.card"\nname = "Card"\nname_fr = "Carte"\ngdpr = "personal"\n'
    'check = "luhn"\nexamples = ["1", "2"]\ncounterexamples = ["3", "4"]\nreferences = ["ISO 7812"]\n',
    "tests/unit/validate/luhn_test.cpp": 'TEST_CASE("luhn") {}\n',
}
CHECK_REGISTRY = tidy.REGISTRIES[0]
COMMAND_REGISTRY = tidy.Registry("command", "scanner/cli/commands.cpp", r'\{\.name = "([a-z]+)"',
                                 ("README.md",))


class TidyTest(unittest.TestCase):
    def faults(self, check, changes, **arguments):
        """Faults of the tidy tree with some files added or replaced."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**TIDY_TREE, **changes}.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return list(check(tidy.Tree(folder), **arguments))

    def assert_fault(self, part, check, changes, **arguments):
        found = self.faults(check, changes, **arguments)
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])

    def test_a_tidy_tree_has_no_faults(self):
        for check in tidy.CHECKS:
            arguments = {"registries": (CHECK_REGISTRY,)} if check is tidy.check_registries else {}
            self.assertEqual(self.faults(check, {}, **arguments), [], check.__name__)

    def test_detectors_must_not_include_the_scanner(self):
        self.assert_fault("detectors/base/word.hpp:2: detectors/base must not include model/item.hpp",
                          tidy.check_include_direction,
                          {"detectors/base/word.hpp": '#pragma once\n#include "model/item.hpp"\n'})

    def test_base_must_not_include_other_detectors(self):
        self.assert_fault("must not include rule/rule.hpp", tidy.check_include_direction,
                          {"detectors/base/word.hpp": '#  include "rule/rule.hpp"\n'})

    def test_stages_must_not_include_one_another(self):
        for stage, other in (("source", "extract"), ("extract", "index"), ("index", "pipeline"),
                             ("privacy", "pipeline"), ("source", "privacy"), ("pipeline", "extract"),
                             ("model", "privacy"), ("extract", "match"), ("pipeline", "cli")):
            self.assert_fault(f"must not include {other}/a.hpp", tidy.check_include_direction,
                              {f"scanner/{stage}/a.cpp": f'#include "{other}/a.hpp"\n'})

    def test_privacy_serves_index_extract_and_pipeline(self):
        for stage in ("index", "extract", "pipeline"):
            self.assertEqual([], self.faults(tidy.check_include_direction,
                                             {f"scanner/{stage}/a.cpp": '#include "privacy/keys.hpp"\n'}))

    def test_a_new_folder_must_say_what_it_may_include(self):
        self.assert_fault("scanner/newcomer is not in MAY_INCLUDE", tidy.check_include_direction,
                          {"scanner/newcomer/a.cpp": ""})

    def test_wrapped_libraries_have_one_place(self):
        for included in ("toml++/toml.h", "hs/hs.h", "hs.h", "tbb/parallel_for.h",
                         "oneapi/tbb.h", "sqlite3.h", "archive.h"):
            self.assert_fault(f"<{included}>", tidy.check_wrapped_libraries,
                              {"scanner/cli/main.cpp": f"#include <{included}>\n"})

    def test_an_untested_check_is_found(self):
        self.assert_fault("the check iban is mentioned in no test", tidy.check_registries,
                          {"detectors/validate/registry.cpp": '{"iban", "remainder by 97 is 1", iban},\n'},
                          registries=(CHECK_REGISTRY,))

    def test_a_check_without_description_is_found(self):
        self.assert_fault("luhn needs a description", tidy.check_registries,
                          {"detectors/validate/registry.cpp": '{"luhn", "", luhn},\n'},
                          registries=(CHECK_REGISTRY,))

    def test_a_command_must_be_documented(self):
        commands = {"scanner/cli/commands.cpp": '{.name = "scan"},\n{.name = "luhn"},\n'}
        self.assertEqual(
            self.faults(tidy.check_registries, commands, registries=(COMMAND_REGISTRY,)),
            ["scanner/cli/commands.cpp: the command scan is mentioned in no test",
             "scanner/cli/commands.cpp: the command luhn is not in README.md"])

    def test_a_registry_that_moved_is_found(self):
        self.assert_fault("is gone", tidy.check_registries, {}, registries=(COMMAND_REGISTRY,))
        self.assert_fault("no command found", tidy.check_registries,
                          {"scanner/cli/commands.cpp": "written another way\n"},
                          registries=(COMMAND_REGISTRY,))

    def test_an_undocumented_rule_is_found(self):
        card = TIDY_TREE["rules/financial/card.toml"]
        for key in ("name", "name_fr", "gdpr", "references"):
            without = "".join(line for line in card.splitlines(True) if not line.startswith(key + " "))
            self.assert_fault(f"xx.card needs `{key}`", tidy.check_rules, {"rules/financial/card.toml": without})
        for key, value in (("examples", '["1", "2"]'), ("counterexamples", '["3", "4"]')):
            fewer = card.replace(f"\n{key} = {value}", f'\n{key} = ["1"]')
            self.assert_fault(f"xx.card needs `{key}`, 2 at least", tidy.check_rules,
                              {"rules/financial/card.toml": fewer})

    def test_a_rule_file_must_be_valid_and_in_a_known_folder(self):
        self.assert_fault("not valid TOML", tidy.check_rules, {"rules/financial/b.toml": "[[rule\n"})
        self.assert_fault("the folder mystery/ is not documented", tidy.check_rules,
                          {"rules/mystery/b.toml": ""})

    def test_a_long_file_is_found(self):
        self.assertEqual([], self.faults(tidy.check_sizes, {"scanner/cli/main.cpp": "\n" * 500}))
        self.assert_fault("501 lines", tidy.check_sizes, {"scanner/cli/main.cpp": "\n" * 501})

    def test_a_header_without_guard_is_found(self):
        self.assert_fault("has no #pragma once", tidy.check_headers,
                          {"detectors/base/word.hpp": "// #pragma once\n"})

    def test_stray_files_are_found(self):
        self.assert_fault("scratch.txt: a stray file", tidy.check_top_level, {"scratch.txt": ""})
        self.assert_fault("scanner/main.cpp: a stray file", tidy.check_places, {"scanner/main.cpp": ""})

    def test_forbidden_words_are_found(self):
        for line, why in (("cd " + "/wor" + "k/tree", "path of one machine"),
                          ("see ../" + "shared/", "outside of the project"),
                          ("// TO" + "DO: later", "something undone"),
                          ("<" * 7 + " HEAD", "merge conflict"),
                          ("written by a language " + "model", "says nothing")):
            self.assert_fault(why, tidy.check_forbidden, {"detectors/base/word.hpp": line + "\n"})
        self.assertEqual([], self.faults(tidy.check_forbidden,
                                         {"README.md": "a framework/part, shared memory, >>>> x\n"}))


if __name__ == "__main__":
    unittest.main()
