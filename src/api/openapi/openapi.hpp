// openapi.json, made from the table of routes and the schemas beside it. Made once; thread-safe.
#pragma once

#include <boost/json.hpp>
#include <set>
#include <string>
#include <string_view>

namespace tandem::api {

const boost::json::object& openapi();
// The schemas of components, by name (schemas.cpp).
boost::json::object component_schemas();

}  // namespace tandem::api
