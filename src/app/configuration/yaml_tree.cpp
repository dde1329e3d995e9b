#include "app/configuration/yaml_tree.hpp"

#include <unicode/utf8.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "model/said.hpp"

namespace tandem::configuration {
namespace {

struct Refused {
  Mark mark;
  Localized text;
};

Mark mark_of(const YAML::Mark& mark) { return mark.is_null() ? Mark{} : Mark{mark.line + 1, mark.column + 1}; }

// Builds the tree from the parser's events; every rule that is stricter than YAML is kept here.
class Builder final : public YAML::EventHandler {
 public:
  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      throw Refused{mark_of(mark), {"这里开始了第二个文档；请把全部内容放进同一个文档", "a second document begins here; put everything into one"}};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    leaf(mark, anchor, Node::Kind::nothing, "", false);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{mark_of(mark), {"不允许使用别名（*name）；请直接写出值", "aliases (*name) are not allowed; write the value out"}};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    check_tag(mark, tag);
    const bool quoted = tag == "!";
    const bool nothing = !quoted && (text.empty() || text == "~" || text == "null");
    leaf(mark, anchor, nothing ? Node::Kind::nothing : Node::Kind::scalar, text, quoted);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    std::set<std::string> seen;
  };

  static void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      throw Refused{mark_of(mark), said("不允许使用标签（{}）；请去掉", "tags ({}) are not allowed; leave it out", tag.substr(0, 60))};
  }
  Node make(const YAML::Mark& mark, YAML::anchor_t anchor, Node::Kind kind) {
    if (anchor != 0)
      throw Refused{mark_of(mark), {"不允许使用锚点（&name）；请在需要的地方直接写出值",
                                    "anchors (&name) are not allowed; write the value out where it is needed"}};
    if (++nodes_ > most_nodes)
      throw Refused{mark_of(mark), said("文件内容过多：最多 {} 个值", "the file holds too much: at most {} values", most_nodes)};
    Node node;
    node.kind = kind;
    node.mark = mark_of(mark);
    return node;
  }
  void leaf(const YAML::Mark& mark, YAML::anchor_t anchor, Node::Kind kind, const std::string& text, bool quoted) {
    auto node = make(mark, anchor, kind);
    node.text = text;
    node.quoted = quoted;
    add(std::move(node));
  }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    check_tag(mark, tag);
    if (stack_.size() >= deepest)
      throw Refused{mark_of(mark), said("嵌套过深：最多 {} 层", "nested too deeply: at most {} levels", deepest)};
    stack_.push_back({make(mark, anchor, kind), {}});
  }
  void close() {
    auto node = std::move(stack_.back().node);
    stack_.pop_back();
    add(std::move(node));
  }
  void add(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& [parent, seen] = stack_.back();
    const bool is_key = parent.kind == Node::Kind::map && parent.keys.size() == parent.items.size();
    if (!is_key) return parent.items.push_back(std::move(node));
    if (node.kind != Node::Kind::scalar) throw Refused{node.mark, {"键必须是普通文本", "a key must be a plain text"}};
    if (!seen.insert(node.text).second)
      throw Refused{node.mark, said("键 '{}' 在这里出现了两次；请删除其中一个", "the key '{}' stands here twice; remove one",
                                    node.text.substr(0, 60))};
    parent.keys.push_back(std::move(node));
  }

  Node root_;
  std::vector<Open> stack_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

// Walks the tree once and notes the paths of the places that were asked for. A map and its first key may stand at the
// same place: then it is the map's.
class Paths {
 public:
  void want(Mark mark) { paths_.emplace(std::pair(mark.line, mark.column), std::nullopt); }
  void walk(const Node& node) {
    note(node.mark);
    const auto size = path_.size();
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      if (node.kind == Node::Kind::map)
        path_ += (path_.empty() ? "" : ".") + node.keys[i].text;
      else
        path_ += "[" + std::to_string(i) + "]";
      if (node.kind == Node::Kind::map) note(node.keys[i].mark);
      walk(node.items[i]);
      path_.resize(size);
    }
  }
  std::string at(Mark mark) const { return paths_.at({mark.line, mark.column}).value_or(""); }

 private:
  static constexpr std::size_t longest = 1000;  // bytes; a hostile key may have more

  void note(Mark mark) {
    const auto wanted = paths_.find({mark.line, mark.column});
    if (wanted != paths_.end() && !wanted->second && path_.size() <= longest) wanted->second = path_;
  }

  std::map<std::pair<int, int>, std::optional<std::string>> paths_;
  std::string path_;
};

// Line and column of the first byte that is no UTF-8 or a control character, if there is one.
std::optional<Mark> first_bad_byte(std::string_view text) {
  Mark at{1, 1};
  for (std::int32_t i = 0, length = static_cast<std::int32_t>(text.size()); i < length;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, length, c);
    const bool control = c >= 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t';
    if (c < 0 || control || c == 0x7f) return at;
    at = c == '\n' ? Mark{at.line + 1, 1} : Mark{at.line, at.column + 1};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Node> parse_yaml(std::string_view text, Problems& problems, std::size_t largest) {
  if (text.size() > largest) {
    problems.add({}, said("文件过大：最多 {} MiB", "the file is too large: at most {} MiB", largest >> 20));
    return std::nullopt;
  }
  if (const auto bad = first_bad_byte(text)) {
    problems.add(*bad, {"这里不是 UTF-8 文本；请把文件保存为 UTF-8 编码", "this is not UTF-8 text; save the file as UTF-8"});
    return std::nullopt;
  }
  std::istringstream in{std::string(text)};
  Builder builder;
  try {
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Refused& refused) {
    problems.add(refused.mark, refused.text);
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    problems.add(mark_of(error.mark), said("不是有效的 YAML：{}", "not valid YAML: {}", error.msg));
    return std::nullopt;
  }
  return builder.take();
}

std::vector<Problem> with_paths(std::vector<Problem> problems, const Node& root) {
  Paths paths;
  for (const auto& problem : problems) paths.want(problem.mark);
  if (!problems.empty()) paths.walk(root);
  for (auto& problem : problems) problem.path = paths.at(problem.mark);
  return problems;
}

std::string to_text(const std::vector<Problem>& problems, const std::string& file, std::string_view language) {
  const Localized warning{"警告：", "warning: "};
  auto sorted = problems;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
    return std::pair(a.mark.line, a.mark.column) < std::pair(b.mark.line, b.mark.column);
  });
  std::string out;
  for (const auto& problem : sorted) {
    out += file;
    if (problem.mark.line > 0)
      out += ':' + std::to_string(problem.mark.line) + ':' + std::to_string(problem.mark.column);
    out += ": ";
    if (problem.severity == Severity::warning) out += warning.in(language);
    out += problem.text.in(language) + '\n';
  }
  return out;
}

}  // namespace tandem::configuration
