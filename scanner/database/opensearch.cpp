// OpenSearch and Elasticsearch 7 and later: indexes as tables of documents, read by scrolling; a
// sample is a search in a seeded random order (random_score), so that the same seed gives the same
// documents of an unchanged index.
#include <algorithm>

#include "database/engines.hpp"
#include "database/opensearch_client.hpp"

namespace braque::database {
namespace {

using nlohmann::json;

constexpr std::string_view kKept = "2m";  ///< how long the server holds a search between two pages
constexpr double kPageBytes = 4 << 20, kPageMax = 1000, kPageMin = 10;
constexpr double kFewRows = 1000;

std::string text_at(const json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// _cat writes numbers as texts; 0 where there is none.
double number_at(const json& object, const char* key) {
  const std::string text = text_at(object, key);
  return text.empty() || text.find_first_not_of("0123456789") != std::string::npos ||
                 text.size() > 18
             ? 0
             : std::stod(text);
}

/// What stands there; nothing where the server answered something else.
const json* at(const json& from, std::initializer_list<const char*> way) {
  const json* here = &from;
  for (const char* key : way) {
    if (!here->is_object()) return nullptr;
    const auto found = here->find(key);
    if (found == here->end()) return nullptr;
    here = &*found;
  }
  return here;
}

class OpensearchConnection final : public Connection {
 public:
  explicit OpensearchConnection(const ConnectionOptions& options)
      : options_(options), client_(options_) {}

  std::optional<Failure> open() override;
  const std::vector<std::string>& remarks() const override { return remarks_; }
  std::optional<Failure> list(std::vector<ListedTable>& tables) override;
  std::optional<Failure> describe(const ListedTable& listed, Table& table) override;
  std::unique_ptr<Rows> rows(const Table& table, const SampleSize& size,
                             std::string_view after) override;
  std::vector<std::string> path(const TableName& name) const override { return {name.table}; }

  OpensearchClient& client() { return client_; }
  std::string timeout() const {
    return std::to_string(options_.budget.database_statement_ms) + "ms";
  }

 private:
  ConnectionOptions options_;
  OpensearchClient client_;
  std::vector<std::string> remarks_;
};

std::optional<Failure> OpensearchConnection::open() {
  if (auto refused = client_.open()) return refused;
  json answer;
  std::uint64_t bytes = 0;
  if (auto refused = client_.ask("/", "", answer, bytes)) return refused;
  if (at(answer, {"version"}) == nullptr)
    return Failure{Reason::corrupt, "that is no OpenSearch or Elasticsearch"};
  remarks_.clear();
  if (options_.password->empty())
    remarks_.push_back("the server asks nobody for a password: who reaches it may read and write");
  else
    remarks_.push_back(
        "what the account may do besides reading cannot be told: give it an account of its own "
        "(`braque sources grants opensearch`)");
  return std::nullopt;
}

std::optional<Failure> OpensearchConnection::list(std::vector<ListedTable>& tables) {
  const std::string which =
      options_.uri.path.empty() ? "" : "/" + path_component(options_.uri.path);
  json answer;
  std::uint64_t bytes = 0;
  if (auto refused = client_.ask("/_cat/indices" + which +
                                     "?format=json&bytes=b&expand_wildcards=all&h=index,uuid,"
                                     "status,docs.count,docs.deleted,store.size",
                                 "", answer, bytes))
    return refused;
  if (!answer.is_array()) return Failure{Reason::corrupt, "the server answered something else"};
  for (const json& index : answer) {
    if (tables.size() >= options_.budget.database_tables_max)
      return Failure{Reason::budget_entries, "it has too many indexes"};
    ListedTable table;
    table.name = {"", "", text_at(index, "index")};
    // The server's own; those of data streams hold data.
    if (table.name.table.empty() ||
        (table.name.table.starts_with('.') && !table.name.table.starts_with(".ds-")))
      continue;
    table.readable = text_at(index, "status") != "close";
    table.bytes = static_cast<std::uint64_t>(number_at(index, "store.size"));
    tables.push_back(std::move(table));
  }
  return std::nullopt;
}

std::optional<Failure> OpensearchConnection::describe(const ListedTable& listed, Table& table) {
  table = {};
  table.listed = listed;
  table.documents = true;
  table.columns.push_back({"document", "json", "", ValueKind::text, true, ""});
  const std::string index = "/" + path_component(listed.name.table);
  json answer;
  std::uint64_t bytes = 0;
  if (auto refused = client_.ask(index + "/_count", "", answer, bytes)) return refused;
  const json* count = at(answer, {"count"});
  if (count == nullptr || !count->is_number_unsigned())
    return Failure{Reason::corrupt, "the server answered something else"};
  table.rows = static_cast<double>(count->get<std::uint64_t>());
  if (auto refused = client_.ask(index + "/_mapping", "", answer, bytes)) return refused;
  for (const json& one : answer) {
    const json* source = at(one, {"mappings", "_source", "enabled"});
    if (source != nullptr && *source == json(false))
      return Failure{Reason::unsupported_format,
                     "its mapping keeps no _source: what was indexed cannot be read back"};
    if (at(one, {"mappings", "_source", "excludes"}) != nullptr ||
        at(one, {"mappings", "_source", "includes"}) != nullptr)
      table.note = "its mapping leaves fields out of _source: those were not read";
  }
  return std::nullopt;
}

/// A position is how many documents came; a search that was lost cannot be gone on with.
class OpensearchRows final : public Rows {
 public:
  OpensearchRows(OpensearchConnection& connection, const Table& table, const SampleSize& size,
                 std::string_view after)
      : connection_(connection), index_(path_component(table.listed.name.table)) {
    cells_.resize(1);
    double wanted = table.rows;
    if (size.kind == SampleSize::Kind::share) wanted = table.rows * size.share;
    if (size.kind == SampleSize::Kind::rows && table.rows > kFewRows &&
        table.rows > static_cast<double>(size.rows) * 1.25)
      wanted = static_cast<double>(size.rows);
    if (wanted < table.rows) {
      share_ = wanted / table.rows;
      left_ = static_cast<std::uint64_t>(wanted) + 1;
    }
    if (!after.empty())
      failure_ = Failure{Reason::io_error, "the connection was lost, and with it the search"};
    const double mean =
        table.rows < 1 ? kPageBytes : static_cast<double>(table.listed.bytes) * 2 / table.rows;
    json search = {{"size", static_cast<int>(
                                std::clamp(kPageBytes / std::max(mean, 1.0), kPageMin, kPageMax))},
                   {"timeout", connection.timeout()},
                   {"_source", true},
                   {"track_total_hits", false}};
    if (share_ < 1) {
      // A whole number of 31 bits is taken by every version.
      const json order = {{"seed", size.seed & 0x7fffffff}, {"field", "_seq_no"}};
      search["query"]["function_score"] = {{"query", {{"match_all", json::object()}}},
                                           {"random_score", order},
                                           {"boost_mode", "replace"}};
    } else {
      search["sort"] = json::array({"_doc"});
    }
    search_ = search.dump();
  }

  ~OpensearchRows() override {
    if (!scroll_.empty())
      connection_.client().forget("/_search/scroll", json{{"scroll_id", scroll_}}.dump());
  }

  bool next() override {
    while (!failure_ && left_ > 0) {
      if (given_ < hits_.size()) {
        const json& hit = hits_[given_++];
        const json* source = at(hit, {"_source"});
        if (source == nullptr) continue;
        // What is no UTF-8 is replaced: JSON has no other text.
        text_ = source->dump(-1, ' ', false, json::error_handler_t::replace);
        cells_[0] = {Cell::Form::whole, text_, text_.size()};
        --left_;
        ++taken_;
        return true;
      }
      if (ended_) return false;
      ask();
    }
    return false;
  }

  std::span<const Cell> cells() const override { return cells_; }
  std::string position() const override { return std::to_string(taken_); }
  const std::optional<Failure>& failure() const override { return failure_; }
  double share() const override { return share_; }
  std::uint64_t bytes() const override { return bytes_; }

 private:
  void ask() {
    json answer;
    given_ = 0;
    hits_ = json::array();
    if (scroll_.empty())
      failure_ = connection_.client().ask("/" + index_ + "/_search?scroll=" + std::string(kKept),
                                          search_, answer, bytes_);
    else
      failure_ = connection_.client().ask("/_search/scroll",
                                          json{{"scroll", kKept}, {"scroll_id", scroll_}}.dump(),
                                          answer, bytes_);
    if (failure_) return;
    scroll_ = text_at(answer, "_scroll_id");
    const json* found = at(answer, {"hits", "hits"});
    const json* late = at(answer, {"timed_out"});
    const json* failed = at(answer, {"_shards", "failed"});
    // Shards that failed, or had no time, are rows that are missing.
    const bool whole =
        (late == nullptr || *late == json(false)) && (failed == nullptr || *failed == json(0));
    if (found == nullptr || !found->is_array())
      failure_ = Failure{Reason::corrupt, "the server answered something else"};
    else if (!whole)
      failure_ = Failure{Reason::timeout, "some of its shards did not answer"};
    else
      hits_ = *found;
    ended_ = hits_.empty() || scroll_.empty();
  }

  OpensearchConnection& connection_;
  std::string index_, search_, scroll_;
  json hits_ = json::array();
  std::size_t given_ = 0;
  bool ended_ = false;
  std::uint64_t left_ = ~std::uint64_t{0}, taken_ = 0, bytes_ = 0;
  double share_ = 1;
  std::string text_;
  std::optional<Failure> failure_;
  std::vector<Cell> cells_;
};

std::unique_ptr<Rows> OpensearchConnection::rows(const Table& table, const SampleSize& size,
                                                 std::string_view after) {
  return std::make_unique<OpensearchRows>(*this, table, size, after);
}

}  // namespace

std::unique_ptr<Connection> make_opensearch(const ConnectionOptions& options) {
  return std::make_unique<OpensearchConnection>(options);
}

}  // namespace braque::database
