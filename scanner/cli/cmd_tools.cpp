// Commands for packagers and shells: the manual page and completion.
#include "cli/commands.hpp"
#include "cli/help.hpp"

namespace braque::cli {

ExitCode print_manual(Invocation& invocation) {
  invocation.out.write(manual_page());
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
