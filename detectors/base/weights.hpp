// All log-odds of the detectors in one place: what each piece of evidence is worth, in natural
// logarithms. By judgement on development data where nothing else is said: a weight was changed
// when a type's precision or recall, or the table of predicted against observed rates in
// bench/results.md, showed it to be wrong. The priors of rules stand in the rules, the weights of
// the name model in recognise/data/model.txt.
#pragma once

namespace braque::weights {

/// What is around and above any candidate, in the order of Evidence (base/match.hpp). A context
/// word directly before a value multiplies the odds by 20, one nearby by 6, one in the column's
/// header by 20; the look-alikes divide them by 4 to 400. The check digit is part of a rule's
/// prior; what has 0 here caps the score instead.
namespace evidence {
inline constexpr float kCheckDigit = 0.0F;
inline constexpr float kSeparators = 0.7F;
inline constexpr float kLabel = 3.0F;
inline constexpr float kNearby = 1.8F;
inline constexpr float kHeader = 3.0F;
inline constexpr float kUuid = -6.0F;
inline constexpr float kHash = -6.0F;
inline constexpr float kDecimal = -4.5F;
inline constexpr float kVersion = -3.0F;
inline constexpr float kTimestamp = -2.5F;
inline constexpr float kPartNumber = -3.0F;
inline constexpr float kPrivateRange = 0.0F;  ///< never above `low`
inline constexpr float kLowVariety = -1.5F;
inline constexpr float kCrowd = -3.5F;
inline constexpr float kPublished = 0.0F;  ///< never above `medium`
inline constexpr float kInText = 0.0F;     ///< its column says nothing against it
/// Above this, words around a value could not move it out of its band any more; they are not
/// searched.
inline constexpr float kCertain = 3.3F;
/// A form with a lower prior fits most codes of its length (a letter and five digits): it would
/// make a personal number of any staff number in a column that speaks for another country's.
inline constexpr double kKinPriorMin = 0.15;
}  // namespace evidence

/// A column as a whole: in one of the rule's kind nearly all values pass (typing errors and foreign
/// values aside), and it moves a value by no more than kMost.
namespace column {
inline constexpr double kPassingIfReal = 0.97;
inline constexpr double kMost = 4.0;
/// A share from which a column is taken for one of the rule's kind; below, chance is weighed
/// against the rule.
inline constexpr double kMostlyPassing = 0.6;
/// From such a prior on a rule stands on each value: a column of texts with one IBAN in it holds
/// one IBAN.
inline constexpr double kStandsAlone = 0.85;
/// Bounds of what a value of a column passes by, as the prior says it: of those that count for and
/// against.
inline constexpr double kChanceLeast = 0.02, kChanceLeastCounted = 0.05, kChanceMost = 0.9;
/// A column of personal numbers of several countries, by the values themselves: so many of its
/// cells pass one of their rules, and so many one that hardly anything else passes.
inline constexpr double kKinPassing = 0.8, kKinStrong = 0.4, kKinStrongPrior = 0.55;
/// What that is worth for each of them.
inline constexpr float kKin = 2.2F;
}  // namespace column

namespace phone {
// Natural log-odds, before the look-alikes and the rule's context words count.
inline constexpr float kCountryCode = 1.1F;
inline constexpr float kCountryCodeGroups = 1.8F;
inline constexpr float kAnnouncedInUse = 2.3F;  ///< behind a word for a telephone, in a plan
inline constexpr float kAnnouncedForm = 1.2F;   ///< in none of the plans that were tried
inline constexpr float kCountryNamed =
    0.9F;  ///< typical form, in use in a country that is named nearby
inline constexpr float kUsualGroups = 0.7F;  ///< in the groups of one country, and in use there
inline constexpr float kBesideEmail =
    0.7F;  ///< nothing but signs and tags between it and an address, in use somewhere
}  // namespace phone

namespace phone_us {
// Natural log-odds, before the look-alikes and the rule's context words count.
inline constexpr float kParenthesis = 1.2F;
inline constexpr float kDashes = 0.9F;
inline constexpr float kBlanks = -0.8F;
inline constexpr float kAnnouncedPlain = 1.2F;  ///< ten digits on end behind a word for a telephone
inline constexpr float kUnassigned = -0.4F;     ///< added when the area code is not in use
}  // namespace phone_us

namespace phone_fr {
// Natural log-odds, before the look-alikes and the rule's context words count.
inline constexpr float kCountryCode = 1.2F;
inline constexpr float kPairs = 1.8F;  ///< with separators: hardly anything else is written so
inline constexpr float kAnnounced = 2.3F;
inline constexpr float kPlain = -0.3F;  ///< ten digits on end: hashes and order numbers too
}  // namespace phone_fr

namespace postal_address {
// Log-odds. A street with type, name and number is one two times out of three; postcode and town
// make it certain; the words that are types among others need them.
inline constexpr float kType = 0.9F;
inline constexpr float kWeak = -0.9F;
inline constexpr float kSettled = -0.4F;
inline constexpr float kNoType = -1.0F;
inline constexpr float kNoNumber = -1.1F;
inline constexpr float kLowerName = -2.0F;
inline constexpr float kCodeAndTown = 3.0F;
inline constexpr float kTellingCode = 0.5F;
inline constexpr float kTownAndState = 1.6F;
inline constexpr float kFlat = 1.5F;
inline constexpr float kColumnSays = 2.6F;
/// A company's address, and mostly the one that every copy of a licence prints.
inline constexpr float kOfCompany = -6.0F;
inline constexpr float kFewest = -1.7F;  ///< below, not even a label could make it a finding
}  // namespace postal_address

namespace name_columns {
// Log-odds. A header says what stands below, but tables have "name" above products and machines
// too.
inline constexpr float kHeaderOfNames = 0.9F, kHeaderOfPersons = 0.0F;
/// "last_name": of nothing but persons.
inline constexpr float kHeaderSurely = 2.1F;
/// A price or a stock stands in the same row, and nothing that persons have.
inline constexpr float kBesidePrice = -1.4F;
inline constexpr float kKnownName = 1.6F, kCommonWord = -1.2F, kNoName = -4.0F;
}  // namespace name_columns

namespace name_caseless {
// Log-odds, by judgement; a single given name in a chat is one four times out of five.
inline constexpr float kGivenAlone = 0.0F, kGivenAndFamily = 1.4F, kGivenAndUnknown = 0.9F,
                       kFamilyAlone = -1.2F;
inline constexpr float kIntroduced = 1.4F, kTitle = 2.0F, kGreeted = 0.9F, kKin = 0.9F,
                       kPronoun = 0.9F, kPossessive = 0.6F, kVerb = 0.5F, kInList = 1.0F,
                       kSpeaks = 0.6F, kSaid = 0.6F, kCalled = 0.6F;
inline constexpr float kUnknownAlone = -0.6F;  ///< behind an introduction only
inline constexpr float kFewest = -0.6F;
}  // namespace name_caseless

namespace person_name {
inline constexpr float kTokenLeast = -0.6F;     ///< a token below is no part of a name
inline constexpr float kParticleLeast = -4.0F;  ///< the same behind "de", "van der" and the like
inline constexpr float kHopeless = -6.0F;       ///< below, nothing elsewhere in the text can help
inline constexpr float kEmitted = -0.9F;        ///< a name below is not reported
inline constexpr float kAuthorMost = 0.3F;      ///< names in copyright lines stay `low`
inline constexpr float kHandle = 0.6F;          ///< @name; three in four are a person's
inline constexpr float kOfGoods =
    -1.3F;  ///< in a record with a price and nothing that persons have
inline constexpr float kAddressed =
    1.2F;  ///< a request follows; a name that is sure already gains nothing
inline constexpr float kAddressedMost = 1.5F;
inline constexpr float kRepeatedLeast = 0.405F, kRepeated = 2.3F;  ///< the same name again
inline constexpr float kGreeted = 2.3F;  ///< a line that greets one word, which is no other word
}  // namespace person_name

namespace account_name {
inline constexpr float kOfPerson = 1.0F;    ///< a given name or a surname is in it
inline constexpr float kOfUnknown = -0.4F;  ///< neither that nor a word
inline constexpr float kBesidePassword = 1.2F;
}  // namespace account_name

namespace attribute {
inline constexpr float kSure = 1.6F;  ///< a label and a value that nothing else has
inline constexpr float kLikely = 1.0F;
inline constexpr float kUnlikely = -0.3F;
inline constexpr float kWage = 1.4F;  ///< an amount with its currency, or below such a header
}  // namespace attribute

namespace keyed_secret {
// Log-odds by the name before a value, then by what the value looks like. 0 or less is not even
// likely without a service's name nearby.
inline constexpr float kStrongName = 1.2F, kTellingName = 0.9F, kKey = 0.1F, kOtherName = -0.3F;
inline constexpr float kUnassigned = -0.4F;
inline constexpr float kPrefixed = 0.5F;  ///< "foo_token", "fooToken"
inline constexpr float kFairStrong = -0.5F, kFairTelling = -0.6F,
                       kFairOther = -0.9F;  ///< not surely random
inline constexpr float kHashOrId = -0.7F;   ///< hashes and ids are kept under such names too
}  // namespace keyed_secret

namespace private_key {
inline constexpr float kWithBody = 3.6F, kHeaderAlone = 0.9F;
inline constexpr float kToy = 2.0F;  ///< a key that anybody can compute: of manuals and tests
}  // namespace private_key

namespace url_password {
/// More than an e-mail address gets, which password@host resembles; less than a database address.
inline constexpr float kLogit = 3.9F;
}  // namespace url_password

namespace birth_date {
inline constexpr float kLabelled = 2.6F;
inline constexpr float kToldOf = 2.3F;
inline constexpr float kWithTime =
    -1.2F;  ///< "dob = 1979-05-27T07:32:00": a time stamp below such a name
inline constexpr float kGuessed = -0.7F;  ///< the century, or where the parts of eight digits end
}  // namespace birth_date

}  // namespace braque::weights
