#include "database/database_source.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "database/person_references.hpp"

namespace braque::database {
namespace {

/// What `open` needs to find a table again.
class TableAnchor final : public ItemAnchor {
 public:
  explicit TableAnchor(ListedTable listed) : table(std::move(listed)) {}
  ListedTable table;
};

/// As a file's mode tells it, so that exposure is judged alike (pipeline/label_item.cpp). 0:
/// unknown.
std::uint32_t mode_of(const Readers& readers) {
  if (!readers.known) return 0;
  return S_IRUSR | (readers.accounts > 0 || readers.everybody ? S_IRGRP : 0U) |
         (readers.everybody ? S_IROTH : 0U);
}

Outcome passed_over(Reason reason, std::string note) {
  Outcome outcome;
  outcome.status = Status::skipped;
  outcome.reason = reason;
  outcome.note = std::move(note);
  outcome.format = "table";
  return outcome;
}

}  // namespace

DatabaseSource::DatabaseSource(const Engine& engine, std::string target, DatabaseOptions options,
                               source::Exclusions tables, std::shared_ptr<Session> session,
                               const Uri& uri)
    : engine_(engine),
      target_(std::move(target)),
      lasting_name_(options.lasting_name.empty() ? uri.name() : options.lasting_name),
      options_(std::move(options)),
      tables_(std::move(tables)),
      session_(std::move(session)),
      base_(uri.name()),
      names_database_(!uri.path.empty()) {}

Item DatabaseSource::item_of(const ListedTable& table) const {
  Item item;
  item.target = options_.target;
  const std::vector<std::string> path = session_->connection->path(table.name);
  // The database's own name stands in the target's.
  for (std::size_t i = path.size() > 1 && names_database_ ? 1 : 0; i < path.size(); ++i) {
    if (!item.relative.empty()) item.relative += '/';
    item.relative += encoded(path[i]);
  }
  item.path = base_ + "/" + item.relative;
  item.metadata.size = table.bytes;
  item.metadata.mode = mode_of(table.readers);
  if (table.mark) {
    item.metadata.inode = table.mark->identity;
    item.metadata.modified_ns = table.mark->changes;
    item.metadata.changed_ns = table.mark->since;
  }
  item.anchor = std::make_shared<TableAnchor>(table);
  return item;
}

bool DatabaseSource::report(const ListedTable& table, ItemSink& sink) const {
  Item item = item_of(table);
  const std::size_t slash = item.relative.rfind('/');
  const bool excluded =
      tables_.excludes_file(item.relative) ||
      (slash != std::string::npos && tables_.excludes_directory(item.relative.substr(0, slash)));
  if (excluded) return sink.passed_over(std::move(item), passed_over(Reason::excluded, ""));
  switch (table.kind) {
    case TableKind::view:
      if (options_.views) break;
      return sink.passed_over(
          std::move(item),
          passed_over(Reason::excluded, "a view: its query is not run without --views"));
    case TableKind::foreign:
      return sink.passed_over(
          std::move(item),
          passed_over(Reason::excluded, "its rows are on another server: scan that"));
    case TableKind::temporary:
      return sink.passed_over(std::move(item),
                              passed_over(Reason::excluded, "a temporary table of a session"));
    case TableKind::system:
      return sink.passed_over(
          std::move(item), passed_over(Reason::unsupported_format, "large objects are not read"));
    case TableKind::base:
    case TableKind::materialised:
      break;
  }
  if (!table.readable)
    return sink.passed_over(std::move(item),
                            passed_over(Reason::permission_denied,
                                        "the account may not read it; `braque sources "
                                        "grants` prints what it needs"));
  return sink.found(std::move(item));
}

Listing DatabaseSource::list(ItemSink& sink) {
  Listing listing;
  std::vector<ListedTable> tables;
  {
    const std::lock_guard lock(session_->mutex);
    auto failure = session_->connection->open();
    session_->open = !failure.has_value();
    if (!failure) failure = session_->connection->list(tables);
    if (failure) {
      listing.detail = failure->detail;
      session_->given_up = true;
      return listing;
    }
    listing.reached = true;
    if (options_.refuse_writers && !session_->connection->remarks().empty()) {
      listing.reached = false;
      listing.detail = session_->connection->remarks().front();
      return listing;
    }
  }
  find_references(tables);
  std::sort(tables.begin(), tables.end(), [](const ListedTable& a, const ListedTable& b) {
    const auto key = [](const ListedTable& table) {
      return std::tie(table.name.database, table.name.schema, table.name.table);
    };
    return key(a) < key(b);
  });
  for (const ListedTable& table : tables)
    if (!report(table, sink)) return listing;
  listing.complete = true;
  return listing;
}

Opened DatabaseSource::open(const Item& item) const {
  // Items come back to the source that made them.
  const auto* anchor = static_cast<const TableAnchor*>(item.anchor.get());
  Opened opened;
  if (anchor == nullptr) {
    opened.failure = ReadFailure{Reason::io_error, "the item was not found by a listing"};
    return opened;
  }
  opened.table = std::make_shared<TableReading>(session_, anchor->table, item.relative);
  return opened;
}

/// Without them a table is judged by its own rows.
void DatabaseSource::find_references(std::vector<ListedTable>& tables) {
  const std::lock_guard lock(session_->mutex);
  References references;
  if (const auto failure = session_->connection->references(tables, references)) {
    remark_ = "foreign keys are not known, so that no table speaks for another: " + failure->detail;
    session_->open = session_->open && !failure->lost;
    return;
  }
  find_persons(references, tables);
}

std::vector<std::string> DatabaseSource::remarks() const {
  const std::lock_guard lock(session_->mutex);
  std::vector<std::string> all = session_->connection->remarks();
  if (!remark_.empty()) all.push_back(remark_);
  return all;
}

}  // namespace braque::database
