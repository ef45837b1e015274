// A stream whose beginning was read already, to recognise what it is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/extractor.hpp"
#include "privacy/content_hash.hpp"

namespace braque::pipeline {

/// Gives back the first bytes, which were read to recognise the format, and hashes what passes, so
/// that an archive that contains itself is recognised.
class ReplayStream final : public ByteStream {
 public:
  ReplayStream(std::string_view first, ByteStream& rest, const ContentHasher& hasher)
      : first_(first), rest_(rest), hasher_(hasher) {
    block_.reserve(ContentHasher::kBlockBytes);
  }

  std::size_t read(std::span<char> into) override {
    std::size_t got = std::min(first_.size(), into.size());
    if (got > 0) {
      std::copy_n(first_.data(), got, into.data());
      first_.remove_prefix(got);
    } else {
      got = rest_.read(into);
    }
    hash(std::string_view(into.data(), got));
    return got;
  }
  Outcome outcome() const override { return rest_.outcome(); }

  Digest digest() {
    if (!block_.empty()) hashes_.push_back(hasher_.block(block_));
    block_.clear();
    return hasher_.whole(hashes_);
  }

 private:
  void hash(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t part = std::min(bytes.size(), ContentHasher::kBlockBytes - block_.size());
      block_.append(bytes.substr(0, part));
      bytes.remove_prefix(part);
      if (block_.size() < ContentHasher::kBlockBytes) continue;
      hashes_.push_back(hasher_.block(block_));
      block_.clear();
    }
  }

  std::string_view first_;
  ByteStream& rest_;
  const ContentHasher& hasher_;
  std::string block_;
  std::vector<Digest> hashes_;
};

}  // namespace braque::pipeline
