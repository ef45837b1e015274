#include "report/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace braque::report {
namespace {

constexpr std::size_t kGroupsMax = 64;

}  // namespace

bool is_special(std::string_view group) noexcept {
  return group.starts_with("art9.") || group.starts_with("art10.");
}

std::string_view group_of(const Finding& finding) noexcept {
  return is_special(finding.rule) ? std::string_view(finding.rule)
                                  : std::string_view(finding.category);
}

std::uint64_t Groups::bit(std::string_view group) {
  std::size_t at = 0;
  while (at < names_.size() && names_[at] != group) ++at;
  if (at == names_.size() && at < kGroupsMax) names_.emplace_back(group);
  return std::uint64_t{1} << std::min(at, kGroupsMax - 1);
}

std::vector<std::string_view> Groups::names(std::uint64_t set) const {
  std::vector<std::string_view> list;
  for (std::size_t i = 0; i < names_.size(); ++i)
    if ((set >> i & 1) != 0) list.push_back(names_[i]);
  // Sensitive data first.
  std::sort(list.begin(), list.end(), [](std::string_view a, std::string_view b) {
    return is_special(a) != is_special(b) ? is_special(a) : a < b;
  });
  return list;
}

Cell Groups::cell(std::uint64_t set) const {
  Cell cell;
  for (const std::string_view name : names(set)) cell.add(name);
  return cell;
}

bool Groups::any_special(std::uint64_t set) const {
  const auto list = names(set);
  return !list.empty() && is_special(list.front());
}

void FindingSum::add(const Finding& finding, Groups& all) {
  const std::string_view group = group_of(finding);
  ++findings;
  records += finding.count;
  if (finding.presence == Presence::new_ || finding.presence == Presence::changed) ++added;
  groups |= all.bit(group);
  severity = std::max(severity, finding.severity);
  special = special || is_special(group);
}

std::string day(std::int64_t milliseconds) {
  if (milliseconds == 0) return {};
  const auto time =
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(milliseconds));
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<std::int64_t> day_ms(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = -1;
    const char* const end = text.data() + at + length;
    return std::from_chars(text.data() + at, end, value).ptr == end ? value : -1;
  };
  const int year = number(0, 4), month = number(5, 2), of_month = number(8, 2);
  if (year < 1 || month < 1 || of_month < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(of_month))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::sys_days(date).time_since_epoch())
      .count();
}

std::string_view folder(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return path;
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

void drop_empty_columns(Table& table) {
  for (std::size_t i = table.columns.size(); i-- > 1;) {
    const bool said = std::any_of(table.rows.begin(), table.rows.end(),
                                  [i](const Row& row) { return !row.cells[i].empty(); });
    if (said || table.rows.empty()) continue;
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(i));
    for (Row& row : table.rows) row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void keep(Table& table, std::uint64_t rows_max) {
  if (rows_max == 0 || table.rows.size() <= rows_max) return;
  table.left_out += table.rows.size() - rows_max;
  table.rows.resize(rows_max);
}

}  // namespace braque::report
