// braque report register: the register of processing activities, declared against found.
#include <array>

#include "cli/commands.hpp"
#include "cli/declared_table.hpp"
#include "cli/load_plan.hpp"
#include "cli/report_command.hpp"
#include "index/wildcard.hpp"
#include "report/activities.hpp"
#include "report/path_words.hpp"

namespace braque::cli {
namespace {

using report::Activity;

constexpr auto kKeys = std::to_array<DeclaredKey>({{"name"},
                                                   {"purpose"},
                                                   {"basis"},
                                                   {"people", true},
                                                   {"categories", true},
                                                   {"other_categories", true},
                                                   {"recipients", true},
                                                   {"processors", true},
                                                   {"locations", true},
                                                   {"transfers"},
                                                   {"retention"},
                                                   {"security"},
                                                   {"targets", true},
                                                   {"paths", true}});

/// The id of a category that is given by its id or by its name in either language; "" for none.
std::string category_id(const std::string& text) {
  const std::string folded = report::path_words(text);
  for (const std::string_view id : category_ids())
    if (text == id || folded == report::path_words(category_text(id, Language::english)) ||
        folded == report::path_words(category_text(id, Language::french)))
      return std::string(id);
  return {};
}

std::string read_activity(const DeclaredRow& row, Activity& activity) {
  activity.name = row.text("name");
  if (activity.name.empty()) return "has no name";
  activity.purpose = row.text("purpose");
  activity.basis = row.text("basis");
  activity.retention = row.text("retention");
  activity.security = row.text("security");
  activity.transfers = row.text("transfers");
  activity.people = row.all("people");
  activity.recipients = row.all("recipients");
  activity.processors = row.all("processors");
  activity.locations = row.all("locations");
  activity.other_categories = row.all("other_categories");
  activity.targets = row.all("targets");
  activity.paths = row.all("paths");
  if (activity.targets.empty() && activity.paths.empty())
    return "says no place; add targets or paths";
  for (const std::string& text : row.all("categories")) {
    std::string id = category_id(text);
    if (id.empty())
      return "there is no category \"" + text + "\"; put what no scan finds into other_categories";
    activity.categories.push_back(std::move(id));
  }
  return {};
}

/// A target is named by its lasting name, or by its name in the configuration.
void resolve_targets(const Plan& plan,
                     const std::vector<std::pair<std::string, std::string>>& names,
                     Activity& activity) {
  for (std::string& wanted : activity.targets)
    for (const PlannedTarget& target : plan.targets)
      if (target.name == wanted)
        for (const auto& [planned, lasting] : names)
          if (planned == target.name) wanted = lasting;
}

/// Names of planned targets with their lasting names in the index.
Result<std::vector<std::pair<std::string, std::string>>> lasting_names(const Plan& plan,
                                                                       index::IndexReader& reader) {
  std::vector<std::pair<std::string, std::string>> names;
  auto done = reader.targets([&](const std::string& lasting, const std::string& root) {
    for (const PlannedTarget& target : plan.targets)
      if (target.as == lasting || (target.as.empty() && target.path == root))
        names.emplace_back(target.name, lasting);
  });
  if (!done) return done.error();
  return names;
}

Result<std::vector<Activity>> activities_of(const std::string& path) {
  auto rows = read_declared(path, "activity", kKeys);
  if (!rows) return rows.error();
  std::vector<Activity> activities;
  std::string faults;
  for (const DeclaredRow& row : *rows)
    if (const std::string fault = read_activity(row, activities.emplace_back()); !fault.empty())
      faults += (faults.empty() ? "" : "\n") + row.place + ": " + fault;
  if (!faults.empty()) return unexpected(ErrorKind::invalid, faults);
  return activities;
}

}  // namespace

ExitCode report_register(Invocation& invocation) {
  const Settings& settings = invocation.settings;
  if (settings.flag("defaults")) {
    invocation.out.write(report::example_activities(invocation.language == Language::french));
    return ExitCode::done;
  }
  if (!settings.has("activities"))
    return fail(
        unexpected(ErrorKind::invalid,
                   "say where the register is: --activities FILE (--defaults prints an example)"));
  auto activities = activities_of(settings.text("activities"));
  if (!activities) return fail(activities.error());
  auto plan = load_plan(settings);
  if (!plan) return fail(plan.error());
  auto query = open_report(settings);
  if (!query) return fail(query.error());
  auto names = lasting_names(*plan, *query->index);
  if (!names) return fail(names.error());
  for (Activity& activity : *activities) resolve_targets(*plan, *names, activity);
  report::Groups groups;
  report::Register found(std::move(*activities), groups, index::wildcard_match);
  auto done = visit_facts(*query, groups, [&](const report::ItemFacts& item) { found.add(item); });
  if (!done) return fail(done.error());
  std::map<std::string, report::TargetAttributes> attributes;
  for (const auto& [planned, lasting] : *names)
    for (const PlannedTarget& target : plan->targets)
      if (target.name == planned)
        attributes[lasting] = {target.location, target.processor, target.purpose};
  return print_report(invocation, *query, found.document(attributes));
}

}  // namespace braque::cli
