// What a worker process adds to reading a container: the same bytes read in this process and
// through braque-extract, one in flight. See bench/results.md.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "model/direct_reader.hpp"
#include "sandbox/worker_pool.hpp"
#include "source/open_file.hpp"

using namespace braque;

namespace {

/// Words as in prose, so that they compress as prose does.
std::string prose(std::size_t size) {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < size) {
    std::string word;
    const std::size_t length = 2 + random() % 8;
    for (std::size_t i = 0; i < length; ++i) word += static_cast<char>('a' + random() % 12);
    text += word + (random() % 12 == 0 ? ".\n" : " ");
  }
  text.resize(size);
  return text;
}

void put(std::string& out, std::uint32_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

/// A zip archive (APPNOTE.TXT 4.3) of deflated members.
std::string zip_of(const std::vector<std::string>& members) {
  std::string out, directory;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string& text = members[i];
    std::string packed(compressBound(text.size()), '\0');
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    const auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
    const std::string name = "part" + std::to_string(i) + ".txt";
    const auto offset = static_cast<std::uint32_t>(out.size());
    std::string common;
    put(common, 20, 2), put(common, 0, 2), put(common, 8, 2), put(common, 0, 4),
        put(common, crc, 4);
    put(common, static_cast<std::uint32_t>(packed.size()), 4);
    put(common, static_cast<std::uint32_t>(text.size()), 4);
    put(common, static_cast<std::uint32_t>(name.size()), 2), put(common, 0, 2);
    out += "PK\x03\x04" + common + name + packed;
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += common;
    put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 2), put(directory, 0, 4);
    put(directory, offset, 4);
    directory += name;
  }
  const auto begin = static_cast<std::uint32_t>(out.size());
  out += directory;
  out += "PK\x05\x06";
  put(out, 0, 4);
  put(out, static_cast<std::uint32_t>(members.size()), 2);
  put(out, static_cast<std::uint32_t>(members.size()), 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, begin, 4), put(out, 0, 2);
  return out;
}

source::OpenFile file_of(const std::string& bytes) {
  Descriptor descriptor(::memfd_create("bench", MFD_CLOEXEC));
  if (::write(descriptor.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    std::abort();
  ItemMetadata metadata;
  metadata.size = metadata.allocated_bytes = bytes.size();
  return source::OpenFile(std::move(descriptor), metadata);
}

class Discard : public MemberSink {
 public:
  std::uint64_t bytes = 0;
  bool member(Member& member) override {
    while (member.bytes != nullptr) {
      const std::size_t count = member.bytes->read(buffer_);
      if (count == 0) break;
      bytes += count;
    }
    return true;
  }

 private:
  std::vector<char> buffer_ = std::vector<char>(64 << 10);
};

sandbox::WorkerPool& pool() {
  sandbox::PoolOptions options;
  options.program = BRAQUE_EXTRACT;
  options.budget.worker_files_max = ~0ULL;
  static sandbox::WorkerPool pool(options);
  return pool;
}

void read_all(benchmark::State& state, ContainerReader& reader, const std::string& bytes) {
  const source::OpenFile file = file_of(bytes);
  std::uint64_t total = 0;
  for (auto _ : state) {
    Discard sink;
    ContainerSpending spending;
    spending.depth = 1;
    const Outcome outcome = reader.read("zip", file, "bench.zip", {}, spending, sink);
    if (outcome.status != Status::complete) state.SkipWithError(outcome.note.c_str());
    total += sink.bytes;
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(total));
}

const std::string& small_text() {
  static const std::string zip = zip_of({prose(4096)});
  return zip;
}

/// 20 KB that unpack to 75 KB, as a short letter does.
const std::string& office_like() {
  static const std::string zip = [] {
    std::vector<std::string> members;
    for (const std::size_t size : {48'000, 16'000, 4'000, 4'000, 2'000, 1'000})
      members.push_back(prose(size));
    return zip_of(members);
  }();
  return zip;
}

const std::string& large() {
  static const std::string zip = zip_of({prose(32 << 20)});
  return zip;
}

void text_4k_in_process(benchmark::State& state) {
  DirectReader reader;
  read_all(state, reader, small_text());
}
void text_4k_in_worker(benchmark::State& state) { read_all(state, pool(), small_text()); }
void office_in_process(benchmark::State& state) {
  DirectReader reader;
  read_all(state, reader, office_like());
}
void office_in_worker(benchmark::State& state) { read_all(state, pool(), office_like()); }
void large_in_process(benchmark::State& state) {
  DirectReader reader;
  read_all(state, reader, large());
}
void large_in_worker(benchmark::State& state) { read_all(state, pool(), large()); }

BENCHMARK(text_4k_in_process)->UseRealTime();
BENCHMARK(text_4k_in_worker)->UseRealTime();
BENCHMARK(office_in_process)->UseRealTime();
BENCHMARK(office_in_worker)->UseRealTime();
BENCHMARK(large_in_process)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(large_in_worker)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
