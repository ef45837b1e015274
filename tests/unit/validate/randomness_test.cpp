// What looks generated and what was written. Values are invented; entropies were computed by hand.
#include "validate/randomness.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "unit/validate/check_support.hpp"

namespace braque {
using namespace validate;

TEST_CASE("letters of both cases that no language has in a row") {
  for (const char* value : {"qKRvzTdXHFwj", "wXfTKzgMvLpq", "TGZ_kWQdRVXm"}) {
    INFO(value);
    CHECK(validate::mixes_cases_at_random(value));
  }
  for (const char* value :
       {"getUserPassword", "PasswordFieldName", "motDePasseOublie", "qkrvztdxhfwj", "QKRVZTDXHFWJ",
        "qKRvzTd", "qKR-vzT_dXHFwj", "qKRvzTdXHFw1"}) {
    INFO(value);
    CHECK_FALSE(validate::mixes_cases_at_random(value));
  }
}

TEST_CASE("entropy of simple texts") {
  CHECK(entropy_of("") == 0);
  CHECK(entropy_of("aaaa") == 0);
  CHECK(entropy_of("abab") == Approx(1.0));
  CHECK(entropy_of("abcdefgh") == Approx(3.0));
}

TEST_CASE("keys look generated") {
  for (const char* value :
       {"q8Zp41xLr0Vt6NbYw93e", "9f86d081884c7d659a2feaa0c55ad015", "7hqx2mzp94kc1vlr8bnt",
        "b7f3E9a1Kq82mZx0Lw5cT6vRy+Nd4Ue3Sj/Pi9Qh", "J4kP-9sLmQ_72xWv-B0cTzR8"}) {
    INFO(value);
    CHECK(randomness_of(value) == Randomness::good);
  }
  for (const char* value :
       {"3f2b8c1d-9a47-4e06-b5d8-7c1e0f6a2b94", "q8Zp41xLr0Vt6N", "xqzvbkjwfpghtmrncdly"}) {
    INFO(value);
    CHECK(randomness_of(value) == Randomness::fair);
  }
}

TEST_CASE("names, paths, versions, masks and placeholders do not") {
  for (const char* value :
       {"", "short1", "getAccessTokenFromSession", "user_profile_page_2_name", "application/json",
        "com.example.service.v2", "linux-image-6.1.0-18-amd64", "2024-01-31-23-59-59",
        "0000000000000000000000000", "xxxxxxxxxxxxxxxxxxxxxxxx12",
        "00000000-0000-0000-0000-000000000000", "YOUR_API_KEY_12345678", "changeme1234567890ab",
        "EVP_PKEY_X25519", "gss_krb5_rfc1964_keydata",
        "BOOST_TOKEN_IDS_HPP_414E9A58_F079_4789_8AFF_513815CE475B_INCLUDED"}) {
    INFO(value);
    CHECK(randomness_of(value) == Randomness::none);
  }
}

TEST_CASE("tokens with a form of their own are refused as masks and placeholders only") {
  CHECK(accepts_verbatim("token", "pfx_0a9d8c7b6e5f40312d4c5b6a79880f1e"));
  CHECK_FALSE(accepts_verbatim("token", "pfx_00000000000000000000000000000000"));
  CHECK_FALSE(accepts_verbatim("token", "pfx_0a9dxxxxxxxxxxxxxxxxxxxxxx880f1e"));
  CHECK(accepts_verbatim("random_token", "sk-b7f3E9a1Kq82mZx0Lw5cT6vR"));
  CHECK_FALSE(accepts_verbatim("random_token", "sk-estimator-doc-link-fitted"));
}

TEST_CASE("AWS secrets have 40 characters and their entropy") {
  const std::string secret = "b7f3E9a1Kq82mZx0Lw5cT6vRy+Nd4Ue3Sj/Pi9Qh";
  CHECK(accepts_verbatim("aws_secret", secret));
  CHECK_FALSE(accepts_verbatim("aws_secret", secret.substr(1)));
  CHECK_FALSE(accepts_verbatim("aws_secret", "abababababababababababababababababababab"));
}

TEST_CASE("authorization headers") {
  CHECK(accepts_verbatim("http_credentials", "Basic a2l3aTpTb3JiZXQ3Mw=="));
  CHECK(accepts_verbatim("http_credentials", "bearer 7hQx2mZp94Kc1vLr8bNt"));
  CHECK_FALSE(accepts_verbatim("http_credentials", "Basic authentication"));
  CHECK_FALSE(accepts_verbatim("http_credentials", "Bearer authentication_is_required"));
  CHECK_FALSE(accepts_verbatim("http_credentials", "Basic"));
  CHECK_FALSE(accepts_verbatim("http_credentials", "Basic "));
}

TEST_CASE("base64 of user and password") {
  CHECK(accepts_verbatim("basic_credentials", "a2l3aTpTb3JiZXQ3Mw=="));        // kiwi:Sorbet73
  CHECK_FALSE(accepts_verbatim("basic_credentials", "a2l3aS1Tb3JiZXQ3Mw=="));  // kiwi-Sorbet73
  CHECK_FALSE(accepts_verbatim("basic_credentials", "OktpdGljaw=="));          // :Kitick
  CHECK_FALSE(accepts_verbatim("basic_credentials", "AAECAwQ6BQYHCAkK"));
  CHECK_FALSE(accepts_verbatim("basic_credentials", ""));
}

TEST_CASE("passwords in addresses and in lists of fields") {
  CHECK(accepts_verbatim("url_password", "https://kiwi:Sorb3t9x@git.example.com"));
  for (const char* address :
       {"https://user:password@example.com", "https://kiwi@example.com", "https://a:8080@b",
        "https://${U}:${P}@example.com", "https://kiwi:xxxxxxxx@example.com", "nothing",
        "https://username:Sorb3t9x@example.com", "https://kiwi:p4ssw0rd@example.com"}) {
    INFO(address);
    CHECK_FALSE(accepts_verbatim("url_password", address));
  }
  CHECK(accepts_verbatim("last_word_secret", "machine a login b password Sorb3t9x"));
  CHECK_FALSE(accepts_verbatim("last_word_secret", "machine a login b password secret"));
  CHECK_FALSE(accepts_verbatim("last_word_secret", "a:b:c:$PASSWORD"));
  CHECK_FALSE(accepts_verbatim("last_word_secret", "Sorb3t9x"));
}

TEST_CASE("recovery phrases are words that make no sentence") {
  const std::string twelve =
      "orbit lemon cactus window puzzle kiwi marble tunnel velvet canyon rocket banana";
  CHECK(accepts_verbatim("recovery_phrase", twelve));
  CHECK(accepts_verbatim("recovery_phrase", twelve + " harbor pepper saddle"));
  CHECK_FALSE(accepts_verbatim("recovery_phrase", twelve + " harbor"));
  CHECK_FALSE(accepts_verbatim("recovery_phrase", twelve.substr(6)));
  CHECK_FALSE(accepts_verbatim("recovery_phrase", "and" + twelve.substr(5)));
  CHECK_FALSE(accepts_verbatim("recovery_phrase", twelve + " " + twelve));
  CHECK_FALSE(accepts_verbatim("recovery_phrase", ""));
}

}  // namespace braque
