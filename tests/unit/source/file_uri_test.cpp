#include "source/file_uri.hpp"

#include <catch2/catch.hpp>

using namespace braque::source;

TEST_CASE("file URIs give paths") {
  CHECK(*path_of_file_uri("file:///srv/a%20b") == "/srv/a b");
  CHECK(*path_of_file_uri("file:/srv") == "/srv");
  CHECK(*path_of_file_uri("file://host/srv/%C3%A9") == "/srv/\xc3\xa9");
  CHECK(*path_of_file_uri("file:here") == "here");
  CHECK_FALSE(path_of_file_uri("file://host").has_value());
  CHECK_FALSE(path_of_file_uri("file:///a%2").has_value());
  CHECK_FALSE(path_of_file_uri("file:///a%zz").has_value());
}

TEST_CASE("paths of any bytes survive the way to a URI and back") {
  std::string path = "/";
  for (int byte = 1; byte < 256; ++byte) path += static_cast<char>(byte);
  std::string uri = file_uri_of_path("fs01", path);
  CHECK(uri.starts_with("file://fs01/%01%02"));
  for (char c : uri) CHECK((c > ' ' && c < 127));
  CHECK(*path_of_file_uri(uri) == path);
}
