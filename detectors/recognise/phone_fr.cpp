// French telephone numbers: 0 and nine digits in pairs, or +33. Source: ARCEP, décision n°
// 2018-0881.
#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "base/weights.hpp"
#include "recognise/phone_text.hpp"
#include "recognise/recognisers.hpp"
#include "validate/checks.hpp"

namespace braque::recognise {
namespace {

using namespace weights::phone_fr;

/// "3f 01 00 00 00 50": bytes in hexadecimal; the pair before has a letter and a digit.
bool in_bytes(std::string_view text, std::size_t begin) {
  if (begin < 4 || text[begin - 1] != ' ' || ascii::is_alnum(text[begin - 4])) return false;
  const char a = text[begin - 3], b = text[begin - 2];
  return ascii::is_hex(a) && ascii::is_hex(b) && ascii::is_digit(a) != ascii::is_digit(b);
}

/// 0612 34 56 78: four digits first, as many write their mobile telephone's number.
bool mobile_first(const WrittenNumber& number) {
  const bool mobile = number.digits[1] == '6' || number.digits[1] == '7';
  return mobile && !number.mixed && number.groups == 4 && number.group[0] == 4 &&
         number.group[1] == 2 && number.group[2] == 2 && number.group[3] == 2;
}

class PhoneFr final : public Recogniser {
 public:
  void find(UnitView& view, SearchRange range, std::vector<Recognised>& found) const override {
    const std::string_view text = view.text();
    const char first = text[range.begin];
    if (first != '0' && first != '+' && first != '(') return;
    auto [begin, plus, number] = number_at(text, range.begin);
    const bool abroad = plus || (number.number().starts_with("0033") && number.group[0] >= 4);
    if (!abroad && !number.number().starts_with('0')) return;
    for (; number.groups > 0 && number.size >= 10; number.drop_group()) {
      const std::size_t end = number.end[number.groups - 1];
      if (glued_behind(text, end, !plus && number.groups == 1)) continue;
      if (judge(view, {begin, end}, number, plus, abroad, found)) return;
    }
  }

 private:
  static bool judge(UnitView& view, SearchRange extent, const WrittenNumber& number, bool plus,
                    bool abroad, std::vector<Recognised>& found) {
    const std::string_view raw = view.text().substr(extent.begin, extent.end - extent.begin);
    const auto add = [&](float logit) {
      found.push_back({static_cast<std::uint32_t>(extent.begin),
                       static_cast<std::uint32_t>(extent.end), logit});
      return true;
    };
    // The check wants the sign before the digits, and pairs; other groups need an announcement.
    std::array<char, WrittenNumber::kDigitsMax + 1> signed_number{'+'};
    std::copy_n(number.digits.begin(), number.size, signed_number.begin() + 1);
    const std::string_view compact(plus ? signed_number.data() : number.digits.data(),
                                   plus ? number.size + 1 : number.size);
    if (abroad) {
      if (!validate::fr_phone({compact, raw})) return false;
      return add(number.groups > 1 ? kPairs : kCountryCode);
    }
    if (number.size != 10 || !validate::fr_phone({compact, compact})) return false;
    const bool in_pairs = number.groups > 1 && validate::fr_phone({compact, raw});
    if (in_pairs && in_bytes(view.text(), extent.begin)) return false;
    const Announcement said = announcement(view, extent.begin, extent.end);
    const bool at_home =
        said.language == PhoneLanguage::french || said.language == PhoneLanguage::any;
    // As sure as the rule for all countries is then, so that this one, which says more, is named.
    if (in_pairs) return add(said.given() && at_home ? kAnnounced : kPairs);
    if (said.given() && (!said.weak || at_home)) return add(kAnnounced);
    if (mobile_first(number)) return add(kPairs);
    return number.groups == 1 && add(kPlain);
  }
};

}  // namespace

std::unique_ptr<const Recogniser> make_phone_fr() { return std::make_unique<PhoneFr>(); }

}  // namespace braque::recognise
