// Recognises containers by their first bytes; names only help where the bytes are weak evidence.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "extract/flat_formats.hpp"
#include "extract/inflate.hpp"
#include "extract/mail_signature.hpp"
#include "extract/old_formats.hpp"
#include "model/extractor.hpp"

namespace braque {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view format;
};

// Signatures from the formats' specifications: APPNOTE.TXT 4.3 (zip), RFC 1952 (gzip), bzip2's
// block and end marks, xz-file-format 2.1.1, RFC 8878 (zstd), lz4_Frame_format and its legacy form,
// Rich Text Format 1.9.1, 7zFormat.txt, RAR 4 and 5 technical notes, MS-CAB 2.1, MS-CFB 2.2 (ole2),
// MS-OXTNEF 2.1.3.1, MS-PST 2.2.2.6, ECMA-119 8.4 (ISO 9660), ar(5), cpio(5), sqlite.org/fileformat
// 1.3, PostgreSQL's pg_backup_archiver.c.
// WARC is left out on purpose: libarchive passes over request and metadata records without a word,
// and as the plain text that it is everything in it gets read. mtree can name other files; xar
// needs an XML parser.
constexpr Signature kSignatures[] = {
    {0, "PK\x03\x04"sv, "zip"},
    {0, "PK\x05\x06"sv, "zip"},
    {0, "PK\x07\x08PK\x03\x04"sv, "zip"},
    {0, "PK00PK\x03\x04"sv, "zip"},
    {0, "\xfd\x37zXZ\0"sv, "xz"},
    {0, "\x28\xb5\x2f\xfd"sv, "zst"},
    {0, "\x04\x22\x4d\x18"sv, "lz4"},
    {0, "\x02\x21\x4c\x18"sv, "lz4"},
    {0, "7z\xbc\xaf\x27\x1c"sv, "7z"},
    {0, "Rar!\x1a\x07\x01\x00"sv, "rar5"},
    {0, "Rar!\x1a\x07\x00"sv, "rar"},
    {0, "MSCF\0\0\0\0"sv, "cab"},
    {0, "{\\rtf"sv, "rtf"},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "ole2"},
    {0, "\x78\x9f\x3e\x22"sv, "tnef"},
    {0, "!BDN"sv, "pst"},
    {0, "!<arch>\n"sv, "ar"},
    {0, "070701"sv, "cpio"},
    {0, "070702"sv, "cpio"},
    {0, "070707"sv, "cpio"},
    {32769, "CD001"sv, "iso9660"},
    {34817, "CD001"sv, "iso9660"},
    {36865, "CD001"sv, "iso9660"},
    {257, "ustar"sv, "tar"},
    {0, "SQLite format 3\0"sv, "sqlite"},
    {0, "PGDMP\x01"sv, "pgdump"},
};

unsigned byte(std::string_view head, std::size_t at) {
  return at < head.size() ? static_cast<unsigned char>(head[at]) : 0U;
}

bool all_octal(std::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '7'; });
}

/// POSIX.1-1988 ustar and older: the octal field at 148 is the sum of all header bytes, itself
/// counted as spaces; some old programs summed signed bytes.
bool tar_checksum_holds(std::string_view head) {
  constexpr std::size_t kField = 148, kFieldBytes = 8;
  if (head.size() < 512 || head[0] == '\0') return false;
  std::int64_t stated = 0;
  bool any = false;
  for (std::size_t i = kField; i < kField + kFieldBytes; ++i) {
    const char c = head[i];
    if (c >= '0' && c <= '7') {
      stated = stated * 8 + (c - '0');
      any = true;
    } else if (any || (c != ' ' && c != '\0')) {
      break;
    }
  }
  if (!any) return false;
  std::int64_t plain = 0, with_sign = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    const bool own = i >= kField && i < kField + kFieldBytes;
    plain += own ? ' ' : static_cast<unsigned char>(head[i]);
    with_sign += own ? ' ' : static_cast<signed char>(head[i]);
  }
  return stated == plain || stated == with_sign;
}

