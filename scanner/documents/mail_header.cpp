#include "documents/mail_header.hpp"

#include <algorithm>

#include "documents/charset.hpp"
#include "documents/transfer_decoding.hpp"
#include "extract/mail_signature.hpp"
#include "extract/member_name.hpp"

namespace braque::documents::mail {
namespace {

constexpr std::size_t kFieldNameBytesMax = 128;
constexpr std::size_t kWordBytesMax = 4096;
constexpr std::size_t kLabelBytesMax = 60;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& byte : result)
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte + 32);
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// "=?charset?B?text?=" at `at`; false when there is none.
struct Word {
  std::string charset;
  std::string bytes;
  std::size_t end = 0;
};

bool parse_word(std::string_view all, std::size_t begin, Word& word) {
  // RFC 2047, 2 allows 75 bytes; writers put whole subjects into one word.
  const std::string_view value = all.substr(0, begin + kWordBytesMax);
  const std::size_t at = begin;
  if (value.substr(at, 2) != "=?") return false;
  const std::size_t charset_end = value.find('?', at + 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= value.size()) return false;
  const char kind = value[charset_end + 1];
  if (value[charset_end + 2] != '?') return false;
  const std::size_t text = charset_end + 3;
  const std::size_t end = value.find("?=", text);
  if (end == std::string_view::npos) return false;
  const std::string_view encoded = value.substr(text, end - text);
  std::string_view charset = value.substr(at + 2, charset_end - at - 2);
  if (charset.size() > kFieldNameBytesMax) return false;
  charset = charset.substr(0, charset.find('*'));  // RFC 2231, 5: a language may follow
  if (kind == 'B' || kind == 'b')
    word.bytes = decode_base64(encoded);
  else if (kind == 'Q' || kind == 'q')
    word.bytes = decode_quoted(encoded, true);
  else
    return false;
  word.charset = charset;
  word.end = end + 2;
  return true;
}

/// RFC 2231, section 4: "charset'language'%41%42".
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto digit = [&](std::size_t i) {
      const char c = i < text.size() ? text[i] : '\0';
      return c >= '0' && c <= '9'   ? c - '0'
             : c >= 'A' && c <= 'F' ? c - 'A' + 10
             : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                    : -1;
    };
    if (text[at] == '%' && digit(at + 1) >= 0 && digit(at + 2) >= 0) {
      out += static_cast<char>(digit(at + 1) * 16 + digit(at + 2));
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

/// A parameter as it is met: name*2*=value.
struct Piece {
  std::string name;
  unsigned number = 0;
  bool encoded = false;
  std::string value;
};

/// Reads a value from `at` on, which moves to the ';' after it.
std::string parameter_value(std::string_view text, std::size_t& at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  std::string value;
  if (at < text.size() && text[at] == '"') {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      // Backslashes quote in the standard, and are path separators in old file names.
      const bool quotes =
          text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\');
      if (quotes) ++at;
      value += text[at];
    }
    at = std::min(text.find(';', at), text.size());
    return value;
  }
  const std::size_t end = std::min(text.find(';', at), text.size());
  value = trimmed(text.substr(at, end - at));
  at = end;
  return value;
}

Piece parameter_name(std::string_view text) {
  Piece piece;
  piece.name = lower(trimmed(text));
  if (piece.name.ends_with('*')) {
    piece.encoded = true;
    piece.name.pop_back();
  }
  const std::size_t star = piece.name.rfind('*');
  if (star == std::string::npos) return piece;
  const std::string_view digits = std::string_view(piece.name).substr(star + 1);
  if (digits.empty() || digits.size() > 4 ||
      digits.find_first_not_of("0123456789") != std::string_view::npos)
    return piece;
  for (const char digit : digits)
    piece.number = piece.number * 10 + static_cast<unsigned>(digit - '0');
  piece.name.resize(star);
  return piece;
}

/// Joins the pieces of each name in order and decodes them.
void join_pieces(std::vector<Piece>& pieces, Parameters& parameters) {
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.name != b.name ? a.name < b.name : a.number < b.number;
  });
  for (std::size_t i = 0; i < pieces.size();) {
    std::string charset, bytes;
    const std::size_t first = i;
    bool encoded = false;
    for (; i < pieces.size() && pieces[i].name == pieces[first].name; ++i) {
      const Piece& piece = pieces[i];
      // The same name twice, plain and encoded: the encoded one is the better one.
      if (i > first && piece.number == 0) {
        if (!piece.encoded) continue;
        bytes.clear();
      }
      std::string_view value = piece.value;
      const std::size_t language = value.find('\'');
      const std::size_t text =
          language == std::string_view::npos ? language : value.find('\'', language + 1);
      if (piece.encoded && piece.number == 0 && text != std::string_view::npos) {
        charset = value.substr(0, language);
        value = value.substr(text + 1);
      }
      encoded = encoded || piece.encoded;
      bytes += piece.encoded ? percent_decoded(value) : std::string(value);
    }
    parameters.list.emplace_back(pieces[first].name,
                                 encoded ? to_utf8(bytes, charset) : decode_words(bytes, ""));
  }
}

}  // namespace

