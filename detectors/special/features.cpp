#include "special/features.hpp"

namespace braque::special {
namespace {

constexpr std::array<NamedFeature, kFeatures> kTable = {{
    {"sufficient", "term that says enough about a person", 1.6F},
    {"cued", "term that needs a word for it", 0.3F},
    {"ambiguous", "term of several meanings", -0.9F},
    {"cue", "a word for the category near the term", 1.2F},
    {"uncued", "no word for the category near the term", -1.5F},
    {"header", "the column's header is of the category", 1.6F},
    {"partner", "partner of the same sex", 1.2F},
    {"long_term", "term of three words and more", 0.4F},
    {"name", "a name in the sentence", 2.6F},
    {"given_name", "a given name in the sentence", 1.8F},
    {"initial_name", "a name with an initial in the sentence", 2.2F},
    {"honorific", "a form of address before a name", 2.4F},
    {"kin", "somebody's relative", 2.2F},
    {"author", "first person in a message with an author", 2.8F},
    {"first_person", "first person", 1.0F},
    {"number", "a staff or customer number, a login", 1.8F},
    {"email", "an e-mail address", 1.6F},
    {"label", "a label for a person with a value", 2.2F},
    {"line_name", "a name in the same line", 1.6F},
    {"earlier_name", "a name in the sentence before", 1.3F},
    {"heading", "a name in a heading line above", 1.9F},
    {"subject", "a name right before the term", 0.0F},
    {"pronoun", "a pronoun for a person", 0.6F},
    {"block_name", "a name in the paragraph", 0.6F},
    {"person_noun", "a word for a person (client, patient)", 0.9F},
    {"row_person", "a person in the row", 2.8F},
    {"row_reference", "the row points at a person of another table", 2.8F},
    {"document_person", "the file is about a person", 2.6F},
    {"bare_value", "a value that stands alone", 4.0F},
    {"job", "wording of a job advert", -2.4F},
    {"policy", "wording of rules and laws", -1.6F},
    {"aggregate", "wording of statistics", -1.6F},
    {"percent", "percentages", -1.2F},
    {"product", "wording about a product", -1.8F},
    {"machine", "about a machine or program", -2.6F},
    {"news", "wording of news", -1.2F},
    {"place", "part of a place's name", -3.0F},
    {"form", "blank form", -3.0F},
    {"event", "about an event or course", -1.6F},
    {"contact_only", "the only name is that of a contact", -2.2F},
    {"many_categories", "four categories and more are listed", -4.0F},
    {"figurative", "figure of speech", -2.5F},
    {"question", "a question", -0.2F},
    {"anonymous", "said to be without names", -2.0F},
    {"generic", "about people in general", -1.2F},
    {"code", "program text", -2.0F},
    {"capital_term", "written with a capital within a sentence", -0.2F},
    {"nobody", "nobody is there", -1.0F},
}};

}  // namespace

std::span<const NamedFeature, kFeatures> features() { return kTable; }

}  // namespace braque::special
