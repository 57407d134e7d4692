#!/bin/sh
# Tries a Debian package in a Debian of its own: test.sh PACKAGE
#   installed, used by its user, upgraded, removed, purged; lintian; the unit, by systemd's own judges.
# Needs root, and mmdebstrap, lintian and systemd; with CI=true it installs what is missing. Exit code 77: they are not here.
set -eu

package=$1
skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}
fail() {
  printf 'failed: %s\n' "$*" >&2
  exit 1
}
say() { printf -- '--- %s\n' "$*"; }

[ "$(id -u)" -eq 0 ] || skip "a chroot needs root"
if [ "${CI:-}" = true ] && command -v apt-get >/dev/null; then
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends mmdebstrap lintian systemd >/dev/null
fi
for tool in mmdebstrap lintian systemd-analyze dpkg-deb; do
  command -v "$tool" >/dev/null || skip "there is no $tool; install mmdebstrap, lintian and systemd"
done

folder=$(mktemp -d)
root=$folder/root
trap 'umount "$root/proc" 2>/dev/null; rm -rf --one-file-system "$folder"' EXIT
in_root() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
# The names are those of the chroot's own users.
is() {
  found=$(in_root stat -c '%U:%G %a' "$1") || fail "there is no $1"
  [ "$found" = "$2" ] || fail "$1 is $found, not $2"
}
gone() { [ ! -e "$root$1" ] && [ ! -L "$root$1" ] || fail "$1 is still there"; }

say "lintian"
lintian --tag-display-limit 0 --allow-root --fail-on error "$package"

say "an earlier version of it"
dpkg-deb -R "$package" "$folder/earlier"
version=$(dpkg-deb -f "$package" Version)
sed -i "s/^Version: .*/Version: 0~earlier/" "$folder/earlier/DEBIAN/control"
: >"$folder/earlier/usr/lib/chameleon/lib/what-only-the-earlier-had"
dpkg-deb --root-owner-group -Zgzip -z1 --build "$folder/earlier" "$folder/earlier.deb" >/dev/null
rm -rf "$folder/earlier"

say "a Debian without Java"
mmdebstrap --quiet --variant=essential --include=adduser --mode=root bookworm "$root"
cp "$package" "$folder/earlier.deb" "$root/tmp"
mount -t proc proc "$root/proc"
in_root sh -c '! command -v java' >/dev/null || fail "there is a Java"

say "installed"
in_root dpkg -i /tmp/earlier.deb
is /etc/chameleon 'root:chameleon 770'
is /etc/chameleon/accounts 'chameleon:chameleon 750'
is /etc/chameleon.credentials 'root:root 700'
is /var/lib/chameleon 'chameleon:chameleon 750'
in_root test -L /etc/systemd/system/multi-user.target.wants/chameleon.service || fail "the service is not enabled"
java=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$root/usr/lib/chameleon/runtime/release")
as_user() { in_root setpriv --reuid=chameleon --regid=chameleon --init-groups env HOME=/var/lib/chameleon "$@"; }
as_user chameleon --version | grep -F "on Java $java" || fail "it does not start"
as_user sh -c 'cd /var/lib/chameleon && exec chameleon demo --for 3s' | tail -n 2

say "upgraded, with what its operator has made"
as_user sh -c 'umask 077; echo "{}" >/etc/chameleon/config.json; echo "{}" >/etc/chameleon/accounts/alice.json
  mkdir /var/lib/chameleon/state; echo key >/var/lib/chameleon/state/key'
echo secret >"$root/etc/chameleon.credentials/client"
chmod 700 "$root/var/lib/chameleon"
files() { in_root find /etc/chameleon /etc/chameleon.credentials /var/lib/chameleon -type f -exec sha256sum {} +; }
before=$(files)
in_root dpkg -i "/tmp/$(basename "$package")"
[ "$(in_root dpkg-query -W -f '${Version}' chameleon)" = "$version" ] || fail "it is not upgraded"
[ "$(files)" = "$before" ] || fail "its files changed"
is /var/lib/chameleon 'chameleon:chameleon 700'
gone /usr/lib/chameleon/lib/what-only-the-earlier-had
in_root sh -c 'cd / && md5sum --quiet -c /var/lib/dpkg/info/chameleon.md5sums' || fail "its own files are not what they were"
as_user chameleon --version | grep -F "on Java $java" || fail "it does not start"

say "upgraded, with links that its user has made: nothing of others becomes that user's"
owners() { in_root stat -c '%n %U:%G %a' /etc /etc/shadow /root /usr /var/lib; }
others=$(owners)
as_user sh -c 'cd /etc/chameleon && mv accounts config.json /var/lib/chameleon && ln -s /etc accounts && ln -s /etc/shadow config.json
  ln -s /root credentials'
in_root dpkg -i "/tmp/$(basename "$package")"
[ "$(owners)" = "$others" ] || fail "links were followed: $(owners)"
as_user sh -c 'cd /etc/chameleon && rm accounts config.json credentials && cd /var/lib/chameleon && mv accounts config.json /etc/chameleon'
is /etc/chameleon 'root:chameleon 770'
is /etc/chameleon/accounts 'chameleon:chameleon 750'

say "the unit"
# Among the units of this machine, as the chroot has none; what it starts is in the chroot.
sed "s|^ExecStart=|ExecStart=$root|" "$root/usr/lib/systemd/system/chameleon.service" >"$folder/chameleon.service"
systemd-analyze verify --man=no "$folder/chameleon.service"
systemd-analyze security --offline=true --no-pager --threshold=20 "$root/usr/lib/systemd/system/chameleon.service" | tail -n 1

say "removed"
in_root dpkg -r chameleon
gone /usr/lib/chameleon
gone /usr/bin/chameleon
gone /usr/lib/systemd/system/chameleon.service
[ "$(files)" = "$before" ] || fail "its files changed"

say "purged"
in_root dpkg -P chameleon
gone /etc/chameleon
gone /etc/chameleon.credentials
gone /var/lib/chameleon
left=$(in_root find / -xdev -name '*chameleon*' -not -path '/proc/*' -not -path '/tmp/*')
[ -z "$left" ] || fail "there is left: $left"

say "all is well"
