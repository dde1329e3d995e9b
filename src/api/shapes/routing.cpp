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
  }
  return {};
}

struct Sentence {
  std::string_view zh, one, many;
};

Sentence sentence_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::none: return {" 人可以接", " could take it", " could take it"};
    case Obstacle::not_skilled: return {" 人技能不足", " lacks the skills", " lack the skills"};
    case Obstacle::other_team: return {" 人不在所要求的班组", " is of another team", " are of other teams"};
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

json::object routing_json(const State& state, const Task& task, WallTime now, const Names& names) {
  const auto explanation = explain(state, task, now);
  json::array groups;
  for (const auto& group : explanation.groups) groups.push_back(group_json(group, names));
  return {{"conversation", task.conversation.text()},
          {"queue", names.queue(task.queue)},
          {"waiting_since", to_rfc3339(task.since)},
          {"priority", task.priority},
          {"due_at", to_rfc3339(task.due)},
          {"ahead", explanation.ahead},
          {"requires", levels_json(task.required, names.configuration)},
          {"teams", teams_json(task.teams, names.configuration)},
          {"relaxed", task.relaxed},
          {"relaxes_at", explanation.next_relaxation ? json::value(to_rfc3339(*explanation.next_relaxation)) : json::value(nullptr)},
          {"offer", offer_of(state, task, names)},
          {"groups", std::move(groups)}};
}

}  // namespace tandem::api
