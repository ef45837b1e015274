#include "database/table_reading.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <thread>

#include "base/header_marks.hpp"
#include "database/person_references.hpp"
#include "database/row_text.hpp"

namespace braque::database {

namespace {

constexpr std::size_t kPieceBytes = 32 << 10;
constexpr std::size_t kHeaderBytesMax =
    63;  ///< longer headers are not looked at (recognise/columns.cpp)
constexpr std::uint64_t kSmallBinaryBytes = 64;
constexpr std::size_t kLaterHeldMax = 100'000;
constexpr std::uint64_t kFirstDelayMs = 250;

/// A name or a description in a header: without what has a meaning there.
std::string header_text(std::string_view name) {
  std::string text;
  append_cell(text, name);
  std::replace(text.begin(), text.end(), kDescriptionMark, ' ');
  std::replace(text.begin(), text.end(), kPersonMark, ' ');
  return text;
}

void add_note(std::string& note, const std::string& more) {
  if (!note.empty() && !more.empty()) note += "; ";
  note += more;
}

/// Where the stretches of a sample end, as shares of it: at so many rows it may be enough.
std::vector<double> stretch_ends(const SampleSize& size) {
  constexpr double kLooks[] = {1000, 3000};
  std::vector<double> ends;
  for (const double rows : kLooks)
    if (size.kind == SampleSize::Kind::rows && rows <= 0.6 * static_cast<double>(size.rows))
      ends.push_back(rows / static_cast<double>(size.rows));
  ends.push_back(1);
  return ends;
}

/// Who may read the table, for the ledger; "" when there is nothing to say.
std::string exposure_note(const Readers& readers) {
  std::string names;
  append_cell(names, readers.some);
  std::string text = readers.everybody ? "every account may read it" : "";
  if (readers.accounts == 0 || readers.everybody) return text;
  text = std::to_string(readers.accounts) +
         (readers.accounts == 1 ? " other account may read it (" : " other accounts may read it (");
  constexpr std::uint64_t kNamed = 5;
  return text + names + (readers.accounts > kNamed ? ", ...)" : ")");
}

}  // namespace

void Session::wait(std::uint64_t milliseconds) const {
  constexpr std::uint64_t kStepMs = 50;
  for (std::uint64_t waited = 0; waited < milliseconds && !stopping(); waited += kStepMs)
    std::this_thread::sleep_for(
        std::chrono::milliseconds(std::min(kStepMs, milliseconds - waited)));
}

/// The rows' text as the line reads it; the reading's own state is what it works on.
class TableReading::RowStream final : public ByteStream {
 public:
  explicit RowStream(TableReading& reading) : reading_(reading), text_(reading.header()) {}

  std::size_t read(std::span<char> into) override {
    while (given_ == text_.size() && !ended_) {
      text_.clear();
      given_ = 0;
      while (text_.size() < kPieceBytes && !ended_) {
        if (reading_.next_row())
          reading_.take_row(&text_);
        else
          ended_ = true;
      }
    }
    const std::size_t count = std::min(into.size(), text_.size() - given_);
    std::memcpy(into.data(), text_.data() + given_, count);
    given_ += count;
    return count;
  }
  Outcome outcome() const override { return reading_.outcome_of_rows(); }

 private:
  TableReading& reading_;
  std::string text_;
  std::size_t given_ = 0;
  bool ended_ = false;
};

TableReading::TableReading(std::shared_ptr<Session> session, ListedTable listed,
                           std::string relative)
    : session_(std::move(session)), listed_(std::move(listed)), relative_(std::move(relative)) {
  for (const std::string& step : session_->connection->path(listed_.name)) {
    if (!locator_.empty()) locator_ += " > ";
    append_cell(locator_, step);
  }
}

bool TableReading::recovered(const Failure& failure) {
  Session& session = *session_;
  if (!failure.lost && !failure.passing) return false;
  if (failure.lost) session.open = false;
  while (retries_ < session.budget.database_retries_max && !session.stopping() &&
         !session.given_up) {
    session.wait(kFirstDelayMs << retries_);
    ++retries_;
    if (session.open) return true;
    if (const auto refused = session.connection->open(); refused && !refused->lost)
      return false;
    else
      session.open = !refused.has_value();
    if (session.open) return true;
  }
  session.given_up = session.given_up || (!session.open && !session.stopping());
  return false;
}

std::optional<Failure> TableReading::describe() {
  Session& session = *session_;
  if (session.given_up) return Failure{Reason::io_error, "the server was lost", true};
  if (!session.open) {
    auto failure = session.connection->open();
    session.open = !failure.has_value();
    if (failure && !recovered(*failure)) return failure;
  }
  while (true) {
    auto failure = session.connection->describe(listed_, table_);
    if (!failure) break;
    if (!recovered(*failure)) return failure;
  }
  leave_out_columns();
  filled_.assign(table_.columns.size(), 0);
  return std::nullopt;
}

void TableReading::leave_out_columns() {
  std::size_t excluded = 0, unreadable = 0;
  std::vector<Column> kept;
  std::vector<std::size_t> place(table_.columns.size(), table_.columns.size());
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    Column& column = table_.columns[i];
    if (session_->columns.excludes_file(relative_ + "/" + encoded(column.name))) {
      ++excluded;
    } else if (!column.readable) {
      ++unreadable;
    } else {
      place[i] = kept.size();
      kept.push_back(std::move(column));
    }
  }
  const std::size_t all = table_.columns.size();
  table_.columns = std::move(kept);
  for (std::size_t& key : table_.key) key = key < all ? place[key] : all;
  std::erase_if(table_.key, [&](std::size_t key) { return key >= table_.columns.size(); });
  add_note(note_, table_.note);
  if (excluded > 0) add_note(note_, std::to_string(excluded) + " columns excluded");
  if (unreadable > 0) {
    add_note(note_, std::to_string(unreadable) + " columns may not be read by this account");
    reason_ = Reason::permission_denied;
  }
}

