// The rights of Art. 15 to 22 GDPR: the word that --right takes, its article, what has to be done
// at each place, and the frame of a letter.
#pragma once

#include <span>
#include <string_view>

#include "report/both.hpp"

namespace braque::report {

struct Right {
  std::string_view word;     ///< of --right
  std::string_view article;  ///< "15"
  Both name;
  Both task;              ///< at each place of the list
  bool tells_recipients;  ///< Art. 19: rectification, erasure and limitation are told to whom got
                          ///< the data
  Both letter;            ///< blanks in square brackets are the controller's to fill
};

std::span<const Right> rights();
/// Null when there is no such right.
const Right* right_named(std::string_view word);

}  // namespace braque::report
