// What happened, as people read it: a line for each stimulus (>), for each fact that matters and for what was done with
// telephones (*), with ids and the time since the start. Outside ids are counted from 1 as they come. For golden files and
// for the messages of failed tests. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/engine.hpp"

namespace tandem::scenarios {

struct Happened {
  Stimulus stimulus;
  StepResult result;
};

// Of all that happened, what happened from the `from`th step on; times count from `start`.
std::string story_of(const std::vector<Happened>& happened, std::size_t from, WallTime start);

// Compares with tests/scenarios/golden/NAME.txt; TANDEM_UPDATE_GOLDEN=1 writes it. `about` is the comment at its top: what
// the race is and what must come out.
void expect_golden(const std::string& name, const std::string& about, const std::string& story);

}  // namespace tandem::scenarios
