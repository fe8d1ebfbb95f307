#!/usr/bin/env bash
# A small town is made, the eyes of nano learn from it, the pack that comes of it is put in service, and asked.
#   examples/curl/job.sh [STEPS [SCENES [SECONDS]]]
set -euo pipefail
server=${VOXPILOT_URL:-http://localhost:5080}
steps=${1:-60} scenes=${2:-4} seconds=${3:-10}
town=town-$$ json='Content-Type: application/json'

# One request, two jobs: the second starts when the first has succeeded.
chain=$(curl -sS --fail-with-body "$server/v1/jobs" -H "$json" -d '{ "chain": [
  { "kind": "world", "name": "'"$town"'", "parameters": { "dataset": "'"$town"'", "scenes": '"$scenes"', "seconds": '"$seconds"' } },
  { "kind": "occupancy", "preset": "mini", "name": "mine", "dataset": "'"$town"'", "parameters": { "steps": '"$steps"', "batch": 2, "previews": 20 } } ] }') || { echo "$chain" >&2; exit 1; }
job=$(grep -o '"id":"job-[0-9a-f]*"' <<<"$chain" | tail -1 | cut -d'"' -f4)
echo "job $job"

# Events as they come; the stream ends with the job.
curl -sSN "$server/v1/jobs/$job/events" | grep --line-buffered '^data: '
promoted=$(curl -sS --fail-with-body -X POST "$server/v1/jobs/$job/promote") || { echo "$promoted" >&2; exit 1; }
echo "in service: $(grep -o '"id":"[^"]*"' <<<"$promoted" | head -1 | cut -d'"' -f4)"

frames=$(dirname "$0")/../frames/0
images=()
for image in "$frames"/CAM_*.*; do
    name=$(basename "$image")
    images+=(-F "${name%.*}=@$image")
done
answer=$(curl -sS --fail-with-body "$server/v1/drive" -F "scene=@$frames/rig.json;type=application/json" "${images[@]}") || { echo "$answer" >&2; exit 1; }
echo "answered by: $(grep -o '"pack":{"name":"[^"]*"' <<<"$answer" | head -1 | cut -d'"' -f6)"
# Back again: curl -X POST …/v1/models/load -H 'Content-Type: application/json' -d '{ "model": "nano" }'
