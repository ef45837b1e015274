// MongoDB as a server of the test speaks it (MongoDB Wire Protocol: OP_MSG, and OP_QUERY for the
// first greeting): there is no real one in Debian.
#include <bson/bson.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "e2e/home.hpp"
#include "support/unix_server.hpp"

using namespace braque::test;
using nlohmann::json;

namespace {

/// A document as bytes, from JSON.
std::string bson(const std::string& text) {
  bson_error_t error;
  bson_t* made = bson_new_from_json(reinterpret_cast<const std::uint8_t*>(text.data()),
                                    static_cast<ssize_t>(text.size()), &error);
  if (made == nullptr) throw std::runtime_error(error.message + (": " + text));
  std::string bytes(reinterpret_cast<const char*>(bson_get_data(made)), made->len);
  bson_destroy(made);
  return bytes;
}

json read_bson(const std::string& bytes) {
  bson_t document;
  if (!bson_init_static(&document, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                        bytes.size()))
    ::_exit(1);
  char* text = bson_as_relaxed_extended_json(&document, nullptr);
  const json parsed = json::parse(text);
  bson_free(text);
  return parsed;
}

std::string little(std::int64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i)
    text += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xff);
  return text;
}

enum class Manner { honest, refusing, damaged, endless };

/// What the collection "people" holds: numbers and object ids as _id, so that an order by one type
/// loses rows.
std::string person(int i) {
  const std::string n = std::to_string(i);
  char id[64];
  std::snprintf(id, sizeof id, i < 700 ? "%d" : "{\"$oid\": \"%024x\"}", i);
  return R"({"_id": )" + std::string(id) +
         R"(, "name": {"first": "Zoé", "last": "Exemple"}, "mails": ["p)" + n +
         R"(@labo-exemple.fr", "q)" + n +
         R"(@labo-exemple.fr"], "born": {"$date": {"$numberLong": "-86400000"}}, "none": null, "note": "rien"})";
}

class Session {
 public:
  Session(int client, Manner manner, std::string log, int people)
      : client_(client), manner_(manner), log_(std::move(log)), people_(people) {}

  void serve() {
    while (true) {
      const std::string head = receive(client_, 16);
      const auto field = [&](std::size_t at) {
        return static_cast<std::int32_t>(static_cast<unsigned char>(head[at]) |
                                         static_cast<unsigned char>(head[at + 1]) << 8 |
                                         static_cast<unsigned char>(head[at + 2]) << 16 |
                                         static_cast<unsigned char>(head[at + 3]) << 24);
      };
      const std::string body = receive(client_, static_cast<std::size_t>(field(0)) - 16);
      constexpr std::int32_t kQuery = 2004, kMessage = 2013;
      request_ = field(4);
      if (field(12) == kQuery) {
        const std::string answered = bson(greeting().dump());
        reply(1, little(8, 4) + little(0, 8) + little(0, 4) + little(1, 4) + answered);
      } else if (field(12) == kMessage) {
        const std::string answered = answer(read_bson(body.substr(5)));
        reply(kMessage, little(0, 4) + std::string(1, '\0') + answered);
      }
    }
  }

 private:
  void reply(std::int32_t kind, const std::string& body) {
    send_all(client_, little(static_cast<std::int64_t>(body.size()) + 16, 4) + little(++sent_, 4) +
                          little(request_, 4) + little(kind, 4) + body);
  }

  static json greeting() {
    return {{"ismaster", true},
            {"helloOk", true},
            {"maxBsonObjectSize", 16777216},
            {"maxMessageSizeBytes", 48000000},
            {"maxWriteBatchSize", 100000},
            {"minWireVersion", 0},
            {"maxWireVersion", 13},
            {"readOnly", false},
            {"ok", 1}};
  }

  /// A cursor's batch: the documents' bytes are spliced in behind the rest, so that they may be
  /// damaged.
  std::string batch(const json& command, const char* name, int from, int to) {
    const int size = command.value("batchSize", 101);
    const bool endless = manner_ == Manner::endless;
    const int end = endless ? from + size : std::min(to, from + size);
    std::string list;
    for (int i = from; i < end; ++i) {
      std::string document = bson(person(endless ? i % 1000 : i));
      if (manner_ == Manner::damaged && i % 2 == 1) document[document.find("mails") + 8] = '\x7f';
      list += "\3" + std::to_string(i - from) + std::string(1, '\0') + document;
    }
    list = little(static_cast<std::int64_t>(list.size()) + 5, 4) + list + std::string(1, '\0');
    next_ = end;
    last_ = to;
    const std::string id = std::string("\x12id\0", 4) + little(end < to || endless ? 77 : 0, 8);
    const std::string cursor = id + std::string("\2ns\0", 4) + little(11, 4) +
                               std::string("crm.people\0", 11) + "\4" + name +
                               std::string(1, '\0') + list;
    const std::string inner =
        little(static_cast<std::int64_t>(cursor.size()) + 5, 4) + cursor + std::string(1, '\0');
    const std::string all = std::string("\3cursor\0", 8) + inner + std::string("\1ok\0", 4) +
                            little(0x3ff0000000000000, 8);
    return little(static_cast<std::int64_t>(all.size()) + 5, 4) + all + std::string(1, '\0');
  }

