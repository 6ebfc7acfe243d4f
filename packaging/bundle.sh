#!/bin/sh
# Makes dist/lloco-desktop: the application as a folder that needs no Python. Sets up all it needs, in an
# environment that holds nothing but the application, so that no test tool slips into the bundle.
set -eu
cd "$(dirname "$0")/.."
sh packaging/linux/system-libraries.sh
venv=build/venv
test -x "$venv/bin/python" || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --upgrade pip
"$venv/bin/python" -m pip install --quiet --constraint constraints.txt --editable . pyinstaller
"$venv/bin/python" packaging/icons.py build
"$venv/bin/pyinstaller" --noconfirm --log-level WARN --distpath dist --workpath build/work build.spec
ln -sfn lloco-desktop dist/lloco-desktop/lloco
"$venv/bin/python" packaging/notices.py dist/lloco-desktop
dist/lloco-desktop/lloco --version
du -sm dist/lloco-desktop | sed 's/\t.*/ MB in dist\/lloco-desktop/'
