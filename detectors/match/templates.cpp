#include "match/templates.hpp"

#include "classify/score.hpp"

namespace braque::match {
namespace {

struct Parsed {
  std::string characters;  // 9, A, N
  std::uint64_t blanks = 0;
  std::size_t shortest = 0;  // where the optional tail begins; all when there is none
  bool plus = false;
  std::string fault;
};

Parsed parse(const std::string& text) {
  Parsed parsed;
  bool tail = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '+' && i == 0) {
      parsed.plus = true;
    } else if (c == ' ') {
      if (!parsed.characters.empty()) parsed.blanks |= std::uint64_t{1} << parsed.characters.size();
    } else if (c == '[' && !tail) {
      tail = true;
      parsed.shortest = parsed.characters.size();
    } else if (c == ']' && tail && i + 1 == text.size()) {
      break;
    } else if (c == '9' || c == 'A' || c == 'N') {
      parsed.characters += c;
    } else {
      parsed.fault =
          "template \"" + text + "\": use 9, A, N, blanks, a leading + and one [tail] at the end";
      return parsed;
    }
    if (parsed.characters.size() >= TokenWalk::kLengthMax) {
      parsed.fault = "template \"" + text + "\": at most 47 characters";
      return parsed;
    }
  }
  if (!tail) parsed.shortest = parsed.characters.size();
  if (parsed.shortest == 0)
    parsed.fault = "template \"" + text + "\": at least one character must be fixed";
  return parsed;
}

}  // namespace

std::string TemplateTable::add(const Rule& rule, std::uint16_t index) {
  std::string fault;
  for (const std::string& text : rule.templates)
    if (fault.empty()) fault = add(rule, index, text, kRulePrior);
  for (const std::string& text : rule.weak_templates)
    if (fault.empty())
      fault = add(rule, index, text, static_cast<float>(logit_of(rule.weak_prior)));
  return fault;
}

std::string TemplateTable::add(const Rule& rule, std::uint16_t index, const std::string& text,
                               float logit) {
  const Parsed parsed = parse(text);
  if (!parsed.fault.empty()) return parsed.fault;
  for (std::size_t length = parsed.shortest; length <= parsed.characters.size(); ++length) {
    TemplateForm form;
    const std::uint64_t bit = std::uint64_t{1} << length, used = bit - 1;
    for (std::size_t i = 0; i < length; ++i) {
      if (parsed.characters[i] == '9') form.digits |= std::uint64_t{1} << i;
      if (parsed.characters[i] == 'A') form.letters |= std::uint64_t{1} << i;
    }
    form.blanks = parsed.blanks & used;
    for (char c : rule.separators) {
      const auto code = static_cast<unsigned char>(c) & 127U;
      form.separators[code / 64] |= std::uint64_t{1} << (code % 64);
    }
    form.length = static_cast<std::uint8_t>(length);
    form.plus = parsed.plus;
    form.anywhere = rule.separators_anywhere;
    form.capitals = rule.capitals;
    // People write a number all small or all capital; what machines make of forty digits (EIP-55)
    // mixes them.
    constexpr std::size_t kMixedFrom = 40;
    form.mixed = !rule.capitals && length >= kMixedFrom;
    form.logit = logit;
    if (form.letters == 0) {
      put(of_digits_[length], form, index);
      filter_.digit_lengths |= bit;
    }
    if (form.digits != used) {
      put(with_letters_[length], form, index);
      filter_.letter_lengths |= bit;
    }
    if (!form.capitals) filter_.any_case_lengths |= bit;
  }
  return {};
}

void TemplateTable::put(std::vector<TemplateForm>& forms, const TemplateForm& form,
                        std::uint16_t rule) {
  for (TemplateForm& known : forms) {
    if (!known.fits_same(form)) continue;
    known.rules.push_back(rule);
    return;
  }
  forms.push_back(form);
  forms.back().rules.push_back(rule);
}

bool canonical(const TemplateForm& form, const TokenWalk& walk) noexcept {
  const std::uint64_t used = (std::uint64_t{1} << form.length) - 1;
  const std::uint64_t separated = walk.separated & used;
  if (form.blanks == 0 || separated != form.blanks) return false;
  char first = 0;
  for (std::uint64_t rest = separated; rest != 0; rest &= rest - 1) {
    const char c = walk.separator[static_cast<std::size_t>(__builtin_ctzll(rest))];
    if (first == 0) first = c;
    if (c != first) return false;
  }
  return true;
}

}  // namespace braque::match
