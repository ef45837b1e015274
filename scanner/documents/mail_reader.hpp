// Reads mails from one stream of lines: a message, a mailbox of many, messages inside of messages.
// One pass, in constant memory: attachments are decoded while they are read by the next stage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/mail_header.hpp"
#include "documents/mail_lines.hpp"
#include "documents/mail_part.hpp"
#include "extract/container_readers.hpp"

namespace braque::documents::mail {

/// How messages follow one another.
enum class Separation : std::uint8_t {
  single,     ///< there is one
  from_line,  ///< "From sender date" (RFC 4155)
  mmdf,       ///< four control-A around each
};

class MailReader final : public BodyLines {
 public:
  MailReader(extract::ContainerTask& task, extract::ByteInput& input, Separation separation)
      : task_(task), lines_(input), separation_(separation) {}

  /// Reads all messages. False when nothing more is wanted of the whole item.
  bool read();
  std::uint64_t offset() const override { return lines_.offset(); }

 private:
  /// A message that is being read; they nest.
  struct Message {
    std::string prefix;  ///< of the names of its parts; "" for a message that is a file
    bool has_text = false, has_html = false;
    unsigned parts = 0;
  };
  /// What can end the current part.
  struct Level {
    std::string boundary;
    bool digest = false;  ///< its parts are messages unless they say otherwise (RFC 2046, 5.1.5)
    std::size_t messages = 0;  ///< that are open at this level
  };
  /// Why next_line() returned false.
  struct End {
    bool message = true;  ///< the message's end, else a boundary of levels_[level]
    std::size_t level = 0;
    bool closing = false;
    bool file = false;  ///< a file begins or ends in the text (uuencode, yEnc)
  };

  bool next_line(std::string_view& line) override;
  extract::Problem problem() const override { return lines_.input().problem(); }

  bool at_separator();
  bool ends_part(const Line& line);
  Header read_header(bool message);
  void skip_to_end();

  bool read_message();
  bool read_entity(bool message, bool& descends);
  bool begin_message(const Header& header, const ContentInfo& info);
  bool begin_multipart(const ContentInfo& info);
  bool read_leaf(const ContentInfo& info);
  bool read_text(PartBytes& bytes, const ContentInfo& info, std::string_view structure,
                 std::string name);
  bool read_between(const char* name);
  bool next_part(bool& done);
  bool begins_file(const Line& line);
  bool read_files(const ContentInfo& info);
  std::string part_name(std::string_view name) const;

  extract::ContainerTask& task_;
  Lines lines_;
  Separation separation_;
  std::vector<Level> levels_;
  std::vector<Message> messages_;
  End end_;
  std::string envelope_;     ///< of the separator line before the message
  bool line_taken_ = false;  ///< the current line was given out by next_line()
  bool after_blank_ = true;
  bool in_text_ = false;                   ///< files may begin in the lines that are read
  std::string file_name_, file_encoding_;  ///< of the file that began
  bool in_file_ = false;
  std::uint64_t number_ = 0;  ///< of the message in its mailbox, from 1
  std::uint64_t parts_ = 0;   ///< of the outermost message
};

}  // namespace braque::documents::mail
