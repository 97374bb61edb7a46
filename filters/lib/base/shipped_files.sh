#!/bin/sh
# Writes the C file that holds the data files named on the command line (see shipped.h).
set -eu
echo '#include "base/shipped.h"'
number=0
for file; do
    printf 'static const unsigned char file_%d[] = {' "$number"
    od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
    printf '0};\n'
    number=$((number + 1))
done
echo 'const struct shipped_file shipped_files[] = {'
number=0
for file; do
    printf '    {"%s", {(const char *)file_%d, sizeof file_%d - 1}},\n' \
        "${file#dicts/}" "$number" "$number"
    number=$((number + 1))
done
echo '    {0},'
echo '};'
