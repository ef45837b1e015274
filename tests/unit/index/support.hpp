// A private folder that goes away, and invented records to fill an index with.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "index/sqlite_store.hpp"

namespace braque::index::test {

class PrivateFolder {
 public:
  PrivateFolder();
  ~PrivateFolder();
  std::string path(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Options of a run over the targets file://a/srv/a and file://a/srv/b, without a disk reserve.
StoreOptions options(const std::string& rule_set = "rules-1");

/// Opens for a scan and requires that it works.
std::unique_ptr<SqliteStore> open_store(const std::string& path, StoreOptions with = options());

/// A complete text file of target 0, `relative` below /srv/a.
ItemRecord record(const std::string& relative, std::uint64_t size = 100);

/// A finding of the record whose id is made of path, locator and rule, with the prefixes given.
Finding finding(const ItemRecord& of, const std::string& rule,
                std::vector<std::uint64_t> prefixes = {1, 2, 3});

/// The first column of the first row; -1 when there is none.
std::int64_t number(const std::string& index, const std::string& sql);

/// Stores records and finishes a run in which target 0 was walked completely.
void run_scan(const std::string& index, const std::vector<ItemRecord>& records,
              StoreOptions with = options());

}  // namespace braque::index::test
