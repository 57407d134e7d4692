#!/bin/sh
# Builds and runs the JMH benchmarks in full, with allocation figures. Arguments go to JMH, whose own help is "-h".
set -eu
cd "$(dirname "$0")/.."
. benchmarks/find-jdk.sh

if [ "${1:-}" = --no-build ]; then
  shift
  [ -f benchmarks/target/class-path ] || { printf 'run: nothing is built yet; leave --no-build out\n' >&2; exit 1; }
else
  . benchmarks/build.sh
fi

exec "$java_home/bin/java" -Dslf4j.internal.verbosity=ERROR \
  -cp "benchmarks/target/classes:$(cat benchmarks/target/class-path)" \
  dev.chameleonbot.benchmarks.jmh.JmhRun benchmarks/target "$@"
