#include "match/lookalike.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace braque;
using namespace braque::match;

namespace {

/// The value stands between the brackets.
Neighbourhood around(std::string text, char separator = 0, bool in_cell = false) {
  const std::size_t begin = text.find('[');
  text.erase(begin, 1);
  const std::size_t end = text.find(']');
  text.erase(end, 1);
  return look_around(text, begin, end, separator, in_cell);
}

}  // namespace

TEST_CASE("free-standing values have no look-alikes") {
  for (const char* text :
       {"no [123456782].", "([123456782])", "=[123456782];", "\xC2\xB0[123456782]"}) {
    INFO(text);
    CHECK(around(text).evidence == 0);
    CHECK_FALSE(around(text).refused);
  }
}

TEST_CASE("decimals, amounts and parts of longer values count against") {
  CHECK(has(around("3.[123456782]").evidence, Evidence::decimal));
  CHECK(has(around("[123456782].5").evidence, Evidence::decimal));
  CHECK(has(around("[123456782],5").evidence, Evidence::decimal));
  CHECK_FALSE(has(around("[123456782],5", 0, true).evidence, Evidence::decimal));
  CHECK(has(around("$[123456782]").evidence, Evidence::decimal));
  CHECK(has(around("AB-[123456782]").evidence, Evidence::part_number));
  CHECK(has(around("[123456782]-X").evidence, Evidence::part_number));
}

TEST_CASE("a longer number with the same separators is not cut") {
  CHECK(around("[01 99 00 12 34] 5", ' ').refused);
  CHECK_FALSE(around("[01 99 00 12 34] then", ' ').refused);
  CHECK(has(around("5 [01 99 00 12 34]", ' ').evidence, Evidence::part_number));
}

TEST_CASE("letters beyond ASCII are letters") {
  CHECK(around("\xC3\x89[123456782]").refused);
  CHECK(around("[123456782]\xC3\xA9").refused);
}

TEST_CASE("UUIDs and base64 are known by their surroundings") {
  CHECK(has(around("f81d4fae-7dec-11d0-a765-[001234567890]").evidence, Evidence::uuid));
  CHECK_FALSE(has(around("f81d4fae-7dec-11d0-[001234567890]").evidence, Evidence::uuid));
  CHECK(has(around("aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ5/[12345678]+ZmFrZSBkYXRh").evidence,
            Evidence::hash));
}

TEST_CASE("timestamps and sequences") {
  CHECK(has(look_inside("1704067200"), Evidence::timestamp));
  CHECK(has(look_inside("20240131"), Evidence::timestamp));
  CHECK_FALSE(has(look_inside("4010232137"), Evidence::timestamp));
  CHECK(has(look_inside("123456789"), Evidence::low_variety));
  CHECK(has(look_inside("111111111"), Evidence::low_variety));
  CHECK(look_inside("A20240131") == 0);
}

TEST_CASE("versions before, times after, private addresses") {
  CHECK(version_before("build 1.2.3.4", 6));
  CHECK(version_before("v1.2.3.4", 1));
  CHECK_FALSE(version_before("host 1.2.3.4", 5));
  CHECK(small_groups("22.2.4.2"));
  CHECK_FALSE(small_groups("22.2.4.32"));
  CHECK(time_after("2024-01-02T10:00", 10));
  CHECK(time_after("2024-01-02 1:00", 10));
  CHECK_FALSE(time_after("12/03/1985 Paris", 10));
  CHECK(private_ipv4("192.168.1.1"));
  CHECK(private_ipv4("203.0.113.9"));
  CHECK_FALSE(private_ipv4("8.8.8.8"));
  CHECK(private_ipv4("224.0.0.251"));
  CHECK(private_ipv4("239.255.255.250"));
  CHECK(private_ipv4("240.1.2.3"));
  CHECK_FALSE(private_ipv4("232.21.210.216"));
  CHECK(group_ipv4("232.21.210.216"));
  CHECK_FALSE(group_ipv4("223.21.210.216"));
  CHECK_FALSE(group_ipv4("240.21.210.216"));
  CHECK(private_ipv6("FE80::1"));
  CHECK(private_ipv6("2001:db8::1"));
  CHECK_FALSE(private_ipv6("2a01:e0c::1"));
}

TEST_CASE("addresses of no card") {
  for (const char* address : {"00:00:5E:00:53:AF", "00:11:22:33:44:55", "01-02-03-04-05-06",
                              "1234.5678.9abc", "de:ad:be:ef:00:01"})
    CHECK(example_mac(address));
  for (const char* address : {"48:2a:e3:17:9c:05", "00:11:22:33:44:56", "482a.e317.9c05"})
    CHECK_FALSE(example_mac(address));
  CHECK(group_mac("01:02:03:0a:0b:0c"));
  CHECK(group_mac("13:10:de:ad:be:ef"));
  CHECK_FALSE(group_mac("48:2a:e3:17:9c:05"));
}

namespace {

Mailbox mailbox(std::string text) {
  const std::size_t begin = text.find('[');
  text.erase(begin, 1);
  const std::size_t end = text.find(']');
  text.erase(end, 1);
  return mailbox_at(text, begin, end);
}

}  // namespace

TEST_CASE("identifiers of messages are no addresses") {
  for (const char* text :
       {"Message-ID: <[4c1f09ab@mail.lumiere.fr]>", "In-Reply-To:\r\n <[a7@lumiere.fr]>",
        "References: <a@b.fr>\n\t<c@d.fr> <[e@f.fr]>", "\"message_id\": \"<[x1@lumiere.fr]>\"",
        "Content-Id: <[part1.2@lumiere.fr]>", "<img src=\"cid:[logo@lumiere.fr]\">"}) {
    INFO(text);
    CHECK(mailbox(text) == Mailbox::identifier);
  }
}

TEST_CASE("mailboxes of persons, of nobody and of machines") {
  for (const char* text : {"From: Claire <[claire@lumiere.fr]>", "To: <a@b.fr>,\n <[c@d.fr]>",
                           "References: see [claire@lumiere.fr]", "cidre [paul@cidre.fr]",
                           "<[jean.dupont1985@lumiere.fr]>", "[0033612345678@lumiere.fr]"}) {
    INFO(text);
    CHECK(mailbox(text) == Mailbox::person);
  }
  CHECK(mailbox("mail [jane@example.com] now") == Mailbox::nobody);
  CHECK(mailbox("mail [jane@Mail.Example.ORG] now") == Mailbox::nobody);
  CHECK(mailbox("mail [jane@notexample.com] now") == Mailbox::person);
  CHECK(mailbox("see <[20240301121500.4f2a91c07d@lumiere.fr]>") == Mailbox::nobody);
}

TEST_CASE("an address of a device without a letter is announced") {
  CHECK(mac_announced("ether 4829.7316.9105", 6));
  CHECK(mac_announced("MAC-address: 4829.7316.9105", 13));
  CHECK_FALSE(mac_announced("weight 4829.7316.9105", 7));
  CHECK_FALSE(mac_announced("4829.7316.9105", 0));
}
