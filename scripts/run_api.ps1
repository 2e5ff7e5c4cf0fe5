# Runs the router alone on port 8000, against the Redis of REDIS_HOST and REDIS_PORT. JAVA_HOME must name a JDK 25.
Set-Location (Join-Path $PSScriptRoot '..')
if (-not (Test-Path tenant-router/target/tenant-router-*-app.jar)) {
    mvn -q -pl tenant-router -am package -DskipTests
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
$java = Join-Path $env:JAVA_HOME 'bin/java'
& $java -jar (Get-Item tenant-router/target/tenant-router-*-app.jar).FullName @args
exit $LASTEXITCODE
