// Rows in pages by the primary key, in short statements; samples by drawn keys where the key is a
// whole number. A table without such a key is read in one statement. A position is the row's key.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <thread>

#include "database/key_sample.hpp"
#include "database/long_value.hpp"
#include "database/mariadb.hpp"

namespace braque::database {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kHeadBytes = 4096;
constexpr std::uint64_t kInlineWithoutKey = 16ULL << 20;  ///< nothing can be asked for later
constexpr std::uint64_t kPageRowsMin = 100, kPageRowsMax = 50'000;
constexpr std::uint64_t kPageBytes = 8 << 20;
constexpr std::size_t kKeysOfStatement = 1000;
constexpr double kFewRows = 1000;
constexpr int kLongSeconds = 3600;  ///< of the one statement for a table without a key

class MariadbRows final : public Rows {
 public:
  MariadbRows(MariadbConnection& connection, const Table& table, const SampleSize& size,
              std::string_view after)
      : connection_(connection),
        table_(table),
        size_(size),
        after_(after),
        keyed_(!key_kinds(table).empty()) {
    cells_.resize(table_.columns.size());
    make_list();
  }
  ~MariadbRows() override {
    if (result_ != nullptr) connection_.client().abandon();
  }

  bool next() override {
    while (!failure_) {
      if (result_ == nullptr && !start()) return false;
      MYSQL_ROW row = nullptr;
      const unsigned long* lengths = nullptr;
      if (auto failure = connection_.client().fetch(result_.get(), row, lengths)) {
        failure_ = failure;
        if (failure->passing)
          connection_.page_rows = std::max(connection_.page_rows / 4, kPageRowsMin);
        return false;
      }
      if (row != nullptr) return take_row(row, lengths);
      result_.reset();
      end_page();
    }
    return false;
  }

  std::span<const Cell> cells() const override { return cells_; }
  std::string position() const override { return keyed_ ? after_ : std::string(); }
  const std::optional<Failure>& failure() const override { return failure_; }
  double share() const override {
    if (!chosen_) const_cast<MariadbRows*>(this)->choose();
    return share_;
  }
  bool in_stretches() const override { return drawn_; }
  std::uint64_t bytes() const override { return bytes_; }

 private:
  void make_list() {
    const std::uint64_t limit =
        keyed_ ? connection_.client().options().budget.database_inline_bytes_max
               : kInlineWithoutKey;
    const std::string most = std::to_string(limit);
    for (const Column& column : table_.columns) {
      std::string name = MariadbClient::identifier(column.name);
      if (!list_.empty()) list_ += ", ";
      if (column.number == "spatial") name = "ST_AsText(" + name + ")";
      if (column.number == "bit") name += " + 0";
      if (column.kind == ValueKind::brief)
        list_ += name;
      else if (column.kind == ValueKind::binary)
        list_ += "LENGTH(" + name + "), SUBSTRING(" + name + ", 1, " +
                 std::to_string(keyed_ ? kHeadBytes : limit) + ")";
      else
        list_ +=
            "LENGTH(" + name + "), IF(LENGTH(" + name + ") <= " + most + ", " + name + ", NULL)";
      fields_ += column.kind == ValueKind::brief ? 1 : 2;
    }
  }

  bool whole_key() const {
    const auto kinds = key_kinds(table_);
    return kinds.size() == 1 && kinds[0] == KeyKind::whole &&
           table_.columns[table_.key[0]].type.find("unsigned") == std::string::npos;
  }

  /// How the sample is taken, once.
  void choose() {
    chosen_ = true;
    const double rows = std::max(table_.rows, 0.0);
    double wanted = rows;
    if (size_.kind == SampleSize::Kind::share) wanted = rows * size_.share;
    if (size_.kind == SampleSize::Kind::rows) {
      if (table_.listed.kind == TableKind::view) limit_ = size_.rows;
      if (rows > static_cast<double>(size_.rows) * 1.25 && rows > kFewRows)
        wanted = static_cast<double>(size_.rows);
    }
    if (table_.listed.kind == TableKind::view || wanted >= rows) return;
    if (whole_key()) draw(rows, wanted);
    if (!drawn_ && !failure_)
      share_ = size_.kind == SampleSize::Kind::share ? size_.share : wanted / rows;
  }

