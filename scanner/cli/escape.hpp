// The encoders lie in model, where exporters have them too.
#pragma once

#include "model/escape.hpp"
