#include "collect.hpp"
#include "encode.hpp"

using namespace braque;
using namespace braque::test;

namespace {
using Strings = std::vector<std::string>;
}

TEST_CASE("keys of env and ini files are context") {
  const std::string text =
      "# settings\n[mail]\nexport SMTP_USER=robot@exemple.fr\nSMTP_PASSWORD=\"no secret\"\n"
      "host = mail.exemple.fr\nempty=\n";
  const Reading reading = read_part(text, ".env");
  REQUIRE(reading.format.name == "keyvalue");
  CHECK(reading.format.splittable);
  CHECK(reading.found.column("SMTP_USER") == Strings{"robot@exemple.fr"});
  CHECK(reading.found.column("SMTP_PASSWORD") == Strings{"no secret"});
  CHECK(reading.found.column("host") == Strings{"mail.exemple.fr"});
  CHECK(reading.found.context[0].role == ContextRole::key);
}

TEST_CASE("labels of forms are context") {
  const Reading reading = read_part(
      "Nom : Dupont\r\nDate de naissance : 01/02/1990\r\nT\u00e9l\u00e9phone: 01 02 03 04 05\r\n");
  REQUIRE(reading.format.name == "keyvalue");
  CHECK(reading.found.column("Date de naissance") == Strings{"01/02/1990"});
  CHECK(reading.found.column("T\u00e9l\u00e9phone") == Strings{"01 02 03 04 05"});
  CHECK(reading.found.context[1].role == ContextRole::label);
}

TEST_CASE("YAML-like lists and vCards") {
  const Reading yaml = read_part("people:\n  - name: Ann\n    mail: a@exemple.fr\n  - name: Bob\n"
                                 "    mail: b@exemple.fr\n");
  REQUIRE(yaml.format.name == "keyvalue");
  CHECK(yaml.found.column("name") == Strings{"Ann", "Bob"});
  const Reading card = read_part(
      "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Dupont\r\nTEL;TYPE=cell:+33 1 02 03 04 05\r\nEND:VCARD\r\n");
  REQUIRE(card.format.name == "keyvalue");
  CHECK(card.found.column("TEL") == Strings{"+33 1 02 03 04 05"});
}

TEST_CASE("prose, code and logs are not keys and values") {
  for (const std::string_view text : {
           "Bonjour,\nvoici la suite : elle est longue.\nMerci de votre aide\net bonne journ\u00e9e\n",
           "for (i = 0; i < 9; ++i) {\n  a[i] = 2;\n  call(i);\n  x = y;\n}\nreturn;\n",
           "ERROR: disk full\nINFO: started\nINFO: stopped\nERROR: network gone\n",
           "https://a.example/x=1\nhttps://b.example/y=2\n"}) {
    INFO(text);
    CHECK(detect_text_format(text, true, "").name == "text");
  }
}

TEST_CASE("windows cut keys and values anywhere") {
  std::string text;
  for (int i = 0; i < 300; ++i) {
    text += "Cl\u00e9 " + std::string(i % 7, 'x') + "a: valeur \u00e9 " + std::to_string(i) + "\n";
    if (i % 5 == 0) text += "\n";
  }
  require_same_in_any_windows(text);
  require_same_in_any_windows(encode(text, "windows-1252"));
  require_same_in_any_windows(encode(text, "UTF-16BE"));
}
