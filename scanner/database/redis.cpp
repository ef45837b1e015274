// Redis over hiredis: a numbered database is a table, a key a document: {"key": ...,
// "user:*.email": ...}. SCAN goes through the keys in the order of their hashes, so that the first
// thousands are a sample.
#include <hiredis.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "database/engines.hpp"
#include "database/json_text.hpp"
#include "database/row_text.hpp"

namespace braque::database {
namespace {

constexpr std::size_t kKeysOfScan = 200;
constexpr int kMembersMax = 1000;  ///< of a list, a set or a hash that are asked for at once
constexpr double kFewRows = 1000;

struct FreeReply {
  void operator()(redisReply* reply) const noexcept { freeReplyObject(reply); }
};
struct FreeContext {
  void operator()(redisContext* context) const noexcept { redisFree(context); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;
using Words = std::vector<std::string>;

std::string_view text_of(const redisReply* reply) {
  const bool text = reply != nullptr && reply->str != nullptr &&
                    (reply->type == REDIS_REPLY_STRING || reply->type == REDIS_REPLY_STATUS ||
                     reply->type == REDIS_REPLY_ERROR);
  return text ? std::string_view(reply->str, reply->len) : std::string_view();
}

bool is_list(const redisReply* reply) {
  return reply != nullptr && reply->type == REDIS_REPLY_ARRAY;
}

class RedisConnection final : public Connection {
 public:
  explicit RedisConnection(const ConnectionOptions& options) : options_(options) {}

  std::optional<Failure> open() override;
  const std::vector<std::string>& remarks() const override { return remarks_; }
  std::optional<Failure> list(std::vector<ListedTable>& tables) override;
  std::optional<Failure> describe(const ListedTable& listed, Table& table) override;
  std::unique_ptr<Rows> rows(const Table& table, const SampleSize& size,
                             std::string_view after) override;
  std::vector<std::string> path(const TableName& name) const override { return {name.table}; }

  std::optional<Failure> ask(const Words& words, Reply& reply);
  const Budget& budget() const { return options_.budget; }

 private:
  Failure failure(const redisReply* reply);
  std::optional<Failure> log_in();
  void look_at_account();

  ConnectionOptions options_;
  std::unique_ptr<redisContext, FreeContext> context_;
  std::vector<std::string> remarks_;
};

Failure RedisConnection::failure(const redisReply* reply) {
  if (reply == nullptr) {
    const bool late = context_ != nullptr && context_->err == REDIS_ERR_IO &&
                      (errno == EAGAIN || errno == ETIMEDOUT);
    context_.reset();
    return {late ? Reason::timeout : Reason::io_error,
            late ? "the server does not answer" : "the connection was lost", true, true};
  }
  const std::string_view text = text_of(reply);
  if (text.starts_with("NOPERM") || text.starts_with("NOAUTH") || text.starts_with("WRONGPASS"))
    return {Reason::permission_denied, "the account may not read it"};
  if (text.starts_with("WRONGTYPE")) return {Reason::changed_during_read, "the key has changed"};
  if (text.starts_with("LOADING") || text.starts_with("BUSY"))
    return {Reason::timeout, "the server is busy", false, true};
  return {Reason::io_error, "the server refused"};
}

/// Words travel with their lengths: no key can be a command.
std::optional<Failure> RedisConnection::ask(const Words& words, Reply& reply) {
  reply.reset();
  if (context_ == nullptr) return failure(nullptr);
  std::vector<const char*> pointers;
  std::vector<std::size_t> sizes;
  for (const std::string& word : words) {
    pointers.push_back(word.data());
    sizes.push_back(word.size());
  }
  reply.reset(static_cast<redisReply*>(redisCommandArgv(
      context_.get(), static_cast<int>(words.size()), pointers.data(), sizes.data())));
  if (reply == nullptr || reply->type == REDIS_REPLY_ERROR) return failure(reply.get());
  return std::nullopt;
}

std::optional<Failure> RedisConnection::open() {
  const Uri& uri = options_.uri;
  const auto socket = uri.parameters.find("socket");
  const bool local = socket != uri.parameters.end();
  if (!local && options_.tls != "off")
    return Failure{Reason::io_error,
                   "TLS is not spoken to Redis yet: use a socket of this machine "
                   "(redis:///0?socket=...), or --tls off"};
  const auto seconds = static_cast<long>(budget().database_connect_ms / 1000);
  const timeval connect{seconds, 0};
  const int port = uri.port.empty() ? 6379 : std::stoi(uri.port);
  const std::string host = uri.host.empty() ? "localhost" : uri.host;
  context_.reset(local ? redisConnectUnixWithTimeout(socket->second.c_str(), connect)
                       : redisConnectWithTimeout(host.c_str(), port, connect));
  if (context_ == nullptr || context_->err != 0) {
    const std::string why = context_ == nullptr ? "out of memory" : context_->errstr;
    context_.reset();
    return Failure{Reason::io_error, why, true, true};
  }
  redisSetTimeout(context_.get(),
                  timeval{static_cast<long>(budget().database_statement_ms / 1000), 0});
  if (auto refused = log_in()) return refused;
  Reply reply;
  if (auto refused = ask({"CLIENT", "SETNAME", "braque"}, reply); refused && refused->lost)
    return refused;
  look_at_account();
  return std::nullopt;
}

std::optional<Failure> RedisConnection::log_in() {
  if (options_.password->empty()) return std::nullopt;
  Reply reply;
  const char* user = options_.user.empty() ? nullptr : options_.user.c_str();
  reply.reset(static_cast<redisReply*>(
      user == nullptr
          ? redisCommand(context_.get(), "AUTH %s", options_.password->c_str())
          : redisCommand(context_.get(), "AUTH %s %s", user, options_.password->c_str())));
  if (reply != nullptr && reply->type != REDIS_REPLY_ERROR) return std::nullopt;
  Failure refused = failure(reply.get());
  refused.detail = refused.lost ? refused.detail : "the server refused the password";
  return refused;
}

/// ACL DRYRUN (Redis 7.0) does not do what it is asked about.
void RedisConnection::look_at_account() {
  remarks_.clear();
  Reply who, may;
  if (ask({"ACL", "WHOAMI"}, who) || context_ == nullptr) return;
  const std::string user(text_of(who.get()));
  if (ask({"ACL", "DRYRUN", user, "SET", "braque", "x"}, may) || text_of(may.get()) != "OK") return;
  remarks_.push_back(
      "the account may write; nothing is written all the same, but give it an account of its own "
      "(`braque sources grants redis`)");
}

std::optional<Failure> RedisConnection::list(std::vector<ListedTable>& tables) {
  Reply reply;
  if (auto refused = ask({"INFO", "keyspace"}, reply)) return refused;
  const std::string_view wanted = options_.uri.path;
  std::string_view text = text_of(reply.get());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (!line.starts_with("db") || colon == std::string_view::npos) continue;
    ListedTable table;
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(line.data() + 2, line.data() + colon, number);
    if (error != std::errc() || stop != line.data() + colon) continue;
    table.handle = number;
    table.name = {"", "", "db" + std::to_string(number)};
    if (!wanted.empty() && wanted != std::to_string(number)) continue;
    tables.push_back(std::move(table));
  }
  return std::nullopt;
}

std::optional<Failure> RedisConnection::describe(const ListedTable& listed, Table& table) {
  table = {};
  table.listed = listed;
  table.documents = true;
  table.columns.push_back({"document", "json", "", ValueKind::text, true, ""});
  Reply reply;
  if (auto refused = ask({"SELECT", std::to_string(listed.handle)}, reply)) return refused;
  if (auto refused = ask({"DBSIZE"}, reply)) return refused;
  if (reply->type == REDIS_REPLY_INTEGER) table.rows = static_cast<double>(reply->integer);
  return std::nullopt;
}

/// A position is a cursor of SCAN and how many of its keys were taken.
class RedisRows final : public Rows {
 public:
  RedisRows(RedisConnection& connection, const Table& table, const SampleSize& size,
            std::string_view after)
      : connection_(connection) {
    double wanted = table.rows;
    if (size.kind == SampleSize::Kind::share) wanted = table.rows * size.share;
    if (size.kind == SampleSize::Kind::rows && table.rows > kFewRows &&
        table.rows > static_cast<double>(size.rows) * 1.25)
      wanted = static_cast<double>(size.rows);
    if (wanted < table.rows) {
      share_ = wanted / table.rows;
      left_ = static_cast<std::uint64_t>(wanted) + 1;
    }
    cells_.resize(1);
    if (!after.empty()) resume(after);
    failure_ = connection.ask({"SELECT", std::to_string(table.listed.handle)}, reply_);
  }

