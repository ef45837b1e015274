#include <algorithm>

#include "recognise/recognisers.hpp"

namespace braque {
namespace {

constexpr NamedRecogniser kRecognisers[] = {
    {"account_name", "user names of people behind \"user\", \"login\" and the like",
     recognise::make_account_name},
    {"age", "ages that a label or a column announces", recognise::make_age},
    {"birth_date", "dates that a word or a column says somebody was born on",
     recognise::make_birth_date},
    {"keyed_secret", "a generated value behind a name that ends in key, token, secret ...",
     recognise::make_keyed_secret},
    {"marital_status", "marital status behind its label or below its header",
     recognise::make_marital_status},
    {"nationality", "nationalities behind their label or below their header",
     recognise::make_nationality},
    {"person_name", "names of persons by name lists, surroundings and a small trained model",
     recognise::make_person_name},
    {"phone", "telephone numbers as written at home, announced by a word or a country nearby",
     recognise::make_phone},
    {"phone_fr", "French telephone numbers", recognise::make_phone_fr},
    {"phone_us", "telephone numbers of the North American plan", recognise::make_phone_us},
    {"postal_address", "postal addresses by the grammar of their country",
     recognise::make_postal_address},
    {"postal_address_fr", "complete French postal addresses", recognise::make_postal_address_fr},
    {"private_key", "a private key in armour; without its body it says less",
     recognise::make_private_key},
    {"salary", "amounts that a label or a column says somebody earns", recognise::make_salary},
    {"url_password", "user:password@ and token@ in addresses", recognise::make_url_password},
};

}  // namespace

std::span<const NamedRecogniser> recognisers() { return kRecognisers; }

const NamedRecogniser* find_recogniser(std::string_view name) {
  const auto all = recognisers();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const auto& r) { return r.name == name; });
  return found == all.end() ? nullptr : &*found;
}

const Cell* UnitView::cell_at(std::size_t position) {
  const auto all = cells();
  const auto next = std::partition_point(
      all.begin(), all.end(), [position](const Cell& cell) { return cell.end <= position; });
  return next != all.end() && next->start <= position ? &*next : nullptr;
}

}  // namespace braque
