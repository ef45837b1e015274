// braque sources grants ENGINE: what an account needs, and no more.
#include "cli/commands.hpp"
#include "cli/program.hpp"
#include "database/registry.hpp"

namespace braque::cli {

ExitCode sources_grants(Invocation& invocation) {
  const std::string& name = invocation.arguments[0];
  const database::Engine* engine = database::engine_named(name);
  if (engine == nullptr && name == "mysql") engine = database::engine_named("mariadb");
  if (engine != nullptr && !engine->grants.empty()) {
    invocation.out.write(std::string(engine->grants));
    return ExitCode::done;
  }
  std::string known;
  for (const database::Engine& one : database::engines())
    if (!one.grants.empty()) known += (known.empty() ? "" : ", ") + std::string(one.name);
  return fail(
      unexpected(ErrorKind::invalid,
                 "\"" + name + "\" has no accounts that are known here; there are " + known));
}

}  // namespace braque::cli
