// Whatever has an ODBC driver: the catalogue by SQLTables, SQLColumns and SQLPrimaryKeys, rows in
// pages of the key, long values in pieces (SQLGetData). Samples are drawn by keys where the key is
// a whole number; other tables are read in full, because SQL has no sample that every engine
// understands.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/ascii.hpp"
#include "database/engines.hpp"
#include "database/key_sample.hpp"
#include "database/long_value.hpp"
#include "database/odbc_client.hpp"

namespace braque::database {
namespace {

constexpr std::uint64_t kInlineWithoutKey = 16ULL << 20;  ///< nothing can be asked for later
constexpr std::size_t kKeysOfStatement = 200;
constexpr std::uint64_t kPageRows = 5000;
constexpr std::size_t kPieceBytes = 32 << 10;
constexpr double kFewRows = 1000;

/// How a column's values are asked for, in Column::number.
constexpr std::string_view kText = "text", kBytes = "bytes", kWhole = "whole", kOther = "other";

std::string_view way_of(long type) {
  switch (type) {
    case SQL_CHAR:
    case SQL_VARCHAR:
    case SQL_LONGVARCHAR:
    case SQL_WCHAR:
    case SQL_WVARCHAR:
    case SQL_WLONGVARCHAR:
      return kText;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
      return kBytes;
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
      return kWhole;
    default:
      return kOther;
  }
}

bool parse_number(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

class OdbcConnection final : public Connection {
 public:
  explicit OdbcConnection(const ConnectionOptions& options)
      : options_(options), client_(options_) {}

  std::optional<Failure> open() override;
  const std::vector<std::string>& remarks() const override { return remarks_; }
  std::optional<Failure> list(std::vector<ListedTable>& tables) override;
  std::optional<Failure> describe(const ListedTable& listed, Table& table) override;
  std::unique_ptr<Rows> rows(const Table& table, const SampleSize& size,
                             std::string_view after) override;
  std::unique_ptr<ByteStream> value(const Table& table, std::string_view position,
                                    std::size_t column, std::uint64_t size) override;
  std::vector<std::string> path(const TableName& name) const override {
    std::vector<std::string> way{name.database, name.schema, name.table};
    std::erase(way, std::string());
    return way;
  }

  const OdbcClient& client() const { return client_; }
  const Budget& budget() const { return options_.budget; }
  std::string name_of(const Table& table) const {
    const TableName& name = table.listed.name;
    return (name.schema.empty() ? "" : client_.identifier(name.schema) + ".") +
           client_.identifier(name.table);
  }
  /// Of one row's long value, or a whole-number key; "" when the table has no such key.
  static std::string key_name(const OdbcClient& client, const Table& table) {
    const bool whole = table.key.size() == 1 && table.columns[table.key[0]].number == kWhole;
    return whole ? client.identifier(table.columns[table.key[0]].name) : std::string();
  }
  /// Drivers that give no UTF-16 (state HYC00) are asked for bytes.
  bool wide = true;

 private:
  void look_at_account();
  std::optional<Failure> count_rows(Table& table) const;

  ConnectionOptions options_;
  OdbcClient client_;
  std::vector<std::string> remarks_;
};

std::optional<Failure> OdbcConnection::open() {
  if (options_.uri.path.empty() && options_.connection->empty())
    return Failure{
        Reason::io_error,
        "name a data source (odbc:NAME), or put connection = ... into the credentials file"};
  if (auto refused = client_.connect()) return refused;
  look_at_account();
  return std::nullopt;
}

/// What the driver knows of privileges; many know nothing.
void OdbcConnection::look_at_account() {
  remarks_ = {
      "encryption and its checks are the ODBC driver's settings, which are not seen from here"};
  if (client_.info(SQL_DATA_SOURCE_READ_ONLY) == "Y") return;
  OdbcStatement statement;
  std::vector<std::vector<std::string>> rows;
  OdbcText all = odbc_text("%");
  constexpr std::uint64_t kRowsMax = 10'000;
  if (client_.make(statement) || !SQL_SUCCEEDED(SQLTablePrivilegesW(
                                     statement.get(), nullptr, 0, nullptr, 0, all.data(), SQL_NTS)))
    return;
  if (client_.all(statement, {5, 6}, rows, kRowsMax)) return;
  const std::string user = client_.info(SQL_USER_NAME);
  const bool writer = std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
    const bool ours = row[0].empty() || row[0] == user || row[0] == "PUBLIC" || row[0] == "public";
    return ours && (row[1] == "INSERT" || row[1] == "UPDATE" || row[1] == "DELETE");
  });
  if (writer)
    remarks_.push_back(
        "the account may write; nothing is written all the same, but give it an account that may "
        "only read");
}

std::optional<Failure> OdbcConnection::list(std::vector<ListedTable>& tables) {
  OdbcStatement statement;
  if (auto refused = client_.make(statement)) return refused;
  const std::string catalogue = client_.catalogue();
  if (!SQL_SUCCEEDED(SQLTablesW(statement.get(), nullptr, 0, nullptr, 0, nullptr, 0, nullptr, 0)))
    return client_.failure(SQL_HANDLE_STMT, statement.get());
  std::vector<std::vector<std::string>> rows;
  if (auto refused = client_.all(statement, {1, 2, 3, 4}, rows, budget().database_tables_max))
    return refused;
  for (const auto& row : rows) {
    // Some drivers list what is in other catalogues of the server too.
    if (!catalogue.empty() && !row[0].empty() && row[0] != catalogue) continue;
    ListedTable table;
    table.name = {options_.uri.path.empty() ? catalogue : options_.uri.path, row[1], row[2]};
    if (row[3] == "SYSTEM TABLE" || row[1] == "INFORMATION_SCHEMA" ||
        row[1] == "information_schema" || row[1] == "sys")
      continue;
    if (row[3] == "VIEW" || row[3] == "SYSTEM VIEW")
      table.kind = TableKind::view;
    else if (row[3].ends_with("TEMPORARY"))
      table.kind = TableKind::temporary;
    else if (row[3] == "ALIAS" || row[3] == "SYNONYM")
      continue;  // another name of a table that is listed
    tables.push_back(std::move(table));
  }
  return std::nullopt;
}

std::optional<Failure> OdbcConnection::describe(const ListedTable& listed, Table& table) {
  table = {};
  table.listed = listed;
  OdbcText schema = odbc_text(listed.name.schema), name = odbc_text(listed.name.table);
  SQLWCHAR* in = listed.name.schema.empty() ? nullptr : schema.data();
  const auto schema_size = static_cast<SQLSMALLINT>(schema.size()),
             name_size = static_cast<SQLSMALLINT>(name.size());
  OdbcStatement statement;
  if (auto refused = client_.make(statement)) return refused;
  if (!SQL_SUCCEEDED(SQLColumnsW(statement.get(), nullptr, 0, in, schema_size, name.data(),
                                 name_size, nullptr, 0)))
    return client_.failure(SQL_HANDLE_STMT, statement.get());
  std::vector<std::vector<std::string>> rows;
  if (auto refused =
          client_.all(statement, {2, 3, 4, 5, 6, 7, 12}, rows, budget().database_columns_max * 16))
    return refused;
  for (const auto& row : rows) {
    // Names are patterns there: tables that only match are not this one.
    if (row[1] != listed.name.table || row[0] != listed.name.schema) continue;
    if (table.columns.size() >= budget().database_columns_max)
      return Failure{Reason::budget_entries, "it has too many columns"};
    std::int64_t type = 0, size = 0;
    parse_number(row[3], type);
    const bool bounded = parse_number(row[5], size) && size > 0 && size <= 4096;
    Column column;
    column.name = row[2];
    column.type = row[4];
    column.comment = row[6];
    column.number = way_of(type);
    column.kind = column.number == kBytes              ? ValueKind::binary
                  : bounded || column.number == kWhole ? ValueKind::brief
                                                       : ValueKind::text;
    table.columns.push_back(std::move(column));
  }
  if (table.columns.empty()) return Failure{Reason::vanished, "the table is not there any more"};
  OdbcStatement keys;
  if (auto refused = client_.make(keys)) return refused;
  std::map<std::int64_t, std::size_t> key;
  if (SQL_SUCCEEDED(
          SQLPrimaryKeysW(keys.get(), nullptr, 0, in, schema_size, name.data(), name_size)) &&
      !client_.all(keys, {4, 5}, rows, budget().database_columns_max)) {
    for (const auto& row : rows)
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        std::int64_t place = 0;
        if (table.columns[i].name == row[0] && parse_number(row[1], place)) key[place] = i;
      }
  }
  for (const auto& [place, column] : key) table.key.push_back(column);
  return count_rows(table);
}

