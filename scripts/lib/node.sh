# Node.js and the web build. Vite 8 needs Node 20.19, 22.12 or later, and npm run by an older Node silently leaves out
# native packages; so where Debian's Node is too old, node@22 and npm@11 come from npm into build/node and do the rest.
# Sourced after common.sh, from the project's root.

node_is_new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)' 2>/dev/null
}

# Puts a Node.js that will do, and its npm, first on PATH.
use_node() {
  local local_bin="$PWD/build/node/bin"
  if command -v npm >/dev/null && node_is_new_enough "$(command -v node)" && npm --version >/dev/null 2>&1; then return; fi
  if ! node_is_new_enough "$local_bin/node"; then
    say "Node.js $(node --version 2>/dev/null || echo 'is missing:') too old for the web tools: taking node@22 from npm"
    rm -rf build/node
    mkdir -p build/node/bin
    npm install --prefix build/node --no-save --no-audit --no-fund --loglevel=error node@22 npm@11 \
      >build/node/install.log 2>&1 </dev/null || { cat build/node/install.log >&2; die "npm install node@22 failed"; }
    local found
    found=$(find build/node/node_modules -path '*/bin/node' -type f | head -n 1)
    [ -n "$found" ] || die "the npm package node@22 brought no program for this machine"
    ln -sf "$PWD/$found" "$local_bin/node"
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$local_bin/node" "$PWD/build/node/node_modules/npm/bin/npm-cli.js" \
      >"$local_bin/npm"
    chmod +x "$local_bin/npm"
  fi
  export PATH="$local_bin:$PATH"
  node_is_new_enough "$local_bin/node" || die "build/node/bin/node does not run"
}

# npm_ci FOLDER: installs what its lock file names, once per lock file.
npm_ci() {
  local stamp="$1/node_modules/.tandem-lock" lock
  lock=$(sha256sum <"$1/package-lock.json")
  [ "$(cat "$stamp" 2>/dev/null)" = "$lock" ] && return
  npm ci --prefix "$1" --no-audit --no-fund --loglevel=error >build/npm.log 2>&1 </dev/null ||
    { tail -n 30 build/npm.log >&2; die "npm ci in $1 failed (build/npm.log)"; }
  echo "$lock" >"$stamp"
}

# Builds web/desk/dist and web/widget/dist when a file of web/ is newer than the last build.
build_web() {
  local stamp=build/web.stamp changed
  npm_ci web
  if [ -e "$stamp" ] && [ -d web/desk/dist ] && [ -d web/widget/dist ]; then
    changed=$(find web \( -name node_modules -o -name dist \) -prune -o -newer "$stamp" -type f -print -quit)
    [ -n "$changed" ] || return 0
  fi
  touch "$stamp.new"
  npm run build --prefix web >build/web.log 2>&1 </dev/null ||
    { tail -n 40 build/web.log >&2; die "the web build failed (build/web.log)"; }
  mv "$stamp.new" "$stamp"
}
