// Columns that become known as keys are met.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_unit.hpp"
#include "model/budget.hpp"

namespace braque::extract {

/// Names to columns, growing up to the budget's number of columns; names are cut at its length.
/// Indices are those of one reader: two readers of the same part number the same keys differently.
class ColumnTable {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  explicit ColumnTable(const Budget& budget)
      : columns_max_(budget.columns_max), bytes_max_(budget.header_bytes_max) {}

  /// The column of a name, kNone when there is no room for another one or the name is empty.
  std::uint32_t column(std::string_view name, ContextRole role) {
    if (name.empty()) return kNone;
    name = name.substr(0, bytes_max_);
    if (name == last_name_ && last_ != kNone) return last_;
    buffer_.assign(name);
    auto found = indices_.find(buffer_);
    if (found == indices_.end()) {
      if (entries_.size() >= columns_max_) return kNone;
      found = indices_.emplace(buffer_, static_cast<std::uint32_t>(entries_.size())).first;
      entries_.push_back({role, buffer_});
    }
    last_ = found->second;
    last_name_ = buffer_;
    return last_;
  }

  const std::vector<ContextEntry>& entries() const { return entries_; }

 private:
  std::size_t columns_max_;
  std::size_t bytes_max_;
  std::vector<ContextEntry> entries_;
  std::unordered_map<std::string, std::uint32_t> indices_;
  std::string buffer_;
  std::string last_name_;
  std::uint32_t last_ = kNone;
};

}  // namespace braque::extract
