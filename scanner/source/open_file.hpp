// An open file of the file system, read with pread only: a mapping would end in SIGBUS when
// somebody truncates the file.
#pragma once

#include "model/source.hpp"
#include "source/descriptor.hpp"

namespace braque::source {

/// Thread-safe. Never reads beyond the size in `metadata`, so that a file that grows for ever ends.
class OpenFile final : public OpenItem {
 public:
  OpenFile(Descriptor descriptor, const ItemMetadata& metadata);

  std::uint64_t size() const override { return metadata_.size; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>& failure) const override;
  Extent next_data(std::uint64_t offset) const override;
  std::optional<Shared> shared() const override {
    return Shared{descriptor_.get(), metadata_.allocated_bytes, std::nullopt};
  }
  const ItemMetadata& metadata() const override { return metadata_; }
  Reason changed() const override;

 private:
  Descriptor descriptor_;
  ItemMetadata metadata_;
};

}  // namespace braque::source
