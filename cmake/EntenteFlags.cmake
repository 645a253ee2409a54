# Flags that every target of ours has: warnings, sanitizers, and arithmetic that is the same on every machine.
add_library(entente_flags INTERFACE)
target_compile_options(entente_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers
  -ffp-contract=off   # no fused multiply-add behind our back: same text, same bytes
  # g++ 12 sees ghosts in tl::expected<void, E> once sanitizers are on.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  $<$<BOOL:${ENTENTE_WERROR}>:-Werror>)
# Debug trees run the tests under sanitizers: -O1 keeps them quick and their traces readable.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
if(ENTENTE_SANITIZE)
  add_compile_options(-fsanitize=${ENTENTE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ENTENTE_SANITIZE})
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()
