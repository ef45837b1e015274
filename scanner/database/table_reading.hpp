// Reads one table over a connection: rows as text, then what was too long for a row; goes on after
// a lost connection where it was.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "database/source.hpp"
#include "model/table.hpp"
#include "source/exclusions.hpp"

namespace braque::database {

/// One connection, used by one table at a time.
struct Session {
  std::unique_ptr<Connection> connection;
  std::mutex mutex;  ///< guards the connection
  bool open = false;
  bool given_up = false;  ///< the server did not come back: nothing more is tried
  const std::atomic<bool>* stop = nullptr;
  Budget budget;
  SampleSize sample;
  source::Exclusions columns;  ///< over schema/table/column

  bool stopping() const { return stop != nullptr && stop->load(std::memory_order_relaxed); }
  /// Sleeps, unless the scan is stopped.
  void wait(std::uint64_t milliseconds) const;
};

class TableReading final : public OpenTable {
 public:
  TableReading(std::shared_ptr<Session> session, ListedTable listed, std::string relative);

  const std::string& locator() const override { return locator_; }
  Outcome read(const Budget& budget, TableSink& sink) override;
  std::uint32_t looks() const override { return looks_; }
  const std::vector<ColumnRecord>& columns() const override { return records_; }
  bool documents() const override { return table_.documents; }
  std::string persons() const override;

 private:
  class RowStream;

  /// A value that did not fit into its row.
  struct Later {
    std::string position, key;
    std::size_t column = 0;
    std::uint64_t size = 0;
  };

  std::optional<Failure> describe();
  void leave_out_columns();
  /// After a failure: may it be tried again? Waits, and connects again where needed.
  bool recovered(const Failure& failure);
  bool points_at_persons(const Column& column) const;
  std::string header() const;
  void read_sample(TableSink& sink);
  void read_stretch(MemberSink& sink);
  bool sure(TableSink& sink) const;
  bool next_row();
  void take_row(std::string* text);
  void note_later(const Cell& cell, std::size_t column);
  std::string key_of_row() const;
  void read_values(MemberSink& sink);
  bool read_rest(MemberSink& sink);
  void hand_over(const Later& later, MemberSink& sink);
  Outcome outcome_of_rows() const;
  void count();

  std::shared_ptr<Session> session_;
  ListedTable listed_;
  std::string relative_, locator_;
  Table table_;
  std::unique_ptr<Rows> rows_;
  std::optional<Failure> failure_;  ///< that ended the rows
  std::uint32_t retries_ = 0;
  std::string last_;  ///< position of the last row that was taken
  std::vector<std::uint64_t> filled_;
  std::uint64_t rows_read_ = 0;
  std::uint64_t bytes_ = 0;    ///< of connections before
  double share_ = 1;           ///< of the table's rows
  SampleSize stretch_;         ///< of the sample that is read now
  bool in_stretches_ = false;  ///< the engine reads no more than it
  std::uint32_t looks_ = 1;
  bool ended_early_ = false;
  bool stopped_ = false;
  std::deque<Later> later_;
  std::string later_from_;  ///< behind which row values were left out; "" with none
  bool left_out_ = false;
  std::string note_;
  Reason reason_ = Reason::none;  ///< of what is left out of the table
  std::vector<ColumnRecord> records_;
};

}  // namespace braque::database
