#include "media/address.hpp"
#include "media/sdp.hpp"
#include "media/sdp/text.hpp"

namespace tandem::media::sdp {
namespace {

constexpr std::size_t max_text = 65536;
constexpr std::size_t max_media = 16;
constexpr std::size_t max_attributes = 512;
constexpr std::size_t max_formats = 64;

// Only what can be echoed in a line of our own: no control characters.
bool printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// "IN IP4 192.0.2.1[/ttl]"; anything that is not IPv4 gives an empty address.
std::string read_connection(std::string_view value) {
  if (next_word(value) != "IN" || next_word(value) != "IP4") return {};
  const auto address = next_word(value, '/');
  return parse_ipv4(address) ? std::string(address) : std::string();
}

class Parser {
 public:
  Result<Description> run(std::string_view text) {
    if (text.size() > max_text) return fail(errc::malformed, "the SDP is too long");
    while (!text.empty()) {
      auto line = next_word(text, '\n');
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (line.empty()) continue;
      if (line.size() < 2 || line[1] != '=' || !printable(line))
        return fail(errc::malformed, "the SDP has a broken line");
      if (!read(line[0], line.substr(2)))
        return fail(errc::malformed, std::string("the SDP's ") + line[0] + "= line is broken");
    }
    if (!version_seen_) return fail(errc::malformed, "the SDP has no v= line");
    for (auto& media : out_.media)
      if (media.address.empty()) media.address = out_.address;
    return std::move(out_);
  }

 private:
  bool read(char type, std::string_view value) {
    switch (type) {
      case 'v':
        version_seen_ = value == "0";
        return version_seen_;
      case 'o':
        return read_origin(value);
      case 'c':
        (out_.media.empty() ? out_.address : out_.media.back().address) = read_connection(value);
        return true;
      case 'a':
        return read_attribute(value);
      case 'm':
        return read_media(value);
      default:
        return version_seen_;
    }
  }

  bool read_origin(std::string_view value) {
    next_word(value);
    out_.session_id = next_word(value);
    out_.session_version = next_word(value);
    return !out_.session_version.empty();
  }

  bool read_attribute(std::string_view value) {
    if (++attributes_ > max_attributes) return false;
    const auto name = next_word(value, ':');
    auto& to = out_.media.empty() ? out_.attributes : out_.media.back().attributes;
    to.push_back({std::string(name), std::string(value)});
    return !name.empty();
  }

  bool read_media(std::string_view value) {
    if (out_.media.size() >= max_media) return false;
    Media media;
    media.type = next_word(value);
    auto ports = next_word(value);
    const auto port = number<std::uint16_t>(next_word(ports, '/'));
    media.protocol = next_word(value);
    while (!value.empty()) {
      if (media.formats.size() >= max_formats) return false;
      const auto format = next_word(value);
      if (!format.empty()) media.formats.emplace_back(format);
    }
    if (media.type.empty() || !port || media.protocol.empty() || media.formats.empty()) return false;
    media.port = *port;
    out_.media.push_back(std::move(media));
    return true;
  }

  Description out_;
  bool version_seen_ = false;
  std::size_t attributes_ = 0;
};

}  // namespace

const std::string* Media::find(std::string_view name) const { return find_attribute(attributes, name); }
const std::string* Description::find(std::string_view name) const { return find_attribute(attributes, name); }

Result<Description> parse(std::string_view text) { return Parser().run(text); }

}  // namespace tandem::media::sdp
