#!/bin/sh
# Builds what is compared, and compares it: see --help. Of the network only this machine's loopback is used.
set -eu
cd "$(dirname "$0")/.."
. benchmarks/find-jdk.sh

classes=benchmarks/target/classes
main=dev.chameleonbot.benchmarks.load.Compare
if [ "${1:-}" = --no-build ]; then
  shift
  [ -f benchmarks/target/class-path ] || { printf 'compare: nothing is built yet; leave --no-build out\n' >&2; exit 1; }
else
  # Before the build, which would be in vain. The first time there is nothing yet to check them with.
  if [ -f "$classes/dev/chameleonbot/benchmarks/load/Compare.class" ]; then
    "$java_home/bin/java" -cp "$classes" $main --check "$@" || exit
  fi
  . benchmarks/build.sh
fi

exec "$java_home/bin/java" -XX:+UseParallelGC -Xmx2g -Dslf4j.internal.verbosity=ERROR \
  -cp "$classes:$(cat benchmarks/target/class-path)" $main --project "$PWD" "$@"
