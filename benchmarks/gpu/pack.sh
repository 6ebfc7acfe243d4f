#!/bin/sh
# What a GPU machine without a network lacks beside its own torch, transformers and peft: platformdirs, httpx, and
# bitsandbytes with its CUDA 13 libraries alone (the whole wheel is more than is allowed to travel).
#
#   sh benchmarks/gpu/pack.sh    makes .site in the repository's root, which git does not see
set -e
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
rm -rf .site
"$python" -m pip install --quiet --no-deps --no-compile --target .site bitsandbytes==0.50.2 platformdirs==4.14.5 httpx
find .site -name 'libbitsandbytes_*' ! -name '*_cpu.so' ! -name '*_cuda130.so' ! -name '*_cuda132.so' -delete
mkdir -p "$(git rev-parse --git-dir)/info"
grep -qx '/.site/' "$(git rev-parse --git-dir)/info/exclude" 2>/dev/null || echo '/.site/' >> "$(git rev-parse --git-dir)/info/exclude"
du -sh .site
