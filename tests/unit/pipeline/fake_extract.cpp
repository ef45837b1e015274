// Stand-ins for the extractors.
//   text       anything; in one piece per window; splittable unless the name ends in ".serial"
//   csv        names ending in ".csv": the first line is the header, cells are cut at commas
//   image      starts with "IMAGE": needs_ocr, unreadable
//   box        a container: starts with "BOX\n", then members: "M name length\n" and the bytes;
//              "L name\n" is a link, "!" ends it as corrupt
#include <algorithm>
#include <cstring>
#include <sstream>

#include "model/extractor.hpp"

namespace braque {
namespace {

class TextInOnePiece final : public TextReader {
 public:
  void read(const Window& window, UnitSink& sink) override {
    OffsetMap offsets(window.offset);
    TextUnit unit;
    unit.text = window.bytes;
    unit.owned_begin = window.owned_begin;
    unit.owned_end = window.owned_end;
    unit.offsets = &offsets;
    sink.unit(unit);
  }
};

class CommaCells final : public TextReader, public CellReader {
 public:
  explicit CommaCells(std::string_view head) {
    std::istringstream line(std::string(head.substr(0, head.find('\n'))));
    for (std::string name; std::getline(line, name, ',');)
      context_.push_back({ContextRole::header, name});
  }
  void read(const Window& window, UnitSink& sink) override {
    OffsetMap offsets(window.offset);
    TextUnit unit;
    unit.kind = UnitKind::cells;
    unit.text = window.bytes;
    unit.owned_begin = window.owned_begin;
    unit.owned_end = window.owned_end;
    unit.offsets = &offsets;
    unit.context = context_;
    unit.cell_reader = this;
    sink.unit(unit);
  }
  void read_cells(TextUnit& unit, std::vector<Cell>& cells) override {
    // Tests keep rows within a window, so that every unit starts with a whole row.
    std::uint32_t row = 0, column = 0, start = 0;
    for (std::uint32_t i = 0; i < unit.text.size(); ++i) {
      const char c = unit.text[i];
      if (c != ',' && c != '\n') continue;
      cells.push_back({row, column, start, i});
      start = i + 1;
      column = c == ',' ? column + 1 : 0;
      row += c == '\n' ? 1U : 0U;
    }
  }

 private:
  std::vector<ContextEntry> context_;
};

class PieceStream final : public ByteStream {
 public:
  explicit PieceStream(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(std::span<char> into) override {
    // Odd pieces, as a decompressor would give.
    const std::size_t got = std::min({bytes_.size() - at_, into.size(), std::size_t{7001}});
    std::memcpy(into.data(), bytes_.data() + at_, got);
    at_ += got;
    return got;
  }
  Outcome outcome() const override { return {}; }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

class HeldBytes final : public RandomAccess {
 public:
  explicit HeldBytes(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::size_t read_at(std::uint64_t offset, std::span<char> into,
                      std::optional<ReadFailure>&) const override {
    if (offset >= bytes_.size()) return 0;
    const std::size_t got = std::min(into.size(), bytes_.size() - offset);
    std::memcpy(into.data(), bytes_.data() + offset, got);
    return got;
  }

 private:
  std::string bytes_;
};

Outcome corrupt() {
  Outcome outcome;
  outcome.status = Status::partial;
  outcome.reason = Reason::corrupt;
  return outcome;
}

}  // namespace

TextFormat detect_text_format(std::string_view head, bool, std::string_view name) {
  if (head.starts_with("IMAGE")) return {"image", "", false, Reason::needs_ocr, ""};
  if (name.ends_with(".csv")) return {"csv", "UTF-8", false, Reason::none, ""};
  return {"text", "UTF-8", !name.ends_with(".serial"), Reason::none, ""};
}

TextFormat declared_text_format(std::string_view structure) {
  return {structure, "UTF-8", false, Reason::none, ""};
}

std::unique_ptr<TextReader> make_text_reader(const TextFormat& format, std::string_view head,
                                             const Budget&) {
  if (format.name == "image") return nullptr;
  if (format.name == "csv") return std::make_unique<CommaCells>(head);
  return std::make_unique<TextInOnePiece>();
}

std::string_view detect_container(std::string_view head, std::string_view) {
  return head.starts_with("BOX\n") ? "box" : "";
}

Outcome read_container(std::string_view, const RandomAccess& input, std::string_view,
                       const Budget& budget, ContainerSpending& spending, MemberSink& sink) {
  std::string bytes(input.size(), '\0');
  std::optional<ReadFailure> failure;
  bytes.resize(input.read_at(0, std::span(bytes.data(), bytes.size()), failure));
  std::istringstream in(bytes.substr(4));
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string kind, name;
    std::size_t length = 0;
    words >> kind >> name >> length;
    if (kind == "!") return corrupt();
    if (++spending.entries > budget.entries_max) {
      Outcome outcome = corrupt();
      outcome.reason = Reason::budget_entries;
      return outcome;
    }
    Member member;
    member.name = name;
    if (kind == "L") {
      member.outcome.status = Status::skipped;
      member.outcome.reason = Reason::symlink;
      if (!sink.member(member)) return {};
      continue;
    }
    std::string content(length, '\0');
    in.read(content.data(), static_cast<std::streamsize>(length));
    PieceStream stream(content);
    member.bytes = &stream;
    if (!sink.member(member)) return {};
  }
  return {};
}

std::unique_ptr<RandomAccess> hold_bytes(ByteStream& bytes, const Budget&, Outcome& outcome) {
  std::string held(1 << 20, '\0');
  std::string all;
  while (std::size_t got = bytes.read(std::span(held.data(), held.size())))
    all.append(held, 0, got);
  outcome = bytes.outcome();
  return std::make_unique<HeldBytes>(std::move(all));
}

}  // namespace braque
