// dBase, FoxPro and Clipper tables (.dbf): one table a file, records of fixed length, deleted ones
// among them. Memos are in another file, so that only their numbers are here.
#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

#include "documents/code_page.hpp"
#include "documents/fields.hpp"
#include "documents/number_format.hpp"
#include "documents/readers.hpp"

namespace braque::documents {
namespace {

using extract::Problem;

constexpr std::size_t kChunkBytes = 64 << 10;

struct Field {
  std::string name;
  char type = 'C';
  std::size_t begin = 0, length = 0;  ///< in a record
};

struct Layout {
  bool visual = false;  ///< Visual FoxPro: B is a real number, I a whole one
  bool seven = false;   ///< dBase 7
  bool memos = false;
  std::size_t header_bytes = 0, record_bytes = 0;
  std::uint64_t records = 0;
  unsigned language = 0;
  std::vector<Field> fields;
};

/// Language drivers, as dBase's and FoxPro's manuals number them; 0 where none is named.
unsigned code_page_of_driver(unsigned driver) {
  switch (driver) {
    case 0x01:
    case 0x09:
    case 0x0b:
    case 0x0d:
    case 0x0f:
    case 0x11:
    case 0x15:
    case 0x18:
    case 0x19:
    case 0x1b:
      return 437;
    case 0x02:
    case 0x0a:
    case 0x0e:
    case 0x10:
    case 0x12:
    case 0x14:
    case 0x16:
    case 0x1a:
    case 0x1d:
    case 0x25:
    case 0x37:
      return 850;
    case 0x03:
    case 0x57:
    case 0x58:
    case 0x59:
      return 1252;
    case 0x04:
      return 10000;
    case 0x08:
    case 0x17:
    case 0x66:
      return 865;
    case 0x13:
    case 0x7b:
      return 932;
    case 0x1c:
    case 0x6c:
      return 863;
    case 0x1f:
    case 0x22:
    case 0x23:
    case 0x40:
    case 0x64:
    case 0x87:
      return 852;
    case 0x24:
      return 860;
    case 0x26:
    case 0x65:
      return 866;
    case 0x4d:
    case 0x7a:
      return 936;
    case 0x4e:
    case 0x79:
      return 949;
    case 0x4f:
    case 0x78:
      return 950;
    case 0x50:
    case 0x7c:
      return 874;
    case 0x67:
      return 861;
    case 0x6a:
    case 0x86:
      return 737;
    case 0x6b:
    case 0x88:
      return 857;
    case 0x7d:
      return 1255;
    case 0x7e:
      return 1256;
    case 0x96:
      return 10007;
    case 0x97:
      return 10029;
    case 0x98:
      return 10006;
    case 0xc8:
      return 1250;
    case 0xc9:
      return 1251;
    case 0xca:
      return 1254;
    case 0xcb:
      return 1253;
    case 0xcc:
      return 1257;
    default:
      return 0;
  }
}

Layout read_layout(std::string_view head) {
  constexpr char kFieldsEnd = 0x0d;
  Layout layout;
  const unsigned version = u8(head, 0);
  layout.visual = version >= 0x30 && version <= 0x32;
  layout.seven = (version & 7) == 4;
  layout.memos = (version & 0x80) != 0 || version == 0x43;
  layout.records = u32(head, 4);
  layout.header_bytes = u16(head, 8);
  layout.record_bytes = u16(head, 10);
  layout.language = u8(head, 29);
  const std::size_t begin = layout.seven ? 68 : 32, size = layout.seven ? 48 : 32;
  const std::size_t name_bytes = layout.seven ? 32 : 11;
  const std::string_view header = head.substr(0, layout.header_bytes);
  std::size_t in_record = 1;  // after the mark of deletion
  for (std::size_t at = begin; at + size <= header.size() && header[at] != kFieldsEnd; at += size) {
    Field field;
    const std::string_view name = header.substr(at, name_bytes);
    append_utf8(field.name, name.substr(0, name.find('\0')));
    field.type = header[at + name_bytes];
    field.begin = in_record;
    field.length = u8(header, at + (layout.seven ? 33 : 16));
    // Clipper and FoxPro put the upper byte of a long text where numbers have their decimals.
    if (field.type == 'C')
      field.length += std::size_t{u8(header, at + (layout.seven ? 34 : 17))} << 8;
    in_record += field.length;
    if (field.type == 'M') layout.memos = true;
    if (in_record > layout.record_bytes) break;
    layout.fields.push_back(std::move(field));
  }
  return layout;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank(" \0", 2);
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class DbfRows final : public extract::TextMaker {
 public:
  DbfRows(const RandomAccess& input, Layout layout)
      : input_(input), layout_(std::move(layout)), at_(layout_.header_bytes) {
    const unsigned number = code_page_of_driver(layout_.language);
    if (number != 0) page_.emplace(number);
  }

  bool make(std::string& text) override {
    extract::TableText out(text);
    if (!header_made_) {
      header_made_ = true;
      for (std::size_t i = 0; i < layout_.fields.size(); ++i) out.cell(i, layout_.fields[i].name);
      out.end_row();
    }
    const std::size_t records = std::max<std::size_t>(1, kChunkBytes / layout_.record_bytes);
    std::string chunk(records * layout_.record_bytes, '\0');
    std::optional<ReadFailure> failure;
    chunk.resize(input_.read_at(at_, chunk, failure));
    at_ += chunk.size();
    std::string_view rest = chunk;
    for (; rest.size() >= layout_.record_bytes && !ended_; rest.remove_prefix(layout_.record_bytes))
      row(rest.substr(0, layout_.record_bytes), out);
    if (failure) problem_ = {failure->reason, failure->detail};
    if (!ended_ && chunk.size() < records * layout_.record_bytes) end();
    return !ended_;
  }
  std::uint64_t consumed() const override { return at_; }
  Problem problem() const override { return problem_; }

 private:
  void row(std::string_view record, extract::TableText& out) {
    constexpr char kFileEnd = 0x1a;
    if (record.front() == kFileEnd && rows_ >= layout_.records) {
      ended_ = true;
      return;
    }
    ++rows_;
    for (std::size_t i = 0; i < layout_.fields.size(); ++i) {
      cell_.clear();
      value(layout_.fields[i], slice(record, layout_.fields[i].begin, layout_.fields[i].length));
      out.cell(i, cell_);
    }
    out.end_row();
  }

  void end() {
    ended_ = true;
    if (problem_ || rows_ >= layout_.records) return;
    problem_ = {Reason::corrupt, "records are missing"};
  }

  void value(const Field& field, std::string_view bytes) {
    switch (field.type) {
      case 'M':
      case 'G':
      case 'P':
      case 'W':
      case '0':  // numbers of memos, flags
        return;
      case 'D':
        return date(trimmed(bytes));
      case 'T':
        return time(bytes);
      case 'I':
      case '+':
        if (bytes.size() == 4) return whole(bytes);
        break;
      case 'Y':
        if (bytes.size() == 8)
          return write_plain_number(
              static_cast<double>(static_cast<std::int64_t>(u64(bytes, 0))) / 1e4, cell_);
        break;
      case 'B':
      case 'O':
        if (bytes.size() == 8 && (layout_.visual || layout_.seven)) return real(bytes);
        if (layout_.visual) return;
        break;
      default:
        break;
    }
    const std::string_view text = trimmed(bytes);
    if (page_ && !looks_like_utf8(text))
      page_->append(cell_, text);
    else
      append_utf8(cell_, text);
  }

  void date(std::string_view digits) {
    if (digits.size() != 8 || !all_digits(digits)) {
      append_utf8(cell_, digits);
      return;
    }
    cell_ += digits.substr(0, 4);
    (cell_ += '-') += digits.substr(4, 2);
    (cell_ += '-') += digits.substr(6, 2);
  }

  /// Days since the Julian epoch, then milliseconds of the day.
  void time(std::string_view bytes) {
    constexpr double kJulianOfExcel = 2415018.5 + 0.5;
    const std::uint32_t day = u32(bytes, 0);
    if (bytes.size() != 8 || day == 0) return;
    constexpr double kDayMilliseconds = 86'400'000;
    NumberFormat::built_in(22).write(day - kJulianOfExcel + u32(bytes, 4) / kDayMilliseconds, false,
                                     cell_);
  }

  void whole(std::string_view bytes) {
    std::uint32_t number = u32(bytes, 0);
    if (layout_.seven) number = __builtin_bswap32(number) ^ 0x80000000U;  // sorts as bytes do
    cell_ += std::to_string(static_cast<std::int32_t>(number));
  }

  void real(std::string_view bytes) {
    std::uint64_t bits = u64(bytes, 0);
    if (layout_.seven) {
      bits = __builtin_bswap64(bits);
      bits = (bits >> 63) != 0 ? bits ^ (std::uint64_t{1} << 63) : ~bits;
    }
    write_plain_number(std::bit_cast<double>(bits), cell_);
  }

  const RandomAccess& input_;
  Layout layout_;
  std::uint64_t at_;
  std::uint64_t rows_ = 0;
  std::optional<CodePage> page_;
  std::string cell_;
  bool header_made_ = false;
  bool ended_ = false;
  Problem problem_;
};

}  // namespace

void read_dbf(extract::ContainerTask& task) {
  constexpr std::size_t kHeaderBytesMax = 65'536;
  std::string head(kHeaderBytesMax, '\0');
  std::optional<ReadFailure> failure;
  head.resize(task.input.read_at(0, head, failure));
  Layout layout = read_layout(head);
  if (layout.fields.empty() || layout.record_bytes == 0) {
    task.tally.add(Problem{Reason::corrupt, "a damaged table"});
    return;
  }
  if (layout.memos) task.tally.remark("its memos are in another file");
  DbfRows rows(task.input, std::move(layout));
  if (may_go_on(task)) hand_over_text(task, "", "table", rows);
}

}  // namespace braque::documents
