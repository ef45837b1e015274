#include "database/registry.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "database/database_source.hpp"
#include "database/engine_module.hpp"
#include "database/engines.hpp"

namespace braque::database {
namespace {

constexpr std::array kEngines = {
    Engine{"postgresql", "Tables of a PostgreSQL database.", "postgresql:", kPostgresqlGrants,
           nullptr},
    Engine{"mysql", "Tables of MariaDB and MySQL databases.", "mysql:", kMariadbGrants, nullptr},
    Engine{"sqlite", "Tables of an SQLite file.", "sqlite:", "", &make_sqlite},
#if BRAQUE_HAS_MONGODB
    Engine{"mongodb", "Collections of MongoDB.", "mongodb:", kMongodbGrants, nullptr},
#endif
#if BRAQUE_HAS_ODBC
    Engine{"odbc", "Tables of whatever has an ODBC driver, SQL Server among it.", "odbc:", "",
           nullptr},
#endif
    Engine{"opensearch", "Indexes of OpenSearch and Elasticsearch.",
           "opensearch:", kOpensearchGrants, &make_opensearch},
    Engine{"redis", "Keys of a Redis server, by kinds.", "redis:", kRedisGrants, &make_redis},
};

/// Other spellings of a prefix.
constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"postgres:", "postgresql"},
    {"mariadb:", "mysql"},
    {"elasticsearch:", "opensearch"},
};

Result<std::unique_ptr<Connection>> make_connection(const Engine& engine,
                                                    const ConnectionOptions& options) {
  MakeConnection make = engine.make;
  if (make == nullptr)
    if (auto loaded = load_engine(engine.name, make); !loaded) return loaded.error();
  return make(options);
}

}  // namespace

std::span<const Engine> engines() noexcept { return kEngines; }

const Engine* engine_named(std::string_view name) noexcept {
  for (const Engine& engine : kEngines)
    if (engine.name == name) return &engine;
  for (const auto& [prefix, other] : kAliases)
    if (prefix.substr(0, prefix.size() - 1) == name) return engine_named(other);
  return nullptr;
}

const Engine* engine_of(std::string_view target) noexcept {
  for (const Engine& engine : kEngines)
    if (target.starts_with(engine.prefix)) return &engine;
  for (const auto& [prefix, name] : kAliases)
    if (target.starts_with(prefix)) return engine_named(name);
  return nullptr;
}

Result<SampleSize> parse_sample_size(std::string_view text, const Budget& budget) {
  SampleSize size;
  size.rows = budget.database_sample_rows;
  if (text.empty()) return size;
  if (text == "full") {
    size.kind = SampleSize::Kind::full;
    return size;
  }
  const bool share = text.ends_with('%');
  if (share) text.remove_suffix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole =
      error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
  if (whole && share && number > 0 && number <= 100) {
    size.kind = number == 100 ? SampleSize::Kind::full : SampleSize::Kind::share;
    size.share = number / 100;
    return size;
  }
  if (whole && !share && number >= 1 && number <= 1e15 && number == std::floor(number)) {
    size.rows = static_cast<std::uint64_t>(number);
    return size;
  }
  return unexpected(ErrorKind::invalid,
                    "--sample: a number of rows, a percentage such as 5%, or full");
}

Result<std::unique_ptr<Source>> make_database_source(const std::string& target,
                                                     const DatabaseOptions& options) {
  const Engine* engine = engine_of(target);
  if (auto clean = refuse_passwords_in_environment(); !clean) return clean.error();
  auto uri = parse_uri(target);
  if (!uri) return uri.error();
  auto tables = source::Exclusions::make(options.include, options.exclude, false);
  if (!tables) return tables.error();
  auto columns = source::Exclusions::make({}, options.exclude, false);
  if (!columns) return columns.error();
  ConnectionOptions connection;
  connection.tls = options.tls;
  connection.budget = options.budget;
  connection.user = uri->user;
  if (!options.credentials.empty()) {
    auto credentials = read_credentials(options.credentials);
    if (!credentials) return credentials.error();
    if (connection.user.empty()) connection.user = credentials->user;
    connection.password = credentials->password;
    connection.connection = credentials->connection;
  }
  uri->scheme = engine->name;
  connection.uri = *uri;
  if (engine->name == "redis") uri->path.clear();  // its databases are what tables are elsewhere
  auto session = std::make_shared<Session>();
  auto made = make_connection(*engine, connection);
  if (!made) return made.error();
  session->connection = std::move(*made);
  session->stop = options.stop;
  session->budget = options.budget;
  session->sample = options.sample;
  session->columns = std::move(*columns);
  return Result<std::unique_ptr<Source>>(std::make_unique<DatabaseSource>(
      *engine, target, options, std::move(*tables), std::move(session), *uri));
}

}  // namespace braque::database
