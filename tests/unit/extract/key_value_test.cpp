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
  const Reading yaml = read_part(
      "people:\n  - name: Ann\n    mail: a@exemple.fr\n  - name: Bob\n"
      "    mail: b@exemple.fr\n");
  REQUIRE(yaml.format.name == "keyvalue");
  CHECK(yaml.found.column("name") == Strings{"Ann", "Bob"});
  const Reading card = read_part(
      "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Dupont\r\nTEL;TYPE=cell:+33 1 02 03 04 "
      "05\r\nEND:VCARD\r\n");
  REQUIRE(card.format.name == "keyvalue");
  CHECK(card.found.column("TEL") == Strings{"+33 1 02 03 04 05"});
}

TEST_CASE("folded and encoded lines of vCards and calendars are what they stand for") {
  const Reading card = read_part(
      "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lef=C3=A8vre;L=C3="
      "A9=\r\n"
      "a\r\nADR;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:;;3 all=E9e=0D=0ABrest\r\n"
      "PHOTO;ENCODING=BASE64:AAECAwQFBgcICQoLDA0ODw==\r\n\r\nNOTE:un\r\n  mot\r\nEND:VCARD\r\n");
  REQUIRE(card.format.name == "keyvalue");
  CHECK(card.found.column("N") == Strings{"Lef\u00e8vre;L\u00e9a"});
  CHECK(card.found.column("ADR") == Strings{";;3 all\u00e9e  Brest"});
  CHECK(card.found.column("PHOTO") == Strings{""});
  CHECK(card.found.column("NOTE") == Strings{"un  mot"});
  const Reading event = read_part(
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Visite \\, 12 rue\\n des Li\r\n las\r\n"
      "ATTENDEE;CN=\"A: B\":mailto:ann@\r\n\texemple.fr\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      "a.ics");
  REQUIRE(event.format.name == "keyvalue");
  CHECK(event.found.column("SUMMARY") == Strings{"Visite , 12 rue  des Lilas"});
  CHECK(event.found.column("ATTENDEE") == Strings{"mailto:ann@exemple.fr"});
  const Reading group =
      read_part("BEGIN:VCARD\nVERSION:3.0\nitem1.TEL:+33 1 02 03 04 05\nEND:VCARD\n");
  CHECK(group.found.column("TEL") == Strings{"+33 1 02 03 04 05"});
}

TEST_CASE("LDIF: folded lines and values in Base64") {
  const Reading people = read_part(
      "# people\nversion: 1\n\ndn: cn=Ann,dc=exemple,dc=fr\ncn:: TMOpYSBEdXJhbmQ=\nmail: "
      "lea.durand@exe\n"
      " mple.fr\njpegPhoto:: /9j/4AAQSkZJRgAB\n\n");
  REQUIRE(people.format.name == "keyvalue");
  CHECK(people.found.column("cn") == Strings{"L\u00e9a Durand"});
  CHECK(people.found.column("mail") == Strings{"lea.durand@exemple.fr"});
}

TEST_CASE("windows cut cards anywhere") {
  std::string text = "BEGIN:VCARD\r\nVERSION:3.0\r\n";
  for (int i = 0; i < 300; ++i)
    text += "NOTE;X=" + std::to_string(i) + ":valeur \\, \u00e9 pl\r\n us " + std::to_string(i) +
            "\r\n";
  require_same_in_any_windows(text);
}

TEST_CASE("prose, code and logs are not keys and values") {
  for (const std::string_view text :
       {"Bonjour,\nvoici la suite : elle est longue.\nMerci de votre aide\net bonne journ\u00e9e\n",
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
