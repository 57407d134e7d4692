# Sourced by the scripts beside it: sets java_home to CHAMELEON_JAVA_HOME, or else to the newest JDK that is found.
java_home=${CHAMELEON_JAVA_HOME:-}
if [ -z "$java_home" ]; then
  newest=20
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/*; do
    [ -x "$candidate/bin/jcmd" ] && [ -r "$candidate/release" ] || continue
    found=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release" | head -n 1)
    if [ -n "$found" ] && [ "$found" -gt "$newest" ]; then
      newest=$found
      java_home=$candidate
    fi
  done
fi
if [ ! -x "$java_home/bin/jcmd" ]; then
  printf '%s: a JDK 21 or newer is needed; set CHAMELEON_JAVA_HOME to its folder\n' "$(basename "$0" .sh)" >&2
  exit 1
fi
