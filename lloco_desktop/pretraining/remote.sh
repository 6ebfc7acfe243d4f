#!/bin/sh
# Trains a backbone on a machine that is had for minutes and has no network: GPU.md says when to call what.
#
#   here    remote.sh pack DATA      .train (tokenizer, list of overlaps, a sample) and .train-0 ... .train-2
#   here    remote.sh site           .train/site: small packages that a machine for training may lack
#   there   remote.sh receive        put what has arrived aside; call it with each piece
#   there   remote.sh rehearse       the sample's shards, then the speed of every stage
#   there   remote.sh shards         all of the data, once every piece is there
#   there   remote.sh train STAGE MINUTES     again with the same words: goes on where it stopped
#   there   remote.sh export         the backbone, in pieces
#   there   remote.sh send FIRST LAST         some of the pieces (from 0) into $OUT, with the logs
#   here    remote.sh unpack FOLDER PLACE     the pieces in FOLDER become the backbone folder PLACE
#
# CONFIG (h200.toml), PYTHON (python3), PIECE (bytes of a piece) and WORK may be set.
set -eu
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
config=${CONFIG:-lloco_desktop/pretraining/configs/h200.toml}
work=${WORK:-${TMPDIR:-/tmp}/lloco-pretraining}
piece=${PIECE:-15000000}
export PYTHONUNBUFFERED=1
[ ! -d "$work/site" ] || export PYTHONPATH="$work/site${PYTHONPATH:+:$PYTHONPATH}"

stage() {
    name=$1
    shift
    "$python" -m lloco_desktop.pretraining "$name" --config "$config" "$@"
}

case $1 in
pack)
    data=$2
    ignored=$(git rev-parse --git-path info/exclude)
    grep -qx '/.train\*' "$ignored" 2> /dev/null || echo '/.train*' >> "$ignored"
    rm -rf .train .train-0 .train-1 .train-2
    mkdir -p .train/sample/train .train-0 .train-1 .train-2
    stage purity --data "$data" --work .train || true # status 1: something overlaps, and is in the list
    stage tokenizer --data "$data" --work .train
    for file in "$data"/train/*.jsonl.xz; do
        xz --decompress --stdout "$file" | awk 'NR % 40 == 1' | xz > ".train/sample/train/$(basename "$file")"
    done
    tar -C "$data" -cf .train/all.tar train
    split -n 3 -d -a 1 .train/all.tar .train/data.
    for number in 0 1 2; do mv ".train/data.$number" ".train-$number/"; done
    rm .train/all.tar
    du -sh .train .train-0 .train-1 .train-2
    ;;
site)
    "$python" -m pip install --quiet --no-deps --no-compile --target .train/site platformdirs httpx
    ;;
receive)
    mkdir -p "$work/arrived"
    for number in 0 1 2; do
        [ ! -f ".train-$number/data.$number" ] || cp ".train-$number/data.$number" "$work/arrived/"
    done
    [ ! -d .train ] || cp -r .train/. "$work/"
    ls -l "$work/arrived"
    ;;
rehearse)
    mkdir -p "$work/rehearsal"
    cp .train/tokenizer.json .train/overlapping.json "$work/rehearsal/"
    stage shards --data .train/sample --work "$work/rehearsal"
    stage speed --work "$work/rehearsal" | tee "$OUT/speed.jsonl"
    ;;
shards)
    mkdir -p "$work/data"
    cat "$work/arrived/data.0" "$work/arrived/data.1" "$work/arrived/data.2" | tar -C "$work/data" -xf -
    stage shards --data "$work/data" --work "$work"
    cp "$work/shards.json" "$OUT/"
    ;;
train)
    status=0
    stage "$2" --work "$work" --budget-minutes "$3" --resume || status=$?
    cp "$work/$2.jsonl" "$OUT/"
    tail -n 3 "$work/$2.jsonl"
    exit "$status"
    ;;
export)
    stage export --work "$work" --out "$work/backbone"
    rm -f "$work"/backbone.tar.*
    tar -C "$work" -cf - backbone | split -b "$piece" -d -a 2 - "$work/backbone.tar."
    ls -l "$work"/backbone.tar.*
    ;;
send)
    ls "$work"/backbone.tar.* | sed -n "$(($2 + 1)),$(($3 + 1))p" | while read -r path; do cp "$path" "$OUT/"; done
    ls -l "$OUT"
    ;;
unpack)
    place=$(mktemp -d)
    cat "$2"/backbone.tar.* | tar -C "$place" -xf -
    (cd "$place/backbone" && sha256sum --check --quiet SHA256SUMS)
    [ ! -f "$3/README.md" ] || cp "$3/README.md" "$place/backbone/"
    rm -rf "$3"
    mv "$place/backbone" "$3"
    rmdir "$place"
    ls -l "$3"
    ;;
*)
    sed -n '2,15p' "$0" >&2
    exit 2
    ;;
esac
