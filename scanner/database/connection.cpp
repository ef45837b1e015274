#include "database/long_value.hpp"
#include "database/source.hpp"

namespace braque::database {

std::unique_ptr<ByteStream> Connection::value(const Table&, std::string_view, std::size_t,
                                              std::uint64_t) {
  return std::make_unique<NoValue>();
}

}  // namespace braque::database
