# The text side: encodings, structures of text, printable runs of binaries.
target_sources(braque_formats PRIVATE
    binary_magic.cpp
    binary_runs.cpp
    chat_line.cpp
    chat_markup.cpp
    chat_reader.cpp
    csv_cells.cpp
    csv_reader.cpp
    csv_sniff.cpp
    decoder_icu.cpp
    decoder_utf.cpp
    encoded_reader.cpp
    encoding.cpp
    html_entities.cpp
    icu_characters.cpp
    json_check.cpp
    json_reader.cpp
    key_value.cpp
    markup.cpp
    markup_reader.cpp
    plain_text.cpp
    rewritten_text.cpp
    sql_reader.cpp
    sql_statement.cpp
    text_registry.cpp
    text_window.cpp
    unfolded_text.cpp
    unread_formats.cpp
    words.cpp
    wrong_extension.cpp)
braque_pkg(braque_formats icu-uc uchardet)
