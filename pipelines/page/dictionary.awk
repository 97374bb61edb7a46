# A dictionary or a codebook (dictionary.5) as rows: a kind, then what it has of that kind.
#   pattern     concept, pattern, type, case, note
#   definition  concept, label, definition, include, exclude, example, source
# A table that has patterns and definitions gives both.

function cell(name) {
    if (!(name in at)) return ""
    sub(/^[ ]+/, "", $at[name])
    sub(/[ ]+$/, "", $at[name])
    return $at[name]
}

{ sub(/\r$/, "") }
NR == 1 { sub(/^\357\273\277/, "") }
!header && /^#/ { next }
!header {
    for (i = 1; i <= NF; i++) at[$i] = i
    header = 1
    next
}
{
    # As the tables of filters write it.
    concept = cell("concept")
    gsub(/\\/, "&&", concept)
}
concept == "" { next }
"pattern" in at {
    print "pattern", concept, cell("pattern"), cell("type"), cell("case"), cell("note")
}
("label" in at) || ("definition" in at) {
    print "definition", concept, cell("label"), cell("definition"), cell("include"), \
        cell("exclude"), cell("example"), cell("source")
}