/// RFC 1952: deflate is the only method, and the upper three flag bits are reserved.
bool is_gzip(std::string_view head) {
  return head.starts_with("\x1f\x8b\x08"sv) && head.size() >= 10 && (byte(head, 3) & 0xe0) == 0;
}

/// "BZh", a level, then a block's magic number (digits of pi) or the end mark (of its root).
bool is_bzip2(std::string_view head) {
  return head.starts_with("BZh"sv) && byte(head, 3) >= '1' && byte(head, 3) <= '9' &&
         (head.substr(4).starts_with("1AY&SY"sv) ||
          head.substr(4).starts_with("\x17\x72\x45\x38\x50\x90"sv));
}

/// compress(1): 9 to 16 bits a code, two reserved flag bits.
bool is_compress(std::string_view head) {
  const unsigned flags = byte(head, 2);
  return head.starts_with("\x1f\x9d"sv) && (flags & 0x60) == 0 && (flags & 0x1f) >= 9 &&
         (flags & 0x1f) <= 16;
}

/// .lzma has no signature: properties byte, a window of 2^n or 2^n + 2^(n-1) bytes, and a size that
/// is unknown or below 256 GiB (the test that xz's own tools make). Without the name that is too
/// weak.
bool is_lzma(std::string_view head, std::string_view name) {
  if (head.size() < 13 || !(name.ends_with(".lzma") || name.ends_with(".tlz"))) return false;
  std::uint32_t window = 0;
  std::uint64_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) window |= byte(head, 1 + i) << (8 * i);
  for (std::size_t i = 0; i < 8; ++i) size |= std::uint64_t{byte(head, 5 + i)} << (8 * i);
  std::uint32_t odd = window;
  while (odd != 0 && (odd & 1) == 0) odd >>= 1;
  return byte(head, 0) < 225 && (odd == 1 || odd == 3) &&
         (size == ~std::uint64_t{0} || size < (std::uint64_t{1} << 38));
}

/// Zstandard's skippable frames may come first; the name decides, other formats use them too.
bool is_skippable_zstd(std::string_view head, std::string_view name) {
  return name.ends_with(".zst") && head.size() >= 8 && (byte(head, 0) & 0xf0) == 0x50 &&
         head.substr(1).starts_with("\x2a\x4d\x18"sv);
}

/// LHA: a method such as "-lh5-" at offset 2 and a header level of 0 to 3 at offset 20.
bool is_lha(std::string_view head) {
  if (head.size() < 22 || head[2] != '-' || head[3] != 'l' || head[6] != '-') return false;
  return (head[4] == 'h' || head[4] == 'z') && byte(head, 20) <= 3 &&
         ((head[5] >= '0' && head[5] <= '9') || head[5] == 'd' || head[5] == 's');
}

/// Binary cpio: the number 070707 in either byte order, and a plausible name length.
bool is_binary_cpio(std::string_view head) {
  if (head.size() < 26) return false;
  const bool little = head.starts_with("\xc7\x71"sv);
  if (!little && !head.starts_with("\x71\xc7"sv)) return false;
  const unsigned name_bytes =
      little ? byte(head, 20) + 256 * byte(head, 21) : byte(head, 21) + 256 * byte(head, 20);
  if (name_bytes < 2 || name_bytes > 1024) return false;
  const std::size_t name_end = 26 + name_bytes - 1;
  return name_end >= head.size() || head[name_end] == '\0';
}

