#include "documents/revenge_input.hpp"

#include <algorithm>

namespace braque::documents {

unsigned RevengeInput::subStreamCount() {
  return ole2_ == nullptr ? 0 : static_cast<unsigned>(ole2_->entries().size());
}

const char* RevengeInput::subStreamName(unsigned id) {
  if (id >= subStreamCount()) return nullptr;
  return ole2_->entries()[id].path.c_str();
}

bool RevengeInput::existsSubStream(const char* name) {
  return ole2_ != nullptr && name != nullptr && ole2_->has(name);
}

librevenge::RVNGInputStream* RevengeInput::getSubStreamByName(const char* name) {
  return ole2_ == nullptr || name == nullptr ? nullptr : open(ole2_->find(name));
}

librevenge::RVNGInputStream* RevengeInput::getSubStreamById(unsigned id) {
  return id >= subStreamCount() ? nullptr : open(&ole2_->entries()[id]);
}

librevenge::RVNGInputStream* RevengeInput::open(const Ole2Entry* entry) {
  if (entry == nullptr || entry->storage) return nullptr;
  auto content = std::make_shared<const std::string>(ole2_->read(*entry, bytes_->size()));
  return new RevengeInput(std::move(content), nullptr, meter_);  // the caller's, by its interface
}

const unsigned char* RevengeInput::read(unsigned long count, unsigned long& done) {
  done = 0;
  if (count == 0 || isEnd()) return nullptr;
  done = std::min<unsigned long>(count, bytes_->size() - at_);
  const auto* bytes = reinterpret_cast<const unsigned char*>(bytes_->data()) + at_;
  at_ += done;
  return bytes;
}

int RevengeInput::seek(long offset, librevenge::RVNG_SEEK_TYPE type) {
  const auto size = static_cast<long>(bytes_->size());
  long from = 0;
  if (type == librevenge::RVNG_SEEK_CUR) from = static_cast<long>(at_);
  if (type == librevenge::RVNG_SEEK_END) from = size;
  const long to = offset > size ? size + 1 : from + std::max(offset, -size - from);
  at_ = static_cast<std::size_t>(std::clamp(to, 0L, size));
  return to < 0 || to > size ? -1 : 0;
}

}  // namespace braque::documents
