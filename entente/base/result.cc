#include "entente/base/result.h"

namespace entente {

std::string_view to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadInput:
      return "bad input";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kNotFound:
      return "not found";
    case ErrorCode::kIo:
      return "input/output";
    case ErrorCode::kBadModel:
      return "bad model";
    case ErrorCode::kStore:
      return "store";
  }
  return "unknown";
}

std::string describe(const Error& error) {
  if (error.source.empty()) return error.message;
  return error.source + ":" + std::to_string(error.offset) + ": " + error.message;
}

}  // namespace entente
