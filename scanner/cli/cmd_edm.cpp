// braque edm build: a list of known people as a file of keyed hashes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/ascii.hpp"
#include "cli/commands.hpp"
#include "cli/edm_table.hpp"
#include "cli/escape.hpp"
#include "match/exact_scan.hpp"
#include "privacy/exact_list_writer.hpp"
#include "validate/phone_region.hpp"

namespace braque::cli {
namespace {

/// A column of the list: the cells of one or more columns of the table.
struct ListColumn {
  std::string name;
  std::vector<std::size_t> cells;
  std::uint64_t taken = 0, empty = 0, unfit = 0;
};

Error no_column(const std::string& name, const std::vector<std::string>& header) {
  std::string all;
  for (const std::string& column : header) all += (all.empty() ? "" : ", ") + column;
  return unexpected(ErrorKind::invalid, "the table has no column \"" + name + "\"; it has " + all);
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> words;
  while (true) {
    const std::size_t end = text.find(separator);
    words.emplace_back(text.substr(0, end));
    if (end == text.npos) return words;
    text.remove_prefix(end + 1);
  }
}

Result<std::size_t> find_cell(const std::string& name, const std::vector<std::string>& header) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return no_column(name, header);
  return static_cast<std::size_t>(found - header.begin());
}

Result<std::vector<ListColumn>> parse_columns(const std::string& text,
                                              const std::vector<std::string>& header) {
  std::vector<ListColumn> columns;
  for (const std::string& name : split(text, ',')) {
    ListColumn& column = columns.emplace_back();
    column.name = name;
    const bool plain = std::find(header.begin(), header.end(), name) != header.end();
    for (const std::string& part : plain ? std::vector{name} : split(name, '+')) {
      auto cell = find_cell(part, header);
      if (!cell) return cell.error();
      column.cells.push_back(*cell);
    }
  }
  if (columns.size() > kExactColumnsMax)
    return unexpected(ErrorKind::invalid,
                      fmt::format("--columns takes at most {}", kExactColumnsMax));
  return columns;
}

/// The file's name without folder and ending.
std::string stem_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == path.npos ? path : path.substr(slash + 1);
  return name.substr(0, name.rfind('.'));
}

/// Whether a scan would look at a value where it stands alone: an address with its street would
/// not.
class FoundAlone final : private ExactCandidateSink {
 public:
  explicit FoundAlone(const ExactKeys& keys) : scan_(keys, everything()) {}
  bool operator()(std::string_view value, std::uint64_t hash) {
    wanted_ = hash;
    found_ = false;
    scan_.scan(value, 0, value.size(), *this);
    return found_;
  }

 private:
  static ExactProfile everything() { return {~std::uint64_t{0}, ~std::uint64_t{0}, true, true}; }
  void candidates(std::span<const ExactCandidate> found) override {
    for (const ExactCandidate& candidate : found) found_ = found_ || candidate.hash == wanted_;
  }
  ExactScan scan_;
  std::uint64_t wanted_ = 0;
  bool found_ = false;
};

class ListBuilder {
 public:
  ListBuilder(const Key& key, const validate::PhoneRegion* region, ExactListWriter& writer)
      : keys_(exact_keys(key)), found_alone_(keys_), region_(region), writer_(writer) {}
  ~ListBuilder() {
    std::fill(form_.begin(), form_.end(), '\0');
    std::fill(joined_.begin(), joined_.end(), '\0');
  }
  ListBuilder(const ListBuilder&) = delete;
  ListBuilder& operator=(const ListBuilder&) = delete;

