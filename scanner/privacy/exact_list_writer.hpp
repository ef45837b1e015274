// Makes the file of an exact list (exact_list.hpp) in bounded memory: entries are dealt out by the
// first bits of their hash to encrypted unnamed files, which are sorted one after the other.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "privacy/exact_list.hpp"
#include "privacy/sealed_file.hpp"

namespace braque {

struct ExactListDescription {
  std::string name;
  std::vector<std::string> columns;  ///< 1 to kExactColumnsMax
  std::string key_id;                ///< Keys::fingerprint_key_id: eight characters
  bool has_keys = false;             ///< rows have keys of their own
};

class ExactListWriter {
 public:
  explicit ExactListWriter(ExactListDescription description);

  /// A value of the row that was begun last. `length` counts letters and digits of a number; 0:
  /// none.
  Result<void> add(std::uint32_t column, ExactKind kind, const ExactHash& hash, std::size_t length,
                   bool all_digits);
  /// Begins the next row. `key` is stored when rows have keys, and then must be no raw value.
  Result<void> begin_row(std::string_view key);
  /// Gives the whole file to `write`, in order, in pieces.
  Result<void> finish(const std::function<void(std::string_view)>& write);

  std::uint32_t rows() const noexcept { return rows_; }
  std::uint64_t entries() const noexcept { return entries_; }
  const std::vector<ExactColumn>& columns() const noexcept { return columns_; }

 private:
  class Body;
  /// Entries whose hash begins with the same bits.
  struct Bucket {
    std::vector<ExactEntry> entries;
    SealedFile file;
  };

  std::string names() const;
  Result<void> write_entries(Body& body, std::vector<std::uint32_t>& directory,
                             std::vector<std::uint64_t>& filter);
  Result<void> write_keys(Body& body);

  ExactListDescription description_;
  ExactProfile profile_;
  std::vector<ExactColumn> columns_;
  std::vector<Bucket> buckets_;
  std::vector<std::uint32_t> key_ends_;
  std::string keys_;  ///< those not yet in key_file_
  SealedFile key_file_;
  std::uint64_t key_size_ = 0;
  std::uint32_t rows_ = 0;
  std::uint64_t entries_ = 0;
};

}  // namespace braque
