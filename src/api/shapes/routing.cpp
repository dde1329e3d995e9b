#include "api/shapes/routing.hpp"

#include "core/rules/matching.hpp"

namespace tandem::api {
namespace {

// "2:05"
std::string duration_text(std::int64_t ms) {
  const auto seconds = ms / 1000;
  const auto rest = seconds % 60;
  return std::to_string(seconds / 60) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
}

Localized chosen_because(AgentChoice choice) {
  switch (choice) {
    case AgentChoice::longest_idle: return {"空闲最久", "idle longest"};
    case AgentChoice::least_occupied: return {"手头工作最少", "least occupied"};
    case AgentChoice::most_skilled: return {"的技能等级最高", "most skilled"};
    case AgentChoice::least_skilled: return {"的技能正好够用", "just skilled enough"};
    case AgentChoice::round_robin: return {"按轮流次序当值", "next in turn"};
    case AgentChoice::best_score: return {"的综合评分最高", "the best score"};
  }
  return {};
}

struct Sentence {
  std::string_view zh, one, many;
};

Sentence sentence_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::none: return {" 人可以接", " could take it", " could take it"};
    case Obstacle::blocked: return {" 人不得服务该客户", " must not serve this customer", " must not serve this customer"};
    case Obstacle::not_skilled: return {" 人技能不足", " lacks the skills", " lack the skills"};
    case Obstacle::other_team: return {" 人不在所要求的班组", " is of another team", " are of other teams"};
    case Obstacle::kept: return {" 人须让先给指定座席", " stands back: it is kept for somebody", " stand back: it is kept for somebody"};
    case Obstacle::signed_out: return {" 人未签入", " is signed out", " are signed out"};
    case Obstacle::not_available: return {" 人小休或未就绪", " is on a break or not ready", " are on a break or not ready"};
    case Obstacle::unreachable: return {" 人的工作台未连接", " has no desk connected", " have no desk connected"};
    case Obstacle::busy: return {" 人已满负荷", " is busy", " are busy"};
    case Obstacle::passed_over: return {" 人刚刚错过或谢绝", " has just missed or declined it", " have just missed or declined it"};
  }
  return {};
}

json::object group_json(const CandidateGroup& group, const Names& names) {
  const auto sentence = sentence_of(group.obstacle);
  const auto count = std::to_string(group.count);
  json::array agents;
  for (const auto agent : group.first) agents.push_back(names.person(agent));
  return {{"obstacle", name_of(group.obstacle)},
          {"count", group.count},
          {"text", json::object{{"zh", count + std::string(sentence.zh)},
                                {"en", count + std::string(group.count == 1 ? sentence.one : sentence.many)}}},
          {"agents", std::move(agents)}};
}

json::value seconds_or_null(const std::optional<std::int64_t>& ms) {
  if (!ms) return nullptr;
  return json::value(*ms / 1000);
}

// As in the file: one condition, one action.
json::object overflow_json(const Overflow& step, const Configuration& configuration) {
  json::object out;
  switch (step.when) {
    case OverflowWhen::waited: out["waited_seconds"] = step.over / 1000; break;
    case OverflowWhen::waiting: out["waiting"] = step.over; break;
    case OverflowWhen::estimated_wait: out["estimated_wait_seconds"] = step.over / 1000; break;
    case OverflowWhen::closed: out["closed"] = true; break;
    case OverflowWhen::no_agents: out["no_agents"] = true; break;
  }
  if (const auto* queue = find_by_id(configuration.queues, step.queue)) out["queue"] = queue->name;
  if (const auto* flow = find_by_id(configuration.flows, step.flow)) out["flow"] = flow->name;
  return out;
}

json::value offer_of(const State& state, const Task& task, const Names& names) {
  const auto* offer = state.reservation(task.reservation);
  if (!offer) return nullptr;
  const auto who = names.person(offer->agent);
  const std::string name = who.is_object() ? std::string(who.as_object().at("name").as_string()) : std::string();
  const auto why = why_text(offer->why, names.configuration, name);
  return json::object{{"agent", who},
                      {"why", json::object{{"zh", why.zh}, {"en", why.en}}},
                      {"expires_at", to_rfc3339(offer->expires)}};
}

}  // namespace

json::array levels_json(const std::vector<SkillLevel>& levels, const Configuration& configuration) {
  json::array out;
  for (const auto& level : levels) {
    const auto* skill = find_by_id(configuration.skills, level.skill);
    out.push_back(json::object{{"skill", json::object{{"id", level.skill.text()}, {"name", skill ? skill->name : ""}}},
                               {"level", level.level}});
  }
  return out;
}

json::array teams_json(const std::vector<TeamId>& teams, const Configuration& configuration) {
  json::array out;
  for (const auto id : teams) {
    const auto* team = find_by_id(configuration.teams, id);
    out.push_back(json::object{{"id", id.text()}, {"name", team ? team->name : ""}});
  }
  return out;
}

