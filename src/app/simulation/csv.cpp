#include "app/simulation/csv.hpp"

#include "base/utf8.hpp"
#include "model/said.hpp"

namespace tandem::app {

bool CsvReader::fail(int column, Localized text) {
  problems_.add({line_, column}, std::move(text));
  stopped_ = true;
  return false;
}

bool CsvReader::next() {
  while (!stopped_ && read_line())
    if (!text_.empty()) return split();
  return false;
}

bool CsvReader::read_line() {
  in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  auto length = static_cast<std::size_t>(in_.gcount());
  if (in_.bad() || (in_.eof() && length == 0)) return false;
  ++line_;
  if (in_.fail()) return fail(1, said("这一行超过 {} 字节", "the line is longer than {} bytes", longest_line));
  if (!in_.eof()) --length;  // the line break is counted, but not stored
  text_.assign(buffer_.data(), length);
  if (line_ == 1 && text_.starts_with("\xEF\xBB\xBF")) text_.erase(0, 3);
  if (text_.ends_with('\r')) text_.pop_back();
  if (!is_clean_utf8(text_)) return fail(1, {"这里不是 UTF-8 文本", "this is not text in UTF-8"});
  return true;
}

bool CsvReader::split() {
  fields_.clear();
  std::size_t at = 0;
  while (true) {
    fields_.push_back({{}, static_cast<int>(at) + 1});
    auto& field = fields_.back();
    if (at < text_.size() && text_[at] == '"') {
      for (++at;; ++at) {
        const auto quote = text_.find('"', at);
        if (quote == std::string::npos)
          return fail(field.column, {"引号没有在本行结束", "the quotation mark is not closed on this line"});
        field.text.append(text_, at, quote - at);
        at = quote + 1;
        if (at == text_.size() || text_[at] != '"') break;
        field.text += '"';
      }
      if (at < text_.size() && text_[at] != ',')
        return fail(static_cast<int>(at) + 1, {"引号之后缺少逗号", "a comma is missing after the quotation mark"});
    } else {
      const auto end = std::min(text_.find(',', at), text_.size());
      field.text.assign(text_, at, end - at);
      at = end;
    }
    if (at == text_.size()) return true;
    ++at;
  }
}

}  // namespace tandem::app
