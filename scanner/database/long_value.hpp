// A value that is too long for a page of rows, asked for piece by piece.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "database/source.hpp"
#include "model/extractor.hpp"

namespace braque::database {

/// Base of the engines' values: they fetch, this hands out. One thread.
class LongValue : public ByteStream {
 public:
  std::size_t read(std::span<char> into) final {
    while (!ended_ && given_ == piece_.size()) {
      given_ = 0;
      piece_ = {};
      if (auto failure = fetch(piece_))
        end(*failure);
      else if (piece_.empty())
        ended_ = true;
    }
    const std::size_t count = std::min(into.size(), piece_.size() - given_);
    std::copy_n(piece_.data() + given_, count, into.data());
    given_ += count;
    return count;
  }
  Outcome outcome() const final { return outcome_; }

 protected:
  /// The next piece, valid until the next call; empty at the end.
  virtual std::optional<Failure> fetch(std::string_view& piece) = 0;

  void end(const Failure& failure) {
    ended_ = true;
    piece_ = {};
    given_ = 0;
    outcome_.status = Status::partial;
    outcome_.reason = failure.reason;
    outcome_.note = failure.detail;
  }

 private:
  std::string_view piece_;
  std::size_t given_ = 0;
  bool ended_ = false;
  Outcome outcome_;
};

/// Documents are whole: nothing is left for later.
class NoValue final : public ByteStream {
 public:
  std::size_t read(std::span<char>) override { return 0; }
  Outcome outcome() const override { return {}; }
};

}  // namespace braque::database
