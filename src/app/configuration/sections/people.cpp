// Agents, users and the phones that agents register.
#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

#include "app/configuration/sections/context.hpp"

namespace tandem::configuration {
namespace {

constexpr std::size_t shortest_password = 8;

// Letters and digits that are not mistaken for one another on paper.
std::string make_secret() {
  static constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789A";
  static_assert(alphabet.size() == 32);
  unsigned char bytes[24];
  if (RAND_bytes(bytes, sizeof bytes) != 1) throw std::runtime_error("no random numbers from OpenSSL");
  std::string out;
  for (const auto byte : bytes) out += alphabet[byte % 32];  // 32 divides 256: every letter is as likely
  return out;
}

bool is_login(std::string_view text) {
  const auto inner = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return !text.empty() && text.size() <= 40 && text[0] != '.' && text[0] != '-' &&
         std::all_of(text.begin(), text.end(), inner);
}

bool is_sip_address(std::string_view text) {
  if (!text.starts_with("sip:") || text.size() > 200) return false;
  text.remove_prefix(4);
  const auto at = text.find('@');
  const auto host = at == std::string_view::npos ? text : text.substr(at + 1);
  if (host.empty() || (at != std::string_view::npos && at == 0)) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '"' && c != ','; });
}

// What every person has, agent or not.
AccountChange read_person(Context& context, Fields& fields, const std::vector<std::string>& roles, std::size_t role) {
  AccountChange change;
  auto& account = change.account;
  account.login = fields.need_text("login");
  if (!account.login.empty()) {
    fields.rename(said("“{}”", "'{}'", account.login));
    if (!is_login(account.login))
      fields.problem("login", said("登录名由 a-z、0-9、'.'、'_' 和 '-' 组成，最多 40 个字符；“{}”不是",
                                   "a login is made of a-z, 0-9, '.', '_' and '-', at most 40; '{}' is not", account.login));
    account.id = context.logins.declare(account.login, fields.mark(), context.problems, context.ids);
  }
  account.name = fields.text("name", account.login);
  account.role = static_cast<Role>(fields.one_of("role", roles, role) + 1);
  if (const auto* team = fields.find("team"))
    if (const auto name = as_text(*team, fields.what("team"), context.problems))
      account.team = context.teams.find(*name, team->mark, context.problems);
  const std::vector<std::string> languages{"", "zh-CN", "en"};
  account.language = languages[fields.one_of("language", languages, 0)];
  if (fields.has("password")) {
    change.password = fields.text("password");
    if (change.password->size() < shortest_password)
      fields.problem("password", said("密码至少 {} 个字符", "a password has at least {} characters", shortest_password));
  }
  return change;
}

void read_device(Context& context, Fields& phone, AgentProfile& agent) {
  agent.device = phone.text("device", agent.login);
  if (!is_login(agent.device))
    phone.problem("device", {"话机的名称与登录名一样：a-z、0-9、'.'、'_' 和 '-'", "a device is named like a login: a-z, 0-9, '.', '_' and '-'"});
  auto secret = phone.text("secret");
  if (!secret.empty() && secret.size() < 8)
    phone.problem("secret", {"SIP 密钥至少 8 个字符", "a SIP secret has at least 8 characters"});
  if (const auto [at, fresh] = context.devices.emplace(agent.device, phone.mark()); !fresh)
    return phone.problem("device", said("话机“{}”出现了两次（第 {} 行）；请给其中一个另取名称",
                                        "the device '{}' is there twice (line {}); name one of them otherwise", agent.device,
                                        at->second.line));

  DesiredDevice wanted{{agent.device, agent.id, std::move(secret)}, false};
  for (const auto& known : context.existing.devices)
    if (wanted.device.secret.empty() && known.device == agent.device) wanted.device.secret = known.secret;
  if (wanted.device.secret.empty()) {
    wanted.generated = true;
    wanted.device.secret = make_secret();
  }
  context.desired.devices.push_back(std::move(wanted));
}

void read_phone(Context& context, const Node& node, AgentProfile& agent) {
  Fields phone(node, said("“{}”的话机", "the phone of '{}'", agent.login), context.problems);
  agent.phone = phone.one_of("kind", {"browser", "sip"}, 0) == 1 ? PhoneKind::sip : PhoneKind::browser;
  if (!phone.has("kind")) phone.problem("kind", said("{}缺少 'kind'：browser 或 sip", "{} needs 'kind': browser or sip", phone.what()));
  if (agent.phone == PhoneKind::sip) {
    agent.contact = phone.text("contact");
    if (!agent.contact.empty()) {
      if (!is_sip_address(agent.contact))
        phone.problem("contact", {"'contact' 是地址，例如 sip:a1@192.0.2.7:5060", "'contact' is an address such as sip:a1@192.0.2.7:5060"});
    } else {
      read_device(context, phone, agent);
    }
  }
  phone.finish();
}

}  // namespace

void read_agents(Context& context, const Node* agents) {
  if (!agents) return;
  for (const auto& item : items_of(*agents, key_of("agents"), context.problems)) {
    Fields fields(item, {"座席", "an agent"}, context.problems);
    auto change = read_person(context, fields, {"agent", "supervisor", "admin"}, 0);
    AgentProfile agent;
    agent.id = change.account.id;
    agent.login = change.account.login;
    agent.team = change.account.team;
    if (const auto* skills = fields.find("skills"))
      agent.skills = read_skill_levels(context, *skills, fields.what("skills"), 0);
    if (const auto* phone = fields.find("phone")) read_phone(context, *phone, agent);
    agent.start_available = fields.one_of("start", {"offline", "available"}, 0) == 1;
    fields.finish();
    context.desired.configuration.agents.push_back(std::move(agent));
    context.agent_marks.push_back(item.mark);
    context.desired.accounts.push_back(std::move(change));
  }
}

void read_users(Context& context, const Node* users) {
  if (!users) return;
  for (const auto& item : items_of(*users, key_of("users"), context.problems)) {
    Fields fields(item, {"人员", "a user"}, context.problems);
    auto change = read_person(context, fields, {"agent", "supervisor", "admin"}, 0);
    if (!fields.has("role"))
      fields.problem("role", said("{}缺少 'role'：supervisor 或 admin", "{} needs 'role': supervisor or admin", fields.what()));
    else if (change.account.role == Role::agent)
      fields.problem("role", {"座席写在 'agents' 之下，技能和话机也在那里", "an agent stands under 'agents', where skills and phone belong"});
    fields.finish();
    context.desired.accounts.push_back(std::move(change));
  }
}

}  // namespace tandem::configuration
