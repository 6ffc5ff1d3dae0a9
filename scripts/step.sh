#!/usr/bin/env bash
# step.sh "headline" COMMAND...: runs one step with a headline and its time, so
# that a log of the whole check can be read by its headlines.
set -uo pipefail
title=$1; shift
printf '\n=== %s\n' "$title"
start=$SECONDS
"$@"
code=$?
if [ $code = 0 ]; then printf -- '--- ok: %s (%d s)\n' "$title" $((SECONDS - start))
else printf -- '--- FAILED: %s (exit %d after %d s)\n' "$title" $code $((SECONDS - start)) >&2
fi
exit $code
