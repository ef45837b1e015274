// From the places that the vector scan pointed at to verified candidates.
#include <algorithm>
#include <array>
#include <bit>

#include "base/ascii.hpp"
#include "match/extents.hpp"
#include "match/found.hpp"
#include "match/lookalike.hpp"

namespace braque::match {
namespace {

/// From a colon that is punctuation to the first one of an address.
constexpr std::size_t kColonReach = 8;

constexpr EvidenceSet bit(Evidence evidence) { return static_cast<EvidenceSet>(evidence); }

class ShapeFinder {
 public:
  ShapeFinder(const RuleSet::Engines& engines, std::string_view text, Owned owned,
              std::vector<Found>& found, std::vector<SearchRange>& numbers)
      : engines_(engines), text_(text), owned_(owned), found_(found), numbers_(numbers) {}

  void look(const ShapeCandidate& candidate) {
    switch (candidate.pointer) {
      case Pointer::token:
        return token(candidate.position);
      case Pointer::year:
        if (!engines_.date.empty()) dates(named_date_before(text_, candidate.position));
        return;
      case Pointer::at:
        return email(email_around(text_, candidate.position));
      case Pointer::colon:
        return colon(candidate.position);
    }
  }

 private:
  void token(std::size_t start) {
    walk_token(engines_.level, text_, start, walk_);
    mrz(start);
    if (!walk_.promising) {
      if (dotted(start)) ipv4(start);
      return;
    }
    std::uint64_t lengths =
        engines_.templates.filter().lengths(walk_.ends, walk_.digits, walk_.lower);
    for (; lengths != 0; lengths &= lengths - 1)
      templates_of(static_cast<std::size_t>(std::countr_zero(lengths)), start);
    const bool number_begins =
        (walk_.digits & 1) != 0 && std::popcount(walk_.digits) >= kNumberDigits;
    if (number_begins && !engines_.number.empty()) number(start);
    if (walk_.separated == 0) return;
    if (dotted(start)) ipv4(start);
    if (!engines_.date.empty() && dated()) dates(date_from(text_, start));
    const char c = text_[start + first_group()];
    if (!engines_.mac.empty() &&
        ((c == '-' && first_group() == 2) || (c == '.' && first_group() == 4)))
      mac(mac_from(text_, start));
  }

  /// Characters before the first separator, when there is one.
  std::size_t first_group() const {
    return static_cast<std::size_t>(std::countr_zero(walk_.separated));
  }

  /// One to three digits and a full stop: an IPv4 address may begin here.
  bool dotted(std::size_t start) const {
    return !engines_.ipv4.empty() && (walk_.digits & 1) != 0 && walk_.separated != 0 &&
           first_group() <= 3 && text_[start + first_group()] == '.';
  }

  /// One, two or four digits, then one or two: a date may begin here.
  bool dated() const {
    const std::uint64_t second = walk_.separated & (walk_.separated - 1);
    const std::size_t group = first_group();
    if ((walk_.digits & 1) == 0 || second == 0 || group > 4 || group == 3) return false;
    return static_cast<std::size_t>(std::countr_zero(second)) - group <= 2;
  }

  void templates_of(std::size_t length, std::size_t start) {
    const bool only_digits = std::countr_one(walk_.digits) >= static_cast<int>(length);
    for (const TemplateForm& form : engines_.templates.of_length(length, only_digits)) {
      if (!fits_kinds(form, walk_)) continue;
      spell_token(text_, start, walk_);
      if (fits_separators(form, walk_)) rules_of(form, start);
    }
  }

  /// The rules of a form that fits.
  void rules_of(const TemplateForm& form, std::size_t start) {
    const std::size_t length = form.length, begin = form.plus ? start - 1 : start;
    if (!owned_.holds(begin)) return;
    const std::uint32_t end = walk_.position[length - 1] + 1;
    const Candidate candidate{{walk_.compact.data(), length}, text_.substr(begin, end - begin)};
    Found found{static_cast<std::uint32_t>(begin), end, kNoRule, 0, 0, true, form.logit};
    for (const std::uint16_t rule : form.rules) {
      if (!verified(engines_, rule, candidate)) continue;
      if (found.rule == kNoRule) judge(form, candidate, found);  // the same for all of them
      found.rule = rule;
      add(found);
    }
  }

  /// What the candidate's own characters and separators say.
  void judge(const TemplateForm& form, const Candidate& candidate, Found& found) const {
    found.evidence = look_inside(candidate.compact);
    const std::uint64_t used = (std::uint64_t{1} << form.length) - 1;
    if ((walk_.separated & used) == 0) return;
    found.separator = walk_.separator[first_group()];
    found.evidence = static_cast<EvidenceSet>(found.evidence & ~bit(Evidence::timestamp));
    if (canonical(form, walk_)) found.evidence |= bit(Evidence::separators);
  }

  void number(std::size_t start) {
    const bool opened = walk_.plus_before || (start > 0 && text_[start - 1] == '(');
    const std::size_t begin = opened ? start - 1 : start;
    numbers_.push_back({begin, start + 1});
  }

  void ipv4(std::size_t start) {
    const Extent extent = ipv4_from(text_, start);
    if (!extent.found()) return;
    EvidenceSet evidence = 0;
    const std::string_view address = text_.substr(extent.begin, extent.end - extent.begin);
    if (private_ipv4(address))
      evidence |= bit(Evidence::private_range);
    else if (group_ipv4(address))
      evidence |= bit(Evidence::published);
    if (version_before(text_, extent.begin) || small_groups(address))
      evidence |= bit(Evidence::version);
    simple(extent, engines_.ipv4, evidence, true, '.');
  }