bool TableReading::points_at_persons(const Column& column) const {
  return std::any_of(
      listed_.persons.begin(), listed_.persons.end(),
      [&](const PersonReference& reference) { return reference.column == column.name; });
}

std::string TableReading::persons() const { return persons_sentence(listed_); }

std::string TableReading::header() const {
  std::string text;
  if (table_.documents) return text;
  for (const Column& column : table_.columns) {
    if (!text.empty()) text += '\t';
    std::string name = header_text(column.name);
    if (points_at_persons(column)) (name += kDescriptionMark) += kPersonMark;
    const std::size_t room = kHeaderBytesMax - std::min(kHeaderBytesMax, name.size() + 1);
    std::string description = header_text(column.comment);
    if (description.size() > room) {
      description.resize(room);
      const std::size_t space = description.rfind(' ');
      description.resize(space == std::string::npos ? 0 : space);
    }
    text += name;
    if (!description.empty() && !name.ends_with(kPersonMark)) text += kDescriptionMark;
    text += description;
  }
  text += '\n';
  return text;
}

bool TableReading::next_row() {
  while (!session_->stopping()) {
    if (rows_ == nullptr) {
      rows_ = session_->connection->rows(table_, stretch_, last_);
      in_stretches_ = rows_->in_stretches();
      share_ = rows_->share() * (in_stretches_ ? stretch_.to : 1);
    }
    if (rows_->next()) return true;
    if (!rows_->failure()) return false;
    const Failure failure = *rows_->failure();
    bytes_ += rows_->bytes();
    rows_.reset();
    if (!recovered(failure)) {
      failure_ = failure;
      return false;
    }
  }
  stopped_ = true;
  return false;
}

/// `text`: null when only long values are looked for, because the rows were read before.
void TableReading::take_row(std::string* text) {
  const std::span<const Cell> cells = rows_->cells();
  const std::size_t count = std::min(cells.size(), table_.columns.size());
  if (text != nullptr) ++rows_read_;
  for (std::size_t i = 0; i < count; ++i) {
    const Cell& cell = cells[i];
    if (text != nullptr && i > 0) *text += '\t';
    if (cell.form == Cell::Form::null) continue;
    const bool binary = table_.columns[i].kind == ValueKind::binary;
    if (cell.form == Cell::Form::whole && binary && cell.bytes.size() > kSmallBinaryBytes &&
        (!is_utf8(cell.bytes) || !detect_container(cell.bytes, "").empty())) {
      Cell later = cell;
      later.size = cell.bytes.size();
      note_later(later, i);
    } else if (cell.form == Cell::Form::later) {
      note_later(cell, i);
    } else if (text != nullptr) {
      if (table_.documents)
        *text += cell.bytes;
      else if (binary)
        append_binary(*text, cell.bytes);
      else
        append_cell(*text, cell.bytes);
      if (cell.bytes.empty()) continue;
    }
    if (text != nullptr) ++filled_[i];
  }
  if (text != nullptr) *text += '\n';
  last_ = rows_->position();
}

void TableReading::note_later(const Cell& cell, std::size_t column) {
  if (left_out_) return;
  if (later_.size() >= kLaterHeldMax) {
    // The row may have given some of its values: it is read again from the one before on, and what
    // stands in the list already is dropped there.
    left_out_ = true;
    later_from_ = last_;
    const std::string position = rows_->position();
    while (!later_.empty() && later_.back().position == position) later_.pop_back();
    return;
  }
  later_.push_back({rows_->position(), key_of_row(), column, cell.size});
}

std::string TableReading::key_of_row() const {
  const std::span<const Cell> cells = rows_->cells();
  std::string key;
  for (const std::size_t column : table_.key) {
    if (column >= cells.size()) continue;
    if (!key.empty()) key += '\x1f';
    key += cells[column].bytes;
  }
  return key.empty() ? rows_->position() : key;
}

Outcome TableReading::outcome_of_rows() const {
  Outcome outcome;
  if (!failure_ && !stopped_) return outcome;
  outcome.status = Status::partial;
  outcome.reason = stopped_ ? Reason::budget_time : failure_->reason;
  outcome.note = stopped_ ? "the run was stopped" : failure_->detail;
  return outcome;
}

