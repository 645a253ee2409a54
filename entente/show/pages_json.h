// The pages of `entente show` as JSON: one object, its line end included; the members are those of
// answers.h. Private to show/.
#pragma once

#include <string>

#include "entente/store/store.h"

namespace entente {

void write_json(const OverviewAnswer& answer, std::string& out);
void write_json(const StateAnswer& answer, std::string& out);
void write_json(const PairAnswer& answer, std::string& out);

}  // namespace entente
