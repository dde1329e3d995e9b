// The rules themselves, on small made-up trees: each must find what breaks it, and nothing in what does not.
#include "tidy/rules.hpp"

#include <gtest/gtest.h>

#include "tidy/code.hpp"

namespace tidy {
namespace {

std::string including(const std::string& header) { return "#include \"" + header + "\"\n"; }
std::size_t refusals(const std::string& from, const std::string& header) {
  return check_includes({{"src/" + from, including(header)}}).size();
}
std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "x;\n";
  return text;
}
// Every rule that found something, once per finding, in order.
std::vector<std::string> rules(const Findings& findings) {
  std::vector<std::string> names;
  for (const auto& finding : findings) names.push_back(finding.rule);
  return names;
}
using Rules = std::vector<std::string>;

TEST(IncludeRules, lower_rungs_may_be_included) {
  for (const auto& [from, header] :
       std::vector<std::pair<std::string, std::string>>{{"app/run.cpp", "store/sqlite/store.hpp"},
                                                        {"app/run.cpp", "net/server.hpp"},
                                                        {"api/chat.cpp", "net/server.hpp"},
                                                        {"channels/voice/leg.cpp", "media/engine.hpp"},
                                                        {"adapters/speech/say.cpp", "media/sound.hpp"},
                                                        {"store/sqlite/store.cpp", "ports/store.hpp"},
                                                        {"store/sqlite/store.cpp", "store/migrations/list.hpp"},
                                                        {"store/open.cpp", "store/postgres/store.hpp"},
                                                        {"runtime/driver.cpp", "core/engine.hpp"},
                                                        {"core/engine.cpp", "core/state.hpp"},
                                                        {"stats/projector.cpp", "model/fact.hpp"},
                                                        {"net/tls.cpp", "base/result.hpp"},
                                                        {"main.cpp", "app/run.hpp"}})
    EXPECT_EQ(refusals(from, header), 0u) << from << " includes " << header;
}

TEST(IncludeRules, higher_rungs_and_siblings_may_not) {
  for (const auto& [from, header] :
       std::vector<std::pair<std::string, std::string>>{{"base/time.cpp", "model/ids.hpp"},
                                                        {"model/fact.cpp", "core/engine.hpp"},
                                                        {"core/engine.cpp", "ports/store.hpp"},
                                                        {"core/engine.cpp", "stats/projector.hpp"},
                                                        {"ports/store.hpp", "runtime/journal.hpp"},
                                                        {"crm/match.cpp", "cases/open.hpp"},
                                                        {"runtime/driver.cpp", "crm/match.hpp"},
                                                        {"cases/open.cpp", "runtime/x.hpp"},
                                                        {"runtime/driver.cpp", "store/sqlite/store.hpp"},
                                                        {"runtime/driver.cpp", "net/server.hpp"},
                                                        {"store/postgres/store.cpp", "net/tls.hpp"},
                                                        {"channels/voice/leg.cpp", "channels/webchat/chat.hpp"},
                                                        {"store/sqlite/store.cpp", "store/postgres/store.hpp"},
                                                        {"api/chat.cpp", "store/open.hpp"},
                                                        {"net/server.cpp", "model/ids.hpp"},
                                                        {"media/engine.cpp", "net/tls.hpp"},
                                                        {"api/chat.cpp", "app/run.hpp"}})
    EXPECT_EQ(refusals(from, header), 1u) << from << " includes " << header;
}

TEST(IncludeRules, paths_start_from_src) {
  EXPECT_EQ(refusals("api/chat.cpp", "../base/time.hpp"), 1u);
  EXPECT_EQ(refusals("base/time.cpp", "time.hpp"), 1u);
}

TEST(IncludeRules, angle_brackets_are_no_way_around) {
  const Tree tree{{"src/base/a.cpp", "#include <core/engine.hpp>\n#include <vector>\n"}, {"src/core/engine.hpp", ""}};
  ASSERT_EQ(check_includes(tree).size(), 1u);
  EXPECT_EQ(check_includes(tree)[0].line, 1u);
}

TEST(IncludeRules, pure_rungs_use_no_clock_and_no_io) {
  EXPECT_EQ(check_includes({{"src/core/a.cpp", "#include <chrono>\n"}}).size(), 1u);
  EXPECT_EQ(check_includes({{"src/stats/a.cpp", "#include <random>\n"}}).size(), 1u);
  EXPECT_EQ(refusals("core/a.cpp", "base/log.hpp"), 1u);
  EXPECT_EQ(check_includes({{"src/core/a.cpp", "#include <map>\n"}, {"src/net/b.cpp", "#include <chrono>\n"}}).size(),
            0u);
}

TEST(IncludeRules, the_core_has_no_floating_point_and_no_unordered_containers) {
  EXPECT_EQ(check_includes({{"src/core/a.cpp", "int a;\ndouble b;\n"}}).at(0).line, 2u);
  EXPECT_EQ(check_includes({{"src/core/a.hpp", "std::unordered_map<int, int> a;\n"}}).size(), 1u);
  EXPECT_EQ(check_includes({{"src/core/a.cpp", "// double\nconst char* a = \"float\";\n"}}).size(), 0u);
  EXPECT_EQ(check_includes({{"src/media/a.cpp", "double b;\n"}}).size(), 0u);
}

TEST(IncludeRules, unknown_folder_and_commented_include) {
  EXPECT_EQ(check_includes({{"src/misc/a.cpp", ""}}).size(), 1u);
  EXPECT_EQ(check_includes({{"src/base/a.cpp", "// #include \"core/engine.hpp\"\n"}}).size(), 0u);
  EXPECT_EQ(check_includes({{"src/base/a_test.cpp", including("core/engine.hpp")}}).size(), 0u);
}

TEST(ShapeRules, long_files_are_refused) {
  EXPECT_EQ(check_shape({{"src/base/a.cpp", lines(600)}}).size(), 0u);
  EXPECT_EQ(check_shape({{"src/base/a.cpp", lines(601)}}).size(), 1u);
  EXPECT_EQ(check_shape({{"web/desk/src/a.tsx", lines(201)}}).size(), 1u);
  EXPECT_EQ(check_shape({{"web/desk/src/a.ts", lines(201)}}).size(), 0u);
}

TEST(ShapeRules, long_functions_are_refused) {
  const auto function = [](const std::string& head, std::size_t body) { return head + " {\n" + lines(body) + "}\n"; };
  for (const char* head :
       {"void f()", "int A::f(int a = 1) const noexcept", "A::A(int a) : a_(a)", "auto f() -> std::vector<int>",
        "template <class T = int>\nbool f(T t) requires(sizeof(T) == 1)", "bool operator==(const A& a, const A& b)",
        "TEST(A, b)", "static const auto f = [](int a)"}) {
    EXPECT_EQ(check_shape({{"src/base/a.cpp", function(head, 68)}}).size(), 0u) << head;
    const auto found =
        check_shape({{"src/base/a.cpp", "namespace a {\nstruct B {\n" + function(head, 69) + "};\n}\n"}});
    ASSERT_EQ(found.size(), 1u) << head;
    EXPECT_EQ(found[0].rule, "function") << head;
  }
}

TEST(ShapeRules, tables_and_classes_are_not_functions) {
  for (const char* head : {"const Table table[] =", "struct A final : B", "namespace a::b", "enum class E : int",
                           "template <class T>\nclass A", "constexpr std::array<int, 3> all"})
    EXPECT_EQ(check_shape({{"src/base/a.cpp", std::string(head) + " {\n" + lines(100) + "};\n"}}).size(), 0u) << head;
}

TEST(ShapeRules, braces_in_strings_and_comments_do_not_count) {
  const std::string tricky = "void f() {\n  // }\n  g(\"}\", '}', R\"(\n}\n)\", 1'000);\n#define X {\n";
  const auto found = functions_of(tricky + lines(3) + "}\nvoid g() {\n}\n");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].first_line, 1u);
  EXPECT_EQ(found[0].last_line, 10u);
}

