// Rows by COPY, in short statements over ranges of blocks (ctid, which PostgreSQL 14 reads as a
// range), so that no snapshot lives long; samples by TABLESAMPLE. A position is "heap/block/line":
// rows come in its order.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <thread>

#include "database/long_value.hpp"
#include "database/postgresql.hpp"
#include "database/row_text.hpp"

namespace braque::database {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr int kRangesSince = 140000;  ///< server version with TID range scans
constexpr int kHashesSince = 120000;  ///< and with hashtidextended
constexpr char kLaterMark = '\x01';
constexpr std::uint64_t kHeadBytes = 4096;
constexpr std::uint64_t kPageBlocksMax = 4096, kPageBlocksMin = 16;
/// Above, not every page is read for a sample: a sample of pages, and about one row of each.
constexpr std::uint64_t kBernoulliBlocksMax = 32'768;
constexpr std::uint64_t kFewRows = 1000;

struct Place {
  std::size_t heap = 0;
  std::uint64_t block = 0;
  std::uint32_t line = 0;
};

bool take_number(std::string_view& text, char end, std::uint64_t& number) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  if (end == '\0') return text.empty();
  if (!text.starts_with(end)) return false;
  text.remove_prefix(1);
  return true;
}

/// "(12,3)", as a tid is written.
bool parse_tid(std::string_view text, Place& place) {
  std::uint64_t line = 0;
  if (!text.starts_with('(')) return false;
  text.remove_prefix(1);
  if (!take_number(text, ',', place.block) || !take_number(text, ')', line) || !text.empty())
    return false;
  place.line = static_cast<std::uint32_t>(line);
  return place.block <= 0xffffffffU && line <= 0xffffU;
}

bool parse_position(std::string_view text, Place& place) {
  std::uint64_t heap = 0, line = 0;
  if (!take_number(text, '/', heap) || !take_number(text, '/', place.block) ||
      !take_number(text, '\0', line))
    return false;
  place.heap = heap;
  place.line = static_cast<std::uint32_t>(line);
  return true;
}

std::string tid(std::uint64_t block, std::uint32_t line) {
  return "'(" + std::to_string(block) + "," + std::to_string(line) + ")'::tid";
}

/// The column as it is asked for: what may be long comes with a limit, and only as its size beyond.
std::string expression(const PostgresClient& client, const Column& column, const Budget& budget) {
  const std::string name = client.quoted(column.name);
  const std::string limit = std::to_string(budget.database_inline_bytes_max);
  switch (column.kind) {
    case ValueKind::brief:
      return name;
    case ValueKind::binary:
      return "octet_length(" + name + "), substring(" + name + " FROM 1 FOR " +
             std::to_string(kHeadBytes) + ")";
    case ValueKind::text:
      break;
  }
  const std::string mark = "chr(1) || octet_length(" + name + "::text)";
  const bool text = column.type == "text" || column.type.starts_with("character varying");
  if (text)
    return "CASE WHEN octet_length(" + name + ") <= " + limit + " THEN " + name + " ELSE " + mark +
           " END";
  // Stored so small it is not long, whatever the packing; else its text has to be made to know.
  return "CASE WHEN pg_column_size(" + name + ") <= 4096 OR octet_length(" + name +
         "::text) <= " + limit + " THEN " + name + "::text ELSE " + mark + " END";
}

class PostgresRows final : public Rows {
 public:
  PostgresRows(PostgresConnection& connection, const Table& table, const SampleSize& size,
               std::string_view after)
      : connection_(connection), table_(table), seed_(size.seed), from_(size.from), to_(size.to) {
    Place from;
    if (!after.empty() && parse_position(after, from)) {
      place_ = from;
      begin_ = {from.heap, from.block, from.line + 1};
    }
    choose_share(size);
    const PostgresClient& client = connection_.client();
    const Budget& budget = client.options().budget;
    fields_wanted_ = 1;
    for (const Column& column : table_.columns) {
      list_ += ", " + expression(client, column, budget);
      fields_wanted_ += column.kind == ValueKind::binary ? 2 : 1;
    }
    cells_.resize(table_.columns.size());
    heads_.resize(table_.columns.size());
  }

