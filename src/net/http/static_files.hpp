// Serves a folder (the built web apps) from memory: read once at start, strong ETags, gzip variants made at start,
// `immutable` for hashed names below assets/, index.html for the pages of a single-page app. A path is a key of a map,
// so nothing outside the folder can be reached. Immutable after load(); thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "net/http/message.hpp"

namespace tandem::net {

struct StaticOptions {
  std::string index = "index.html";
  bool single_page = true;              // a path without an extension that is no file gets the index
  std::string content_security_policy;  // for HTML; empty: the server's own
  bool embeddable = false;              // pages of other sites may load these files (the widget)
  std::size_t max_total_bytes = 64 << 20;
  std::vector<std::string> not_pages{"/api/"};  // prefixes that never get the index
};

class StaticFiles {
 public:
  // Symbolic links are not followed. cannot_read_file when the folder is missing; too_large past max_total_bytes.
  static Result<StaticFiles> load(const std::string& folder, StaticOptions options = {});

  // For files that are compiled in. `path` starts with "/".
  void add(std::string path, std::string bytes);

  // `path` is Request::path below the mount point ("/assets/app-3f2a.js"). 404 when there is none.
  Response serve(const Request& request, std::string_view path) const;
  Response serve(const Request& request) const { return serve(request, request.path); }
  std::size_t size() const { return files_.size(); }

  // For Router::fallback or a "{rest...}" route: keeps a shared copy.
  static Handler handler(std::shared_ptr<const StaticFiles> files);

 private:
  struct File {
    SharedBytes bytes;
    SharedBytes gzip;  // null where it would not be smaller
    std::string etag;
    std::string gzip_etag;
    std::string content_type;
    bool immutable = false;
  };
  const File* find(const Request& request, std::string_view path) const;

  std::map<std::string, File, std::less<>> files_;
  StaticOptions options_;
};

std::string_view mime_type(std::string_view path);

}  // namespace tandem::net
