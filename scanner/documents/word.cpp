// Word documents before 2007.
#include "documents/word_file.hpp"
#include "documents/word_text.hpp"

namespace braque::documents {
namespace {

constexpr std::size_t kPieceCharacters = 8192;

/// One story, from the pieces that it lies in.
class StoryMaker final : public extract::TextMaker {
 public:
  StoryMaker(WordFile& word, WordFile::Range characters, HeldTables& held)
      : word_(word), range_(characters), text_(held) {}

  bool make(std::string& text) override {
    const auto& pieces = word_.pieces();
    while (piece_ < pieces.size() && pieces[piece_].characters.end <= range_.begin) ++piece_;
    if (piece_ >= pieces.size() || range_.begin >= range_.end) {
      text_.finish(text);
      return false;
    }
    const WordFile::Piece& piece = pieces[piece_];
    const std::uint64_t end = std::min(range_.end, piece.characters.end);
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(end - range_.begin, kPieceCharacters));
    if (!word_.read(piece, range_.begin, count, text_, text)) {
      problem_ = {Reason::corrupt, "text is missing"};
      range_.begin = end;  // what follows may be there
    } else {
      range_.begin += count;
    }
    return true;
  }
  std::uint64_t consumed() const override { return word_.consumed(); }
  extract::Problem problem() const override { return problem_; }

 private:
  WordFile& word_;
  WordFile::Range range_;
  std::size_t piece_ = 0;
  WordText text_;
  extract::Problem problem_;
};

}  // namespace

bool read_word(extract::ContainerTask& task, const Ole2Part& part) {
  const std::unique_ptr<WordFile> word = WordFile::open(part);
  if (word == nullptr) {
    task.tally.add(extract::Problem{Reason::corrupt, "no Word document that is known"});
    return hand_over_properties(task, part);
  }
  if (word->encrypted()) {
    task.tally.add(extract::Problem{Reason::encrypted, "an encrypted document"});
    return hand_over_properties(task, part);
  }
  if (word->damaged()) task.tally.add(extract::Problem{Reason::corrupt, "damaged table of text"});
  for (const WordFile::Story& story : word->stories()) {
    if (!extract::may_go_on(task)) return false;
    HeldTables held;
    StoryMaker maker(*word, story.characters, held);
    const std::string name = part.label(story.name);
    if (!hand_over_text(task, name, "text", maker) || !held.hand_over(task, name)) return false;
  }
  return hand_over_properties(task, part, word->people());
}

}  // namespace braque::documents
