// The verbs. Each returns the exit status.
#pragma once

#include "entente/cli/options.h"

namespace entente::cli {

int run_code(const Options& options);
int run_extract(const Options& options);
int run_parse(const Options& options);
int run_gather(const Options& options);
int run_show(const Options& options);
int run_explain(const Options& options);
int run_who(const Options& options);
int run_where(const Options& options);
int run_query(const Options& options);
int run_export(const Options& options);
int run_rebuild(const Options& options);
int run_serve(const Options& options);
int run_watch(const Options& options);
int run_dedup(const Options& options);
int run_check(const Options& options);
int run_recode(const Options& options);
int run_diff(const Options& options);
int run_sources(const Options& options);

}  // namespace entente::cli
