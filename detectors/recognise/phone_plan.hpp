// The one place that knows libphonenumber.
#pragma once

#include <string_view>

#include "base/phone_line.hpp"
#include "validate/phone_region.hpp"

namespace braque::recognise {

/// Is it a number that the country's plan has in use? `national` is the national significant
/// number. Takes some 10 microseconds, and 20 milliseconds once a process. Thread-safe.
bool in_use(const validate::PhoneRegion& region, std::string_view national);

/// The country and kind of line of a number with its country code, such as +33612345678; country 0
/// when it is in no plan. Costs as much as in_use(). Thread-safe.
PhoneLine phone_line(std::string_view e164);

}  // namespace braque::recognise
