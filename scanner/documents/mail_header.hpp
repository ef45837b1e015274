// The header of a mail or of a part of one (RFC 5322, section 2.2; RFC 2045): fields, unfolded and
// decoded, and what Content-Type and Content-Disposition say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/mail_lines.hpp"

namespace braque::documents::mail {

struct Field {
  std::string name;   ///< as written
  std::string value;  ///< unfolded, as written
};

struct Header {
  std::vector<Field> fields;
  /// The rest of an mbox "From " line before the fields.
  std::string envelope;
  bool cut = false;  ///< there was more than the limit

  /// The first field of a name, whatever its case; "" when there is none.
  std::string_view get(std::string_view name) const;
};

/// Decodes encoded words (RFC 2047); 8-bit bytes are UTF-8 or else of `charset`.
std::string decode_words(std::string_view value, std::string_view charset);

/// A structured value such as `text/plain; charset=utf-8; name*0="a"` (RFC 2045, 5.1; RFC 2231).
struct Parameters {
  std::string value;                                      ///< before the first ';', lower case
  std::vector<std::pair<std::string, std::string>> list;  ///< names in lower case, values decoded
  std::string_view get(std::string_view name) const;
};
Parameters parse_parameters(std::string_view value);

/// What a part says of itself.
struct ContentInfo {
  std::string type = "text/plain";  ///< lower case
  bool stated = false;              ///< there is a Content-Type
  std::string charset;              ///< "" when not stated
  std::string boundary;
  std::string encoding;       ///< of the transfer, lower case
  std::string name;           ///< of the file, decoded; "" without one
  bool attached = false;      ///< Content-Disposition: attachment
  bool flowed = false;        ///< format=flowed (RFC 3676)
  bool delete_space = false;  ///< delsp=yes
};
ContentInfo content_info(const Header& header);

/// A header that is there as a whole.
Header parse_header(std::string_view text);

/// A subject, decoded, as a label in quotes, cut when it is long; "" when there is nothing to show.
std::string quoted_subject(std::string_view subject);

/// The header as lines of "Name: value", decoded.
std::string readable_header(const Header& header, std::string_view charset);

}  // namespace braque::documents::mail