  static constexpr std::size_t kShortestGroups = 2;  // "::"

  /// "std::string": letters next to the colons that no address contains.
  bool in_a_name(std::size_t position) const {
    const auto name = [](char c) { return ascii::is_word(c) && !ascii::is_hex(c); };
    return position + 2 < text_.size() && text_[position + 1] == ':' &&
           (name(text_[position + 2]) || (position > 0 && name(text_[position - 1])));
  }

  void colon(std::size_t position) {
    if (in_a_name(position)) return;
    Extent extent = colon_groups_around(text_, position);
    if (extent.end - extent.begin < kShortestGroups) {
      // "MAC : 00:1a:..": the first colon was punctuation.
      const std::size_t next = text_.find(':', position + 1);
      if (next == std::string_view::npos || next > position + kColonReach) return;
      extent = colon_groups_around(text_, next);
    }
    if (!extent.found()) return;
    const std::string_view address = text_.substr(extent.begin, extent.end - extent.begin);
    mac(extent);
    simple(extent, engines_.ipv6,
           private_ipv6(address) ? bit(Evidence::private_range) : EvidenceSet{0});
  }

  void email(const Extent& extent) {
    if (!extent.found() || engines_.email.empty()) return;
    const Mailbox mailbox = mailbox_at(text_, extent.begin, extent.end);
    if (mailbox == Mailbox::identifier) return;
    // "E-mail: jane@example.com" is medium all the same.
    constexpr EvidenceSet kReserved = bit(Evidence::crowd) | bit(Evidence::published);
    simple(extent, engines_.email, mailbox == Mailbox::nobody ? kReserved : EvidenceSet{0});
  }

  void mac(const Extent& extent) {
    if (!extent.found()) return;
    const std::string_view address = text_.substr(extent.begin, extent.end - extent.begin);
    if (address.find_first_not_of("0123456789.") == std::string_view::npos &&
        !mac_announced(text_, extent.begin))
      return;
    simple(extent, engines_.mac,
           example_mac(address) ? bit(Evidence::private_range)
           : group_mac(address) ? bit(Evidence::published)
                                : EvidenceSet{0});
  }

  void dates(const Extent& extent) {
    if (!extent.found()) return;
    if (time_after(text_, extent.end)) return;  // a timestamp is no date of birth
    simple(extent, engines_.date);
  }

  void mrz(std::size_t start) {
    const auto sex_at = [&](std::size_t offset) {
      const char c = start + offset < text_.size() ? text_[start + offset] : '\0';
      return c == 'M' || c == 'F' || c == '<' || c == 'X';
    };
    if (!engines_.mrz_td3.empty() && sex_at(20))
      simple(mrz_td3_around(text_, start), engines_.mrz_td3);
    if (!engines_.mrz_td1.empty() && sex_at(7))
      simple(mrz_td1_around(text_, start), engines_.mrz_td1);
  }

  void simple(const Extent& extent, const std::vector<std::uint16_t>& rules,
              EvidenceSet evidence = 0, bool guarded = false, char separator = 0) {
    if (!extent.found() || !owned_.holds(extent.begin)) return;
    const std::string_view value = text_.substr(extent.begin, extent.end - extent.begin);
    for (std::uint16_t rule : rules) {
      if (!verified(engines_, rule, Candidate{value, value})) continue;
      add({static_cast<std::uint32_t>(extent.begin), static_cast<std::uint32_t>(extent.end), rule,
           evidence, separator, guarded});
    }
  }

  void add(Found found) {
    if (engines_.verifiers[found.rule].present()) found.evidence |= bit(Evidence::check_digit);
    found_.push_back(found);
  }

  const RuleSet::Engines& engines_;
  std::string_view text_;
  Owned owned_;
  std::vector<Found>& found_;
  std::vector<SearchRange>& numbers_;
  TokenWalk walk_;
};

}  // namespace

void find_shapes(const RuleSet::Engines& engines, std::string_view text, Owned owned, Owned reach,
                 std::vector<Found>& found, std::vector<SearchRange>& numbers,
                 std::uint64_t& line_feeds) {
  // What begins in the range can be pointed at behind it: an @ after 64 bytes of local part, the
  // second line of a machine-readable zone, the year of a date.
  constexpr std::size_t kBehind = 128;
  std::array<ShapeCandidate, 2048> candidates;
  ShapeFinder finder(engines, text, reach, found, numbers);
  TokenFilter filter = engines.templates.filter();
  filter.numbers = !engines.number.empty();
  filter.ipv4 = !engines.ipv4.empty();
  filter.date = !engines.date.empty();
  filter.mac = !engines.mac.empty();
  filter.mrz = !engines.mrz_td1.empty() || !engines.mrz_td3.empty();
  line_feeds = 0;
  const std::size_t limit = std::min(text.size(), reach.end + kBehind);
  for (std::size_t at = reach.begin; at < limit;) {
    const std::size_t to = at < owned.begin ? owned.begin : at < owned.end ? owned.end : limit;
    const ShapeScanResult result = scan_shapes(engines.level, text, at, to, candidates);
    if (owned.holds(at)) line_feeds += result.line_feeds;
    const std::size_t kept =
        keep_possible(engines.level, text, filter, {candidates.data(), result.candidates});
    for (std::size_t i = 0; i < kept; ++i) finder.look(candidates[i]);
    at = result.scanned_to;
  }
}

}  // namespace braque::match