/// ISO 32000-1, 7.5.2: the header comes first; readers take one in the first kilobyte too (annex H,
/// implementation note 13), where the name must say the same.
bool is_pdf(std::string_view head, std::string_view name) {
  if (head.starts_with("%PDF-"sv)) return true;
  return (name.ends_with(".pdf") || name.ends_with(".PDF")) &&
         head.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

struct MediaSignature {
  std::string_view bytes;
  std::size_t more_at;  ///< where `more` stands
  std::string_view more;
  std::string_view format;
};

// Pictures and sound: ITU-T T.81 B.2, RFC 2083 3.1, TIFF 6.0 section 2, Adobe Photoshop File
// Formats, RFC 9649, MS-EMF 2.3.4.2, MS-WMF 2.3.2, ISO 15444-1 I.5.1, RFC 9639 6, RFC 3533 6,
// Multimedia Programming Interface and Data Specifications 1.0 (RIFF), AIFF-C, Advanced Systems
// Format 10.1, WavPack 4 & 5 Binary File Format, and what cameras of Fujifilm, Olympus and
// Panasonic write.
constexpr MediaSignature kMedia[] = {
    {"\xff\xd8\xff"sv, 0, ""sv, "jpeg"},
    {"\x89PNG\r\n\x1a\n"sv, 0, ""sv, "png"},
    {"II*\0"sv, 0, ""sv, "tiff"},
    {"MM\0*"sv, 0, ""sv, "tiff"},
    {"8BPS\0\x01"sv, 0, ""sv, "psd"},
    {"GIF87a"sv, 0, ""sv, "gif"},
    {"GIF89a"sv, 0, ""sv, "gif"},
    {"RIFF"sv, 8, "WEBP"sv, "webp"},
    {"\0\0\0\x0cjP  \r\n\x87\n"sv, 0, ""sv, "jp2"},
    {"FUJIFILMCCD-RAW"sv, 0, ""sv, "photo"},
    {"IIRO\x08\0"sv, 0, ""sv, "photo"},
    {"IIRS\x08\0"sv, 0, ""sv, "photo"},
    {"IIU\0"sv, 0, ""sv, "photo"},
    {"\x01\0\0\0"sv, 40, " EMF"sv, "emf"},
    {"\xd7\xcd\xc6\x9a"sv, 0, ""sv, "wmf"},
    {"\x01\0\x09\0\0\x03"sv, 0, ""sv, "wmf"},
    {"fLaC"sv, 0, ""sv, "flac"},
    {"OggS\0"sv, 0, ""sv, "ogg"},
    {"RIFF"sv, 8, "WAVE"sv, "wav"},
    {"FORM"sv, 8, "AIFF"sv, "aiff"},
    {"FORM"sv, 8, "AIFC"sv, "aiff"},
    {"\x30\x26\xb2\x75\x8e\x66\xcf\x11"sv, 0, ""sv, "wma"},
    {"MAC "sv, 5, "\x0f"sv, "ape"},
    {"wvPk"sv, 10, "\0"sv, "wv"},
};

/// ID3v2.4 structure 3.1 (version and size are below 0x80), or the header of a frame of layer III
/// (ISO 11172-3 2.4.2.3), which is weak evidence without the name.
bool is_mpeg_sound(std::string_view head, std::string_view name) {
  if (head.starts_with("ID3"sv) && head.size() >= 10)
    return byte(head, 3) < 0x10 &&
           ((byte(head, 6) | byte(head, 7) | byte(head, 8) | byte(head, 9)) & 0x80) == 0;
  return byte(head, 0) == 0xff && (byte(head, 1) & 0xe6) == 0xe2 &&
         (byte(head, 2) & 0xf0) != 0xf0 && (name.ends_with(".mp3") || name.ends_with(".MP3"));
}

/// ISO 14496-12 4.3: the first box names the brand; "" when it is none.
std::string_view brand_kind(std::string_view head) {
  if (head.size() < 16 || head.substr(4, 4) != "ftyp" || byte(head, 0) != 0 || byte(head, 1) != 0)
    return {};
  constexpr std::array<std::string_view, 7> kPictures = {"heic", "heix", "heim", "mif1",
                                                         "msf1", "avif", "crx "};
  const auto brand = head.substr(8, 4);
  return std::find(kPictures.begin(), kPictures.end(), brand) == kPictures.end() ? "mp4" : "heic";
}

/// BMP: zeros in the reserved fields, and a header size that exists.
bool is_bitmap(std::string_view head) {
  if (head.size() < 18 || !head.starts_with("BM"sv)) return false;
  if (head.substr(6, 4) != "\0\0\0\0"sv || head.substr(15, 3) != "\0\0\0"sv) return false;
  const unsigned size = byte(head, 14);
  return size == 12 || size == 40 || size == 52 || size == 56 || size == 108 || size == 124;
}

std::string_view media_kind(std::string_view head, std::string_view name) {
  for (const MediaSignature& signature : kMedia) {
    if (head.starts_with(signature.bytes) && head.size() > signature.more_at &&
        head.substr(signature.more_at).starts_with(signature.more))
      return signature.format;
  }
  if (is_mpeg_sound(head, name)) return "mp3";
  if (is_bitmap(head)) return "bmp";
  return brand_kind(head);
}

/// What kind of zip its first members tell: office documents, books and programs.
std::string_view zip_kind(std::string_view head) {
  const auto has = [&](std::string_view text) { return head.find(text) != std::string_view::npos; };
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kMimeTypes = {{
      {"mimetypeapplication/vnd.oasis.opendocument.text", "odt"},
      {"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"},
      {"mimetypeapplication/vnd.oasis.opendocument.presentation", "odp"},
      {"mimetypeapplication/epub+zip", "epub"},
      {"META-INF/MANIFEST.MF", "jar"},
  }};
  // OpenDocument and EPUB require the member "mimetype" first and stored, at offset 30.
  for (const auto& [text, format] : kMimeTypes)
    if (head.substr(std::min<std::size_t>(head.size(), 30)).starts_with(text)) return format;
  if (has("[Content_Types].xml")) {
    if (has("word/")) return "docx";
    if (has("xl/")) return "xlsx";
    if (has("ppt/")) return "pptx";
  }
  return "zip";
}

/// RFC 5652, 3: a sequence that begins with the type of its content, 1.2.840.113549.1.7.2 to 6 or
/// the newer 1.2.840.113549.1.9.16.1.23; lengths take up to five bytes.
bool is_cms(std::string_view head) {
  if (head.starts_with("-----BEGIN PKCS7-----") || head.starts_with("-----BEGIN CMS-----"))
    return true;
  if (!head.starts_with("0")) return false;
  const unsigned length = byte(head, 1);
  const std::size_t at = 2 + (length > 0x80 ? length - 0x80 : 0);
  if (length > 0x84) return false;
  const std::string_view rest = head.substr(std::min(at, head.size()));
  return (rest.starts_with("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07") && byte(rest, 10) >= 2 &&
          byte(rest, 10) <= 6) ||
         rest.starts_with("\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17");
}

}  // namespace

