// What an administrator decides, as one numbered, immutable version: skills, teams, queues, agents, numbers, trunks,
// chat sites and flows. It holds codes, never a person's name. Lists are sorted by id (Configuration::find relies
// on it). Running flows keep the version they started with.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/codec.hpp"
#include "model/expression.hpp"
#include "model/flow.hpp"
#include "model/ids.hpp"
#include "model/terms.hpp"

namespace tandem {

struct Skill {
  SkillId id;
  std::string name;
  SkillKind kind = SkillKind::skill;
  // Of the other kinds: which languages, regions, tiers or businesses it stands for (see rules::required_by).
  std::vector<std::string> codes{};
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("name", self.name); v.since(3, "kind", self.kind); v.since(3, "codes", self.codes);
  }
};

struct Team {
  TeamId id;
  std::string name;
  static void fields(auto& self, auto& v) { v("id", self.id); v("name", self.name); }
};

struct SkillLevel {
  SkillId skill;
  int level = 0;  // 0–10
  bool operator==(const SkillLevel&) const = default;
  static void fields(auto& self, auto& v) { v("skill", self.skill); v("level", self.level); }
};

// When somebody is there, as UTC intervals: worked out from a week, holidays and a time zone for a good year ahead.
struct Interval {
  WallTime from, until;  // without `until` itself
  bool operator==(const Interval&) const = default;
  static void fields(auto& self, auto& v) { v("from", self.from); v("until", self.until); }
};

struct Hours {
  HoursId id;
  std::string name;
  std::string source;             // as the administrator wrote it: what `open` is made from again
  std::vector<Interval> open;     // in order, apart from each other
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("name", self.name); v("source", self.source); v("open", self.open);
  }
};

// What a task asks for once it has waited so long, in place of what it asked for before.
struct Relaxation {
  std::int64_t after_ms = 0;         // since it entered the queue
  std::vector<SkillLevel> required;  // sorted by skill
  std::vector<TeamId> teams;         // sorted; empty: of any team
  static void fields(auto& self, auto& v) { v("after_ms", self.after_ms); v("required", self.required); v("teams", self.teams); }
};

// What happens when a queue is too full, and to whom. Exactly one of `queue` and `flow` is set.
struct Overflow {
  OverflowWhen when = OverflowWhen::waited;
  std::int64_t over = 0;  // waited, estimated_wait: milliseconds; waiting: contacts
  QueueId queue;          // its agents may take this queue's work too, for as long as the reason holds
  FlowId flow;            // a contact leaves the line for this flow, once, and keeps its place for when it comes back
  static void fields(auto& self, auto& v) {
    v("when", self.when); v("over", self.over); v("queue", self.queue); v("flow", self.flow);
  }
};

// How much each part counts in AgentChoice::best_score; each is 0–100 and not all are 0.
struct ScoreWeights {
  int handle_time = 1, satisfaction = 1, resolution = 1;
  static void fields(auto& self, auto& v) {
    v("handle_time", self.handle_time); v("satisfaction", self.satisfaction); v("resolution", self.resolution);
  }
};

struct Queue {
  static constexpr std::size_t most_relaxations = 10, most_overflows = 10;
  QueueId id;
  std::string name;
  std::vector<SkillLevel> required;  // an agent needs each of them at this level or above; sorted by skill
  std::string music = "default";
  int priority = 0;              // higher goes first
  int target_seconds = 20;       // service level: answered within
  int target_permille = 800;     // of those offered
  int offer_ms = 20000;          // how long an offer stands before it counts as missed
  int wrap_up_ms = 120000;       // wrap-up ends by itself after this; 0: only by the agent
  AgentChoice choose = AgentChoice::longest_idle;
  std::vector<TeamId> teams;            // an agent is of one of them; sorted; empty: of any team
  std::vector<Relaxation> relaxations;  // by after_ms, at most most_relaxations
  std::vector<SkillKind> match;         // what a contact brings along that an agent has to match
  ScoreWeights weights;
  std::vector<StickyTo> sticky;         // whom to keep a task for, the first who can be
  std::int64_t sticky_ms = 30000;       // and how long
  int value_points = 0;                 // of priority for a customer of the highest value (100)
  int risk_points = 0;                  // of priority for one who is sure to leave (100)
  bool auto_accept = false;             // offers count as accepted at once
  HoursId hours;                        // none: always open
  std::vector<Overflow> overflows;      // in order, at most most_overflows
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("name", self.name); v("required", self.required); v("music", self.music);
    v("priority", self.priority); v("target_seconds", self.target_seconds); v("target_permille", self.target_permille);
    v("offer_ms", self.offer_ms); v("wrap_up_ms", self.wrap_up_ms); v.since(2, "choose", self.choose);
    v.since(2, "teams", self.teams); v.since(2, "relaxations", self.relaxations); v.since(3, "match", self.match);
    v.since(3, "weights", self.weights); v.since(3, "sticky", self.sticky); v.since(3, "sticky_ms", self.sticky_ms);
    v.since(3, "value_points", self.value_points); v.since(3, "risk_points", self.risk_points);
    v.since(3, "auto_accept", self.auto_accept); v.since(3, "hours", self.hours); v.since(3, "overflows", self.overflows);
  }
};

