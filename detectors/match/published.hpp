// Is a value published: in a licence, a comment of a program, an example? What stands there is
// mostly nobody's secret: an organisation's address, a telephone number from a manual. Such values
// stay below `high`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace braque::match {

enum class Published : std::uint8_t {
  no,
  licence,  ///< beside a licence, or in a change log: whom to write to
  authors,  ///< beside words by which the makers of a program are named
  program,  ///< in a comment or among statements of a program
  example,  ///< said to be an example, or beside a domain that is reserved for examples
};

/// Judges the value text[begin, end) by at most 400 bytes on either side of it, none of them
/// outside [from, to). `person`: the value is a person's name, which stays one beside examples.
Published published(std::string_view text, std::size_t begin, std::size_t end, std::size_t from,
                    std::size_t to, bool person = false) noexcept;

/// Does a folder of the path say that it holds examples or data of tests, or the file's name that
/// it is a change log? `path` is an item's, its parts parted by slashes.
bool is_path_of_examples(std::string_view path) noexcept;

}  // namespace braque::match