void TableReading::hand_over(const Later& later, MemberSink& sink) {
  Member member;
  member.name = header_text(table_.columns[later.column].name);
  member.row_key = later.key;
  member.size = later.size;
  if (later.size > session_->budget.entry_bytes_max) {
    member.outcome.status = Status::skipped;
    member.outcome.reason = Reason::budget_bytes;
    member.outcome.bytes = later.size;
    stopped_ = !sink.member(member) || stopped_;
    return;
  }
  const auto bytes = session_->connection->value(table_, later.position, later.column, later.size);
  member.bytes = bytes.get();
  stopped_ = !sink.member(member) || stopped_;
  // Values that were cut short say so themselves; a lost connection serves the next one again.
  if (bytes->outcome().status != Status::complete && bytes->outcome().reason == Reason::io_error)
    session_->open = false;
}

void TableReading::read_values(MemberSink& sink) {
  for (; !later_.empty() && !stopped_ && !session_->stopping(); later_.pop_front()) {
    if (!session_->open && !recovered(Failure{Reason::io_error, "the connection was lost", true})) {
      failure_ = Failure{Reason::io_error, "the connection was lost", true};
      return;
    }
    hand_over(later_.front(), sink);
  }
}

/// Values beyond those that are kept in mind: the rows are gone through again. False: nothing more.
bool TableReading::read_rest(MemberSink& sink) {
  if (!left_out_ || failure_ || stopped_) return false;
  left_out_ = false;
  last_ = later_from_;
  rows_.reset();
  while (!left_out_ && next_row()) take_row(nullptr);
  rows_.reset();
  read_values(sink);
  return true;
}

void TableReading::count() {
  const bool whole = share_ >= 1 && !failure_ && !stopped_;
  const double rows = whole ? static_cast<double>(rows_read_)
                      : share_ < 1 && !failure_ && !stopped_
                          ? static_cast<double>(rows_read_) / share_
                          : std::max(table_.rows, static_cast<double>(rows_read_));
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    ColumnRecord record;
    append_cell(record.name, table_.columns[i].name);
    append_cell(record.type, table_.columns[i].type);
    record.rows = static_cast<std::uint64_t>(std::llround(rows));
    record.rows_exact = whole;
    record.rows_read = rows_read_;
    record.filled = filled_[i];
    records_.push_back(std::move(record));
  }
}

void TableReading::read_stretch(MemberSink& sink) {
  last_.clear();
  RowStream stream(*this);
  Member member;
  member.structure = table_.documents ? "jsonl" : "rows";
  member.bytes = &stream;
  stopped_ = !sink.member(member) || stopped_;
  if (rows_ != nullptr) bytes_ += rows_->bytes();
  rows_.reset();
  read_values(sink);
  while (read_rest(sink)) {
  }
}

/// A sample of so many rows ends when enough is known. When that is asked is fixed beforehand, so
/// that the same seed reads the same rows and the bounds can allow for it.
void TableReading::read_sample(TableSink& sink) {
  stretch_ = session_->sample;
  const std::vector<double> ends = stretch_ends(stretch_);
  for (std::size_t i = 0; i < ends.size(); ++i) {
    stretch_.to = ends[i];
    read_stretch(sink);
    if (failure_ || stopped_ || !in_stretches_) return;
    looks_ = static_cast<std::uint32_t>(ends.size());
    ended_early_ = i + 1 < ends.size() && sure(sink);
    if (ended_early_) return;
    stretch_.from = stretch_.to;
  }
}

bool TableReading::sure(TableSink& sink) const {
  std::vector<ColumnSoFar> columns;
  for (std::size_t i = 0; i < table_.columns.size(); ++i)
    columns.push_back({header_text(table_.columns[i].name),
                       filled_[i] > 0 ? filled_[i] : rows_read_,
                       table_.columns[i].kind != ValueKind::brief});
  return !table_.documents && sink.sure(columns, looks_);
}

Outcome TableReading::read(const Budget&, TableSink& sink) {
  const std::lock_guard lock(session_->mutex);
  Outcome outcome;
  outcome.format = "table";
  if (const auto failure = describe()) {
    outcome.status = Status::skipped;
    outcome.reason = failure->reason;
    outcome.note = failure->detail;
    return outcome;
  }
  if (!table_.columns.empty()) read_sample(sink);
  count();
  outcome.bytes = outcome.bytes_done = bytes_;
  const Outcome rows = outcome_of_rows();
  outcome.status = rows.status;
  outcome.reason = rows.reason;
  outcome.note = rows.note;
  if (outcome.status == Status::complete && reason_ != Reason::none) {
    outcome.status = Status::partial;
    outcome.reason = reason_;
  }
  if (share_ < 1) {
    const double percent = share_ * 100;
    char text[64];
    std::snprintf(text, sizeof text, "sample of %llu rows (%.3g %%)",
                  static_cast<unsigned long long>(rows_read_), percent);
    add_note(outcome.note, text);
    if (ended_early_) add_note(outcome.note, "more of the sample would tell hardly more");
  }
  add_note(outcome.note, note_);
  add_note(outcome.note, persons());
  add_note(outcome.note, exposure_note(listed_.readers));
  return outcome;
}

}  // namespace braque::database
