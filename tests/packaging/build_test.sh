#!/bin/bash
# Tests of packaging/build.sh: which packages are missing, how they are installed, when a build is
# current. Everything happens in a temporary folder; dpkg-query, apt-get and sudo are stand-ins.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/{packaging,detectors/base,scanner,rules,build/release,tools}
cp "$here/../../packaging/build.sh" "$here/../../packaging/packages.txt" "$tree/packaging/"
touch "$tree/CMakeLists.txt" "$tree/detectors/base/word.hpp"

failures=0
# expect WHAT WANTED GOT
expect() {
  [[ $2 == "$3" ]] && return
  printf 'FAILED: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
  failures=$((failures + 1))
}
expect_in() { [[ $3 == *"$2"* ]] || expect "$1" "...$2..." "$3"; }

# tool NAME <<SCRIPT: a stand-in that shadows the real tool.
tool() { { echo '#!/bin/bash'; cat; } >"$tree/tools/$1"; chmod +x "$tree/tools/$1"; }
# run COMMAND: in a shell that has sourced build.sh and sees the stand-ins first.
run() { PATH="$tree/tools:$PATH" bash -c "set -euo pipefail; source '$tree/packaging/build.sh'; $1" 2>&1; }

tool dpkg-query <<'SCRIPT'
for package in g++ cmake libre2-dev; do echo "ii  $package"; done
echo 'ii  libboost-filesystem-dev:amd64'
echo 'rc  libarchive-dev:amd64'
exit 1
SCRIPT

expect "a section holds its own packages only" "$(sed -n "s/^test  *//p" "$tree/packaging/packages.txt" | xargs)" "$(run 'needed_packages test' | xargs)"
expect "Hyperscan is for x86" "libhyperscan-dev" "$(run 'needed_packages x86' | xargs)"
expect "comments are no packages" "" "$(run 'needed_packages "#" Debian' | xargs)"
expect "removed and unknown packages are missing, those of an architecture are not" \
  "libarchive-dev catch2" \
  "$(run 'missing_packages g++ libarchive-dev libboost-filesystem-dev catch2' | xargs)"
expect "nothing is missing" "" "$(run 'missing_packages g++ cmake')"

printf 'build g++\ntest catch2\n' >"$tree/packaging/packages.txt"
tool apt-get <<SCRIPT
echo "\$*" >>"$tree/apt.log"
SCRIPT
tool sudo <<'SCRIPT'
exec "$@"
SCRIPT
expect "nothing is installed when nothing is missing" "" "$(run 'install_packages build')"
expect_in "the missing package is named" "installing catch2" "$(run 'install_packages build test')"
expect "apt-get is called once" "install --yes --no-install-recommends catch2" "$(cat "$tree/apt.log")"
tool apt-get <<'SCRIPT'
exit 100
SCRIPT
expect_in "a failure names the packages" "could not be installed: catch2" \
  "$(run 'install_packages build test' || true)"

# Times are set, not waited for.
stamp="$tree/build/release/.built_braque"
find "$tree" -exec touch -d '2020-01-01' {} +
printf '%s\n' "$(cd "$tree" && pwd -P)" >"$stamp"
touch -d '2020-01-02' "$stamp"
current="is_current '$stamp' && echo current || echo old"
expect "nothing is newer" current "$(run "$current")"
touch -d '2020-01-03' "$tree/detectors/base/word.hpp"
expect "a source is newer" old "$(run "$current")"
touch -d '2020-01-01' "$tree/detectors/base/word.hpp"
touch -d '2020-01-03' "$tree/rules"
expect "a file was added or removed" old "$(run "$current")"
touch -d '2020-01-01' "$tree/rules"
printf '/elsewhere\n' >"$stamp"
expect "the folder was moved" old "$(run "$current")"
rm "$stamp"
expect "nothing was built" old "$(run "$current")"

((failures == 0)) && echo "packaging: all passed"
exit $((failures > 0))
