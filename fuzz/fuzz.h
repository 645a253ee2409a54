// What the harnesses share. Each NAME_fuzz.cc has one LLVMFuzzerTestOneInput(): libFuzzer drives it
// in the `fuzz` preset (clang); in every other build replay_main.cc runs it over fuzz/corpus/NAME/
// as a plain test.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

// A property that every input must have. Not assert(): it holds in every build.
#define FUZZ_CHECK(condition)                                                             \
  do {                                                                                    \
    if (!(condition)) {                                                                   \
      std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                       \
    }                                                                                     \
  } while (false)

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace entente::fuzz {

// A copy of exactly `bytes`, on a 64-byte line and with nothing behind it: a read too far is seen.
class ExactBytes {
 public:
  explicit ExactBytes(std::string_view bytes) : size_(bytes.size()), data_(allocate(bytes.size())) {
    if (size_ != 0) std::memcpy(data_.get(), bytes.data(), size_);
  }
  std::string_view view() const& { return {data_.get(), size_}; }
  std::string_view view() const&& = delete;

 private:
  struct Free {
    void operator()(char* p) const { std::free(p); }
  };
  static char* allocate(std::size_t size) {
    void* p = nullptr;
    if (posix_memalign(&p, 64, size) != 0) std::abort();
    return static_cast<char*>(p);
  }
  std::size_t size_;
  std::unique_ptr<char, Free> data_;
};

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace entente::fuzz
