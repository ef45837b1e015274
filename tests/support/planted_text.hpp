// Files in which a value stands at each offset around the edges of read windows, in every encoding
// and structure, and where it stands. All values are invented.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace braque::test {

struct PlantedKind {
  const char* name;
  const char* rule;    ///< a prefix of the rule's id
  const char* label;   ///< header, key or words before it
  const char* before;  ///< stands before the value in the same cell
  const char* value;
};

inline constexpr auto kPlantedKinds = std::to_array<PlantedKind>({
    {"nir-grouped", "fr.nir", "nir", "", "1 82 11 75 116 042 67"},
    {"nir-compact", "fr.nir", "nir", "", "291062A00411824"},
    {"iban-grouped", "eu.iban", "iban", "", "FR76 3000 6000 0112 3456 7890 189"},
    {"iban-compact", "eu.iban", "iban", "", "FR7630006000011234567890189"},
    {"card", "pci.", "visa", "", "4539 1480 3216 4575"},
    {"email", "intl.email", "courriel", "", "marie.curie@labo-exemple.fr"},
    {"ipv4", "intl.ipv4", "ip", "", "163.172.41.207"},
    {"ipv6", "intl.ipv6", "ip", "", "2001:41d0:1:2e4c::7f3a"},
    {"mac", "intl.mac", "mac", "", "3c:22:fb:4a:91:d7"},
    {"phone", "fr.phone", "portable", "", "+33 6 39 98 17 46"},
    {"mrz", "icao.mrz_td3", "mrz", "",
     "P<FRABERTHIER<<LOUISE<MARIE<<<<<<<<<<<<<<<<<\n17AK482138FRA8709147F2903312<<<<<<<<<<<<<<06"},
    {"token", "cred.github_token", "jeton", "", "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"},
    {"password", "cred.password", "note", "mot de passe : ", "Girafe!4821"},
    {"private-key", "cred.private_key", "pem", "", "-----BEGIN RSA PRIVATE KEY-----"},
    {"birth-date", "intl.dob", "date_of_birth", "", "14/02/1985"},
});

enum class PlantedEncoding { utf8, utf16le, utf16be, utf32le, windows1252 };
inline constexpr std::array kPlantedEncodings{PlantedEncoding::utf8, PlantedEncoding::utf16le,
                                              PlantedEncoding::utf16be, PlantedEncoding::utf32le,
                                              PlantedEncoding::windows1252};
inline constexpr std::array kPlantedEncodingNames{"utf8", "utf16le", "utf16be", "utf32le",
                                                  "windows1252"};

/// How a row is written: `open` + note + `between` + value + `close`.
struct PlantedStructure {
  const char* name;
  const char* extension;
  const char* head;
  const char* open;
  const char* between;  ///< "%" stands for the label
  const char* close;
  const char* last_close;  ///< of the last row
  const char* tail;
  const char* special = "";  ///< what a value cannot hold as it is ...
  const char* escape = "";   ///< ... and what stands for it
  bool line_feeds = true;    ///< a value may hold a line feed
  bool labels_alone = true;  ///< a row without a value has its label all the same
};

inline constexpr auto kPlantedStructures = std::to_array<PlantedStructure>({
    {"plain", "txt", "", "", " %: ", " fin\n", " fin\n", "", "", "", true, false},
    {"csv", "csv", "note;%\n", "", ";\"", "\"\n", "\"\n", ""},
    {"jsonl", "jsonl", "", "{\"note\":\"", "\",\"%\":\"", "\"}\n", "\"}\n", "", "\n", "\\n"},
    {"json", "json", "[", "{\"note\":\"", "\",\"%\":\"", "\"},", "\"}", "]", "\n", "\\n"},
    {"xml", "xml", "<?xml version=\"1.0\"?>\n<rows>\n", "<row><note>", "</note><%>", "</%></row>\n",
     "</%></row>\n", "</rows>\n", "<", "&lt;"},
    {"sql", "sql", "INSERT INTO t (note, %) VALUES\n", "('", "','", "'),\n", "');\n", ""},
    {"key-value", "ini", "", "ligne = ", "\n% = ", "\n", "\n", "", "", "", false},
});

