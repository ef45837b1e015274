// What the process promises before it reads anything: no core dumps, private files, clean stops.
#pragma once

#include <atomic>

namespace braque::cli {

/// Core dumps off (values are in memory), umask 077, SIGPIPE ignored (a write then fails).
void harden_process();

/// Memory that is freed goes back to the system: large blocks at once, whatever thread had them.
/// Before the first large allocation.
void bound_free_memory();
/// Gives back what start-up has freed.
void release_free_memory();

/// From now on processor and disks are used only when nobody else wants them, by this process and
/// those that it starts. False when the kernel refused a part of it.
bool work_when_idle();

/// Set by the first SIGINT or SIGTERM; a second one ends the process. Null until
/// `stop_on_signals` was called.
std::atomic<bool>& stop_requested();
void stop_on_signals();

}  // namespace braque::cli
