// Whose file it is: "RH/DUPONT Jean/arret.pdf" is about somebody, whatever its text says.
#pragma once

#include <string>
#include <string_view>

#include "recognise/recogniser.hpp"

namespace braque::special {

/// One a thread. The path of an item is looked at when a term asks who it may be about, once.
class DocumentPerson {
 public:
  /// Units that follow are of the item with this path; empty: of none.
  void about(std::string_view path);
  /// Is one of the last folders, or the file, named after somebody, among folders that keep files
  /// on people?
  bool named(const Recogniser& names);

 private:
  enum class Known : unsigned char { nothing, somebody, nobody };
  std::string path_;
  Known known_ = Known::nobody;
};

}  // namespace braque::special
