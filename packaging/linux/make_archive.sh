#!/bin/sh
# Makes one file of the bundle that runs on Linux systems without a package for them: an AppImage where
# appimagetool is at hand, otherwise an archive that extracts itself (makeself) and starts the application.
#
#     sh packaging/linux/make_archive.sh dist/lloco-desktop dist
set -eu
bundle=$1 target=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$("$bundle/lloco" --version | cut -d' ' -f2)
machine=$(uname -m)
if command -v appimagetool >/dev/null 2>&1; then
    tree=$(mktemp -d "$target/AppDir.XXXXXX")
    trap 'rm -rf "$tree"' EXIT
    mkdir -p "$tree/usr/lib"
    cp -a "$bundle" "$tree/usr/lib/lloco-desktop"
    cp "$root/resources/lloco-desktop.desktop" "$root/resources/app.svg" "$tree/"
    mv "$tree/app.svg" "$tree/lloco-desktop.svg"
    ln -s usr/lib/lloco-desktop/lloco-desktop "$tree/AppRun"
    ARCH=$machine appimagetool --no-appstream "$tree" "$target/LLoCO_Desktop-$version-$machine.AppImage"
elif command -v makeself >/dev/null 2>&1; then
    makeself --zstd --nox11 --sha256 "$bundle" "$target/lloco-desktop-$version-$machine.run" \
        "LLoCO Desktop $version" ./lloco-desktop
else
    echo "Neither appimagetool nor makeself is installed. Install one of them:" >&2
    echo "    sudo apt-get install -y makeself" >&2
    exit 1
fi
