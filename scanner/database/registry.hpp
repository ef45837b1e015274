// The databases that can be read: one line each in registry.cpp.
#pragma once

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "database/source.hpp"
#include "model/source.hpp"

namespace braque::database {

struct Engine {
  std::string_view name;         ///< in records: "postgresql"
  std::string_view description;  ///< one sentence for the help
  std::string_view prefix;       ///< of its URIs
  std::string_view
      grants;           ///< what an account needs, as statements; "" where there is no such thing
  MakeConnection make;  ///< null: its module is loaded when it is needed (engine_module.hpp)
};

std::span<const Engine> engines() noexcept;
/// Null when the target is no database.
const Engine* engine_of(std::string_view target) noexcept;
/// Null when there is none of that name.
const Engine* engine_named(std::string_view name) noexcept;

struct DatabaseOptions {
  std::uint32_t target = 0;
  std::string lasting_name;                   ///< --as; "" for the default
  std::vector<std::string> include, exclude;  ///< globs over schema/table, and schema/table/column
  std::string credentials;                    ///< --credentials; "" for the client's own files
  std::string tls = "verify-full";
  bool views = false;
  bool refuse_writers = false;  ///< an account that may write is an error
  SampleSize sample;
  const std::atomic<bool>* stop = nullptr;
  Budget budget;
};

/// Makes the source of a target for which engine_of() is not null. Fails for what is wrong with
/// spelling, options or files; whether the server can be reached is told by Source::list.
Result<std::unique_ptr<Source>> make_database_source(const std::string& target,
                                                     const DatabaseOptions& options);

/// "1000" (rows), "5%" or "full".
Result<SampleSize> parse_sample_size(std::string_view text, const Budget& budget);

}  // namespace braque::database
