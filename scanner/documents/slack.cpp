// Exports of a Slack workspace: a zip file with users.json, channels.json, groups.json, dms.json
// and mpims.json, and for each conversation a folder of files YYYY-MM-DD.json, each a list of
// messages (slack.com/help/articles/220556107). Who wrote is an identifier there; here it is a
// name, so that what is said can be linked to who said it.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <map>

#include "documents/json_tokens.hpp"
#include "documents/office_parts.hpp"

namespace braque::documents {
namespace {

using Kind = JsonTokens::Kind;

constexpr std::size_t kNamesMax = 200'000;
constexpr std::size_t kNameBytesMax = 128;
constexpr std::size_t kRecordBytesMax = 1U << 20;  ///< a longer message becomes several rows

/// "general" of "general/2024-01-31.json"; "" for other names.
std::string_view folder_of_day(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view file = name.substr(slash + 1);
  constexpr std::string_view kPattern = "9999-99-99.json";
  if (file.size() != kPattern.size()) return {};
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (kPattern[i] == '9' ? file[i] < '0' || file[i] > '9' : file[i] != kPattern[i]) return {};
  }
  const std::string_view folder = name.substr(0, slash);
  return folder.substr(folder.rfind('/') + 1);
}

std::string_view file_of(std::string_view name) { return name.substr(name.rfind('/') + 1); }

/// Names by identifier: people, and conversations with the people in them.
class Names {
 public:
  std::string_view of(std::string_view id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? id : std::string_view(found->second);
  }
  void add(std::string id, std::string_view name) {
    if (id.empty() || name.empty() || names_.size() >= kNamesMax) return;
    names_.emplace(std::move(id).substr(0, kNameBytesMax), name.substr(0, kNameBytesMax));
  }

  /// Reads a list of objects with "id" and names, or with "members" when they have no name.
  void read(JsonTokens& tokens) {
    std::string id, best, key;
    int best_rank = 0;
    for (Kind kind = tokens.next(); kind != Kind::end && kind != Kind::fault;
         kind = tokens.next()) {
      if (kind == Kind::key) key = tokens.text().substr(0, kNameBytesMax);
      if (kind == Kind::begin_object && tokens.depth() == 2) {
        id.clear();
        best.clear();
        best_rank = 0;
      }
      if (kind == Kind::end_object && tokens.depth() == 1) add(id, best);
      if (kind != Kind::string || tokens.text().empty()) continue;
      if (key == "id" && tokens.depth() == 2) id = tokens.text().substr(0, kNameBytesMax);
      if (key == "members" && tokens.depth() == 3 && best_rank <= 1 &&
          best.size() < kNameBytesMax) {
        if (!best.empty()) best += ", ";
        best += of(tokens.text().substr(0, kNameBytesMax));
        best_rank = 1;
      }
      const int rank = key == "real_name" ? 4 : key == "display_name" ? 3 : key == "name" ? 2 : 0;
      if (rank <= best_rank) continue;
      best = tokens.text().substr(0, kNameBytesMax);
      best_rank = rank;
    }
  }

 private:
  std::map<std::string, std::string, std::less<>> names_;
};

/// Seconds since 1970 as people write them; what is none stays as it is.
std::string time_text(std::string_view stamp) {
  std::int64_t seconds = 0;
  std::size_t digits = 0;
  while (digits < stamp.size() && digits < 11 && stamp[digits] >= '0' && stamp[digits] <= '9')
    seconds = seconds * 10 + (stamp[digits++] - '0');
  if (digits < 8 || (digits < stamp.size() && stamp[digits] != '.')) return std::string(stamp);
  const std::int64_t days = seconds / 86'400, rest = seconds % 86'400;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(rest / 3600),
                static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
  return text.data();
}

/// Slack writes three characters as entities.
std::string without_entities(std::string_view text) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto* entity =
        std::find_if(std::begin(kEntities), std::end(kEntities),
                     [&](const auto& known) { return text.substr(at).starts_with(known.first); });
    const bool known = entity != std::end(kEntities);
    plain += known ? entity->second : text[at];
    at += known ? entity->first.size() : 1;
  }
  return plain;
}

