// Telephone numbers: with a country code, and as people write them at home. Of the latter the form
// alone says little: a word for a telephone has to announce them, or a country beside a typical
// form.
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/phone_plan.hpp"
#include "recognise/phone_text.hpp"
#include "recognise/recognisers.hpp"
#include "validate/checks.hpp"
#include "validate/phone_region.hpp"

namespace braque::recognise {
namespace {

using validate::PhoneRegion;

using namespace weights::phone;

constexpr std::size_t kRegionsTried = 5;
constexpr std::size_t kShortestPlain = 8;  ///< digits on end below a header

/// Tried below a header whose language does not say the country: companies work in several.
constexpr std::string_view kElsewhere = "ESITFRDEPTNLPLBECH";

/// Countries to try for an announcing word's language, the likeliest first.
std::string_view countries_of(PhoneLanguage language) {
  switch (language) {
    case PhoneLanguage::french:
      return "FRBECHLUMC";
    case PhoneLanguage::english:
      return "USGBIEAUIN";
    case PhoneLanguage::german:
      return "DEATCHSEDK";
    case PhoneLanguage::spanish:
      return "ESMXARCOIT";
    case PhoneLanguage::italian:
      return "ITCH";
    case PhoneLanguage::dutch:
      return "NLBE";
    case PhoneLanguage::portuguese:
      return "PTBR";
    case PhoneLanguage::polish:
      return "PLCZ";
    case PhoneLanguage::nordic:
      return "FISEDKNO";
    case PhoneLanguage::any:
      return "ESDEGBCHBE";
    case PhoneLanguage::other:
    case PhoneLanguage::none:
      return "";
  }
  return "";
}

/// Groups as of telephone numbers, not of decimals, dates, amounts or lists.
bool phone_groups(const WrittenNumber& number) {
  if (number.size < 6 || number.size > 13) return false;
  for (std::size_t i = 1; i < number.groups; ++i)
    if (number.group[i] < 2 && i + 1 < number.groups) return false;
  if (number.groups == 1) return number.size >= 7;
  if (number.group[number.groups - 1] < 2) return false;
  // 912345678.50 is an amount.
  for (std::size_t i = 0; i < number.groups; ++i)
    if (number.dots && number.group[i] > 4) return false;
  // 2000-2022 is a span of years.
  const auto century = [&](std::size_t at) {
    return number.number().substr(at, 2) == "19" || number.number().substr(at, 2) == "20";
  };
  if (number.groups == 2 && number.size == 8 && number.group[0] == 4 && century(0) && century(4))
    return false;
  // 1.234.567 and 1 234 567 are amounts.
  bool thousands =
      number.group[0] <= 3 && !number.parenthesis && number.digits[0] != '0' && number.groups <= 3;
  for (std::size_t i = 1; i < number.groups; ++i) thousands = thousands && number.group[i] == 3;
  if (thousands && number.size != 9) return false;
  // 12-05-1987 and 1987-05-12 are dates.
  const bool date = number.groups == 3 && number.size == 8 &&
                    (number.group[0] == 4 || (number.group[0] == 2 && number.group[1] == 2));
  return !date;
}

struct UsualGroups {
  std::string_view groups;  ///< digits of each
  std::string_view first;   ///< what the first may begin with
  std::string_view country;
};

// Ways of grouping that nothing else has; blanks only. Source: national numbering authorities'
// notations.
constexpr UsualGroups kUsual[] = {
    {"3322", "0", "CH"}, {"3222", "689", "ES"}, {"4222", "0", "BE"}, {"2322", "0", "BE"},
    {"344", "0", "GB"},  {"56", "0", "GB"},     {"433", "0", "AU"},  {"37", "3", "IT"},
};

/// The country whose way of grouping this is, or 0.
std::uint16_t grouped_as(const WrittenNumber& number) {
  if (number.parenthesis || number.mixed || number.dots) return 0;
  for (const UsualGroups& usual : kUsual) {
    if (usual.groups.size() != number.groups ||
        usual.first.find(number.digits[0]) == std::string_view::npos)
      continue;
    bool same = true;
    for (std::size_t i = 0; i < number.groups; ++i)
      same = same && usual.groups[i] - '0' == number.group[i];
    if (!same) continue;
    const PhoneRegion* region = validate::phone_region(usual.country);
    const std::string_view national = validate::national_number(*region, number.number());
    if (!national.empty() && in_use(*region, national))
      return validate::pack_country(region->country);
  }
  return 0;
}

/// A form that hardly anything else has: an area code in parentheses or behind a 0, and more
/// groups.
bool typical(const WrittenNumber& number) {
  // 02110-1301 is a ZIP code.
  if (number.groups == 2 && number.group[0] == 5 && number.group[1] == 4 && !number.parenthesis)
    return false;
  return number.groups >= 2 && number.size >= 8 && (number.parenthesis || number.digits[0] == '0');
}

/// +3.140000 and +35236450.6: no country code before the point (but +1.7035550100 of registries,
/// RFC 5733), or too little behind it.
bool is_decimal(const WrittenNumber& number) {
  if (!number.dots || number.groups != 2) return false;
  const bool short_code =
      number.group[0] == 1 && number.digits[0] != '1' && number.digits[0] != '7';
  return short_code || number.group[0] > 3 || number.group[1] < 5;
}

/// Long enough, and no time of these years (1.4e9 to 2e9 seconds) nor a date.
bool may_stand_beside(const WrittenNumber& number) {
  if (number.size < 9 || number.size > 11) return false;
  // 218-38-1118 is a social security number's way.
  if (number.groups == 3 && number.group[0] == 3 && number.group[1] == 2 && number.group[2] == 4)
    return false;
  return number.groups > 1 || number.size != 10 || number.digits[0] != '1';
}

class Phone final : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    const std::string_view text = view.text();
    auto [begin, plus, number] = number_at(text, range.begin);
    // "+0034 ...": either prefix alone would do.
    const bool zeros = number.number().starts_with("00");
    const bool international = plus || zeros;
    // What follows a number on its line may look like a further group: two shorter readings.
    for (int tries = 0; tries < 3 && number.groups > 0; ++tries, number.drop_group()) {
      if (glued_behind(text, number.end[number.groups - 1], !plus && number.groups == 1)) continue;
      if (international
              ? with_country_code(text, begin, plus && zeros ? begin + 1 : begin, number, found)
              : phone_groups(number) && judge(view, begin, number, found))
        return;
    }
  }