std::string_view Header::get(std::string_view name) const {
  const std::string wanted = lower(name);
  for (const Field& field : fields)
    if (field.name.size() == wanted.size() && lower(field.name) == wanted) return field.value;
  return {};
}

std::string decode_words(std::string_view value, std::string_view charset) {
  std::string out, run, run_charset;
  // Neighbours of one charset are joined before they are decoded: some writers cut characters.
  const auto flush = [&] {
    if (!run.empty()) out += to_utf8(run, run_charset);
    run.clear();
  };
  std::size_t at = 0;
  bool after_word = false;
  while (at < value.size()) {
    std::size_t begin = value.find("=?", at);
    Word word;
    while (begin != std::string_view::npos && !parse_word(value, begin, word))
      begin = value.find("=?", begin + 2);
    if (begin == std::string_view::npos) begin = value.size();
    const std::string_view between = value.substr(at, begin - at);
    // RFC 2047, 6.2: blanks between two encoded words are not shown.
    const bool joins = after_word && begin < value.size() && trimmed(between).empty();
    if (!joins && !between.empty()) {
      flush();
      out += to_utf8(between, charset);
    }
    if (begin == value.size()) break;
    if (lower(word.charset) != lower(run_charset)) flush();
    run_charset = word.charset;
    run += word.bytes;
    at = word.end;
    after_word = true;
  }
  flush();
  return out;
}

std::string_view Parameters::get(std::string_view name) const {
  for (const auto& [key, text] : list)
    if (key == name) return text;
  return {};
}

Parameters parse_parameters(std::string_view value) {
  constexpr std::size_t kPiecesMax = 200;
  Parameters parameters;
  std::size_t at = std::min(value.find(';'), value.size());
  parameters.value = lower(trimmed(value.substr(0, at)));
  std::vector<Piece> pieces;
  while (at < value.size() && pieces.size() < kPiecesMax) {
    ++at;
    const std::size_t equals = value.find_first_of("=;", at);
    if (equals == std::string_view::npos) break;
    if (value[equals] == ';') {
      at = equals;
      continue;
    }
    Piece piece = parameter_name(value.substr(at, equals - at));
    at = equals + 1;
    piece.value = parameter_value(value, at);
    pieces.push_back(std::move(piece));
  }
  join_pieces(pieces, parameters);
  return parameters;
}

ContentInfo content_info(const Header& header) {
  ContentInfo info;
  const Parameters type = parse_parameters(header.get("Content-Type"));
  if (!type.value.empty()) {
    info.stated = true;
    info.type = type.value;
    // "text" and the like, as very old writers put it.
    if (info.type.find('/') == std::string::npos && info.type == "text") info.type = "text/plain";
  }
  info.charset = type.get("charset");
  info.boundary = type.get("boundary");
  info.flowed = lower(type.get("format")) == "flowed";
  info.delete_space = lower(type.get("delsp")) == "yes";
  const Parameters disposition = parse_parameters(header.get("Content-Disposition"));
  info.attached = disposition.value == "attachment";
  info.name = disposition.get("filename");
  if (info.name.empty()) info.name = type.get("name");
  if (info.name.empty()) {
    // RFC 2557: a part of a web page is known by its address.
    std::string_view location = trimmed(header.get("Content-Location"));
    location = location.substr(0, location.find_first_of("?#"));
    info.name = location.substr(location.rfind('/') + 1);
  }
  if (info.name.empty() && info.type.substr(0, 5) != "text/")
    info.name = decode_words(trimmed(header.get("Content-Description")), "");
  info.encoding = parse_parameters(header.get("Content-Transfer-Encoding")).value;
  return info;
}

Header parse_header(std::string_view text) {
  Header header;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    if (!continues && extract::is_mail_field(line)) {
      const std::size_t colon = line.find(':');
      header.fields.push_back(
          {std::string(trimmed(line.substr(0, colon))), std::string(line.substr(colon + 1))});
    } else if (!header.fields.empty()) {
      header.fields.back().value += ' ';
      header.fields.back().value += trimmed(line);
    }
  }
  return header;
}

std::string quoted_subject(std::string_view subject) {
  const std::string decoded = extract::label(subject);
  std::string text;
  for (const char byte : decoded) {
    const bool blank = static_cast<unsigned char>(byte) <= 0x20;
    if (blank && (text.empty() || text.back() == ' ')) continue;
    text += blank ? ' ' : byte == '"' ? '\'' : byte;
  }
  if (text.ends_with(' ')) text.pop_back();
  if (text.empty()) return {};
  if (text.size() > kLabelBytesMax) {
    std::size_t end = kLabelBytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    text += "…";
  }
  return '"' + text + '"';
}

std::string readable_header(const Header& header, std::string_view charset) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    text += name;
    text += ": ";
    const std::size_t begin = text.size();
    text += decode_words(trimmed(value), charset);
    for (std::size_t i = begin; i < text.size(); ++i)
      if (text[i] == '\n' || text[i] == '\r') text[i] = ' ';
    text += '\n';
  };
  if (!header.envelope.empty()) add("Envelope", header.envelope);
  for (const Field& field : header.fields) add(field.name, field.value);
  return text;
}

}  // namespace braque::documents::mail
