#include "privacy/private_names.hpp"

#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "base/ascii.hpp"
#include "base/latin_letter.hpp"
#include "model/escape.hpp"
#include "privacy/fingerprint.hpp"

namespace braque {
namespace {

constexpr std::string_view kUsual[] = {
    // French
    "privé", "privée", "privés", "privées", "personnel", "personnelle", "personnels",
    "personnelles", "perso", "persos", "dossier privé", "dossiers privés", "dossier personnel",
    "dossiers personnels", "dossier perso", "fichier personnel", "fichiers personnels",
    "fichiers perso", "documents personnels", "documents privés", "données personnelles",
    "mes documents personnels", "mes fichiers personnels", "vie privée", "strictement personnel",
    "personnel et confidentiel", "privé et confidentiel",
    // English
    "private", "personal", "private files", "personal files", "private documents",
    "personal documents", "private folder", "personal folder", "private and confidential",
    // German
    "privat", "private dateien", "private dokumente", "persönlich", "persönliches",
    "persönliche dateien", "persönliche dokumente",
    // Spanish, Portuguese, Catalan, Italian, Romanian
    "privado", "privada", "privados", "privadas", "archivos personales", "documentos personales",
    "carpeta personal", "pessoal", "pessoais", "particular", "privat", "privats", "privato",
    "privata", "privati", "personale", "documenti personali", "file personali",
    // Dutch, Danish, Norwegian, Swedish, Finnish
    "privé", "persoonlijk", "persoonlijke bestanden", "prive bestanden", "personligt", "personlig",
    "privata filer", "private filer", "yksityinen", "henkilökohtainen",
    // Polish, Czech, Slovak, Hungarian
    "prywatne", "prywatny", "osobiste", "soukromé", "soukromý", "osobní", "súkromné", "osobné",
    "magán", "személyes"};

bool is_number(std::string_view word) {
  return std::all_of(word.begin(), word.end(), ascii::is_digit);
}

/// Small letters without accents, words parted by a blank, numbers at the beginning left out. Bytes
/// that are no UTF-8 are taken for Latin-1, in which old servers write names.
std::string folded_name(std::string_view name) {
  std::string words;
  std::size_t word = 0;  // where the last one begins
  const auto end_word = [&] {
    if (is_number(std::string_view(words).substr(word)) && word == 0)
      words.clear();
    else if (words.size() > word)
      words += ' ';
    word = words.size();
  };
  for (std::size_t at = 0; at < name.size();) {
    const Character c = character_at(name, at);
    const char32_t code = c.valid ? c.code : static_cast<unsigned char>(name[at]);
    at += c.valid ? c.length : 1;
    if (code < 0x80 && ascii::is_alnum(static_cast<char>(code))) {
      words += ascii::lower(static_cast<char>(code));
    } else if (const LatinLetter letter = latin_letter(code); letter.first != '\0') {
      words += letter.first;
      if (letter.second != '\0') words += letter.second;
    } else if (!is_combining_accent(code)) {
      end_word();
    }
  }
  end_word();
  if (!words.empty()) words.pop_back();
  return words;
}

std::string_view without_extension(std::string_view name) {
  constexpr std::size_t kExtensionBytesMax = 8;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot - 1 > kExtensionBytesMax)
    return name;
  return name.substr(0, dot);
}

constexpr std::string_view kKeyed = "private-";
constexpr std::size_t kKeyedDigits = 16;

std::string keyed_name(const Key& id_key, std::string_view target_name, std::string_view relative,
                       std::string_view locator) {
  const Digest digest =
      finding_id(id_key, target_name, relative, locator, std::nullopt, "private.name");
  return std::string(kKeyed) + hex(digest).substr(0, kKeyedDigits);
}

/// Every component behind the first `shown` bytes is one that concealed() made.
bool is_concealed(std::string_view path, std::size_t shown) {
  while (shown < path.size()) {
    const std::size_t end = std::min(path.find('/', shown + 1), path.size());
    if (!is_keyed_name(path.substr(shown + 1, end - shown - 1))) return false;
    shown = end;
  }
  return true;
}

}  // namespace

std::span<const std::string_view> PrivateNames::usual() noexcept { return kUsual; }

PrivateNames::PrivateNames(const std::vector<std::string>& names) {
  for (const std::string& name : names) add(name);
  if (names_.empty())
    for (std::string_view name : kUsual) add(name);
}