/// The number of rows is asked for only where a sample could be drawn by it.
std::optional<Failure> OdbcConnection::count_rows(Table& table) const {
  table.rows = -1;
  const std::string key = key_name(client_, table);
  if (key.empty() || table.listed.kind == TableKind::view) return std::nullopt;
  OdbcStatement statement;
  std::vector<std::vector<std::string>> rows;
  const std::string sql = "SELECT COUNT(*) FROM " + name_of(table);
  auto refused = client_.run(sql, statement);
  if (!refused) refused = client_.all(statement, {1}, rows, 1);
  if (refused && refused->reason == Reason::timeout)
    return std::nullopt;  // too many to count: unknown
  std::int64_t count = 0;
  if (!refused && rows.size() == 1 && parse_number(rows[0][0], count))
    table.rows = static_cast<double>(count);
  return refused;
}

/// A position is the whole-number key; a table without one has none.
class OdbcRows final : public Rows {
 public:
  OdbcRows(OdbcConnection& connection, const Table& table, const SampleSize& size,
           std::string_view after)
      : connection_(connection),
        table_(table),
        key_(OdbcConnection::key_name(connection.client(), table)),
        after_(after) {
    cells_.resize(table.columns.size());
    values_.resize(table.columns.size());
    for (const Column& column : table.columns)
      list_ += (list_.empty() ? "SELECT " : ", ") + connection.client().identifier(column.name);
    list_ += " FROM " + connection.name_of(table);
    choose(size);
    if (key_.empty() && !after_.empty())
      failure_ = Failure{Reason::io_error,
                         "the connection was lost, and the table has no key to go on by"};
  }

