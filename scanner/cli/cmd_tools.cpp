// Commands for packagers, shells and monitoring: the manual page, completion, metrics.
#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/index_place.hpp"
#include "cli/metrics.hpp"

namespace braque::cli {

ExitCode print_manual(Invocation& invocation) {
  invocation.out.write(manual_page());
  return ExitCode::done;
}

ExitCode print_metrics(Invocation& invocation) {
  auto text = metrics_text(index_path(invocation.settings), ExitCode::done);
  if (!text) return fail(text.error());
  invocation.out.write(*text);
  return ExitCode::done;
}

ExitCode print_completion(Invocation& invocation) {
  std::string script = completion_script(invocation.arguments.front());
  if (script.empty()) {
    complain("no completion for \"" + invocation.arguments.front() + "\"; use bash, zsh or fish");
    return ExitCode::usage;
  }
  invocation.out.write(script);
  return ExitCode::done;
}

}  // namespace braque::cli