  bool next() override {
    while (!failure_ && left_ > 0) {
      if (key_ < keys_.size()) {
        const std::string& key = keys_[key_++];
        if (!read_document(key)) continue;
        --left_;
        return true;
      }
      if (ended_) return false;
      scan();
    }
    return false;
  }

  std::span<const Cell> cells() const override { return cells_; }
  std::string position() const override { return cursor_before_ + "/" + std::to_string(key_); }
  const std::optional<Failure>& failure() const override { return failure_; }
  double share() const override { return share_; }
  std::uint64_t bytes() const override { return bytes_; }

 private:
  void resume(std::string_view after) {
    const std::size_t slash = after.find('/');
    cursor_ = after.substr(0, slash);
    const std::string_view number = after.substr(std::min(slash + 1, after.size()));
    std::from_chars(number.data(), number.data() + number.size(), skip_);
  }

  void scan() {
    cursor_before_ = cursor_;
    failure_ = connection_.ask({"SCAN", cursor_, "COUNT", std::to_string(kKeysOfScan)}, reply_);
    if (failure_) return;
    if (!is_list(reply_.get()) || reply_->elements != 2 || !is_list(reply_->element[1])) {
      failure_ = Failure{Reason::corrupt, "the server answered something else"};
      return;
    }
    cursor_ = text_of(reply_->element[0]);
    ended_ = cursor_ == "0";
    keys_.clear();
    const redisReply* list = reply_->element[1];
    for (std::size_t i = 0; i < list->elements; ++i) keys_.emplace_back(text_of(list->element[i]));
    key_ = std::min<std::size_t>(std::exchange(skip_, 0), keys_.size());
  }

