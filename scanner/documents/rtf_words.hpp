// What the control words of RTF mean to someone who wants the text (specification 1.9.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace braque::documents {

/// Where the text of a group belongs.
enum class RtfDestination : std::uint8_t {
  body,
  skipped,
  font_table,
  header,
  footnote,
  comment,
  comment_author,
  link,
  reviewers,
  object,
  object_class,
  object_data,
  picture,
  shape_name,
  shape_value,
  info,
  info_value,
  property_name,
  property_value,
  variable,
  alternative,
  same,
};

/// The destination that a control word begins; nothing when it begins none.
std::optional<RtfDestination> rtf_destination(std::string_view word);
/// The text that a control word stands for (UTF-8); empty when it stands for none.
std::string_view rtf_text(std::string_view word);
/// What an entry of the \info group is called; empty for what it does not have, or for dates.
std::string_view rtf_info_name(std::string_view word);
/// The code page of a font's \fcharsetN; nothing for the document's own.
std::optional<unsigned> rtf_charset(int charset);

}  // namespace braque::documents
