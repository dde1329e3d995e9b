// TLS contexts for the server and the clients, hidden so that OpenSSL's headers stay in tls.cpp and stream.cpp.
// TLS 1.2 and later. Immutable once made; shared by all threads.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"

namespace tandem::net {

class TlsContext;

// PEM files; the certificate's file holds the whole chain. bad_certificate with the file's name and OpenSSL's reason.
Result<std::shared_ptr<TlsContext>> tls_server_from_files(const std::string& certificate, const std::string& key);
Result<std::shared_ptr<TlsContext>> tls_server_from_pem(const std::string& certificate, const std::string& key);

// Verifies peers against these authorities (PEM), or against the system's when empty.
Result<std::shared_ptr<TlsContext>> tls_client(const std::string& authorities_pem = {});

}  // namespace tandem::net
