#include "extract/wrong_extension.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "extract/text_registry.hpp"

namespace braque::extract {
namespace {

struct Promise {
  std::string_view extensions;
  std::string_view formats;  ///< that keep it
};

constexpr std::string_view kTexts =
    "text csv json jsonl xml html sql keyvalue table chat binary encrypted eml mbox mht vcf ics "
    "excelxml wordxml fodt fods fodp fodg";

constexpr Promise kPromises[] = {
    {".jpg .jpeg .png .gif .bmp .tif .tiff .webp .heic",
     "image jpeg png gif bmp tiff webp heic jp2 psd photo encrypted"},
    {".pdf", "pdf encrypted"},
    {".doc .dot", "doc word2 write ooxml ole2"},
    {".xls .xlt", "xls ooxml ole2"},
    {".ppt .pps .pot", "ppt ooxml ole2"},
    {".docx .docm .dotx", "docx ooxml"},
    {".xlsx .xlsm .xltx .xlsb", "xlsx xlsb ooxml"},
    {".pptx .pptm .ppsx .potx", "pptx ooxml"},
    {".odt .ott", "odt"},
    {".ods .ots", "ods"},
    {".odp .otp", "odp"},
    {".rtf", "rtf"},
    {".msg .oft", "msg"},
    {".zip", "zip slack encrypted"},
    {".7z", "7z"},
    {".rar", "rar rar5"},
    {".gz .tgz", "gz tar"},
    {".mp3", "mp3"},
    {".mp4 .m4a .mov", "mp4"},
    {".wav", "wav"},
    {".avi", "avi"},
    {".mdb .accdb", "mdb"},
    {".sqlite .sqlite3", "sqlite encrypted"},
    {".exe .dll .so", "binary"},
    {".txt .log .md .csv .tsv .json .jsonl .xml .html .htm .sql .ini .yaml .yml", kTexts},
};

/// One word of a list with spaces between.
bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos;
       at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

/// Every extension with what it promises, sorted.
std::vector<std::pair<std::string_view, const Promise*>> by_extension() {
  std::vector<std::pair<std::string_view, const Promise*>> all;
  for (const Promise& promise : kPromises) {
    std::string_view rest = promise.extensions;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      all.emplace_back(rest.substr(0, end), &promise);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return all;
}

}  // namespace

std::string wrong_extension(std::string_view name, std::string_view format) {
  const std::string extension = extension_of(name);
  if (extension.empty() || format.empty()) return {};
  static const auto kByExtension = by_extension();
  const auto known = std::lower_bound(
      kByExtension.begin(), kByExtension.end(), extension,
      [](const auto& entry, const std::string& wanted) { return entry.first < wanted; });
  if (known == kByExtension.end() || known->first != extension ||
      has_word(known->second->formats, format))
    return {};
  return "named " + extension + ", is " + std::string(format);
}

}  // namespace braque::extract
