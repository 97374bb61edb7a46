# Tables of count, written by hand, for the tests of what reads them. Loaded after helpers.
# shellcheck shell=bash

# shellcheck disable=SC2034 # tests use it
REFERENCE=$ROOT/tests/reference

# table ROW...: a table whose cells are separated by semicolons.
table() {
    printf '%s\n' "$@" | tr ';' '\t'
}

# of_count ROW...: a table of count; a row is `keys;feature;freq;tokens`, the first names the columns.
of_count() {
    printf '%s\n' "$@" | awk -F ';' -v OFS='\t' '{
        if (NR == 1) { docs = "docs"; rate = "per_million" } else { docs = 1; rate = 0 }
        freq = $(NF - 1); tokens = $NF; NF -= 2
        $1 = $1
        print $0, freq, docs, tokens, rate }'
}

# to_ten_digits: the reference's statistics as a table has them.
to_ten_digits() {
    awk -F '\t' -v OFS='\t' '{ for (i = 1; i <= NF; i++) if ($i != "") $i = sprintf("%.10g", $i); print }'
}
