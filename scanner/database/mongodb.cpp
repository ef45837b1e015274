// MongoDB 4.2 and later, over libmongoc: collections as tables of documents. All of one is read in
// pages along the index of _id, so that no cursor lives long; samples are the server's own
// ($sample). Secondaries are preferred.
#include <mongoc/mongoc.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "database/bson_text.hpp"
#include "database/engines.hpp"

namespace braque::database {
namespace {

constexpr std::int64_t kPageDocumentsMin = 50, kPageDocumentsMax = 5000;
constexpr std::uint64_t kPageBytes = 8 << 20;
constexpr double kFewRows = 1000;
constexpr int kUnauthorized = 13, kAuthenticationFailed = 18, kTimeExpired = 50;

struct Free {
  void operator()(mongoc_uri_t* uri) const noexcept { mongoc_uri_destroy(uri); }
  void operator()(mongoc_client_t* client) const noexcept { mongoc_client_destroy(client); }
  void operator()(mongoc_collection_t* collection) const noexcept {
    mongoc_collection_destroy(collection);
  }
  void operator()(mongoc_cursor_t* cursor) const noexcept { mongoc_cursor_destroy(cursor); }
  void operator()(mongoc_database_t* database) const noexcept { mongoc_database_destroy(database); }
};
/// libbson's own type has attributes that no template takes.
class Document {
 public:
  Document() : bson_(bson_new()) {}
  ~Document() { bson_destroy(bson_); }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  bson_t* get() const { return bson_; }

 private:
  bson_t* bson_;
};
using Cursor = std::unique_ptr<mongoc_cursor_t, Free>;
using Collection = std::unique_ptr<mongoc_collection_t, Free>;

void set(const Document& to, const char* key, std::int64_t value) {
  bson_append_int64(to.get(), key, -1, value);
}
void set(const Document& to, const char* key, const Document& value) {
  bson_append_document(to.get(), key, -1, value.get());
}

std::string text_at(const bson_t* from, const char* dotted) {
  bson_iter_t top, found;
  if (!bson_iter_init(&top, from) || !bson_iter_find_descendant(&top, dotted, &found) ||
      !BSON_ITER_HOLDS_UTF8(&found))
    return {};
  std::uint32_t size = 0;
  const char* bytes = bson_iter_utf8(&found, &size);
  return {bytes, size};
}

class MongoConnection final : public Connection {
 public:
  explicit MongoConnection(const ConnectionOptions& options) : options_(options) {
    static std::once_flag once;
    std::call_once(once, [] {
      mongoc_init();
      mongoc_log_set_handler(nullptr, nullptr);  // its messages may hold values
    });
  }

  std::optional<Failure> open() override;
  const std::vector<std::string>& remarks() const override { return remarks_; }
  std::optional<Failure> list(std::vector<ListedTable>& tables) override;
  std::optional<Failure> describe(const ListedTable& listed, Table& table) override;
  std::unique_ptr<Rows> rows(const Table& table, const SampleSize& size,
                             std::string_view after) override;
  std::vector<std::string> path(const TableName& name) const override {
    return {name.database, name.table};
  }

  const Budget& budget() const { return options_.budget; }
  Collection collection(const Table& table) const {
    return Collection(mongoc_client_get_collection(
        client_.get(), table.listed.name.database.c_str(), table.listed.name.table.c_str()));
  }
  Failure failure(const bson_error_t& error) const;
  /// How many documents a page has; grows and shrinks with their size.
  std::int64_t page_documents = 500;

 private:
  std::optional<Failure> set_up(mongoc_uri_t* uri) const;
  std::optional<Failure> ask(const std::string& database, const Document& command,
                             bson_t* reply) const;
  void look_at_account();
  std::optional<Failure> list_database(const std::string& database,
                                       std::vector<ListedTable>& tables);

