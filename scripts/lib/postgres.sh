# A PostgreSQL server for one run of the tests: its own folder, a free port, fsync on, gone afterwards. PostgreSQL does
# not run as root, so root hands it to the user `postgres` (or `nobody`). Sourced after common.sh.
#   postgres_start    sets and exports TANDEM_TEST_POSTGRES=postgresql://tandem:…@127.0.0.1:PORT/tandem
#   postgres_stop     by its pid; removes the folder. For the EXIT trap of the caller.

postgres_dir=""
postgres_as() {
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  local user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env HOME="$postgres_dir" "$@"
}

postgres_start() {
  local bin password port try
  bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin -type d 2>/dev/null | sort -V | tail -n 1)
  [ -x "$bin/initdb" ] || die "PostgreSQL is not installed: scripts/deps test"
  postgres_dir=$(mktemp -d "${TMPDIR:-/tmp}/tandem-postgres-XXXXXX")
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "$password" >"$postgres_dir/password"
  [ "$(id -u)" != 0 ] || chown -R "$(id postgres >/dev/null 2>&1 && echo postgres || echo nobody)" "$postgres_dir"
  (cd "$postgres_dir" && postgres_as "$bin/initdb" -D "$postgres_dir/data" -U tandem --pwfile="$postgres_dir/password" \
    -A scram-sha-256 -E UTF8 --locale=C.UTF-8) >"$postgres_dir/initdb.log" 2>&1 ||
    { cat "$postgres_dir/initdb.log" >&2; die "initdb failed"; }
  for try in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 10000))
    if (cd "$postgres_dir" && postgres_as "$bin/pg_ctl" -D "$postgres_dir/data" -w -t 60 -l "$postgres_dir/server.log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_dir -c max_connections=200 \
          -c fsync=on" start) >/dev/null 2>&1; then
      PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p "$port" -U tandem tandem
      export TANDEM_TEST_POSTGRES="postgresql://tandem:$password@127.0.0.1:$port/tandem"
      return
    fi
  done
  tail -n 20 "$postgres_dir/server.log" >&2
  die "PostgreSQL did not start in $try tries"
}

postgres_stop() {
  local pid
  [ -n "$postgres_dir" ] || return 0
  pid=$(head -n 1 "$postgres_dir/data/postmaster.pid" 2>/dev/null || true)
  if [ -n "$pid" ]; then
    kill -INT "$pid" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -rf "$postgres_dir"
  postgres_dir=""
}
