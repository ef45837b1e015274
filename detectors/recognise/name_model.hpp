// The trained model: one hidden layer over the rows that are active.
#pragma once

#include "recognise/name_features.hpp"

namespace braque::names {

/// Natural log-odds that the token is part of a person's name.
float name_logit(const Features& features) noexcept;

}  // namespace braque::names
