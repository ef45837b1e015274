// PostgreSQL 12 and later, over libpq.
#pragma once

#include <map>

#include "database/postgresql_client.hpp"

namespace braque::database {

/// One heap: a table, a materialised view or a partition; for a view the view itself.
struct PostgresHeap {
  std::string name;  ///< quoted, with its schema
  std::uint32_t relation = 0;
};

class PostgresConnection final : public Connection {
 public:
  explicit PostgresConnection(const ConnectionOptions& options)
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
  std::vector<std::string> path(const TableName& name) const override;

  PostgresClient& client() { return client_; }
  /// The heaps of the table described last.
  const std::vector<PostgresHeap>& heaps() const { return heaps_; }
  std::uint64_t block_bytes() const { return block_bytes_; }
  /// How many blocks a statement reads; grows and shrinks with the time they take.
  std::uint64_t page_blocks = 256;

 private:
  std::optional<Failure> look_at_account();
  void list_readers(std::vector<ListedTable>& tables);
  std::optional<Failure> list_heaps(const ListedTable& listed);
  std::optional<Failure> describe_columns(const ListedTable& listed, Table& table);

  ConnectionOptions options_;
  PostgresClient client_;
  std::vector<std::string> remarks_;
  std::vector<PostgresHeap> heaps_;
  std::uint64_t block_bytes_ = 8192;
};

/// Postgres: rows of heaps by ranges of blocks. Of a view in one statement.
std::unique_ptr<Rows> make_postgresql_rows(PostgresConnection& connection, const Table& table,
                                           const SampleSize& size, std::string_view after);
std::unique_ptr<ByteStream> make_postgresql_value(PostgresConnection& connection,
                                                  const Table& table, std::string_view position,
                                                  std::size_t column, std::uint64_t size);

}  // namespace braque::database