Localized why_text(const RoutingReason& why, const Configuration& configuration, std::string_view who) {
  Localized out;
  for (const auto& level : why.matched) {
    const auto* skill = find_by_id(configuration.skills, level.skill);
    const std::string name = skill ? skill->name : "#" + level.skill.text();
    out.zh += name + " " + std::to_string(level.level) + " 级，";
    out.en += name + " level " + std::to_string(level.level) + ", ";
  }
  if (why.relaxed > 0) {
    out.zh += "等待较久，已放宽要求 " + std::to_string(why.relaxed) + " 次，";
    out.en += "asked for less after waiting (step " + std::to_string(why.relaxed) + "), ";
  }
  if (why.sticky == StickyTo::last) {
    out.zh += "上次由其服务，优先保留，";
    out.en += "kept for who served them last, ";
  } else if (why.sticky == StickyTo::owner) {
    out.zh += "是其未结工单的负责人，优先保留，";
    out.en += "kept for the owner of their open case, ";
  }
  if (const auto* helped = find_by_id(configuration.queues, why.overflow)) {
    out.zh += "由“" + helped->name + "”支援，";
    out.en += "helping out from " + helped->name + ", ";
  }
  const auto idle = duration_text(why.idle_ms);
  const bool many = why.candidates >= rules::most_counted_candidates;
  const Localized others{std::to_string(why.candidates) + (many ? " 人以上" : " 人"), std::to_string(why.candidates) + (many ? " or more" : "")};
  if (why.candidates > 1) {
    const auto chosen = chosen_because(why.choose);
    out.zh += others.zh + "可接，" + std::string(who) + chosen.zh + "（空闲 " + idle + "）";
    out.en += chosen.en + " of " + others.en + " (idle " + idle + ")";
  } else {
    out.zh += "目前只有" + std::string(who) + "可以接（空闲 " + idle + "）";
    out.en += "the only one free (idle " + idle + ")";
  }
  return out;
}

json::object preview_json(const Preview& preview, const Names& names) {
  const auto& configuration = names.configuration;
  json::object out{{"queue", nullptr}, {"flow", nullptr}, {"agent", nullptr}, {"reason", nullptr}, {"why", nullptr}};
  if (const auto* flow = find_by_id(configuration.flows, preview.flow))
    out["flow"] = json::object{{"id", flow->id.text()}, {"name", flow->name}};
  if (!preview.task) return out;
  const auto& task = *preview.task;
  const auto* queue = find_by_id(configuration.queues, task.queue);
  out["queue"] = names.queue(task.queue);
  json::array rules, groups, relaxations, overflow;
  for (const auto& rule : task.rules) rules.push_back(json::value(rule));
  for (const auto& group : preview.why.groups) groups.push_back(group_json(group, names));
  for (const auto& step : queue ? queue->relaxations : std::vector<Relaxation>{})
    relaxations.push_back(json::object{{"after_seconds", step.after_ms / 1000},
                                       {"requires", levels_json(step.required, configuration)},
                                       {"teams", teams_json(step.teams, configuration)}});
  for (const auto& step : queue ? queue->overflows : std::vector<Overflow>{}) overflow.push_back(overflow_json(step, configuration));
  out["rules"] = std::move(rules);
  out["priority"] = task.priority;
  out["requires"] = levels_json(task.required, configuration);
  out["teams"] = teams_json(task.teams, configuration);
  out["position"] = preview.why.ahead + 1;
  out["estimated_wait_seconds"] = seconds_or_null(preview.why.estimated_wait_ms);
  out["groups"] = std::move(groups);
  out["relaxations"] = std::move(relaxations);
  out["overflow"] = std::move(overflow);
  out["kept_for"] = task.only ? names.person(task.only) : json::value(nullptr);
  out["offered_at"] = task.asleep ? json::value(to_rfc3339(task.not_before)) : json::value(nullptr);
  if (!preview.offer) return out;
  const auto& why = preview.offer->why;
  const auto who = names.person(preview.offer->agent);
  const auto text = why_text(why, configuration, who.is_object() ? std::string_view(who.as_object().at("name").as_string()) : "");
  out["agent"] = who;
  out["why"] = words(text);
  out["estimated_wait_seconds"] = 0;
  out["reason"] = json::object{{"choose", name_of(why.choose)},
                               {"idle_seconds", why.idle_ms / 1000},
                               {"candidates", why.candidates},
                               {"sticky", why.sticky == StickyTo::nobody ? json::value(nullptr) : json::value(name_of(why.sticky))}};
  return out;
}

json::object routing_json(const State& state, const Task& task, WallTime now, const Names& names) {
  const auto explanation = explain(state, task, now);
  json::array groups;
  for (const auto& group : explanation.groups) groups.push_back(group_json(group, names));
  json::array rules, helped_by;
  for (const auto& rule : task.rules) rules.push_back(json::value(rule));
  for (const auto& way : task.also) helped_by.push_back(names.queue(way.queue));
  json::value kept_for;
  if (task.only)
    kept_for = json::object{{"agent", names.person(task.only)},
                            {"why", name_of(task.sticky)},
                            {"until", explanation.kept_until ? json::value(to_rfc3339(*explanation.kept_until)) : json::value(nullptr)}};
  return {{"conversation", task.conversation.text()},
          {"queue", names.queue(task.queue)},
          {"waiting_since", to_rfc3339(task.since)},
          {"priority", task.priority},
          {"due_at", to_rfc3339(task.due)},
          {"ahead", explanation.ahead},
          {"estimated_wait_seconds", seconds_or_null(explanation.estimated_wait_ms)},
          {"rules", std::move(rules)},
          {"kept_for", std::move(kept_for)},
          {"helped_by", std::move(helped_by)},
          {"starts_at", task.asleep ? json::value(to_rfc3339(task.not_before)) : json::value(nullptr)},
          {"requires", levels_json(task.required, names.configuration)},
          {"teams", teams_json(task.teams, names.configuration)},
          {"relaxed", task.relaxed},
          {"relaxes_at", explanation.next_relaxation ? json::value(to_rfc3339(*explanation.next_relaxation)) : json::value(nullptr)},
          {"offer", offer_of(state, task, names)},
          {"groups", std::move(groups)}};
}

}  // namespace tandem::api
