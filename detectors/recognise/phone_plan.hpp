// The one place that knows libphonenumber.
#pragma once

#include <string_view>

#include "validate/phone_region.hpp"

namespace braque::recognise {

/// Is it a number that the country's plan has in use? `national` is the national significant number.
/// Takes some 10 microseconds, and 20 milliseconds once a process. Thread-safe.
bool in_use(const validate::PhoneRegion& region, std::string_view national);

}  // namespace braque::recognise
