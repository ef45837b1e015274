// Readers that do what a taken-over or broken parser does: each costs its own file only.
#include <catch2/catch.hpp>

#include "base/sanitized.hpp"
#include "pool_support.hpp"
#include "sandbox/kernel.hpp"

using namespace sandbox_test;

namespace {

Budget impatient() {
  Budget budget;
  budget.worker_stall_ms = 300;
  return budget;
}

/// A well-behaved file after the others: the pool still works.
void check_neighbour(ContainerReader& pool) {
  KeepingSink sink;
  const MemoryInput input("..");
  CHECK(read(pool, "members", input, sink).status == Status::complete);
  REQUIRE(sink.kept.size() == 2);
  CHECK(sink.kept[1].content == "1\n");
}

}  // namespace

TEST_CASE("a worker can neither start, open, connect, trace nor signal anything") {
  if (!sandbox::missing_features(sandbox::kernel_offer()).empty()) return;
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input("x");
  for (const char* call : {"exec", "socket", "ptrace", "fork", "kill"}) {
    INFO(call);
    KeepingSink sink;
    const Outcome outcome = read(pool, call, input, sink);
    CHECK(outcome.status == Status::skipped);
    CHECK(outcome.reason == Reason::sandbox_violation);
    CHECK(outcome.note.find("system call that is not allowed (") != std::string::npos);
    CHECK(sink.kept.empty());
  }
  check_neighbour(pool);
  CHECK(pool.missing().empty());
}

TEST_CASE("asking for a file is denied and said") {
  if (!sandbox::missing_features(sandbox::kernel_offer()).empty()) return;
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input("x");
  KeepingSink sink;
  const Outcome outcome = read(pool, "open", input, sink);
  REQUIRE(sink.kept.size() == 1);
  CHECK(sink.kept[0].content == "errno " + std::to_string(EACCES));
  CHECK(outcome.note.find("asked for a file and was denied") != std::string::npos);
}

TEST_CASE("a parser that ends its process is named with its signal") {
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input("x");
  for (const auto& [how, signal] : std::map<std::string, std::string>{
           {"crash", "signal 11 (SIGSEGV)"}, {"abort", "signal 6 (SIGABRT)"}}) {
    KeepingSink sink;
    const Outcome outcome = read(pool, how, input, sink);
    CHECK(outcome.reason == Reason::parser_crash);
    CHECK(outcome.note == "its worker ended by " + signal);
    CHECK(sink.kept.empty());
  }
  check_neighbour(pool);
}

TEST_CASE("a parser that goes in circles is ended") {
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input("x");
  KeepingSink sink;
  const Outcome outcome = read(pool, "hang", input, sink, impatient());
  CHECK(outcome.reason == Reason::timeout);
  check_neighbour(pool);
}

TEST_CASE("memory of a worker has an end, asked for or used") {
  sandbox::PoolOptions options = pool_options();
#if !defined(BRAQUE_SANITIZED)  // then addresses have no bound
  {
    options.budget.worker_memory_bytes_max = 64 << 20;
    sandbox::WorkerPool pool(options);
    const MemoryInput input("x");
    KeepingSink sink;
    CHECK(read(pool, "eat", input, sink).reason == Reason::budget_memory);
    check_neighbour(pool);
  }
#endif
  options.budget.worker_memory_bytes_max = 1ULL << 40;
  options.budget.worker_resident_bytes_max = 64 << 20;
  sandbox::WorkerPool pool(options);
  const MemoryInput input("x");
  KeepingSink sink;
  CHECK(read(pool, "hold", input, sink).reason == Reason::budget_memory);
  check_neighbour(pool);
}

TEST_CASE("what makes no sense ends the worker") {
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input("x");
  KeepingSink sink;
  const Outcome outcome = read(pool, "garbage", input, sink);
  CHECK(outcome.reason == Reason::sandbox_violation);
  CHECK(outcome.note.starts_with("what its worker said made no sense"));
  check_neighbour(pool);
}

TEST_CASE("members before a crash are handed over once") {
  sandbox::WorkerPool pool(pool_options());
  const MemoryInput input("x");
  KeepingSink sink;
  const Outcome outcome = read(pool, "crash-after", input, sink);
  CHECK(outcome.status == Status::partial);
  CHECK(outcome.reason == Reason::parser_crash);
  REQUIRE(sink.kept.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(sink.kept[i].content == "whole");
    CHECK(sink.kept[i].outcome.status == Status::complete);
  }
  // What was flushed of the fourth before the crash, and why it is not whole.
  CHECK(sink.kept[3].content.size() > 100'000);
  CHECK(sink.kept[3].content.size() <= 299 * 4096);
  CHECK(sink.kept[3].outcome.reason == Reason::parser_crash);
}

TEST_CASE("a program that is not there is an outcome") {
  sandbox::PoolOptions options = pool_options();
  options.program = "/nowhere/braque-extract";
  sandbox::WorkerPool pool(options);
  const MemoryInput input("x");
  KeepingSink sink;
  const Outcome outcome = read(pool, "members", input, sink);
  CHECK(outcome.status == Status::skipped);
  CHECK(outcome.reason == Reason::io_error);
}
