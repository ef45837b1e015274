// Plain text: every window is one unit, in place.
#include "extract/structure_readers.hpp"

namespace braque::extract {
namespace {

class PlainTextReader : public StructureReader {
 public:
  explicit PlainTextReader(std::string remark) : remark_(std::move(remark)) {}

  void read(const TextWindow& window, UnitSink& sink) override {
    TextUnit unit = unit_of(window);
    sink.unit(unit);
  }

  std::string remark() const override { return remark_; }

 private:
  std::string remark_;
};

}  // namespace

std::unique_ptr<StructureReader> make_plain_text(const TextHead& head, const Budget&) {
  return std::make_unique<PlainTextReader>(std::string(head.remark));
}

}  // namespace braque::extract
