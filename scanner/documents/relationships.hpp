// Relationships of the parts of an OPC package (ECMA-376 part 2, 6.5): which part belongs to which.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/zip_package.hpp"

namespace braque::documents {

struct Relationship {
  std::string id;
  std::string type;    ///< the last word of the type: "hyperlink", "worksheet", "comments"
  std::string target;  ///< a part's name, or what an external target says
  bool external = false;
};

class Relationships {
 public:
  /// Those of a part ("" for the package), as far as its .rels part can be read.
  Relationships(ZipPackage& package, std::string_view part);

  const std::vector<Relationship>& all() const { return all_; }
  /// The target by its id, "" when there is none.
  std::string_view target(std::string_view id) const;
  /// External targets, one per line, in order and without repetition of neighbours.
  std::string links() const;

 private:
  std::vector<Relationship> all_;
};

/// The part that `target` means seen from `part`: "../a.xml" from "x/y/z.xml" is "x/a.xml".
std::string resolve_target(std::string_view part, std::string_view target);

}  // namespace braque::documents
