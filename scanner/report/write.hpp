// Reports in the formats that files have. Each writer escapes what it gets for its own format:
// paths, owners and names of columns come from systems that anybody may have written to.
#pragma once

#include <string>
#include <string_view>

#include "report/document.hpp"
#include "report/wording.hpp"

namespace braque::report {

/// One object, the same in every language:
/// {"report","schema","figures":{},"tables":{"ID":[{}]},"left_out":{}}.
void write_json(const Document& document, std::string& out);
/// The first table (RFC 4180), the same in every language. Lists are joined by "; ".
void write_csv(const Document& document, std::string& out);
void write_markdown(const Document& document, const Wording& wording, std::string& out);
/// One page that loads nothing. `made` says when, of which index.
void write_html(const Document& document, const Wording& wording, std::string_view made,
                std::string& out);

}  // namespace braque::report