  /// What was begun and not read to its end leaves the connection of no use.
  ~PostgresRows() override {
    if (copying_ && !failure_) connection_.client().close();
  }

  bool next() override {
    while (!failure_) {
      if (!copying_ && !start()) return false;
      failure_ = connection_.client().copy_row(line_, line_bytes_);
      if (failure_) return false;
      if (line_ != nullptr) return take_row();
      copying_ = false;
      end_page();
    }
    return false;
  }

  std::span<const Cell> cells() const override { return cells_; }
  std::string position() const override {
    return std::to_string(place_.heap) + "/" + std::to_string(place_.block) + "/" +
           std::to_string(place_.line);
  }
  const std::optional<Failure>& failure() const override { return failure_; }
  double share() const override { return share_; }
  bool in_stretches() const override {
    return share_ < 1 && connection_.client().version() >= kHashesSince;
  }
  std::uint64_t bytes() const override { return bytes_; }

 private:
  bool is_view() const { return table_.listed.kind == TableKind::view; }
  std::uint64_t seed() const { return seed_ % 2147483647U; }

  void choose_share(const SampleSize& size) {
    if (size.kind == SampleSize::Kind::share) share_ = size.share;
    if (size.kind == SampleSize::Kind::rows) {
      if (is_view()) view_rows_ = size.rows;
      const double rows = std::max(table_.rows, 1.0);
      // A sample that leaves little out is no relief for anybody.
      if (rows > static_cast<double>(size.rows) * 1.25 && rows > kFewRows)
        share_ = static_cast<double>(size.rows) / rows;
    }
    if (is_view()) share_ = 1;
  }

  /// The clause that takes the sample, and the condition that thins it.
  std::string sampling(std::uint64_t blocks, std::string& condition) const {
    if (share_ >= 1 || is_view()) return {};
    const std::string repeatable = " REPEATABLE (" + std::to_string(seed()) + ")";
    const double per_block = table_.rows * static_cast<double>(connection_.block_bytes()) /
                             std::max(1.0, static_cast<double>(table_.bytes));
    const double blocks_share = share_ * per_block;
    const bool by_pages = blocks > kBernoulliBlocksMax && blocks_share < 0.5 && per_block >= 2 &&
                          connection_.client().version() >= kHashesSince;
    if (!by_pages)
      return " TABLESAMPLE BERNOULLI (" + std::to_string(share_ * 100) + ")" + repeatable;
    const std::string modulus = std::to_string(static_cast<std::uint64_t>(std::llround(per_block)));
    condition = "(hashtidextended(ctid, " + std::to_string(seed()) + ") & 4611686018427387903) % " +
                modulus + " = 0";
    return " TABLESAMPLE SYSTEM (" + std::to_string(blocks_share * 100) + ")" + repeatable;
  }

  /// The rows of the stretch, by a lot of their own: TABLESAMPLE's stays what it is. Other heaps
  /// have other lots, or rows of the same place would come together.
  std::string stretch() const {
    if (!in_stretches() || (from_ <= 0 && to_ >= 1)) return {};
    const auto lot = [](double share) {
      return std::to_string(
          static_cast<std::uint64_t>(std::llround(std::min(share, 1.0) * 0x1p62)));
    };
    const std::string hash = "(hashtidextended(ctid, " +
                             std::to_string(seed() + 0x9E3779B9ULL * (heap_ + 1)) +
                             ") & 4611686018427387903)";
    return hash + " >= " + lot(from_) + " AND " + hash + " < " + lot(to_);
  }

  bool measure_heap() {
    if (is_view()) {
      blocks_ = 1;
      return true;
    }
    PgResult result;
    const std::string relation = std::to_string(connection_.heaps()[heap_].relation);
    failure_ = connection_.client().query("SELECT pg_relation_size($1::oid)", {relation}, result);
    if (failure_) return false;
    if (PQntuples(result.get()) != 1 || PQgetisnull(result.get(), 0, 0) != 0) {
      failure_ = Failure{Reason::vanished, "the table is not there any more"};
      return false;
    }
    blocks_ = static_cast<std::uint64_t>(std::max<std::int64_t>(number_of(result.get(), 0, 0), 0)) /
                  connection_.block_bytes() +
              1;
    return true;
  }

