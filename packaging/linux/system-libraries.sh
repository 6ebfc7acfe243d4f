#!/bin/sh
# What the application needs of a Debian or Ubuntu system beside Python packages: installed when root,
# otherwise named exactly. Other systems are left alone: their names differ and Qt says what it lacks.
set -eu

command -v apt-get >/dev/null 2>&1 || exit 0

# library that must be loadable : Debian package that brings it
libraries="
libEGL.so.1:libegl1
libGL.so.1:libgl1
libdbus-1.so.3:libdbus-1-3
libfontconfig.so.1:libfontconfig1
libfreetype.so.6:libfreetype6
libglib-2.0.so.0:libglib2.0-0
libgomp.so.1:libgomp1
libxkbcommon.so.0:libxkbcommon0
libxkbcommon-x11.so.0:libxkbcommon-x11-0
libX11-xcb.so.1:libx11-xcb1
libxcb-cursor.so.0:libxcb-cursor0
libxcb-icccm.so.4:libxcb-icccm4
libxcb-image.so.0:libxcb-image0
libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-randr.so.0:libxcb-randr0
libxcb-render-util.so.0:libxcb-render-util0
libxcb-shape.so.0:libxcb-shape0
libxcb-shm.so.0:libxcb-shm0
libxcb-sync.so.1:libxcb-sync1
libxcb-xfixes.so.0:libxcb-xfixes0
libxcb-xkb.so.1:libxcb-xkb1
"
known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null )
missing=""
for pair in $libraries; do
    case "$known" in *"${pair%%:*} "*) ;; *) missing="$missing ${pair##*:}" ;; esac
done
python3 -c 'import venv, ensurepip' 2>/dev/null || missing="$missing python3 python3-venv"
if ! fc-list 2>/dev/null | grep -q .; then missing="$missing fontconfig fonts-dejavu-core"; fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    echo "Installing system libraries:$missing"
    apt-get update -qq
    # Some packages were renamed with the 64-bit time change; take whichever name this release has.
    wanted=""
    for package in $missing; do
        if apt-cache show "$package" >/dev/null 2>&1; then wanted="$wanted $package"; else wanted="$wanted ${package}t64"; fi
    done
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null
else
    echo "This system lacks libraries that the window needs. Install them, then run make again:" >&2
    echo "    sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