  std::string answer(const json& command) {
    // The order of keys is lost in JSON: which command it is tells one of these.
    std::ofstream(log_, std::ios::app) << command.dump() << "\n";
    const auto has = [&](const char* key) { return command.contains(key); };
    if (has("hello") || has("isMaster") || has("ismaster")) return bson(greeting().dump());
    if (has("listCollections"))
      return bson(
          R"({"cursor": {"id": {"$numberLong": "0"}, "ns": "crm.$cmd.listCollections", "firstBatch": [
        {"name": "people", "type": "collection"}, {"name": "seen", "type": "view"}, {"name": "system.views", "type": "collection"}]}, "ok": 1})");
    if (has("connectionStatus"))
      return bson(
          R"({"authInfo": {"authenticatedUsers": [{"user": "braque", "db": "admin"}], "authenticatedUserPrivileges":
        [{"resource": {"db": "crm", "collection": ""}, "actions": ["find", "insert"]}]}, "ok": 1})");
    if (manner_ == Manner::refusing && (has("find") || has("aggregate") || has("count")))
      return bson(
          R"({"ok": 0, "code": 13, "errmsg": "not authorized, eva@labo-exemple.fr", "codeName": "Unauthorized"})");
    if (has("count")) return bson("{\"n\": " + std::to_string(people_) + ", \"ok\": 1}");
    if (has("getMore")) return batch(command, "nextBatch", next_, last_);
    if (has("aggregate"))
      return batch(command, "firstBatch", 0, command["pipeline"][0]["$sample"]["size"].get<int>());
    if (has("find")) return find(command);
    return bson(R"({"ok": 1})");
  }

  std::string find(const json& command) {
    int from = 0;
    if (command.contains("min")) {
      const json& id = command["min"]["_id"];
      from = id.is_object()
                 ? static_cast<int>(std::stoul(id["$oid"].get<std::string>(), nullptr, 16))
                 : id.get<int>();
    }
    return batch(command, "firstBatch", from,
                 std::min(people_, from + command.value("limit", people_)));
  }

  int client_;
  Manner manner_;
  std::string log_;
  int people_, next_ = 0, last_ = 0;
  std::int32_t request_ = 0, sent_ = 0;
};

class MongoServer {
 public:
  explicit MongoServer(const Home& home, Manner manner = Manner::honest, int people = 1500)
      : path_(home.tree.path("mongo.sock")),
        log_(home.tree.path("commands")),
        server_(path_,
                [=, log = log_](int client) { Session(client, manner, log, people).serve(); }) {}
  std::string uri() const { return "mongodb://localhost/crm?socket=" + path_; }
  std::vector<json> commands() const {
    return json_lines(run_program({{"/bin/cat", log_}, {}, {}}).out);
  }

 private:
  std::string path_, log_;
  UnixServer server_;
};

std::map<std::string, int> emails(const std::vector<json>& records) {
  std::map<std::string, int> counts;
  for (const json& record : records)
    if (record["record"] == "finding" && record["rule"] == "intl.email")
      counts[record["column"]] = record["count"];
  return counts;
}

std::vector<std::string> scan(const MongoServer& server, std::vector<std::string> more) {
  std::vector<std::string> words{"scan",  server.uri(), "--format",
                                 "jsonl", "--no-index", "--ledger"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

json of_kind(const std::vector<json>& records, const std::string& kind) {
  for (const json& record : records)
    if (record["record"] == kind) return record;
  return {};
}

}  // namespace

TEST_CASE("mongodb: documents by paths, in pages of _id that lose none and give none twice") {
  Home home;
  const MongoServer server(home);
  const ProgramResult run = home.run(scan(server, {"--sample", "full"}));
  INFO(run.error << run.out);
  CHECK(run.exit_code == 0);
  CHECK(emails(json_lines(run.out)) == std::map<std::string, int>{{"mails", 3000}});
  const json summary = of_kind(json_lines(run.out), "summary");
  CHECK(std::string(summary["remarks"].at(0)).find("may write") != std::string::npos);
  std::set<std::string> known{
      "hello",           "isMaster", "ismaster", "ping",    "connectionStatus",
      "listCollections", "count",    "find",     "getMore", "endSessions"};
  int finds = 0;
  for (const json& command : server.commands()) {
    bool harmless = false;
    for (const std::string& word : known) harmless = harmless || command.contains(word);
    INFO(command.dump());
    CHECK(harmless);
    if (!command.contains("find")) continue;
    ++finds;
    CHECK(command["maxTimeMS"] == 30000);
    CHECK(command["find"] == "people");
  }
  CHECK(finds > 1);
}

TEST_CASE("mongodb: a sample is the server's, and says so") {
  Home home;
  const MongoServer server(home, Manner::honest, 100'000);
  const ProgramResult run = home.run(scan(server, {"--sample", "400"}));
  INFO(run.error << run.out);
  CHECK(run.exit_code == 0);
  CHECK(emails(json_lines(run.out)) == std::map<std::string, int>{{"mails", 802}});
  CHECK(run.out.find("sample of 401 rows (0.4 %)") != std::string::npos);
}

TEST_CASE("mongodb: refusals, damage and endless cursors are contained") {
  for (const Manner manner : {Manner::refusing, Manner::damaged, Manner::endless}) {
    Home home;
    const MongoServer server(home, manner);
    const ProgramResult run =
        home.run(scan(server, {"--sample", manner == Manner::endless ? "20%" : "full"}));
    INFO("manner " << static_cast<int>(manner) << run.error << run.out.substr(0, 2000));
    for (const char* value : {"eva@", "p1@", "q7@"})
      CHECK((run.out + run.error).find(value) == std::string::npos);
    if (manner == Manner::refusing) CHECK(run.out.find("permission_denied") != std::string::npos);
    if (manner == Manner::damaged)
      CHECK(run.out.find("750 documents were damaged") != std::string::npos);
    if (manner == Manner::endless) CHECK(run.exit_code == 0);
  }
}
