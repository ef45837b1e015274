#include "index/segment_block.hpp"

#include <array>

#include "base/check.hpp"
#include "index/varint.hpp"

namespace braque::index {
namespace {

constexpr char kVersion = 1;

}  // namespace

void BlockEncoder::add(const SegmentEntry& entry) {
  if (bytes_.empty()) {
    bytes_.reserve(kBlockBytes + 32);
    bytes_.push_back(kVersion);
    min_ = entry.prefix;
    last_ = {};
  }
  BRAQUE_CHECK(entry.prefix >= last_.prefix);
  std::array<char, 2 * kVarintBytesMax> varints;
  char* end = put_varint(varints.data(), entry.prefix - last_.prefix);
  end = put_varint(end, zigzag(entry.finding - last_.finding));
  bytes_.append(varints.data(), static_cast<std::size_t>(end - varints.data()));
  last_ = entry;
}

void BlockEncoder::clear() {
  bytes_.clear();
  last_ = {};
}

BlockDecoder::BlockDecoder(std::string_view bytes) : rest_(bytes) {
  damaged_ = rest_.empty() || rest_.front() != kVersion;
  if (damaged_) {
    rest_ = {};
  } else {
    rest_.remove_prefix(1);
  }
}

bool BlockDecoder::next(SegmentEntry& entry) {
  if (rest_.empty()) return false;
  std::uint64_t prefix = 0, finding = 0;
  damaged_ = !read_varint(rest_, prefix) || !read_varint(rest_, finding) ||
             prefix > ~std::uint64_t{0} - last_.prefix;
  if (damaged_) {
    rest_ = {};
    return false;
  }
  last_.prefix += prefix;
  last_.finding += unzigzag(finding);
  entry = last_;
  return true;
}

}  // namespace braque::index
