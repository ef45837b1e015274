// Which languages text can be recognised in: their data lies where distributions put it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace braque {

struct OcrLanguage {
  std::string name;  ///< "eng"
  std::string path;  ///< of its .traineddata
};

/// The languages of "eng+fra". Errors: what is no such list, a language that is not installed.
Result<std::vector<OcrLanguage>> find_ocr_languages(std::string_view languages);

}  // namespace braque
