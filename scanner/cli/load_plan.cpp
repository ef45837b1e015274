#include "cli/load_plan.hpp"

#include <cstdlib>

#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/index_place.hpp"
#include "cli/process.hpp"
#include "cli/service.hpp"
#include "export/delivery.hpp"
#include "privacy/keys.hpp"

namespace braque::cli {

ConfigurationPlaces configuration_places(const std::string& explicit_file) {
  const std::string user = xdg_directory("XDG_CONFIG_HOME", ".config");
  return {"/etc/braque/braque.toml", "/etc/braque/conf.d",
          user.empty() ? "" : user + "/braque/config.toml", explicit_file};
}

std::string explicit_file(const Settings& settings) {
  if (settings.has("config")) return settings.text("config");
  const char* named = std::getenv("BRAQUE_CONFIG");
  return named == nullptr ? "" : named;
}

std::string faults_text(const std::vector<ConfigurationFault>& faults) {
  std::string text;
  for (const ConfigurationFault& fault : faults) {
    text += text.empty() ? "" : "\n";
    if (!fault.file.empty()) text += fault.file + ":";
    if (fault.line > 0) text += std::to_string(fault.line) + ":";
    text += (fault.file.empty() ? "" : " ") + fault.message;
  }
  return text;
}

Result<Plan> load_plan(const Settings& settings) {
  std::vector<ConfigurationFault> faults;
  const Configuration configuration =
      load_configuration(configuration_places(explicit_file(settings)), faults);
  Plan plan = make_plan(configuration, faults);
  if (!faults.empty()) return unexpected(ErrorKind::invalid, faults_text(faults));
  return plan;
}

Result<Told> deliver_to(const Settings& settings, const Plan& plan,
                        const PlannedDestination& planned) {
  auto destination = with_secrets(planned);
  if (!destination) return destination.error();
  const std::string path = index_path(settings);
  auto database = exporting::open_for_delivery(path);
  if (!database) return database.error();
  std::vector<std::string> names;
  for (const PlannedDestination& one : plan.destinations) names.push_back(one.destination.name);
  if (auto tidied = exporting::tidy_spool(*database, names, plan.spool); !tidied)
    return tidied.error();
  std::unique_ptr<exporting::Pseudonyms> pseudonyms;
  const auto& disclosure = destination->disclosure;
  if (disclosure.paths != exporting::Naming::plain ||
      disclosure.owners != exporting::Naming::plain) {
    auto keys =
        load_keys(settings.has("key-file") ? settings.text("key-file") : default_key_directory(),
                  directory_of(path));
    if (!keys) return keys.error();
    pseudonyms = std::make_unique<exporting::Pseudonyms>(keys->id_key);
  }
  exporting::DeliveryOptions options;
  options.patience_ms = plan.patience_ms;
  options.stop = &stop_requested();
  options.alive = [] { notify_alive(); };
  auto delivered = exporting::deliver(*database, path, *destination, pseudonyms.get(), options);
  if (!delivered) return delivered.error();
  // What everybody has now is removed.
  if (auto tidied = exporting::tidy_spool(*database, names, plan.spool); !tidied)
    return tidied.error();
  if (delivered->spooled)
    complain("destination " + planned.destination.name + ": " + std::to_string(delivered->waiting) +
             " events wait" + (delivered->error.empty() ? "" : ": " + delivered->error));
  if (delivered->refused > 0)
    complain("destination " + planned.destination.name + ": " + std::to_string(delivered->refused) +
             " events were refused for good; `braque export status` says why");
  return Told{*delivered, delivered->spooled};
}

}  // namespace braque::cli
