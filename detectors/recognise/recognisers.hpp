// What makes the recognisers that registry.cpp lists.
#pragma once

#include <memory>

#include "recognise/recogniser.hpp"

namespace braque::recognise {

std::unique_ptr<const Recogniser> make_phone();
std::unique_ptr<const Recogniser> make_phone_fr();
std::unique_ptr<const Recogniser> make_phone_us();

}  // namespace braque::recognise
