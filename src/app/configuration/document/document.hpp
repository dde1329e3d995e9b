// A configuration in the form of its file, for people and programs that edit it: names in place of ids, and nothing that
// has its default. Every section is there, be it empty. parse() makes the same configuration of it again. Pure.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "model/configuration.hpp"
#include "ports/accounts.hpp"

namespace tandem::configuration {

// The secrets of sites; those of phones stand nowhere in a configuration, and passwords neither.
enum class Secrets { left_out, kept };

boost::json::object to_document(const Configuration& configuration, const std::vector<Account>& accounts,
                                Secrets secrets = Secrets::left_out);

// As text that parse() reads: JSON whose numbers are written as a person writes them (0.8, not 8E-1), a value on each line.
std::string serialise(const boost::json::value& document);

}  // namespace tandem::configuration
