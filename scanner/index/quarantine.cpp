#include "index/quarantine.hpp"

namespace braque::index {

Result<void> Quarantine::open(const Database& database, const std::vector<InFlight>& left) {
  Statement count, load;
  auto prepared = database.prepare(
      {{&count,
        "INSERT INTO crashes (target, relative, size, modified_ns, count) VALUES (?1, ?2, ?3, ?4, "
        "1)"
        " ON CONFLICT DO UPDATE SET size = excluded.size, modified_ns = excluded.modified_ns,"
        " count = iif(size = excluded.size AND modified_ns = excluded.modified_ns, count + 1, 1)"},
       {&load, "SELECT target, relative, size, modified_ns FROM crashes WHERE count >= ?1"}});
  if (!prepared) return prepared;
  for (const InFlight& item : left) {
    count.text(1, item.target).blob(2, item.relative).bind(3, item.size).bind(4, item.modified_ns);
    if (auto done = count.run(); !done) return done;
  }
  // What was not in flight at the last crash is not to blame.
  if (!left.empty()) {
    auto forget = database.prepare("DELETE FROM crashes WHERE target = ?1 AND relative = ?2");
    auto all = database.prepare("SELECT target, relative FROM crashes WHERE count < ?1");
    if (!forget || !all) return forget ? all.error() : forget.error();
    std::vector<std::pair<std::string, std::string>> innocent;
    all->bind(1, std::int64_t{kCrashes});
    while (true) {
      auto row = all->step();
      if (!row) return row.error();
      if (!*row) break;
      const std::pair<std::string, std::string> name(all->bytes(0), all->bytes(1));
      bool in_flight = false;
      for (const InFlight& item : left)
        in_flight = in_flight || (item.target == name.first && item.relative == name.second);
      if (!in_flight) innocent.push_back(name);
    }
    for (const auto& [target, relative] : innocent)
      if (auto done = forget->text(1, target).blob(2, relative).run(); !done) return done;
  }
  load.bind(1, std::int64_t{kCrashes});
  while (true) {
    auto row = load.step();
    if (!row) return row.error();
    if (!*row) return {};
    held_[{load.string(0), load.string(1)}] = {load.unsigned_integer(2), load.integer(3)};
  }
}

bool Quarantine::holds(const std::string& target, const Item& item) const {
  if (held_.empty()) return false;
  const auto found = held_.find({target, item.relative});
  return found != held_.end() && found->second.size == item.metadata.size &&
         found->second.modified_ns == item.metadata.modified_ns;
}

Outcome Quarantine::outcome(const Item& item) {
  Outcome outcome;
  outcome.status = Status::skipped;
  outcome.reason = Reason::parser_crash;
  outcome.bytes = item.metadata.size;
  outcome.note = "in quarantine: braque ended without a word " + std::to_string(kCrashes) +
                 " times while it read this; --full tries again";
  return outcome;
}

}  // namespace braque::index
