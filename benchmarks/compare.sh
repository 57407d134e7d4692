#!/bin/sh
# Builds what is compared, and compares it: see --help. Of the network only this machine's loopback is used.
set -eu
cd "$(dirname "$0")/.."

classes=benchmarks/target/classes
package=dev/chameleonbot/benchmarks/load
main=dev.chameleonbot.benchmarks.load.Compare

# What is only looked at, or only shown, needs no build. The script's own option is taken out, wherever it stands.
build=yes
only_check=
previous=
for argument in "$@"; do
  shift
  case $previous in
    --jvm-options | --out | --report) previous= ;;
    *)
      previous=$argument
      case $argument in
        --help | -h)
          # Out of the source, so that nothing has to be built for it.
          sed -n '/String USAGE = """/,/""";/{/"""/d;s/^        //;p;}' "benchmarks/src/main/java/$package/CompareOptions.java"
          exit
          ;;
        --check) only_check=yes ;;
        --report) build= ;;
        --no-build)
          build=
          continue
          ;;
      esac
      ;;
  esac
  set -- "$@" "$argument"
done

. benchmarks/find-jdk.sh

# Before the build, which would be in vain. The first time there is nothing yet to check them with.
if [ -n "$build$only_check" ] && [ -f "$classes/$package/Compare.class" ]; then
  "$java_home/bin/java" -cp "$classes" $main --check "$@" || exit
  [ -z "$only_check" ] || exit 0
fi
if [ -n "$build" ] && [ -z "$only_check" ]; then
  . benchmarks/build.sh
elif [ ! -f benchmarks/target/class-path ]; then
  printf 'compare: nothing is built yet; start it without --check, --report and --no-build\n' >&2
  exit 1
fi

exec "$java_home/bin/java" -XX:+UseParallelGC -Xmx2g -Dslf4j.internal.verbosity=ERROR \
  -cp "$classes:$(cat benchmarks/target/class-path)" $main --project "$PWD" "$@"
