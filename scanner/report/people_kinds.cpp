#include "report/people_kinds.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "base/ascii.hpp"

namespace braque::report {
namespace {

struct Sign {
  PeopleKind kind;
  std::string_view word;  ///< the beginning of a word when it ends in *
};

/// Words in paths, in headings of columns and names of tables.
constexpr auto kWords = std::to_array<Sign>({
    {PeopleKind::staff, "rh"},
    {PeopleKind::staff, "hr"},
    {PeopleKind::staff, "paie*"},
    {PeopleKind::staff, "payroll*"},
    {PeopleKind::staff, "salari*"},
    {PeopleKind::staff, "salaire*"},
    {PeopleKind::staff, "salary"},
    {PeopleKind::staff, "employ*"},
    {PeopleKind::staff, "emp"},
    {PeopleKind::staff, "personnel"},
    {PeopleKind::staff, "matricule"},
    {PeopleKind::staff, "staff"},
    {PeopleKind::staff, "gehalt*"},
    {PeopleKind::staff, "mitarbeiter*"},
    {PeopleKind::staff, "nomina*"},
    {PeopleKind::customers, "client*"},
    {PeopleKind::customers, "customer*"},
    {PeopleKind::customers, "crm"},
    {PeopleKind::customers, "abonne*"},
    {PeopleKind::customers, "kunde*"},
    {PeopleKind::customers, "prospect*"},
    {PeopleKind::patients, "patient*"},
    {PeopleKind::patients, "nhs"},
});

constexpr auto kRules = std::to_array<Sign>({
    {PeopleKind::staff, "intl.salary"},
    {PeopleKind::patients, "gb.nhs"},
    {PeopleKind::patients, "fr.ins"},
});

constexpr std::uint32_t bit(PeopleKind kind) { return 1U << static_cast<unsigned>(kind); }

std::uint32_t kinds_of_word(std::string_view word) {
  for (const Sign& sign : kWords) {
    const bool begins = sign.word.ends_with('*');
    const std::string_view known = begins ? sign.word.substr(0, sign.word.size() - 1) : sign.word;
    if (begins ? word.starts_with(known) : word == known) return bit(sign.kind);
  }
  return 0;
}

std::uint32_t kinds_in(std::string_view text) {
  std::uint32_t kinds = 0;
  std::string word;
  for (const char c : text) {
    if (ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80) {
      word += ascii::lower(c);
      continue;
    }
    kinds |= kinds_of_word(word);
    word.clear();
  }
  return kinds | kinds_of_word(word);
}

}  // namespace

std::uint32_t people_kinds(const Finding& finding) {
  std::uint32_t kinds = kinds_in(finding.relative) | kinds_in(finding.locator) |
                        kinds_in(finding.column.value_or(""));
  for (const Sign& sign : kRules)
    if (finding.rule == sign.word) kinds |= bit(sign.kind);
  return kinds;
}

void visit_minors_births(std::int64_t day_ms, const std::function<void(std::string_view)>& visit) {
  using namespace std::chrono;
  const sys_days today = floor<days>(sys_time<milliseconds>(milliseconds(day_ms)));
  const year_month_day date(today);
  // Who was born on this day eighteen years ago is of age.
  const year_month_day of_age(date.year() - years(18), date.month(), date.day());
  sys_days birth(of_age.ok() ? of_age
                             : year_month_day((date.year() - years(18)) / date.month() / last));
  for (birth += days(1); birth <= today; birth += days(1)) {
    const year_month_day born(birth);
    visit(fmt::format("{:04}{:02}{:02}", static_cast<int>(born.year()),
                      static_cast<unsigned>(born.month()), static_cast<unsigned>(born.day())));
  }
}

}  // namespace braque::report
