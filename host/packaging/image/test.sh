#!/bin/sh
# Builds the image, and runs it as a container engine would: image/test.sh RELEASE-FOLDER VERSION PLATFORM
#   not root, read-only root, no capabilities; healthy with an account that needs a login, sick when it hangs; stopped by SIGTERM.
# Needs root, buildah and mmdebstrap; with CI=true it installs what is missing. Exit code 77: they are not here.
set -eu

release=$1
version=$2
platform=$3
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}
fail() {
  printf 'failed: %s\n' "$*" >&2
  [ ! -f "$folder/host.log" ] || tail -n 20 "$folder/host.log" >&2
  exit 1
}
say() { printf -- '--- %s\n' "$*"; }
engine() { buildah --storage-driver vfs --root "$folder/storage" --runroot "$folder/run" "$@"; }

[ "$(id -u)" -eq 0 ] || skip "an image is built without an engine by root only"
if [ "${CI:-}" = true ] && command -v apt-get >/dev/null; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends buildah mmdebstrap >/dev/null
fi
for tool in buildah mmdebstrap; do
  command -v "$tool" >/dev/null || skip "there is no $tool; install buildah and mmdebstrap"
done

folder=$(mktemp -d)
first=
twitch=
cleanup() {
  [ -z "$first" ] || kill -KILL "$first" 2>/dev/null || true
  [ -z "$twitch" ] || kill "$twitch" 2>/dev/null || true
  engine umount --all >/dev/null 2>&1 || true
  engine rm --all >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT

say "a base, as no registry is asked"
mkdir "$folder/base"
mmdebstrap --quiet --variant=apt --include=tini --mode=root bookworm "$folder/base/root.tar"
printf 'FROM scratch\nADD root.tar /\n' >"$folder/base/Containerfile"
engine bud --quiet --isolation chroot -t localhost/base -f "$folder/base/Containerfile" "$folder/base" >/dev/null
rm "$folder/base/root.tar"

say "the image"
mkdir "$folder/context"
cp "$release/chameleon-$version-$platform.tar.gz" "$here/chameleon-alive" "$folder/context"
engine bud --quiet --isolation chroot --format docker --pull-never -t localhost/chameleon \
  --build-arg BASE=localhost/base --build-arg VERSION="$version" --build-arg PLATFORM="$platform" \
  -f "$here/../Containerfile" "$folder/context" >/dev/null
rm -r "$folder/context"
built=$(engine from --pull-never localhost/chameleon)
told() { engine inspect --type image --format "$1" localhost/chameleon; }
[ "$(told '{{.Docker.Config.User}}')" = 10001:10001 ] || fail "it does not run as its own user"
[ "$(told '{{.Docker.Config.Entrypoint}} {{.Docker.Config.Cmd}}')" = "[tini -- chameleon] [run]" ] || fail "it starts something else"
[ "$(told '{{.Docker.Config.Healthcheck.Test}}')" = "[CMD chameleon-alive]" ] || fail "nobody asks whether it answers"
[ "$(told '{{.Docker.Config.Volumes}}')" = "map[/data:{}]" ] || fail "its data are in no volume"
root=$(engine mount "$built")
printf 'unpacked %s MB\n' "$(du -sm "$root" | cut -f 1)"

say "a Twitch, and data: two accounts, of which one has no token"
mkdir "$folder/data"
"$root/opt/chameleon-$version/bin/chameleon" simulator --port 0 --users alice,bob --write-config "$folder/data/all.json" \
  >"$folder/twitch.log" 2>&1 &
twitch=$!
tries=0
while [ ! -s "$folder/data/all.json" ]; do
  tries=$((tries + 1))
  [ $tries -lt 300 ] || fail "the simulated Twitch does not start: $(cat "$folder/twitch.log")"
  sleep 0.1
done
# The last account's tokens go.
awk '{ line[NR] = $0 } END { for (i = 1; i <= NR; i++) { if (line[i] ~ /"(access|refresh)_token"/) last[line[i] ~ /access/] = i }
  for (i = 1; i <= NR; i++) if (i != last[0] && i != last[1]) print line[i] }' "$folder/data/all.json" >"$folder/data/config.json"
rm "$folder/data/all.json"
chmod 600 "$folder/data/config.json"
chown -R 10001:10001 "$folder/data"

say "runs with a read-only root, as nobody in particular"
# What an engine does: namespaces, mounts, and a first process that may do nothing but run.
environment="PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin CHAMELEON_DATA=/data LC_ALL=C.UTF-8"
cat >"$folder/start.sh" <<START
set -e
mount --make-rprivate /
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=64m tmpfs "$root/tmp"
mount --bind "$folder/data" "$root/data"
cd "$root/data"
exec chroot "$root" setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
  env -i -C /data $environment tini -- chameleon run
START
unshare --mount --pid --ipc --uts --fork sh "$folder/start.sh" >"$folder/host.log" 2>&1 &
engine_pid=$!
in_container() {
  nsenter --target "$first" --mount --pid --ipc --uts --root --wd --setuid 10001 --setgid 10001 env -i $environment "$@"
}
alive() { in_container chameleon-alive; }
tries=0
until first=$(tr -d ' ' <"/proc/$engine_pid/task/$engine_pid/children") && [ -n "$first" ]; do
  tries=$((tries + 1))
  [ $tries -lt 100 ] || fail "it does not start"
  sleep 0.1
done
tries=0
until alive >"$folder/alive.txt" 2>&1; do
  tries=$((tries + 1))
  [ $tries -lt 300 ] || fail "it does not become healthy: $(cat "$folder/alive.txt")"
  sleep 0.2
done
in_container sh -c '
  [ "$(cat /proc/1/comm)" = tini ] && [ "$(id -u)" = 10001 ] && ! touch /opt/x 2>/dev/null && ! touch /etc/x 2>/dev/null' ||
  fail "its first process, its user or its root is not what it should be"
tries=0
until in_container chameleon status --json --state /data/state 2>&1 | tee "$folder/status.json" | grep -q NEEDS_LOGIN; do
  tries=$((tries + 1))
  [ $tries -lt 60 ] || fail "no account needs a login: $(cat "$folder/status.json")"
  sleep 0.5
done
alive || fail "it is sick as an account needs a login"

say "how long the question takes"
i=0
while [ $i -lt 5 ]; do
  in_container sh -c 'start=$(date +%s%N); chameleon-alive || exit 1; echo $((($(date +%s%N) - start) / 1000000)) ms'
  i=$((i + 1))
done

say "sick when it hangs"
java=$(in_container sh -c 'for p in /proc/[0-9]*; do if [ "$(cat "$p/comm" 2>/dev/null)" = java ]; then echo "${p#/proc/}"; fi; done')
in_container sh -c "kill -STOP $java"
alive && fail "it is healthy though it hangs"
in_container sh -c "kill -CONT $java"
alive || fail "it is sick though it goes on"

say "stopped"
kill -TERM "$first"
code=0
wait "$engine_pid" || code=$?
[ $code -eq 0 ] || fail "it ended with code $code"
grep -q '^Stopped\.' "$folder/host.log" || fail "it did not stop in its order"

say "all is well"
