// Tested by network_test.cc.
#include "entente/read/entities.h"

#include <algorithm>
#include <cstring>

namespace entente {
namespace {

constexpr float kNever = -1e30f;

// May `next` follow `tag`? Only "inside" asks for anything: the same name begun or going on.
bool may_follow(std::size_t tag, std::size_t next) {
  return !is_inside(static_cast<EntityTag>(next)) || tag == next || tag + 1 == next;
}

// e^x for x <= 0, relative error below 1e-6: 2^k times a polynomial of the rest. Not std::exp,
// whose last bit differs by machine.
float exp_negative(float x) {
  if (x < -80.0f) return 0;
  const float t = x * 1.44269504f;
  const auto k = static_cast<std::int32_t>(t - 0.5f);
  const float r = (t - static_cast<float>(k)) * 0.693147181f;
  const float p =
      1 +
      r * (1 + r * (0.5f + r * (0.166666667f +
                                r * (0.0416666667f + r * (0.00833333333f + r * 0.00138888889f)))));
  const std::int32_t bits = (k + 127) << 23;
  float power;
  std::memcpy(&power, &bits, 4);
  return p * power;
}

}  // namespace

void decode_entities(const float* scores, std::size_t n, EntityScratch& scratch, EntityTag* tags,
                     float* probabilities) {
  if (n == 0) return;
  scratch.back.resize(n * kEntityColumns);
  float best[kEntityTags], next[kEntityTags];
  for (std::size_t t = 0; t < kEntityTags; ++t)
    best[t] = is_inside(static_cast<EntityTag>(t)) ? kNever : scores[t];
  for (std::size_t i = 1; i < n; ++i) {
    const std::size_t top =
        static_cast<std::size_t>(std::max_element(best, best + kEntityTags) - best);
    for (std::size_t t = 0; t < kEntityTags; ++t) {
      std::size_t from = top;
      if (!may_follow(top, t)) from = best[t - 1] >= best[t] ? t - 1 : t;
      next[t] = best[from] + scores[i * kEntityColumns + t];
      scratch.back[i * kEntityColumns + t] = static_cast<std::uint8_t>(from);
    }
    std::copy_n(next, kEntityTags, best);
  }
  std::size_t tag = static_cast<std::size_t>(std::max_element(best, best + kEntityTags) - best);
  for (std::size_t i = n; i-- > 0;) {
    const float* row = scores + i * kEntityColumns;
    const float top = *std::max_element(row, row + kEntityTags);
    float sum = 0;
    for (std::size_t t = 0; t < kEntityTags; ++t) sum += exp_negative(row[t] - top);
    tags[i] = static_cast<EntityTag>(tag);
    probabilities[i] = exp_negative(row[tag] - top) / sum;
    if (i > 0) tag = scratch.back[i * kEntityColumns + tag];
  }
}

void append_entities(const EntityTag* tags, const float* probabilities, std::uint32_t first,
                     std::uint32_t n, std::vector<Entity>& out) {
  for (std::uint32_t i = 0; i < n;) {
    if (tags[i] == 0) {
      ++i;
      continue;
    }
    Entity entity{first + i, first + i + 1, static_cast<EntityType>((tags[i] - 1) / 2),
                  probabilities[i]};
    for (++i; i < n && is_inside(tags[i]); ++i, ++entity.last)
      entity.score = std::min(entity.score, probabilities[i]);
    out.push_back(entity);
  }
}

}  // namespace entente
