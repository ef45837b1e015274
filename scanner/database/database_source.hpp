// The tables of a database as items of the scan: model/source.hpp over a connection.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "database/registry.hpp"
#include "database/table_reading.hpp"

namespace braque::database {

class DatabaseSource final : public Source {
 public:
  DatabaseSource(const Engine& engine, std::string target, DatabaseOptions options,
                 source::Exclusions tables, std::shared_ptr<Session> session, const Uri& uri);

  Listing list(ItemSink& sink) override;
  Opened open(const Item& item) const override;
  const std::string& target() const override { return target_; }
  const std::string& lasting_name() const override { return lasting_name_; }
  std::string_view kind() const override { return engine_.name; }
  bool samples_rows() const override { return true; }
  std::vector<std::string> remarks() const override;

 private:
  Item item_of(const ListedTable& table) const;
  void find_references(std::vector<ListedTable>& tables);
  bool report(const ListedTable& table, ItemSink& sink) const;

  const Engine& engine_;
  std::string target_, lasting_name_;
  DatabaseOptions options_;
  source::Exclusions tables_;
  std::shared_ptr<Session> session_;
  std::string base_;            ///< before the tables' paths
  std::string remark_;          ///< beside the connection's
  bool names_database_ = true;  ///< the target does; else the tables' paths do
};

}  // namespace braque::database
