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
id=$(curl -sf "$server/v1/scenes" -F "scene=@$frames/rig.json;type=application/json" "${images[@]}" | sed 's/.*"id":"\([^"]*\)".*/\1/')
echo "scene $id"

curl -s "$server/v1/scenes/$id/answers" -H 'Content-Type: application/json' -d '{ "question": "What is around the car?", "max_tokens": 48 }'; echo
curl -sN "$server/v1/scenes/$id/answers" -H 'Content-Type: application/json' -d '{ "question": "Is the lane ahead free?", "max_tokens": 16, "stream": true }'
curl -s "$server/v1/scenes/$id/plan" -H 'Content-Type: application/json' -d '{ "command": "left" }' | head -c 400; echo
curl -s "$server/v1/scenes/$id/occupancy?horizon=0,3&format=npz" -o occupancy.npz && ls -l occupancy.npz
curl -s -X DELETE "$server/v1/scenes/$id"
