// braque report owners: whose files hold personal data.
#include "cli/commands.hpp"
#include "cli/report_command.hpp"
#include "report/owners.hpp"

namespace braque::cli {

ExitCode report_owners(Invocation& invocation) {
  auto query = open_report(invocation.settings);
  if (!query) return fail(query.error());
  const std::string chosen = invocation.settings.text("owner");
  report::Groups groups;
  report::Owners owners(groups, chosen);
  if (auto done =
          visit_facts(*query, groups, [&](const report::ItemFacts& item) { owners.add(item); });
      !done)
    return fail(done.error());
  if (!chosen.empty() && !owners.met())
    return fail(unexpected(ErrorKind::invalid, "--owner: nothing belongs to \"" + chosen +
                                                   "\"; `braque report owners` lists the owners"));
  return print_report(invocation, *query, owners.document());
}

}  // namespace braque::cli
