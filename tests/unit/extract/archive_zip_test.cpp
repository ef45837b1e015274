#include "archive_support.hpp"

using namespace archive_test;

namespace {

std::string noise(std::size_t size) {
  std::string bytes;
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1'664'525 + 1'013'904'223;
    bytes += static_cast<char>(state >> 24);
  }
  return bytes;
}

}  // namespace

TEST_CASE("zip: stored and deflated members come out whole") {
  const std::string big = noise(300'000);
  const auto read = read_all(zip({{"a.txt", "hello"},
                                  {"dir/", "", 0},
                                  {"b.bin", big, 0},
                                  {"c.txt", std::string(100'000, 'c')}}));
  CHECK(read.outcome.status == Status::complete);
  CHECK(read.outcome.bytes == read.outcome.bytes_done);
  REQUIRE(read.collector.members.size() == 3);
  CHECK(read.collector.at("a.txt").content == "hello");
  CHECK(read.collector.at("b.bin").content == big);
  CHECK(read.collector.at("c.txt").content == std::string(100'000, 'c'));
  CHECK(read.collector.at("c.txt").outcome.bytes_done == 100'000);
  CHECK(read.spending.output_bytes == 400'005);
  CHECK(read.spending.entries == 4);
}

TEST_CASE("zip: an empty archive is complete") {
  const auto read = read_all(zip({}));
  CHECK(read.outcome.status == Status::complete);
  CHECK(read.collector.members.empty());
}

TEST_CASE("zip: documents built on zip get their own names") {
  CHECK(detect_container(zip({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", "x"}}), "") ==
        "docx");
  CHECK(detect_container(zip({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.xml", "x"}}), "") ==
        "xlsx");
  CHECK(detect_container(zip({{"[Content_Types].xml", "<a/>"}, {"ppt/slides/slide1.xml", "x"}}),
                         "") == "pptx");
  CHECK(detect_container(zip({{"META-INF/MANIFEST.MF", "x"}}), "") == "jar");
  const std::pair<std::string, std::string_view> types[] = {
      {"application/vnd.oasis.opendocument.text", "odt"},
      {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
      {"application/vnd.oasis.opendocument.presentation", "odp"},
      {"application/epub+zip", "epub"}};
  for (const auto& [type, format] : types)
    CHECK(detect_container(zip({{"mimetype", type, 0}, {"content.xml", "x"}}), "") == format);
  const auto read = read_all(zip({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", "x"}}));
  // It is a document by its names only.
  CHECK(read.outcome.format == "zip");
  CHECK(read.collector.members.size() == 2);
}

TEST_CASE("zip: a wrong checksum is said after the bytes were given") {
  const auto read = read_all(zip({{"bad.txt", "some content", 8, 0, "", 1U}, {"ok.txt", "fine"}}));
  CHECK(read.collector.at("bad.txt").content == "some content");
  CHECK(read.collector.at("bad.txt").outcome.status == Status::partial);
  CHECK(read.collector.at("bad.txt").outcome.reason == Reason::corrupt);
  CHECK(read.collector.at("ok.txt").outcome.status == Status::complete);
  CHECK(read.outcome.status == Status::partial);
  CHECK(read.outcome.reason == Reason::corrupt);
}

TEST_CASE("zip: encrypted members are said one by one, the others are read") {
  const auto read = read_all(zip({{"secret.csv", "x", 0, 1, "0123456789abcdef"},
                                  {"aes.csv", "x", 99, 1, "0123456789abcdef"},
                                  {"open.txt", "read me"}}));
  CHECK(read.collector.at("secret.csv").outcome.reason == Reason::encrypted);
  CHECK(read.collector.at("secret.csv").outcome.status == Status::skipped);
  CHECK(read.collector.at("aes.csv").outcome.reason == Reason::encrypted);
  CHECK(read.collector.at("open.txt").content == "read me");
  CHECK(read.outcome.status == Status::partial);
  CHECK(read.outcome.reason == Reason::encrypted);
  const auto all = read_all(zip({{"secret.csv", "x", 99, 1, "0123456789"}}));
  CHECK(all.outcome.status == Status::skipped);
  CHECK(all.outcome.reason == Reason::encrypted);
}

TEST_CASE("zip: cut in the middle, what comes before the cut is read") {
  const std::string whole =
      zip({{"one.txt", "first"}, {"two.bin", noise(90'000), 0}, {"three.txt", "third"}});
  const auto read = read_all(whole.substr(0, 50'000));
  CHECK(read.collector.at("one.txt").content == "first");
  CHECK(read.collector.at("one.txt").outcome.status == Status::complete);
  CHECK(read.collector.at("two.bin").outcome.status == Status::partial);
  CHECK(read.collector.at("two.bin").content.size() > 30'000);
  CHECK(read.outcome.status == Status::partial);
  CHECK(read.outcome.reason == Reason::corrupt);
  CHECK(read.outcome.note.find("central directory") != std::string::npos);
}

TEST_CASE("zip: without its directory the members are read by local headers") {
  const auto read = read_all(zip({{"one.txt", "first"}, {"two.txt", "second"}}, false));
  CHECK(read.collector.at("one.txt").content == "first");
  CHECK(read.collector.at("two.txt").content == "second");
  CHECK(read.outcome.reason == Reason::corrupt);
}

TEST_CASE("zip: many names for one body are read once and all named") {
  std::vector<ZipMember> members{{"k0", std::string(50'000, 'A')}};
  for (int i = 1; i < 250; ++i) {
    members.push_back({"k" + std::to_string(i), members[0].content, 8, 0, "", {}, 0, 0U, false});
  }
  const auto read = read_all(zip(members));
  CHECK(read.outcome.status == Status::complete);
  REQUIRE(read.collector.members.size() == 250);
  CHECK(read.spending.output_bytes == 50'000);
  CHECK(read.collector.members[0].content.size() == 50'000);
  CHECK_FALSE(read.collector.members[249].has_bytes);
  CHECK(read.collector.members[249].outcome.status == Status::complete);
  CHECK(read.collector.members[249].outcome.note == "same bytes as k0");
}

TEST_CASE("zip: a member inside another's bytes is not read again, and said") {
  const std::string inner = zip({{"inner", "inner text", 0}}, false);
  const auto read = read_all(zip(
      {{"outer", "xx" + inner, 0}, {"inner", "inner text", 0, 0, "", {}, 0, 30 + 5 + 2, false}}));
  CHECK(read.collector.at("outer").outcome.status == Status::complete);
  CHECK(read.collector.at("inner").outcome.status == Status::skipped);
  CHECK(read.collector.at("inner").outcome.reason == Reason::corrupt);
  CHECK(read.outcome.reason == Reason::corrupt);
}

TEST_CASE("zip: members that the directory hides are read all the same") {
  ZipMember hidden{"hidden.txt", "hidden text"};
  hidden.listed = false;
  for (int place = 0; place < 3; ++place) {
    std::vector<ZipMember> members{{"a.txt", "a"}, {"b.txt", "b"}};
    members.insert(members.begin() + place, hidden);
    const auto read = read_all(zip(members));
    CHECK(read.collector.at("hidden.txt").content == "hidden text");
    CHECK(read.collector.at("b.txt").content == "b");
    CHECK(read.outcome.reason == Reason::corrupt);
  }
}

TEST_CASE("zip: links are recorded, not followed") {
  const auto read = read_all(zip({{"link", "/etc/passwd", 0, 0, "", {}, 0120777U << 16}}));
  CHECK(read.collector.at("link").outcome.reason == Reason::symlink);
  CHECK(read.outcome.status == Status::complete);
}

TEST_CASE("zip: bytes before and after the archive") {
  const std::string plain = zip({{"a.txt", "hello"}});
  const auto padded = read_all(plain + std::string(100, '\0'));
  CHECK(padded.outcome.status == Status::complete);
  const auto trailing = read_all(plain + "rubbish");
  CHECK(trailing.collector.at("a.txt").content == "hello");
  CHECK(trailing.outcome.status == Status::partial);
  CHECK(trailing.outcome.reason == Reason::corrupt);

  Collector collector;
  ContainerSpending spending{.depth = 1};
  const MemoryFile prefixed("#!/bin/sh\nexec something\n" + plain);
  const Outcome outcome = read_container("zip", prefixed, "x", {}, spending, collector);
  CHECK(collector.at("a.txt").content == "hello");
  CHECK(outcome.status == Status::complete);
}

TEST_CASE("zip: directory entries that point nowhere are said, the others are read") {
  const auto read = read_all(zip({{"a.txt", "hello"},
                                  {"far", "x", 0, 0, "", {}, 0, 0x7ffffff0U, false},
                                  {"odd", "x", 0, 0, "", {}, 0, 3U, false}}));
  CHECK(read.collector.at("a.txt").content == "hello");
  CHECK(read.collector.at("far").outcome.reason == Reason::corrupt);
  CHECK(read.collector.at("odd").outcome.reason == Reason::corrupt);
}

TEST_CASE("zip: other methods go through libarchive, unknown ones are said") {
  const auto read = read_all(zip({{"strange", "x", 97, 0, "whatever"}, {"a.txt", "hello"}}));
  CHECK(read.collector.at("strange").outcome.status == Status::skipped);
  CHECK(read.collector.at("strange").outcome.reason == Reason::unsupported_format);
  CHECK(read.collector.at("a.txt").content == "hello");
  // Method 12: bzip2, whose stream libarchive's own writer makes.
  const std::string text(5000, 'z');
  const std::string bz2 =
      build(archive_write_set_format_raw, archive_write_add_filter_bzip2, {{"x", text}});
  const auto packed = read_all(zip({{"b.txt", text, 12, 0, bz2}}));
  CHECK(packed.collector.at("b.txt").content == text);
  CHECK(packed.collector.at("b.txt").outcome.status == Status::complete);
}

TEST_CASE("zip: libarchive's own zip64 and data-descriptor archives are read") {
  const auto read = read_all(build(archive_write_set_format_zip, nullptr,
                                   {{"a.txt", "alpha"}, {"\xc3\xa9t\xc3\xa9.txt", "beta"}}));
  CHECK(read.outcome.status == Status::complete);
  CHECK(read.collector.at("a.txt").content == "alpha");
  CHECK(read.collector.at("\xc3\xa9t\xc3\xa9.txt").content == "beta");
}

TEST_CASE("zip: random damage never crashes and never passes silently as whole") {
  const std::string good = zip({{"a.txt", noise(500)}, {"b.txt", std::string(5000, 'b')}});
  std::uint32_t state = 99;
  for (int round = 0; round < 2000; ++round) {
    std::string bad = good;
    for (int flips = 0; flips < 3; ++flips) {
      state = state * 1'664'525 + 1'013'904'223;
      bad[4 + (state >> 8) % (bad.size() - 4)] ^= static_cast<char>(1U << (state >> 5 & 7));
    }
    Collector collector;
    ContainerSpending spending{.depth = 1};
    const MemoryFile file(bad);
    const Outcome outcome = read_container("zip", file, "x", {}, spending, collector);
    if (outcome.status == Status::complete) {
      for (const Seen& seen : collector.members) {
        CHECK(seen.outcome.status != Status::partial);
      }
    }
    CHECK(collector.members.size() <= 4);
  }
}
