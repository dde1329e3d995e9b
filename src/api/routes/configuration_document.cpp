// The configuration as its file would say it, and changes to it.
#include <array>
#include <map>

#include "api/routes/handlers.hpp"
#include "core/rule_names.hpp"

namespace tandem::api::routes {
namespace {

Response done_edit(const ConfigurationEdit& edit) {
  json::array secrets;
  for (const auto& device : edit.secrets) secrets.push_back(json::object{{"device", device.device}, {"secret", device.secret}});
  json::object body{{"version", edit.version},
                    {"changes", json::array(edit.changes.begin(), edit.changes.end())},
                    {"warnings", remarks_json(edit.warnings)},
                    {"secrets", std::move(secrets)}};
  return tagged(body, edit.version);
}

std::string_view word_of(expressions::Type type) {
  switch (type) {
    case expressions::Type::text: return "text";
    case expressions::Type::number: return "number";
    case expressions::Type::truth: return "truth";
  }
  return "text";
}

template <class List, class Member>
json::array words_of(const List& list, Member member) {
  json::array out;
  for (const auto& item : list) out.emplace_back(item.*member);
  return out;
}

json::array words_for(const RuleName& known, const Configuration& configuration) {
  switch (known.value) {
    case RuleValue::queue: return words_of(configuration.queues, &Queue::name);
    case RuleValue::number: return words_of(configuration.numbers, &Number::number);
    case RuleValue::site: return words_of(configuration.sites, &Site::key);
    default: return json::array(known.words.begin(), known.words.end());
  }
}

json::object name_json(std::string_view name, expressions::Type type, std::string_view zh, std::string_view en) {
  return {{"name", name}, {"type", word_of(type)}, {"zh", zh}, {"en", en}};
}

// The values that some flow sets, each once, in the order of their names.
class FlowValues {
 public:
  explicit FlowValues(const Configuration& configuration) {
    for (const auto& flow : configuration.flows)
      for (const auto& node : flow.nodes) std::visit([&](const auto& body) { take(body); }, node.body);
  }
  json::array names() const {
    json::array out;
    for (const auto& [name, label] : labels_) {
      const auto zh = label.empty() ? "流程中的值 " + name : label.in("zh");
      const auto en = label.empty() ? "the flow's value " + name : label.in("en");
      out.push_back(name_json("values." + name, expressions::Type::text, zh, en));
    }
    return out;
  }

 private:
  void add(const std::string& name, const Localized& label = {}) {
    if (name.empty()) return;
    auto& known = labels_[name];
    if (known.empty()) known = label;
  }
  void take(const MenuNode& node) { add(node.into); }
  void take(const CollectNode& node) { add(node.into, node.label); }
  void take(const SetNode& node) { add(node.name); }
  void take(const LookUpNode& node) {
    static constexpr std::array<std::string_view, 5> of_customer{"name", "tier", "language", "phone", "region"};
    static constexpr std::array<std::string_view, 8> of_order{"number", "status", "status_zh", "status_en", "status_code", "summary", "tracking", "customer"};
    if (node.kind == LookUpKind::customer)
      for (const auto field : of_customer) add(node.into + "." + std::string(field));
    else
      for (const auto field : of_order) add(node.into + "." + std::string(field));
  }
  template <class Other>
  void take(const Other&) {}

  std::map<std::string, Localized> labels_;
};

// As a text of the expression language.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') out += "\\n";
    else out += c;
  }
  return out + "\"";
}

}  // namespace

awaitable<Response> get_configuration(Context& context, Call) {
  if (!context.configuration_desk) co_return not_here("the configuration's document");
  auto found = co_await context.configuration_desk->sections();
  if (!found) co_return failed(found.error());
  json::object body{{"version", found->version}, {"sections", std::move(found->sections)}};
  co_return tagged(body, found->version);
}

awaitable<Response> change_configuration(Context& context, Call call) {
  if (!context.configuration_desk) co_return not_here("the configuration's document");
  auto match = if_match(call.request);
  if (match.refusal) co_return std::move(*match.refusal);
  Fields fields(call.request);
  const auto* sections = fields.find("sections");
  if (fields.ok() && (!sections || !sections->is_object())) fields.add("sections", "is a map of sections to what stands in them");
  if (!fields.ok()) co_return fields.problem();
  auto wanted = sections->as_object();
  const bool dry_run = call.query("dry_run") == "true";
  ConfigurationAuthor by{call.user(), call.request.remote_address};
  auto edit = co_await context.configuration_desk->edit(match.revision, std::move(wanted), dry_run, std::move(by));
  if (!edit) co_return failed(edit.error());
  if (edit->outcome == ConfigurationEdit::Outcome::stale)
    co_return net::problem(http::status::precondition_failed, "somebody else changed the configuration meanwhile: load it again");
  if (edit->outcome == ConfigurationEdit::Outcome::refused)
    co_return refused_with("the configuration has problems; nothing was changed", edit->problems);
  co_return done_edit(*edit);
}

awaitable<Response> configuration_names(Context& context, Call) {
  const auto configuration = context.configuration();
  json::array items;
  for (const auto& known : rule_names) {
    auto one = name_json(known.name, known.type, known.zh, known.en);
    if (auto words = words_for(known, *configuration); !words.empty()) one["words"] = std::move(words);
    items.push_back(std::move(one));
  }
  for (const auto& hours : configuration->hours)
    items.push_back(name_json("open(" + quoted(hours.name) + ")", expressions::Type::truth, "“" + hours.name + "”是否在工作时间内",
                              "whether “" + hours.name + "” are open"));
  for (auto& value : FlowValues(*configuration).names()) items.push_back(std::move(value));
  co_return list_response(std::move(items));
}

}  // namespace tandem::api::routes
