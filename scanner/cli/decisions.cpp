#include "cli/decisions.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <ctime>

#include "cli/index_place.hpp"
#include "cli/line_reader.hpp"
#include "privacy/keys.hpp"

namespace braque::cli {

std::string account_name() {
  const passwd* account = ::getpwuid(::geteuid());
  return account != nullptr ? account->pw_name : "uid " + std::to_string(::geteuid());
}

std::string key_directory(const Settings& settings) {
  return settings.has("key-file") ? settings.text("key-file") : default_key_directory();
}

Result<std::unique_ptr<index::DecisionWriter>> open_decisions(const Settings& settings) {
  const std::string place = index_path(settings);
  auto keys = load_keys(key_directory(settings), directory_of(place));
  if (!keys) return keys.error();
  return index::DecisionWriter::open(place, keys->id_key, account_name());
}

Result<index::Baseline> load_baseline(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return unexpected(ErrorKind::invalid, path + ": it cannot be opened");
  constexpr std::size_t kLineMax = 4096;
  LineReader lines(descriptor, kLineMax);
  index::Baseline baseline;
  Result<void> done;
  while (done) {
    auto line = lines.next();
    if (!line)
      done = line.error();
    else if (!*line)
      break;
    else
      done = baseline.add_line(**line);
  }
  const std::string place = path + ":" + std::to_string(lines.line()) + ": ";
  if (done) done = baseline.finish();
  ::close(descriptor);
  if (!done) return unexpected(ErrorKind::invalid, place + done.error().message);
  return baseline;
}

std::string date_text(std::int64_t milliseconds) {
  const std::time_t seconds = milliseconds / 1000;
  std::tm parts{};
  char text[16];
  if (::gmtime_r(&seconds, &parts) == nullptr) return "-";
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts)};
}

}  // namespace braque::cli