  ConnectionOptions options_;
  std::unique_ptr<mongoc_client_t, Free> client_;
  std::vector<std::string> remarks_;
};

/// The server's messages stay out of ours: they may hold values.
Failure MongoConnection::failure(const bson_error_t& error) const {
  const auto code = static_cast<int>(error.code);
  const std::string what =
      " (MongoDB error " + std::to_string(error.domain) + "/" + std::to_string(code) + ")";
  if (error.domain == MONGOC_ERROR_CLIENT && code == MONGOC_ERROR_CLIENT_AUTHENTICATE)
    return {Reason::permission_denied, "the server refused the account" + what};
  if (error.domain == MONGOC_ERROR_STREAM || error.domain == MONGOC_ERROR_SERVER_SELECTION)
    return {Reason::io_error, "the server cannot be reached, or was lost" + what, true, true};
  if (code == kUnauthorized || code == kAuthenticationFailed)
    return {Reason::permission_denied, "the account may not read it" + what};
  if (code == kTimeExpired) return {Reason::timeout, "it took too long" + what, false, true};
  return {Reason::io_error, "the server refused, or answered something else" + what};
}

/// Parameters of the URI that say where and as whom; nothing that changes how is taken from it.
std::optional<Failure> MongoConnection::set_up(mongoc_uri_t* uri) const {
  const Budget& limits = budget();
  bool good = mongoc_uri_set_option_as_utf8(uri, MONGOC_URI_APPNAME, "braque") &&
              mongoc_uri_set_option_as_utf8(uri, MONGOC_URI_READPREFERENCE, "secondaryPreferred") &&
              mongoc_uri_set_option_as_int32(uri, MONGOC_URI_CONNECTTIMEOUTMS,
                                             static_cast<int>(limits.database_connect_ms)) &&
              mongoc_uri_set_option_as_int32(uri, MONGOC_URI_SERVERSELECTIONTIMEOUTMS,
                                             static_cast<int>(limits.database_connect_ms)) &&
              mongoc_uri_set_option_as_int32(
                  uri, MONGOC_URI_SOCKETTIMEOUTMS,
                  static_cast<int>(limits.database_statement_ms + limits.database_grace_ms)) &&
              mongoc_uri_set_option_as_bool(uri, MONGOC_URI_RETRYREADS, false);
  const auto& parameters = options_.uri.parameters;
  for (const auto& [ours, theirs] :
       {std::pair{"replicaSet", MONGOC_URI_REPLICASET}, {"ca", MONGOC_URI_TLSCAFILE}})
    if (const auto found = parameters.find(ours); found != parameters.end())
      good = good && mongoc_uri_set_option_as_utf8(uri, theirs, found->second.c_str());
  const bool local = parameters.contains("socket");
  if (!local && options_.tls != "off") {
    good = good && mongoc_uri_set_option_as_bool(uri, MONGOC_URI_TLS, true);
    if (options_.tls == "verify-ca")
      good = good && mongoc_uri_set_option_as_bool(uri, MONGOC_URI_TLSALLOWINVALIDHOSTNAMES, true);
    if (options_.tls == "required")
      good = good && mongoc_uri_set_option_as_bool(uri, MONGOC_URI_TLSINSECURE, true);
  }
  if (!options_.user.empty()) {
    const auto source = parameters.find("authSource");
    good = good && mongoc_uri_set_username(uri, options_.user.c_str()) &&
           mongoc_uri_set_password(uri, options_.password->c_str()) &&
           mongoc_uri_set_auth_source(
               uri, source == parameters.end() ? "admin" : source->second.c_str());
  }
  return good ? std::nullopt
              : std::optional(Failure{Reason::io_error, "libmongoc does not take these settings"});
}

std::optional<Failure> MongoConnection::open() {
  client_.reset();
  const Uri& where = options_.uri;
  const auto socket = where.parameters.find("socket");
  const bool local = socket != where.parameters.end();
  const auto port = static_cast<std::uint16_t>(where.port.empty() ? 27017 : std::stoi(where.port));
  std::unique_ptr<mongoc_uri_t, Free> uri(
      local ? mongoc_uri_new(("mongodb://" + encoded(socket->second)).c_str())
            : mongoc_uri_new_for_host_port(where.host.empty() ? "localhost" : where.host.c_str(),
                                           port));
  if (uri == nullptr)
    return Failure{Reason::io_error,
                   "libmongoc does not take this address (a socket's name ends in .sock)"};
  if (auto refused = set_up(uri.get())) return refused;
  client_.reset(mongoc_client_new_from_uri(uri.get()));
  if (client_ == nullptr) return Failure{Reason::io_error, "libmongoc cannot be started"};
  mongoc_client_set_error_api(client_.get(), MONGOC_ERROR_API_VERSION_2);
  const Document ping;
  set(ping, "ping", 1);
  if (auto refused = ask("admin", ping, nullptr)) return refused;
  look_at_account();
  return std::nullopt;
}

std::optional<Failure> MongoConnection::ask(const std::string& database, const Document& command,
                                            bson_t* reply) const {
  bson_error_t error{};
  const bool done = mongoc_client_read_command_with_opts(
      client_.get(), database.c_str(), command.get(), nullptr, nullptr, reply, &error);
  return done ? std::nullopt : std::optional(failure(error));
}

void MongoConnection::look_at_account() {
  remarks_.clear();
  const Document command;
  set(command, "connectionStatus", 1);
  bson_append_bool(command.get(), "showPrivileges", -1, true);
  bson_t answer;  // the call makes it, whatever comes of it
  const auto refused = ask("admin", command, &answer);
  std::string text;
  if (!refused)
    append_document(text, {bson_get_data(&answer), answer.len}, budget().database_row_bytes_max);
  bson_destroy(&answer);
  if (refused) return;
  const std::string actions = "\"authInfo.authenticatedUserPrivileges.actions\":";
  const bool writes = text.find(actions + "\"insert\"") != std::string::npos ||
                      text.find(actions + "\"update\"") != std::string::npos ||
                      text.find(actions + "\"anyAction\"") != std::string::npos;
  if (text.find("\"authInfo.authenticatedUsers.user\"") == std::string::npos)
    remarks_.push_back("the server asks nobody for a password: who reaches it may read and write");
  else if (writes)
    remarks_.push_back(
        "the account may write; nothing is written all the same, but give it an account of its own "
        "(`braque sources grants mongodb`)");
}

std::optional<Failure> MongoConnection::list(std::vector<ListedTable>& tables) {
  if (!options_.uri.path.empty()) return list_database(options_.uri.path, tables);
  const Document only;
  bson_append_bool(only.get(), "nameOnly", -1, true);
  bson_error_t error{};
  char** names = mongoc_client_get_database_names_with_opts(client_.get(), only.get(), &error);
  if (names == nullptr) return failure(error);
  std::optional<Failure> refused;
  for (char** name = names; *name != nullptr && !refused; ++name)
    if (const std::string_view one = *name; one != "admin" && one != "local" && one != "config")
      refused = list_database(*name, tables);
  bson_strfreev(names);
  return refused;
}

std::optional<Failure> MongoConnection::list_database(const std::string& database,
                                                      std::vector<ListedTable>& tables) {
  const std::unique_ptr<mongoc_database_t, Free> handle(
      mongoc_client_get_database(client_.get(), database.c_str()));
  const Cursor cursor(mongoc_database_find_collections_with_opts(handle.get(), nullptr));
  const bson_t* found = nullptr;
  while (mongoc_cursor_next(cursor.get(), &found)) {
    if (tables.size() >= budget().database_tables_max)
      return Failure{Reason::budget_entries, "it has too many collections"};
    ListedTable table;
    table.name = {database, "", text_at(found, "name")};
    const std::string type = text_at(found, "type");
    if (table.name.table.empty() || table.name.table.starts_with("system.")) continue;
    if (type == "view") table.kind = TableKind::view;
    table.handle = type == "collection" || type.empty() ? 1 : 0;  // it has an index of _id
    tables.push_back(std::move(table));
  }
  bson_error_t error{};
  return mongoc_cursor_error(cursor.get(), &error) ? std::optional(failure(error)) : std::nullopt;
}

std::optional<Failure> MongoConnection::describe(const ListedTable& listed, Table& table) {
  table = {};
  table.listed = listed;
  table.documents = true;
  table.columns.push_back({"document", "bson", "", ValueKind::text, true, ""});
  table.rows = -1;
  if (listed.kind == TableKind::view) return std::nullopt;
  const Collection counted = collection(table);
  const Document limit;
  set(limit, "maxTimeMS", static_cast<std::int64_t>(budget().database_statement_ms));
  bson_error_t error{};
  // By the catalogue, not by counting.
  const std::int64_t count = mongoc_collection_estimated_document_count(counted.get(), limit.get(),
                                                                        nullptr, nullptr, &error);
  if (count < 0) return failure(error);
  table.rows = static_cast<double>(count);
  return std::nullopt;
}

/// A position is {_id: ...} in BSON, or how many documents of a sample came.
class MongoRows final : public Rows {
 public:
  MongoRows(MongoConnection& connection, const Table& table, const SampleSize& size,
            std::string_view after)
      : connection_(connection),
        collection_(connection.collection(table)),
        ordered_(table.listed.handle == 1),
        after_(after) {
    cells_.resize(1);
    double wanted = table.rows;
    if (size.kind == SampleSize::Kind::share) wanted = table.rows * size.share;
    if (size.kind == SampleSize::Kind::rows && table.rows > kFewRows &&
        table.rows > static_cast<double>(size.rows) * 1.25)
      wanted = static_cast<double>(size.rows);
    if (size.kind == SampleSize::Kind::rows && table.rows < 0)
      left_ = static_cast<std::int64_t>(size.rows);
    if (wanted < table.rows) {
      share_ = wanted / table.rows;
      left_ = static_cast<std::int64_t>(wanted) + 1;
      sample_ = true;
      if (!after.empty()) left_ = std::max<std::int64_t>(left_ - std::stoll(after_), 0);
    } else if (!after.empty() && !ordered_) {
      failure_ = Failure{Reason::io_error,
                         "the connection was lost, and the collection has no order to go on by"};
    }
  }

