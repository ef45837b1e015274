// braque-extract: reads containers and documents for braque, in processes that can do nothing else.
//   braque-extract --serve PID [LANGUAGES]   forks workers for the process PID, which started it;
//   they
//                  recognise text in pictures, in these languages
//   braque-extract --formats                 lists what it reads: kind, name, library, description,
//   by tabs
#include <charconv>
#include <cstdio>
#include <string_view>

#include "documents/document_formats.hpp"
#include "documents/ocr.hpp"
#include "documents/prepare.hpp"
#include "worker/fork_server.hpp"

namespace {

void list(const char* kind, std::span<const braque::extract::ContainerFormat> formats) {
  for (const auto& format : formats)
    std::printf("%s\t%.*s\t%.*s\t%.*s\n", kind, static_cast<int>(format.name.size()),
                format.name.data(), static_cast<int>(format.library.size()), format.library.data(),
                static_cast<int>(format.description.size()), format.description.data());
}

}  // namespace

int main(int count, char** words) {
  const std::string_view what = count > 1 ? words[1] : "";
  if (what == "--formats" && count == 2) {
    list("document", braque::documents::document_formats());
    list("archive", braque::extract::archive_formats());
    return std::fflush(stdout) == 0 ? 0 : 1;
  }
  int broker = 0;
  const std::string_view number = count == 3 || count == 4 ? words[2] : "";
  std::from_chars(number.data(), number.data() + number.size(), broker);
  if (what != "--serve" || broker <= 0) {
    std::fputs("braque-extract belongs to braque, which starts it by itself\n", stderr);
    return 2;
  }
  braque::documents::prepare_documents();
  if (count == 4 && !braque::documents::prepare_ocr(words[3])) return 1;
  braque::worker::serve_forks(broker);
  return 0;
}
