# Sourced by the scripts beside it, in the project's folder: builds what is measured, without any test.
printf 'Building.\n' >&2
mvn -q -B -pl benchmarks -am verify -Dmaven.test.skip=true -DskipTests -DskipITs -Denforcer.skip=true \
  -Dassembly.skipAssembly=true >&2
