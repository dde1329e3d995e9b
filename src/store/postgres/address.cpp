#include "store/postgres/address.hpp"

#include <libpq-fe.h>

namespace tandem::store {

Result<PgAddress> PgAddress::read(const std::string& url, const OpenOptions& options) {
  char* why = nullptr;
  PQconninfoOption* parts = PQconninfoParse(url.c_str(), &why);
  if (!parts) {
    // libpq's words may repeat the whole URL, and with it the password.
    if (why) PQfreemem(why);
    return fail(make_error_code(errc::unavailable),
                "the store's address is not a PostgreSQL URL (postgresql://user:password@host:port/database)");
  }
  std::string host = "localhost", port = "5432", database;
  for (const auto* part = parts; part->keyword; ++part) {
    if (!part->val) continue;
    const std::string_view keyword = part->keyword;
    if (keyword == "host") host = part->val;
    if (keyword == "port") port = part->val;
    if (keyword == "dbname") database = part->val;
  }
  PQconninfoFree(parts);
  PgAddress address;
  address.url = url;
  address.schema = "tandem_" + options.tenant;
  address.description = "postgresql " + host + ":" + port + "/" + database + ", schema " + address.schema;
  return address;
}

PgSettings::PgSettings(const PgAddress& address, bool reading) : url_(address.url) {
  options_ = "-c search_path=" + address.schema +
             " -c client_min_messages=warning -c default_transaction_isolation=read\\ committed";
  // A commit is durable when it returns; a lock or a reader that hangs must not hang the program.
  options_ += reading ? " -c default_transaction_read_only=on -c statement_timeout=30000"
                      : " -c synchronous_commit=on -c lock_timeout=5000 -c statement_timeout=60000";
  application_ = address.schema + (reading ? " reader" : "");
  const auto add = [&](const char* keyword, const char* value) {
    keywords.push_back(keyword);
    values.push_back(value);
  };
  add("dbname", url_.c_str());  // expanded by libpq, so it comes first
  add("options", options_.c_str());
  add("application_name", application_.c_str());
  add("client_encoding", "UTF8");
  add("connect_timeout", "5");
  add("keepalives_idle", "10");
  add("tcp_user_timeout", "15000");
  add(nullptr, nullptr);
}

}  // namespace tandem::store