std::string_view detect_container(std::string_view head, std::string_view name) {
  if (is_gzip(head)) return "gz";
  if (is_pdf(head, name)) return "pdf";
  for (const Signature& signature : kSignatures) {
    if (head.size() < signature.offset ||
        !head.substr(signature.offset).starts_with(signature.bytes))
      continue;
    if (signature.format == "zip") return zip_kind(head);
    if (signature.format == "tar" && !tar_checksum_holds(head)) continue;
    // The text formats of cpio: their six digits start ordinary files of numbers too.
    if (signature.format == "cpio" &&
        (head.size() < 76 || (head[5] == '7' && !all_octal(head.substr(6, 70)))))
      continue;
    return signature.format;
  }
  if (is_bzip2(head)) return "bz2";
  if (is_compress(head)) return "Z";
  if (is_lha(head)) return "lha";
  if (is_binary_cpio(head)) return "cpio";
  if (is_lzma(head, name)) return "lzma";
  if (is_skippable_zstd(head, name)) return "zst";
  if (tar_checksum_holds(head)) return "tar";
  if (extract::is_zlib_stream(head)) return "zlib";
  if (is_cms(head)) return "p7m";
  if (const auto media = media_kind(head, name); !media.empty()) return media;
  if (const auto old = extract::detect_old_format(head, name); !old.empty()) return old;
  if (const auto flat = extract::detect_flat_format(head); !flat.empty()) return flat;
  return extract::mail_kind(head, name);
}

}  // namespace braque
