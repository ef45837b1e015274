// OpenSearch as a server of the test speaks it, over HTTP at a socket: there is no real one in
// Debian.
#include <catch2/catch.hpp>
#include <fstream>

#include "e2e/home.hpp"
#include "support/unix_server.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

enum class Manner { honest, late_shards, deep, no_source, refusing };

json document(int i) {
  return {{"name", {{"first", "Zoé"}, {"last", "Exemple"}}},
          {"mails", {"p" + std::to_string(i) + "@labo-exemple.fr"}},
          {"visits", i}};
}

class Session {
 public:
  Session(int client, Manner manner, std::string log, int documents)
      : client_(client), manner_(manner), log_(std::move(log)), documents_(documents) {}

  void serve() {
    while (true) {
      std::string head;
      while (!head.ends_with("\r\n\r\n")) head += receive(client_, 1);
      std::size_t size = 0;
      if (const std::size_t at = head.find("Content-Length: "); at != std::string::npos)
        size = std::stoul(head.substr(at + 16));
      const std::string body = receive(client_, size);
      const std::string line = head.substr(0, head.find(" HTTP"));
      std::ofstream(log_, std::ios::app)
          << json{{"line", line},
                  {"body", body},
                  {"key", head.find("ApiKey schlüssel") != std::string::npos}}
                 .dump()
          << "\n";
      const std::string path = line.substr(line.find(' ') + 1);
      const std::string text = answer(path, body.empty() ? json() : json::parse(body));
      const bool refused = manner_ == Manner::refusing && path.find("_search") != std::string::npos;
      send_all(client_, std::string("HTTP/1.1 ") + (refused ? "403 Forbidden" : "200 OK") +
                            "\r\nContent-Type: application/json\r\nContent-Length: " +
                            std::to_string(text.size()) + "\r\n\r\n" + text);
    }
  }

 private:
  std::string answer(const std::string& path, const json& body) {
    if (path == "/") return R"({"version": {"number": "2.11.0", "distribution": "opensearch"}})";
    if (path.starts_with("/_cat/indices"))
      return R"([{"index": "people", "status": "open", "docs.count": "9", "store.size": "90000"}, {"index": ".security", "status": "open"},
                 {"index": "old", "status": "close"}])";
    if (path == "/people/_count") return json{{"count", documents_}}.dump();
    if (path == "/people/_mapping")
      return manner_ == Manner::no_source
                 ? R"({"people": {"mappings": {"_source": {"enabled": false}}}})"
                 : R"({"people": {"mappings": {"properties": {}}}})";
    if (path.find("_search") == std::string::npos) return "{}";
    if (body.contains("size")) page_ = body["size"];
    if (body.contains("scroll_id") && !body.contains("scroll")) return R"({"succeeded": true})";
    json hits = json::array();
    for (int i = 0; i < page_ && given_ < documents_; ++i)
      hits.push_back({{"_id", std::to_string(given_)}, {"_source", document(given_)}}), ++given_;
    json answered = {
        {"_scroll_id", "abc"},
        {"timed_out", false},
        {"_shards", {{"failed", manner_ == Manner::late_shards && given_ > page_ ? 1 : 0}}},
        {"hits", {{"hits", hits}}}};
    if (manner_ != Manner::deep) return answered.dump();
    return std::string(200'000, '[') + std::string(200'000, ']');
  }

  int client_;
  Manner manner_;
  std::string log_;
  int documents_, page_ = 0, given_ = 0;
};

class OpensearchServer {
 public:
  explicit OpensearchServer(const Home& home, Manner manner = Manner::honest, int documents = 2500)
      : path_(home.tree.path("search")),
        log_(home.tree.path("requests")),
        server_(path_,
                [=, log = log_](int client) { Session(client, manner, log, documents).serve(); }) {}
  std::string uri() const { return "opensearch://localhost?socket=" + path_; }
  std::vector<json> requests() const {
    return json_lines(run_program({{"/bin/cat", log_}, {}, {}}).out);
  }

 private:
  std::string path_, log_;
  UnixServer server_;
};

ProgramResult scan(const Home& home, const OpensearchServer& server,
                   std::vector<std::string> more) {
  std::vector<std::string> words{"scan",  server.uri(), "--format",
                                 "jsonl", "--no-index", "--ledger"};
  words.insert(words.end(), more.begin(), more.end());
  return home.run(words);
}

std::map<std::string, int> emails(const ProgramResult& run) {
  std::map<std::string, int> counts;
  for (const json& record : json_lines(run.out))
    if (record["record"] == "finding" && record["rule"] == "intl.email")
      counts[record["column"]] = record["count"];
  return counts;
}

}  // namespace

TEST_CASE("opensearch: every document of an index, by scrolling, and the search is given back") {
  Home home;
  const OpensearchServer server(home);
  home.tree.file("key", "schlüssel\n");
  ::chmod(home.tree.path("key").c_str(), 0400);
  const ProgramResult run =
      scan(home, server, {"--sample", "full", "--credentials", home.tree.path("key")});
  INFO(run.error << run.out);
  CHECK(emails(run) == std::map<std::string, int>{{"mails", 2500}});
  CHECK(run.out.find("permission_denied") != std::string::npos);  // the closed index
  const std::vector<json> requests = server.requests();
  for (const json& request : requests) {
    INFO(request.dump());
    CHECK(request["key"] == true);
    const std::string line = request["line"];
    CHECK((line.starts_with("GET ") || line.starts_with("POST /people/_search?scroll=") ||
           line == "POST /_search/scroll" || line == "DELETE /_search/scroll"));
  }
  CHECK(requests.back()["line"] == "DELETE /_search/scroll");
  CHECK(run.out.find("schl") == std::string::npos);
}

TEST_CASE("opensearch: a sample is a search in a seeded order") {
  Home home;
  const OpensearchServer server(home, Manner::honest, 50'000);
  const ProgramResult run = scan(home, server, {"--sample", "1200"});
  INFO(run.error << run.out);
  CHECK(emails(run) == std::map<std::string, int>{{"mails", 1201}});
  bool seeded = false;
  for (const json& request : server.requests())
    seeded =
        seeded ||
        std::string(request["body"]).find("\"random_score\":{\"field\":\"_seq_no\",\"seed\":") !=
            std::string::npos;
  CHECK(seeded);
}

TEST_CASE("opensearch: what cannot be read is said") {
  const std::map<Manner, std::string> wanted{{Manner::late_shards, "timeout"},
                                             {Manner::deep, "corrupt"},
                                             {Manner::no_source, "unsupported_format"},
                                             {Manner::refusing, "permission_denied"}};
  for (const auto& [manner, reason] : wanted) {
    Home home;
    const OpensearchServer server(home, manner);
    const ProgramResult run = scan(home, server, {"--sample", "full"});
    INFO("manner " << static_cast<int>(manner) << run.error << run.out.substr(0, 2000));
    bool said = false;
    for (const json& record : json_lines(run.out))
      said = said || (record["record"] == "item" && record["reason"] == reason &&
                      std::string(record["item"]).ends_with("people"));
    CHECK(said);
    CHECK(run.exit_code != 0);
  }
}

TEST_CASE("opensearch: without TLS only at a socket, or when it was waived") {
  Home home;
  CHECK(
      home.run({"scan", "opensearch://localhost:1", "--no-index", "--format", "jsonl"}).exit_code ==
      4);
}
