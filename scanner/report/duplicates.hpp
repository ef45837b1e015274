// Personal data that lie in several places: identical files, and files with much the same values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "report/facts.hpp"
#include "report/similar.hpp"

namespace braque::report {

class Duplicates {
 public:
  explicit Duplicates(const Groups& groups) : groups_(groups) {}
  /// Every item with personal data, in any order.
  void add(const ItemFacts& item);
  /// `similar` by ItemFacts::row.
  Document document(const std::vector<Similar::Group>& similar) const;

 private:
  struct File {
    std::string path, owner;
    Digest content{};
    std::uint64_t size = 0, findings = 0, groups = 0;
    Severity severity = Severity::info;
    bool special = false;
  };
  Row row_of(const std::vector<const File*>& files) const;
  Table identical_table(std::uint64_t& files, std::uint64_t& bytes) const;
  Table similar_table(const std::vector<Similar::Group>& similar) const;

  const Groups& groups_;
  std::unordered_map<std::int64_t, File> files_;
};

}  // namespace braque::report
