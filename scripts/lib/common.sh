# Shared by the scripts in scripts/: messages, root rights, and which compiler and Boost this Debian has. Sourced, from
# the project's root, by a script that has `set -euo pipefail`.

die() { echo "scripts/${0##*/}: $*" >&2; exit 1; }
say() { printf '== %s\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || die "packages are missing: run this as root once, or install sudo"
  sudo "$@"
}

# Sets $clang and $boost. Debian 12 is the reference; a newer Debian is taken for 13.
debian_parts() {
  local ID="" VERSION_ID="" PRETTY_NAME=""
  . /etc/os-release
  case $ID-$VERSION_ID in
    debian-12) clang=16 boost=1.81 ;;
    debian-13) clang=19 boost=1.83 ;;
    *) die "Debian 12 or 13 is needed (this is ${PRETTY_NAME:-unknown})" ;;
  esac
}

# Compilations at a time: one for each processor, as far as 1.5 GB of free memory for each goes.
build_jobs() {
  local free_kb by_memory
  free_kb=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
  by_memory=$((free_kb / 1500000))
  [ "$by_memory" -ge 1 ] || by_memory=1
  if [ "$by_memory" -lt "$(nproc)" ]; then echo "$by_memory"; else nproc; fi
}

# configure FOLDER CMAKE-OPTIONS...: once for the same options; ninja runs CMake again when its files change.
configure() {
  local folder=$1 stamp="$1/.configured"; shift
  local options="clang-$clang $*"
  [ -e "$folder/build.ninja" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$options" ] && return
  mkdir -p "$folder"
  rm -f "$stamp" "$folder/CMakeCache.txt"
  cmake -S . -B "$folder" -G Ninja "-DCMAKE_CXX_COMPILER=clang++-$clang" "-DCMAKE_C_COMPILER=clang-$clang" "$@" \
    >"$folder/configure.log" 2>&1 || { tail -n 30 "$folder/configure.log" >&2; die "cmake failed ($folder/configure.log)"; }
  echo "$options" >"$stamp"
}

# build FOLDER TARGETS...: quiet when all goes well, the compiler's words when not.
build() {
  local folder=$1; shift
  ninja -C "$folder" -j "$(build_jobs)" "$@" >"$folder/build.log" 2>&1 ||
    { grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking|Generating)' "$folder/build.log" | tail -n 60 >&2
      die "the build failed ($folder/build.log)"; }
}
