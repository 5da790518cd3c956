#!/bin/sh
# Speaks every line of clips.json into clips/<name>.ulaw: 8 kHz mono µ-law, no header.
# Needs espeak-ng, sox and node. The clips are committed; run this after adding to clips.json. A line that has a clip
# keeps it: to record it again, delete the clip first.
set -eu
cd "$(dirname "$0")"
mkdir -p clips
node -e '
  const clips = JSON.parse(require("node:fs").readFileSync("clips.json", "utf8"));
  for (const [name, { voice, text }] of Object.entries(clips)) console.log([name, voice, text].join("\t"));
' | while IFS="$(printf '\t')" read -r name voice text; do
  [ -f "clips/$name.ulaw" ] && continue
  espeak-ng -v "$voice" -s 165 -w "clips/$name.wav" "$text"
  sox -D "clips/$name.wav" -r 8000 -c 1 -e mu-law -b 8 -t raw "clips/$name.ulaw" \
    silence 1 0.05 0.5% reverse silence 1 0.05 0.5% reverse norm -6
  rm "clips/$name.wav"
done
