// "What if two more agents spoke English": changes of a staff that fit on a command line. Pure; each gives the changed
// configuration or throws std::runtime_error with a sentence for the user.
#pragma once

#include <string>

#include "model/configuration.hpp"

namespace tandem::app {

// COUNT:LOGIN or COUNT:LOGIN:SKILL=LEVEL,…: so many more people like this one (1 to 1000), who know these skills besides. They
// have names that nobody has, ids after `last` and everybody's, and no telephone of their own.
Configuration with_more_people(Configuration configuration, const std::string& change, AgentId last = {});

// COUNT:SKILL=LEVEL,…: so many of those who do not know all of it so well learn it, in the order of the configuration.
Configuration with_training(Configuration configuration, const std::string& change);

}  // namespace tandem::app
