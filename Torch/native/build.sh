#!/usr/bin/env bash
# Builds libvoxpilot_torch.so against the system's libtorch, or the one in $LIBTORCH.  usage: build.sh OUTPUT.so
set -euo pipefail
source_file="$(cd "$(dirname "$0")" && pwd)/voxpilot_torch.cpp"
output="$1"
fail() { echo "error : $1" >&2; exit 1; }

compiler="${CXX:-g++}"
command -v "$compiler" >/dev/null || fail "no C++ compiler '$compiler' was found: install one (Debian: apt install g++) or name one in CXX"

if [ -n "${LIBTORCH:-}" ]; then
  include="$LIBTORCH/include"; library="$LIBTORCH/lib"
  [ -f "$include/ATen/ATen.h" ] || fail "LIBTORCH is '$LIBTORCH', which holds no include/ATen/ATen.h: point it at an unpacked libtorch folder"
else
  include=/usr/include; library=""
  [ -f "$include/ATen/ATen.h" ] || fail "libtorch was not found: install it (Debian: apt install libtorch-dev libopenblas0-openmp) or set LIBTORCH to an unpacked libtorch folder"
fi

# The numbers stand in one of several headers of that name, by version.
number() { find "$include/torch" -name version.h -exec sed -n "s/#define TORCH_VERSION_$1 \([0-9][0-9]*\).*/\1/p" {} + | head -1; }
major="$(number MAJOR)"; minor="$(number MINOR)"
if [ "${major:-0}" -lt 1 ] || { [ "$major" -eq 1 ] && [ "${minor:-0}" -lt 13 ]; }; then
  fail "libtorch in '$include' is ${major:-an unknown version}${major:+.$minor}; install 1.13 or newer (Debian 12: apt install libtorch-dev), or name another in LIBTORCH"
fi
standard=c++17
if [ "${major:-1}" -gt 2 ] || { [ "${major:-1}" -eq 2 ] && [ "${minor:-0}" -ge 10 ]; }; then standard=c++20; fi

flags=(-std=$standard -O2 -shared -fPIC -fvisibility=hidden -w -I"$include" -I"$include/torch/csrc/api/include")
links=(-ltorch_cpu -lc10)
if [ -n "$library" ]; then
  flags+=(-L"$library" "-Wl,-rpath,$library")
  if grep -qs 'GLIBCXX_USE_CXX11_ABI=0' "$LIBTORCH/share/cmake/Torch/TorchConfig.cmake"; then flags+=(-D_GLIBCXX_USE_CXX11_ABI=0); fi
  # CUDA registers itself when its library is loaded, so that one is linked although nothing here names a symbol of it.
  if [ -f "$library/libtorch_cuda.so" ]; then links=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda "${links[@]}"); fi
fi

mkdir -p "$(dirname "$output")"
partial="$output.$$"
trap 'rm -f "$partial"' EXIT
"$compiler" "${flags[@]}" "$source_file" -o "$partial" "${links[@]}" ||
  fail "libtorch $major.$minor in '$include' is there, but the native part did not compile against it (messages above)"
mv -f "$partial" "$output"
