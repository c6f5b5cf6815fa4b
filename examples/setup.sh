# Sourced by examples/run.sh and tests/run.sh: makes sure that what crmlite is built with is there. On Debian and Ubuntu
# what is missing is installed; elsewhere the packages are named. Without anything missing it does nothing.
# shellcheck shell=bash

crmlite_has_library() {  # PKG-CONFIG-NAME HEADER
  pkg-config --exists "$1" 2>/dev/null ||
    printf '#if !__has_include(<%s>)\n#error missing\n#endif\n' "$2" | c++ -std=c++20 -fsyntax-only -x c++ - 2>/dev/null
}

crmlite_has_version() {  # LEAST FOUND
  [ -n "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

# The missing packages, by their Debian names: first what is needed, then what only saves time.
crmlite_missing() {
  command -v c++ >/dev/null || echo g++
  command -v pkg-config >/dev/null || echo pkg-config
  command -v sqlite3 >/dev/null || echo sqlite3
  crmlite_has_version 3.25 "$(cmake --version 2>/dev/null | sed -n 's/^cmake version //p')" || echo cmake
  crmlite_has_version 3.40 "$(pkg-config --modversion sqlite3 2>/dev/null)" || echo libsqlite3-dev
  crmlite_has_library fmt fmt/format.h || echo libfmt-dev
  crmlite_has_library CLI11 CLI/CLI.hpp || echo libcli11-dev
  crmlite_has_library catch2 catch2/catch.hpp || crmlite_has_library catch2-with-main catch2/catch_all.hpp || echo catch2
}
crmlite_missing_comfort() {
  command -v ninja >/dev/null || echo ninja-build
  command -v ccache >/dev/null || echo ccache
}

crmlite_apt_install() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: needs root or sudo to install: $*" >&2; return 1; }
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
  fi
  echo "setup: installing $*" >&2
  "${as_root[@]}" apt-get update -q >&2 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}

crmlite_setup() {
  local missing
  mapfile -t missing < <(crmlite_missing; crmlite_missing_comfort)
  if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null; then
    crmlite_apt_install "${missing[@]}" || true  # the next check says what it came to
  fi
  mapfile -t missing < <(crmlite_missing)
  [ ${#missing[@]} -eq 0 ] && return 0

  cat >&2 <<TEXT
setup: missing (Debian's names): ${missing[*]}
Needed are a C++20 compiler, CMake >= 3.25, SQLite >= 3.40 and its command sqlite3, fmt, CLI11, Catch2, pkg-config:
  Debian 12, Ubuntu 24.04: apt-get install g++ cmake ninja-build ccache pkg-config sqlite3 libsqlite3-dev libfmt-dev libcli11-dev catch2
  Fedora:                  dnf install gcc-c++ cmake ninja-build ccache pkgconf sqlite sqlite-devel fmt-devel cli11-devel catch-devel
  Arch:                    pacman -S gcc cmake ninja ccache pkgconf sqlite fmt cli11 catch2
  macOS (Homebrew):        brew install cmake ninja ccache pkgconf sqlite fmt cli11 catch2
TEXT
  return 1
}

# crmlite_configure PRESET OPTION…: a new build directory gets Ninja where there is one; an old one keeps its generator.
crmlite_configure() {
  if [ ! -e "build/$1/CMakeCache.txt" ] && command -v ninja >/dev/null; then
    cmake --preset "$1" -G Ninja "${@:2}"
  else
    cmake --preset "$1" "${@:2}"
  fi
}

crmlite_jobs() { nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2; }
