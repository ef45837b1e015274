# Metadata of images, recognition of the text they show, tags of audio files.
target_sources(braque_documents PRIVATE
    audio_tags.cpp
    image_metadata.cpp
    inflate_text.cpp
    metafile_text.cpp
    ocr.cpp
    picture_pages.cpp
    png_text.cpp
    raw_bytes.cpp
    read_audio.cpp
    read_image.cpp
    read_metafile.cpp)
braque_pkg(braque_documents exiv2 taglib tesseract lept zlib)
