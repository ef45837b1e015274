// The readers behind document_formats(), one per format or family.
#pragma once

#include "extract/container_readers.hpp"

namespace braque::documents {

/// Compound files of every kind: read_ole2.cpp has the list.
void read_ole2(extract::ContainerTask& task);
void read_sqlite(extract::ContainerTask& task);
void read_pdf(extract::ContainerTask& task);
void read_rtf(extract::ContainerTask& task);

}  // namespace braque::documents
