// Content-Transfer-Encoding (RFC 2045, section 6): from the lines of a part to its bytes. What does
// not fit an encoding is passed over as the RFC says, and an unknown one leaves the bytes alone.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace braque::documents::mail {

/// Takes a part's lines, or pieces of them, in order.
class TransferDecoder {
 public:
  virtual ~TransferDecoder() = default;
  /// Appends the bytes that `text` stands for.
  virtual void decode(std::string_view text, std::string& out) = 0;
  /// Appends what is left over after the last line.
  virtual void finish(std::string&) {}
};

/// `encoding` as in the header, in lower case.
std::unique_ptr<TransferDecoder> make_transfer_decoder(std::string_view encoding);
/// "Q" of RFC 2047 when `underscore_is_space`.
std::string decode_quoted(std::string_view text, bool underscore_is_space);
std::string decode_base64(std::string_view text);

}  // namespace braque::documents::mail
