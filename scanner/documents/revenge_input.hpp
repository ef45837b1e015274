// A file in memory, as the libraries of the Document Liberation Project want their input: bytes,
// and the streams inside when it is a compound file.
#pragma once

#include <librevenge-stream/librevenge-stream.h>

#include <memory>
#include <string>

#include "documents/ole2.hpp"

namespace braque::documents {

class RevengeInput final : public librevenge::RVNGInputStream {
 public:
  /// Ends early when the time of `meter` is used up. `ole2` may be null; all must outlive this.
  RevengeInput(std::shared_ptr<const std::string> bytes, const Ole2File* ole2,
               const extract::Meter& meter)
      : bytes_(std::move(bytes)), ole2_(ole2), meter_(meter) {}

  bool isStructured() override { return ole2_ != nullptr; }
  unsigned subStreamCount() override;
  const char* subStreamName(unsigned id) override;
  bool existsSubStream(const char* name) override;
  librevenge::RVNGInputStream* getSubStreamByName(const char* name) override;
  librevenge::RVNGInputStream* getSubStreamById(unsigned id) override;
  const unsigned char* read(unsigned long count, unsigned long& done) override;
  int seek(long offset, librevenge::RVNG_SEEK_TYPE type) override;
  long tell() override { return static_cast<long>(at_); }
  bool isEnd() override { return at_ >= bytes_->size() || meter_.out_of_time(); }

 private:
  librevenge::RVNGInputStream* open(const Ole2Entry* entry);

  std::shared_ptr<const std::string> bytes_;
  const Ole2File* ole2_;
  const extract::Meter& meter_;
  std::size_t at_ = 0;
};

}  // namespace braque::documents
