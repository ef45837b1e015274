#include "pipeline/allow_list.hpp"

#include <re2/re2.h>
#include <xxhash.h>

#include <algorithm>

#include "rule/profile.hpp"

namespace braque {

struct AllowList::Compiled {
  AllowEntry entry;
  std::unique_ptr<re2::RE2> pattern;
  std::vector<bool> rules;  ///< by index
};

namespace {

/// What of an entry decides over findings, each text behind its length.
void append_meaning(const AllowEntry& entry, std::string& out) {
  const auto add = [&out](std::string_view text) {
    (out += std::to_string(text.size()) + ':') += text;
  };
  add(entry.reason);
  add(entry.path_pattern);
  add(entry.pattern);
  if (entry.fingerprint)
    add({reinterpret_cast<const char*>(entry.fingerprint->data()), entry.fingerprint->size()});
  add(std::to_string(entry.rules.size()));
  for (const std::string& rule : entry.rules) add(rule);
}

}  // namespace

AllowList::~AllowList() = default;

bool AllowList::speaks_of(const Compiled& entry, std::uint16_t rule) const {
  // Rules of exact lists come after those of the set.
  return rule < entry.rules.size() ? entry.rules[rule] : entry.entry.rules.empty();
}

Result<std::unique_ptr<const AllowList>> AllowList::compile(std::vector<AllowEntry> entries,
                                                            const RuleSet& rules) {
  std::unique_ptr<AllowList> list(new AllowList);
  list->value_rules_.resize(rules.rules().size());
  std::string meaning;
  for (const AllowEntry& entry : entries) append_meaning(entry, meaning);
  list->fingerprint_ = XXH3_64bits(meaning.data(), meaning.size());
  for (AllowEntry& entry : entries) {
    Compiled compiled;
    if (!entry.pattern.empty()) {
      re2::RE2::Options options;
      options.set_encoding(re2::RE2::Options::EncodingLatin1);
      options.set_log_errors(false);
      compiled.pattern = std::make_unique<re2::RE2>(entry.pattern, options);
      if (!compiled.pattern->ok())
        return unexpected(ErrorKind::invalid,
                          "the pattern \"" + entry.pattern + "\": " + compiled.pattern->error());
    }
    for (std::size_t i = 0; i < rules.rules().size(); ++i) {
      const Rule& rule = rules.rules()[i];
      const bool meant = entry.rules.empty() || std::any_of(entry.rules.begin(), entry.rules.end(),
                                                            [&rule](const std::string& one) {
                                                              return fits_rule(one, rule);
                                                            });
      compiled.rules.push_back(meant);
      if (meant && !entry.path) list->value_rules_[i] = true;
    }
    compiled.entry = std::move(entry);
    list->entries_.push_back(std::move(compiled));
  }
  return std::unique_ptr<const AllowList>(std::move(list));
}

const AllowEntry* AllowList::value(std::uint16_t rule, std::string_view raw,
                                   const std::function<Digest()>& fingerprint) const {
  std::optional<Digest> own;
  for (const Compiled& one : entries_) {
    if (one.entry.path || !speaks_of(one, rule)) continue;
    if (one.pattern && re2::RE2::FullMatch(re2::StringPiece(raw.data(), raw.size()), *one.pattern))
      return &one.entry;
    if (!one.entry.fingerprint) continue;
    if (!own) own = fingerprint();
    if (*one.entry.fingerprint == *own) return &one.entry;
  }
  return nullptr;
}

const AllowEntry* AllowList::place(std::uint16_t rule, std::string_view relative) const {
  for (const Compiled& one : entries_)
    if (one.entry.path && speaks_of(one, rule) && one.entry.path(relative)) return &one.entry;
  return nullptr;
}

}  // namespace braque
