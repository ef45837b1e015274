#include "documents/ocr.hpp"

#include <dlfcn.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <map>
#include <memory>
#include <vector>

#include "model/ocr_languages.hpp"

namespace braque::documents {
namespace {

/// Set by prepare_ocr(), only read afterwards.
struct LoadedLanguages {
  std::string names;
  std::map<std::string, std::vector<char>, std::less<>> files;  ///< by "eng.traineddata"
};
LoadedLanguages loaded;

/// What Tesseract calls instead of opening a file.
bool give_file(const char* path, std::vector<char>* bytes) {
  const std::string_view name(path);
  const auto found = loaded.files.find(name.substr(name.rfind('/') + 1));
  if (found == loaded.files.end()) return false;
  *bytes = found->second;
  return true;
}

/// Tesseract divides its work between threads by OpenMP; braque has threads, or forbids them,
/// itself.
void work_in_one_thread() {
  if (void* found = dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"))
    reinterpret_cast<void (*)(int)>(found)(0);
}

std::unique_ptr<tesseract::TessBaseAPI> make_engine() {
  work_in_one_thread();
  auto engine = std::make_unique<tesseract::TessBaseAPI>();
  const std::vector<std::string> names = {"debug_file"}, values = {"/dev/null"};
  if (engine->Init("memory", 0, loaded.names.c_str(), tesseract::OEM_LSTM_ONLY, nullptr, 0, &names,
                   &values, false, give_file) != 0)
    return nullptr;
  engine->SetPageSegMode(tesseract::PSM_AUTO);
  return engine;
}

tesseract::TessBaseAPI* engine_of_thread() {
  thread_local const std::unique_ptr<tesseract::TessBaseAPI> engine = make_engine();
  return engine.get();
}

Recognised recognise_now(tesseract::TessBaseAPI& engine, const OcrLimits& limits) {
  Recognised made;
  tesseract::ETEXT_DESC monitor;
  monitor.set_deadline_msecs(
      static_cast<std::int32_t>(std::clamp<std::int64_t>(limits.milliseconds, 1, 24 * 3'600'000)));
  // Asked about every word.
  monitor.cancel_this = const_cast<OcrLimits*>(&limits);
  monitor.cancel = [](void* asked, int) {
    const auto& own = *static_cast<const OcrLimits*>(asked);
    if (own.still_working) own.still_working();
    return false;
  };
  const bool worked = engine.Recognize(&monitor) == 0;
  const std::unique_ptr<char[]> text(engine.GetUTF8Text());
  if (text) made.text = text.get();
  made.complete = worked && !monitor.deadline_exceeded();
  engine.Clear();
  return made;
}

}  // namespace

Result<void> prepare_ocr(std::string_view languages) {
  auto found = find_ocr_languages(languages);
  if (!found) return found.error();
  LoadedLanguages made;
  made.names = languages;
  for (const OcrLanguage& language : *found) {
    std::ifstream stream(language.path, std::ios::binary);
    std::vector<char>& bytes = made.files[language.name + ".traineddata"];
    bytes.assign(std::istreambuf_iterator<char>(stream), {});
    if (bytes.empty()) return unexpected(ErrorKind::io, language.path + " cannot be read");
  }
  loaded = std::move(made);
  // A picture too small for it makes Tesseract open what it writes its remarks to.
  const std::vector<unsigned char> white(4, 255);
  if (engine_of_thread() == nullptr) {
    loaded = {};
    return unexpected(ErrorKind::invalid, "the data to recognise text cannot be used");
  }
  recognise(GreyPicture{white.data(), 2, 2, 2, 300}, OcrLimits{1000, {}});
  return {};
}

bool ocr_wanted() noexcept { return !loaded.files.empty(); }

Recognised recognise(const GreyPicture& picture, const OcrLimits& limits) try {
  tesseract::TessBaseAPI* engine = engine_of_thread();
  if (engine == nullptr) return {};
  engine->SetImage(picture.pixels, picture.width, picture.height, 1, picture.bytes_per_line);
  if (picture.dots_per_inch > 0) engine->SetSourceResolution(picture.dots_per_inch);
  return recognise_now(*engine, limits);
} catch (const std::exception&) {
  return {};
}

Recognised recognise(Pix* picture, const OcrLimits& limits) try {
  tesseract::TessBaseAPI* engine = engine_of_thread();
  if (engine == nullptr) return {};
  engine->SetImage(picture);
  return recognise_now(*engine, limits);
} catch (const std::exception&) {
  return {};
}

OcrLimits ocr_limits(const extract::ContainerTask& task) {
  const extract::Meter& meter = task.meter;
  OcrLimits limits;
  limits.milliseconds = static_cast<std::int64_t>(meter.budget.ocr_picture_time_ms);
  if (meter.spending.deadline_ns != 0) {
    const std::int64_t left = (meter.spending.deadline_ns - extract::monotonic_ns()) / 1'000'000;
    limits.milliseconds = std::clamp<std::int64_t>(left, 1, limits.milliseconds);
  }
  // Whoever watches over the reader counts what it reads.
  limits.still_working = [&input = task.input] {
    char byte = 0;
    std::optional<ReadFailure> failure;
    input.read_at(0, std::span(&byte, 1), failure);
  };
  return limits;
}

}  // namespace braque::documents
