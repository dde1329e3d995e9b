#include "store/postgres/convert.hpp"

#include <charconv>

#include "store/values.hpp"

namespace tandem::store {
namespace {

// pg_type.dat; the catalogue's numbers never change.
constexpr Oid bool_oid = 16, bytea_oid = 17, int8_oid = 20, int2_oid = 21, int4_oid = 23, text_oid = 25, oid_oid = 26,
              numeric_oid = 1700;

std::optional<std::int64_t> integer_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return std::nullopt;
  // numeric writes an integral average as 3.0000000000000000
  const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (rest.empty()) return value;
  if (rest[0] == '.' && rest.find_first_not_of('0', 1) == std::string_view::npos) return value;
  return std::nullopt;
}

std::string bytes_in(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2)  // after "\x"
    bytes.push_back(static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1])));
  return bytes;
}

Value value_of(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column)) return {};
  const std::string_view text(PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case bool_oid:
      return text == "t";
    case bytea_oid:
      return Blob{bytes_in(text)};
    case int8_oid:
    case int2_oid:
    case int4_oid:
    case oid_oid:
    case numeric_oid:
      if (const auto integer = integer_in(text)) return *integer;
      return text;
    default:
      return text;
  }
}

std::string message_of(const PGresult* result) {
  const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const char* detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
  std::string message = primary ? primary : PQresultErrorMessage(result);
  if (detail) message += std::string(": ") + detail;
  return message;
}

constexpr std::string_view wrong_parameters = "08P01";  // its class says connection, but it is our mistake

errc kind_of(std::string_view state) {
  if (state == wrong_parameters) return errc::bad_statement;
  if (state.starts_with("23") || state.starts_with("22")) return errc::constraint;
  if (state == "40001" || state == "40P01" || state == "55P03") return errc::busy;
  if (state.empty() || state.starts_with("08") || state.starts_with("53") || state.starts_with("57") ||
      state.starts_with("58") || state.starts_with("28") || state == "25006")
    return errc::unavailable;
  if (state == "XX001" || state == "XX002") return errc::corrupt;
  return errc::bad_statement;
}

}  // namespace

PgParameters::PgParameters(const std::vector<Value>& values) {
  numbers_.reserve(values.size());
  for (const auto& value : values) {
    Oid type = 0;  // a NULL takes the type that its place asks for
    const char* bytes = nullptr;
    std::size_t length = 0;
    int format = 0;
    char letter = 'n';
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      bytes = numbers_.emplace_back(std::to_string(*integer)).c_str();
      type = int8_oid;
      letter = 'i';
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      bytes = text->c_str();
      length = text->size();
      type = text_oid;
      letter = 't';
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
      bytes = blob->bytes.data();
      length = blob->bytes.size();
      type = bytea_oid;
      format = 1;
      letter = 'b';
    }
    types.push_back(type);
    data.push_back(bytes);
    lengths.push_back(static_cast<int>(length));
    formats.push_back(format);
    signature.push_back(letter);
  }
}

Result<Rows> rows_of(const PGresult* result, std::string_view sql) {
  const auto status = PQresultStatus(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return failure_of(result, sql);
  Rows rows;
  const int count = PQntuples(result), columns = PQnfields(result);
  rows.rows.reserve(static_cast<std::size_t>(count));
  for (int r = 0; r < count; ++r) {
    Row row;
    row.reserve(static_cast<std::size_t>(columns));
    for (int c = 0; c < columns; ++c) row.push_back(value_of(result, r, c));
    rows.rows.push_back(std::move(row));
  }
  const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(result));
  if (!tag.starts_with("SELECT")) rows.changed = integer_in(PQcmdTuples(const_cast<PGresult*>(result))).value_or(0);
  return rows;
}

Failure failure_of(const PGresult* result, std::string_view sql) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const auto kind = kind_of(state ? state : "");
  std::string detail = "PostgreSQL: " + message_of(result);
  if (state) detail += std::string(" [") + state + "]";
  if (kind == errc::bad_statement || kind == errc::constraint) detail += "; " + shortened(sql);
  return fail(make_error_code(kind), std::move(detail));
}

Failure connection_failure(PGconn* connection, const std::string& description) {
  std::string message = connection ? PQerrorMessage(connection) : "out of memory";
  while (!message.empty() && message.back() == '\n') message.pop_back();
  return fail(make_error_code(errc::unavailable), "cannot reach " + description + ": " + message);
}

bool is_connection_lost(const PGresult* result) {
  if (!result) return true;
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view code = state ? state : "";
  const auto status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return false;
  if (code == wrong_parameters) return false;
  return code.empty() || code.starts_with("08") || code == "57P01" || code == "57P02" || code == "57P03";
}

}  // namespace tandem::store
