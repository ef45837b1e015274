// The body of a part, decoded: its bytes, and, where it is text, its characters.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "documents/charset.hpp"
#include "documents/mail_header.hpp"
#include "documents/transfer_decoding.hpp"
#include "extract/made_text.hpp"

namespace braque::documents::mail {

/// Gives the lines of the current part, up to what ends it.
class BodyLines {
 public:
  virtual ~BodyLines() = default;
  /// The next line or piece of one; false at the part's end. Valid until the next call.
  virtual bool next_line(std::string_view& line) = 0;
  virtual std::uint64_t offset() const = 0;
  virtual extract::Problem problem() const = 0;
};

/// The bytes of a part without its last line end: the one before a delimiter belongs to that (RFC
/// 2046, 5.1.1).
class PartBytes final : public extract::Unpacker {
 public:
  PartBytes(BodyLines& lines, std::string_view encoding)
      : lines_(lines), decoder_(make_transfer_decoder(encoding)) {}
  std::size_t unpack(std::span<char> into) override;
  std::uint64_t consumed() const override { return lines_.offset(); }
  extract::Problem problem() const override { return lines_.problem(); }

  /// The first bytes, at most `bytes_max`, without taking them; `whole` when that is all.
  std::string_view head(std::size_t bytes_max, bool& whole);
  /// Appends some more bytes; false at the end.
  bool more(std::string& out);

 private:
  bool decode_line();

  BodyLines& lines_;
  std::unique_ptr<TransferDecoder> decoder_;
  std::string ready_;
  std::size_t given_ = 0;
  std::string_view line_end_;  ///< of the line before, which may be the last one
  bool ended_ = false;
};

/// The text of a part as UTF-8, with soft line breaks taken out where the part says so.
class PartText final : public extract::TextMaker {
 public:
  PartText(PartBytes& bytes, const ContentInfo& info, bool html);
  bool make(std::string& text) override;
  std::uint64_t consumed() const override { return bytes_.consumed(); }
  extract::Problem problem() const override { return bytes_.problem(); }

 private:
  PartBytes& bytes_;
  std::unique_ptr<CharsetConverter> converter_;  ///< null: the bytes are UTF-8
  bool flowed_, delete_space_;
  std::string rest_;  ///< begin of a line that is not complete yet
};

/// The encoding of a text by what is said of it and by its first bytes; "" for UTF-8.
std::string charset_of(std::string_view head, bool whole, std::string_view stated, bool html);

}  // namespace braque::documents::mail
