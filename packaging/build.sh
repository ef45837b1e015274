# Sourced by packaging/braque and packaging/test: installs what is missing and builds. Everything it
# says goes to stderr, because stdout belongs to the program that is started afterwards.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build="$project/build/release"

say() { printf 'braque: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# needed_packages SECTION...: the packages of these sections of packages.txt.
needed_packages() {
  local wanted=" $* " section package
  while read -r section package; do
    [[ -n $package && $wanted == *" $section "* ]] && printf '%s\n' "$package"
  done < <(grep -v '^#' "$project/packaging/packages.txt")
  return 0
}

# missing_packages PACKAGE...: those that are not installed.
missing_packages() {
  local installed
  # dpkg-query fails when it does not know one of them; what it says of the others holds.
  installed=$'\n'$({ dpkg-query -W -f='${db:Status-Abbrev}${binary:Package}\n' "$@" 2>/dev/null || true; } |
    sed -n 's/^ii *\([^:]*\).*/\1/p')$'\n'
  local package
  for package in "$@"; do
    [[ $installed == *$'\n'$package$'\n'* ]] || printf '%s\n' "$package"
  done
}

# install_packages SECTION...: installs what is missing, or says what to install.
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian system: install the counterparts of packaging/packages.txt yourself"
    return 0
  fi
  local processor=other
  case $(uname -m) in x86_64 | i?86) processor=x86 ;; esac
  local needed missing
  mapfile -t needed < <(needed_packages "$processor" "$@")
  mapfile -t missing < <(missing_packages "${needed[@]}")
  ((${#missing[@]})) || return 0

  say "installing ${missing[*]}"
  local apt=(apt-get)
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      die "these packages are missing and only root can install them: apt-get install ${missing[*]}"
    apt=(sudo apt-get)
  fi
  local install=("${apt[@]}" install --yes --no-install-recommends "${missing[@]}")
  if ! DEBIAN_FRONTEND=noninteractive "${install[@]}" >&2; then
    say "refreshing the package lists"
    "${apt[@]}" update >&2 && DEBIAN_FRONTEND=noninteractive "${install[@]}" >&2 ||
      die "these packages could not be installed: ${missing[*]}"
  fi
}

# is_current STAMP: no source is newer than the stamp, and the stamp was made for this folder. A
# removed file shows in the time of its folder.
is_current() {
  local made_for
  [[ -e $1 ]] && read -r made_for <"$1" && [[ $made_for == "$project" ]] || return 1
  local sources=("$project/CMakeLists.txt" "$project/detectors" "$project/scanner"
    "$project/rules" "$project/packaging")
  [[ -z $(find "${sources[@]}" -newer "$1" -print -quit 2>/dev/null) ]]
}

# build_release TARGET CMAKE_OPTION...: a Release build of one target, in build/release.
build_release() {
  local target=$1 stamp="$build/.built_$1"
  shift
  export CCACHE_BASEDIR=${cache_base-$project}
  export NINJA_STATUS='[%f/%t] '
  mkdir -p "$build"
  exec 9>"$build/.lock"
  flock 9
  # What changes while the build runs must count as newer than the build.
  printf '%s\n' "$project" >"$stamp.new"

  # A folder that was moved or copied starts anew. Who only wants to run braque needs no Catch2.
  grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$project" "$build/CMakeCache.txt" 2>/dev/null ||
    rm -rf "$build/CMakeCache.txt" "$build/CMakeFiles"
  local options=("$@")
  [[ -e $build/CMakeCache.txt ]] || options=(-DBRAQUE_TESTS=OFF "$@")
  local log="$build/.configure.log"
  if ! cmake -S "$project" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release "${options[@]}" \
    >"$log" 2>&1; then
    cat "$log" >&2
    die "the build could not be configured"
  fi
  # The lock must not outlive this script in a child such as ccache.
  cmake --build "$build" --target "$target" >&2 9>&- || die "the build failed"
  mv "$stamp.new" "$stamp"
  exec 9>&-
}