  bool next() override {
    while (!failure_ && left_ != 0 && !ended_) {
      if (cursor_ == nullptr) start();
      const bson_t* found = nullptr;
      if (mongoc_cursor_next(cursor_.get(), &found)) {
        ++page_count_;
        if (take(found)) return true;
        continue;
      }
      bson_error_t error{};
      if (mongoc_cursor_error(cursor_.get(), &error))
        failure_ = connection_.failure(error);
      else
        end_page();
    }
    if (!failure_ && damaged_ > 0)
      failure_ =
          Failure{Reason::corrupt,
                  std::to_string(damaged_) +
                      " documents were damaged, or nested too deeply, and were read in part"};
    return false;
  }

  std::span<const Cell> cells() const override { return cells_; }
  std::string position() const override { return sample_ ? std::to_string(taken_) : after_; }
  const std::optional<Failure>& failure() const override { return failure_; }
  double share() const override { return share_; }
  std::uint64_t bytes() const override { return bytes_; }

 private:
  void start() {
    const Document options;
    set(options, "maxTimeMS",
        static_cast<std::int64_t>(connection_.budget().database_statement_ms));
    set(options, "batchSize", std::int64_t{200});
    const Document all;
    page_count_ = 0;
    page_bytes_ = 0;
    if (sample_) {
      const Document size, stage, stages;
      set(size, "size", left_);
      set(stage, "$sample", size);
      bson_append_document(stages.get(), "0", -1, stage.get());
      cursor_.reset(mongoc_collection_aggregate(collection_.get(), MONGOC_QUERY_NONE, stages.get(),
                                                options.get(), nullptr));
      return;
    }
    if (ordered_) {
      const Document order;
      set(order, "_id", std::int64_t{1});
      set(options, "hint", order);
      set(options, "sort", order);
      // min() crosses the types that an _id may have, which a comparison would not; it includes
      // what it begins at.
      set(options, "limit", connection_.page_documents + (after_.empty() ? 0 : 1));
      bson_t from;
      if (!after_.empty() &&
          bson_init_static(&from, reinterpret_cast<const std::uint8_t*>(after_.data()),
                           after_.size()))
        bson_append_document(options.get(), "min", -1, &from);
    }
    cursor_.reset(
        mongoc_collection_find_with_opts(collection_.get(), all.get(), options.get(), nullptr));
  }