void PrivateNames::add(std::string_view name) {
  std::string folded = folded_name(name);
  if (folded.empty()) return;
  // An accent in UTF-8, or decomposed, makes three bytes of one; numbers and signs stand around.
  constexpr std::size_t kAround = 24;
  bytes_max_ = std::max(bytes_max_, 3 * folded.size() + kAround);
  beginnings_[static_cast<unsigned char>(folded.front())] = true;
  numbers_ = numbers_ || std::any_of(folded.begin(), folded.end(), ascii::is_digit);
  names_.insert(std::move(folded));
}

bool PrivateNames::holds(std::string_view component) const {
  if (component.size() > bytes_max_) return false;
  // Most names end here.
  const auto letter = std::find_if(component.begin(), component.end(), [](char c) {
    return ascii::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  });
  if (letter == component.end()) return false;
  const auto first = static_cast<unsigned char>(*letter);
  if (first < 0x80 && !beginnings_[static_cast<unsigned char>(ascii::lower(*letter))]) return false;
  const std::string_view stem = without_extension(component);
  const auto stem_end = component.begin() + static_cast<std::ptrdiff_t>(stem.size());
  if (!numbers_ && letter < stem_end && std::any_of(letter, stem_end, ascii::is_digit))
    return false;
  if (names_.contains(folded_name(component))) return true;
  return stem.size() != component.size() && names_.contains(folded_name(stem));
}

std::size_t PrivateNames::end_of_first(std::string_view path, std::string_view separators) const {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find_first_of(separators, begin), path.size());
    if (holds(path.substr(begin, end - begin))) return end;
    begin = end + 1;
  }
  return std::string_view::npos;
}

std::uint64_t PrivateNames::fingerprint() const {
  std::string all;
  for (const std::string& name : names_) (all += name) += '\n';
  return XXH3_64bits(all.data(), all.size());
}

std::string_view PrivatePolicy::name(PrivateMode mode) noexcept {
  switch (mode) {
    case PrivateMode::totals:
      return "totals";
    case PrivateMode::skip:
      return "skip";
    case PrivateMode::scan:
      break;
  }
  return "scan";
}

std::string PrivatePolicy::description() const {
  std::string text(name(mode));
  return mode == PrivateMode::scan ? text : text + ' ' + std::to_string(names.fingerprint());
}

PrivatePaths::PrivatePaths(const PrivateNames& names, const Key& id_key, std::string target_name)
    : names_(names), id_key_(id_key), target_name_(std::move(target_name)) {}

std::string PrivatePaths::keyed(std::string_view relative) const {
  return keyed_name(id_key_, target_name_, relative, "");
}

void PrivatePaths::look_at(std::string_view folder) {
  if (any_ && folder == folder_) return;
  any_ = true;
  folder_ = folder;
  concealed_folder_.clear();
  const std::size_t shown = names_.end_of_first(folder);
  if (shown == std::string_view::npos) return;
  if (is_concealed(folder, shown)) {
    concealed_folder_ = folder;
    return;
  }
  concealed_folder_ = folder.substr(0, shown);
  for (std::size_t end = shown; end < folder.size();) {
    end = std::min(folder.find('/', end + 1), folder.size());
    concealed_folder_ += '/' + keyed(folder.substr(0, end));
  }
}

const std::string& PrivatePaths::concealed(std::string_view relative, bool is_folder) {
  answer_.clear();
  const std::size_t slash = relative.rfind('/');
  look_at(slash == std::string_view::npos ? std::string_view() : relative.substr(0, slash));
  const std::string_view name = relative.substr(slash + 1);  // npos + 1 is 0
  if (!concealed_folder_.empty()) {
    answer_ = concealed_folder_;
    (answer_ += '/') += is_keyed_name(name) ? std::string(name) : keyed(relative);
  } else if (names_.end_of_first(name) != std::string_view::npos) {
    if (is_folder)
      answer_ = relative;
    else
      answer_.append(relative.substr(0, slash + 1)).append(keyed(relative));
  }
  return answer_;
}

std::string concealed_locator(const Key& id_key, std::string_view target_name,
                              std::string_view relative, std::string_view locator,
                              std::size_t shown) {
  // The member itself is so named, or the folder that it lies in.
  if (shown == locator.size()) {
    const std::size_t separator = locator.find_last_of(kLocatorSeparators);
    shown = separator == std::string_view::npos ? 0 : separator + 1;
  }
  std::string text(locator.substr(0, shown));
  if (!text.empty() && kLocatorSeparators.find(text.back()) == std::string_view::npos) text += '/';
  return text + keyed_name(id_key, target_name, relative, locator);
}

bool is_keyed_name(std::string_view component) noexcept {
  if (component.size() != kKeyed.size() + kKeyedDigits || !component.starts_with(kKeyed))
    return false;
  return component.find_first_not_of("0123456789abcdef", kKeyed.size()) == std::string_view::npos;
}

}  // namespace braque
