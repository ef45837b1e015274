// Is somebody identifiable where a term stands, and what makes the text general? Gives the features
// of one term.
#pragma once

#include "special/surroundings.hpp"

namespace braque::special {

/// What is known of a term before its person is looked for.
struct LinkRequest {
  const TermHit* hit = nullptr;
  std::span<const TermHit> all;  ///< terms of the text, ascending: names inside them are none
  std::size_t categories = 0;    ///< different ones in the sentence
  const Cell* cell = nullptr;    ///< around the term, or null
  SearchRange row;               ///< of that cell; empty: none
  Feature tier = Feature::sufficient;
};

class PersonLink {
 public:
  PersonLink(const Detector& detector, UnitView& view, TextWindow& window, DocumentPerson& document)
      : view_(view),
        text_(view.text()),
        window_(window),
        names_(detector.names(), view),
        all_names_(detector.names()),
        document_(document) {}

  /// The features of a term whose words `window` covers. Names are looked for last, and only where
  /// they matter.
  FeatureSet features(const LinkRequest& request, const Places& places, LanguageSet languages);

  /// Is there a person of that sex (WordClass::masculine or feminine) who may be the term's, the
  /// nearest one counting?
  bool has_sex(const LinkRequest& request, const Places& places, LanguageSet languages,
               WordClass sex);

 private:
  struct Names {
    bool any = false, contact = false;
    bool close = false;  ///< right before the term, in the same clause
  };

  void add_words(const LinkRequest& request, const Places& places, LanguageSet languages,
                 FeatureSet& set);
  void add_guards(const LinkRequest& request, const Places& places, LanguageSet languages,
                  FeatureSet& set);
  void add_names(const LinkRequest& request, const Places& places, LanguageSet languages,
                 FeatureSet& set);
  void add_author(const LinkRequest& request, const Places& places, LanguageSet languages,
                  FeatureSet& set);
  void add_row(const LinkRequest& request, LanguageSet languages, FeatureSet& set);
  Names names_in(const LinkRequest& request, WordRange range, LanguageSet languages);
  bool is_close(const Recognised& name, std::size_t term) const;
  bool in_office(std::uint32_t begin, std::uint32_t end, LanguageSet languages) const;
  bool acts_behind(std::size_t first, LanguageSet languages) const;
  bool counts_people(WordRange sentence, LanguageSet languages) const;
  bool unknown_pair(const LinkRequest& request, WordRange sentence, LanguageSet languages) const;
  bool is_contact(std::size_t word, LanguageSet languages) const;
  bool numbered(WordRange range, LanguageSet languages) const;
  bool labelled(WordRange range, LanguageSet languages) const;
  bool in_name(std::size_t at) const;
  bool is_behind_at(const Word& word) const;
  bool is_short(WordRange line) const;
  bool is_month(std::size_t at) const;
  bool initial(WordRange range) const;
  bool speaker(WordRange line) const;
  bool has_key(const LinkRequest& request) const;
  bool heading(const LinkRequest& request, const Places& places, LanguageSet languages);
  template <typename Says>
  bool has_column(const LinkRequest& request, Says says);
  bool is_same_sex_couple(WordRange sentence, LanguageSet languages) const;

  UnitView& view_;
  std::string_view text_;
  TextWindow& window_;
  NameWindow names_;
  const Recogniser& all_names_;
  DocumentPerson& document_;
};

}  // namespace braque::special
