#include "database/long_value.hpp"
#include "database/source.hpp"

namespace braque::database {

std::optional<Failure> Connection::references(const std::vector<ListedTable>& tables,
                                              References& found) {
  found.columns.resize(tables.size());
  return std::nullopt;
}

std::unique_ptr<ByteStream> Connection::value(const Table&, std::string_view, std::size_t,
                                              std::uint64_t) {
  return std::make_unique<NoValue>();
}

}  // namespace braque::database
