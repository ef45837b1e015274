braque_test(extract_text_test
  SOURCES binary_runs_test.cpp chat_test.cpp csv_test.cpp encoding_test.cpp golden_test.cpp json_test.cpp
          key_value_test.cpp markup_test.cpp old_formats_test.cpp plain_text_test.cpp sql_test.cpp
  LIBRARIES braque_formats)
target_compile_definitions(extract_text_test
  PRIVATE BRAQUE_GOLDEN_EXTRACT="${PROJECT_SOURCE_DIR}/tests/golden/extract")
