// Access databases, Jet 3 and 4 and ACE (mdb, accdb), through libmdb: every table of the user as
// cells. Only here is libmdb's interface used. GLib comes before, because libmdb includes it as if
// it were C.
#include <glib.h>
#include <iconv.h>

#include <mdbtools.h>

#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "documents/binary_value.hpp"
#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/prepare.hpp"
#include "documents/readers.hpp"
#include "documents/whole_file.hpp"

namespace braque::documents {
namespace {

using extract::ContainerTask;
using extract::Problem;

constexpr std::size_t kPieceBytes = 16 << 10;
constexpr std::size_t kCellBytes = 128 << 10;  ///< longer memos are cut
constexpr std::size_t kObjectBytesMax = 1
                                        << 20;  ///< of an embedded object, looked through for text

struct CloseDatabase {
  void operator()(MdbHandle* database) const noexcept { mdb_close(database); }
};
using Database = std::unique_ptr<MdbHandle, CloseDatabase>;

struct FreeTable {
  void operator()(MdbTableDef* table) const noexcept { mdb_free_tabledef(table); }
};
using Table = std::unique_ptr<MdbTableDef, FreeTable>;

/// A column that is read, and where libmdb puts its value.
struct Bound {
  MdbColumn* column = nullptr;
  std::unique_ptr<char[]> value;
  int length = 0;
};

class MdbRows final : public extract::TextMaker {
 public:
  MdbRows(MdbHandle* database, MdbTableDef* table, std::uint64_t file_bytes)
      : database_(database), table_(table), file_bytes_(file_bytes) {
    for (unsigned i = 0; i < table->num_cols && i < table->columns->len; ++i) {
      Bound bound;
      bound.column = static_cast<MdbColumn*>(g_ptr_array_index(table->columns, i));
      bound.value = std::make_unique_for_overwrite<char[]>(kCellBytes + 1);
      columns_.push_back(std::move(bound));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      std::memset(columns_[i].value.get(), 0, MDB_MEMO_OVERHEAD + 1);
      mdb_bind_column(table, static_cast<int>(i) + 1, columns_[i].value.get(), &columns_[i].length);
    }
    mdb_rewind_table(table);
  }

  bool make(std::string& text) override {
    extract::TableText out(text);
    if (!header_made_) {
      header_made_ = true;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        cell_.clear();
        append_utf8(
            cell_, {columns_[i].column->name, strnlen(columns_[i].column->name, MDB_MAX_OBJ_NAME)});
        out.cell(i, cell_);
      }
      out.end_row();
    }
    while (text.size() < kPieceBytes) {
      if (mdb_fetch_row(table_) == 0) return false;
      for (std::size_t i = 0; i < columns_.size(); ++i) {
        cell_.clear();
        value(columns_[i]);
        out.cell(i, cell_);
      }
      out.end_row();
    }
    return true;
  }
  std::uint64_t consumed() const override { return file_bytes_; }
  Problem problem() const override { return problem_; }

 private:
  void value(Bound& bound) {
    if (bound.length <= 0) return;
    if (bound.column->col_type == MDB_OLE) return object(bound);
    const std::string_view bytes(bound.value.get(), strnlen(bound.value.get(), kCellBytes));
    if (bytes.size() + 1 >= kCellBytes) problem_ = {Reason::budget_bytes, "a memo was cut"};
    append_utf8(cell_, bytes);
  }

  /// The value is a reference to pages, which are read over it one after the other.
  void object(Bound& bound) {
    std::array<char, MDB_MEMO_OVERHEAD> reference;
    std::memcpy(reference.data(), bound.value.get(), reference.size());
    std::string bytes;
    std::size_t count = mdb_ole_read(database_, bound.column, reference.data(), kCellBytes);
    while (count > 0 && count <= kCellBytes && bytes.size() < kObjectBytesMax) {
      bytes.append(bound.value.get(), count);
      count = mdb_ole_read_next(database_, bound.column, reference.data());
    }
    append_binary(cell_, bytes);
  }

  MdbHandle* database_;
  MdbTableDef* table_;
  std::uint64_t file_bytes_;
  std::vector<Bound> columns_;
  std::string cell_;
  bool header_made_ = false;
  Problem problem_;
};

bool read_table(ContainerTask& task, MdbHandle* database, MdbCatalogEntry* entry) {
  if (mdb_is_user_table(entry) == 0) return true;
  const Table table(mdb_read_table(entry));
  if (table == nullptr || mdb_read_columns(table.get()) == nullptr) {
    task.tally.add(Problem{Reason::corrupt, "a damaged table"});
    return true;
  }
  if (!extract::may_go_on(task)) return false;
  std::string name;
  append_utf8(name, {entry->object_name, strnlen(entry->object_name, MDB_MAX_OBJ_NAME)});
  MdbRows rows(database, table.get(), task.input.size());
  return hand_over_text(task, std::move(name), "table", rows);
}

/// [MS-OFFCRYPTO]: the description of the cipher stands in the first page of a database that has
/// one.
bool is_encrypted(std::string_view bytes) {
  constexpr std::size_t kDescription = 0x299;
  const unsigned size = u16(bytes, kDescription), version = u16(bytes, kDescription + 2);
  return size >= 32 && size < 4096 && version >= 2 && version <= 4 &&
         u16(bytes, kDescription + 4) <= 4;
}

}  // namespace

void prepare_mdb() {
  // libmdb converts the text of Jet 3 by iconv, which loads a file for each encoding: they stay
  // open.
  static const bool kOpened = [] {
    for (const char* encoding : {"CP1250", "CP1251", "CP1252", "CP1253", "CP1254", "CP1255",
                                 "CP1256", "CP1257", "CP1258", "CP932", "CP936", "CP949", "CP950",
                                 "CP874", "CP437", "CP850", "CP852", "UTF-16LE", "UCS-2LE"})
      static_cast<void>(iconv_open("UTF-8", encoding));
    return true;
  }();
  static_cast<void>(kOpened);
}

void read_mdb(ContainerTask& task) {
  std::string bytes;
  if (!read_whole_file(task, bytes)) return;
  const Database database(mdb_open_buffer(bytes.data(), bytes.size(), MDB_NOFLAGS));
  if (database == nullptr) {
    task.tally.add(Problem{Reason::corrupt, "a damaged database"});
    return;
  }
  mdb_set_bind_size(database.get(), kCellBytes);
  mdb_set_date_fmt(database.get(), "%Y-%m-%d %H:%M:%S");
  mdb_set_shortdate_fmt(database.get(), "%Y-%m-%d");
  const GPtrArray* catalog = mdb_read_catalog(database.get(), MDB_TABLE);
  if (catalog == nullptr || catalog->len == 0) {
    if (is_encrypted(bytes))
      task.tally.add(Problem{Reason::encrypted, "an encrypted database"});
    else
      task.tally.add(Problem{Reason::corrupt, "a damaged database"});
    return;
  }
  for (unsigned i = 0; i < catalog->len; ++i) {
    auto* entry = static_cast<MdbCatalogEntry*>(g_ptr_array_index(catalog, i));
    if (!read_table(task, database.get(), entry)) return;
  }
}

}  // namespace braque::documents
