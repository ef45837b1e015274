#include <sys/resource.h>

#include <ctime>

#include "archive_support.hpp"

using namespace archive_test;

namespace {

/// `mebibytes` of zeros, gzipped without holding them.
std::string gzip_of_zeros(std::size_t mebibytes) {
  const std::string block(1 << 20, '\0');
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(mebibytes * 2048 + 4096, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  for (std::size_t i = 0; i < mebibytes; ++i) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
    stream.avail_in = static_cast<uInt>(block.size());
    REQUIRE(deflate(&stream, i + 1 == mebibytes ? Z_FINISH : Z_NO_FLUSH) >= Z_OK);
  }
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

TEST_CASE("a gzip bomb ends at the ratio, with what came before, in constant memory") {
  const std::string bomb = gzip_of_zeros(600);
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  const auto read = read_all(bomb, "zeros.gz");
  getrusage(RUSAGE_SELF, &after);
  CHECK(read.outcome.status == Status::partial);
  CHECK(read.outcome.reason == Reason::budget_ratio);
  CHECK(read.collector.at("zeros").outcome.reason == Reason::budget_ratio);
  CHECK(read.collector.at("zeros").outcome.bytes_done >= 64U << 20);
  CHECK(read.spending.output_bytes <= 201 * bomb.size() + (1U << 20));
  CHECK(after.ru_maxrss - before.ru_maxrss < 16 * 1024);  // KiB
}

TEST_CASE("one exploding member does not cost its neighbours in a big zip") {
  // The bomb is 1000:1 within an item whose ratio stays below the limit.
  std::string noise(2 << 20, '\0');
  std::uint32_t state = 3;
  for (char& c : noise) c = static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
  const auto read = read_all(zip(
      {{"bomb", std::string(200 << 20, 'x')}, {"noise", noise, 0}, {"after.txt", "still read"}}));
  CHECK(read.collector.at("bomb").outcome.reason == Reason::budget_ratio);
  CHECK(read.collector.at("after.txt").content == "still read");
  CHECK(read.outcome.reason == Reason::budget_ratio);
  CHECK(read.outcome.status == Status::partial);
}

TEST_CASE("limits of bytes per entry, per item, and of entries") {
  const std::string bytes = zip({{"big", std::string(5000, 'x')}, {"small", "y"}, {"last", "z"}});
  Budget budget;
  budget.entry_bytes_max = 1000;
  auto read = read_all(bytes, "x", budget);
  CHECK(read.collector.at("big").content.size() == 1000);
  CHECK(read.collector.at("big").outcome.reason == Reason::budget_bytes);
  CHECK(read.collector.at("big").outcome.bytes == 5000);
  CHECK(read.collector.at("last").content == "z");

  budget.entry_bytes_max = 5000;  // exactly its size: nothing was cut
  CHECK(read_all(bytes, "x", budget).outcome.status == Status::complete);

  budget = {};
  budget.output_bytes_max = 5001;
  read = read_all(bytes, "x", budget);
  CHECK(read.collector.at("small").outcome.status == Status::complete);
  CHECK(read.collector.at("last").outcome.reason == Reason::budget_bytes);
  CHECK(read.outcome.reason == Reason::budget_bytes);

  // What comes out of a large item may be twice its size.
  const std::string stored = zip({{"one", std::string(5000, 'x'), 0},
                                  {"two", std::string(5000, 'y'), 0},
                                  {"three", std::string(12'000, 'z')}});
  budget.output_bytes_max = 10;
  read = read_all(stored, "x", budget);
  CHECK(read.collector.at("two").content.size() == 5000);
  CHECK(read.collector.at("three").outcome.reason == Reason::budget_bytes);
  CHECK(read.spending.output_bytes == 2 * stored.size());

  budget = {};
  budget.entries_max = 2;
  read = read_all(bytes, "x", budget);
  CHECK(read.collector.members.size() == 2);
  CHECK(read.outcome.reason == Reason::budget_entries);

  const std::string tar = build(archive_write_set_format_ustar, archive_write_add_filter_gzip,
                                {{"big", std::string(5000, 'x')}, {"small", "y"}, {"last", "z"}});
  read = read_all(tar, "x.tgz", budget);
  CHECK(read.collector.members.size() == 2);
  CHECK(read.outcome.reason == Reason::budget_entries);
  budget = {};
  budget.entry_bytes_max = 1000;
  read = read_all(tar, "x.tgz", budget);
  CHECK(read.collector.at("big").content.size() == 1000);
  CHECK(read.collector.at("last").content == "z");
}

TEST_CASE("solid archives go on after a member beyond its limit") {
  Budget budget;
  budget.entry_bytes_max = 1000;
  const auto read =
      read_all(build(archive_write_set_format_7zip, nullptr,
                     {{"big", std::string(50'000, 'x')}, {"small", "y"}, {"last", "z"}}),
               "x", budget);
  CHECK(read.collector.at("big").outcome.reason == Reason::budget_bytes);
  CHECK(read.collector.at("last").content == "z");
}

TEST_CASE("a header that claims a name of gigabytes does not get them") {
  // cpio newc: magic, then 13 fields of 8 hexadecimal digits; the 12th is the name's length.
  std::string header = "070701";
  for (int field = 1; field <= 13; ++field) header += field == 12 ? "70000000" : "00000000";
  header.replace(6 + 8, 8, "000081a4");
  rusage before{}, after{};
  const std::string bytes = header + std::string(100 << 20, 'n');
  getrusage(RUSAGE_SELF, &before);
  const auto read = read_all(bytes);
  getrusage(RUSAGE_SELF, &after);
  CHECK(read.outcome.status == Status::skipped);
  CHECK(read.outcome.reason != Reason::none);
  CHECK(after.ru_maxrss - before.ru_maxrss < 200 * 1024);  // KiB; the file's copy is 100 MiB of it
}

TEST_CASE("limits of depth and time") {
  const std::string bytes = zip({{"a", "text"}});
  const MemoryFile file(bytes);
  Budget budget;
  Collector collector;
  ContainerSpending spending{.depth = budget.depth_max + 1};
  Outcome outcome = read_container("zip", file, "x", budget, spending, collector);
  CHECK(outcome.status == Status::skipped);
  CHECK(outcome.reason == Reason::budget_depth);
  CHECK(collector.members.empty());

  spending = {.depth = 1, .deadline_ns = 1};  // long ago
  outcome = read_container("zip", file, "x", budget, spending, collector);
  CHECK(outcome.reason == Reason::budget_time);
  for (std::string_view format : {"tar", "gz", "7z"}) {
    spending = {.depth = 1, .deadline_ns = 1};
    outcome = read_container(format, file, "x", budget, spending, collector);
    CHECK(outcome.reason == Reason::budget_time);
  }
}

TEST_CASE("a read failure of the input is the container's reason") {
  const std::string tar = build(archive_write_set_format_ustar, nullptr,
                                {{"a", "text"}, {"b", std::string(900'000, 'b')}});
  Collector collector;
  ContainerSpending spending{.depth = 1};
  const MemoryFile failing(tar, 500'000);
  const Outcome outcome = read_container("tar", failing, "x", {}, spending, collector);
  CHECK(outcome.status == Status::partial);
  CHECK(outcome.reason == Reason::io_error);
  CHECK(collector.at("a").content == "text");
  CHECK(collector.at("b").outcome.reason == Reason::io_error);
  CHECK(collector.at("b").outcome.bytes_done > 400'000);

  const MemoryFile failing_gzip(gzipped("x") + std::string(10, '\0'), 12);
  spending = {.depth = 1};
  CHECK(read_container("gz", failing_gzip, "x", {}, spending, collector).reason ==
        Reason::io_error);
}

TEST_CASE("the sink may stop early") {
  Collector collector;
  collector.stop_after = 1;
  ContainerSpending spending{.depth = 1};
  const MemoryFile file(zip({{"a", "1"}, {"b", "2"}}));
  read_container("zip", file, "x", {}, spending, collector);
  CHECK(collector.members.size() == 1);
}

TEST_CASE("speed of zip and gzip", "[.speed]") {
  std::string text;
  std::uint32_t state = 3;
  while (text.size() < 100U << 20) {
    state = state * 1'664'525 + 1'013'904'223;
    text += "2024-05-" + std::to_string(state >> 27) + ";order " + std::to_string(state >> 9) +
            ";Some Street;Town;" + std::to_string(state >> 16) + "\n";
  }
  for (const std::string& bytes : {zip({{"a.csv", text}}), gzipped(text)}) {
    Collector collector;
    collector.kept_max = 0;
    ContainerSpending spending{.depth = 1};
    const MemoryFile file(bytes);
    const std::clock_t start = std::clock();  // CPU time: the machine may be busy
    const auto format = detect_container(std::string_view(bytes).substr(0, 1000), "");
    REQUIRE(read_container(format, file, "x", {}, spending, collector).status == Status::complete);
    const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    std::printf("%s: %.0f MB/s of output, %.0f MB/s of input\n", std::string(format).c_str(),
                static_cast<double>(text.size()) / 1e6 / taken,
                static_cast<double>(bytes.size()) / 1e6 / taken);
  }
}
