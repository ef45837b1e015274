// Reading through workers: the sink gets what a reader in this process would give it, whatever
// happens to the workers on the way.
#include <catch2/catch.hpp>

#include "pool_support.hpp"
#include "privacy/sealed_file.hpp"

using namespace sandbox_test;

namespace {

std::string numbered(std::size_t number, std::size_t repeats) {
  std::string text;
  for (std::size_t i = 0; i < repeats; ++i) text += std::to_string(number) + "\n";
  return text;
}

/// Bytes in an encrypted file, as nested containers are held.
class SealedInput : public RandomAccess {
 public:
  explicit SealedInput(const std::string& content) { REQUIRE(file_.append(content).has_value()); }
  std::uint64_t size() const override { return file_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>&) const override {
    auto count = file_.read_at(offset, into);
    return count ? *count : 0;
  }
  std::optional<Shared> shared() const override {
    return Shared{file_.descriptor(), file_.size(), file_.key()};
  }

 private:
  SealedFile file_;
};

/// Reads a container inside of each member.
class NestingSink : public MemberSink {
 public:
  explicit NestingSink(ContainerReader& pool) : pool_(pool) {}
  bool member(Member& member) override {
    std::vector<char> buffer(100);
    while (member.bytes->read(buffer) > 0) {
    }
    if (spending.depth == 3) {
      ++leaves;
      return true;
    }
    ++spending.depth;
    const MemoryInput inner("...");
    outcomes.push_back(pool_.read("members", inner, "inner", {}, spending, *this));
    --spending.depth;
    return true;
  }
  ContainerSpending spending;
  std::vector<Outcome> outcomes;
  int leaves = 0;

 private:
  ContainerReader& pool_;
};

}  // namespace

TEST_CASE("members come whole and in order, whatever their size") {
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input("..L.L");
  KeepingSink sink;
  const Outcome outcome = read(pool, "members", input, sink);
  CHECK(outcome.status == Status::complete);
  CHECK(outcome.format == "members");
  REQUIRE(sink.kept.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    const bool large = i == 2 || i == 4;
    CHECK(sink.kept[i].name == "member " + std::to_string(i));
    CHECK((sink.kept[i].content == numbered(i, large ? 1'000'000 : 1)));
    CHECK(sink.kept[i].outcome.bytes_done == sink.kept[i].content.size());
  }
}

TEST_CASE("a member that nobody wants is passed over") {
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input(".L.");
  KeepingSink sink;
  sink.unread = "member 1";
  CHECK(read(pool, "members", input, sink).status == Status::complete);
  REQUIRE(sink.kept.size() == 3);
  CHECK(sink.kept[1].content.empty());
  CHECK(sink.kept[2].content == "2\n");
}

TEST_CASE("encrypted and plain input are the same to a worker") {
  sandbox::WorkerPool pool(pool_options());
  std::string content;
  for (int i = 0; i < 200'000; ++i) content += std::to_string(i) + " ";
  KeepingSink plain, sealed;
  CHECK(read(pool, "copy", MemoryInput(content), plain).status == Status::complete);
  CHECK(read(pool, "copy", SealedInput(content), sealed).status == Status::complete);
  REQUIRE(plain.kept.size() == 1);
  REQUIRE(sealed.kept.size() == 1);
  CHECK((plain.kept[0].content == content));
  CHECK((sealed.kept[0].content == content));
}

TEST_CASE("what containers spend inside of one another adds up") {
  sandbox::WorkerPool pool(pool_options());
  NestingSink sink(pool);
  sink.spending.depth = 1;
  const MemoryInput input("...");
  CHECK(pool.read("members", input, "outer", {}, sink.spending, sink).status == Status::complete);
  CHECK(sink.leaves == 27);
  CHECK(sink.outcomes.size() == 3 + 9);
  for (const Outcome& outcome : sink.outcomes) CHECK(outcome.status == Status::complete);
  CHECK(sink.spending.entries == 3 + 9 + 27);
  CHECK(sink.spending.output_bytes == 2 * (3 + 9 + 27));
}

TEST_CASE("a worker that is killed from outside is replaced, and nothing is lost or doubled") {
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input(".LL.L");
  KeepingSink untouched;
  REQUIRE(read(pool, "members", input, untouched).status == Status::complete);
  for (const std::size_t moment : {std::size_t{1}, std::size_t{10'000}, std::size_t{1'000'000}}) {
    KeepingSink sink;
    bool killed = false;
    sink.during = [&](const std::string& name, std::size_t read) {
      if (killed || name != "member 2" || read < moment) return;
      killed = true;
      // The oldest child is the fork server.
      const std::vector<pid_t> processes = children();
      for (std::size_t i = 1; i < processes.size(); ++i) ::kill(processes[i], SIGKILL);
    };
    CHECK(read(pool, "members", input, sink).status == Status::complete);
    CHECK(killed);
    CHECK((sink.kept == untouched.kept));
  }
}

TEST_CASE("a fork server that is killed is started again") {
  sandbox::PoolOptions options = pool_options();
  options.budget.worker_files_max = 1;  // every file takes a new worker
  sandbox::WorkerPool pool(options);
  const MemoryInput input("...");
  for (int round = 0; round < 3; ++round) {
    KeepingSink sink;
    CHECK(read(pool, "members", input, sink).status == Status::complete);
    CHECK(sink.kept.size() == 3);
    for (const pid_t process : children()) ::kill(process, SIGKILL);
  }
}

TEST_CASE("a pool leaves neither processes nor descriptors behind") {
  const std::size_t descriptors = open_descriptors();
  {
    sandbox::WorkerPool pool(pool_options());
    const MemoryInput input("..L");
    for (int i = 0; i < 5; ++i) {
      KeepingSink sink;
      read(pool, i % 2 == 0 ? "members" : "crash", input, sink);
    }
    CHECK(children().size() >= 2);
  }
  CHECK(children().empty());
  CHECK(open_descriptors() == descriptors);
}

TEST_CASE("without a lock-down the processes are the same") {
  sandbox::PoolOptions options = pool_options();
  options.mode = sandbox::Mode::off;
  sandbox::WorkerPool pool(options);
  KeepingSink sink;
  const MemoryInput input("x");
  read(pool, "open", input, sink);
  REQUIRE(sink.kept.size() == 1);
  CHECK(sink.kept[0].content == "done");
  CHECK(pool.missing() == "off");
}
