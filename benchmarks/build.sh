# Sourced by the scripts beside it, in the project's folder: builds what is measured, without any test.
printf 'Building.\n' >&2
mvn -q -B -pl benchmarks -am verify -Dmaven.test.skip=true -DskipTests -DskipITs -Denforcer.skip=true \
  -Dassembly.skipAssembly=true >&2

# The packages of the Node subject, locked to their versions. Without them it is skipped.
if command -v npm >/dev/null; then
  rm -rf benchmarks/target/node
  cp -R benchmarks/node benchmarks/target/node
  (cd benchmarks/target/node && npm ci --silent --ignore-scripts --no-audit --no-fund >&2) ||
    printf 'The packages of node cannot be installed, so it is skipped.\n' >&2
fi
