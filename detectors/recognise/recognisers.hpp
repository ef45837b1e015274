// What makes the recognisers that registry.cpp lists.
#pragma once

#include <memory>

#include "recognise/recogniser.hpp"

namespace braque::recognise {

/// User names of people.
std::unique_ptr<const Recogniser> make_account_name();
/// Age, marital status, nationality and salary, where a label or a column announces them.
std::unique_ptr<const Recogniser> make_age();
std::unique_ptr<const Recogniser> make_marital_status();
std::unique_ptr<const Recogniser> make_nationality();
std::unique_ptr<const Recogniser> make_salary();
/// Dates that a word or a column says somebody was born on.
std::unique_ptr<const Recogniser> make_birth_date();
std::unique_ptr<const Recogniser> make_keyed_secret();
std::unique_ptr<const Recogniser> make_person_name();
std::unique_ptr<const Recogniser> make_phone();
std::unique_ptr<const Recogniser> make_phone_fr();
std::unique_ptr<const Recogniser> make_phone_us();
/// All but what the French one finds.
std::unique_ptr<const Recogniser> make_postal_address();
/// Complete French addresses: street or settlement, postcode and town.
std::unique_ptr<const Recogniser> make_postal_address_fr();
std::unique_ptr<const Recogniser> make_private_key();
std::unique_ptr<const Recogniser> make_url_password();

}  // namespace braque::recognise
