#include "extract/archive_reader.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/check.hpp"

namespace braque::extract {
namespace {

constexpr std::size_t kBufferBytes = 256 << 10;
/// Headers that libarchive asks to retry, and empty blocks, before the archive counts as damaged.
constexpr int kRetriesMax = 1000;
/// No archive without members, and no compressed empty file, is larger, but for tapes of zeros.
constexpr std::uint64_t kEmptyBytesMax = 32;
/// What may be read for one header. Headers claim lengths of names and tables, and libarchive
/// buffers as much as they claim and the file has.
constexpr std::uint64_t kHeaderBytesMax = 32 << 20;

struct Format {
  std::string_view name;
  int (*support)(archive*);
  int filter;  ///< ARCHIVE_FILTER_* for single compressed files, else ARCHIVE_FILTER_NONE
};

constexpr std::array<Format, 14> kFormats = {{
    {"tar", archive_read_support_format_tar, ARCHIVE_FILTER_NONE},
    {"cpio", archive_read_support_format_cpio, ARCHIVE_FILTER_NONE},
    {"ar", archive_read_support_format_ar, ARCHIVE_FILTER_NONE},
    {"cab", archive_read_support_format_cab, ARCHIVE_FILTER_NONE},
    {"7z", archive_read_support_format_7zip, ARCHIVE_FILTER_NONE},
    {"rar", archive_read_support_format_rar, ARCHIVE_FILTER_NONE},
    {"rar5", archive_read_support_format_rar5, ARCHIVE_FILTER_NONE},
    {"lha", archive_read_support_format_lha, ARCHIVE_FILTER_NONE},
    {"iso9660", archive_read_support_format_iso9660, ARCHIVE_FILTER_NONE},
    {"zip-stream", archive_read_support_format_zip_streamable, ARCHIVE_FILTER_NONE},
    // Single compressed files: exactly one filter, nothing is guessed behind it.
    {"bz2", archive_read_support_format_raw, ARCHIVE_FILTER_BZIP2},
    {"zst", archive_read_support_format_raw, ARCHIVE_FILTER_ZSTD},
    {"lz4", archive_read_support_format_raw, ARCHIVE_FILTER_LZ4},
    {"Z", archive_read_support_format_raw, ARCHIVE_FILTER_COMPRESS},
}};

const Format* find_format(std::string_view name) {
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : &*found;
}

/// libarchive converts names between a format's charset and the locale's, and loses them in the C
/// locale. Under C.UTF-8 (built into glibc) the result is the same whatever the environment says.
class Utf8Locale {
 public:
  Utf8Locale() : before_(::uselocale(utf8())) {}
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() { ::uselocale(before_); }

 private:
  static locale_t utf8() {
    static const locale_t made = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
    return made;  // zero where it does not exist: uselocale then changes nothing
  }
  locale_t before_;
};

bool contains(const char* text, const char* word) {
  return text != nullptr && std::strstr(text, word) != nullptr;
}

}  // namespace

struct ArchiveReader::Handle {
  archive* reader = archive_read_new();
  archive_entry* entry = nullptr;
  ByteInput* input = nullptr;
  std::vector<char> buffer = std::vector<char>(kBufferBytes);
  std::uint64_t delivered = 0;
  std::uint64_t delivered_max = kHeaderBytesMax;  ///< opening reads headers
  bool header_too_long = false;

