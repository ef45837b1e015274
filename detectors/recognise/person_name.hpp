// The recogniser of persons' names: `person_name`.
#pragma once

#include <memory>

#include "recognise/recogniser.hpp"

namespace braque {

std::unique_ptr<const Recogniser> make_person_name();

}  // namespace braque
