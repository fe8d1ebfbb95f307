#!/usr/bin/env bash
# Frames in, then questions: a scene is encoded once and asked many times.
set -euo pipefail
server=${VOXPILOT_URL:-http://localhost:5080}
frames=${1:-$(dirname "$0")/../frames/0}

images=()
for image in "$frames"/CAM_*.*; do
    name=$(basename "$image")
    images+=(-F "${name%.*}=@$image")
done
scene=$(curl -sS --fail-with-body "$server/v1/scenes" -F "scene=@$frames/rig.json;type=application/json" "${images[@]}") || { echo "$scene" >&2; exit 1; }
id=$(sed 's/^{"id":"\([^"]*\)".*/\1/' <<<"$scene")
echo "scene $id"

curl -sS "$server/v1/scenes/$id/answers" -H 'Content-Type: application/json' -d '{ "question": "What is around the car?", "max_tokens": 48 }'; echo
curl -sSN "$server/v1/scenes/$id/answers" -H 'Content-Type: application/json' -d '{ "question": "Is the lane ahead free?", "max_tokens": 16, "stream": true }'
plan=$(curl -sS "$server/v1/scenes/$id/plan" -H 'Content-Type: application/json' -d '{ "command": "left" }'); echo "${plan:0:400}"
curl -sS "$server/v1/scenes/$id/occupancy?horizon=0,3&format=npz" -o occupancy.npz && ls -l occupancy.npz
curl -sS -X DELETE "$server/v1/scenes/$id"