  /// Begins the next page. False at the end, or with a failure.
  bool start() {
    if (!begun_) {
      begun_ = true;
      heap_ = begin_.heap;
      next_ = {heap_, begin_.block, begin_.line};
      if (heap_ >= connection_.heaps().size() || !measure_heap()) return false;
    } else if (next_.block >= blocks_) {
      if (++heap_ >= connection_.heaps().size()) return false;
      next_ = {heap_, 0, 0};
      if (!measure_heap()) return false;
    }
    const std::string& heap = connection_.heaps()[heap_].name;
    std::string condition;
    std::string sql = "COPY (SELECT " + std::string(is_view() ? "NULL" : "ctid") + list_ +
                      " FROM " + (is_view() ? "" : "ONLY ") + heap + sampling(blocks_, condition);
    bool paged = !is_view() && share_ >= 1 && connection_.client().version() >= kRangesSince;
    page_end_ = paged ? std::min(next_.block + connection_.page_blocks, blocks_) : blocks_;
    const auto add = [&](const std::string& more) {
      condition += (condition.empty() ? "" : " AND ") + more;
    };
    if (const std::string lots = stretch(); !lots.empty()) add(lots);
    if (!is_view() && (next_.block > 0 || next_.line > 0))
      add("ctid >= " + tid(next_.block, next_.line));
    // The last page has no end: rows may have come since the heap was measured.
    if (page_end_ < blocks_) add("ctid < " + tid(page_end_, 0));
    if (!condition.empty()) sql += " WHERE " + condition;
    if (view_rows_ > 0) sql += " LIMIT " + std::to_string(view_rows_);
    sql += ") TO STDOUT (NULL '')";
    (void)connection_.client().take_waited();
    failure_ = connection_.client().start_copy(sql);
    if (failure_) shrink();
    copying_ = !failure_;
    return copying_;
  }

  void shrink() {
    if (failure_->passing)
      connection_.page_blocks = std::max(connection_.page_blocks / 4, kPageBlocksMin);
  }

  /// Pages are as long as the server serves them quickly; when it gets slower, it is left alone for
  /// as long as the page took.
  void end_page() {
    const nanoseconds waited = connection_.client().take_waited();
    const std::uint64_t blocks = page_end_ - std::min(next_.block, page_end_);
    const double each = static_cast<double>(waited.count()) /
                        static_cast<double>(std::max<std::uint64_t>(blocks, 1));
    constexpr nanoseconds kQuick = milliseconds(100), kSlow = milliseconds(500);
    if (blocks >= kPageBlocksMin) {
      if (usual_ == 0) usual_ = each;
      if (each > 4 * usual_ && waited > milliseconds(50))
        std::this_thread::sleep_for(std::min<nanoseconds>(waited, std::chrono::seconds(2)));
      usual_ = std::min(usual_ * 1.05, each);
    }
    if (waited < kQuick)
      connection_.page_blocks = std::min(connection_.page_blocks * 2, kPageBlocksMax);
    if (waited > kSlow)
      connection_.page_blocks = std::max(connection_.page_blocks / 2, kPageBlocksMin);
    next_ = {heap_, page_end_, 0};
  }

