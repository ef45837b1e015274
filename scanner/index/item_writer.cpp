#include "index/item_writer.hpp"

#include <algorithm>
#include <string>

#include "index/candidate_rules.hpp"

namespace braque::index {
namespace {

#define BRAQUE_QUIET "?29 = 0 AND ?28 = 0 AND ?8 = 'complete' AND ?10 = ?15 AND ?11 = ?15"

constexpr std::string_view kInsert =
    "INSERT INTO items (item_id, target_id, relative, path, first_run, changed_run,"
    " configuration_id, result_hash, status, reason, bytes, bytes_done, format, note, label, size,"
    " allocated, modified_ns, changed_ns, device, inode, links, owner, owner_group, mode,"
    " content_hash, other_names, parts_complete, part_count, finding_count, edge_hash, risk, quiet,"
    " candidates)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
    " ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, " BRAQUE_QUIET ", ?32)";

/// The same parameters; target and relative path stay as they are.
constexpr std::string_view kUpdate =
    "UPDATE items SET path = ?4, changed_run = ?5, gone_run = NULL, configuration_id = ?6,"
    " result_hash = ?7, status = ?8, reason = ?9, bytes = ?10, bytes_done = ?11, format = ?12,"
    " note = ?13, label = ?14, size = ?15, allocated = ?16, modified_ns = ?17, changed_ns = ?18,"
    " device = ?19, inode = ?20, links = ?21, owner = ?22, owner_group = ?23, mode = ?24,"
    " content_hash = ?25, other_names = ?26, parts_complete = ?27, part_count = ?28,"
    " finding_count = ?29, edge_hash = ?30, risk = ?31, candidates = ?32, quiet = " BRAQUE_QUIET
    " WHERE item_id = ?1";

void bind_outcome(Statement& row, int first, const Outcome& outcome) {
  row.text(first, name(outcome.status)).text_or_null(first + 1, name(outcome.reason));
  row.bind(first + 2, outcome.bytes).bind(first + 3, outcome.bytes_done);
  row.text(first + 4, outcome.format).text_or_null(first + 5, outcome.note);
}

void bind_metadata(Statement& row, int first, const ItemMetadata& data) {
  row.bind(first, data.size).bind(first + 1, data.allocated_bytes);
  row.bind(first + 2, data.modified_ns).bind(first + 3, data.changed_ns);
  row.bind(first + 4, data.device).bind(first + 5, data.inode).bind(first + 6, data.links);
  row.bind(first + 7, std::uint64_t{data.owner}).bind(first + 8, std::uint64_t{data.group});
  row.bind(first + 9, std::uint64_t{data.mode});
}

/// The same content at other times, perhaps under another inode. The hash of the result covers
/// these, so nobody knows it now.
constexpr std::string_view kTouch =
    "UPDATE items SET path = ?2, changed_run = ?3, result_hash = 0, size = ?4, allocated = ?5, "
    "modified_ns = ?6,"
    " changed_ns = ?7, device = ?8, inode = ?9, links = ?10, owner = ?11, owner_group = ?12, mode "
    "= ?13,"
    " edge_hash = ?14 WHERE item_id = ?1";

void bind_hash(Statement& row, int parameter, const Digest& hash) {
  if (hash == Digest{})
    row.null(parameter);
  else
    row.blob(parameter, hash);
}

std::string joined_names(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) (joined += name) += '\0';
  return joined;
}

/// root, or root/relative with one slash between.
bool is_joined(std::string_view path, std::string_view root, std::string_view relative) {
  while (!root.empty() && root.back() == '/') root.remove_suffix(1);
  if (!path.starts_with(root)) return false;
  path.remove_prefix(root.size());
  if (relative.empty()) return path.empty();
  return path.size() == relative.size() + 1 && path.front() == '/' && path.ends_with(relative);
}

void bind_path(Statement& row, int parameter, const Item& item, std::string_view root) {
  if (is_joined(item.path, root, item.relative))
    row.null(parameter);
  else
    row.blob(parameter, item.path);
}

}  // namespace

std::string joined_path(std::string_view root, std::string_view relative) {
  while (!root.empty() && root.back() == '/') root.remove_suffix(1);
  std::string path(root);
  if (!relative.empty()) (path += '/') += relative;
  return path;
}

Result<void> ItemWriter::open(const Database& database) {
  auto last = database.integer("SELECT max(item_id) FROM items");
  if (!last) return last.error();
  next_item_ = last->value_or(0) + 1;
  return database.prepare(
      {{&find_,
        "SELECT item_id, configuration_id, result_hash, part_count, finding_count, gone_run"
        " FROM items WHERE target_id = ?1 AND relative = ?2"},
       {&insert_, kInsert},
       {&update_, kUpdate},
       {&touch_, kTouch},
       {&rename_, "UPDATE items SET relative = ?2, path = NULL WHERE item_id = ?1"},
       {&set_configuration_,
        "UPDATE items SET configuration_id = ?2, candidates = ?3 WHERE item_id = ?1"},
       {&delete_columns_, "DELETE FROM table_columns WHERE item_id = ?1"},
       {&insert_column_,
        "INSERT INTO table_columns (item_id, ordinal, name, type, row_count, rows_exact, "
        "rows_read, filled, rule,"
        " confidence, hits, distinct_count, ratio, low, high)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"},
       {&delete_parts_, "DELETE FROM parts WHERE item_id = ?1"},
       {&insert_part_,
        "INSERT INTO parts (item_id, ordinal, locator, status, reason, bytes, bytes_done, format,"
        " note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"}});
}