 private:
  /// `checked_from`: where the prefix begins that the check sees.
  static bool with_country_code(std::string_view text, std::size_t begin, std::size_t checked_from,
                                const WrittenNumber& number, std::vector<Recognised>& found) {
    const std::size_t end = number.end[number.groups - 1];
    const std::string_view raw = text.substr(checked_from, end - checked_from);
    if (!validate::phone({raw, raw})) return false;
    if (is_decimal(number)) return false;
    const float logit = number.groups > 1 ? kCountryCodeGroups : kCountryCode;
    found.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), logit});
    return true;
  }

  /// Appends the number when something speaks for it.
  static bool judge(UnitView& view, std::size_t begin, const WrittenNumber& number,
                    std::vector<Recognised>& found) {
    const std::size_t end = number.end[number.groups - 1];
    const auto add = [&](float logit, std::uint16_t country) {
      found.push_back(
          {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), logit, country});
      return true;
    };
    Announcement said = announcement(view, begin, end);
    if (said.weak && !typical(number)) said = {};
    if (!said.given() && may_stand_beside(number) && beside_email(view.text(), begin, end)) {
      std::uint16_t country =
          country_of(number, PhoneLanguage::english, countries_named(view.text(), begin));
      if (country == 0) country = country_elsewhere(number);
      if (country != 0) return add(kBesideEmail, country);
    }
    if (!said.given() && number.groups == 1) return false;
    if (said.given() || typical(number)) {
      const std::array<std::uint16_t, 3> named = countries_named(view.text(), begin);
      const std::uint16_t country = country_of(number, said.language, named);
      if (said.given() && country != 0) return add(kAnnouncedInUse, country);
      if (said.given() && number.groups > 1 && number.groups <= 5) return add(kAnnouncedForm, 0);
      if (said.heads && number.size >= kShortestPlain)
        return add(kAnnouncedForm, country_elsewhere(number));
      if (country != 0) return add(kCountryNamed, country);
    }
    const std::uint16_t usual = grouped_as(number);
    return usual != 0 && add(kUsualGroups, usual);
  }

  static bool fits(const PhoneRegion* region, const WrittenNumber& number) {
    if (region == nullptr) return false;
    const std::string_view national = validate::national_number(*region, number.number());
    return !national.empty() && in_use(*region, national);
  }

  static std::uint16_t country_elsewhere(const WrittenNumber& number) {
    for (std::size_t i = 0; i < kElsewhere.size(); i += 2) {
      const PhoneRegion* region = validate::phone_region(kElsewhere.substr(i, 2));
      if (fits(region, number)) return validate::pack_country(region->country);
    }
    return 0;
  }

  /// The first country in whose plan the number is, those named nearby before those of the
  /// language.
  static std::uint16_t country_of(const WrittenNumber& number, PhoneLanguage language,
                                  const std::array<std::uint16_t, 3>& named) {
    for (const std::uint16_t country : named) {
      if (country == 0) break;
      const auto letters = validate::unpack_country(country);
      if (fits(validate::phone_region({letters.data(), 2}), number)) return country;
    }
    const std::string_view countries = countries_of(language);
    for (std::size_t i = 0; i + 1 < countries.size() && i < 2 * kRegionsTried; i += 2) {
      const PhoneRegion* region = validate::phone_region(countries.substr(i, 2));
      if (fits(region, number)) return validate::pack_country(region->country);
    }
    return 0;
  }
};

}  // namespace

std::unique_ptr<const Recogniser> make_phone() { return std::make_unique<Phone>(); }

}  // namespace braque::recognise
