#include <catch2/catch.hpp>

#include "database/registry.hpp"
#include "database/uri.hpp"

using namespace braque;
using namespace braque::database;

TEST_CASE("a database's address in its parts") {
  const auto uri = parse_uri(
      "postgresql://jean%20paul@[2001:db8::1]:5433/cr%6D?host=%2Frun%2Fpg&sslrootcert=/a%26b");
  REQUIRE(uri);
  CHECK(uri->scheme == "postgresql");
  CHECK(uri->user == "jean paul");
  CHECK(uri->host == "2001:db8::1");
  CHECK(uri->port == "5433");
  CHECK(uri->path == "crm");
  CHECK(uri->parameters.at("host") == "/run/pg");
  CHECK(uri->parameters.at("sslrootcert") == "/a&b");
}

TEST_CASE("the lasting name has neither user nor parameters") {
  CHECK(parse_uri("mysql://eva@db1.example:3307/shop?ssl-ca=x")->name() ==
        "mysql://db1.example:3307/shop");
  CHECK(parse_uri("postgresql:///crm?host=/tmp")->name() == "postgresql://localhost/crm");
  CHECK(parse_uri("sqlite:///srv//a.db")->name() == "sqlite://localhost/srv/a.db");
  CHECK(parse_uri("redis:%2F//0//")->name() == "redis://localhost/0");
  CHECK(parse_uri("sqlite:///srv/a%3Fb.db")->name() == "sqlite://localhost/srv/a%3Fb.db");
  CHECK(parse_uri("postgresql://eva%40/crm")->name() == "postgresql://eva%40/crm");
  CHECK(parse_uri("postgresql://eva%3A1/crm")->name() == "postgresql://eva%3A1/crm");
  CHECK(parse_uri("redis://[2001:db8::1]:5433/0")->name() == "redis://[2001:db8::1]:5433/0");
}

TEST_CASE("a password is refused and not repeated") {
  for (const char* text :
       {"postgresql://a:Kanarie7613@h/d", "mysql://h/d?password=Kanarie7613",
        "redis://:Kanarie7613@h/0", "postgresql://h/d?sslPassword=Kanarie7613"}) {
    const auto uri = parse_uri(text);
    REQUIRE_FALSE(uri);
    CHECK(uri.error().message.find("Kanarie7613") == std::string::npos);
    CHECK(uri.error().message.find("--credentials") != std::string::npos);
  }
}

TEST_CASE("what is no address is refused") {
  for (const char* text : {"", "postgresql", "://h", "postgresql://h:0/d", "postgresql://h:70000/d",
                           "postgresql://h:1x/d", "postgresql://[::1/d", "postgresql://h/%zz",
                           "postgresql://h/%00", "postgresql://h/d%4"})
    CHECK_FALSE(parse_uri(text));
  CHECK_FALSE(parse_uri("postgresql://h/" + std::string(5000, 'a')));
}

TEST_CASE("a path's component cannot be mistaken for two") {
  CHECK(encoded("a/b%c") == "a%2Fb%25c");
  CHECK(encoded("x\n\x7f y") == "x%0A%7F%20y");
  CHECK(encoded("é") == "é");
}

TEST_CASE("how much is to be read") {
  const Budget budget;
  CHECK(parse_sample_size("", budget)->rows == budget.database_sample_rows);
  CHECK(parse_sample_size("250", budget)->rows == 250);
  CHECK(parse_sample_size("2.5%", budget)->share == Approx(0.025));
  CHECK(parse_sample_size("full", budget)->kind == SampleSize::Kind::full);
  CHECK(parse_sample_size("100%", budget)->kind == SampleSize::Kind::full);
  for (const char* text : {"0", "-1", "1.5", "0%", "101%", "some", "nan", "inf%"})
    CHECK_FALSE(parse_sample_size(text, budget));
}

TEST_CASE("databases are told by their prefix: postgresql, mariadb, sqlite, redis") {
  for (const Engine& engine : engines()) {
    CHECK(engine_of(std::string(engine.prefix) + "//h/d") == &engine);
    CHECK(engine_named(engine.name) == &engine);
    CHECK_FALSE(engine.description.empty());
  }
  CHECK(engine_of("postgres://h/d") == engine_named("postgresql"));
  CHECK(engine_of("/srv/share") == nullptr);
  CHECK(engine_of("file:///srv") == nullptr);
}
