@echo off
rem Starts Chameleon on Windows, as the script "chameleon" beside it does elsewhere. PowerShell has its own: chameleon.ps1.
setlocal EnableExtensions DisableDelayedExpansion

for %%I in ("%~dp0..") do set "home=%%~fI"
rem A backslash at the end would take the quote after it along.
if "%home:~-1%"=="\" set "home=%home%."
if not exist "%home%\lib" (
  >&2 echo chameleon: the folder lib is missing next to "%~dp0"; unpack the whole distribution
  exit /b 1
)
if not "%home:;=%"=="%home%" (
  >&2 echo chameleon: Java finds nothing in a folder with a ';' in its path, as "%home%" has; rename it
  exit /b 1
)

rem --- Java: the one that was asked for, or else the package's own, or else JAVA_HOME's, or else the newest that is found ---

set "oldest=21"
set "java_home="
set "newest=0"

if not defined CHAMELEON_JAVA_HOME goto not_asked_for
call :version_of "%CHAMELEON_JAVA_HOME%"
if not defined found (
  >&2 echo chameleon: CHAMELEON_JAVA_HOME is set to "%CHAMELEON_JAVA_HOME%", where no Java is
  exit /b 1
)
if %found% lss %oldest% (
  >&2 echo chameleon: CHAMELEON_JAVA_HOME leads to Java %found%, but Java %oldest% or newer is needed
  exit /b 1
)
set "java_home=%CHAMELEON_JAVA_HOME%"
set "newest=%found%"
goto java_found

:not_asked_for
if not exist "%home%\runtime\bin\java.exe" goto not_packaged
call :version_of "%home%\runtime"
set "java_home=%home%\runtime"
set "newest=%found%"
goto java_found

:not_packaged
if not defined JAVA_HOME goto look_for_java
call :version_of "%JAVA_HOME%"
if not defined found goto look_for_java
if %found% lss %oldest% goto look_for_java
set "java_home=%JAVA_HOME%"
set "newest=%found%"
goto java_found

:look_for_java
set "on_path="
for %%J in (java.exe) do set "on_path=%%~$PATH:J"
if not defined on_path goto look_in_folders
set "command=%on_path%"
for %%I in ("%on_path%\..\..") do set "on_path=%%~fI"
rem Not a Java's own command, but one that chooses a Java, such as Oracle's.
if not exist "%on_path%\release" for /f "tokens=1,* delims== " %%A in ('""%command%" -XshowSettings:properties -version 2^>^&1"') do if "%%A"=="java.home" set "on_path=%%B"
call :consider "%on_path%"

:look_in_folders
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*") do call :consider "%%~D"
for /d %%D in ("%ProgramFiles%\Java\*") do call :consider "%%~D"
for /d %%D in ("%ProgramFiles%\Microsoft\jdk*") do call :consider "%%~D"
for /d %%D in ("%ProgramFiles%\Zulu\*") do call :consider "%%~D"
for /d %%D in ("%ProgramFiles%\Amazon Corretto\*") do call :consider "%%~D"
for /d %%D in ("%ProgramFiles%\BellSoft\*") do call :consider "%%~D"
for /d %%D in ("%ProgramFiles%\OpenJDK\*") do call :consider "%%~D"
for /d %%D in ("%LOCALAPPDATA%\Programs\Eclipse Adoptium\*") do call :consider "%%~D"
for /d %%D in ("%LOCALAPPDATA%\Programs\Microsoft\jdk*") do call :consider "%%~D"
for /d %%D in ("%USERPROFILE%\.jdks\*") do call :consider "%%~D"
for /d %%D in ("%USERPROFILE%\scoop\apps\*jdk*") do call :consider "%%~D\current"
if %newest% geq %oldest% goto java_found
set "seen=no Java was found"
if %newest% gtr 0 set "seen=the newest that was found is Java %newest%"
>&2 echo chameleon: Java %oldest% or newer is needed, but %seen%. Install one, or set CHAMELEON_JAVA_HOME to its folder.
exit /b 1

:java_found

rem --- Its options, as decision 0014 has them; what others say of these things holds -----------------------------------------

rem RxJava, which twitch4j brings, uses sun.misc.Unsafe; from 23 on Java has to be told that this is known.
set "unsafe="
if %newest% geq 23 set "unsafe=--sun-misc-unsafe-memory-access=allow"

set "collector=-XX:+UseSerialGC"
set "heap=-Xms32m -Xmn16m -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=25"
set "compilers=-XX:Tier4InvocationThreshold=25000 -XX:Tier4MinInvocationThreshold=3000 -XX:Tier4CompileThreshold=75000 -XX:Tier4BackEdgeThreshold=200000"
set "said= "
if defined JAVA_TOOL_OPTIONS set "said=%said%%JAVA_TOOL_OPTIONS:"=% "
if defined JDK_JAVA_OPTIONS set "said=%said%%JDK_JAVA_OPTIONS:"=% "
if defined CHAMELEON_JAVA_OPTS set "said=%said%%CHAMELEON_JAVA_OPTS:"=% "
for %%G in (Serial Parallel G1 Z Shenandoah Epsilon) do call :unless_said "-XX:+Use%%GGC" collector heap
for %%O in (" -Xm" "HeapSize=" "HeapFreeRatio=" "-XX:New" "-XX:MaxNew" "RAMPercentage" "RAMFraction" "-XX:MaxRAM") do call :unless_said "%%~O" heap

rem Not chameleon.terminal and chameleon.terminal.errors, as a batch file cannot see what is redirected; nor chameleon.learned:
rem "train" asks a program to end, which cannot be done on Windows.
"%java_home%\bin\java.exe" %collector% %heap% %compilers% %unsafe% --add-modules ALL-DEFAULT --enable-native-access=org.xerial.sqlitejdbc "-Dchameleon.home=%home%" %CHAMELEON_JAVA_OPTS% -p "%home%\lib" -m dev.chameleonbot.host/dev.chameleonbot.host.Main %*
exit /b %errorlevel%

rem --- Sets "found" to the major version of a Java home, to nothing where no usable Java is -----------------------------------

:version_of
set "found="
if not exist "%~1\bin\java.exe" exit /b 0
if exist "%~1\release" for /f "usebackq tokens=1,2 delims==" %%A in ("%~1\release") do if "%%A"=="JAVA_VERSION" set "found=%%~B"
if not defined found for /f "tokens=3" %%V in ('""%~1\bin\java.exe" -version 2^>^&1"') do if not defined found set "found=%%~V"
if not defined found exit /b 0
for /f "delims=.-+_ " %%V in ("%found%") do set "found=%%V"
rem What is no number is no version.
for /f "delims=0123456789" %%V in ("%found%") do set "found="
exit /b 0

rem --- Takes a Java home if it is newer than what was found so far -------------------------------------------------------------

:consider
call :version_of "%~1"
if not defined found exit /b 0
if %found% leq %newest% exit /b 0
set "newest=%found%"
set "java_home=%~1"
exit /b 0

rem --- Empties the variables that are named after it where its text is in what others say ---------------------------------------

:unless_said
call set "rest=%%said:%~1=%%"
if "%rest%"=="%said%" exit /b 0
set "%~2="
if not "%~3"=="" set "%~3="
exit /b 0
