#include "../extract/archive_support.hpp"

using namespace braque;
using archive_test::read_all;
using archive_test::Seen;

namespace {

std::string_view kind(std::string_view head, std::string_view name = "x") {
  return detect_container(head, name);
}

constexpr std::string_view kFields =
    "From: a@exemple.fr\nTo: b@exemple.fr\nSubject: c\n"
    "Date: Mon, 5 Feb 2024 09:00:00 +0100\n";

std::string mail(const std::string& more) { return std::string(kFields) + more; }

}  // namespace

TEST_CASE("mails are told by several of their fields, not by a name or a single field") {
  CHECK(kind(mail("\nbody")) == "eml");
  CHECK(kind("Received: from x\n by y;\nMessage-ID: <1@x>\nFrom: z\n\nbody") == "eml");
  CHECK(kind("\r\nReturn-Path: <a@x>\r\nSubject: s\r\nMIME-Version: 1.0\r\n\r\n") == "eml");
  CHECK(kind("Subject: alone\n\nbody").empty());
  CHECK(kind("Subject: alone\n\nbody", "a.eml") == "eml");
  CHECK(kind("HTTP/1.1 200 OK\nDate: Mon, 5 Feb 2024 09:00:00 GMT\nServer: x\n\n").empty());
  CHECK(kind("Date: Mon, 5 Feb 2024 09:00:00 GMT\nServer: x\nContent-Type: text/html\n\n").empty());
  CHECK(kind("2024-02-05 09:00:00 From: a To: b Subject: c Date: d\n").empty());
  CHECK(kind("from email import message\nto: int = 3\nsubject: str = 'x'\n").empty());
  CHECK(kind("name: x\nversion: 1\nfrom: y\nto: z\n").empty());
  CHECK(kind("BEGIN:VCARD\nVERSION:3.0\nFN:Paul Aubry\nEND:VCARD\n").empty());
}

TEST_CASE("mailboxes are told by a first line with a sender and a date") {
  CHECK(kind("From a@x Mon Feb  5 09:00:00 2024\nSubject: y\n") == "mbox");
  CHECK(kind("From - Mon Feb  5 09:00:00 2024\n") == "mbox");
  CHECK(kind("From ???@??? Mon Sep 27 22:00:00 1999\n") == "mbox");
  CHECK(kind("From now on it is 09:00 every day.\n").empty());
  CHECK(kind("From here to eternity, 2024\n").empty());
}

TEST_CASE("signed and encrypted mails are told by the type of their content") {
  using namespace std::string_view_literals;
  CHECK(kind("0\x82\x04\x7f\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0"sv) == "p7m");
  CHECK(kind("0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03\xa0"sv) == "p7m");
  CHECK(kind("-----BEGIN PKCS7-----\nMII\n") == "p7m");
  // A certificate's key is a sequence too.
  CHECK(kind("0\x82\x02\x5c\x02\x01\x00\x02\x81\x81\x00"sv).empty());
}

TEST_CASE("a boundary that never comes, or never closes, loses nothing") {
  const auto unclosed =
      read_all(mail("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nun\n"
                    "--x\nContent-Disposition: attachment; filename=a.txt\n\ndeux"));
  CHECK(unclosed.collector.at("").content == "un");
  CHECK(unclosed.collector.at("a.txt").content == "deux");
  CHECK(unclosed.outcome.status == Status::complete);
  const auto missing = read_all(mail("Content-Type: multipart/mixed; boundary=x\n\nthe text"));
  CHECK(missing.collector.at("preamble").content == "the text");
  const auto without = read_all(mail("Content-Type: multipart/mixed\n\n--y\n\nthe text"));
  CHECK(without.collector.at("").content == "--y\n\nthe text");
}

TEST_CASE("a boundary that begins with another one is another one") {
  const auto read = read_all(
      mail("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nun\n--xy\nstill\n--x--\n"));
  CHECK(read.collector.at("").content == "un\n--xy\nstill");
}

TEST_CASE("messages inside messages are read up to the limit") {
  std::string text = "Message-ID: <1@x>\n";
  for (int i = 0; i < 40; ++i) text += "From: a\nSubject: s\nContent-Type: message/rfc822\n\n";
  const auto read = read_all(text + "From: inside\n\nthe text");
  CHECK(read.outcome.status == Status::partial);
  CHECK(read.outcome.reason == Reason::budget_depth);
  // Below the limit the rest is text.
  CHECK(read.collector.members.back().content.find("the text") != std::string::npos);
}

TEST_CASE("a message has a limited number of parts, the next one is read") {
  Budget budget;
  budget.mail_parts_max = 3;
  const std::string parts =
      "Content-Type: multipart/mixed; boundary=x\n\n--x\n\n1\n--x\n\n2\n--x\n\n"
      "3\n--x\n\n4\n--x--\n\n";
  const std::string line = "From a@x Mon Feb  5 09:00:00 2024\n";
  const auto read =
      read_all(line + mail(parts) + line + "Subject: next\n\nthe text\n", "x", budget);
  CHECK(read.outcome.reason == Reason::budget_entries);
  CHECK(read.collector.at("\"c\" > part 3").content == "3");
  CHECK(read.collector.at("\"next\"").content.find("the text") == 0);
  for (const Seen& seen : read.collector.members) CHECK(seen.content != "4");
}

TEST_CASE("a header is kept up to its limit, and the body is read all the same") {
  Budget budget;
  budget.mail_header_bytes_max = 1000;
  const auto read =
      read_all(mail("X-Long: " + std::string(5000, 'a') + "\n\nthe text"), "x", budget);
  CHECK(read.outcome.reason == Reason::budget_bytes);
  CHECK(read.collector.at("headers").content.size() < 1000);
  CHECK(read.collector.at("").content == "the text");
}

TEST_CASE("encrypted texts are said to be") {
  const auto read =
      read_all(mail("\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"));
  CHECK(read.outcome.reason == Reason::encrypted);
}

TEST_CASE("bytes that do not fit what is said of them are read as what they look like") {
  const auto wrong = read_all(mail("Content-Type: text/plain; charset=utf-8\n\nH\xe9l\xe8ne\n"));
  CHECK(wrong.collector.at("").content == "Hélène");
  const auto broken = read_all(mail("Content-Transfer-Encoding: base64\n\n!!dW4g!bW90\n===\n"));
  CHECK(broken.collector.at("").content == "un mot");
}

TEST_CASE("a failing disk keeps what was read") {
  const std::string bytes = mail("\n" + std::string(200'000, 'a') + "\n");
  const archive_test::MemoryFile file(bytes, 100'000);
  archive_test::Collector collector;
  ContainerSpending spending;
  const Outcome outcome = read_container("eml", file, "x", {}, spending, collector);
  CHECK(outcome.reason == Reason::io_error);
  CHECK(collector.at("").content.size() > 90'000);
}
