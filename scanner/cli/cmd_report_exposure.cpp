// braque report exposure: who can read what holds personal data.
#include <sys/stat.h>

#include "cli/commands.hpp"
#include "cli/live_access.hpp"
#include "cli/report_command.hpp"
#include "report/exposure.hpp"

namespace braque::cli {
namespace {

using report::Exposed;

/// A SID that Windows has a name for is told by it.
std::string reader_name(const std::string& name) {
  if (name == "S-1-5-32-544") return "Administrators";
  if (name == "S-1-5-18") return "SYSTEM";
  return name.starts_with("S-1-5-21-") && name.ends_with("-512") ? name + " (Domain Admins)" : name;
}

/// A table's grants were kept by the scan in the manner of a mode: its owner, some roles, or
/// everybody.
Exposed exposure_of_table(std::uint32_t mode) {
  if (mode == 0) return Exposed::unknown;
  if ((mode & S_IROTH) != 0) return Exposed::everybody;
  return (mode & S_IRGRP) != 0 ? Exposed::some : Exposed::owner;
}

report::ItemExposure exposure_of(LiveAccess& live, const report::ItemFacts& item) {
  report::ItemExposure out;
  if (!item.path.starts_with('/')) {
    out.exposed = exposure_of_table(item.mode);
    return out;
  }
  const report::AccessPath path = live.path_to(item.path);
  const report::Readers readers =
      report::readers_of(path, [&](std::uint32_t user) { return live.account(user); });
  if (!readers.known) return out;
  bool named = true;
  if (path.file.kind == report::AccessList::Kind::posix) user_name(path.file.owner, named);
  out.orphan = !named;
  if (readers.everybody) {
    out.exposed = Exposed::everybody;
    for (const std::uint32_t group : readers.refused_groups)
      out.readers.push_back("-@" + group_name(group));
    for (const std::uint32_t user : readers.refused_users)
      out.readers.push_back("-" + user_name(user, named));
    return out;
  }
  bool large = false;
  for (const std::uint32_t group : readers.groups) {
    large = large || (!readers.only_together && live.members_of(group) >= report::kLargeGroup);
    out.readers.push_back("@" + group_name(group));
  }
  for (const std::uint32_t user : readers.users) out.readers.push_back(user_name(user, named));
  for (const std::string& one : readers.names) out.readers.push_back(reader_name(one));
  const bool only_owner = readers.groups.empty() && readers.names.empty() &&
                          readers.users.size() == 1 && readers.users.front() == path.file.owner;
  out.exposed = large                 ? Exposed::large_group
                : out.readers.empty() ? Exposed::nobody
                : only_owner          ? Exposed::owner
                                      : Exposed::some;
  return out;
}

}  // namespace

ExitCode report_exposure(Invocation& invocation) {
  auto query = open_report(invocation.settings);
  if (!query) return fail(query.error());
  report::Groups groups;
  report::Exposure exposure(groups);
  LiveAccess live;
  auto done = visit_facts(*query, groups, [&](const report::ItemFacts& item) {
    if (item.found.findings > 0) exposure.add(item, exposure_of(live, item));
  });
  if (!done) return fail(done.error());
  return print_report(invocation, *query, exposure.document());
}

}  // namespace braque::cli
