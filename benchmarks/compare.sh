#!/bin/sh
# Builds what is compared, and compares it: see --help. Of the network only this machine's loopback is used.
set -eu
cd "$(dirname "$0")/.."

fail() { printf 'compare: %s\n' "$*" >&2; exit 1; }

# Sets java_home to the newest JDK that is found, or to the one that is asked for.
find_jdk() {
  java_home=${CHAMELEON_JAVA_HOME:-}
  [ -z "$java_home" ] || return 0
  newest=20
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/*; do
    [ -x "$candidate/bin/jcmd" ] && [ -r "$candidate/release" ] || continue
    found=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release" | head -n 1)
    if [ -n "$found" ] && [ "$found" -gt "$newest" ]; then
      newest=$found
      java_home=$candidate
    fi
  done
}

find_jdk
[ -x "$java_home/bin/jcmd" ] || fail "a JDK 21 or newer is needed; set CHAMELEON_JAVA_HOME to its folder"
classes=benchmarks/target/classes
main=dev.chameleonbot.benchmarks.load.Compare

build=true
if [ "${1:-}" = --no-build ]; then
  build=false
  shift
fi
if $build; then
  # Before the build, which would be in vain. The first time there is nothing yet to check them with.
  if [ -f "$classes/dev/chameleonbot/benchmarks/load/Compare.class" ]; then
    "$java_home/bin/java" -cp "$classes" $main --check "$@" || exit
  fi
  printf 'Building.\n' >&2
  mvn -q -B -pl benchmarks -am verify -Dmaven.test.skip=true -DskipTests -DskipITs -Denforcer.skip=true \
    -Dassembly.skipAssembly=true >&2
fi
[ -f benchmarks/target/class-path ] || fail "nothing is built yet; leave --no-build out"

exec "$java_home/bin/java" -XX:+UseParallelGC -Xmx2g -Dslf4j.internal.verbosity=ERROR \
  -cp "$classes:$(cat benchmarks/target/class-path)" $main --project "$PWD" "$@"