std::string digits_of(std::string_view text) {
  std::string digits(text);
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  return digits;
}

/// The text of a message without Slack's markup: mentions become names, links their label and
/// address.
std::string plain_text(std::string_view text, const Names& names) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t end = rest[0] == '<' ? rest.find('>') : std::string_view::npos;
    if (end != std::string_view::npos && end > 1) {
      const std::string_view inner = rest.substr(1, end - 1);
      const std::size_t bar = inner.find('|');
      std::string_view target = inner.substr(0, bar);
      const std::string_view label = bar == std::string_view::npos ? "" : inner.substr(bar + 1);
      const char sigil = target.empty() ? '\0' : target[0];
      const bool number = target.starts_with("tel:");
      if (number || target.starts_with("mailto:")) target.remove_prefix(target.find(':') + 1);
      if (sigil == '@' || sigil == '#') {
        plain += sigil;
        plain += label.empty() ? names.of(target.substr(1)) : label;
      } else {
        plain += label;
        // Labels are often the address as it was typed.
        const bool same = number ? digits_of(label) == digits_of(target) : label == target;
        if (!same) plain.append(label.empty() ? "" : " ").append(target);
      }
      at += end + 1;
      continue;
    }
    plain += rest[0];
    ++at;
  }
  return without_entities(plain);
}

/// The messages of one day as the rows of a table.
class DayTable final : public extract::TextMaker {
 public:
  DayTable(PartStream& stream, std::string_view channel, const Names& names)
      : stream_(stream), tokens_(stream), channel_(channel), names_(names) {}

  bool make(std::string& text) override {
    constexpr std::size_t kPieceBytes = 16U << 10;
    if (!begun_) text += "date\tauthor\tchannel\tmessage\tdetails\n";
    begun_ = true;
    while (text.size() < kPieceBytes) {
      const Kind kind = tokens_.next();
      if (kind == Kind::end || kind == Kind::fault) {
        faulty_ = kind == Kind::fault;
        row(text);
        return false;
      }
      take(kind, text);
    }
    return true;
  }
  std::uint64_t consumed() const override { return stream_.consumed(); }
  extract::Problem problem() const override {
    const Outcome outcome = stream_.outcome();
    if (outcome.status != Status::complete) return {outcome.reason, outcome.note};
    if (faulty_) return {Reason::corrupt, "not valid JSON"};
    return {};
  }
  bool faulty() const { return faulty_; }
  JsonTokens& tokens() { return tokens_; }

 private:
  void take(Kind kind, std::string& text) {
    const std::size_t depth = tokens_.depth();
    switch (kind) {
      case Kind::key:
        key_ = tokens_.text().substr(0, kNameBytesMax);
        if (depth == 2) outer_key_ = key_;
        break;
      case Kind::string:
        value(depth);
        if (details_.size() + message_.size() > kRecordBytesMax) row(text);
        break;
      case Kind::end_object:
        if (depth == 1) {
          row(text);
          date_.clear();
          author_.clear();
        }
        break;
      default:
        break;
    }
  }

