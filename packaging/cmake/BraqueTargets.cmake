# The two INTERFACE targets that carry flags, and the functions that make libraries and tests.
find_program(BRAQUE_CCACHE ccache)
if(BRAQUE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${BRAQUE_CCACHE}")
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

add_library(braque_options INTERFACE)
target_compile_features(braque_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_compile_options(braque_options INTERFACE $<$<CONFIG:Release>:-O2> -fno-plt -fstack-protector-strong)
target_compile_definitions(braque_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>
                           BRAQUE_VERSION="${PROJECT_VERSION}")
target_include_directories(braque_options INTERFACE "${PROJECT_SOURCE_DIR}/detectors"
                           "${PROJECT_SOURCE_DIR}/scanner")
if(BRAQUE_SANITIZE)
  target_compile_options(braque_options INTERFACE -fsanitize=${BRAQUE_SANITIZE}
                         -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
  target_link_options(braque_options INTERFACE -fsanitize=${BRAQUE_SANITIZE})
endif()
# Sanitizers make programs several times slower, and map memory where a plain build may not.
set(BRAQUE_INSTRUMENTED OFF)
if(BRAQUE_SANITIZE OR BRAQUE_FUZZ)
  set(BRAQUE_INSTRUMENTED ON)
endif()
# Everything is instrumented, so that libFuzzer sees every branch; only the programs get its main().
if(BRAQUE_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "BRAQUE_FUZZ needs clang: use the preset fuzz")
  endif()
  target_compile_options(braque_options INTERFACE -fsanitize=fuzzer-no-link,address,undefined
                         -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(braque_options INTERFACE -fsanitize=address,undefined)
endif()

add_library(braque_warnings INTERFACE)
target_compile_options(braque_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                       -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
                       $<$<BOOL:${BRAQUE_WERROR}>:-Werror>)

# braque_library(NAME): an empty static library with the project's flags; folders add their sources.
# The global property BRAQUE_LIBRARIES lists them all, for the fuzz targets and the header check.
function(braque_library name)
  add_library(${name} STATIC)
  target_link_libraries(${name} PUBLIC braque_options PRIVATE braque_warnings)
  set_property(GLOBAL APPEND PROPERTY BRAQUE_LIBRARIES ${name})
endfunction()

# braque_pkg(TARGET MODULE...): links pkg-config modules, their headers as system headers.
function(braque_pkg target)
  foreach(module IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "PKG_${module}" id)
    pkg_check_modules(${id} REQUIRED IMPORTED_TARGET GLOBAL ${module})
    target_link_libraries(${target} PUBLIC PkgConfig::${id})
  endforeach()
endfunction()

# braque_time_limit(SECONDS TEST...): seconds are those of a plain build on a loaded machine.
function(braque_time_limit seconds)
  if(BRAQUE_INSTRUMENTED)
    math(EXPR seconds "${seconds} * 5")
  endif()
  set_tests_properties(${ARGN} PROPERTIES TIMEOUT ${seconds})
endfunction()

# braque_test(NAME SOURCES ... LIBRARIES ... [LABELS ...]): a Catch2 program run by ctest as one test.
function(braque_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES;LABELS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} braque_test_main braque_warnings)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
  braque_time_limit(600 ${name})
endfunction()
