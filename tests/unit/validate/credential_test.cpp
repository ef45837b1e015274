// Tokens, keys, passwords. All values are invented; token checksums and base64 were computed with
// another implementation (Python's zlib and base64).
#include <catch2/catch.hpp>
#include <string>

#include "unit/validate/check_support.hpp"
#include "validate/digits.hpp"

namespace braque {
namespace {

// {"alg":"HS256","typ":"JWT"} and {"sub":"4711","roles":["a","b"],"n":{"x":-1500.0,"y":null}}
const std::string kHeader = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const std::string kPayload =
    "eyJzdWIiOiI0NzExIiwicm9sZXMiOlsiYSIsImIiXSwibiI6eyJ4IjotMTUwMC4wLCJ5IjpudWxsfX0";
const std::string kSignature = "yMnKy8zNzs_Q0dLT1NXW19jZ2tvc3d7f4OHi4-Tl5uc";

TEST_CASE("GitHub tokens carry a checksum") {
  std::string token = "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";
  CHECK(accepts_verbatim("github_token", token));
  CHECK(accepts_verbatim("github_token", "ghs_InventedTokenForTests1234567890p3G06"));
  for (std::size_t i = 4; i < token.size(); ++i) {
    std::string wrong = token;
    wrong[i] = wrong[i] == 'q' ? 'r' : 'q';
    CHECK_FALSE(accepts_verbatim("github_token", wrong));
  }
  CHECK_FALSE(accepts_verbatim("github_token", "ghx" + token.substr(3)));
  CHECK_FALSE(accepts_verbatim("github_token", token.substr(0, 39)));
}

TEST_CASE("fine-grained GitHub tokens have two parts") {
  std::string token = "github_pat_" + std::string(22, 'A') + "_" + std::string(59, '7');
  CHECK(accepts_verbatim("github_token", token));
  CHECK_FALSE(accepts_verbatim("github_token", token + "7"));
  CHECK_FALSE(accepts_verbatim("github_token", "github_pat_" + std::string(82, 'A')));
}

TEST_CASE("AWS key ids are base32") {
  CHECK(accepts("aws_access_key", "AKIA2BRAQUE3POINTER7"));
  CHECK(accepts("aws_access_key", "ASIA2BRAQUE3POINTER7"));
  CHECK_FALSE(accepts("aws_access_key", "AKIA1BRAQUE3POINTER7"));
  CHECK_FALSE(accepts("aws_access_key", "AKIB2BRAQUE3POINTER7"));
  CHECK_FALSE(accepts("aws_access_key", "AKIA2BRAQUE3POINTER"));
}

TEST_CASE("JSON web tokens") {
  CHECK(accepts_verbatim("jwt", kHeader + "." + kPayload + "." + kSignature));
  CHECK(accepts_verbatim("jwt", kHeader + ".eyJzdWIiOiJab8OpIn0." + kSignature));
  for (const std::string& header :
       {std::string("eyJ0eXAiOiJKV1QifQ"), std::string("WzEsMl0"),
        std::string("eyJhbGciOiJIUzI1NiI"), std::string("eyJ4Ijp7ImFsZyI6IkhTMjU2In19"),
        std::string("eyJh!GciOiJIUzI1NiJ9"), std::string()}) {
    INFO(header);
    CHECK_FALSE(accepts_verbatim("jwt", header + "." + kPayload + "." + kSignature));
  }
  CHECK_FALSE(accepts_verbatim(
      "jwt", kHeader + ".eyJzb21lIjoicGF5bG9hZCJ9." + kSignature));  // {"some":"payload"}
  CHECK_FALSE(accepts_verbatim("jwt", kHeader + "." + kPayload));
  CHECK_FALSE(accepts_verbatim("jwt", kHeader + "." + kPayload + "."));
  CHECK_FALSE(accepts_verbatim("jwt", kHeader + ".WzEsMl0." + kSignature));
}

TEST_CASE("deep nesting in a token ends") {
  std::string opening;
  for (int i = 0; i < 2000; ++i) opening += "W1tb";  // [[[
  CHECK_FALSE(accepts_verbatim("jwt", kHeader + "." + opening + "." + kSignature));
}

TEST_CASE("values that are passwords") {
  for (const char* good :
       {"Tr0ub4dor&3", "Bonjour2024!", "correcthorse9", "Lapin_Rose7", "blue-giraffe-42", "123456",
        "pA55w0rd", "Soleil!", "S3cr3t!2024", "Zebra$Zebra1", "hunter2", "P@ssword"}) {
    INFO(good);
    CHECK(accepts_verbatim("password", good));
  }
}

TEST_CASE("values that only stand where a password should be") {
  for (const char* bad : {"********",
                          "xxxxxxxx",
                          "changeme",
                          "CHANGE_ME",
                          "null",
                          "None",
                          "required",
                          "${DB_PASSWORD}",
                          "$password",
                          "$(cat file)",
                          "%s",
                          "%(password)s",
                          "%s&id=%s",
                          "projects/12345/secrets/sasl/versions/1",
                          "PATH*?[]x",
                          "lune\x01bleue9",
                          "{{",
                          "{password}",
                          "<password>",
                          "os.environ[",
                          "getenv(1)",
                          "request.form.password",
                          "config->password",
                          "userPassword",
                          "password1",
                          "new_password",
                          "your_password_123",
                          "\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2",
                          "0000",
                          "abc",
                          "oubli\xC3\xA9",
                          "correct.&quot",
                          "s:netrw_passwd",
                          "[PASSWORD]",
                          ":password",
                          "#{pw}"}) {
    INFO(bad);
    CHECK_FALSE(accepts_verbatim("password", bad));
  }
}

TEST_CASE("connection strings with a password of their own") {
  for (const char* good :
       {"postgres://app:s3cret9@db.example.com:5432/prod", "mysql://root:toor@localhost/crm",
        "server=db1;uid=app;pwd=hunter22", "Data Source=x;Password=K1wi;",
        "jdbc:mysql://db.example.com/x?user=a&password=b4nane"}) {
    INFO(good);
    CHECK(accepts_verbatim("db_connection", good));
  }
  for (const char* bad : {"postgres://db.example.com/prod", "mysql://root:@localhost/crm",
                          "ldap://ldap.example.com:389", "postgres://user:${PASSWORD}@host/db",
                          "postgres://user:password@host/db", "server=db1;uid=app;pwd=",
                          "server=db1;password=********;", "postgres://:@/"}) {
    INFO(bad);
    CHECK_FALSE(accepts_verbatim("db_connection", bad));
  }
}

TEST_CASE("country codes") {
  CHECK(validate::is_country("FR"));
  CHECK(validate::is_country("XK"));
  CHECK(validate::is_country("ZW"));
  CHECK_FALSE(validate::is_country("XX"));
  CHECK_FALSE(validate::is_country("fr"));
  CHECK_FALSE(validate::is_country("FRA"));
}

}  // namespace

TEST_CASE("what manuals print is no password", "[credential]") {
  CHECK(accepts_verbatim("password", "geheim$parole9"));
  CHECK_FALSE(accepts_verbatim("password", "geheim$parole"));
  CHECK_FALSE(accepts_verbatim("password", "password123"));
  CHECK_FALSE(accepts_verbatim("password", "shop/admin/passwords#edit"));
  CHECK_FALSE(accepts_verbatim("password", "password&from_page=/"));
  CHECK_FALSE(accepts_verbatim("password", "ownerPassword@entry=0x1165830"));
  CHECK(accepts_verbatim("http_credentials", "Basic a2l3aTpTb3JiZXQ3Mw=="));
  CHECK_FALSE(accepts_verbatim("http_credentials", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
  CHECK_FALSE(accepts_verbatim("url_password", "cvs://:pserver:anoncvs@cvs.test:"));
}

}  // namespace braque
