// E-mail, Internet addresses, telephone numbers, dates. Numbers are from ranges reserved for
// fiction.
#include <catch2/catch.hpp>
#include <string>

#include "unit/validate/check_support.hpp"

namespace braque {
namespace {

TEST_CASE("e-mail addresses") {
  for (const char* good :
       {"anne.martin@example.fr", "o'neill@example.ie", "a+b@sub.example.co.uk", "x_1@EXAMPLE.COM",
        "info@example.xn--p1ai", "a/b=c@example.org", "j\xC3\xBCrgen@example.de"}) {
    INFO(good);
    CHECK(accepts("email", good));
  }
  for (const char* bad :
       {"icon@2x.png", "logo@10x.io", "lodash@4.17.1", "a..b@example.com", ".a@example.com",
        "a.@example.com", "a@example", "a@-example.com", "a@example-.com", "a@exa_mple.com",
        "a@example.c", "a@example..com", "a@.com", "@example.com", "a@b@example.com",
        "'a@example.com", "git@example.com", "a@example.nosuchtld", "a b@example.com"}) {
    INFO(bad);
    CHECK_FALSE(accepts("email", bad));
  }
}

TEST_CASE("the limits of RFC 5321") {
  std::string local(64, 'a');
  CHECK(accepts("email", local + "@example.com"));
  CHECK_FALSE(accepts("email", local + "a@example.com"));
  std::string label(63, 'b');
  CHECK(accepts("email", "a@" + label + ".com"));
  CHECK_FALSE(accepts("email", "a@b" + label + ".com"));
  CHECK_FALSE(accepts("email", "a@" + label + "." + label + "." + label + "." + label + ".com"));
}

TEST_CASE("IPv4") {
  CHECK(accepts("ipv4", "203.0.113.7"));
  CHECK(accepts("ipv4", "255.255.255.255"));
  for (const char* bad : {"203.0.113", "203.0.113.256", "203.0.113.07", "203..113.7", "0.1.2.3",
                          "203.0.113.7.1", "203.0.113.1000"}) {
    CHECK_FALSE(accepts("ipv4", bad));
  }
}

TEST_CASE("IPv6") {
  for (const char* good : {"2001:db8::1", "2001:db8:0:0:1:0:0:1", "::1", "fe80::1%eth0",
                           "::ffff:203.0.113.7", "[2001:db8::8:800:200c:417a]", "2001::"}) {
    INFO(good);
    CHECK(accepts("ipv6", good));
  }
  for (const char* bad :
       {"::", "12:34:56", "2001:db8::1::2", "2001:db8:::1", "foo::bar", "ab::cd", "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::ffff:203.0.113.256", "2001:db8::1%",
        "12345::1", "1:2:3:4:5:6:7:", "::2", "1::"}) {
    INFO(bad);
    CHECK_FALSE(accepts("ipv6", bad));
  }
}

TEST_CASE("French telephone numbers") {
  for (const char* good : {"01 99 00 12 34", "06.39.98.12.34", "+33 6 39 98 12 34",
                           "+33 (0)6 39 98 12 34", "0033 6 39 98 12 34"}) {
    INFO(good);
    CHECK(accepts("fr_phone", good));
  }
  for (const char* bad : {"00 99 00 12 34", "01 99 00 12 3", "+34 6 39 98 12 34", "1990012345",
                          "+33 0 39 98 12 34", "07.00002173", "01 02 03 04 05", "01.99 00.12 34"}) {
    INFO(bad);
    CHECK_FALSE(accepts("fr_phone", bad));
  }
}

TEST_CASE("international telephone numbers follow the plan of their country") {
  for (const char* good :
       {"+44 20 7946 0958", "+44 (0)20 7946 0958", "0044 20 7946 0958", "+1 202 555 0123",
        "+49 30 23125 123", "+39 06 1234 5678", "+61 491 570 156", "+352 628 123 456"}) {
    INFO(good);
    CHECK(accepts("phone", good));
  }
  for (const char* bad :
       {"44 20 7946 0958", "+44 20 7946", "+1 202 555 012", "+1 102 555 0123", "+999 123 456 789",
        "+0 123 456 789", "+33 0 12 34 56 78", "+210 123 456 789", "+44 1234567890123456",
        "0.04420794609", "0031 2044 0036", "0047 0067 0079"}) {
    INFO(bad);
    CHECK_FALSE(accepts("phone", bad));
  }
}

TEST_CASE("dates with their day first, ISO, and American where nothing else is possible") {
  for (const char* good : {"14/02/1985", "14.02.1985", "14-02-1985", "1985-02-14", "1/3/1985",
                           "02/14/1985", "29/02/2000", "14 f\xC3\xA9vrier 1985", "1er mars 1985",
                           "14. M\xC3\xA4rz 1985", "February 14, 1985", "14 de febrero de 1985",
                           "3rd of May 1985", "14 f\xE9vrier 1985", "14 gennaio 1985"}) {
    INFO(good);
    CHECK(accepts("date_of_birth", good));
  }
  for (const char* bad :
       {"30/02/1985", "29/02/1900", "31 juin 1985", "14/02/1885", "14/02/2085", "1985-13-01",
        "14/02-1985", "14/02/85", "1985-02-14-1", "14 brumaire 1985", "14/02", "99/99/9999",
        "1985/1985/12", "30 f\xC3\xA9vrier 1985", "mars avril 1985"}) {
    INFO(bad);
    CHECK_FALSE(accepts("date_of_birth", bad));
  }
}

}  // namespace
}  // namespace braque
