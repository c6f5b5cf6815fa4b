#!/usr/bin/env bash
# Sets up what is missing, builds, and runs all tests.
#   --long        also the tests that take long
#   --sanitizers  then a short form under the address, undefined-behaviour and thread sanitizers
#   --werror      warnings are errors (not under the sanitizers, where compilers see ghosts)
set -euo pipefail
cd "$(dirname "$0")/.."
source examples/setup.sh

long=no
sanitizers=no
warnings=(-DCRMLITE_WERROR=OFF)
for argument in "$@"; do
  case $argument in
    --long) long=yes ;;
    --sanitizers) sanitizers=yes ;;
    --werror) warnings=(-DCRMLITE_WERROR=ON) ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done

crmlite_setup
jobs=$(crmlite_jobs)

build_and_test() {  # PRESET CTEST-OPTION…
  echo "== $1"
  crmlite_configure "$1" "${warnings[@]}"
  cmake --build --preset "$1" --parallel "$jobs"
  if [ "$1" = release ]; then  # every public header stands alone
    cmake --build --preset release --parallel "$jobs" --target all_verify_interface_header_sets
  fi
  "${runner[@]}" ctest --preset "$1" --parallel "$jobs" "${@:2}"
}

runner=(env)
if [ $long = yes ]; then
  build_and_test release -C long
else
  build_and_test release
fi

if [ $sanitizers = yes ]; then
  warnings=(-DCRMLITE_WERROR=OFF)
  build_and_test asan
  # The thread sanitizer of older compilers cannot live with all of the kernel's address randomisation.
  if setarch -R true 2>/dev/null; then runner=(setarch -R); fi
  build_and_test tsan
fi
