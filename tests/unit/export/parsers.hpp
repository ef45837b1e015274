// Parsers of the text formats, written from their descriptions and not from the encoders. Each
// throws when the text is not what the format allows.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace braque::exporting::test {

struct Parsed {
  std::vector<std::string> header;
  std::map<std::string, std::string> fields;
};

inline void require(bool condition, const char* what) {
  if (!condition) throw std::runtime_error(what);
}

/// No C0 or C1 control, DEL, line separator, or mark that changes the direction of text; valid
/// UTF-8.
inline void require_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t length = lead < 0x80             ? 1
                         : (lead & 0xe0) == 0xc0 ? 2
                         : (lead & 0xf0) == 0xe0 ? 3
                                                 : 4;
    require(lead >= 0x20 && lead != 0x7f, "a control character");
    require(i + length <= text.size() && (lead < 0x80 || lead >= 0xc2) && lead < 0xf5, "not UTF-8");
    std::uint32_t code = lead < 0x80 ? lead : lead & (0x7fU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      require((next & 0xc0) == 0x80, "not UTF-8");
      code = code << 6 | (next & 0x3fU);
    }
    require(code < 0x80 || code > 0x9f, "a C1 control");
    require(code < 0x202a || code > 0x202e, "a mark of direction");
    require(code < 0x2066 || code > 0x2069, "a mark of direction");
    require(code != 0x2028 && code != 0x2029, "a line separator");
    i += length;
  }
}

/// Seven header fields between bars, then key=value pairs: a key is letters and digits after a
/// blank and before an equals sign that no backslash escapes.
inline Parsed parse_cef(std::string_view line) {
  require_plain(line);
  Parsed parsed;
  require(line.starts_with("CEF:0|"), "no CEF");
  std::size_t i = 6;
  std::string field;
  for (; i < line.size() && parsed.header.size() < 6; ++i) {
    if (line[i] == '\\') {
      require(i + 1 < line.size() && (line[i + 1] == '\\' || line[i + 1] == '|'),
              "an unknown escape in the header");
      field += line[++i];
    } else if (line[i] == '|') {
      parsed.header.push_back(field);
      field.clear();
    } else {
      field += line[i];
    }
  }
  require(parsed.header.size() == 6, "too few header fields");
  std::string_view rest = line.substr(i);
  const auto key_at =
      [&](std::size_t at) -> std::size_t {  // length of a key that begins here, 0 for none
    std::size_t end = at;
    while (end < rest.size() && std::isalnum(static_cast<unsigned char>(rest[end]))) ++end;
    return end > at && end < rest.size() && rest[end] == '=' ? end - at : 0;
  };
  std::size_t at = 0;
  while (at < rest.size()) {
    const std::size_t key = key_at(at);
    require(key > 0, "no key where one must be");
    const std::string name(rest.substr(at, key));
    at += key + 1;
    std::string value;
    while (at < rest.size() && !(rest[at] == ' ' && key_at(at + 1) > 0)) {
      if (rest[at] == '\\') {
        require(at + 1 < rest.size() && (rest[at + 1] == '\\' || rest[at + 1] == '='),
                "an unknown escape");
        ++at;
      } else {
        require(rest[at] != '=', "an equals sign that is not escaped");
      }
      value += rest[at++];
    }
    if (at < rest.size()) ++at;
    require(parsed.fields.emplace(name, value).second, "a key twice");
  }
  return parsed;
}

/// Five header fields and a delimiter, then key=value with that delimiter; nothing is escaped.
inline Parsed parse_leef(std::string_view line) {
  require_plain(line);
  Parsed parsed;
  require(line.starts_with("LEEF:2.0|"), "no LEEF");
  line.remove_prefix(9);
  while (parsed.header.size() < 5) {
    const std::size_t bar = line.find('|');
    require(bar != std::string_view::npos, "too few header fields");
    parsed.header.emplace_back(line.substr(0, bar));
    line.remove_prefix(bar + 1);
  }
  require(parsed.header[4].size() == 1, "no delimiter");
  const char delimiter = parsed.header[4][0];
  while (!line.empty()) {
    const std::string_view pair = line.substr(0, line.find(delimiter));
    const std::size_t equals = pair.find('=');
    require(equals != std::string_view::npos && equals > 0, "no key");
    for (char c : pair.substr(0, equals))
      require(std::isalnum(static_cast<unsigned char>(c)) != 0, "a bad key");
    require(parsed.fields.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second,
            "a key twice");
    line.remove_prefix(std::min(line.size(), pair.size() + 1));
  }
  return parsed;
}

/// header: PRI, version, time, host, application, process, message id, structured data, text.
inline Parsed parse_syslog(std::string_view message) {
  require_plain(message);
  Parsed parsed;
  require(message.starts_with('<'), "no PRI");
  const std::size_t end = message.find('>');
  require(end != std::string_view::npos && end >= 2 && end <= 4, "a bad PRI");
  parsed.header.emplace_back(message.substr(1, end - 1));
  require(std::stoi(parsed.header[0]) <= 191, "PRI beyond 191");
  message.remove_prefix(end + 1);
  for (std::size_t most : {std::size_t{3}, std::size_t{32}, std::size_t{255}, std::size_t{48},
                           std::size_t{128}, std::size_t{32}}) {
    const std::size_t blank = message.find(' ');
    require(blank != std::string_view::npos && blank > 0 && blank <= most,
            "a header field of bad length");
    for (char c : message.substr(0, blank))
      require(c > ' ' && c < 0x7f, "a header field that is not printable ASCII");
    parsed.header.emplace_back(message.substr(0, blank));
    message.remove_prefix(blank + 1);
  }
  if (message.starts_with("- ")) {
    parsed.header.emplace_back("-");
    message.remove_prefix(2);
  } else {
    require(message.starts_with('['), "no structured data");
    bool quoted = false;
    std::size_t i = 1;
    for (; i < message.size() && (quoted || message[i] != ']'); ++i) {
      if (quoted && message[i] == '\\')
        ++i;
      else if (message[i] == '"')
        quoted = !quoted;
    }
    require(i + 1 < message.size() && message[i + 1] == ' ', "structured data without an end");
    parsed.header.emplace_back(message.substr(0, i + 1));
    message.remove_prefix(i + 2);
  }
  parsed.header.emplace_back(message);
  return parsed;
}

/// RFC 4180: the fields of one record, which must end with the text.
inline std::vector<std::string> parse_csv(std::string_view record) {
  std::vector<std::string> fields;
  std::size_t i = 0;
  while (true) {
    std::string field;
    if (i < record.size() && record[i] == '"') {
      for (++i;; ++i) {
        require(i < record.size(), "a quote without an end");
        if (record[i] != '"')
          field += record[i];
        else if (i + 1 < record.size() && record[i + 1] == '"')
          field += record[++i];
        else
          break;
      }
      ++i;
    } else {
      while (i < record.size() && record[i] != ',') {
        require(record[i] != '"' && record[i] != '\n' && record[i] != '\r',
                "a quote or line break in a bare field");
        field += record[i++];
      }
    }
    fields.push_back(field);
    if (i == record.size()) return fields;
    require(record[i] == ',', "something after a quoted field");
    ++i;
  }
}

}  // namespace braque::exporting::test
