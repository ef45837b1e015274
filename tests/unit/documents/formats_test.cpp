#include "documents/document_formats.hpp"

#include <algorithm>

#include "../extract/archive_support.hpp"

using namespace archive_test;

TEST_CASE("formats are listed once and in order") {
  const auto formats = documents::document_formats();
  CHECK(std::is_sorted(formats.begin(), formats.end(),
                       [](const auto& a, const auto& b) { return a.name < b.name; }));
  CHECK(std::adjacent_find(formats.begin(), formats.end(), [](const auto& a, const auto& b) {
          return a.name == b.name;
        }) == formats.end());
}

TEST_CASE("formats that one reader serves with another are listed, too") {
  const auto formats = documents::document_formats();
  for (const std::string_view name : {"emlx", "mht", "mmdf", "msg", "xlsb", "numbers", "odg"})
    CHECK(std::count_if(formats.begin(), formats.end(),
                        [&](const auto& format) { return format.name == name; }) == 1);
}

TEST_CASE("no reader minds bytes that are not its own") {
  for (const auto& format : documents::document_formats()) {
    for (const std::string& bytes : {std::string(), std::string(5000, '\0'),
                                     std::string(70'000, '\xff'), std::string("PK\x03\x04")}) {
      INFO(format.name << ", " << bytes.size() << " bytes");
      const MemoryFile file(bytes);
      ContainerSpending spending;
      spending.depth = 1;
      Collector collector;
      const Outcome outcome = read_container(format.name, file, "x", {}, spending, collector);
      CHECK((outcome.status == Status::complete) == (outcome.reason == Reason::none));
    }
  }
}