TEST(ShapeRules, members_initialised_in_braces_do_not_hide_the_body) {
  const auto found = functions_of("A::A() : a_{1}, b_{2} {\n" + lines(80) + "}\n");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back().last_line - found.back().first_line, 81u);
}

TEST(ShapeRules, crowded_folders_are_refused) {
  Tree tree;
  for (int i = 0; i < 20; ++i) tree["src/base/f" + std::to_string(i) + ".cpp"] = "";
  for (int i = 0; i < 20; ++i) tree["src/base/f" + std::to_string(i) + "_test.cpp"] = "";
  for (int i = 0; i < 40; ++i) tree["src/api/routes/f" + std::to_string(i) + ".cpp"] = "";
  EXPECT_EQ(check_shape(tree).size(), 0u);
  tree["src/base/one_more.hpp"] = "";
  EXPECT_EQ(rules(check_shape(tree)), Rules{"folder"});
}

TEST(TextRules, headers_say_what_they_are_for) {
  EXPECT_EQ(check_text({{"src/base/a.hpp", "// What it is.\n#pragma once\n"}}).size(), 0u);
  EXPECT_EQ(rules(check_text({{"src/base/a.hpp", "#pragma once\n"}})), Rules{"header"});
  EXPECT_EQ(rules(check_text({{"src/base/a.hpp", "// What it is.\nint a;\n"}})), Rules{"header"});
  std::string long_comment;
  for (int i = 0; i < 9; ++i) long_comment += "// and on\n";
  EXPECT_EQ(rules(check_text({{"src/base/a.hpp", long_comment + "#pragma once\n"}})), Rules{"header"});
}

