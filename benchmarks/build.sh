# Sourced by compare, scaling and kernels: build_benchmarks PEER builds the benchmarks, and the peer if one is named, where
# sources are newer than the last build, and leaves the class path in $classes.

root=$(dirname -- "$folder")
. "$root/.mvn/find-jdk.sh"

build_benchmarks() {
  local modules=benchmarks profiles=benchmarks stamp=$folder/target/.built log=$folder/target/build.log
  local sources=("$root"/pom.xml "$root"/{engine,learn}/{pom.xml,src/main} "$folder"/{pom.xml,src/main})
  if [ -n "$1" ]; then
    modules+=,benchmarks/peers/$1
    profiles+=,peer-$1
    stamp=$folder/peers/$1/target/.built
    sources+=("$folder/peers/$1"/{pom.xml,src/main})
  fi
  if [ ! -e "$stamp" ] || [ -n "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
    echo "building the benchmarks (the first time with a peer downloads it) ..." >&2
    mkdir -p "$folder/target" "$(dirname -- "$stamp")" && : >"$stamp.began" || exit 1
    rm -f "$stamp"
    if ! "$root/mvnw" -q -B -f "$root/pom.xml" "-P$profiles" -pl "$modules" -am -Dmaven.test.skip=true package \
      >"$log" 2>&1 </dev/null; then
      cat "$log" >&2
      echo "the build of the benchmarks failed; its output stands above and in $log" >&2
      exit 1
    fi
    mv -f "$stamp.began" "$stamp"
  fi
  classes=$folder/target/classes:$(cat "$folder/target/class-path")
}

# peer_of WORDS… leaves in $peer which peer's build they ask for; none, or a name that the program will refuse, is empty.
peer_of() {
  local previous= word
  peer=pytorch
  for word in "$@"; do
    [ "$previous" = --peer ] && peer=$word
    previous=$word
  done
  [ -f "$folder/peers/$peer/pom.xml" ] || peer=
}
