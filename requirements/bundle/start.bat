@echo off
rem Installs gridgov from the folder beside this script, once, and starts it. Needs Python 3.11 to 3.13.
setlocal
set "place=%~dp0installed-windows"
if exist "%place%\Scripts\gridgov.exe" goto start
set found=
for %%v in (3.13 3.12 3.11) do if not defined found py -%%v -c "" >nul 2>nul && set found=py -%%v
if not defined found (
  echo gridgov needs Python 3.11, 3.12 or 3.13: install one from python.org, then start this again.
  pause
  exit /b 2
)
%found% -m venv "%place%" || goto failed
"%place%\Scripts\python.exe" -m pip install --quiet --no-index --find-links "%~dp0wheels" gridgov || goto failed
:start
if "%~1"=="" ( start "" "%place%\Scripts\pythonw.exe" -m gridgov ) else ( "%place%\Scripts\gridgov.exe" %* )
exit /b %errorlevel%
:failed
rmdir /s /q "%place%" 2>nul
echo gridgov could not be installed: see the lines above.
pause
exit /b 2
