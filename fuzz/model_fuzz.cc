// Model files: any bytes as a whole file, and any bytes as the body of a file whose head and
// checksums are right (else no input would get past them). The first byte says which, and what kind
// of model.
#include <unistd.h>

#include <span>

#include "entente/base/file.h"
#include "entente/read/lemma_rules.h"
#include "entente/read/lemmatizer.h"
#include "entente/read/network.h"
#include "entente/read/tokenizer.h"
#include "entente/read/tokenizer_model.h"
#include "fuzz/fuzz.h"

namespace {

using namespace entente;

// A folder of this process for models that can be opened by path only.
const std::string& folder() {
  static const std::string path = [] {
    std::string name = (std::getenv("TMPDIR") != nullptr ? std::getenv("TMPDIR") : "/tmp") +
                       std::string("/model_fuzz_XXXXXX");
    FUZZ_CHECK(mkdtemp(name.data()) != nullptr);
    return name;
  }();
  return path;
}

void write_plain(const std::string& path, std::string_view bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  FUZZ_CHECK(file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size());
  FUZZ_CHECK(std::fclose(file) == 0);
}

std::string with_right_checksums(std::string_view magic, std::uint32_t version,
                                 std::string_view body) {
  ModelWriter writer(magic, version, "fuzz");
  writer.put(std::span<const char>(body.data(), body.size()));
  return writer.finish();
}

template <class T>
void check(const Result<T>& opened) {
  if (!opened)
    FUZZ_CHECK(opened.error().code == ErrorCode::kBadModel && !opened.error().message.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body = fuzz::as_text(data + 1, size - 1);
  const bool whole = (data[0] & 4) != 0;
  switch (data[0] & 3) {
    case 0: {
      write_plain(folder() + "/xx-tokenizer.bin",
                  whole ? std::string(body)
                        : with_right_checksums(kTokenizerMagic, kTokenizerVersion, body));
      check(Tokenizer::open(folder(), "xx"));
      break;
    }
    case 1: {
      write_plain(
          folder() + "/xx-lemmas.bin",
          whole ? std::string(body) : with_right_checksums(kLemmaMagic, kLemmaVersion, body));
      const Result<Lemmatizer> opened = Lemmatizer::open(folder(), "xx");
      check(opened);
      if (opened) FUZZ_CHECK(!opened->lemma("talks", Upos::kNoun, "Number=Plur").empty());
      break;
    }
    default: {
      const fuzz::ExactBytes bytes(
          whole ? std::string(body) : with_right_checksums(kNetworkMagic, kNetworkVersion, body));
      check(Network::open(bytes.view(), "fuzz"));
    }
  }
  return 0;
}