  /// False for a key that is not there any more.
  bool read_document(const std::string& key) {
    Reply type;
    failure_ = connection_.ask({"TYPE", key}, type);
    if (failure_) return false;
    const std::string kind = kind_of_key(key);
    document_ = "{";
    append_json_member(document_, "key", key);
    const std::string_view name = text_of(type.get());
    if (name == "none") return false;
    if (name == "string")
      read_string(key, kind);
    else if (name == "hash")
      read_pairs({"HSCAN", key, "0", "COUNT", std::to_string(kMembersMax)}, key, kind, true);
    else if (name == "zset")
      read_pairs({"ZSCAN", key, "0", "COUNT", std::to_string(kMembersMax)}, key, kind, false);
    else if (name == "set")
      read_pairs({"SSCAN", key, "0", "COUNT", std::to_string(kMembersMax)}, key, kind, false);
    else if (name == "list")
      read_list(key, kind);
    else if (name == "stream")
      read_stream(key, kind);
    document_ += '}';
    if (failure_) {
      // What a key was a moment ago it need not be now.
      if (failure_->reason != Reason::changed_during_read) return false;
      failure_.reset();
    }
    bytes_ += document_.size();
    cells_[0] = {Cell::Form::whole, document_, document_.size()};
    return true;
  }

  void add(std::string_view name, std::string_view value) {
    std::string readable;
    append_binary(readable, value);
    append_json_member(document_, name, readable);
  }

