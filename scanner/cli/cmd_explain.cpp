// braque explain RULE: what a kind of finding means, which law applies, what to do.
#include "cli/commands.hpp"
#include "cli/load_rules.hpp"
#include "cli/paragraph.hpp"
#include "cli/program.hpp"
#include "cli/suggest.hpp"
#include "cli/text_table.hpp"
#include "report/explanations.hpp"

namespace braque::cli {

ExitCode explain(Invocation& invocation) {
  const std::string& wanted = invocation.arguments.front();
  auto rules = read_rules(invocation.settings.all("rules"));
  if (!rules) return fail(rules.error());
  const bool french = invocation.language == Language::french;
  std::string title = wanted, category = wanted;
  std::vector<std::string> names;
  for (const Rule& rule : *rules) {
    names.push_back(rule.id);
    if (rule.id != wanted) continue;
    title = rule.id + ": " + (french && !rule.name_fr.empty() ? rule.name_fr : rule.name);
    category = rule.category;
  }
  for (const report::Explanation& one : report::explanations()) names.emplace_back(one.id);
  const report::Explanation* found = report::explanation_of(wanted, category);
  if (found == nullptr) {
    const std::string near = nearest(wanted, names);
    return fail(unexpected(ErrorKind::invalid, "there is no rule or category \"" + wanted + "\"; " +
                                                   (near.empty() ? "`braque rules list` has all"
                                                                 : "did you mean " + near + "?")));
  }
  Output& out = invocation.out;
  const std::size_t width = terminal_width(out);
  out.write(Style{wants_colour(out)}.bold(title) + "\n");
  const struct {
    Message heading;
    report::Both text;
  } parts[] = {{Message::explain_what, found->what},
               {Message::explain_law, found->law},
               {Message::explain_stake, found->stake},
               {Message::explain_action, found->action},
               {Message::explain_source, {found->source, found->source}}};
  for (const auto& part : parts)
    out.write("\n" + std::string(text(part.heading, invocation.language)) + "\n" +
              paragraph(part.text.in(french), width, 2));
  return ExitCode::done;
}

}  // namespace braque::cli
