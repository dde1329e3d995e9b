#include "media/dtls/srtp.hpp"

#include <srtp2/srtp.h>

namespace tandem::media {
namespace {

bool library_started() {
  static const bool ok = srtp_init() == srtp_err_status_ok;  // once per process, never shut down
  return ok;
}

srtp_t make_one(SrtpProfile profile, const std::vector<std::uint8_t>& key, srtp_ssrc_type_t direction) {
  srtp_policy_t policy{};
  const auto wanted =
      profile == SrtpProfile::aead_aes_128_gcm ? srtp_profile_aead_aes_128_gcm : srtp_profile_aes128_cm_sha1_80;
  if (srtp_crypto_policy_set_from_profile_for_rtp(&policy.rtp, wanted) != srtp_err_status_ok ||
      srtp_crypto_policy_set_from_profile_for_rtcp(&policy.rtcp, wanted) != srtp_err_status_ok)
    return nullptr;
  policy.ssrc.type = direction;
  policy.key = const_cast<unsigned char*>(key.data());
  policy.window_size = 256;
  // An event packet of RFC 4733 and the audio beside it never repeat a sequence number; no repeats are allowed.
  policy.allow_repeat_tx = 0;
  srtp_t session = nullptr;
  return srtp_create(&session, &policy) == srtp_err_status_ok ? session : nullptr;
}

}  // namespace

std::size_t srtp_key_size(SrtpProfile) { return 16; }
std::size_t srtp_salt_size(SrtpProfile profile) { return profile == SrtpProfile::aead_aes_128_gcm ? 12 : 14; }

void SrtpSession::Free::operator()(srtp_ctx_t_* session) const { srtp_dealloc(session); }

Result<std::unique_ptr<SrtpSession>> SrtpSession::make(const SrtpKeys& keys) {
  const auto length = srtp_key_size(keys.profile) + srtp_salt_size(keys.profile);
  if (keys.inbound.size() != length || keys.outbound.size() != length)
    return fail(errc::malformed, "SRTP keys of a wrong length");
  if (!library_started()) return fail(errc::system, "libsrtp cannot start");
  Handle inbound(make_one(keys.profile, keys.inbound, ssrc_any_inbound));
  Handle outbound(make_one(keys.profile, keys.outbound, ssrc_any_outbound));
  if (!inbound || !outbound) return fail(errc::system, "libsrtp refuses the keys");
  return std::unique_ptr<SrtpSession>(new SrtpSession(std::move(inbound), std::move(outbound)));
}

std::optional<std::size_t> SrtpSession::protect(std::uint8_t* packet, std::size_t size, bool rtcp) {
  int length = static_cast<int>(size);
  const auto status =
      rtcp ? srtp_protect_rtcp(outbound_.get(), packet, &length) : srtp_protect(outbound_.get(), packet, &length);
  if (status != srtp_err_status_ok) return std::nullopt;
  return static_cast<std::size_t>(length);
}

std::optional<std::size_t> SrtpSession::unprotect(std::span<std::uint8_t> packet, bool rtcp) {
  int length = static_cast<int>(packet.size());
  const auto status = rtcp ? srtp_unprotect_rtcp(inbound_.get(), packet.data(), &length)
                           : srtp_unprotect(inbound_.get(), packet.data(), &length);
  if (status != srtp_err_status_ok || length < 0) return std::nullopt;
  return static_cast<std::size_t>(length);
}

}  // namespace tandem::media