  Handle() { BRAQUE_CHECK(reader != nullptr); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { archive_read_free(reader); }

  static la_ssize_t read(archive* reader, void* self, const void** bytes) {
    auto& handle = *static_cast<Handle*>(self);
    if (handle.delivered >= handle.delivered_max) {
      handle.header_too_long = true;
      archive_set_error(reader, ENOMEM, "a header is too long");
      return ARCHIVE_FATAL;
    }
    const std::size_t count = handle.input->read(handle.buffer);
    *bytes = handle.buffer.data();
    handle.delivered += count;
    if (count == 0 && handle.input->problem()) {
      archive_set_error(reader, EIO, "the input cannot be read");
      return ARCHIVE_FATAL;
    }
    return static_cast<la_ssize_t>(count);
  }

  static la_int64_t skip(archive*, void* self, la_int64_t request) {
    auto& input = *static_cast<Handle*>(self)->input;
    const auto size = input.size();
    if (!size || request <= 0) return 0;
    const std::uint64_t before = input.position();
    input.seek(before + std::min(static_cast<std::uint64_t>(request), *size - before));
    return static_cast<la_int64_t>(input.position() - before);
  }

  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto& input = *static_cast<Handle*>(self)->input;
    const auto size = static_cast<la_int64_t>(input.size().value_or(0));
    la_int64_t target = offset;
    if (whence == SEEK_CUR) target += static_cast<la_int64_t>(input.position());
    if (whence == SEEK_END) target += size;
    if (target < 0 || target > size) return ARCHIVE_FATAL;
    input.seek(static_cast<std::uint64_t>(target));
    return target;
  }
};

ArchiveReader::ArchiveReader(std::string_view format, ByteInput& input)
    : handle_(std::make_unique<Handle>()), input_(input) {
  const Utf8Locale locale;
  const Format* found = find_format(format);
  BRAQUE_CHECK(found != nullptr);
  archive* reader = handle_->reader;
  handle_->input = &input;
  skips_by_seeking_ = input.size() && (format == "tar" || format == "cpio" || format == "ar" ||
                                       format == "iso9660");
  int code = found->support(reader);
  if (found->filter != ARCHIVE_FILTER_NONE) {
    code |= archive_read_support_format_empty(reader);  // a compressed empty file
    // Appending skips the guessing; but compress's set-up reads from the input at once, which
    // crashes when appended before opening (libarchive 3.6.2), so that one is found by its
    // signature.
    code |= found->filter == ARCHIVE_FILTER_COMPRESS
                ? archive_read_support_filter_compress(reader)
                : archive_read_append_filter(reader, found->filter);
  }
  if (found->name == "tar")  // a tar after the end mark of another would hide there
    archive_read_set_option(reader, "tar", "read_concatenated_archives", "1");
  archive_read_set_callback_data(reader, handle_.get());
  archive_read_set_read_callback(reader, Handle::read);
  if (input.size()) {
    archive_read_set_skip_callback(reader, Handle::skip);
    archive_read_set_seek_callback(reader, Handle::seek);
  }
  if (code != ARCHIVE_OK || archive_read_open1(reader) < ARCHIVE_WARN) archive_problem_ = failure();
}

ArchiveReader::~ArchiveReader() = default;

/// Translates libarchive's error; its own texts may quote names, so they are not passed on.
Problem ArchiveReader::failure() const {
  if (Problem input_problem = input_.problem()) return input_problem;
  if (handle_->header_too_long) return {Reason::budget_memory, "a header in it is too long"};
  const char* text = archive_error_string(handle_->reader);
  if (contains(text, "ncrypt") || contains(text, "assphrase"))
    return {Reason::encrypted, "encrypted"};
  if (archive_errno(handle_->reader) == ENOMEM)
    return {Reason::budget_memory, "its decoder needs more memory than allowed"};
  if (contains(text, "runcated")) return {Reason::corrupt, "cut short"};
  if (contains(text, "nsupported") || contains(text, "not supported"))
    return {Reason::unsupported_format, "packed in a way that is not known here"};
  return {Reason::corrupt, "damaged"};
}

bool ArchiveReader::next() {
  const Utf8Locale locale;
  if (archive_problem_) return false;
  pass_rest_of_entry();
  handle_->delivered_max = handle_->delivered + kHeaderBytesMax;
  int code = ARCHIVE_RETRY;
  for (int i = 0; i < kRetriesMax && code == ARCHIVE_RETRY; ++i)
    code = archive_read_next_header(handle_->reader, &handle_->entry);
  if (code == ARCHIVE_EOF) {
    // Where nothing could be unpacked or recognised libarchive also just ends.
    if (entries_ == 0 && handle_->delivered > kEmptyBytesMax) {
      archive_problem_ = input_.problem();
      if (!archive_problem_) archive_problem_ = {Reason::corrupt, "nothing could be unpacked"};
    }
    return false;
  }
  if (code < ARCHIVE_WARN) {
    archive_problem_ = failure();
    if (archive_read_has_encrypted_entries(handle_->reader) == 1 &&
        archive_problem_.reason != Reason::budget_time)
      archive_problem_ = {Reason::encrypted, "its list of members is encrypted"};
    return false;
  }
  ++entries_;
  handle_->delivered_max = ~std::uint64_t{0};
  archive_entry* entry = handle_->entry;
  entry_ = {};
  entry_.name = stored_name();
  if (archive_entry_size_is_set(entry) && archive_entry_size(entry) >= 0)
    entry_.size = static_cast<std::uint64_t>(archive_entry_size(entry));
  entry_.encrypted = archive_entry_is_encrypted(entry) != 0;
  const auto type = archive_entry_filetype(entry);
  if (archive_entry_hardlink(entry) != nullptr && entry_.size.value_or(0) == 0)
    entry_.kind = ArchiveEntry::Kind::hardlink;
  else if (type == AE_IFLNK)
    entry_.kind = ArchiveEntry::Kind::symlink;
  else if (type == AE_IFDIR)
    entry_.kind = ArchiveEntry::Kind::directory;
  else if (type == AE_IFCHR || type == AE_IFBLK || type == AE_IFIFO || type == AE_IFSOCK)
    entry_.kind = ArchiveEntry::Kind::special;
  problem_ = {};
  block_ = {};
  offset_ = zeros_ = 0;
  entry_ended_ = false;
  return true;
}

/// Where libarchive cannot seek over what was not read of an entry, it is read here, so that what
/// `next` reads is headers alone.
void ArchiveReader::pass_rest_of_entry() {
  if (entry_ended_ || skips_by_seeking_) return;
  std::array<char, 16384> discarded;
  while (unpack(discarded) > 0) {
  }
}

std::string ArchiveReader::stored_name() const {
  if (const char* name = archive_entry_pathname(handle_->entry)) return name;
  if (const char* name = archive_entry_pathname_utf8(handle_->entry)) return name;
  return {};
}

/// Fetches the entry's next data block; false at its end or on failure.
bool ArchiveReader::next_block() {
  const Utf8Locale locale;
  for (int i = 0; i < kRetriesMax; ++i) {
    const void* bytes = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int code = archive_read_data_block(handle_->reader, &bytes, &size, &offset);
    if (code == ARCHIVE_EOF) return false;
    if (code < ARCHIVE_OK && code != ARCHIVE_RETRY && !problem_) problem_ = failure();
    if (code < ARCHIVE_WARN && code != ARCHIVE_RETRY) return false;
    if (size == 0) continue;
    const auto start = static_cast<std::uint64_t>(std::max<la_int64_t>(offset, 0));
    if (start > offset_) {
      zeros_ = std::min(start - offset_, kHoleBytesMax);
      holes_shortened_ |= start - offset_ > kHoleBytesMax;
    }
    block_ = {static_cast<const char*>(bytes), size};
    offset_ = start + size;
    return true;
  }
  if (!problem_) problem_ = {Reason::corrupt, "damaged"};
  return false;
}

std::size_t ArchiveReader::unpack(std::span<char> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    if (zeros_ > 0) {
      const auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(zeros_, into.size() - done));
      std::memset(into.data() + done, 0, count);
      zeros_ -= count;
      done += count;
    } else if (!block_.empty()) {
      const std::size_t count = std::min(block_.size(), into.size() - done);
      std::memcpy(into.data() + done, block_.data(), count);
      block_.remove_prefix(count);
      done += count;
    } else if (entry_ended_ || !next_block()) {
      entry_ended_ = true;
      break;
    }
  }
  return done;
}

std::uint64_t ArchiveReader::consumed() const {
  // Where the input can be sought its position may go back; what was handed over only grows.
  return input_.size() ? handle_->delivered : input_.position();
}

std::uint64_t ArchiveReader::input_used() const {
  const la_int64_t used = archive_filter_bytes(handle_->reader, -1);
  return used < 0 ? 0 : static_cast<std::uint64_t>(used);
}

}  // namespace braque::extract
