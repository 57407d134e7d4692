#!/bin/sh
# Runs the benchmarks in full, with allocation figures. Arguments go to JMH: benchmarks/run.sh -p bots=1000
set -eu
cd "$(dirname "$0")/.."
exec mvn -q -pl benchmarks -am verify -DskipITs -Dsurefire.skip -Dmaven.test.skip=true -DskipTests=false \
  "-Djmh.args=-prof gc $*"
