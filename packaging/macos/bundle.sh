#!/usr/bin/env bash
# Makes dist/LLoCO-Desktop-<version>-<machine>.dmg on macOS 13 or later with Python 3.11 or later.
#
#     IDENTITY="Developer ID Application: ..." PROFILE=notary-profile bash packaging/macos/bundle.sh
#
# Without IDENTITY the application is signed for this machine alone; without PROFILE it is not notarised.
set -eu
cd "$(dirname "$0")/../.."
venv=build/venv app="dist/LLoCO Desktop.app"
test -x "$venv/bin/python" || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --upgrade pip
"$venv/bin/python" -m pip install --quiet --constraint constraints.txt --editable . pyinstaller
"$venv/bin/python" packaging/icons.py build
"$venv/bin/pyinstaller" --noconfirm --log-level WARN --distpath dist --workpath build/work build.spec
"$venv/bin/python" packaging/notices.py dist/lloco-desktop
ln -sfn lloco-desktop "$app/Contents/MacOS/lloco"
cp dist/lloco-desktop/_internal/THIRD_PARTY_NOTICES.txt "$app/Contents/Resources/"
version=$("$app/Contents/MacOS/lloco" --version | cut -d' ' -f2)

# From the inside out: every library first, the programs, then the application around them.
identity=${IDENTITY:--}
sign() { codesign --force --timestamp --options runtime --sign "$identity" "$@"; }
[ "$identity" = - ] && sign() { codesign --force --sign - "$@"; }
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
    while IFS= read -r -d '' file; do sign "$file"; done
sign --entitlements packaging/macos/entitlements.plist "$app/Contents/MacOS/lloco-desktop"
sign --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"
"$app/Contents/MacOS/lloco" self-test

image="dist/LLoCO-Desktop-$version-$(uname -m).dmg"
folder=$(mktemp -d)
cp -a "$app" "$folder/" && ln -s /Applications "$folder/Applications"
hdiutil create -volname "LLoCO Desktop" -srcfolder "$folder" -format ULMO -ov "$image"
rm -rf "$folder"
if [ -n "${PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
    xcrun stapler staple "$image"
fi
ls -l "$image"
