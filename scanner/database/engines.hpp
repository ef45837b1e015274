// What registry.cpp lists: how each engine's connection is made, and what an account needs there.
#pragma once

#include <memory>
#include <string_view>

#include "database/source.hpp"

namespace braque::database {

std::unique_ptr<Connection> make_postgresql(const ConnectionOptions& options);
std::unique_ptr<Connection> make_mariadb(const ConnectionOptions& options);
std::unique_ptr<Connection> make_sqlite(const ConnectionOptions& options);
std::unique_ptr<Connection> make_mongodb(const ConnectionOptions& options);
std::unique_ptr<Connection> make_odbc(const ConnectionOptions& options);
std::unique_ptr<Connection> make_opensearch(const ConnectionOptions& options);
std::unique_ptr<Connection> make_redis(const ConnectionOptions& options);

/// NAME, DATABASE and SCHEMA are to be replaced.
inline constexpr std::string_view kPostgresqlGrants =
    "CREATE ROLE braque LOGIN NOINHERIT CONNECTION LIMIT 2;   -- password by \\password braque\n"
    "ALTER ROLE braque SET default_transaction_read_only = on;\n"
    "GRANT CONNECT ON DATABASE \"DATABASE\" TO braque;\n"
    "-- in each schema:\n"
    "GRANT USAGE ON SCHEMA \"SCHEMA\" TO braque;\n"
    "GRANT SELECT ON ALL TABLES IN SCHEMA \"SCHEMA\" TO braque;\n"
    "ALTER DEFAULT PRIVILEGES IN SCHEMA \"SCHEMA\" GRANT SELECT ON TABLES TO braque;\n"
    "-- tables with row security are refused, rather than read in part, unless:\n"
    "-- ALTER ROLE braque BYPASSRLS;\n";

inline constexpr std::string_view kMariadbGrants =
    "CREATE USER 'braque'@'HOST' IDENTIFIED BY '...' REQUIRE SSL WITH MAX_USER_CONNECTIONS 2;\n"
    "GRANT SELECT ON `DATABASE`.* TO 'braque'@'HOST';\n";

inline constexpr std::string_view kMongodbGrants =
    "db.getSiblingDB('admin').createUser({user: 'braque', pwd: passwordPrompt(),\n"
    "  roles: [{role: 'read', db: 'DATABASE'}]})\n"
    "// of all databases: roles: ['readAnyDatabase', 'clusterMonitor']\n";

inline constexpr std::string_view kOpensearchGrants =
    "PUT _plugins/_security/api/roles/braque       (Elasticsearch: PUT _security/role/braque)\n"
    "{\"cluster_permissions\": [\"cluster:monitor/main\", \"indices:data/read/scroll\", "
    "\"indices:data/read/scroll/clear\"],\n"
    " \"index_permissions\": [{\"index_patterns\": [\"*\"], \"allowed_actions\": [\"read\", "
    "\"indices:monitor/*\",\n"
    "   \"indices:admin/mappings/get\"]}]}\n";

inline constexpr std::string_view kRedisGrants =
    "ACL SETUSER braque on >PASSWORD resetchannels ~* -@all +select +info +dbsize +scan +type "
    "+getrange"
    " +hscan +sscan +zscan +lrange +xrange +client|setname +acl|whoami +acl|dryrun\n";

}  // namespace braque::database
