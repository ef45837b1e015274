// What systemd is told (sd_notify(3)): a datagram to $NOTIFY_SOCKET. Nothing happens without that
// variable.
#pragma once

#include <string_view>

namespace braque::cli {

/// Lines such as "READY=1" or "STATUS=...".
void notify_service(std::string_view state);
/// WATCHDOG=1, at most once a second.
void notify_alive();

}  // namespace braque::cli
