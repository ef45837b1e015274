#include <algorithm>
#include <array>
#include <cstring>

#include "extract/byte_input.hpp"
#include "extract/container_readers.hpp"
#include "extract/inflate.hpp"
#include "extract/lzma_unpacker.hpp"
#include "extract/member_name.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kHeadBytes = 64 << 10;

/// The one filter that libarchive applies, as an unpacker.
class FilterUnpacker : public Unpacker {
 public:
  FilterUnpacker(std::string_view format, ByteInput& input)
      : input_(input), reader_(format, input), started_(reader_.next()) {}

  std::size_t unpack(std::span<char> into) override { return started_ ? reader_.unpack(into) : 0; }
  std::uint64_t consumed() const override { return reader_.consumed(); }
  Problem problem() const override {
    if (Problem problem = started_ ? reader_.problem() : reader_.archive_problem()) return problem;
    return trailing();
  }

 private:
  /// libarchive ends quietly at bytes that do not continue the stream.
  Problem trailing() const {
    const std::uint64_t used = reader_.input_used();
    if (!input_.size() || used >= *input_.size()) return {};
    std::array<char, 4096> rest;
    input_.seek(used);
    const std::size_t count = input_.read(rest);
    const bool zeros = std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count),
                                   [](char byte) { return byte == '\0'; });
    if (zeros) return {};
    return {Reason::corrupt, "other bytes follow the compressed data"};
  }

  ByteInput& input_;
  ArchiveReader reader_;
  bool started_;
};

/// Shows the first bytes before they are read.
class PeekedUnpacker : public Unpacker {
 public:
  explicit PeekedUnpacker(Unpacker& inner) : inner_(inner), head_(kHeadBytes, '\0') {
    std::size_t filled = 0;
    while (filled < head_.size()) {
      const std::size_t count = inner_.unpack(std::span<char>(head_).subspan(filled));
      if (count == 0) break;
      filled += count;
    }
    head_.resize(filled);
  }
  std::string_view head() const { return head_; }

  std::size_t unpack(std::span<char> into) override {
    if (given_ == head_.size()) return inner_.unpack(into);
    const std::size_t count = std::min(into.size(), head_.size() - given_);
    std::memcpy(into.data(), head_.data() + given_, count);
    given_ += count;
    return count;
  }
  std::uint64_t consumed() const override { return given_ == 0 ? 0 : inner_.consumed(); }
  Problem problem() const override { return given_ == head_.size() ? inner_.problem() : Problem{}; }

 private:
  Unpacker& inner_;
  std::string head_;
  std::size_t given_ = 0;
};

/// gzip may say what the file was called; else the container's name without its ending.
std::string content_name(const ContainerTask& task) {
  if (task.format == "gz") {
    std::array<char, 8192> head;
    std::optional<ReadFailure> failure;
    const std::size_t count = task.input.read_at(0, head, failure);
    const std::string name = gzip_name({head.data(), count});
    if (!name.empty()) return label(name);
  }
  return unpacked_name(task.name);
}

}  // namespace

std::unique_ptr<Unpacker> make_unpacker(std::string_view format, ByteInput& input,
                                        const Budget& budget) {
  if (format == "gz")
    return std::make_unique<InflateUnpacker>(input, InflateUnpacker::Wrapping::gzip);
  if (format == "zlib")
    return std::make_unique<InflateUnpacker>(input, InflateUnpacker::Wrapping::zlib);
  if (format == "xz" || format == "lzma")
    return std::make_unique<LzmaUnpacker>(
        input, format == "xz" ? LzmaUnpacker::Wrapping::xz : LzmaUnpacker::Wrapping::lzma,
        budget.decoder_window_bytes_max);
  // libarchive's zstd keeps the library's default window limit of 128 MiB; the others have small
  // windows by definition.
  return std::make_unique<FilterUnpacker>(format, input);
}

void read_compressed(ContainerTask& task) {
  RangeInput input(task.input, 0, task.input.size(), task.meter);
  const auto inner = make_unpacker(task.format, input, task.meter.budget);
  PeekedUnpacker unpacker(*inner);
  const std::string_view inside = detect_container(unpacker.head(), "");
  if (inside == "tar" || inside == "cpio") {
    MeteredStream wrapper(unpacker, task.meter, Spend::wrapper);
    StreamInput archive(wrapper);
    {
      ArchiveReader reader(inside, archive);
      // What follows the archive is read to its end: only there the checksum stands.
      if (read_archive_members(reader, task, Spend::unpacked)) wrapper.drain();
    }
    task.tally.add(wrapper.problem());
  } else if (may_go_on(task)) {
    MeteredStream stream(unpacker, task.meter, Spend::member);
    hand_over(task, content_name(task), std::nullopt, stream);
  }
  task.bytes_done = inner->consumed();
}

}  // namespace braque::extract
