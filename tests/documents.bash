# Small tables of documents. Loaded after helpers.
# shellcheck shell=bash

# numbered COUNT: that many documents, r1 ...
numbered() {
    awk -v count="$1" 'BEGIN { print "doc\tyear\ttitle\tabstract"
        for (i = 1; i <= count; i++)
            printf "r%d\t%d\tTitle %d\tWords \"of\" %d.\n", i, 2000 + i % 4, i, i }'
}

shuffled() {
    head -n 1 "$1" && tail -n +2 "$1" | shuf --random-source=<(yes "$2")
}

ids() {
    tail -n +2 | cut -f 1
}
