// What must happen before a process gives up the file system: libraries load their tables.
#pragma once

namespace braque::documents {

/// Prepares every library of the readers. Safe to call again and from any thread.
void prepare_documents();

/// Of libmdb: the tables of iconv.
void prepare_mdb();

}  // namespace braque::documents
