# What was read and found, in a sentence or two.
#   index.tsv part=found COUNT part=below BELOW
# `docs` and `sentences` are how many there are.
part == "" { absent++; next }
part == "found" && FNR > 1 {
    tokens = $4
    if ($1 == "") next
    hits += $2
    found++
}
FNR > 1 || part == "below" { if ($1 != "" && !seen[$1]++) absent-- }
END {
    printf "<p class=\"lead\"><b>%s</b>, %s, %s. ", many(docs, "document"), many(sentences, "sentence"), many(tokens + 0, "token")
    if (found) printf "<b>%s</b> of %s", many(hits, "hit"), many(found, "concept")
    else printf "No hit"
    if (absent > 0) printf "; %s without a hit", many(absent, found ? "other concept" : "concept")
    print ".</p>"
}
