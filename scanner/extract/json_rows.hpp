// Which values of a JSON document belong together, as the cells of one row of a table do.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace braque::extract {

/// Follows the opening and closing of values. An object in a list is a record, and all that is
/// inside of it is one row: a message with its author, however deep the author's name is. Lists of
/// messages inside of a record have a row for each message. Objects outside of all records are a
/// row each.
class JsonRows {
 public:
  /// `lines`: each line is a record. `middle`: what comes is the middle of a document that begins
  /// `depth` deep in a record; records open at depth 0.
  JsonRows(bool lines, bool middle, std::size_t depth)
      : count_(middle && depth > 0 ? 1 : 0), lines_(lines), middle_(middle) {}

  /// Before a value opens below `depth` others; `key` is an object's own or that of the list it is
  /// in.
  void open(bool object, std::size_t depth, std::string_view key) {
    const bool in_list = depth > 0 ? depth <= kDepthMax && lists_[depth - 1] : lines_ || middle_;
    if (depth < kDepthMax) lists_[depth] = !object;
    if (!object || !in_list || count_ == kRecordsMax) return;
    if (count_ == 0 || holds_messages(key)) records_[count_++] = static_cast<std::uint16_t>(depth);
  }

  /// After a value closed below `depth` others. 1 when a row ends with it.
  std::uint32_t close(bool object, std::size_t depth) {
    if (!object) return 0;
    if (count_ == 0) return 1;
    if (records_[count_ - 1] != depth) return 0;
    --count_;
    return 1;
  }

  /// At a line's end outside of strings: a faulty line costs only itself.
  std::uint32_t line(std::size_t& depth) {
    if (depth == 0) return 0;
    depth = count_ = 0;
    return 1;
  }

 private:
  static constexpr std::size_t kDepthMax = 64;
  static constexpr std::size_t kRecordsMax = 8;

  static bool holds_messages(std::string_view key) {
    return key == "messages" || key == "MessageList" || key == "replies" || key == "comments";
  }

  std::array<bool, kDepthMax> lists_{};               ///< per open value, whether it is a list
  std::array<std::uint16_t, kRecordsMax> records_{};  ///< depths of the open records
  std::size_t count_;
  bool lines_;
  bool middle_;
};

}  // namespace braque::extract
