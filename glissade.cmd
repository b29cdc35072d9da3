@REM Starts Glissade on Windows with the JVM flags that make it fast; builds it first where that was never done.
@REM After a change of the sources: delete cli\target\lib, or run mvnw.cmd package.
@SETLOCAL
@CALL "%~dp0.mvn\find-jdk.cmd" || EXIT /B 2
@IF EXIST "%~dp0cli\target\lib\glissade-cli-*.jar" GOTO :start
@ECHO building Glissade (first run, about a minute) ...>&2
@CALL "%~dp0mvnw.cmd" -q -B -f "%~dp0pom.xml" -pl cli -am -Dmaven.test.skip=true package >&2 || EXIT /B 1
:start
@"%JAVA_HOME%\bin\java.exe" -XX:+UseSerialGC -Xms24m --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "%~dp0cli\target\lib\*" org.glissade.cli.Main %*
@EXIT /B %ERRORLEVEL%
