// What `tandem serve` is told: by flags, by TANDEM_… in the environment, by a TOML file (--config), in this order of
// weight. Plain values; checked by check_options before anything is opened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace tandem::app {

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
};
// "127.0.0.1:8080", "[::1]:8080". Fails with a sentence that names the flag.
Result<Endpoint> parse_endpoint(const std::string& text, const std::string& flag);
// Whether only this machine can reach it.
bool is_loopback(const std::string& host);

struct ServeOptions {
  std::string data;                            // folder; made when missing
  std::string http = "127.0.0.1:8080";
  std::string sip = "127.0.0.1:5060";
  std::string media_ports = "20000-29999";     // UDP
  std::vector<std::string> media_addresses;    // further addresses to offer to browsers and phones
  std::string public_url;                      // as people outside reach the HTTP side
  std::string tls_certificate, tls_key;        // PEM files
  std::string store;                           // postgresql://…; empty: a SQLite file in `data`
  std::string role = "all";
  std::string tenant = "default";
  std::string web;                             // folder of the built web apps; empty: beside the program
  std::string log_level = "info";
  bool demo = false;
};

struct CheckedOptions {
  ServeOptions given;
  Endpoint http, sip;
  std::uint16_t media_low = 0, media_high = 0;
};
Result<CheckedOptions> check_options(ServeOptions options);

}  // namespace tandem::app
