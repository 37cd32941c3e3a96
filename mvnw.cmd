@echo off
rem Runs Maven with a JDK of at least 17: the Maven on the PATH, else one fetched once from the
rem Maven repository that MVNW_REPOURL names, into .m2\wrapper. The build checks both versions.
setlocal
set "ROOT=%~dp0"
set "JAR=jar"
if not "%JAVA_HOME%"=="" set "JAR=%JAVA_HOME%\bin\jar"
where mvn >nul 2>nul
if not errorlevel 1 (
  call mvn %*
  exit /b %ERRORLEVEL%
)
for /f "usebackq tokens=1,2 delims==" %%a in ("%ROOT%.mvn\wrapper\maven-wrapper.properties") do set "SETTING_%%a=%%b"
set "HOME_DIR=%USERPROFILE%\.m2\wrapper\apache-maven-%SETTING_version%"
if exist "%HOME_DIR%\bin\mvn.cmd" goto run
if "%MVNW_REPOURL%"=="" (
  echo mvnw: no Maven on the PATH; install 3.8.6 or newer, or set MVNW_REPOURL to a Maven repository to fetch it from. 1>&2
  exit /b 1
)
set "ARCHIVE=apache-maven-%SETTING_version%-bin.zip"
set "WORK=%USERPROFILE%\.m2\wrapper\fetch-%RANDOM%"
mkdir "%WORK%"
echo mvnw: fetching Maven %SETTING_version% 1>&2
curl -fsSL -o "%WORK%\%ARCHIVE%" "%MVNW_REPOURL%/org/apache/maven/apache-maven/%SETTING_version%/%ARCHIVE%"
if errorlevel 1 (
  echo mvnw: could not download %ARCHIVE% from the repository in MVNW_REPOURL; check that address. 1>&2
  exit /b 1
)
certutil -hashfile "%WORK%\%ARCHIVE%" SHA512 | findstr /i /x "%SETTING_sha512%" >nul
if errorlevel 1 (
  echo mvnw: %ARCHIVE% is not the file it should be: its SHA-512 differs. 1>&2
  exit /b 1
)
pushd "%WORK%"
"%JAR%" xf "%ARCHIVE%"
popd
move "%WORK%\apache-maven-%SETTING_version%" "%HOME_DIR%" >nul
rmdir /s /q "%WORK%"
:run
call "%HOME_DIR%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
