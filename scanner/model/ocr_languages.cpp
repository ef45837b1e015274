#include "model/ocr_languages.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace braque {
namespace {

constexpr std::array<std::string_view, 4> kFolders = {
    "/usr/share/tesseract-ocr/5/tessdata/", "/usr/share/tesseract-ocr/4.00/tessdata/",
    "/usr/share/tessdata/", "/usr/share/tesseract/tessdata/"};

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string path_of(std::string_view name) {
  for (const std::string_view folder : kFolders) {
    std::string path = std::string(folder) + std::string(name) + ".traineddata";
    if (::access(path.c_str(), R_OK) == 0) return path;
  }
  return {};
}

}  // namespace

Result<std::vector<OcrLanguage>> find_ocr_languages(std::string_view languages) {
  constexpr std::size_t kLanguagesMax = 8;
  std::vector<OcrLanguage> found;
  while (true) {
    const std::string_view name = languages.substr(0, languages.find('+'));
    if (!is_name(name) || found.size() >= kLanguagesMax)
      return unexpected(ErrorKind::invalid,
                        "languages to recognise text in look like eng or eng+fra");
    std::string path = path_of(name);
    if (path.empty())
      return unexpected(ErrorKind::invalid, "no data to recognise text in the language " +
                                                std::string(name) + "; the package tesseract-ocr-" +
                                                std::string(name) + " may have it");
    found.push_back({std::string(name), std::move(path)});
    if (name.size() == languages.size()) return found;
    languages.remove_prefix(name.size() + 1);
  }
}

}  // namespace braque
