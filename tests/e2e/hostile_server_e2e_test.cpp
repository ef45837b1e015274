// A server that speaks PostgreSQL's protocol (documentation, chapter 55) and means harm: it is
// given up within the limits, and nothing of what it sent is believed.
#include <catch2/catch.hpp>

#include "e2e/home.hpp"
#include "support/measured_run.hpp"
#include "support/servers.hpp"
#include "support/unix_server.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = bytes; i-- > 0;) text += static_cast<char>(value >> (8 * i) & 0xff);
  return text;
}

std::string message(char type, const std::string& body) {
  return std::string(1, type) + number(static_cast<std::uint32_t>(body.size() + 4), 4) + body;
}

std::string columns(int count) {
  std::string body = number(static_cast<std::uint32_t>(count), 2);
  for (int i = 0; i < count; ++i)
    body += std::string("c\0", 2) + number(0, 6) + number(25, 4) + number(0xffff, 2) +
            number(0xffffffff, 4) + number(0, 2);
  return message('T', body);
}

std::string row(int count, const std::string& value) {
  std::string body = number(static_cast<std::uint32_t>(count), 2);
  for (int i = 0; i < count; ++i)
    body += number(static_cast<std::uint32_t>(value.size()), 4) + value;
  return message('D', body);
}

/// What the server does once somebody asks for something.
enum class Harm { endless_rows, huge_value, wrong_shape, garbage, hang_up };

[[noreturn]] void serve(int client, Harm harm) {
  const auto send = [&](const std::string& bytes) { send_all(client, bytes); };
  char buffer[65536];
  if (::read(client, buffer, sizeof buffer) <= 0) ::_exit(0);
  send(message('R', number(0, 4)) +
       message('S', std::string("server_version\0"
                                "15.1\0",
                                20)) +
       message('Z', "I"));
  if (::read(client, buffer, sizeof buffer) <= 0) ::_exit(0);
  const std::string answer = message('1', "") + message('2', "");
  switch (harm) {
    case Harm::endless_rows: {
      send(answer + columns(4));
      std::string many;
      for (int i = 0; i < 100; ++i) many += row(4, std::string(1000, 'x'));
      while (true) send(many);
    }
    case Harm::huge_value: {
      send(answer + columns(1) + "D" + number(0x7ffffff0, 4) + number(1, 2) +
           number(0x7fffffe0, 4));
      while (true) send(std::string(65536, 'x'));
    }
    case Harm::wrong_shape:
      send(answer + columns(2) + row(1, "\xff\xfe") + message('C', std::string("SELECT 1\0", 9)) +
           message('Z', "I"));
      break;
    case Harm::garbage:
      send(std::string(5000, '\xee'));
      break;
    case Harm::hang_up:
      break;
  }
  ::_exit(0);
}

}  // namespace

TEST_CASE("a hostile server is given up within the limits") {
  constexpr std::uint64_t kMemoryMax = 512ULL
                                       << 20;  // 128 MiB may arrive, and libpq grows by doubling
  for (const Harm harm :
       {Harm::endless_rows, Harm::huge_value, Harm::wrong_shape, Harm::garbage, Harm::hang_up}) {
    Home home;
    const UnixServer server(home.tree.path(".s.PGSQL.5432"),
                            [harm](int client) { serve(client, harm); });
    const Program program{
        {BRAQUE_PROGRAM, "scan", "postgresql://reader@/crm?host=" + home.tree.path(), "--no-index",
         "--format", "jsonl"},
        {},
        home.environment()};
    const MeasuredRun run = run_measured(program, home.tree.path("out"));
    const std::string said =
        run_program({{"/bin/cat", home.tree.path("out"), home.tree.path("out.err")}, {}, {}}).out;
    INFO("harm " << static_cast<int>(harm) << ": " << said);
    CHECK(run.exit_code == 4);
    CHECK(said.find("xxxx") == std::string::npos);
    CHECK(run.peak_rss_bytes < kMemoryMax);
  }
}
