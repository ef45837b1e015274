# RTF.
target_sources(braque_documents PRIVATE
    read_rtf.cpp
    rtf_objects.cpp
    rtf_text.cpp
    rtf_tokens.cpp
    rtf_words.cpp)