  bool take_row() {
    bytes_ += line_bytes_;
    const std::string_view line(line_.get(), line_bytes_);
    if (!split_copy_row(line, fields_wanted_, scratch_, fields_)) return wrong();
    if (is_view())
      ++place_.line;
    else if (!parse_tid(fields_[0], place_))
      return wrong();
    place_.heap = heap_;
    std::size_t field = 1;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      Cell& cell = cells_[i];
      cell = {};
      if (table_.columns[i].kind == ValueKind::binary) {
        const std::string_view size = fields_[field++], head = fields_[field++];
        if (!take_binary(size, head, i)) return wrong();
        continue;
      }
      const std::string_view text = fields_[field++];
      if (text.empty()) continue;
      cell.form = Cell::Form::whole;
      cell.bytes = text;
      if (table_.columns[i].kind == ValueKind::text && text.front() == kLaterMark) take_mark(cell);
    }
    return true;
  }

  static void take_mark(Cell& cell) {
    std::string_view number = cell.bytes.substr(1);
    std::uint64_t size = 0;
    if (number.size() > 12 || !take_number(number, '\0', size)) return;
    cell = {Cell::Form::later, {}, size};
  }

  bool take_binary(std::string_view size, std::string_view head, std::size_t column) {
    Cell& cell = cells_[column];
    if (size.empty()) return true;
    std::uint64_t bytes = 0;
    if (!take_number(size, '\0', bytes) || !decode_hex(head, heads_[column])) return false;
    cell = {bytes > kHeadBytes ? Cell::Form::later : Cell::Form::whole, heads_[column], bytes};
    return true;
  }

  bool wrong() {
    failure_ = Failure{Reason::corrupt, "the server sent rows of another shape"};
    connection_.client().close();
    failure_->lost = true;
    return false;
  }

  PostgresConnection& connection_;
  const Table& table_;
  const std::uint64_t seed_;
  const double from_, to_;  ///< the stretch of the sample
  double share_ = 1;
  std::uint64_t view_rows_ = 0;
  std::string list_;
  std::size_t fields_wanted_ = 0;
  Place begin_, next_, place_;
  std::size_t heap_ = 0;
  std::uint64_t blocks_ = 0, page_end_ = 0, bytes_ = 0;
  double usual_ = 0;  ///< nanoseconds of waiting for a block
  bool begun_ = false, copying_ = false;
  std::optional<Failure> failure_;
  PgText line_;
  std::size_t line_bytes_ = 0;
  std::string scratch_;
  std::vector<std::string_view> fields_;
  std::vector<Cell> cells_;
  std::vector<std::string> heads_;
};

/// A long value, piece by piece.
class PostgresValue final : public LongValue {
 public:
  PostgresValue(PostgresConnection& connection, const Table& table, std::string_view position,
                std::size_t column)
      : connection_(connection) {
    Place place;
    if (!parse_position(position, place) || place.heap >= connection.heaps().size() ||
        column >= table.columns.size()) {
      end({Reason::io_error, "the row has no place to find it by"});
      return;
    }
    const Column& wanted = table.columns[column];
    const std::string name = connection.client().quoted(wanted.name);
    const std::string text = wanted.kind == ValueKind::binary ? name : name + "::text";
    sql_ = "SELECT substring(" + text + " FROM $2::int FOR $3::int) FROM ONLY " +
           connection.heaps()[place.heap].name + " WHERE ctid = $1::tid";
    tid_ = "(" + std::to_string(place.block) + "," + std::to_string(place.line) + ")";
  }

 private:
  std::optional<Failure> fetch(std::string_view& piece) override {
    result_.reset();
    const std::uint64_t size = connection_.client().options().budget.database_piece_bytes_max;
    if (auto failure = connection_.client().query(
            sql_.c_str(), {tid_, std::to_string(from_), std::to_string(size)}, result_, true))
      return failure;
    // The row was changed or deleted since it was read.
    if (PQntuples(result_.get()) != 1)
      return Failure{Reason::changed_during_read, "the row has changed"};
    piece = text_of(result_.get(), 0, 0);
    from_ += size;
    return std::nullopt;
  }

  PostgresConnection& connection_;
  std::string sql_, tid_;
  std::uint64_t from_ = 1;
  PgResult result_;
};

}  // namespace

std::unique_ptr<Rows> make_postgresql_rows(PostgresConnection& connection, const Table& table,
                                           const SampleSize& size, std::string_view after) {
  return std::make_unique<PostgresRows>(connection, table, size, after);
}

std::unique_ptr<ByteStream> make_postgresql_value(PostgresConnection& connection,
                                                  const Table& table, std::string_view position,
                                                  std::size_t column, std::uint64_t) {
  return std::make_unique<PostgresValue>(connection, table, position, column);
}

}  // namespace braque::database
