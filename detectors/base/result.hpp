// Result<T>: a value or an Error, with std::expected's spelling, until the project moves to a
// standard library that has it. Exceptions of third-party libraries are caught in the one file that
// wraps the library and become an Error there.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "base/check.hpp"

namespace braque {

/// What kind of thing went wrong; decides the exit code, never the wording.
enum class ErrorKind {
  invalid,  ///< bad input, option, configuration or rule: the message names file, line and remedy
  io,       ///< the operating system refused or failed
  unavailable,  ///< busy or not there (a lock, an index of another version)
  internal,     ///< a library failed in a way that should not happen
};

/// `message` names the place, the action and the remedy and never holds scanned content.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;
};

/// The tag that std::expected calls std::unexpected.
inline Error unexpected(ErrorKind kind, std::string message) { return {kind, std::move(message)}; }

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  T& value() & {
    BRAQUE_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    BRAQUE_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  const Error& error() const {
    BRAQUE_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), failed_(true) {}
  bool has_value() const noexcept { return !failed_; }
  explicit operator bool() const noexcept { return has_value(); }
  const Error& error() const {
    BRAQUE_CHECK(failed_);
    return error_;
  }

 private:
  Error error_;
  bool failed_ = false;
};

}  // namespace braque