// Applied to every contact that enters a queue, in their order, before it is decided who may take it.
struct RoutingRule {
  std::string name;  // unique
  Expression when;   // of truth
  QueueId queue;     // none: as it was
  int priority = 0;  // added
  std::vector<SkillLevel> required;  // besides what is asked for already; of two levels the higher one
  std::vector<TeamId> teams;         // in place of the queue's; none: as they were
  bool last = false;                 // the rules after it are not looked at
  static void fields(auto& self, auto& v) {
    v("name", self.name); v("when", self.when); v("queue", self.queue); v("priority", self.priority);
    v("required", self.required); v("teams", self.teams); v("last", self.last);
  }
};

struct AgentProfile {
  AgentId id;
  std::string login;
  TeamId team;
  std::vector<SkillLevel> skills;  // sorted by skill
  PhoneKind phone = PhoneKind::browser;
  std::string contact;      // sip: a fixed "sip:…" address; empty: wherever the device registers
  std::string device;       // sip: the user part under which the device registers
  bool start_available = false;  // an unattended agent, on duty as soon as the program is up
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("login", self.login); v("team", self.team); v("skills", self.skills); v("phone", self.phone);
    v("contact", self.contact); v("device", self.device); v("start_available", self.start_available);
  }
};

struct Number {
  NumberId id;
  std::string number;  // as it is dialled: the user part of the request URI
  FlowId flow;
  static void fields(auto& self, auto& v) { v("id", self.id); v("number", self.number); v("flow", self.flow); }
};

struct Trunk {
  TrunkId id;
  std::string name;
  std::vector<std::string> from;  // CIDR blocks whose INVITEs are let in without a secret
  static void fields(auto& self, auto& v) { v("id", self.id); v("name", self.name); v("from", self.from); }
};

struct Site {
  SiteId id;
  std::string key;                   // data-site of the widget
  FlowId chat_flow;
  NumberId number;                   // "call us" enters the flow of this number; none: no button
  std::string secret;                // signs the customer's id (HMAC-SHA256, hex); empty: visitors stay anonymous
  std::vector<std::string> origins;  // web origins that may embed the widget; empty: any
  Localized greeting;
  static void fields(auto& self, auto& v) {
    v("id", self.id); v("key", self.key); v("chat_flow", self.chat_flow); v("number", self.number);
    v("secret", self.secret); v("origins", self.origins); v("greeting", self.greeting);
  }
};

// Words offered in the desk: dispositions, reasons of breaks and rejections.
struct Choice {
  std::string code;
  Localized label;
  int limit_minutes = 0;  // breaks: how long; 0: no limit
  static void fields(auto& self, auto& v) {
    v("code", self.code); v("label", self.label); v("limit_minutes", self.limit_minutes);
  }
};

struct CapacityRule {
  Channel channel = Channel::voice;
  int cost = 0;  // of 100
  int most = 0;  // at one time; 0: as many as the cost allows
  std::vector<Channel> interrupts{};  // work of these channels does not stand in its way
  static void fields(auto& self, auto& v) {
    v("channel", self.channel); v("cost", self.cost); v("most", self.most); v.since(3, "interrupts", self.interrupts);
  }
};

struct Configuration {
  std::int64_t version = 0;
  std::vector<Skill> skills;
  std::vector<Team> teams;
  std::vector<Queue> queues;
  std::vector<AgentProfile> agents;
  std::vector<Number> numbers;
  std::vector<Trunk> trunks;
  std::vector<Site> sites;
  std::vector<FlowGraph> flows;
  std::vector<Choice> dispositions, break_reasons, reject_reasons;
  std::vector<Hours> hours;
  std::vector<RoutingRule> rules;  // in their order
  std::vector<CapacityRule> capacity{{Channel::voice, 60, 1, {Channel::ticket, Channel::email}},
                                     {Channel::webchat, 20, 0},
                                     {Channel::ticket, 10, 0},
                                     {Channel::email, 10, 0},
                                     {Channel::callback, 60, 1, {Channel::ticket, Channel::email}}};
  int capacity_limit = 100;          // per agent
  int ageing_ms = 60000;             // one point of priority is worth this much waiting: see Task::due
  int agent_link_grace_ms = 30000;   // a desk whose socket is gone this long signs out
  std::string default_region = "CN"; // for numbers written without a country code
  std::string default_language = "zh-CN";

  const CapacityRule* capacity_of(Channel channel) const {
    for (const auto& rule : capacity)
      if (rule.channel == channel) return &rule;
    return nullptr;
  }
  static void fields(auto& self, auto& v) {
    v("version", self.version); v("skills", self.skills); v("teams", self.teams); v("queues", self.queues);
    v("agents", self.agents); v("numbers", self.numbers); v("trunks", self.trunks); v("sites", self.sites);
    v("flows", self.flows); v("dispositions", self.dispositions); v("break_reasons", self.break_reasons);
    v("reject_reasons", self.reject_reasons); v("capacity", self.capacity); v("capacity_limit", self.capacity_limit);
    v("agent_link_grace_ms", self.agent_link_grace_ms); v("default_region", self.default_region);
    v("default_language", self.default_language); v.since(2, "ageing_ms", self.ageing_ms); v.since(3, "hours", self.hours);
    v.since(3, "rules", self.rules);
  }
};

using ConfigurationPtr = std::shared_ptr<const Configuration>;

// The entry with this id, or null. `list` is sorted by id.
template <class T, class IdType>
const T* find_by_id(const std::vector<T>& list, IdType id) {
  const auto at = std::lower_bound(list.begin(), list.end(), id, [](const T& item, IdType wanted) { return item.id < wanted; });
  return at != list.end() && at->id == id ? &*at : nullptr;
}

}  // namespace tandem
