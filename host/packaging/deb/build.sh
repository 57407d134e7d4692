#!/bin/sh
# Makes the Debian package of a program folder that has its Java and what that has learned inside:
#   build.sh FOLDER VERSION TIMESTAMP DESTINATION
# The same input makes the same package, bit for bit. Needs dpkg-deb, and no other tool of Debian's.
set -eu
umask 022

here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
program=$1
version=$(printf '%s' "$2" | sed 's/-SNAPSHOT$/~SNAPSHOT/') # Before the release of that name.
SOURCE_DATE_EPOCH=$(date -u -d "$3" +%s)
export SOURCE_DATE_EPOCH
destination=$4
architecture=$(dpkg --print-architecture)
# What the build of the command line generates.
generated=$here/../../target

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"

home=$root/usr/lib/chameleon
doc=$root/usr/share/doc/chameleon
mkdir -p "$home" "$doc/examples" "$root/usr/bin" "$root/DEBIAN"

cp -R "$program/." "$home"
mv "$home/sample-config.json" "$doc/examples"
mv "$home/NOTICE" "$doc"
# Its own text in Debian's copyright file; the scripts for Windows, and what tells of an unpacked zip, are of no use here.
rm -f "$home/LICENSE" "$home/README.txt" "$home/bin/chameleon.bat" "$home/bin/chameleon.ps1"
ln -s ../lib/chameleon/bin/chameleon "$root/usr/bin/chameleon"

install -D -m 644 "$here/chameleon.service" "$root/usr/lib/systemd/system/chameleon.service"

cp "$here/copyright" "$doc/copyright"
sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$(date -u -R -d "@$SOURCE_DATE_EPOCH")/" "$here/changelog" |
  gzip -9n >"$doc/changelog.gz"
install -D -m 644 "$here/lintian-overrides" "$root/usr/share/lintian/overrides/chameleon"

for page in "$generated"/man/*.1; do
  [ -f "$page" ] || continue
  mkdir -p "$root/usr/share/man/man1"
  gzip -9n <"$page" >"$root/usr/share/man/man1/$(basename "$page").gz"
done
completion() {
  [ -f "$generated/completion/$1" ] || return 0
  install -D -m 644 "$generated/completion/$1" "$root/usr/share/$2"
}
completion chameleon.bash bash-completion/completions/chameleon
completion _chameleon zsh/vendor-completions/_chameleon
completion chameleon.fish fish/vendor_completions.d/chameleon.fish

# Whoever built it, and under whatever umask.
find "$root/usr" -type d -exec chmod 755 {} +
find "$root/usr" -type f -exec chmod 644 {} +
chmod 755 "$home/bin/chameleon" "$home"/runtime/bin/* "$home/runtime/lib/jspawnhelper" "$home/runtime/lib/jexec"

size=$(find "$root/usr" -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" "$here/control" \
  >"$root/DEBIAN/control"
for script in postinst prerm postrm; do
  install -m 755 "$here/$script" "$root/DEBIAN/$script"
done
(cd "$root" && find usr -type f -printf '%P\n' | LC_ALL=C sort | sed 's|^|usr/|' | xargs -d '\n' md5sum) \
  >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

dpkg-deb --root-owner-group -Zxz --build "$root" "$destination/chameleon_${version}_${architecture}.deb"
