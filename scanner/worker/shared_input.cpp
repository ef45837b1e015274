#include "worker/shared_input.hpp"

#include <algorithm>
#include <utility>

#include "privacy/sealed_file.hpp"
#include "source/open_file.hpp"

namespace braque::worker {
namespace {

/// What braque held in a file encrypted with a passing key.
class EncryptedInput final : public RandomAccess {
 public:
  EncryptedInput(Descriptor file, std::uint64_t size, const std::array<unsigned char, 32>& key)
      : file_(std::move(file)), size_(size), key_(key) {}

  std::uint64_t size() const override { return size_; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override {
    if (offset >= size_) return 0;
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset));
    auto read = decrypt_at(file_.get(), key_, offset, into.first(wanted));
    if (read) return *read;
    failure = ReadFailure{Reason::io_error, read.error().message};
    return 0;
  }

 private:
  Descriptor file_;
  std::uint64_t size_;
  std::array<unsigned char, 32> key_;
};

class CountedInput final : public RandomAccess {
 public:
  CountedInput(std::unique_ptr<RandomAccess> input, sandbox::SharedState& state)
      : input_(std::move(input)), state_(state) {}

  std::uint64_t size() const override { return input_->size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override {
    state_.progress.fetch_add(1, std::memory_order_relaxed);
    return input_->read_at(offset, into, failure);
  }
  Extent next_data(std::uint64_t offset) const override { return input_->next_data(offset); }

 private:
  std::unique_ptr<RandomAccess> input_;
  sandbox::SharedState& state_;
};

}  // namespace

std::unique_ptr<RandomAccess> make_input(const sandbox::ReadRequest& request, Descriptor file,
                                         sandbox::SharedState& state) {
  std::unique_ptr<RandomAccess> input;
  if (request.encrypted != 0) {
    input = std::make_unique<EncryptedInput>(std::move(file), request.size, request.key);
  } else {
    ItemMetadata metadata;
    metadata.size = request.size;
    metadata.allocated_bytes = request.allocated_bytes;
    input = std::make_unique<source::OpenFile>(std::move(file), metadata);
  }
  return std::make_unique<CountedInput>(std::move(input), state);
}

}  // namespace braque::worker
