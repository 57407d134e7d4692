# Starts Chameleon in PowerShell 5.1 or newer, as chameleon.bat does in the old command prompt.
# No param block: PowerShell would take options such as --config for its own.
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

function Fail([string] $message) {
    [Console]::Error.WriteLine("chameleon: $message")
    exit 1
}

$separator = [IO.Path]::PathSeparator
$programHome = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '..'))
if (-not (Test-Path -LiteralPath (Join-Path $programHome 'lib') -PathType Container)) {
    Fail "the folder lib is missing next to $PSScriptRoot; unpack the whole distribution"
}
if ($programHome.Contains($separator)) {
    Fail "Java finds nothing in a folder with a '$separator' in its path, as $programHome has; rename it"
}

# --- Java -----------------------------------------------------------------------------------------------------------

$oldest = 21

function Get-JavaCommand([string] $javaHome) {
    Join-Path (Join-Path $javaHome 'bin') 'java.exe'
}

# What a Java command says of itself, as text; to standard error, so that its lines come as error records.
function Read-Java([string] $command, [string[]] $options) {
    $ErrorActionPreference = 'Continue'
    (& $command @options 2>&1 | ForEach-Object { "$_" }) -join "`n"
}

# The major version of a Java home; 0 where there is no usable Java.
function Get-JavaVersion([string] $javaHome) {
    $command = Get-JavaCommand $javaHome
    if (-not (Test-Path -LiteralPath $command -PathType Leaf)) { return 0 }
    $release = Join-Path $javaHome 'release'
    if (Test-Path -LiteralPath $release -PathType Leaf) {
        foreach ($line in [IO.File]::ReadAllLines($release)) {
            if ($line -match '^JAVA_VERSION="(\d+)') { return [int] $Matches[1] }
        }
    }
    if ((Read-Java $command @('-version')) -match 'version "(\d+)') { return [int] $Matches[1] }
    return 0
}

# The one that was asked for, or else the package's own, or else JAVA_HOME's, or else the newest that is found: its home and
# its version.
function Find-Java {
    if ($env:CHAMELEON_JAVA_HOME) {
        $version = Get-JavaVersion $env:CHAMELEON_JAVA_HOME
        if ($version -eq 0) { Fail "CHAMELEON_JAVA_HOME is set to '$env:CHAMELEON_JAVA_HOME', where no Java is" }
        if ($version -lt $oldest) {
            Fail "CHAMELEON_JAVA_HOME leads to Java $version, but Java $oldest or newer is needed"
        }
        return $env:CHAMELEON_JAVA_HOME, $version
    }
    $packaged = Join-Path $programHome 'runtime'
    if (Test-Path -LiteralPath (Get-JavaCommand $packaged) -PathType Leaf) {
        return $packaged, (Get-JavaVersion $packaged)
    }
    if ($env:JAVA_HOME) {
        $version = Get-JavaVersion $env:JAVA_HOME
        if ($version -ge $oldest) { return $env:JAVA_HOME, $version }
    }

    $candidates = @()
    $onPath = Get-Command java.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($onPath) {
        $candidate = Split-Path (Split-Path $onPath.Path)
        # Not a Java's own command, but one that chooses a Java, such as Oracle's.
        if (-not (Test-Path -LiteralPath (Join-Path $candidate 'release'))) {
            $said = Read-Java $onPath.Path @('-XshowSettings:properties', '-version')
            if ($said -match '(?m)^\s*java\.home = (.*?)\s*$') { $candidate = $Matches[1] }
        }
        $candidates += $candidate
    }
    $patterns = @(
        "$env:ProgramFiles\Eclipse Adoptium\*"
        "$env:ProgramFiles\Java\*"
        "$env:ProgramFiles\Microsoft\jdk*"
        "$env:ProgramFiles\Zulu\*"
        "$env:ProgramFiles\Amazon Corretto\*"
        "$env:ProgramFiles\BellSoft\*"
        "$env:ProgramFiles\OpenJDK\*"
        "$env:LOCALAPPDATA\Programs\Eclipse Adoptium\*"
        "$env:LOCALAPPDATA\Programs\Microsoft\jdk*"
        "$env:USERPROFILE\.jdks\*"
        "$env:USERPROFILE\scoop\apps\*jdk*\current"
    )
    $candidates += Get-Item -Path $patterns -ErrorAction SilentlyContinue | ForEach-Object { $_.FullName }
    $newest = 0
    $newestHome = $null
    foreach ($candidate in $candidates) {
        $version = Get-JavaVersion $candidate
        if ($version -gt $newest) {
            $newest = $version
            $newestHome = $candidate
        }
    }
    if ($newest -lt $oldest) {
        $seen = if ($newest -eq 0) { 'no Java was found' } else { "the newest that was found is Java $newest" }
        Fail "Java $oldest or newer is needed, but $seen. Install one, or set CHAMELEON_JAVA_HOME to its folder."
    }
    return $newestHome, $newest
}