  void draw(double rows, double wanted) {
    const std::string key = MariadbClient::identifier(table_.columns[table_.key[0]].name);
    std::vector<std::vector<std::string>> range;
    failure_ = connection_.client().query(
        "SELECT min(" + key + "), max(" + key + ") FROM " + table_name(table_), range);
    if (failure_ || range.empty() || range[0].size() != 2) return;
    std::int64_t low = 0, high = 0;
    for (const auto& [text, number] :
         {std::pair<const std::string&, std::int64_t&>{range[0][0], low}, {range[0][1], high}}) {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc() || end != text.data() + text.size()) return;
    }
    KeySample sample = draw_keys(low, high, rows, wanted, size_.seed, size_.from, size_.to);
    keys_ = std::move(sample.keys);
    drawn_ = sample.drawn;
    if (drawn_) share_ = sample.share;
  }

  /// Keys behind the position that are asked for next.
  std::string drawn_keys() {
    std::int64_t last = 0;
    if (!after_.empty()) {
      const std::string_view number = std::string_view(after_).substr(after_.find(':') + 1);
      std::from_chars(number.data(), number.data() + number.size(), last);
      const auto behind = std::upper_bound(keys_.begin(), keys_.end(), last);
      next_key_ = std::max(next_key_, static_cast<std::size_t>(behind - keys_.begin()));
    }
    std::string list;
    const std::size_t end = std::min(keys_.size(), next_key_ + kKeysOfStatement);
    for (; next_key_ < end; ++next_key_)
      list += (list.empty() ? "" : ",") + std::to_string(keys_[next_key_]);
    return list;
  }

  std::string order() const {
    std::string text;
    for (const std::size_t place : table_.key)
      text += (text.empty() ? " ORDER BY " : ", ") +
              MariadbClient::identifier(table_.columns[place].name);
    return text;
  }

  bool start() {
    if (!chosen_) choose();
    if (failure_ || ended_) return false;
    std::string sql = "SELECT " + list_ + " FROM " + table_name(table_);
    if (drawn_) {
      const std::string list = drawn_keys();
      if (list.empty()) return false;
      sql += " WHERE " + MariadbClient::identifier(table_.columns[table_.key[0]].name) + " IN (" +
             list + ")" + order();
    } else if (keyed_ && share_ >= 1) {
      if (!after_.empty()) sql += " WHERE " + behind_key(connection_.client(), table_, after_);
      sql += order() + " LIMIT " + std::to_string(connection_.page_rows);
    } else {
      if (!after_.empty()) {  // one statement, and it was lost on its way
        failure_ = Failure{Reason::io_error,
                           "the connection was lost, and the table has no key to go on by"};
        return false;
      }
      ended_ = true;
      if (share_ < 1)
        sql += " WHERE RAND(" + std::to_string(size_.seed % 4294967291U) + ") < " +
               std::to_string(share_);
      if (limit_ > 0) sql += " LIMIT " + std::to_string(limit_);
      sql = "SET STATEMENT max_statement_time = " + std::to_string(kLongSeconds) + " FOR " + sql;
    }
    begun_ = std::chrono::steady_clock::now();
    page_bytes_ = page_count_ = 0;
    failure_ = connection_.client().start(sql, result_);
    first_ = std::chrono::steady_clock::now() - begun_;
    if (failure_) result_.reset();
    return !failure_;
  }

  /// Pages hold so many rows as are quickly served and little memory; a server that takes long to
  /// begin an answer is left alone for as long.
  void end_page() {
    if (ended_ || drawn_) return;
    if (page_count_ < connection_.page_rows) {
      ended_ = true;
      return;
    }
    if (first_ > milliseconds(200))
      std::this_thread::sleep_for(
          std::min<std::chrono::nanoseconds>(first_, std::chrono::seconds(2)));
    const bool small = page_bytes_ < kPageBytes / 2 && first_ < milliseconds(50);
    if (small) connection_.page_rows = std::min(connection_.page_rows * 2, kPageRowsMax);
    if (page_bytes_ > kPageBytes || first_ > milliseconds(500))
      connection_.page_rows = std::max(connection_.page_rows / 2, kPageRowsMin);
  }

