# Text files as C++ raw strings. As a module: braque_embed_text(TARGET OUTPUT FILES...) makes OUTPUT
# in the target's build folder, one line {"name", R"...(text)..."}, per file, in the given order,
# to be #included between the braces of an array. The module runs itself as a script to do so.
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  set(content "")
  foreach(file IN LISTS FILES)
    get_filename_component(name "${file}" NAME)
    file(READ "${file}" text)
    string(APPEND content "{\"${name}\", R\"embedded(${text})embedded\"},\n")
  endforeach()
  file(WRITE "${OUTPUT}" "${content}")
  return()
endif()

set(BRAQUE_EMBED_TEXT_SCRIPT "${CMAKE_CURRENT_LIST_FILE}" CACHE INTERNAL "")

function(braque_embed_text target output)
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE files)
  set(path "${CMAKE_CURRENT_BINARY_DIR}/embedded/${output}")
  add_custom_command(OUTPUT "${path}" DEPENDS ${files} "${BRAQUE_EMBED_TEXT_SCRIPT}" VERBATIM
                     COMMAND "${CMAKE_COMMAND}" "-DFILES=${files}" "-DOUTPUT=${path}"
                             -P "${BRAQUE_EMBED_TEXT_SCRIPT}")
  target_sources(${target} PRIVATE "${path}")
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/embedded")
endfunction()
