#include <catch2/catch.hpp>
#include <set>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/option.hpp"
#include "cli/suggest.hpp"

using namespace braque::cli;

TEST_CASE("every option is complete and serves commands that exist") {
  for (const Option& option : options()) {
    INFO(option.name);
    CHECK_FALSE(option.help.empty());
    CHECK_FALSE(option.category.empty());
    CHECK_FALSE(option.help.ends_with('.'));
    CHECK((option.type != ValueType::choice || !option.choices.empty()));
    CHECK((is_switch(option.type) || !option.value_name.empty()));
    CHECK((option.built_in.empty() || value_fault(option, option.built_in).empty()));
    std::string_view rest = option.commands == "*" ? "" : option.commands;
    while (!rest.empty()) {
      std::string name(rest.substr(0, rest.find('|')));
      INFO(name);
      CHECK(find_command(name) != nullptr);
      rest = rest.size() == name.size() ? "" : rest.substr(name.size() + 1);
    }
  }
}

TEST_CASE("no command has two options of one name") {
  for (const Command& command : commands()) {
    std::set<std::string> names;
    std::set<char> letters;
    for (const Option* option : options_of(command.name)) {
      INFO(command.name << " " << option->name);
      CHECK(names.insert(std::string(option->name)).second);
      if (option->short_name != 0) CHECK(letters.insert(option->short_name).second);
    }
  }
}

TEST_CASE("help, manual and completion name every option and command") {
  std::string manual = manual_page(), bash = completion_script("bash"),
              fish = completion_script("fish"), help = program_help();
  for (const Command& command : commands()) {
    if (command.hidden) continue;
    CHECK_THAT(help, Catch::Contains(std::string(command.name)));
    std::string own = command_help(command);
    for (const Option* option : options_of(command.name)) {
      INFO(option->name);
      CHECK_THAT(own, Catch::Contains("--" + std::string(option->name)));
      CHECK_THAT(bash, Catch::Contains("--" + std::string(option->name)));
      CHECK_THAT(fish, Catch::Contains("-l " + std::string(option->name)));
    }
    for (std::size_t start = 0; start < own.size();) {
      std::size_t end = own.find('\n', start);
      INFO(own.substr(start, end - start));
      CHECK(end - start <= 80);
      start = end + 1;
    }
  }
  CHECK_THAT(manual, Catch::Contains(".SH EXIT STATUS"));
  CHECK_THAT(manual, Catch::Contains("BRAQUE_LANG"));
  CHECK(completion_script("tcsh").empty());
}

TEST_CASE("the command line is read by the table") {
  auto parsed = parse_arguments("config show", {"--lang", "fr", "scan"});
  REQUIRE(parsed.has_value());
  CHECK(parsed->values["lang"] == std::vector<std::string>{"fr"});
  CHECK(parsed->positional == std::vector<std::string>{"scan"});
  parsed = parse_arguments("config show", {"--lang=en", "--", "--lang"});
  REQUIRE(parsed.has_value());
  CHECK(parsed->positional == std::vector<std::string>{"--lang"});
  parsed = parse_arguments("config show", {"-"});
  REQUIRE(parsed.has_value());
  CHECK(parsed->positional == std::vector<std::string>{"-"});
}

TEST_CASE("a wrong command line is refused with a remedy") {
  auto fault = [](std::vector<std::string> words) {
    auto parsed = parse_arguments("config show", words);
    return parsed ? std::string("accepted") : parsed.error().message;
  };
  CHECK_THAT(fault({"--lnag", "fr"}), Catch::Contains("did you mean --lang?"));
  CHECK_THAT(fault({"--lang", "de"}), Catch::Contains("must be one of en, fr"));
  CHECK_THAT(fault({"--lang", "fr", "--lang", "en"}), Catch::Contains("give it once"));
  CHECK_THAT(fault({"--lang"}), Catch::Contains("--help"));
  CHECK_THAT(fault({"-x"}), Catch::Contains("unknown option -x"));
  CHECK_THAT(fault({"--\x1b[2J"}), !Catch::Contains("\x1b"));
}

TEST_CASE("names that are near are suggested, others are not") {
  std::vector<std::string> names{"scan", "findings", "completion", "min_confidence"};
  CHECK(nearest("sacn", names) == "scan");
  CHECK(nearest("finding", names) == "findings");
  CHECK(nearest("min_confidance", names) == "min_confidence");
  CHECK(nearest("comp", names) == "completion");
  CHECK(nearest("export", names).empty());
  CHECK(nearest(std::string(1000, 'a'), names).empty());
}