  bool take_row(MYSQL_ROW row, const unsigned long* lengths) {
    if (mysql_num_fields(result_.get()) != fields_) {
      failure_ = Failure{Reason::corrupt, "the server sent rows of another shape", true};
      return false;
    }
    ++page_count_;
    const std::uint64_t before = page_bytes_;
    unsigned field = 0;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      Cell& cell = cells_[i];
      cell = {};
      if (table_.columns[i].kind == ValueKind::brief) {
        if (row[field] != nullptr)
          cell = {Cell::Form::whole, {row[field], lengths[field]}, lengths[field]};
        page_bytes_ += lengths[field++];
        continue;
      }
      if (row[field] != nullptr) {
        std::uint64_t size = 0;
        std::from_chars(row[field], row[field] + lengths[field], size);
        const std::string_view text = row[field + 1] == nullptr
                                          ? std::string_view()
                                          : std::string_view(row[field + 1], lengths[field + 1]);
        cell = {size > text.size() ? Cell::Form::later : Cell::Form::whole, text, size};
      }
      page_bytes_ += lengths[field + 1];
      field += 2;
    }
    after_ = keyed_ ? key_position(table_, cells_) : "-";
    bytes_ += page_bytes_ - before;
    return true;
  }

  MariadbConnection& connection_;
  const Table& table_;
  const SampleSize size_;
  std::string after_;
  const bool keyed_;
  std::string list_;
  unsigned fields_ = 0;
  bool chosen_ = false, drawn_ = false, ended_ = false;
  double share_ = 1;
  std::uint64_t limit_ = 0;
  std::vector<std::int64_t> keys_;
  std::size_t next_key_ = 0;
  MysqlResult result_;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::nanoseconds first_{0};
  std::uint64_t bytes_ = 0, page_bytes_ = 0, page_count_ = 0;
  std::optional<Failure> failure_;
  std::vector<Cell> cells_;
};

/// A long value, piece by piece.
class MariadbValue final : public LongValue {
 public:
  MariadbValue(MariadbConnection& connection, const Table& table, std::string_view position,
               std::size_t column)
      : connection_(connection) {
    const std::string row = at_key(connection.client(), table, position);
    if (row.empty() || column >= table.columns.size()) {
      end({Reason::budget_bytes, "the table has no key, by which a long value could be asked for"});
      return;
    }
    std::string name = MariadbClient::identifier(table.columns[column].name);
    if (table.columns[column].number == "spatial") name = "ST_AsText(" + name + ")";
    before_ = "SELECT SUBSTRING(" + name + ", ";
    behind_ = ") FROM " + table_name(table) + " WHERE " + row;
  }

 private:
  std::optional<Failure> fetch(std::string_view& piece) override {
    const std::uint64_t size = connection_.client().options().budget.database_piece_bytes_max;
    std::vector<std::vector<std::string>> rows;
    if (auto failure = connection_.client().query(
            before_ + std::to_string(from_) + ", " + std::to_string(size) + behind_, rows))
      return failure;
    if (rows.size() != 1 || rows[0].size() != 1)
      return Failure{Reason::changed_during_read, "the row has changed"};
    piece_ = std::move(rows[0][0]);
    piece = piece_;
    from_ += size;
    return std::nullopt;
  }

  MariadbConnection& connection_;
  std::string before_, behind_;
  std::uint64_t from_ = 1;
  std::string piece_;
};

}  // namespace

std::unique_ptr<Rows> make_mariadb_rows(MariadbConnection& connection, const Table& table,
                                        const SampleSize& size, std::string_view after) {
  return std::make_unique<MariadbRows>(connection, table, size, after);
}

std::unique_ptr<ByteStream> MariadbConnection::value(const Table& table, std::string_view position,
                                                     std::size_t column, std::uint64_t) {
  return std::make_unique<MariadbValue>(*this, table, position, column);
}

}  // namespace braque::database
