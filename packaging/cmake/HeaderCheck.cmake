# Compiles every header of detectors/ and scanner/ alone and twice in one file: it must include what
# it uses and be guarded. The part of the build that fails names the header.
function(braque_check_headers)
  file(GLOB_RECURSE headers RELATIVE "${PROJECT_SOURCE_DIR}" CONFIGURE_DEPENDS
       "${PROJECT_SOURCE_DIR}/detectors/*.hpp" "${PROJECT_SOURCE_DIR}/scanner/*.hpp")
  add_library(braque_headers OBJECT)
  foreach(header IN LISTS headers)
    string(REGEX REPLACE "^(detectors|scanner)/" "" included "${header}")
    set(source "${PROJECT_BINARY_DIR}/header_check/${header}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT
         "#include \"${included}\"\n#include \"${included}\"  // NOLINT\n" @ONLY)
    target_sources(braque_headers PRIVATE "${source}")
  endforeach()
  target_compile_options(braque_headers PRIVATE -O0 -g0)
  get_property(libraries GLOBAL PROPERTY BRAQUE_LIBRARIES)
  target_link_libraries(braque_headers PRIVATE ${libraries} braque_warnings)
endfunction()
