@echo off
rem Starts Chameleon on Windows, as the script "chameleon" beside it does elsewhere. PowerShell has its own: chameleon.ps1.
setlocal EnableExtensions DisableDelayedExpansion

for %%I in ("%~dp0..") do set "home=%%~fI"
rem A backslash at the end would take the quote after it along.
if "%home:~-1%"=="\" set "home=%home%."
if not exist "%home%\lib" (
  >&2 echo chameleon: the folder lib is missing beside "%~dp0"; unpack the whole distribution
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
for /d %%D in (
  "%ProgramFiles%\Eclipse Adoptium\*"
  "%ProgramFiles%\Java\*"
  "%ProgramFiles%\Microsoft\jdk*"
  "%ProgramFiles%\Zulu\*"
  "%ProgramFiles%\Amazon Corretto\*"
  "%ProgramFiles%\BellSoft\*"
  "%ProgramFiles%\OpenJDK\*"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*"
  "%LOCALAPPDATA%\Programs\Microsoft\jdk*"
  "%USERPROFILE%\.jdks\*"
  "%USERPROFILE%\scoop\apps\*jdk*"
) do (
  call :consider "%%~D"
  call :consider "%%~D\current"
)
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
if not defined JAVA_TOOL_OPTIONS if not defined JDK_JAVA_OPTIONS if not defined CHAMELEON_JAVA_OPTS goto options_chosen
rem "set NAME" shows a variable without anything in it being taken for a part of this script.
(set JAVA_TOOL_OPTIONS& set JDK_JAVA_OPTIONS& set CHAMELEON_JAVA_OPTS) 2>nul | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul
if not errorlevel 1 set "collector=" & set "heap="
(set JAVA_TOOL_OPTIONS& set JDK_JAVA_OPTIONS& set CHAMELEON_JAVA_OPTS) 2>nul | findstr /r /c:"[= ]-Xm" /c:"-XX:[A-Za-z]*HeapSize=" /c:"-XX:[A-Za-z]*HeapFreeRatio=" /c:"-XX:[A-Za-z]*New" /c:"-XX:[A-Za-z]*RAM" >nul
if not errorlevel 1 set "heap="
:options_chosen

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