TEST(TextRules, machine_paths_are_refused) {
  const std::string work = std::string("/wo") + "rk/main", root = std::string("/ro") + "ot/x";
  EXPECT_EQ(rules(check_text({{"docs/a.md", "see " + work + "\n"}})), Rules{"machine path"});
  EXPECT_EQ(rules(check_text({{"scripts/a.sh", "cd " + root + "\n"}})), Rules{"machine path"});
  EXPECT_EQ(rules(check_text({{"web/desk/a.ts", "const a = '" + work + "'\n"}})), Rules{"machine path"});
  EXPECT_EQ(check_text({{"scripts/a.sh", "cd build/deps" + root + "; cd $deps" + root + "\n"}}).size(), 0u);
}

TEST(TextRules, notes_to_self_are_refused) {
  const std::string x = "X";  // the words are put together, so that this file passes the rule itself
  for (const auto& word : {std::string("TO") + "DO", std::string("FIX") + "ME", x + x + x})
    EXPECT_EQ(rules(check_text({{"src/base/a.cpp", "// " + word + ": later\n"}})), Rules{"note"}) << word;
  EXPECT_EQ(check_text({{"scripts/a", "#!/bin/sh\nmktemp a-" + x + x + x + x + "\n"}}).size(), 0u);
}

TEST(TextRules, blanks_are_refused) {
  EXPECT_EQ(rules(check_text({{"src/base/a.cpp", "\tx;\n"}})), Rules{"blanks"});
  EXPECT_EQ(rules(check_text({{"src/base/a.cpp", "x; \n"}})), Rules{"blanks"});
  EXPECT_EQ(rules(check_text({{"web/desk/a.tsx", "x;\r\n"}})), Rules{"blanks"});
  EXPECT_EQ(rules(check_text({{"docs/a.md", "no end"}})), Rules{"blanks"});
  EXPECT_EQ(check_text({{"tests/fuzz/corpus/a", "\tx \r\n"}}).size(), 0u);
}

