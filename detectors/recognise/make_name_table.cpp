// Run at build time: makes the table of name_lexicon.hpp from the lists in data/.
//     make_name_table OUT GIVEN SURNAMES WORDS PLACES CUES FIELD_TERMS
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "recognise/name_lexicon.hpp"

namespace {

using braque::names::Entry;
using braque::names::Folded;

using Entries = std::map<std::string, unsigned>;

bool read_levels(const char* path, int shift, Entries& entries) {
  std::ifstream in(path);
  std::string line;
  unsigned level = 0;
  while (std::getline(in, line)) {
    if (line.starts_with("+"))
      level = static_cast<unsigned>(line.at(1) - '0');
    else
      entries[line] |= level << shift;
  }
  return level != 0;
}

bool read_cues(const char* path, Entries& entries) {
  std::ifstream in(path);
  std::string line;
  unsigned cue = 0;
  while (std::getline(in, line)) {
    if (line.starts_with("#")) continue;
    ++cue;
    std::istringstream words(line.substr(line.find(':') + 1));
    for (std::string word; words >> word;) {
      unsigned& bits = entries[word];
      if ((bits >> 8 & 31) == 0) bits |= cue << 8;
    }
  }
  return cue + 1 == braque::names::kCueCount;
}

void read_field_terms(const char* path, Entries& entries) {
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with("#")) continue;
    std::istringstream words(line.substr(line.starts_with("+") ? 1 : 0));
    for (std::string word; words >> word;) entries[word] |= 1U << 14;
  }
}

/// Which capitalised words make a name plausible: those that are oftener a name than anything else.
bool is_trigger(Entry entry) {
  using braque::names::Cue;
  if (entry.cue() == Cue::title) return true;
  if (entry.cue() == Cue::greeting || entry.cue() == Cue::label_person || entry.cue() == Cue::birth)
    return true;
  if (entry.cue() != Cue::none && entry.cue() < Cue::calendar && entry.given() < 2) return false;
  if (entry.cue() >= Cue::calendar) return false;
  if (entry.given() >= 1 && entry.given() >= entry.word()) return true;
  return entry.family() >= 1 && entry.family() >= entry.word() && entry.place() < 2;
}

Folded folded(const std::string& word) {
  Folded out;
  if (word.size() > Folded::kLongest) return out;
  out.size = word.copy(out.bytes.data(), word.size());
  return out;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 8) return 2;
  Entries entries;
  for (int i = 0; i < 4; ++i)
    if (!read_levels(arguments[2 + i], 2 * i, entries)) return 1;
  if (!read_cues(arguments[6], entries)) {
    std::cerr << "cues.txt does not have the classes of Cue\n";
    return 1;
  }
  read_field_terms(arguments[7], entries);
  std::vector<std::uint32_t> slots(std::size_t{1} << braque::names::kSlotBits);
  if (entries.size() > slots.size() * 4 / 5) {
    std::cerr << entries.size() << " words are too many for the table\n";
    return 1;
  }
  std::vector<std::uint64_t> triggers(std::size_t{1} << braque::names::kFilterBits);
  for (const auto& [word, bits] : entries) {
    const Folded key = folded(word);
    if (key.size == 0) continue;
    const std::uint64_t hash = braque::names::hash_of(key);
    if (hash == 0) return 1;  // KnownWords and NameSearch take it for no word
    Entry entry{static_cast<std::uint16_t>(bits)};
    std::size_t slot = braque::names::slot_of(hash);
    if (is_trigger(entry)) {
      entry.bits |= 1 << 13;
      triggers[braque::names::filter_at(hash)] |= braque::names::filter_mask(hash);
    }
    while (slots[slot] != 0) slot = (slot + 1) % slots.size();
    slots[slot] = braque::names::tag_of(hash) | entry.bits;
  }
  std::FILE* out = std::fopen(arguments[1], "w");
  if (out == nullptr) return 1;
  std::fprintf(out, "constexpr std::uint32_t kSlots[] = {\n");
  for (std::size_t i = 0; i < slots.size(); ++i)
    std::fprintf(out, "%u,%s", slots[i], i % 16 == 15 ? "\n" : "");
  std::fprintf(out, "};\nconstexpr std::uint64_t kTriggers[] = {\n");
  for (const std::uint64_t bits : triggers)
    std::fprintf(out, "%lluU,\n", static_cast<unsigned long long>(bits));
  std::fprintf(out, "};\n");
  return std::fclose(out) == 0 ? 0 : 1;
}
