// The library's face: the doors of the stages and the shapes that travel between them, nothing
// else. For one call that does it all see Pipeline in pipeline/pipeline.h;
// examples/code_sentence.cc is twenty lines with it. Link entente::entente.
#pragma once

#include "entente/code/coder.h"
#include "entente/fold/near_duplicates.h"
#include "entente/fold/tellings.h"
#include "entente/ingest/ingest.h"
#include "entente/lexicon/lexicon.h"
#include "entente/pipeline/dedup.h"
#include "entente/pipeline/gather.h"
#include "entente/pipeline/pipeline.h"
#include "entente/read/reader.h"
#include "entente/record/actor.h"
#include "entente/record/analysis.h"
#include "entente/record/conllu.h"
#include "entente/record/document.h"
#include "entente/record/document_reader.h"
#include "entente/record/event.h"
#include "entente/record/json_out.h"
#include "entente/record/record_reader.h"
#include "entente/record/record_writer.h"
#include "entente/resolve/resolver.h"
#include "entente/serve/serve.h"
#include "entente/show/show.h"
#include "entente/store/answers.h"
#include "entente/store/answers_map.h"
#include "entente/store/store.h"
