#include "match/hyperscan.hpp"

#include <hs/hs.h>

#include "base/check.hpp"

namespace braque::match {

void Database::Free::operator()(hs_database* database) const noexcept {
  hs_free_database(database);
}
void Scratch::Free::operator()(hs_scratch* scratch) const noexcept { hs_free_scratch(scratch); }
Database::~Database() = default;
Scratch::~Scratch() = default;

Result<Database> Database::compile(Syntax syntax, std::span<const Pattern> patterns,
                                   int& failed_pattern) {
  failed_pattern = -1;
  std::vector<const char*> texts;
  std::vector<unsigned> flags, ids;
  std::vector<std::size_t> lengths;
  for (const Pattern& pattern : patterns) {
    texts.push_back(pattern.text.c_str());
    lengths.push_back(pattern.text.size());
    ids.push_back(pattern.id);
    flags.push_back(HS_FLAG_CASELESS);
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const auto count = static_cast<unsigned>(patterns.size());
  const hs_error_t status =
      syntax == Syntax::literal
          ? hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(), count,
                                 HS_MODE_BLOCK, nullptr, &database, &error)
          : hs_compile_multi(texts.data(), flags.data(), ids.data(), count, HS_MODE_BLOCK, nullptr,
                             &database, &error);
  if (status == HS_SUCCESS) return Database(database);
  failed_pattern = error->expression;
  std::string message = error->message;
  hs_free_compile_error(error);
  return unexpected(ErrorKind::invalid, std::move(message));
}

Result<Database> Database::deserialise(std::string_view bytes) {
  hs_database_t* database = nullptr;
  if (hs_deserialize_database(bytes.data(), bytes.size(), &database) != HS_SUCCESS)
    return unexpected(ErrorKind::invalid, "not a database of this engine and processor");
  return Database(database);
}

std::string Database::serialise() const {
  char* bytes = nullptr;
  std::size_t length = 0;
  BRAQUE_CHECK(hs_serialize_database(database_.get(), &bytes, &length) == HS_SUCCESS);
  std::string out(bytes, length);
  std::free(bytes);
  return out;
}

std::size_t Database::bytes() const {
  std::size_t size = 0;
  BRAQUE_CHECK(hs_database_size(database_.get(), &size) == HS_SUCCESS);
  return size;
}

Scratch::Scratch(std::span<const Database* const> databases) {
  hs_scratch_t* scratch = nullptr;
  for (const Database* database : databases)
    BRAQUE_CHECK(hs_alloc_scratch(database->get(), &scratch) == HS_SUCCESS);
  scratch_.reset(scratch);
}

namespace {

int collect(unsigned id, unsigned long long, unsigned long long end, unsigned, void* context) {
  static_cast<std::vector<Hit>*>(context)->push_back({id, static_cast<std::uint32_t>(end)});
  return 0;
}

}  // namespace

void Scratch::scan(const Database& database, std::string_view text, std::vector<Hit>& hits) const {
  const hs_error_t status = hs_scan(database.get(), text.data(), static_cast<unsigned>(text.size()),
                                    0, scratch_.get(), collect, &hits);
  BRAQUE_CHECK(status == HS_SUCCESS);
}

std::string hyperscan_description() {
  hs_platform_info_t platform{};
  std::string features;
  if (hs_populate_platform(&platform) == HS_SUCCESS) {
    if (platform.cpu_features & HS_CPU_FEATURES_AVX512VBMI)
      features = ", AVX-512 VBMI";
    else if (platform.cpu_features & HS_CPU_FEATURES_AVX512)
      features = ", AVX-512";
    else if (platform.cpu_features & HS_CPU_FEATURES_AVX2)
      features = ", AVX2";
  }
  return "Hyperscan " + std::string(hs_version()) + features;
}

}  // namespace braque::match
