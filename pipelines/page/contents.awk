# The concepts that were found, and those above them, as a list of links; with each, the hits of it
# and of those below.
#   index.tsv part=found COUNT part=below BELOW
part == "" { concept[++count] = $2; number[$2] = $1; next }
part == "found" && FNR > 1 { freq[$1] = $2 }
part == "below" { below[$1] = $2 }
END {
    for (i = 1; i <= count; i++) {
        c = concept[i]
        if (freq[c] + below[c] == 0) {
            absent++
            continue
        }
        depth = split(decode(c), parts, "/")
        list = list "<li class=\"d" (depth > 5 ? 5 : depth) "\"><a href=\"#c" number[c] "\">" html(parts[depth]) \
            "</a> <span class=\"n\">" figure(below[c] > 0 ? below[c] : freq[c]) "</span></li>\n"
    }
    if (absent) list = list "<li><a href=\"#absent\">not found</a> <span class=\"n\">" figure(absent) "</span></li>\n"
    if (list != "") print "<ol>\n" list "</ol>"
}
