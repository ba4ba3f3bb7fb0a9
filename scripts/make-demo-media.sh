#!/usr/bin/env bash
# Makes the demo lectures in prisma/media: slides with a running time, read out by espeak-ng, with captions and a poster.
# Needs Debian's ffmpeg, espeak-ng and fonts-dejavu-core; run from the project's root. The results are committed, so nobody else needs it.
set -euo pipefail
out=prisma/media
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sans=$(fc-match -f '%{file}' 'DejaVu Sans:bold')
mono=$(fc-match -f '%{file}' 'DejaVu Sans Mono')
mkdir -p "$out"
entries=()

seconds() { ffprobe -v error -show_entries format=duration -of csv=p=0 "$1"; }
stamp() { awk -v t="$1" 'BEGIN { printf "%02d:%02d:%06.3f", t / 3600, (t % 3600) / 60, t % 60 }'; }

# lecture NAME TITLE: reads slides from standard input, one a paragraph: its heading, then `| ` lines to show and `> ` lines to say.
lecture() {
  local name=$1 title=$2 n=0 start=0 shown="" said="" head=""
  local vtt="$out/$name.en.vtt" list="$work/$name.txt"
  printf 'WEBVTT\n' >"$vtt"
  : >"$list"
  slide() {
    n=$((n + 1))
    local base="$work/$name-$n"
    printf '%s' "$head" >"$base.head"
    printf '%s' "$shown" >"$base.text"
    local part=0 files=()
    # One caption a sentence, timed by the speech itself.
    while IFS= read -r sentence; do
      [ -n "$sentence" ] || continue
      part=$((part + 1))
      espeak-ng -v en-gb -s 118 -w "$base-$part.wav" "$sentence"
      ffmpeg -nostdin -v error -y -i "$base-$part.wav" -af apad=pad_dur=1.8 -ar 24000 -ac 1 "$base-$part.pad.wav"
      local length end
      length=$(seconds "$base-$part.pad.wav")
      end=$(awk -v a="$start" -v b="$length" 'BEGIN { print a + b }')
      printf '\n%s --> %s\n%s\n' "$(stamp "$start")" "$(stamp "$(awk -v e="$end" 'BEGIN { print e - 0.2 }')")" "$sentence" >>"$vtt"
      start=$end
      files+=("$base-$part.pad.wav")
    done <<<"$said"
    local inputs=() f
    for f in "${files[@]}"; do inputs+=(-i "$f"); done
    ffmpeg -nostdin -v error -y "${inputs[@]}" -filter_complex "concat=n=${#files[@]}:v=0:a=1" "$base.wav"
    ffmpeg -nostdin -v error -y -f lavfi -i "color=c=0xfaf7f2:s=960x540" -frames:v 1 -vf "
      drawbox=x=0:y=0:w=14:h=540:color=0xd97706:t=fill,
      drawtext=fontfile=$sans:textfile=$base.head:x=72:y=70:fontsize=40:fontcolor=0x1c1917,
      drawbox=x=72:y=132:w=120:h=5:color=0xd97706:t=fill,
      drawtext=fontfile=$mono:textfile=$base.text:x=72:y=185:fontsize=27:line_spacing=18:fontcolor=0x292524" "$base.png"
    ffmpeg -nostdin -v error -y -loop 1 -framerate 5 -i "$base.png" -i "$base.wav" -shortest -c:v png -c:a pcm_s16le -t "$(seconds "$base.wav")" "$base.mkv"
    printf "file '%s'\n" "$base.mkv" >>"$list"
    shown="" said="" head=""
  }
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      "| "*) shown+="${line#| }"$'\n' ;;
      "> "*) said+="${line#> }"$'\n' ;;
      "") [ -z "$head" ] || slide ;;
      *) head=$line ;;
    esac
  done
  [ -z "$head" ] || slide
  # A key picture every 5 s keeps seeking quick; the index stands in front, so that playing begins at once.
  ffmpeg -nostdin -v error -y -f concat -safe 0 -i "$list" -vf "drawtext=fontfile=$mono:text='%{pts\:gmtime\:0\:%M\\\\\:%S}':x=w-130:y=h-52:fontsize=26:fontcolor=0x78716c,format=yuv420p" \
    -r 5 -c:v libvpx-vp9 -b:v 0 -crf 40 -g 25 -deadline good -cpu-used 2 -row-mt 1 -c:a libopus -b:a 24k -ac 1 -cues_to_front 1 "$out/$name.webm"
  ffmpeg -nostdin -v error -y -i "$work/$name-1.png" -q:v 4 "$out/$name.poster.jpg"
  entries+=("  { \"file\": \"$name.webm\", \"captions\": \"$name.en.vtt\", \"poster\": \"$name.poster.jpg\", \"title\": \"$title\", \"duration_seconds\": $(seconds "$out/$name.webm" | cut -d. -f1), \"content_type\": \"video/webm\" }")
}