  void read_string(const std::string& key, const std::string& kind) {
    const std::uint64_t piece = connection_.budget().database_piece_bytes_max;
    for (std::uint64_t from = 0;; from += piece) {
      Reply value;
      failure_ = connection_.ask(
          {"GETRANGE", key, std::to_string(from), std::to_string(from + piece - 1)}, value);
      if (failure_) return;
      const std::string_view text = text_of(value.get());
      if (from > 0 && text.empty()) return;
      add(kind, text);
      if (text.size() < piece || from > connection_.budget().database_row_bytes_max) return;
    }
  }

  /// `words` begins a scan of the members; the cursor is its third word.
  void read_pairs(Words words, const std::string&, const std::string& kind, bool fields) {
    for (bool more = true;
         more && document_.size() < connection_.budget().database_row_bytes_max;) {
      Reply reply;
      failure_ = connection_.ask(words, reply);
      if (failure_) return;
      if (!is_list(reply.get()) || reply->elements != 2 || !is_list(reply->element[1])) return;
      words[2] = text_of(reply->element[0]);
      more = words[2] != "0";
      const redisReply* list = reply->element[1];
      const bool pairs = words[0] != "SSCAN";
      for (std::size_t i = 0; i + (pairs ? 1 : 0) < list->elements; i += pairs ? 2 : 1) {
        if (fields)
          add(kind + "." + kind_of_key(text_of(list->element[i])), text_of(list->element[i + 1]));
        else
          add(kind, text_of(list->element[i]));
      }
    }
  }

  void read_list(const std::string& key, const std::string& kind) {
    for (int from = 0; document_.size() < connection_.budget().database_row_bytes_max;
         from += kMembersMax) {
      Reply reply;
      failure_ = connection_.ask(
          {"LRANGE", key, std::to_string(from), std::to_string(from + kMembersMax - 1)}, reply);
      if (failure_ || !is_list(reply.get()) || reply->elements == 0) return;
      for (std::size_t i = 0; i < reply->elements; ++i) add(kind, text_of(reply->element[i]));
    }
  }

  void read_stream(const std::string& key, const std::string& kind) {
    std::string from = "-";
    while (document_.size() < connection_.budget().database_row_bytes_max) {
      Reply reply;
      failure_ =
          connection_.ask({"XRANGE", key, from, "+", "COUNT", std::to_string(kMembersMax)}, reply);
      if (failure_ || !is_list(reply.get()) || reply->elements == 0) return;
      for (std::size_t i = 0; i < reply->elements; ++i) {
        const redisReply* entry = reply->element[i];
        if (!is_list(entry) || entry->elements != 2 || !is_list(entry->element[1])) continue;
        from = "(" + std::string(text_of(entry->element[0]));
        const redisReply* pairs = entry->element[1];
        for (std::size_t j = 0; j + 1 < pairs->elements; j += 2)
          add(kind + "." + kind_of_key(text_of(pairs->element[j])), text_of(pairs->element[j + 1]));
      }
    }
  }

  RedisConnection& connection_;
  double share_ = 1;
  std::uint64_t left_ = ~std::uint64_t{0};
  std::string cursor_ = "0", cursor_before_ = "0";
  std::vector<std::string> keys_;
  std::size_t key_ = 0, skip_ = 0;
  bool ended_ = false;
  Reply reply_;
  std::string document_;
  std::uint64_t bytes_ = 0;
  std::optional<Failure> failure_;
  std::vector<Cell> cells_;
};

std::unique_ptr<Rows> RedisConnection::rows(const Table& table, const SampleSize& size,
                                            std::string_view after) {
  return std::make_unique<RedisRows>(*this, table, size, after);
}

}  // namespace

std::unique_ptr<Connection> make_redis(const ConnectionOptions& options) {
  return std::make_unique<RedisConnection>(options);
}

}  // namespace braque::database
