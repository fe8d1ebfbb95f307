#!/usr/bin/env bash
# One shot: frames in; occupancy, an answer and a plan out.
set -euo pipefail
server=${VOXPILOT_URL:-http://localhost:5080}
frames=${1:-$(dirname "$0")/../frames/0}

images=()
for image in "$frames"/CAM_*.*; do
    name=$(basename "$image")
    images+=(-F "${name%.*}=@$image")
done
# The scene part also says what is wanted.
scene=$(sed 's/^{/{ "ask": "What is around the car?", "horizons": [0], "plan": true,/;1q' "$frames/rig.json"; sed 1d "$frames/rig.json")
curl -sS --fail-with-body "$server/v1/drive" -F "scene=$scene;type=application/json" "${images[@]}"
echo
