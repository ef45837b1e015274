#include "extract/binary_magic.hpp"

#include <algorithm>

#include "extract/unread_formats.hpp"

namespace braque::extract {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::size_t at;
  std::string_view more;  ///< further bytes, at position 8 (RIFF files name their kind there)
  BinaryFormat format;
};

// Each line cites where the signature is defined.
constexpr Magic kMagics[] = {
    {"\xff\xd8\xff"sv, 0, ""sv, {"image", Reason::needs_ocr}},       // JPEG, ITU-T T.81 B.2
    {"\x89PNG\r\n\x1a\n"sv, 0, ""sv, {"image", Reason::needs_ocr}},  // PNG, RFC 2083 3.1
    {"GIF87a"sv, 0, ""sv, {"image", Reason::needs_ocr}},             // GIF87a specification
    {"GIF89a"sv, 0, ""sv, {"image", Reason::needs_ocr}},             // GIF89a specification
    {"II*\0"sv, 0, ""sv, {"image", Reason::needs_ocr}},              // TIFF 6.0, section 2
    {"MM\0*"sv, 0, ""sv, {"image", Reason::needs_ocr}},              // the same, big-endian
    {"BPG\xfb"sv, 0, ""sv, {"image", Reason::needs_ocr}},            // BPG specification
    {"\x97JB2\r\n\x1a\n"sv, 0, ""sv, {"image", Reason::needs_ocr}},  // JBIG2, ITU-T T.88 D.4.1
    {"\0\0\0\x0cJXL \r\n\x87\n"sv, 0, ""sv, {"image", Reason::needs_ocr}},  // JPEG XL, ISO 18181-2
    {"II\xbc\x01"sv, 0, ""sv, {"image", Reason::needs_ocr}},    // JPEG XR, ITU-T T.832 A.5
    {"v/1\x01"sv, 0, ""sv, {"image", Reason::needs_ocr}},       // OpenEXR file layout
    {"#?RADIANCE\n"sv, 0, ""sv, {"image", Reason::needs_ocr}},  // Radiance picture format
    {"DDS |\0\0\0"sv, 0, ""sv, {"image", Reason::needs_ocr}},   // DirectDraw surface
    {"gimp xcf "sv, 0, ""sv, {"image", Reason::needs_ocr}},     // XCF, GIMP's devel-docs
    {"icns\0"sv, 0, ""sv, {"image", Reason::needs_ocr}},        // Apple icon image
    {"\0\x11\x02\xff\x0c\0"sv,
     522,
     ""sv,
     {"image", Reason::needs_ocr}},                             // PICT 2, Inside Macintosh
    {"RIFF"sv, 0, "WEBP"sv, {"image", Reason::needs_ocr}},      // WebP container, RFC 9649
    {"%PDF-"sv, 0, ""sv, {"pdf", Reason::unsupported_format}},  // ISO 32000-1, 7.5.2
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv,
     0,
     ""sv,
     {"ole2", Reason::unsupported_format}},                                        // MS-CFB 2.2
    {"-----BEGIN PGP MESSAGE-----"sv, 0, ""sv, {"encrypted", Reason::encrypted}},  // RFC 4880 6.2
    {"age-encryption.org/"sv, 0, ""sv, {"encrypted", Reason::encrypted}},  // age-encryption.org/v1
    {"Salted__"sv, 0, ""sv, {"encrypted", Reason::encrypted}},             // OpenSSL enc(1)
    {"LUKS\xba\xbe"sv, 0, ""sv, {"encrypted", Reason::encrypted}},         // LUKS1 specification 2
};

/// BMP: "BM", then zeros in the reserved fields (6..9) and a header size that exists.
bool is_bitmap(std::string_view head) {
  if (head.size() < 18 || !head.starts_with("BM")) return false;
  if (head.substr(6, 4) != "\0\0\0\0"sv || head.substr(15, 3) != "\0\0\0"sv) return false;
  const auto size = static_cast<unsigned char>(head[14]);
  return size == 12 || size == 40 || size == 52 || size == 56 || size == 108 || size == 124;
}

/// Icons and cursors of Windows: a list of pictures, the first of which follows the list.
bool is_icon(std::string_view head) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
  if (head.size() < 22 || byte(0) != 0 || byte(1) != 0 || byte(3) != 0 || byte(5) != 0)
    return false;
  const unsigned count = byte(4);
  const unsigned first = byte(18) + 256U * byte(19) + 65536U * byte(20);
  return (byte(2) == 1 || byte(2) == 2) && count > 0 && byte(9) == 0 && first == 6 + 16 * count;
}

/// Binary pixmaps of Netpbm: "P4" to "P6", then two or three numbers.
bool is_pixmap(std::string_view head) {
  if (head.size() < 8 || head[0] != 'P' || head[1] < '4' || head[1] > '6') return false;
  int numbers = 0;
  const int wanted = head[1] == '4' ? 2 : 3;
  for (std::size_t at = 2; at < std::min<std::size_t>(head.size(), 200) && numbers < wanted; ++at) {
    const char c = head[at];
    const bool digit = c >= '0' && c <= '9';
    if (c == '#') {
      at = std::min(head.find('\n', at), head.size());
    } else if (digit && !(head[at - 1] >= '0' && head[at - 1] <= '9')) {
      ++numbers;
    } else if (!digit && c != ' ' && c != '\n' && c != '\t' && c != '\r') {
      return false;
    }
  }
  return numbers == wanted && (head[2] == '\n' || head[2] == ' ' || head[2] == '\r');
}

/// A binary OpenPGP message (RFC 4880 4.2, 5.1, 5.3): it opens with an encrypted session key packet
/// of version 3 (public key) or 4 (passphrase) and a plausible length.
bool is_encrypted_pgp(std::string_view head) {
  if (head.size() < 16) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
  if (byte(0) == 0x85 && byte(1) <= 4 && byte(3) == 3) return byte(12) == 1 || byte(12) == 16;
  if (byte(0) == 0x84 && byte(2) == 3) return byte(11) == 1 || byte(11) == 18;
  if (byte(0) == 0x8c && byte(1) < 64 && byte(2) == 4) return byte(3) <= 11 && byte(4) <= 3;
  return false;
}

}  // namespace

BinaryFormat known_binary(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (head.size() < magic.at + magic.bytes.size()) continue;
    if (head.substr(magic.at, magic.bytes.size()) != magic.bytes) continue;
    if (!magic.more.empty() && (head.size() < 12 || head.substr(8, 4) != magic.more)) continue;
    return magic.format;
  }
  if (is_bitmap(head) || is_icon(head) || is_pixmap(head)) return {"image", Reason::needs_ocr};
  if (is_encrypted_pgp(head)) return {"encrypted", Reason::encrypted};
  return unread_format(head);
}

}  // namespace braque::extract
