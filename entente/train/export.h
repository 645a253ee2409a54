// A trained network to the bytes of a model file, as read/network.h maps it.
#pragma once

#include <span>
#include <string>

#include "entente/train/net.h"

namespace entente::train {

// Rounds each column of weights and each embedding to 8 bits with a scale of its own. `self_tests`
// are sentences, words parted by spaces; what the rounded network says of them becomes the file's
// self-test. kBadModel: the file would not open.
Result<std::string> export_model(const Net& net, std::string_view revision,
                                 std::span<const std::string> self_tests);

// A file's bytes on a 64-byte line, as Network::open wants them.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes);
  std::string_view view() const& { return {begin_, size_}; }
  std::string_view view() const&& = delete;

 private:
  std::string memory_;
  const char* begin_;
  std::size_t size_;
};

}  // namespace entente::train
