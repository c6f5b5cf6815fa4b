#!/usr/bin/env bash
# Builds strangers' projects against crmlite: installed as it was built, and as a part of a project in the other
# linkage (static or shared), which is then installed too. Each install is used by find_package and by pkg-config.
# Usage: run.sh BUILD_DIRECTORY STATIC_LIBRARY|SHARED_LIBRARY COMPILER
set -euo pipefail

build=$1
kind=$2
compiler=$3
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

configure() {  # SOURCE NAME OPTION…
  cmake -S "$1" -B "$work/$2" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Debug "${@:3}" >"$work/log" 2>&1 ||
    { cat "$work/log"; return 1; }
}

build_and_run() {  # NAME
  cmake --build "$work/$1" --parallel 2 >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
  printf '%s: ' "$1"
  "$work/$1/program"
}

use_install() {  # PREFIX NAME
  local prefix=$1 name=$2 pc flags
  configure "$here/find_package" "find_package-$name" -DCMAKE_PREFIX_PATH="$prefix"
  build_and_run "find_package-$name"

  pc=$(find "$prefix" -name crmlite.pc)
  flags=$(PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --cflags --libs crmlite)
  mkdir "$work/pkg-config-$name"
  # shellcheck disable=SC2086  # the flags are a list of words
  "$compiler" -std=c++20 "$here/program.cpp" -o "$work/pkg-config-$name/program" $flags
  printf 'pkg-config-%s: ' "$name"
  LD_LIBRARY_PATH=$(dirname "$pc")/.. "$work/pkg-config-$name/program"
}

nothing_private_is_exported() {  # PREFIX
  local library leaked
  library=$(find "$1" -name 'libcrmlite.so' -o -name 'libcrmlite.dylib')
  [ -n "$library" ] || return 0
  leaked=$(nm -C --defined-only -D "$library" |
    grep -E '^[0-9a-f]+ [A-Z] crmlite::(base|sqlite|schema|access|record|query|domain|store|exchange)::' || true)
  [ -z "$leaked" ] || { printf 'exported, but private:\n%s\n' "$leaked"; return 1; }
}

if [ "$kind" = STATIC_LIBRARY ]; then this=static other=shared shared=ON; else this=shared other=static shared=OFF; fi

cmake --install "$build" --prefix "$work/prefix-$this" >/dev/null
configure "$here/add_subdirectory" "add_subdirectory-$other" \
  -DCRMLITE_SOURCE="$source" -DBUILD_SHARED_LIBS=$shared -DCRMLITE_INSTALL=ON
build_and_run "add_subdirectory-$other"
cmake --install "$work/add_subdirectory-$other" --prefix "$work/prefix-$other" >/dev/null

for name in "$this" "$other"; do
  use_install "$work/prefix-$name" "$name"
  nothing_private_is_exported "$work/prefix-$name"
done