Result<std::optional<ItemRow>> ItemWriter::find(std::int64_t target, std::string_view relative) {
  auto row = find_.bind(1, target).blob(2, relative).step();
  if (!row) return row.error();
  if (!*row) return std::optional<ItemRow>{};
  ItemRow item;
  item.id = find_.integer(0);
  item.configuration = find_.integer(1);
  item.result_hash = find_.unsigned_integer(2);
  item.parts = find_.unsigned_integer(3);
  item.findings = find_.unsigned_integer(4);
  item.gone = !find_.is_null(5);
  find_.reset();
  return std::optional<ItemRow>{item};
}

Result<std::int64_t> ItemWriter::write(const WriteContext& context, const ItemRecord& record,
                                       const std::optional<ItemRow>& known,
                                       std::uint64_t result_hash, std::uint64_t findings) {
  std::int64_t id = known ? known->id : next_item_;
  const Item& item = record.item;
  Statement& row = known ? update_ : insert_;
  row.bind(1, id);
  if (!known) row.bind(2, context.target).blob(3, item.relative);
  bind_path(row, 4, item, context.root);
  row.bind(5, context.run).bind(6, context.configuration).bind(7, result_hash);
  bind_outcome(row, 8, record.outcome);
  row.text_or_null(14, record.label);
  bind_metadata(row, 15, item.metadata);
  bind_hash(row, 25, record.content_hash);
  bind_hash(row, 30, record.edge_hash);
  if (record.label.empty())
    row.null(31);
  else
    row.bind(31, std::uint64_t{record.risk.packed()});
  const std::string candidates = packed(record.candidates);
  row.blob(32, candidates);
  std::string names = joined_names(record.other_names);
  if (names.empty()) {
    row.null(26);
  } else {
    row.blob(26, names);
  }
  row.bind(27, record.parts_complete).bind(28, record.parts.size()).bind(29, findings);
  if (auto done = row.run(); !done) return done.error();
  if (!known) ++next_item_;
  if (auto done = write_parts(id, record, known && known->parts > 0); !done) return done.error();
  if (auto done = write_columns(id, record, known.has_value()); !done) return done.error();
  return id;
}

Result<void> ItemWriter::write_parts(std::int64_t item, const ItemRecord& record, bool replace) {
  if (replace) {
    if (auto done = delete_parts_.bind(1, item).run(); !done) return done;
  }
  std::int64_t ordinal = 0;
  for (const PartRecord& part : record.parts) {
    insert_part_.bind(1, item).bind(2, ordinal++).text(3, part.locator);
    bind_outcome(insert_part_, 4, part.outcome);
    if (auto done = insert_part_.run(); !done) return done;
  }
  return {};
}

/// Only tables of databases have columns of their own.
Result<void> ItemWriter::write_columns(std::int64_t item, const ItemRecord& record, bool replace) {
  if (replace && !record.item.path.starts_with('/')) {
    if (auto done = delete_columns_.bind(1, item).run(); !done) return done;
  }
  std::int64_t ordinal = 0;
  for (const ColumnRecord& column : record.columns) {
    Statement& row = insert_column_;
    row.bind(1, item).bind(2, ordinal++).text(3, column.name).text(4, column.type);
    row.bind(5, column.rows)
        .bind(6, column.rows_exact ? 1 : 0)
        .bind(7, column.rows_read)
        .bind(8, column.filled);
    row.text_or_null(9, column.rule)
        .text(10, name(column.confidence))
        .bind(11, column.hits)
        .bind(12, column.distinct);
    row.bind(13, column.ratio).bind(14, column.low).bind(15, column.high);
    if (auto done = row.run(); !done) return done;
  }
  return {};
}

Result<void> ItemWriter::touch(const WriteContext& context, std::int64_t id,
                               const ItemRecord& record) {
  bind_path(touch_.bind(1, id), 2, record.item, context.root);
  bind_metadata(touch_.bind(3, context.run), 4, record.item.metadata);
  bind_hash(touch_, 14, record.edge_hash);
  return touch_.run();
}

Result<void> ItemWriter::rename(std::int64_t item, std::string_view relative) {
  return rename_.bind(1, item).blob(2, relative).run();
}

Result<void> ItemWriter::set_configuration(std::int64_t item, std::int64_t configuration,
                                           const RuleBits& candidates) {
  const std::string bytes = packed(candidates);
  return set_configuration_.bind(1, item).bind(2, configuration).blob(3, bytes).run();
}

}  // namespace braque::index