TEST(TextRules, file_names_fit_every_file_system) {
  EXPECT_EQ(rules(check_text({{"docs/two words.md", ""}})), Rules{"name"});
  EXPECT_EQ(rules(check_text({{"docs/名.md", ""}})), Rules{"name"});
  EXPECT_EQ(rules(check_text({{"src/base/Upper.cpp", ""}})), Rules{"name"});
  EXPECT_EQ(rules(check_text({{"web/desk/A.ts", ""}, {"web/desk/a.ts", ""}})), Rules{"name"});
}

TEST(TextRules, temporaries_in_co_await_are_refused) {
  const auto found = [](const std::string& code) { return check_text({{"src/net/a.cpp", code + "\n"}}).size(); };
  EXPECT_EQ(found("co_await f(a ? b : c);"), 1u);
  EXPECT_EQ(found("co_await f(Options{1, 2});"), 1u);
  EXPECT_EQ(found("co_await f({1, 2});"), 1u);
  EXPECT_EQ(found("co_await f(CaseId{1}, {}, UserId{ });"), 0u);
  EXPECT_EQ(found("return (co_await f(a)) ? b : c;"), 0u);
  EXPECT_EQ(found("auto a = co_await f(b); g(c ? d : e);"), 0u);
  EXPECT_EQ(found("co_await f([a]() mutable { return a ? 1 : 2; }, b);"), 0u);
  EXPECT_EQ(found("co_await f([](int a) -> std::vector<int> { return {a}; });"), 0u);
  EXPECT_EQ(found("if (co_await f(a)) { b = c ? d : e; }"), 0u);
}

TEST(TranslationRules, both_languages_have_the_same_keys) {
  const auto found = [](const std::string& en, const std::string& zh) {
    return check_translations({{"web/desk/src/i18n/en.json", en}, {"web/desk/src/i18n/zh-CN.json", zh}}).size();
  };
  EXPECT_EQ(found(R"({"a":"x","b":{"c":"y {{n}}"}})", R"({"a":"甲","b":{"c":"{{n}} 乙"}})"), 0u);
  EXPECT_EQ(found(R"({"n_one":"{{count}} chat","n_other":"{{count}} chats"})", R"({"n_other":"{{count}} 个会话"})"),
            0u);
  EXPECT_EQ(found(R"({"a":"x","b":{"c":"y"}})", R"({"a":"甲"})"), 1u);
  EXPECT_EQ(found(R"({"a":"x"})", R"({"a":"甲","b":"乙"})"), 1u);
  EXPECT_EQ(found(R"({"a":"x"})", R"({"a":""})"), 1u);
  EXPECT_EQ(found(R"({"a":"{{name}}"})", R"({"a":"甲"})"), 1u);
  EXPECT_EQ(found(R"({"a":"x"})", "{"), 2u);
}

TEST(TranslationRules, typescript_files_hold_texts_too) {
  const auto found = [](const std::string& en, const std::string& zh) {
    return check_translations({{"web/desk/src/i18n/en.ts", en}, {"web/desk/src/i18n/zh-CN.ts", zh}}).size();
  };
  const std::string zh = "export const zh = {\n  // Common\n  \"a.b\": \"甲 {{n}}\",\n  c: \"乙\",\n};\n";
  EXPECT_EQ(found("export const en = {\n  \"a.b\":\n    \"x \\\"{{n}}\\\"\",\n  c: \"y\",\n};\n", zh), 0u);
  EXPECT_EQ(found("export const en = {\n  \"a.b\": \"x {{n}}\",\n};\n", zh), 1u);
  EXPECT_EQ(found("export const en = {};\n", zh), 3u);
}

TEST(TranslationRules, a_language_alone_is_refused) {
  const std::string text = R"({"a":"x"})";
  EXPECT_EQ(check_translations({{"web/desk/src/i18n/en.json", text}}).size(), 1u);
  EXPECT_EQ(check_translations({{"web/desk/src/i18n/fr.json", text}}).size(), 1u);
  const Tree both{{"web/desk/src/i18n/en/chat.json", text}, {"web/desk/src/i18n/zh-CN/chat.json", text}};
  EXPECT_EQ(check_translations(both).size(), 0u);
}

}  // namespace
}  // namespace tidy