  bool next() override {
    while (!failure_) {
      if (statement_ == nullptr && !start()) return false;
      bool more = false;
      failure_ = connection_.client().fetch(statement_, more);
      if (failure_) return false;
      if (more) return take_row();
      statement_.reset();
      if (!drawn_.empty()) continue;
      if (key_.empty() || page_rows_ == 0) ended_ = true;
    }
    return false;
  }

  std::span<const Cell> cells() const override { return cells_; }
  std::string position() const override { return after_; }
  const std::optional<Failure>& failure() const override { return failure_; }
  double share() const override { return share_; }
  std::uint64_t bytes() const override { return bytes_; }

 private:
  void choose(const SampleSize& size) {
    const double rows = table_.rows;
    if (size.kind == SampleSize::Kind::full || key_.empty() || rows < 0) return;
    const double wanted =
        size.kind == SampleSize::Kind::share ? rows * size.share : static_cast<double>(size.rows);
    if (wanted >= rows ||
        (size.kind == SampleSize::Kind::rows && (rows <= wanted * 1.25 || rows <= kFewRows)))
      return;
    OdbcStatement statement;
    std::vector<std::vector<std::string>> range;
    failure_ = connection_.client().run(
        "SELECT MIN(" + key_ + "), MAX(" + key_ + ") FROM " + connection_.name_of(table_),
        statement);
    if (!failure_) failure_ = connection_.client().all(statement, {1, 2}, range, 1);
    std::int64_t low = 0, high = 0;
    if (failure_ || range.size() != 1 || !parse_number(range[0][0], low) ||
        !parse_number(range[0][1], high))
      return;
    KeySample sample = draw_keys(low, high, rows, wanted, size.seed);
    if (sample.keys.empty()) return;
    share_ = sample.share;
    drawn_ = std::move(sample.keys);
    std::int64_t last = 0;
    if (parse_number(after_, last))
      next_key_ = static_cast<std::size_t>(std::upper_bound(drawn_.begin(), drawn_.end(), last) -
                                           drawn_.begin());
  }