$javaHome, $version = Find-Java

# --- Its options, as decision 0014 has them; what others say of these things holds ------------------------------------

$collector = @('-XX:+UseSerialGC')
$heap = @('-Xms32m', '-Xmn16m', '-XX:MinHeapFreeRatio=15', '-XX:MaxHeapFreeRatio=25')
$compilers = @('-XX:Tier4InvocationThreshold=25000', '-XX:Tier4MinInvocationThreshold=3000',
    '-XX:Tier4CompileThreshold=75000', '-XX:Tier4BackEdgeThreshold=200000')
$chosen = @("$env:CHAMELEON_JAVA_OPTS" -split '\s+' | Where-Object { $_ })
foreach ($option in "$env:JAVA_TOOL_OPTIONS $env:JDK_JAVA_OPTIONS $env:CHAMELEON_JAVA_OPTS" -split '\s+') {
    switch -CaseSensitive -Wildcard ($option) {
        '-XX:+Use*GC' { $collector = @(); $heap = @(); break }
        '-Xm*' { $heap = @(); break }
        '-XX:*HeapSize=*' { $heap = @(); break }
        '-XX:*HeapFreeRatio=*' { $heap = @(); break }
        '-XX:*New*' { $heap = @(); break }
        '-XX:*RAM*' { $heap = @(); break }
    }
}
# RxJava, which twitch4j brings, uses sun.misc.Unsafe; from 23 on Java has to be told that this is known.
$unsafe = @()
if ($version -ge 23) { $unsafe = @('--sun-misc-unsafe-memory-access=allow') }
$terminal = "$(-not [Console]::IsOutputRedirected)".ToLowerInvariant()
$terminalErrors = "$(-not [Console]::IsErrorRedirected)".ToLowerInvariant()
# Not chameleon.learned: "train" asks a program to end, which cannot be done on Windows.

# Before 7.3 PowerShell gave a program's arguments on without their quotes, and left empty ones out; before 6 also without
# doubling a backslash before the quote that it put around what has a space in it.
function ConvertTo-Given([string] $argument) {
    $shell = $PSVersionTable.PSVersion
    if ($shell -ge [version] '7.3') { return $argument }
    if ($argument -eq '') { return '""' }
    $given = $argument -replace '(\\*)"', '$1$1\"'
    if ($shell.Major -lt 6 -and $given -match '\s') { $given = $given -replace '(\\+)$', '$1$1' }
    return $given
}

$all = $collector + $heap + $compilers + $unsafe + @(
    '--add-modules', 'ALL-DEFAULT',
    '--enable-native-access=org.xerial.sqlitejdbc',
    "-Dchameleon.home=$programHome",
    "-Dchameleon.terminal=$terminal"
    "-Dchameleon.terminal.errors=$terminalErrors"
) + $chosen + @('-p', (Join-Path $programHome 'lib'), '-m', 'dev.chameleonbot.host/dev.chameleonbot.host.Main') + $args
$all = @($all | ForEach-Object { ConvertTo-Given $_ })

# What a program says on standard error is no error of this script.
$ErrorActionPreference = 'Continue'
if ($MyInvocation.ExpectingInput) {
    $input | & (Get-JavaCommand $javaHome) @all
} else {
    & (Get-JavaCommand $javaHome) @all
}
exit $LASTEXITCODE