lecture python-variables "Introduction to Python Variables" <<'SLIDES'
Variables in Python
| A name for a value
> Welcome. Today we look at variables in Python.
> A variable is a name that you give to a value, so that you can use it again.

Giving a name
| x = 10
| name = "Mina"
| print(x, name)
> You make a variable by assigning to it. There is no declaration and no keyword.
> Write the name, an equals sign, and the value. From this line on, the name is there.

The equals sign
| x = 10
| x = x + 1     # now 11
> The equals sign is not a statement that two things are equal.
> It says: work out the right side, then let the name on the left stand for it.

Two names, one value
| a = [1, 2, 3]
| b = a
| b.append(4)
| print(a)      # [1, 2, 3, 4]
> Two names can stand for the same value. Here, b is another name for the list that a stands for.
> Change the list through one name, and you see the change through the other.

Good names
| price_per_kilo     yes
| p                  hardly ever
| 2nd_price          not allowed
> Choose names that say what they mean. Letters, digits and underscores are allowed, but no digit at the start.
> Next time we repeat things, with loops.
SLIDES

lecture python-loops "Loops and Ranges in Python" <<'SLIDES'
Loops and ranges
| Doing a thing many times
> In this lecture we do a thing many times without writing it many times.

The for loop
| for colour in ["red", "green"]:
|     print(colour)
> A for loop takes the values of a list one after the other.
> In each round the name after for stands for the next value.

range
| for i in range(1, 5):
|     print(i)    # 1 2 3 4
> To count, we use range. It starts at the first number, and it stops before the second.
> So range from one to five gives one, two, three and four. The end is not included.

The while loop
| n = 3
| while n > 0:
|     print(n)
|     n = n - 1
> A while loop goes on as long as its condition is true.
> Something inside the loop must change the condition, or it never ends.

Which one?
| for      you know what to go through
| while    you know when to stop
> Take for when you know what to go through. Take while when you only know when to stop.
> If you get stuck, raise your hand: ask right here, at this second of the video.
SLIDES

lecture sql-joins "How SQL Joins Work" <<'SLIDES'
How joins work
| Two tables, one answer
> A join puts the rows of two tables side by side, to answer one question.

The tables
| students(id, name)
| grades(student_id, mark)
> We have a table of students, and a table of grades. Each grade names its student by a number.

Inner join
| SELECT name, mark
| FROM students
| JOIN grades ON student_id = id;
> An inner join keeps the pairs that fit the condition.
> A student without a grade does not appear in the result at all.

Left join
| SELECT name, mark
| FROM students
| LEFT JOIN grades ON student_id = id;
> A left join keeps every row of the left table. Where nothing fits, the columns of the right side are null.
> Use it when you ask who has no grade yet.
SLIDES

{
  echo "["
  printf '%s\n' "$(IFS=$'\n' && printf '%s,\n' "${entries[@]}" | sed '$ s/,$//')"
  echo "]"
} >"$out/media.json"