  void end_page() {
    cursor_.reset();
    std::int64_t& page = connection_.page_documents;
    // min() gave the last page's last document again.
    ended_ = sample_ || !ordered_ || page_count_ < page;
    if (page_bytes_ > kPageBytes)
      page = std::max(page / 2, kPageDocumentsMin);
    else if (page_bytes_ < kPageBytes / 4)
      page = std::min(page * 2, kPageDocumentsMax);
  }

  bool take(const bson_t* found) {
    if (!sample_ && ordered_) {
      bson_iter_t id;
      if (bson_iter_init_find(&id, found, "_id")) {
        const Document position;
        bson_append_iter(position.get(), "_id", -1, &id);
        const std::string here(reinterpret_cast<const char*>(bson_get_data(position.get())),
                               position.get()->len);
        if (here == after_) return false;
        after_ = here;
      }
    } else if (!sample_) {
      after_ = "-";
    }
    text_.clear();
    const bool whole = append_document(text_, {bson_get_data(found), found->len},
                                       connection_.budget().database_row_bytes_max);
    damaged_ += whole ? 0 : 1;
    bytes_ += found->len;
    page_bytes_ += found->len;
    cells_[0] = {Cell::Form::whole, text_, text_.size()};
    if (left_ > 0) --left_;
    ++taken_;
    return true;
  }

  MongoConnection& connection_;
  Collection collection_;
  const bool ordered_;
  std::string after_;
  Cursor cursor_;
  bool sample_ = false, ended_ = false;
  std::int64_t left_ = -1;  ///< of the documents that are wanted; below 0: all
  std::int64_t taken_ = 0, page_count_ = 0;
  std::uint64_t page_bytes_ = 0, bytes_ = 0, damaged_ = 0;
  double share_ = 1;
  std::string text_;
  std::optional<Failure> failure_;
  std::vector<Cell> cells_;
};

std::unique_ptr<Rows> MongoConnection::rows(const Table& table, const SampleSize& size,
                                            std::string_view after) {
  return std::make_unique<MongoRows>(*this, table, size, after);
}

}  // namespace

std::unique_ptr<Connection> make_mongodb(const ConnectionOptions& options) {
  return std::make_unique<MongoConnection>(options);
}

}  // namespace braque::database
