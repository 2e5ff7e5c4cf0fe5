#!/usr/bin/env bash
# Runs the router alone on port 8000, against the Redis of REDIS_HOST and REDIS_PORT.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/jdk25.sh
use_jdk25
jar=(tenant-router/target/tenant-router-*-app.jar)
[ -f "${jar[0]}" ] || mvn -q -pl tenant-router -am package -DskipTests
exec "$JAVA_HOME/bin/java" -jar tenant-router/target/tenant-router-*-app.jar "$@"
