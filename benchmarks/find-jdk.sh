# Sourced by the scripts beside it: sets java_home to CHAMELEON_JAVA_HOME, or else to the newest JDK that is found.
oldest=21

# The major version of a Java home, from its release file; 0 where there is none.
version_of() {
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1)
  printf '%s' "${version:-0}"
}

no_jdk() {
  printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2
  exit 1
}

java_home=${CHAMELEON_JAVA_HOME:-}
if [ -n "$java_home" ]; then
  found=$(version_of "$java_home")
  [ -x "$java_home/bin/java" ] && [ "$found" -gt 0 ] ||
    no_jdk "CHAMELEON_JAVA_HOME is set to '$java_home', where no Java is"
  [ "$found" -ge "$oldest" ] ||
    no_jdk "CHAMELEON_JAVA_HOME leads to Java $found, but a JDK $oldest or newer is needed"
  [ -x "$java_home/bin/jcmd" ] ||
    no_jdk "CHAMELEON_JAVA_HOME leads to a Java without jcmd, but a whole JDK is needed"
else
  newest=0
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/*; do
    [ -x "$candidate/bin/jcmd" ] || continue
    found=$(version_of "$candidate")
    if [ "$found" -ge "$oldest" ] && [ "$found" -gt "$newest" ]; then
      newest=$found
      java_home=$candidate
    fi
  done
  [ -n "$java_home" ] || no_jdk "a JDK $oldest or newer is needed; set CHAMELEON_JAVA_HOME to its folder"
fi
