// The standard security handler of PDF (ISO 32000-1, 7.6; revision 6: ISO 32000-2, 7.6.4) with an
// empty user password, for what poppler-cpp does not give decrypted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "documents/pdf_value.hpp"

namespace braque::documents {

class PdfCipher {
 public:
  /// `dictionary`: the trailer's /Encrypt, resolved; `id`: the first half of its /ID. Nothing when
  /// the method is not known. Does not check that the empty password fits: poppler has.
  static std::optional<PdfCipher> with_empty_password(const PdfValue& dictionary,
                                                      std::string_view id);

  /// The object that is the dictionary itself, whose strings are not encrypted.
  void leave_out(std::uint32_t number) { left_out_ = number; }
  /// Decrypts all strings inside of an object that stands in the file directly.
  void decrypt_strings(PdfValue& value, std::uint32_t number, std::uint32_t generation) const;
  std::string decrypt_stream(std::string_view bytes, const PdfValue& dictionary,
                             std::uint32_t number, std::uint32_t generation) const;

 private:
  enum class Method : std::uint8_t { none, rc4, aes_128, aes_256 };

  static Method method_of(const PdfValue& dictionary, std::string_view which);
  std::string decrypt(Method method, std::string_view bytes, std::uint32_t number,
                      std::uint32_t generation) const;

  std::string key_;
  Method strings_ = Method::rc4;
  Method streams_ = Method::rc4;
  bool metadata_encrypted_ = true;
  std::optional<std::uint32_t> left_out_;
};

}  // namespace braque::documents
