// Labels of properties, by [MS-OXPROPS], and their times.
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "documents/mapi_message.hpp"

namespace braque::documents::mapi {
namespace {

using Label = std::pair<std::uint16_t, std::string_view>;

constexpr Label kProperties[] = {
    {0x001a, "Message class"},
    {0x0037, "Subject"},
    {0x0039, "Sent"},
    {0x0040, "Received by"},
    {0x0042, "From"},
    {0x0044, "Received for"},
    {0x0060, "Start date"},
    {0x0061, "End date"},
    {0x0065, "From address"},
    {0x0070, "Conversation topic"},
    {0x0076, "Received by address"},
    {0x0078, "Received for address"},
    {0x0c1a, "Sender"},
    {0x0c1f, "Sender address"},
    {0x0e02, "Bcc"},
    {0x0e03, "Cc"},
    {0x0e04, "To"},
    {0x0e06, "Received"},
    {0x0e1d, "Subject"},
    {0x1035, "Message-ID"},
    {0x1039, "References"},
    {0x1042, "In-Reply-To"},
    {0x3001, "Name"},
    {0x3003, "Email address"},
    {0x3004, "Comment"},
    {0x3007, "Created"},
    {0x3008, "Modified"},
    {0x39fe, "Email"},
    {0x3a00, "Account"},
    {0x3a02, "Callback telephone"},
    {0x3a05, "Generation"},
    {0x3a06, "First name"},
    {0x3a07, "Government ID number"},
    {0x3a08, "Business telephone"},
    {0x3a09, "Home telephone"},
    {0x3a0a, "Initials"},
    {0x3a0b, "Keyword"},
    {0x3a0c, "Language"},
    {0x3a0d, "Location"},
    {0x3a10, "Organization ID number"},
    {0x3a11, "Last name"},
    {0x3a13, "Original name"},
    {0x3a15, "Postal address"},
    {0x3a16, "Company"},
    {0x3a17, "Title"},
    {0x3a18, "Department"},
    {0x3a19, "Office"},
    {0x3a1a, "Telephone"},
    {0x3a1b, "Business telephone 2"},
    {0x3a1c, "Mobile telephone"},
    {0x3a1d, "Radio telephone"},
    {0x3a1e, "Car telephone"},
    {0x3a1f, "Other telephone"},
    {0x3a20, "Display name"},
    {0x3a21, "Pager"},
    {0x3a23, "Fax"},
    {0x3a24, "Business fax"},
    {0x3a25, "Home fax"},
    {0x3a26, "Country"},
    {0x3a27, "City"},
    {0x3a28, "State"},
    {0x3a29, "Street"},
    {0x3a2a, "Postal code"},
    {0x3a2b, "Post office box"},
    {0x3a2c, "Telex"},
    {0x3a2d, "ISDN"},
    {0x3a2e, "Assistant telephone"},
    {0x3a2f, "Home telephone 2"},
    {0x3a30, "Assistant"},
    {0x3a41, "Wedding anniversary"},
    {0x3a42, "Birthday"},
    {0x3a43, "Hobbies"},
    {0x3a44, "Middle name"},
    {0x3a45, "Name prefix"},
    {0x3a46, "Profession"},
    {0x3a47, "Referred by"},
    {0x3a48, "Spouse"},
    {0x3a49, "Computer network name"},
    {0x3a4a, "Customer ID"},
    {0x3a4b, "TTY telephone"},
    {0x3a4c, "FTP site"},
    {0x3a4e, "Manager"},
    {0x3a4f, "Nickname"},
    {0x3a50, "Personal home page"},
    {0x3a51, "Business home page"},
    {0x3a57, "Company telephone"},
    {0x3a58, "Children"},
    {0x3a59, "Home city"},
    {0x3a5a, "Home country"},
    {0x3a5b, "Home postal code"},
    {0x3a5c, "Home state"},
    {0x3a5d, "Home street"},
    {0x3a5e, "Home post office box"},
    {0x3a5f, "Other city"},
    {0x3a60, "Other country"},
    {0x3a61, "Other postal code"},
    {0x3a62, "Other state"},
    {0x3a63, "Other street"},
    {0x3a64, "Other post office box"},
    {0x5d01, "Sender email"},
    {0x5d02, "From email"},
};

/// PidLid properties of contacts, appointments and tasks.
constexpr Label kNamed[] = {
    {0x8005, "File as"},
    {0x801a, "Home address"},
    {0x801b, "Work address"},
    {0x801c, "Other address"},
    {0x802c, "Yomi first name"},
    {0x802d, "Yomi last name"},
    {0x8045, "Work street"},
    {0x8046, "Work city"},
    {0x8047, "Work state"},
    {0x8048, "Work postal code"},
    {0x8049, "Work country"},
    {0x804a, "Work post office box"},
    {0x8062, "Instant messaging address"},
    {0x8080, "Email 1 name"},
    {0x8083, "Email 1"},
    {0x8084, "Email 1 original name"},
    {0x8090, "Email 2 name"},
    {0x8093, "Email 2"},
    {0x8094, "Email 2 original name"},
    {0x80a0, "Email 3 name"},
    {0x80a3, "Email 3"},
    {0x80a4, "Email 3 original name"},
    {0x8104, "Task start"},
    {0x8105, "Task due"},
    {0x811f, "Task owner"},
    {0x8208, "Location"},
    {0x820d, "Start"},
    {0x820e, "End"},
    {0x8232, "Recurrence"},
    {0x8238, "Attendees"},
    {0x823b, "Required attendees"},
    {0x823c, "Optional attendees"},
    {0x8516, "Start"},
    {0x8517, "End"},
    {0x8534, "Mileage"},
    {0x8535, "Billing"},
    {0x8539, "Companies"},
    {0x853a, "Contacts"},
    {0x8580, "Account"},
    {0x8586, "Form"},
};

}  // namespace

std::string_view label_of(std::uint32_t id, bool named) {
  if (named) {
    for (const auto& [number, label] : kNamed)
      if (number == id) return label;
    return {};
  }
  for (const auto& [number, label] : kProperties)
    if (number == id) return label;
  return {};
}

std::string readable_time(std::uint64_t file_time) {
  // Between 1601 and 1970 there are 11644473600 seconds; beyond 9999 there is nothing to show.
  constexpr std::uint64_t kTicks = 10'000'000, kEpoch = 11'644'473'600, kEnd = 265'000'000'000;
  const std::uint64_t seconds = file_time / kTicks;
  if (file_time == 0 || seconds >= kEnd) return {};
  const auto time = static_cast<std::time_t>(seconds) - static_cast<std::time_t>(kEpoch);
  std::tm parts{};
  if (gmtime_r(&time, &parts) == nullptr) return {};
  std::array<char, 32> text;
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts);
  return std::string(text.data(), size);
}

}  // namespace braque::documents::mapi
