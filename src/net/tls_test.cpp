#include "net/tls.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "net/server/test_server.hpp"
#include "net/websocket/client.hpp"

namespace tandem::net {
namespace {

using namespace testing;

struct Pem {
  std::string certificate;
  std::string key;
};

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string out(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

// Self-signed, for one name or address ("IP:127.0.0.1", "DNS:other.example").
Pem self_signed(const char* alternative_name) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_set_pubkey(certificate, key);
  X509_EXTENSION* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative_name);
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  X509_sign(certificate, key, EVP_sha256());
  Pem pem;
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(out, certificate);
  pem.certificate = text_of(out);
  out = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  pem.key = text_of(out);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return pem;
}

awaitable<void> echo_one(std::shared_ptr<WebSocketSession> session) {
  Result<std::string> message = co_await session->receive();
  if (message) session->send(std::move(*message));
  co_await session->receive();
}

std::unique_ptr<TestServer> secure_server(const Pem& pem) {
  ServerOptions options;
  options.listen.emplace_back();
  options.listen[0].tls = *tls_server_from_pem(pem.certificate, pem.key);
  Router router;
  router.post("/echo", echo);
  router.websocket("/socket", echo_one);
  return std::make_unique<TestServer>(std::move(router), options);
}

TEST(Tls, requests_and_sockets_work_over_a_verified_connection) {
  const Pem pem = self_signed("IP:127.0.0.1");
  auto server = secure_server(pem);
  auto trust = tls_client(pem.certificate);
  ASSERT_TRUE(trust);
  ClientRequest request;
  request.method = http::verb::post;
  request.url = server->url("/echo", "https");
  request.body = std::string(500000, 'x');
  request.tls = *trust;
  auto answer = fetch_blocking(request);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->body.size(), 500000U);
  EXPECT_FALSE(answer->headers["Strict-Transport-Security"].empty());
  WebSocketUrl where;
  where.url = server->url("/socket", "wss");
  where.tls = *trust;
  auto talk = [where]() -> awaitable<std::string> {
    auto client = co_await WebSocketClient::connect(where);
    if (!client) co_return client.error().detail;
    co_await (*client)->send("secret");
    Result<std::string> echoed = co_await (*client)->receive();
    co_await (*client)->close();
    co_return echoed ? *echoed : echoed.error().detail;
  };
  EXPECT_EQ(run(talk()), "secret");
}

TEST(Tls, a_stranger_or_another_name_is_not_believed) {
  const Pem pem = self_signed("DNS:other.example");
  auto server = secure_server(pem);
  ClientRequest request;
  request.url = server->url("/echo", "https");
  EXPECT_EQ(fetch_blocking(request).error().code, make_error_code(errc::tls_failed));
  request.tls = *tls_client(pem.certificate);
  EXPECT_EQ(fetch_blocking(request).error().code, make_error_code(errc::tls_failed));
}

TEST(Tls, a_silent_client_does_not_hold_the_handshake_open) {
  ServerOptions options;
  options.listen.emplace_back();
  const Pem pem = self_signed("IP:127.0.0.1");
  options.listen[0].tls = *tls_server_from_pem(pem.certificate, pem.key);
  options.header_timeout = std::chrono::milliseconds(50);
  TestServer server(Router{}, options);
  RawClient client(server->port());
  EXPECT_EQ(client.rest(), "");
  RawClient plain(server->port());
  plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_FALSE(plain.rest().starts_with("HTTP/1.1 2"));
}

TEST(Tls, unusable_certificates_are_told) {
  const Pem one = self_signed("IP:127.0.0.1");
  const Pem two = self_signed("IP:127.0.0.1");
  EXPECT_EQ(tls_server_from_pem(one.certificate, two.key).error().code, make_error_code(errc::bad_certificate));
  EXPECT_FALSE(tls_server_from_pem("nonsense", one.key));
  EXPECT_NE(tls_server_from_files("/nowhere.pem", "/nowhere.key").error().detail.find("/nowhere.pem"),
            std::string::npos);
}

}  // namespace
}  // namespace tandem::net
