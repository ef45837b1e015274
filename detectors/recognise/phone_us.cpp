// Telephone numbers of the United States, written without their country code: (NPA) NXX-XXXX.
// Source: North American Numbering Plan (ATIS-0300051): NPA and NXX begin with 2 to 9, and neither
// is N11.
#include "base/weights.hpp"
#include "recognise/phone_plan.hpp"
#include "recognise/phone_text.hpp"
#include "recognise/recognisers.hpp"

namespace braque::recognise {
namespace {

using namespace weights::phone_us;

/// The ten digits when the number has the groups of the plan; else empty.
std::string_view plan_number(const WrittenNumber& number) {
  std::string_view digits = number.number();
  std::size_t first = 0;
  if (digits.size() == 11 && digits[0] == '1' && (number.groups == 1 || number.group[0] == 1)) {
    digits.remove_prefix(1);
    first = number.groups == 1 ? 0 : 1;
  }
  if (digits.size() != 10) return {};
  if (number.groups > 1) {
    const bool usual =
        number.groups == first + 3 && number.group[first] == 3 && number.group[first + 1] == 3;
    if (!usual) return {};
  }
  for (std::size_t at : {std::size_t{0}, std::size_t{3}}) {
    if (digits[at] < '2') return {};
    if (digits[at + 1] == '1' && digits[at + 2] == '1') return {};
  }
  return digits.find_first_not_of(digits[0]) == std::string_view::npos ? std::string_view{}
                                                                       : digits;
}

bool strongly_announced(UnitView& view, std::size_t begin, std::size_t end) {
  const Announcement said = announcement(view, begin, end);
  return said.given() && !said.weak;
}

class PhoneUs final : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    const std::string_view text = view.text();
    const auto [begin, plus, number] = number_at(text, range.begin);
    if (number.groups == 0 || number.mixed || (plus && number.size != 11)) return;
    const std::string_view national = plan_number(number);
    const std::size_t end = number.end[number.groups - 1];
    if (national.empty() || glued_behind(text, end, !plus && number.groups == 1)) return;
    float logit = 0;
    if (plus)
      logit = kParenthesis;
    else if (number.parenthesis)
      logit = kParenthesis;
    else if (number.groups > 1)
      logit = text[number.end[number.groups - 2]] == ' ' ? kBlanks : kDashes;
    else if (strongly_announced(view, begin, end))
      logit = kAnnouncedPlain;
    else
      return;
    std::uint16_t country = 0;
    for (const char* candidate : {"US", "CA"}) {
      const validate::PhoneRegion* region = validate::phone_region(candidate);
      if (country == 0 && in_use(*region, national))
        country = validate::pack_country(region->country);
    }
    // Of the Caribbean; or of nobody, which people invent. With +1 the other rule has it.
    if (country == 0 && plus) return;
    if (country == 0) logit += kUnassigned;
    found.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), logit, country});
  }
};

}  // namespace

std::unique_ptr<const Recogniser> make_phone_us() { return std::make_unique<PhoneUs>(); }

}  // namespace braque::recognise
