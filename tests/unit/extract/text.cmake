braque_test(extract_text_test
  SOURCES binary_runs_test.cpp csv_test.cpp encoding_test.cpp json_test.cpp key_value_test.cpp
          markup_test.cpp plain_text_test.cpp sql_test.cpp
  LIBRARIES braque_formats)
