# Runs every test.
Set-Location (Join-Path $PSScriptRoot '..')
mvn verify @args
exit $LASTEXITCODE
