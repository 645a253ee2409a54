// What the world can make fail is a value: Result<T> holds a T or an Error. See
// docs/decisions/errors.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace entente {

enum class ErrorCode : std::uint8_t {
  kBadInput,  // the bytes are not what they claim to be
  kLimit,     // a bound of ours was reached
  kNotFound,  // no such file, table, language, row
  kIo,        // the system refused: permission, disk, broken pipe
  kBadModel,  // a model file or lexicon image is damaged or of another version
  kStore,     // the database
};

// "bad input", "limit", ... for messages and logs.
std::string_view to_string(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::kBadInput;
  std::string message;       // for a person: what was found, what was expected
  std::string source;        // file, URL or document id; may be empty
  std::uint64_t offset = 0;  // byte in `source`, or its line where `message` says so
};

// "SOURCE:OFFSET: MESSAGE", the form of a line on standard error.
std::string describe(const Error& error);

// A T or an Error. Must be looked at.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using Base = tl::expected<T, Error>;
  using Base::Base;
  Result(Error error)
      : Base(tl::unexpect, std::move(error)) {}  // NOLINT: `return Error{...}` is the point
  Result(Base base) : Base(std::move(base)) {}   // NOLINT
};

// Done, or an Error.
using Status = Result<void>;

inline Status ok_status() { return Status(); }

}  // namespace entente

#define ENTENTE_CONCAT_INNER(a, b) a##b
#define ENTENTE_CONCAT(a, b) ENTENTE_CONCAT_INNER(a, b)

// ENTENTE_TRY(const X x, f()); on error return it from the calling function, otherwise declare x.
#define ENTENTE_TRY(declaration, expression)                          \
  auto ENTENTE_CONCAT(entente_try_, __LINE__) = (expression);         \
  if (!ENTENTE_CONCAT(entente_try_, __LINE__))                        \
    return std::move(ENTENTE_CONCAT(entente_try_, __LINE__)).error(); \
  declaration = *std::move(ENTENTE_CONCAT(entente_try_, __LINE__)) /* the caller's semicolon */

// ENTENTE_CHECK(f()); on error return it, otherwise go on. For Status.
#define ENTENTE_CHECK(expression)                            \
  do {                                                       \
    if (auto entente_status = (expression); !entente_status) \
      return std::move(entente_status).error();              \
  } while (false)