  bool start() {
    if (ended_) return false;
    std::string sql = list_;
    if (!drawn_.empty()) {
      if (next_key_ == drawn_.size()) return false;
      const std::size_t end = std::min(drawn_.size(), next_key_ + kKeysOfStatement);
      sql += " WHERE " + key_ + " IN (";
      for (std::size_t i = next_key_; i < end; ++i)
        sql += (i == next_key_ ? "" : ", ") + std::to_string(drawn_[i]);
      sql += ") ORDER BY " + key_;
      next_key_ = end;
    } else if (!key_.empty()) {
      std::int64_t last = 0;
      if (parse_number(after_, last)) sql += " WHERE " + key_ + " > " + std::to_string(last);
      sql += " ORDER BY " + key_;
    }
    page_rows_ = 0;
    failure_ = connection_.client().make(statement_);
    if (failure_) return false;
    // Where the driver knows no limit, the page is the rest of the table.
    if (!key_.empty() && drawn_.empty())
      SQLSetStmtAttr(statement_.get(), SQL_ATTR_MAX_ROWS,
                     reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(kPageRows)),
                     SQL_IS_UINTEGER);
    OdbcText text = odbc_text(sql);
    if (!SQL_SUCCEEDED(
            SQLExecDirectW(statement_.get(), text.data(), static_cast<SQLINTEGER>(text.size()))))
      failure_ = connection_.client().failure(SQL_HANDLE_STMT, statement_.get());
    return !failure_;
  }

  bool take_row() {
    ++page_rows_;
    const std::uint64_t most =
        key_.empty() ? kInlineWithoutKey : connection_.budget().database_inline_bytes_max;
    for (std::size_t i = 0; i < cells_.size() && !failure_; ++i) {
      cells_[i] = read_cell(static_cast<SQLUSMALLINT>(i + 1), table_.columns[i], values_[i], most);
      bytes_ += cells_[i].bytes.size();
    }
    if (!key_.empty())
      after_ = values_[table_.key[0]];
    else
      after_ = "-";
    return !failure_;
  }

  /// Drivers give columns in order only, and each in pieces until there is no more.
  Cell read_cell(SQLUSMALLINT place, const Column& column, std::string& value, std::uint64_t most) {
    value.clear();
    const bool binary = column.number == kBytes, wide = connection_.wide && !binary;
    const SQLSMALLINT kind = binary ? SQLSMALLINT{SQL_C_BINARY}
                             : wide ? SQLSMALLINT{SQL_C_WCHAR}
                                    : SQLSMALLINT{SQL_C_CHAR};
    while (true) {
      SQLLEN size = 0;
      const SQLRETURN code =
          SQLGetData(statement_.get(), place, kind, buffer_.data(),
                     static_cast<SQLLEN>(sizeof(SQLWCHAR) * buffer_.size()), &size);
      if (code == SQL_NO_DATA) break;
      if (!SQL_SUCCEEDED(code)) return refused_cell(place, column, value, most);
      if (size == SQL_NULL_DATA) return {};
      append_piece(value, kind, size);
      if (code == SQL_SUCCESS) break;
      if (value.size() > most)
        return {
            Cell::Form::later, value,
            std::max<std::uint64_t>(value.size(), size > 0 ? static_cast<std::uint64_t>(size) : 0)};
    }
    const bool later = value.size() > most && !key_.empty();
    return {later ? Cell::Form::later : Cell::Form::whole, value, value.size()};
  }

  Cell refused_cell(SQLUSMALLINT place, const Column& column, std::string& value,
                    std::uint64_t most) {
    if (connection_.wide && column.number != kBytes && value.empty()) {
      connection_.wide = false;
      return read_cell(place, column, value, most);
    }
    failure_ = connection_.client().failure(SQL_HANDLE_STMT, statement_.get());
    return {};
  }

  /// What of a piece is in the buffer: all but the zero that ends texts.
  void append_piece(std::string& value, SQLSMALLINT kind, SQLLEN size) {
    const std::size_t unit = kind == SQL_C_WCHAR ? sizeof(SQLWCHAR) : 1;
    const std::size_t room =
        buffer_.size() * sizeof(SQLWCHAR) / unit - (kind == SQL_C_BINARY ? 0 : 1);
    const std::size_t count =
        size < 0 ? room : std::min(room, static_cast<std::size_t>(size) / unit);
    if (kind == SQL_C_WCHAR)
      append_utf8(value, buffer_.data(), count);
    else
      value.append(reinterpret_cast<const char*>(buffer_.data()), count);
  }

  OdbcConnection& connection_;
  const Table& table_;
  std::string key_, list_, after_;
  std::vector<std::int64_t> drawn_;
  std::size_t next_key_ = 0;
  double share_ = 1;
  OdbcStatement statement_;
  bool ended_ = false;
  std::uint64_t page_rows_ = 0, bytes_ = 0;
  OdbcText buffer_ = OdbcText(kPieceBytes, 0);
  std::optional<Failure> failure_;
  std::vector<Cell> cells_;
  std::vector<std::string> values_;
};

