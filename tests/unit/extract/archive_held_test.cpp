#include "archive_support.hpp"
#include "privacy/sealed_file.hpp"

using namespace archive_test;

namespace {

/// A stream over a string that may end badly.
class StringStream : public ByteStream {
 public:
  explicit StringStream(std::string content, Reason end = Reason::none)
      : content_(std::move(content)), end_(end) {}
  std::size_t read(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), content_.size() - at_);
    std::memcpy(into.data(), content_.data() + at_, count);
    at_ += count;
    return count;
  }
  Outcome outcome() const override {
    Outcome outcome;
    outcome.status = end_ == Reason::none ? Status::complete : Status::partial;
    outcome.reason = end_;
    outcome.bytes = outcome.bytes_done = at_;
    return outcome;
  }

 private:
  std::string content_;
  std::size_t at_ = 0;
  Reason end_;
};

std::string pattern(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 + (i >> 9));
  return bytes;
}

void check_same(const RandomAccess& held, const std::string& bytes) {
  REQUIRE(held.size() == bytes.size());
  for (std::size_t offset : {std::size_t{0}, bytes.size() / 3, bytes.size() - 1}) {
    std::string read(bytes.size(), '\0');
    std::optional<ReadFailure> failure;
    const std::size_t count = held.read_at(offset, read, failure);
    CHECK_FALSE(failure);
    CHECK(count == bytes.size() - offset);
    CHECK(read.compare(0, count, bytes, offset) == 0);
  }
}

}  // namespace

TEST_CASE("held bytes read back the same from memory and from the encrypted file") {
  Budget budget;
  const std::uint64_t before = SealedFile::process_bytes();
  const std::string small = pattern(700'001), big = pattern(3'000'000);
  budget.memory_file_bytes_max = 1'000'000;
  Outcome outcome;
  StringStream one(small), other(big);
  const auto in_memory = hold_bytes(one, budget, outcome);
  CHECK(outcome.status == Status::complete);
  CHECK(SealedFile::process_bytes() == before);
  check_same(*in_memory, small);
  {
    const auto in_file = hold_bytes(other, budget, outcome);
    CHECK(outcome.status == Status::complete);
    CHECK(SealedFile::process_bytes() == before + big.size());
    check_same(*in_file, big);
  }
  CHECK(SealedFile::process_bytes() == before);
}

TEST_CASE("what was held before a limit or a failure stands") {
  Budget budget;
  budget.memory_file_bytes_max = 200'000;
  budget.temporary_bytes_max = SealedFile::process_bytes() + 500'000;
  Outcome outcome;
  StringStream big(pattern(2'000'000));
  const auto limited = hold_bytes(big, budget, outcome);
  CHECK(outcome.status == Status::partial);
  CHECK(outcome.reason == Reason::budget_bytes);
  CHECK(limited->size() > 0);
  CHECK(limited->size() <= 500'000);
  check_same(*limited, pattern(2'000'000).substr(0, limited->size()));

  StringStream broken(pattern(1000), Reason::corrupt);
  const auto kept = hold_bytes(broken, budget, outcome);
  CHECK(outcome.reason == Reason::corrupt);
  CHECK(kept->size() == 1000);
}

TEST_CASE("a zip in a zip, a 7z in a tar.gz: members are held and opened in turn") {
  const std::string inner =
      build(archive_write_set_format_7zip, nullptr, {{"deep.txt", "deep text"}});
  const std::string outer = build(archive_write_set_format_ustar, archive_write_add_filter_gzip,
                                  {{"middle.zip", zip({{"inner.7z", inner}})}});

  /// Opens containers as a scan would.
  class Descender : public MemberSink {
   public:
    bool member(Member& member) override {
      REQUIRE(member.bytes != nullptr);
      Outcome outcome;
      const auto held = hold_bytes(*member.bytes, budget, outcome);
      std::string head(4096, '\0');
      std::optional<ReadFailure> failure;
      head.resize(held->read_at(0, head, failure));
      const auto format = detect_container(head, member.name);
      path += " > " + member.name;
      if (format.empty()) {
        text = head;
        return true;
      }
      ++spending.depth;
      CHECK(read_container(format, *held, member.name, budget, spending, *this).status ==
            Status::complete);
      --spending.depth;
      return true;
    }
    Budget budget;
    ContainerSpending spending{.depth = 1};
    std::string path, text;
  } sink;
  const MemoryFile file(outer);
  CHECK(read_container("gz", file, "a.tgz", sink.budget, sink.spending, sink).status ==
        Status::complete);
  CHECK(sink.path == " > middle.zip > inner.7z > deep.txt");
  CHECK(sink.text == "deep text");
  CHECK(sink.spending.depth == 1);
  CHECK(sink.spending.entries == 3);
}
