# Tries the Windows archive where no Java is on the path: test.ps1 ARCHIVE. Run by the release workflow, in PowerShell 5.1 and 7.
param([Parameter(Mandatory)] [string] $Archive)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

function Assert([bool] $holds, [string] $what) {
    if (-not $holds) { throw "failed: $what" }
    Write-Output "ok: $what"
}

$folder = Join-Path ([IO.Path]::GetTempPath()) "chameleon test $([Guid]::NewGuid())"
Expand-Archive -LiteralPath $Archive -DestinationPath $folder
$program = (Get-ChildItem -LiteralPath $folder -Directory | Select-Object -First 1).FullName
$bin = Join-Path $program 'bin'
$env:PATH = "$env:SystemRoot\System32;$env:SystemRoot"
foreach ($name in 'JAVA_HOME', 'CHAMELEON_JAVA_HOME', 'JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS') {
    Remove-Item "Env:$name" -ErrorAction SilentlyContinue
}
Set-Location $folder

$java = if ([IO.File]::ReadAllText((Join-Path $program 'runtime\release')) -match '(?m)^JAVA_VERSION="([^"]+)"') { $Matches[1] }
Assert $java 'the package tells which Java is inside'
foreach ($launcher in 'chameleon.bat', 'chameleon.ps1') {
    $command = Join-Path $bin $launcher
    $version = & $command --version
    Assert ($LASTEXITCODE -eq 0 -and "$version" -match "on Java $([regex]::Escape($java))") "$launcher starts with its own Java"
    & $command demo --accounts 2 --for 5s | Out-Null
    Assert ($LASTEXITCODE -eq 0) "$launcher serves every message of the demo"
    & $command check-config 'no such file.json' 2>$null
    Assert ($LASTEXITCODE -eq 2) "$launcher gives its exit code back"

    # Arguments with spaces, and what others say of the heap and the collector
    $config = Join-Path $folder 'my config.json'
    Set-Content -LiteralPath $config -Value '{"users": []}' -Encoding ASCII
    $ErrorActionPreference = 'Continue'
    $said = (& $command check-config --config $config 2>&1 | ForEach-Object { "$_" }) -join "`n"
    $ErrorActionPreference = 'Stop'
    Assert ($said -match [regex]::Escape('my config.json') -or $said -match 'users') "$launcher takes a file with a space in its name"
    $env:CHAMELEON_JAVA_OPTS = '-XX:+UseG1GC -Xmx64m'
    & $command --version | Out-Null
    Assert ($LASTEXITCODE -eq 0) "$launcher leaves collector and heap to those who ask for others"
    Remove-Item Env:CHAMELEON_JAVA_OPTS

    $env:CHAMELEON_JAVA_HOME = Join-Path $folder 'nowhere'
    & $command --version 2>$null
    Assert ($LASTEXITCODE -eq 1) "$launcher takes no other Java than the one it is told to"
    Remove-Item Env:CHAMELEON_JAVA_HOME
}
Set-Location ([IO.Path]::GetTempPath())
Remove-Item -Recurse -Force -LiteralPath $folder