/// A long value of the row with a key.
class OdbcValue final : public LongValue {
 public:
  OdbcValue(OdbcConnection& connection, const Table& table, std::string_view position,
            std::size_t column)
      : connection_(connection) {
    const std::string key = OdbcConnection::key_name(connection.client(), table);
    std::int64_t row = 0;
    if (key.empty() || column >= table.columns.size() || !parse_number(position, row)) {
      end({Reason::budget_bytes, "the table has no key, by which a long value could be asked for"});
      return;
    }
    binary_ = table.columns[column].number == kBytes;
    auto refused = connection.client().run(
        "SELECT " + connection.client().identifier(table.columns[column].name) + " FROM " +
            connection.name_of(table) + " WHERE " + key + " = " + std::to_string(row),
        statement_);
    bool more = false;
    if (!refused) refused = connection.client().fetch(statement_, more);
    if (refused)
      end(*refused);
    else if (!more)
      end({Reason::changed_during_read, "the row has changed"});
  }

 private:
  std::optional<Failure> fetch(std::string_view& piece) override {
    const bool wide = connection_.wide && !binary_;
    SQLLEN size = 0;
    const SQLSMALLINT kind = binary_ ? SQLSMALLINT{SQL_C_BINARY}
                             : wide  ? SQLSMALLINT{SQL_C_WCHAR}
                                     : SQLSMALLINT{SQL_C_CHAR};
    const SQLRETURN code =
        SQLGetData(statement_.get(), 1, kind, buffer_.data(),
                   static_cast<SQLLEN>(sizeof(SQLWCHAR) * buffer_.size()), &size);
    if (code == SQL_NO_DATA || size == SQL_NULL_DATA) return std::nullopt;
    if (!SQL_SUCCEEDED(code))
      return connection_.client().failure(SQL_HANDLE_STMT, statement_.get());
    const std::size_t unit = wide ? sizeof(SQLWCHAR) : 1;
    const std::size_t room = buffer_.size() * sizeof(SQLWCHAR) / unit - (binary_ ? 0 : 1);
    const std::size_t count =
        size < 0 ? room : std::min(room, static_cast<std::size_t>(size) / unit);
    text_.clear();
    if (wide)
      append_utf8(text_, buffer_.data(), count);
    else
      text_.assign(reinterpret_cast<const char*>(buffer_.data()), count);
    piece = text_;
    return std::nullopt;
  }

  OdbcConnection& connection_;
  OdbcStatement statement_;
  OdbcText buffer_ = OdbcText(kPieceBytes, 0);
  std::string text_;
  bool binary_ = false;
};

std::unique_ptr<Rows> OdbcConnection::rows(const Table& table, const SampleSize& size,
                                           std::string_view after) {
  return std::make_unique<OdbcRows>(*this, table, size, after);
}

std::unique_ptr<ByteStream> OdbcConnection::value(const Table& table, std::string_view position,
                                                  std::size_t column, std::uint64_t) {
  return std::make_unique<OdbcValue>(*this, table, position, column);
}

}  // namespace

std::unique_ptr<Connection> make_odbc(const ConnectionOptions& options) {
  return std::make_unique<OdbcConnection>(options);
}

}  // namespace braque::database
