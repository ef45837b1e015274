// The strings of a workbook that cells refer to by number. There may be millions; they are kept in
// blocks, packed from some size on.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace braque::documents {

class SharedStrings {
 public:
  static constexpr std::size_t kBlockBytes = 32 << 10;
  /// Blocks beyond these many bytes are packed.
  static constexpr std::size_t kPlainBytesMax = 16 << 20;
  static constexpr std::size_t kCachedBlocks = 64;

  /// Keeps at most `bytes_max` bytes.
  explicit SharedStrings(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// False when there is no room left.
  bool add(std::string_view text);
  /// After the last one.
  void finish() { close_block(); }
  /// Valid until the next call; "" when there is none of that number.
  std::string_view get(std::uint64_t number);
  std::uint64_t size() const { return count_; }
  std::size_t held() const { return held_; }

 private:
  /// Strings, each after its length (7 bits a byte, least significant first).
  struct Block {
    std::uint64_t first = 0;
    std::string bytes;
    std::size_t plain_bytes = 0;       ///< 0: not packed
    std::vector<std::uint32_t> marks;  ///< where every kMarkEach-th string begins
  };
  struct Cached {
    std::size_t block = static_cast<std::size_t>(-1);
    std::string bytes;
  };
  static constexpr std::size_t kMarkEach = 16;

  void close_block();
  std::string_view plain(std::size_t index);

  std::size_t bytes_max_;
  std::vector<Block> blocks_;
  Block current_;
  std::uint64_t in_block_ = 0;
  std::uint64_t count_ = 0;
  std::size_t held_ = 0;
  std::array<Cached, kCachedBlocks> cache_;
  std::size_t last_block_ = 0;
};

}  // namespace braque::documents