  void value(std::size_t depth) {
    const std::string_view text = tokens_.text();
    if (text.empty()) return;
    if (depth <= 2) {
      if (key_ == "text") {
        message_ += plain_text(text, names_);
        return;
      }
      if (key_ == "ts") {
        date_ = time_text(text);
        return;
      }
      if (key_ == "user" || (key_ == "username" && author_.empty())) {
        author_ = names_.of(text);
        return;
      }
    }
    if (outer_key_ == "user_profile" && key_ == "real_name") author_ = text;
    constexpr std::string_view kTechnical[] = {
        "type",           "subtype",  "client_msg_id", "team",         "user_team",   "source_team",
        "block_id",       "ts",       "user_id",       "thread_ts",    "user",        "users",
        "parent_user_id", "bot_id",   "style",         "latest_reply", "reply_users", "app_id",
        "avatar_hash",    "image_72", "mimetype"};
    if (std::find(std::begin(kTechnical), std::end(kTechnical), key_) != std::end(kTechnical))
      return;
    const std::string plain = plain_text(text, names_);
    // Blocks and fallbacks repeat what the text says.
    for (const std::string* known : {&author_, &message_, &details_})
      if (known->find(plain) != std::string::npos) return;
    if (!details_.empty()) details_ += "; ";
    if (outer_key_ != "blocks") details_.append(key_).append(": ");
    details_ += plain;
  }

  void row(std::string& text) {
    if (message_.empty() && details_.empty()) return;
    extract::TableText table(text);
    table.cell(0, date_);
    table.cell(1, author_);
    table.cell(2, channel_);
    table.cell(3, message_);
    if (!details_.empty()) table.cell(4, details_);
    table.end_row();
    message_.clear();
    details_.clear();
  }

  PartStream& stream_;
  JsonTokens tokens_;
  std::string channel_;
  const Names& names_;
  std::string key_, outer_key_;  ///< the last key, and the last one of a message itself
  std::string date_, author_, message_, details_;
  bool begun_ = false;
  bool faulty_ = false;
};

/// What is behind a fault, as plain text.
class RestText final : public extract::TextMaker {
 public:
  explicit RestText(DayTable& day) : day_(day), more_(day.tokens().rest(first_)) {}
  bool any() const { return more_; }
  bool make(std::string& text) override {
    text += std::exchange(first_, {});
    return day_.tokens().rest(text);
  }
  std::uint64_t consumed() const override { return day_.consumed(); }

 private:
  DayTable& day_;
  std::string first_;
  bool more_;
};

bool hand_over_day(ZipPackage& package, Part& part, std::string_view channel, const Names& names) {
  if (part.encrypted) return package.hand_over(part, part.name);
  const auto stream = package.open(part);
  if (stream == nullptr) return true;
  DayTable day(*stream, channel, names);
  const std::string label = below(channel, file_of(part.name).substr(0, 10));
  if (!extract::may_go_on(package.task()) ||
      !extract::hand_over_text(package.task(), label, "table", day))
    return false;
  if (!day.faulty()) return true;
  RestText rest(day);
  return !rest.any() || (extract::may_go_on(package.task()) &&
                         extract::hand_over_text(package.task(), label + " > rest", "text", rest));
}

void read_names(ZipPackage& package, std::string_view file, Names& names) {
  for (Part& part : package.parts()) {
    if (file_of(part.name) != file || !folder_of_day(part.name).empty() || part.encrypted) continue;
    if (const auto stream = package.open(part)) {
      JsonTokens tokens(*stream);
      names.read(tokens);
    }
    part.read = false;  // It is handed over as the file that it is, too.
  }
}

}  // namespace

bool read_slack(ZipPackage& package) {
  bool people = false, days = false;
  for (const Part& part : package.parts()) {
    const std::string_view file = file_of(part.name);
    people = people || file == "users.json" || file == "channels.json" || file == "org_users.json";
    days = days || !folder_of_day(part.name).empty();
  }
  if (!people || !days) return false;
  package.task().format = "slack";
  Names names;
  for (const std::string_view file : {"users.json", "org_users.json"})
    read_names(package, file, names);
  Names conversations = names;
  for (const std::string_view file : {"channels.json", "groups.json", "mpims.json", "dms.json"})
    read_names(package, file, conversations);
  for (Part& part : package.parts()) {
    const std::string_view folder = folder_of_day(part.name);
    if (folder.empty()) continue;
    const std::string channel(conversations.of(folder));
    if (!hand_over_day(package, part, channel, conversations)) return true;
  }
  package.hand_over_rest();
  return true;
}

}  // namespace braque::documents
