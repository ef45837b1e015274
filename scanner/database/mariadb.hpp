// MariaDB and MySQL, over libmariadb.
#pragma once

#include "database/mariadb_client.hpp"

namespace braque::database {

/// How a column of the key is written into a statement again.
enum class KeyKind : std::uint8_t { whole, text, binary };

class MariadbConnection final : public Connection {
 public:
  explicit MariadbConnection(const ConnectionOptions& options)
      : options_(options), client_(options_) {}

  std::optional<Failure> open() override;
  const std::vector<std::string>& remarks() const override { return remarks_; }
  std::optional<Failure> list(std::vector<ListedTable>& tables) override;
  std::optional<Failure> references(const std::vector<ListedTable>& tables,
                                    References& found) override;
  std::optional<Failure> describe(const ListedTable& listed, Table& table) override;
  std::unique_ptr<Rows> rows(const Table& table, const SampleSize& size,
                             std::string_view after) override;
  std::unique_ptr<ByteStream> value(const Table& table, std::string_view position,
                                    std::size_t column, std::uint64_t size) override;
  std::vector<std::string> path(const TableName& name) const override {
    return {name.database, name.table};
  }

  MariadbClient& client() { return client_; }
  /// Rows asked for at once; grows and shrinks with the time they take.
  std::uint64_t page_rows = 1000;

 private:
  std::optional<Failure> look_at_account();

  ConnectionOptions options_;
  MariadbClient client_;
  std::vector<std::string> remarks_;
};

/// The kinds of the key's columns; nothing when rows cannot be told by it.
std::vector<KeyKind> key_kinds(const Table& table);
std::string table_name(const Table& table);
/// "`a` = 1 AND `b` = 'x'", or the rows behind, from a position; "" when it is none.
std::string at_key(const MariadbClient& client, const Table& table, std::string_view position);
std::string behind_key(const MariadbClient& client, const Table& table, std::string_view position);
/// The key of a row, from its cells.
std::string key_position(const Table& table, std::span<const Cell> cells);

/// Fills Readers of the tables, where the account may know.
void list_mariadb_readers(MariadbClient& client, std::vector<ListedTable>& tables);

std::unique_ptr<Rows> make_mariadb_rows(MariadbConnection& connection, const Table& table,
                                        const SampleSize& size, std::string_view after);

}  // namespace braque::database
