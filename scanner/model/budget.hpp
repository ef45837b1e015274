// Every limit of a scan is a number in this struct; the defaults are those of the manual. Limits
// that were reached end in the ledger with a budget_* reason, and what was found before stands.
#pragma once

#include <cstdint>

namespace braque {

struct Budget {
  // Containers (per top-level item unless said otherwise).
  std::uint32_t depth_max = 8;  ///< containers inside containers
  std::uint64_t entries_max = 1'000'000;
  std::uint64_t output_bytes_max = 4ULL << 30;   ///< decompressed, all entries
  std::uint64_t entry_bytes_max = 1ULL << 30;    ///< decompressed, one entry
  std::uint64_t ratio_max = 200;                 ///< output : input ...
  std::uint64_t ratio_free_bytes = 64ULL << 20;  ///< ... after the first 64 MiB
  std::uint64_t decoder_window_bytes_max = 128ULL << 20;
  std::uint64_t time_base_ms = 60'000;  ///< 60 s + 1 s per MiB of input
  std::uint64_t time_per_mebibyte_ms = 1'000;
  std::uint64_t memory_file_bytes_max = 16ULL << 20;  ///< above: an encrypted O_TMPFILE
  std::uint64_t temporary_bytes_max = 4ULL << 30;     ///< all unnamed temporary files

  // Documents.
  std::uint64_t cell_bytes_max = 64ULL << 20;             ///< one value of a database file
  std::uint64_t whole_document_bytes_max = 256ULL << 20;  ///< files that a library wants in memory
  std::uint64_t shared_string_bytes_max = 48ULL << 20;    ///< kept, packed, of a workbook's strings

  // Mail.
  std::uint32_t mail_nesting_max = 32;               ///< messages inside messages
  std::uint32_t mail_parts_max = 100'000;            ///< of one message
  std::uint64_t mail_header_bytes_max = 1ULL << 20;  ///< kept of one header
  std::uint64_t ocr_pixels_max = 40'000'000;         ///< of a picture: A4 at 600 dots an inch
  std::uint64_t ocr_picture_time_ms = 60'000;        ///< to recognise the text of one picture

  // Worker processes (scanner/sandbox).
  std::uint64_t worker_memory_bytes_max = 768ULL << 20;    ///< of address space beyond its own
  std::uint64_t worker_resident_bytes_max = 512ULL << 20;  ///< seen from outside
  std::uint64_t worker_stall_ms = 30'000;                  ///< without a read or a result
  std::uint64_t worker_grace_ms = 3'000;                   ///< beyond the item's time
  std::uint64_t worker_cpu_seconds_max = 3'600;            ///< of one worker's life
  std::uint64_t worker_files_max = 1'000;                  ///< then it is replaced ...
  std::uint64_t worker_kept_bytes_max = 64ULL << 20;       ///< ... or when it has grown so large
  std::uint64_t remote_answer_ms = 15'000;                 ///< of a mount that may be dead

  // Databases (scanner/database).
  std::uint64_t database_sample_rows = 10'000;            ///< read of a table unless told otherwise
  std::uint64_t database_inline_bytes_max = 64ULL << 10;  ///< longer values are read by themselves
  std::uint64_t database_piece_bytes_max = 8ULL << 20;    ///< asked for at once of such a value
  std::uint64_t database_row_bytes_max = 128ULL << 20;    ///< that may arrive before a row is whole
  std::uint64_t database_values_max = 1'000'000;          ///< long values of one table
  std::uint64_t database_tables_max = 1'000'000;
  std::uint64_t database_columns_max = 4096;                ///< of one table
  std::uint64_t database_references_max = 100'000;          ///< columns of foreign keys
  std::uint64_t database_referred_columns_max = 1'000'000;  ///< of all tables they point at
  std::uint64_t database_connect_ms = 15'000;
  std::uint64_t database_statement_ms = 30'000;  ///< the server ends a statement of ours then
  std::uint64_t database_lock_ms = 1'000;        ///< waited for others' locks
  std::uint64_t database_grace_ms = 5'000;       ///< beyond that the connection is given up
  std::uint32_t database_retries_max = 5;        ///< of one table, with growing delays

  // Text.
  std::uint32_t window_bytes = 1U << 20;  ///< owned part of one read
  std::uint32_t overlap_bytes = 4096;     ///< surroundings on either side
  std::uint32_t columns_max = 1024;       ///< columns or keys told apart in a part
  std::uint32_t header_bytes_max = 4096;  ///< kept of one header or key

  // File system.
  std::uint32_t directory_depth_max = 10'000;
  std::uint64_t directory_entries_max = 100'000'000;  ///< per target
  std::uint32_t open_directories_max = 256;
  std::uint64_t directory_chunk_entries_max = 1ULL << 18;  ///< sorted at once; larger: in chunks
  std::uint64_t directory_chunk_bytes_max = 16ULL << 20;   ///< of names, the same
  std::uint64_t hard_link_bytes_max = 16ULL << 20;         ///< of names remembered per target

  // Queues and results.
  std::uint32_t queue_items_max = 4096;
  std::uint64_t queue_bytes_max = 8ULL << 20;            ///< of names and metadata
  std::uint64_t distinct_in_memory_max = 1'000'000;      ///< then sort and spill
  std::uint32_t temporary_findings_per_part_max = 4096;  ///< (rule, column) pairs of a part
};

}  // namespace braque
