# Makes dist\lloco-desktop on Windows 10 or 11 with Python 3.11 or later, in an environment of its own.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
if (-not (Test-Path build\venv\Scripts\python.exe)) { python -m venv build\venv }
$python = "build\venv\Scripts\python.exe"
& $python -m pip install --quiet --upgrade pip
& $python -m pip install --quiet --constraint constraints.txt --editable . pyinstaller
& $python packaging\icons.py build
& $python packaging\windows\version_file.py build\version.txt
& build\venv\Scripts\pyinstaller.exe --noconfirm --log-level WARN --distpath dist --workpath build\work build.spec
& $python packaging\notices.py dist\lloco-desktop
& dist\lloco-desktop\lloco.exe --version
if ($LASTEXITCODE -ne 0) { throw "the bundle does not start" }
& dist\lloco-desktop\lloco.exe self-test
if ($LASTEXITCODE -ne 0) { throw "the bundle's self-test failed" }
