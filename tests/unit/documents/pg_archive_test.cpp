// Archives of pg_dump, written here field by field as pg_backup_archiver.c does.
#include "../extract/archive_support.hpp"

using namespace braque;
using archive_test::Collector;
using archive_test::MemoryFile;

namespace {

std::string number(std::int64_t value) {
  std::string text(1, value < 0 ? '\1' : '\0');
  const std::uint64_t bytes = static_cast<std::uint64_t>(value < 0 ? -value : value);
  for (int i = 0; i < 4; ++i) text += static_cast<char>(bytes >> (8 * i) & 0xff);
  return text;
}

std::string string(const std::string& text) {
  return number(static_cast<std::int64_t>(text.size())) + text;
}

std::string none() { return number(-1); }

/// Of PostgreSQL 15 (minor 14) or 16 (15); `packing`: a level, or an algorithm.
std::string head(int minor, int packing) {
  std::string text = "PGDMP\x01";
  text += static_cast<char>(minor);
  text += std::string("\0\4\x08\1", 4);
  text += minor >= 15 ? std::string(1, static_cast<char>(packing)) : number(packing);
  for (int i = 0; i < 7; ++i) text += number(0);
  return text + string("crm") + string("15.1") + string("15.1");
}

std::string entry(int id, bool data, const std::string& tag, const std::string& kind,
                  const std::string& definition, const std::string& copy) {
  return number(id) + number(data ? 1 : 0) + string("0") + string("0") + string(tag) +
         string(kind) + number(3) + string(definition) + string("") +
         (copy.empty() ? none() : string(copy)) + string("public") + none() + none() +
         string("owner") + string("false") + string("1") + none() + std::string(9, '\2');
}

std::string deflated(const std::string& plain) {
  uLongf size = compressBound(plain.size());
  std::string packed(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(packed.data()), &size,
                   reinterpret_cast<const Bytef*>(plain.data()), plain.size()) == Z_OK);
  packed.resize(size);
  return packed;
}

/// In chunks of seven bytes, so that nothing falls together with their borders.
std::string chunks(const std::string& bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 7) text += string(bytes.substr(at, 7));
  return text + number(0);
}

const std::string kRows = "1\tÉlodie\tdeux\\tmots\n2\t\\N\t\\\\x504b\n\\.\n\n\n";

std::string pg_archive(int minor, int packing, const std::string& rows) {
  return head(minor, packing) + number(3) +
         entry(7, false, "clients", "TABLE",
               "CREATE TABLE public.clients (id int, \"n\"\"om\" text);\n", "") +
         entry(8, true, "clients", "TABLE DATA", "",
               "COPY public.clients (id, \"n\"\"om\", notes) FROM stdin;\n") +
         entry(9, true, "BLOBS", "BLOBS", "", "") + "\1" + number(8) + chunks(rows) + "\3" +
         number(9) + number(16397) +
         chunks(minor == 14 && packing != 0 ? deflated("une lettre\n") : "une lettre\n") +
         number(0);
}

Outcome read(const std::string& bytes, Collector& collector) {
  const MemoryFile file(bytes);
  ContainerSpending spending;
  spending.depth = 1;
  return read_container("pgdump", file, "crm.dump", {}, spending, collector);
}

void check_members(const Collector& collector) {
  CHECK(collector.at("definitions").content ==
        "CREATE TABLE public.clients (id int, \"n\"\"om\" text);\n\n");
  CHECK(collector.at("public.clients")
            .content.starts_with("id\tn\"om\tnotes\n1\tÉlodie\tdeux mots\n2\t\tPK\n"));
  CHECK(collector.at("large object 16397").content == "une lettre\n");
}

}  // namespace

TEST_CASE(
    "pg_dump's custom archives are tables with their columns, large objects and definitions") {
  CHECK(detect_container(pg_archive(14, 0, kRows), "crm.dump") == "pgdump");
  for (const auto& [minor, packing, rows] :
       {std::tuple{14, 0, kRows}, {14, -1, deflated(kRows)}, {15, 0, kRows}}) {
    Collector collector;
    const Outcome outcome = read(pg_archive(minor, packing, rows), collector);
    INFO("version " << minor << ", packing " << packing << ": " << outcome.note);
    CHECK(outcome.status == Status::complete);
    check_members(collector);
  }
}

TEST_CASE("an archive cut anywhere is partial, and what stood before is read") {
  const std::string bytes = pg_archive(14, -1, deflated(kRows));
  const std::size_t data = bytes.find("\1" + number(8));
  for (std::size_t size = 11; size < bytes.size(); size += 3) {
    Collector collector;
    const Outcome outcome = read(bytes.substr(0, size), collector);
    INFO("cut at " << size << " of " << bytes.size());
    if (size != data) CHECK(outcome.status != Status::complete);
    if (size > data)
      CHECK(collector.at("definitions").content.starts_with("CREATE TABLE public.clients"));
  }
}

TEST_CASE("an archive of an unknown version says so, and its clear text is read") {
  std::string bytes = pg_archive(14, 0, kRows);
  bytes[6] = '\x30';
  Collector collector;
  const Outcome outcome = read(bytes, collector);
  CHECK(outcome.status != Status::complete);
  CHECK(outcome.reason == Reason::unsupported_format);
  CHECK(outcome.note.find("pg_restore") != std::string::npos);
  CHECK(collector.at("").content == bytes);
}

TEST_CASE("lengths that nothing stands behind take no memory") {
  Collector collector;
  const std::string lying =
      head(14, 0) + number(0x7fffffff) + number(1) + number(0) + number(0x7ffffff0) + "abc";
  CHECK(read(lying, collector).reason == Reason::corrupt);
}
