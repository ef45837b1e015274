#include "export/text.hpp"

#include <catch2/catch.hpp>

#include "export/disclosure.hpp"
#include "export/event.hpp"
#include "export/object_names.hpp"

namespace braque::exporting {

TEST_CASE("export text: what could forge or hide becomes a mark") {
  CHECK(clean_text("d\xc3\xa9"
                   "c") ==
        "d\xc3\xa9"
        "c");
  CHECK(clean_text("a\nb\tc") ==
        "a\xef\xbf\xbd"
        "b\xef\xbf\xbd"
        "c");
  CHECK(clean_text("\xff") == "\xef\xbf\xbd");
  CHECK(clean_text("gpj.\xe2\x80\xae"
                   "exe") ==
        "gpj.\xef\xbf\xbd"
        "exe");
}

TEST_CASE("export text: a URI gives the exact bytes back") {
  std::string bytes;
  for (int i = 1; i < 256; ++i) bytes += static_cast<char>(i);
  const std::string uri = percent_encoded(bytes);
  std::string back;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const auto byte = static_cast<unsigned char>(uri[i]);
    CHECK((byte > 0x20 && byte < 0x7f && byte != '"' && byte != '\\' && byte != '^' &&
           byte != '|' && byte != '#' && byte != '?'));
    if (uri[i] != '%')
      back += uri[i];
    else
      back += static_cast<char>(std::stoi(uri.substr(i + 1, 2), nullptr, 16)), i += 2;
  }
  CHECK(back == bytes);
  CHECK(uri_text("smb://fs01/a b") == "smb://fs01/a%20b");
}

TEST_CASE("export text: cuts break no character") {
  const std::string text = "a\xc3\xa9\xc3\xa9\xc3\xa9z";
  for (std::size_t most = 0; most <= text.size() + 1; ++most) {
    bool cut = false;
    const std::string end(shortened_end(text, most, cut));
    CHECK(end.size() <= most);
    CHECK(clean_text(end) == end);
    CHECK(cut == (most < text.size()));
    const std::string middle = shortened_middle(text, most, cut);
    CHECK(middle.size() <= most);
    CHECK(clean_text(middle) == middle);
  }
  bool cut = false;
  CHECK(shortened_middle("/srv/finance/2019/payroll.xlsx", 21, cut) == "/srv/f...payroll.xlsx");
}

TEST_CASE("export text: times are UTC with milliseconds") {
  CHECK(time_text(0) == "1970-01-01T00:00:00.000Z");
  CHECK(time_text(1'795'312'800'123) == "2026-11-22T02:00:00.123Z");
  CHECK(time_text(-1) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("export text: objects are named from target and path") {
  Object object;
  name_object("smb://fs01:445/finance", "/mnt/finance", "2019/pay roll.xlsx", object);
  CHECK(object.uri == "smb://fs01:445/finance/2019/pay%20roll.xlsx");
  CHECK(object.path == "smb://fs01:445/finance/2019/pay roll.xlsx");
  CHECK(object.host == "fs01");
  CHECK(object.name == "pay roll.xlsx");
  CHECK(object.extension == "xlsx");
  CHECK(object.database.empty());
  Object local;
  name_object("file://host/srv/a%20b", "/srv/a b", "c", local);
  CHECK(local.path == "/srv/a b/c");
  CHECK(local.uri == "file://host/srv/a%20b/c");
  Object table;
  name_object("postgresql://reader@db01:5432/hr", "", "public.employees", table);
  CHECK(table.database == "postgresql");
  CHECK(table.host == "db01");
  CHECK(folder_of("a/b/c/d.txt", 2) == "a/b");
  CHECK(folder_of("a/d.txt", 2) == "a");
  CHECK(folder_of("d.txt", 2).empty());
}

TEST_CASE(
    "export text: pseudonyms are equal for equal names, tell nothing and keep folders apart") {
  Key key{};
  key[0] = 1;
  const Pseudonyms pseudonyms(key);
  const std::string path = pseudonyms.path("hr/jean.dupont/paie.xlsx");
  CHECK(path.size() == 16 + 1 + 16 + 1 + 16 + 5);
  CHECK(path.ends_with(".xlsx"));
  CHECK(path.find("dupont") == std::string::npos);
  CHECK(pseudonyms.path("hr/jean.dupont/x").substr(0, 33) == path.substr(0, 33));
  Key other{};
  other[0] = 2;
  CHECK(Pseudonyms(other).path("hr") != pseudonyms.path("hr"));
  Object object;
  name_object("smb://fs01/home", "", "jdupont/cv.pdf", object);
  object.owner_id = "1004";
  object.owner_name = "jdupont";
  object.locator = "photo jdupont.jpg";
  pseudonyms.apply({Naming::pseudonym, Naming::pseudonym, false, false, 5}, object);
  for (const std::string& text :
       {object.uri, object.relative_uri, object.path, object.name, object.directory, object.locator,
        object.owner_id, object.owner_name})
    CHECK(text.find("jdupont") == std::string::npos);
  CHECK(object.path.starts_with("smb://fs01/home/"));
  CHECK(object.owner_id.size() == 16);
}

}  // namespace braque::exporting
