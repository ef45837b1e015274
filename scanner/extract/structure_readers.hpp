// One function to recognise and one to make each structure of text; the table over them is
// text_registry.cpp. All heads are untrusted.
#pragma once

#include <memory>
#include <string_view>

#include "extract/text_head.hpp"
#include "extract/text_window.hpp"
#include "model/budget.hpp"

namespace braque::extract {

Bid bid_plain_text(const TextHead& head);
std::unique_ptr<StructureReader> make_plain_text(const TextHead& head, const Budget& budget);

/// Never recognised: only declared, for the bytes that table_text.hpp makes.
Bid bid_table(const TextHead& head);
std::unique_ptr<StructureReader> make_table(const TextHead& head, const Budget& budget);
/// The same, but the first row is the header whatever it looks like.
std::unique_ptr<StructureReader> make_rows(const TextHead& head, const Budget& budget);

Bid bid_csv(const TextHead& head);
std::unique_ptr<StructureReader> make_csv(const TextHead& head, const Budget& budget);

Bid bid_json(const TextHead& head);
Bid bid_json_lines(const TextHead& head);
std::unique_ptr<StructureReader> make_json(const TextHead& head, const Budget& budget);
std::unique_ptr<StructureReader> make_json_lines(const TextHead& head, const Budget& budget);

Bid bid_html(const TextHead& head);
Bid bid_xml(const TextHead& head);
std::unique_ptr<StructureReader> make_html(const TextHead& head, const Budget& budget);
std::unique_ptr<StructureReader> make_xml(const TextHead& head, const Budget& budget);

Bid bid_chat(const TextHead& head);
std::unique_ptr<StructureReader> make_chat(const TextHead& head, const Budget& budget);

Bid bid_sql(const TextHead& head);
std::unique_ptr<StructureReader> make_sql(const TextHead& head, const Budget& budget);

Bid bid_key_value(const TextHead& head);
std::unique_ptr<StructureReader> make_key_value(const TextHead& head, const Budget& budget);

}  // namespace braque::extract
