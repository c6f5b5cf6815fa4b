#!/usr/bin/env bash
# What compiling costs, in processor seconds (medians; compilers take turns, so a busy machine disturbs all alike):
# crmlite.hpp beside <iostream>, and one kind of record in the library, with the size of its code: of a kind as most are
# (kind/machine.cpp), of the smallest there is, and of customers, the widest, for information.
#   tests/bench/headers.sh [RUNS]      CXX names the compiler
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=${1:-7}
cxx=${CXX:-c++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

flags=(-std=c++20 -Iinclude -Isrc)
release=(-O3 -DNDEBUG -fPIC -fvisibility=hidden -fvisibility-inlines-hidden)
read -ra sqlite <<<"$(pkg-config --cflags sqlite3 2>/dev/null || true)"

# The standard headers that crmlite.hpp needs, by itself or through its parts.
echo '#include <crmlite/crmlite.hpp>' >"$work/crmlite.cpp"
echo '#include <iostream>' >"$work/iostream.cpp"
: >"$work/nothing.cpp"
"$cxx" "${flags[@]}" -MM "$work/crmlite.cpp" | tr -s ' \\' '\n\n' | grep '^include/' |
  xargs grep -h '^#include <[a-z_]*>' | sort -u >"$work/standard.cpp"

# A kind's source, and the same without anything but its headers.
for source in tests/bench/kind/machine.cpp src/domain/{users,customers}.cpp; do
  kind=$(basename "$source" .cpp)
  cp "$source" "$work/$kind.cpp"
  grep '^#include' "$source" >"$work/$kind-headers.cpp"
done

seconds() {  # NAME OPTION…: user and system time of one compilation
  local TIMEFORMAT='%U %S'
  { time "$cxx" "${flags[@]}" "${sqlite[@]}" "${@:2}" "$work/$1.cpp" 2>/dev/null; } 2>&1 | awk '{print $1 + $2}'
}

for ((run = 0; run < runs; ++run)); do
  for name in nothing iostream standard crmlite; do
    seconds $name -fsyntax-only >>"$work/$name.seconds"
  done
  for name in {machine,users,customers}{,-headers}; do
    seconds $name "${release[@]}" -c -o "$work/$name.o" >>"$work/$name.seconds"
  done
done

median() { sort -n "$work/$1.seconds" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
verdict() { awk -v a="$1" -v b="$2" 'BEGIN {print (a <= b) ? "met" : "MISSED"}'; }
minus() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.3f", a - b}'; }

iostream=$(median iostream)
standard=$(median standard)
whole=$(median crmlite)
ratio=$(awk -v a="$whole" -v b="$iostream" 'BEGIN {printf "%.2f", a / b}')
own=$(minus "$whole" "$standard")
echo "$("$cxx" --version | head -1); $runs runs"
printf 'nothing %s s, <iostream> %s s, the standard headers of crmlite.hpp %s s, crmlite.hpp %s s\n' \
  "$(median nothing)" "$iostream" "$standard" "$whole"
printf '%-44s %8s   target <= 2.50   %s\n' 'crmlite.hpp / <iostream>' "$ratio" "$(verdict "$ratio" 2.5)"
printf '%-44s %6s s   target <= 0.20 s %s\n' 'own share of crmlite.hpp' "$own" "$(verdict "$own" 0.2)"
for kind in machine users customers; do
  code=$(size "$work/$kind.o" | awk 'NR == 2 {print $1 + $2}')
  time=$(minus "$(median $kind)" "$(median $kind-headers)")
  printf '%-44s %6s B   target <= 12288 B %s\n' "code and constants of the kind in $kind.cpp" "$code" "$(verdict "$code" 12288)"
  printf '%-44s %6s s   target <= 0.50 s %s (with its headers %s s)\n' '  its compilation beyond its headers' "$time" \
    "$(verdict "$time" 0.5)" "$(median $kind)"
done
