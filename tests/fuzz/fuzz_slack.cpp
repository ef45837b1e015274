// An export of Slack, and the reader of JSON behind it.
#include "document_harness.hpp"
#include "documents/json_tokens.hpp"

namespace {

class Bytes final : public braque::ByteStream {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(std::span<char> into) override {
    const std::size_t count = std::min({into.size(), bytes_.size(), std::size_t{7}});
    std::memcpy(into.data(), bytes_.data(), count);
    bytes_.remove_prefix(count);
    return count;
  }
  braque::Outcome outcome() const override { return {}; }

 private:
  std::string_view bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Kind = braque::documents::JsonTokens::Kind;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  braque::fuzz::read_as("zip", bytes);
  Bytes stream(bytes);
  braque::documents::JsonTokens tokens(stream);
  std::size_t steps = 0;
  for (Kind kind = tokens.next(); kind != Kind::end && kind != Kind::fault; kind = tokens.next())
    BRAQUE_CHECK(++steps <= 2 * size + 2);
  std::string rest;
  while (tokens.rest(rest)) BRAQUE_CHECK(rest.size() <= size);
  return 0;
}
