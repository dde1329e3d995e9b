#include "channels/voice/sip/access/registrar.hpp"

#include <algorithm>

namespace tandem::sip {
namespace {

bool same_contact(const std::string& a, const std::string& b) {
  const auto left = parse_uri(a);
  const auto right = parse_uri(b);
  if (!left || !right) return a == b;
  return left->user == right->user && equals_ignoring_case(left->host, right->host) && left->port == right->port &&
         left->scheme == right->scheme && left->param("transport") == right->param("transport");
}

bool readable(const Message& request) {
  return std::all_of(request.contacts.begin(), request.contacts.end(), [](const ContactValue& contact) {
    const auto uri = parse_uri(contact.uri);
    return uri && uri->is_sip();
  });
}

}  // namespace

std::uint32_t Registrar::wanted_expiry(const ContactValue& contact, const Message& request) const {
  const std::uint32_t wanted =
      contact.expires_s ? *contact.expires_s : request.expires_s.value_or(options_.default_expires_s);
  return std::min(wanted, options_.max_expires_s);
}

bool Registrar::too_brief(const Message& request) const {
  return std::any_of(request.contacts.begin(), request.contacts.end(), [&](const ContactValue& contact) {
    const std::uint32_t seconds = wanted_expiry(contact, request);
    return seconds != 0 && seconds < options_.min_expires_s;
  });
}

int Registrar::apply(Bindings& list, const Message& request, std::int64_t now_ms) {
  const auto outdated = [&](const Binding& b) { return b.call_id == request.call_id && request.cseq <= b.cseq; };
  if (request.contact_star) {
    // §10.2.2: "*" stands alone and with Expires: 0.
    if (!request.contacts.empty() || request.expires_s.value_or(1) != 0) return 400;
    if (std::any_of(list.begin(), list.end(), outdated)) return 500;
    list.clear();
    return 200;
  }
  Bindings next = list;
  for (const auto& contact : request.contacts) {
    const auto found = std::find_if(next.begin(), next.end(),
                                    [&](const Binding& b) { return same_contact(b.contact, contact.uri); });
    if (found != next.end() && outdated(*found)) return 500;  // §10.3 step 7: all or nothing
    if (found != next.end()) next.erase(found);
    const std::uint32_t seconds = wanted_expiry(contact, request);
    if (seconds == 0) continue;
    next.push_back({contact.uri, request.source, request.call_id, request.cseq,
                    now_ms + std::int64_t{seconds} * 1000, now_ms});
    if (next.size() > options_.contacts_per_user) next.erase(next.begin());  // the oldest makes room
  }
  list = std::move(next);
  return 200;
}

Registrar::Answer Registrar::handle(const std::string& user, const Message& request, std::int64_t now_ms) {
  Answer answer;
  if (!readable(request)) return {400, {}, false};
  if (too_brief(request)) return {423, {{"Min-Expires", std::to_string(options_.min_expires_s)}}, false};
  const bool was_reachable = !bindings(user, now_ms).empty();
  const auto entry = bindings_.find(user);
  Bindings list = entry == bindings_.end() ? Bindings{} : entry->second;
  answer.status = apply(list, request, now_ms);
  if (answer.status != 200) return answer;
  if (entry == bindings_.end() && !list.empty() && bindings_.size() >= options_.users)
    return {503, {{"Retry-After", "60"}}, false};
  for (const auto& binding : list)
    answer.headers.emplace_back("Contact", "<" + binding.contact + ">;expires=" +
                                               std::to_string((binding.expires_ms - now_ms + 999) / 1000));
  answer.reachable_changed = was_reachable != !list.empty();
  if (list.empty())
    bindings_.erase(user);
  else
    bindings_[user] = std::move(list);
  return answer;
}

std::vector<Binding> Registrar::bindings(const std::string& user, std::int64_t now_ms) {
  const auto entry = bindings_.find(user);
  if (entry == bindings_.end()) return {};
  std::vector<Binding> live;
  for (auto it = entry->second.rbegin(); it != entry->second.rend(); ++it)
    if (it->expires_ms > now_ms) live.push_back(*it);
  return live;
}

std::vector<std::string> Registrar::sweep(std::int64_t now_ms) {
  std::vector<std::string> gone;
  for (auto entry = bindings_.begin(); entry != bindings_.end();) {
    std::erase_if(entry->second, [&](const Binding& b) { return b.expires_ms <= now_ms; });
    if (!entry->second.empty()) {
      ++entry;
      continue;
    }
    gone.push_back(entry->first);
    entry = bindings_.erase(entry);
  }
  return gone;
}

}  // namespace tandem::sip
