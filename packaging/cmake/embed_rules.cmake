# Turns all rule files into a C++ source that defines braque::embedded_rules() and, of those under
# profiles/ and policies/, braque::embedded_profiles() and embedded_policies(). Two uses of one file:
# included, it gives braque_embed_rules(TARGET); run with `cmake -P`, it writes the source.

# braque_embed_rules(TARGET): adds the generated source to TARGET, made anew when a rule file is
# added, removed or changed.
function(braque_embed_rules target)
  set(rules_dir "${PROJECT_SOURCE_DIR}/rules")
  set(script "${PROJECT_SOURCE_DIR}/packaging/cmake/embed_rules.cmake")
  set(output "${PROJECT_BINARY_DIR}/generated/embedded_rules.cpp")
  file(GLOB_RECURSE rule_files CONFIGURE_DEPENDS "${rules_dir}/*.toml")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DRULES_DIR=${rules_dir}" "-DOUTPUT=${output}" -P "${script}"
    DEPENDS ${rule_files} "${script}"
    COMMENT "Embedding the rules"
    VERBATIM)
  # The library was declared in another folder, where the rule that makes the file is not known.
  add_custom_target(${target}_embedded_rules DEPENDS "${output}")
  add_dependencies(${target} ${target}_embedded_rules)
  target_sources(${target} PRIVATE "${output}")
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

cmake_policy(VERSION 3.25)
file(GLOB_RECURSE rule_files RELATIVE "${RULES_DIR}" "${RULES_DIR}/*.toml")
list(SORT rule_files)

# A string literal longer than this is more than a compiler must accept.
set(piece_length 8000)
set(delimiter "braque_rules")
set(rule_entries "")
set(profile_entries "")
set(policy_entries "")
foreach(name IN LISTS rule_files)
  file(READ "${RULES_DIR}/${name}" text)
  string(FIND "${text}" ")${delimiter}\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "rules/${name}: the text )${delimiter}\" cannot be embedded")
  endif()
  set(literal "")
  string(LENGTH "${text}" length)
  set(position 0)
  while(position LESS length)
    string(SUBSTRING "${text}" ${position} ${piece_length} piece)
    string(APPEND literal "\n     R\"${delimiter}(${piece})${delimiter}\"")
    math(EXPR position "${position} + ${piece_length}")
  endwhile()
  if(literal STREQUAL "")
    set(literal " \"\"")
  endif()
  if(name MATCHES "^profiles/")
    set(list profile_entries)
  elseif(name MATCHES "^policies/")
    set(list policy_entries)
  else()
    set(list rule_entries)
  endif()
  string(APPEND ${list} "    {\"rules/${name}\",${literal}, true},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Generated from rules/ by packaging/cmake/embed_rules.cmake.
#include \"classify/policy.hpp\"
#include \"rule/profile.hpp\"

#include <vector>

namespace braque {

std::span<const RuleFile> embedded_rules() {
  static const std::vector<RuleFile> files = {
${rule_entries}  };
  return files;
}

std::span<const RuleFile> embedded_profiles() {
  static const std::vector<RuleFile> files = {
${profile_entries}  };
  return files;
}

std::span<const RuleFile> embedded_policies() {
  static const std::vector<RuleFile> files = {
${policy_entries}  };
  return files;
}

}  // namespace braque
")
