#!/bin/sh
# Whether the release is the same, bit for bit, wherever and whenever it is built: same-twice.sh [MAVEN-OPTION ...]
# Builds what is committed in two folders, under two umasks, time zones and languages, and compares each jar and package.
# Without the trained cache, which is what one run has seen. Takes as long as two builds without tests.
set -eu

here=$(CDPATH='' cd -- "$(dirname "$0")/../.." && pwd -P)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The release's files, and all jars that may be published; in the order of their names.
sums() {
  (cd "$1" && find . \( -path './host/packaging/target/release/*' -o -path '*/target/*.jar' -o -path '*/target/*.zip' \) \
    -type f -not -path '*/last-jar/*' -not -path '*/image/*' -not -path '*/merged/*' -not -path './host/target/*/*' |
    LC_ALL=C sort | xargs -d '\n' sha256sum)
}

build() {
  mkdir -p "$1"
  git -C "$here" archive HEAD | tar -xf - -C "$1"
  (cd "$1" && shift && mvn -B -ntp -q -Prelease -Dmaven.test.skip=true -Dtraining.skip=true "$@" verify) \
    >"$folder/build.log" 2>&1 || {
    tail -n 50 "$folder/build.log" >&2
    exit 1
  }
  sums "$1"
}

(umask 022 && export TZ=UTC LC_ALL=C.UTF-8 && build "$folder/a" "$@") >"$folder/first.txt"
(umask 027 && export TZ=Pacific/Auckland LC_ALL=C && build "$folder/another folder of a longer name" "$@") >"$folder/second.txt"

printf '%s files compared\n' "$(wc -l <"$folder/first.txt")"
if ! diff "$folder/first.txt" "$folder/second.txt"; then
  trap - EXIT
  printf 'These differ; both builds are in %s\n' "$folder" >&2
  exit 1
fi
grep '/release/' "$folder/first.txt"