struct Planted {
  std::uint64_t offset = 0, length = 0;  ///< in the file, escapes included
};

struct PlantedText {
  std::string bytes;
  std::vector<Planted> values;
};

/// Writes text whose characters lie in Latin-1; `text` is UTF-8.
class EncodedText {
 public:
  explicit EncodedText(PlantedEncoding encoding) : encoding_(encoding) {
    if (encoding != PlantedEncoding::utf8 && encoding != PlantedEncoding::windows1252)
      append(0xFEFF);
  }

  void add(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      unsigned code = static_cast<unsigned char>(text[i]);
      if (code >= 0xC0) code = (code & 0x1F) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F);
      append(code);
    }
  }
  std::size_t width() const {
    return encoding_ == PlantedEncoding::utf32le                                            ? 4
           : encoding_ == PlantedEncoding::utf16le || encoding_ == PlantedEncoding::utf16be ? 2
                                                                                            : 1;
  }
  std::size_t size_of(std::string_view text) const {
    EncodedText other(encoding_);
    const std::size_t mark = other.bytes.size();
    other.add(text);
    return other.bytes.size() - mark;
  }
  std::string bytes;

 private:
  void append(unsigned code) {
    auto byte = [this](unsigned value) { bytes += static_cast<char>(value & 0xFF); };
    switch (encoding_) {
      case PlantedEncoding::utf8:
        if (code >= 0x80) {
          byte(0xC0 | code >> 6);
          byte(0x80 | (code & 0x3F));
        } else {
          byte(code);
        }
        break;
      case PlantedEncoding::windows1252:
        byte(code);
        break;
      case PlantedEncoding::utf16le:
        byte(code), byte(code >> 8);
        break;
      case PlantedEncoding::utf16be:
        byte(code >> 8), byte(code);
        break;
      case PlantedEncoding::utf32le:
        byte(code), byte(code >> 8), byte(0), byte(0);
        break;
    }
  }

  PlantedEncoding encoding_;
};

namespace detail {

inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
  if (what.empty()) return text;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

}  // namespace detail

/// The value stands at each edge of windows of `window` bytes, first ending before the edge, then
/// one character further each time, at last starting behind it. The windows must be larger than
/// a few rows.
inline PlantedText plant(const PlantedKind& kind, PlantedEncoding encoding,
                         const PlantedStructure& structure, std::size_t window) {
  const auto labelled = [&](const char* text) { return detail::replaced(text, "%", kind.label); };
  const std::string open = structure.open, close = labelled(structure.close);
  const std::string between = labelled(structure.between);
  const std::string value = detail::replaced(kind.value, structure.special, structure.escape);
  const std::string lead = between + kind.before;
  // Few long rows: rows without a value speak against weak rules in a table.
  std::string filler = open;
  for (int i = 0; i < 100; ++i) filler += "No\u00ebl d\u00e9j\u00e0 \u00e9t\u00e9 lu ";
  filler += (structure.labels_alone ? between : "") + close;

  EncodedText text(encoding);
  PlantedText planted;
  text.add(labelled(structure.head));
  const std::size_t filler_size = text.size_of(filler), lead_size = text.size_of(open + lead);
  const std::size_t offsets = value.size() + 3;
  for (std::size_t i = 0; i < offsets; ++i) {
    const std::size_t edge = (i + 1) * window;
    const std::size_t start = edge - (value.size() + 1 - i) * text.width();
    while (text.bytes.size() + filler_size + lead_size <= start) text.add(filler);
    const std::size_t pad = (start - text.bytes.size() - lead_size) / text.width();
    text.add(open + std::string(pad, 'x') + lead);
    planted.values.push_back({text.bytes.size(), text.size_of(value)});
    text.add(value);
    text.add(close);
  }
  text.add(open + "fin" + between + labelled(structure.last_close));
  text.add(structure.tail);
  planted.bytes = std::move(text.bytes);
  return planted;
}

}  // namespace braque::test
