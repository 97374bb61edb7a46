# The section of each concept: its figures, its definition and patterns, its lines.
#   index.tsv part=codes CODES part=found COUNT part=below BELOW part=lines LINES
# CODES is what dictionary.awk makes, COUNT a table of count, BELOW the same rows for concepts above
# others, LINES a table of kwic. `most` lines are shown of each concept (0: all), `docs` is the
# number of documents, $folder what all places begin with.

part == "" { concept[++count] = $2; number[$2] = $1; next }
part == "codes" && $1 == "pattern" {
    patterns[$2] = patterns[$2] "<li><code>" html($3) "</code>" \
        ($4 == "" || $4 == "phrase" ? "" : " <span class=\"kind\">" html($4) "</span>") \
        ($5 == "exact" ? " <span class=\"kind\">exact case</span>" : "") \
        ($6 == "" ? "" : " <span class=\"meta\">(" html($6) ")</span>") "</li>"
    entries[$2]++
}
part == "codes" && $1 == "definition" {
    for (i = 3; i <= 8; i++) if (said[$2, i] == "") said[$2, i] = line($i)
}
part == "codes" { next }
part == "found" && FNR > 1 { freq[$1] = $2; documents[$1] = $3; million[$1] = $5 }
part == "found" { next }
part == "below" { below[$1] = $2; next }
part == "lines" && FNR == 1 {
    for (i = 2; i <= NF - 6; i++) keys = keys "<th scope=\"col\">" line($i) "</th>"
    next
}
part == "lines" {
    row = "<tr id=\"l" (FNR - 1) "\"><th scope=\"row\"><a href=\"#h" (FNR - 1) "\">" place($(NF - 5), ENVIRON["folder"]) "</a></th>"
    for (i = 2; i <= NF - 6; i++) row = row "<td dir=\"auto\">" line($i) "</td>"
    lines[$NF] = lines[$NF] row "<td><div class=\"line\" dir=\"auto\"><span class=\"left\">" line($(NF - 3)) \
        "</span><b>" line($(NF - 2)) "</b><span class=\"right\">" line($(NF - 1)) "</span></div></td></tr>\n"
    shown[$NF]++
}

function item(name, text) {
    return text == "" ? "" : "<dt>" name "</dt><dd dir=\"auto\">" text "</dd>\n"
}

# The concepts right below, that have hits.
function children(above,    i, list, rest) {
    for (i = 1; i <= count; i++) {
        if (index(concept[i], above "/") != 1) continue
        rest = substr(concept[i], length(above) + 2)
        if (rest !~ /\// && below[concept[i]] + freq[concept[i]] > 0)
            list = list (list == "" ? "" : ", ") "<a href=\"#c" number[concept[i]] "\">" html(decode(rest)) "</a>"
    }
    return list
}

function section(c,    id, more, folded) {
    id = "c" number[c]
    print "<section class=\"concept\" id=\"" id "\" aria-labelledby=\"" id "h\">"
    print "<h3 id=\"" id "h\">" (said[c, 3] == "" ? path(c) : said[c, 3] " <span class=\"path\">" path(c) "</span>") "</h3>"
    printf "<p class=\"sum\">"
    if (freq[c] > 0)
        printf "<b>%s</b> in %s of %s, %s per million tokens.", many(freq[c], "hit"), \
            figure(documents[c]), many(docs, "document"), figure(million[c])
    else if (entries[c] > 0)
        printf "No hit of its own."
    if (below[c] > 0 && freq[c] + entries[c] > 0) printf " "
    if (below[c] > 0) printf "With those below, <b>%s</b>: %s.", many(below[c], "hit"), children(c)
    print "</p>"
    if (said[c, 4] != "") print "<p class=\"definition\" dir=\"auto\">" said[c, 4] "</p>"
    more = item("Counted in", said[c, 5]) item("Not counted", said[c, 6]) item("Example", said[c, 7]) \
        item("Source", said[c, 8])
    folded = more == "" ? "" : "Codebook"
    if (entries[c] > 0) {
        more = more "<dt>Patterns</dt><dd><ul class=\"patterns\">" patterns[c] "</ul></dd>\n"
        folded = folded (folded == "" ? "" : " and ") many(entries[c], "pattern")
    }
    if (folded != "") print "<details><summary>" folded "</summary><dl>\n" more "</dl></details>"
    if (shown[c] > 0) concordance(c, id)
    print "</section>"
}

function concordance(c, id,    note) {
    note = shown[c] == freq[c] ? "All " many(freq[c], "hit") : \
        "<b>" figure(shown[c]) " of " figure(freq[c]) "</b> hits, a sample; <code>-n " freq[c] "</code> shows all"
    if (freq[c] == 1) note = "The one hit"
    print "<div class=\"scroll\"><table class=\"sorts kwic\" aria-labelledby=\"" id "h " id "n\"><caption id=\"" id "n\">" note "</caption>"
    print "<thead><tr><th scope=\"col\">Place</th>" keys "<th scope=\"col\">Line</th></tr></thead>\n<tbody>"
    print lines[c] "</tbody></table></div>"
}

END {
    for (i = 1; i <= count; i++) {
        c = concept[i]
        expected = most > 0 && most + 0 < freq[c] + 0 ? most : freq[c]
        if (shown[c] + 0 != expected + 0) {
            printf "report: %s: %d lines of kwic, but %d of %d hits were expected\n", c, shown[c], expected, freq[c] | "cat >&2"
            exit 2
        }
        if (freq[c] + below[c] > 0) section(c)
        else absent = absent "<tr id=\"c" number[c] "\"><th scope=\"row\">" path(c) "</th><td dir=\"auto\">" \
            said[c, 4] "</td><td class=\"n\">" (entries[c] > 0 ? figure(entries[c]) : "") "</td></tr>\n"
        if (freq[c] + below[c] == 0) absents++
    }
    if (absents) {
        print "<section id=\"absent\"><h3>Looked for and not found</h3>"
        print "<div class=\"scroll\"><table class=\"sorts\"><caption>" many(absents, "concept") " without a hit</caption>"
        print "<thead><tr><th scope=\"col\">Concept</th><th scope=\"col\">Definition</th><th scope=\"col\" class=\"n\">Patterns</th></tr></thead>\n<tbody>"
        print absent "</tbody></table></div></section>"
    }
}
