@REM Called by mvnw.cmd and glissade.cmd: leaves the home of a JDK 25 or newer in JAVA_HOME, or says what
@REM to install and ends with 2. Looks at JAVA_HOME, then where installers put JDKs, then java on the PATH.
@SET GLISSADE_JDK=
@IF NOT "%JAVA_HOME%"=="" CALL :consider "%JAVA_HOME%"
@FOR %%R IN (
  "%ProgramFiles%\Eclipse Adoptium"
  "%ProgramFiles%\Java"
  "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Zulu"
  "%ProgramFiles%\Amazon Corretto"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
  "%USERPROFILE%\.jdks"
) DO @FOR /D %%H IN ("%%~R\*") DO @CALL :consider "%%~H"
@FOR /F "delims=" %%J IN ('where java 2^>NUL') DO @FOR %%H IN ("%%~dpJ..") DO @CALL :consider "%%~fH"
@IF "%GLISSADE_JDK%"=="" GOTO :none
@SET "JAVA_HOME=%GLISSADE_JDK%"
@SET GLISSADE_JDK=
@EXIT /B 0

@REM Takes the first home given whose release file names version 25 or newer.
:consider
@IF NOT "%GLISSADE_JDK%"=="" EXIT /B 0
@IF NOT EXIST "%~1\bin\javac.exe" EXIT /B 0
@IF NOT EXIST "%~1\release" EXIT /B 0
@FOR /F "usebackq tokens=2 delims==" %%V IN (`findstr /B "JAVA_VERSION=" "%~1\release"`) DO @CALL :compare %%V "%~1"
@EXIT /B 0

:compare
@FOR /F "tokens=1 delims=.+-" %%M IN ("%~1") DO @IF %%M GEQ 25 SET "GLISSADE_JDK=%~2"
@EXIT /B 0

:none
@ECHO Glissade needs a JDK 25 or newer and found none. Install one, then run the same command again:>&2
@ECHO   winget install EclipseAdoptium.Temurin.25.JDK>&2
@ECHO Or set JAVA_HOME to a JDK 25 that is already there.>&2
@EXIT /B 2
