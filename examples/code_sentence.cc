// Codes a sentence: code, sources > targets, status. Usage: code_sentence ["SENTENCE" [SHARE_DIR]]
#include <cstdio>

#include "entente/entente.h"

int main(int argc, char** argv) {
  const auto pipeline = entente::Pipeline::open(argc > 2 ? argv[2] : ENTENTE_SHARE_DIR);
  if (!pipeline) return std::fprintf(stderr, "%s\n", describe(pipeline.error()).c_str()), 1;
  entente::Document document;
  document.lang = "en";
  document.set_text("", argc > 1 ? argv[1] : "Hungary and Romania signed a treaty on Tuesday.");
  entente::Pipeline::Work work;
  pipeline->code(document, work);
  for (const entente::Event& event : work.coding.events) {
    std::string line = event.cameo;
    for (const auto source : event.sources) line += " " + work.resolution.actors[source].code;
    for (const auto target : event.targets) line += " >" + work.resolution.actors[target].code;
    std::printf("%s %s\n", line.c_str(), std::string(to_string(event.status)).c_str());
  }
}