  Result<void> row(std::vector<ListColumn>& columns, const std::vector<std::string_view>& cells,
                   std::string_view key) {
    if (auto done = writer_.begin_row(key); !done) return done;
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
      std::string_view value = cells[columns[i].cells.front()];
      if (columns[i].cells.size() > 1) value = join(columns[i], cells);
      if (auto done = add(columns[i], i, value); !done) return done;
    }
    return {};
  }

 private:
  std::string_view join(const ListColumn& column, const std::vector<std::string_view>& cells) {
    joined_.clear();
    for (std::size_t cell : column.cells) (joined_ += cells[cell]) += ' ';
    return joined_;
  }

  Result<void> add(ListColumn& column, std::uint32_t number, std::string_view value) {
    if (value.find_first_not_of(" \t-") == value.npos) return ++column.empty, Result<void>{};
    const auto kind = exact_form(value, form_);
    if (!kind) return ++column.unfit, Result<void>{};
    const ExactHash hash = exact_hash(keys_, *kind, form_);
    if (*kind == ExactKind::number && !found_alone_(value, hash.find) &&
        !found_alone_(form_, hash.find))
      return ++column.unfit, Result<void>{};
    ++column.taken;
    if (auto done = put(number, *kind, hash); !done || *kind != ExactKind::number) return done;
    return add_e164(number, value);
  }

  Result<void> put(std::uint32_t number, ExactKind kind, const ExactHash& hash) {
    const bool digits = std::all_of(form_.begin(), form_.end(), ascii::is_digit);
    return writer_.add(number, kind, hash, kind == ExactKind::number ? form_.size() : 0, digits);
  }

  /// The number with its country code, as telephone numbers are compared.
  Result<void> add_e164(std::uint32_t number, std::string_view value) {
    if (value.find_first_not_of("+0123456789 .-/()") != value.npos) return {};
    std::string digits;
    for (char c : value)
      if (ascii::is_digit(c)) digits += c;
    if (const std::size_t trunk = value.find("(0)"); trunk != value.npos) {
      const auto before = std::count_if(
          value.begin(), value.begin() + static_cast<std::ptrdiff_t>(trunk), ascii::is_digit);
      digits.erase(static_cast<std::size_t>(before), 1);
    }
    std::string e164;
    if (digits.starts_with("00")) {
      e164 = digits.substr(2);
    } else if (value.find('+') != value.npos) {
      e164 = digits;
    } else if (region_ != nullptr) {
      const std::string_view national = validate::national_number(*region_, digits);
      if (!national.empty()) e164 = std::to_string(region_->code) + std::string(national);
    }
    if (e164.empty() || e164 == form_ || e164.size() > 15) return {};  // ITU-T E.164: at most 15
    if (!exact_form(ExactKind::number, e164, form_)) return {};
    return put(number, ExactKind::number, exact_hash(keys_, ExactKind::number, form_));
  }

  ExactKeys keys_;
  FoundAlone found_alone_;
  const validate::PhoneRegion* region_;
  ExactListWriter& writer_;
  std::string form_, joined_;
};

/// Numbers that are so many that others of their length are among them by chance.
void warn_of_dense(const ExactColumn& column) {
  constexpr double kDense = 0.003;
  for (std::size_t length = 0; length < column.digits.size(); ++length) {
    const double share = column.digits[length] / std::pow(10.0, static_cast<double>(length));
    if (share < kDense) continue;
    complain(
        fmt::format("{}: one in {:.0f} of all numbers of {} digits is in the list; these count "
                    "little unless another value of the row stands near",
                    terminal_text(column.name), std::max(1.0, 1 / share), length));
  }
}

void write_report(Output& out, const std::string& path, const ExactListWriter& writer,
                  const std::vector<ListColumn>& columns) {
  out.write(fmt::format("{}: {} rows, {} values\n", terminal_text(path), writer.rows(),
                        writer.entries()));
  for (const ListColumn& column : columns)
    out.write(fmt::format(
        "  {}: {} looked for, {} empty, {} too short or of no form that is looked for\n",
        terminal_text(column.name), column.taken, column.empty, column.unfit));
  for (const ExactColumn& column : writer.columns()) warn_of_dense(column);
}

Result<void> build(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  if (!settings.has("columns") || !settings.has("output"))
    return unexpected(ErrorKind::invalid, "say which --columns, and the --output FILE");
  const validate::PhoneRegion* region = nullptr;
  if (settings.has("region") &&
      (region = validate::phone_region(settings.text("region"))) == nullptr)
    return unexpected(
        ErrorKind::invalid,
        "--region takes a country of two capitals whose numbers are known, such as FR");
  auto keys =
      load_keys(settings.has("key-file") ? settings.text("key-file") : default_key_directory(), "");
  if (!keys) return keys.error();
  EdmTable table;
  if (auto opened = table.open(invocation.arguments.front()); !opened) return opened;
  auto columns = parse_columns(settings.text("columns"), table.header());
  if (!columns) return columns.error();
  std::optional<std::size_t> key;
  if (settings.has("key")) {
    auto cell = find_cell(settings.text("key"), table.header());
    if (!cell) return cell.error();
    key = *cell;
  }
  ExactListDescription description;
  description.name =
      settings.has("name") ? settings.text("name") : stem_of(invocation.arguments.front());
  for (const ListColumn& column : *columns) description.columns.push_back(column.name);
  description.key_id = keys->fingerprint_key_id;
  description.has_keys = key.has_value();
  ExactListWriter writer(std::move(description));
  ListBuilder builder(keys->fingerprint_key, region, writer);
  std::vector<std::string_view> cells;
  while (true) {
    auto more = table.next(cells);
    if (!more) return more.error();
    if (!*more) break;
    if (auto done = builder.row(*columns, cells, key ? cells[*key] : std::string_view()); !done)
      return done;
  }
  if (writer.entries() == 0)
    return unexpected(ErrorKind::invalid,
                      "there is nothing in these columns that could be looked for");
  auto file = FileOutput::create(settings.text("output"));
  if (!file) return unexpected(ErrorKind::invalid, "--output " + file.error().message);
  if (auto done = writer.finish([&](std::string_view bytes) { (*file)->write(bytes); }); !done)
    return done;
  if (auto done = (*file)->commit(); !done) return done;
  write_report(invocation.out, settings.text("output"), writer, *columns);
  return {};
}

}  // namespace

ExitCode edm_build(Invocation& invocation) {
  auto built = build(invocation);
  return built ? ExitCode::done : fail(built.error());
}

}  // namespace braque::cli
