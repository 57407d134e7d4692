#!/bin/sh
# Tries the service of a Debian package under a systemd of its own, which judges the unit for real: service-test.sh PACKAGE
# Needs root, mmdebstrap and systemd-container; with CI=true it installs what is missing. Exit code 77: they are not here.
set -eu

package=$1
skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

[ "$(id -u)" -eq 0 ] || skip "a container of systemd's needs root"
if [ "${CI:-}" = true ] && command -v apt-get >/dev/null; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends mmdebstrap systemd-container >/dev/null
fi
for tool in mmdebstrap systemd-nspawn; do
  command -v "$tool" >/dev/null || skip "there is no $tool; install mmdebstrap and systemd-container"
done

folder=$(mktemp -d)
trap 'rm -rf --one-file-system "$folder"' EXIT
root=$folder/root
mmdebstrap --quiet --variant=essential --include=adduser,systemd,systemd-sysv,dbus --mode=root bookworm "$root"
cp "$package" "$root/srv/chameleon.deb"

cat >"$root/srv/inside.sh" <<'INSIDE'
#!/bin/sh
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
fail() {
  echo "failed: $*"
  journalctl --no-pager -n 40 -u chameleon
  exit 1
}
say() { echo "--- $*"; }
shows() { systemctl show -P "$1" chameleon; }
# Within half a minute.
until_holds() {
  what=$1
  shift
  tries=0
  until "$@" >/tmp/said.txt 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 60 ] || fail "$what: $(cat /tmp/said.txt)"
    sleep 0.5
  done
}
as_user() { setpriv --reuid=chameleon --regid=chameleon --init-groups env HOME=/var/lib/chameleon "$@"; }

say "installed, and not configured: nothing runs, and nothing fails"
dpkg -i /srv/chameleon.deb
[ "$(systemctl is-enabled chameleon)" = enabled ] || fail "it is not enabled"
systemctl start chameleon
[ "$(shows ActiveState) $(shows ConditionResult) $(shows NRestarts)" = "inactive no 0" ] || fail "it is started"

say "a configuration that cannot be used: it fails once"
as_user sh -c 'umask 077; echo "{" >/etc/chameleon/config.json'
systemctl start chameleon || true
until_holds "it does not fail" systemctl is-failed chameleon
[ "$(shows ExecMainStatus) $(shows NRestarts)" = "2 0" ] || fail "it ended with $(shows ExecMainStatus), $(shows NRestarts) restarts"

say "configured, against a simulated Twitch"
systemd-run --quiet --unit=twitch /usr/bin/chameleon simulator --port 0 --users alice,bob --write-config /tmp/config.json
until_holds "no Twitch" test -s /tmp/config.json
install -o chameleon -g chameleon -m 600 /tmp/config.json /etc/chameleon/config.json
printf 'a secret' >/etc/chameleon.credentials/client
chmod 600 /etc/chameleon.credentials/client
# What its user puts there must not be read as root.
as_user ln -s /etc /etc/chameleon/credentials
as_user ln -s /etc/shadow /etc/chameleon/secret
systemctl reset-failed chameleon
systemctl start chameleon
until_holds "its accounts do not get live" as_user chameleon status --check --state /var/lib/chameleon/state
main=$(shows MainPID)
[ "$(stat -c %U "/proc/$main")" = chameleon ] || fail "it runs as $(stat -c %U "/proc/$main")"
[ "$(cat /run/credentials/chameleon.service/secret_client)" = "a secret" ] || fail "its secret is not handed to it"
[ "$(ls /run/credentials/chameleon.service)" = secret_client ] || fail "it is handed $(ls /run/credentials/chameleon.service)"
grep -q 'shared objects\|\.aot' "/proc/$main/maps" || fail "it does not use what its Java has learned"
[ "$(sed -n 's/^NoNewPrivs:\t//p; s/^Seccomp:\t//p; s/^CapEff:\t//p' "/proc/$main/status" | tr '\n' ' ')" = "0000000000000000 1 2 " ] ||
  fail "it is not confined: $(grep -E '^(Cap|NoNew|Seccomp)' "/proc/$main/status")"
inside() { nsenter --target "$main" --mount --setuid "$(id -u chameleon)" --setgid "$(id -g chameleon)" "$@"; }
inside touch /etc/chameleon/config.json 2>/dev/null && fail "it may write its configuration"
inside touch /etc/chameleon/accounts/x || fail "it may not write accounts"
inside rm /etc/chameleon/accounts/x
inside touch /usr/x 2>/dev/null && fail "it may write programs"

say "killed: it comes back"
kill -KILL "$main"
until_holds "it does not come back" sh -c "[ \"\$(systemctl show -P MainPID chameleon)\" != $main ] && systemctl is-active chameleon"
until_holds "its accounts do not get live again" as_user chameleon status --check --state /var/lib/chameleon/state

say "installed again, as an upgrade does: stopped in its order, and started"
main=$(shows MainPID)
dpkg -i /srv/chameleon.deb
journalctl --no-pager -u chameleon | grep -q 'Stopped\.$' || fail "it was not stopped in its order"
[ "$(shows MainPID)" != "$main" ] || fail "the old one still runs"
until_holds "its accounts do not get live after it" as_user chameleon status --check --state /var/lib/chameleon/state

say "root writes nothing among its data, which it could not read"
systemctl stop chameleon
find /etc/chameleon /var/lib/chameleon -user root | sort >/tmp/of-root.txt
for words in "plugins enable announcer" "accounts disable alice" "channels add alice bob" "import /tmp/config.json" \
  "restore /tmp/no.zip" "backup --move /tmp/moved.zip" run; do
  # shellcheck disable=SC2086 # Several words each.
  chameleon $words >/tmp/said.txt 2>&1 && fail "root may say '$words'"
  grep -q "say 'sudo -u chameleon chameleon" /tmp/said.txt || fail "of '$words' it says: $(cat /tmp/said.txt)"
done
find /etc/chameleon /var/lib/chameleon -user root | sort | cmp -s /tmp/of-root.txt - || fail "root has written among its data"
as_user chameleon plugins enable announcer || fail "its own user may not"

say "removed"
dpkg -r chameleon
until_holds "it still runs" sh -c '! pgrep -u chameleon 2>/dev/null && ! ls -d /proc/[0-9]*/ | xargs -n 1 stat -c %U 2>/dev/null | grep -q chameleon'
[ -f /etc/chameleon/config.json ] && [ -d /var/lib/chameleon/state ] || fail "its data are gone"
say "all is well"
INSIDE
chmod 755 "$root/srv/inside.sh"
cat >"$root/etc/systemd/system/inside.service" <<'UNIT'
[Unit]
After=multi-user.target
SuccessAction=poweroff-force
FailureAction=poweroff-force
[Service]
Type=oneshot
ExecStart=/srv/inside.sh
StandardOutput=append:/srv/said.txt
StandardError=append:/srv/said.txt
TimeoutStartSec=400
UNIT
mkdir -p "$root/etc/systemd/system/default.target.wants"
ln -s ../inside.service "$root/etc/systemd/system/default.target.wants/inside.service"

timeout 500 systemd-nspawn --quiet --keep-unit --register=no --resolv-conf=off -D "$root" --boot >"$folder/console.txt" 2>&1 || true
cat "$root/srv/said.txt" || cat "$folder/console.txt"
tail -n 1 "$root/srv/said.txt" | grep -q 'all is well' || exit 1
