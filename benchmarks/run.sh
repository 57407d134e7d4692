#!/bin/sh
# Builds and runs the JMH benchmarks: see --help.
set -eu
cd "$(dirname "$0")/.."

build=yes
for argument in "$@"; do
  shift
  case $argument in
    --help)
      cat <<'USAGE'
Usage: run.sh [--no-build] [JMH's options]

Builds and runs the JMH benchmarks in full (twenty minutes), with what they allocate.

  --no-build  of what was built before
  -h          JMH's own options, among them -f N for forks and a pattern for the benchmarks' names
USAGE
      exit
      ;;
    --no-build) build= ;;
    *) set -- "$@" "$argument" ;;
  esac
done

. benchmarks/find-jdk.sh

if [ -n "$build" ]; then
  . benchmarks/build.sh
elif [ ! -f benchmarks/target/class-path ]; then
  printf 'run: nothing is built yet; leave --no-build out\n' >&2
  exit 1
fi

exec "$java_home/bin/java" -Dslf4j.internal.verbosity=ERROR \
  -cp "benchmarks/target/classes:$(cat benchmarks/target/class-path)" \
  dev.chameleonbot.benchmarks.jmh.JmhRun benchmarks/target "$@"
