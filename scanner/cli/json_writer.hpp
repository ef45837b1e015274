// The writer lies in model, where exporters have it too.
#pragma once

#include "model/json_writer.hpp"
