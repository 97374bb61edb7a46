# A table of count as a table of HTML that can be sorted.
#   index.tsv part=sizes SIZES part=table TABLE
# `id` names it; $caption is its caption and $command what makes it, both HTML. With `wide` every column
# behind the first is a figure, and SIZES, a table of count by the same key, says how many tokens each
# column has. At most `most` rows are shown.

BEGIN {
    name["concept"] = "Concept"
    name["freq"] = "Hits"
    name["docs"] = "Documents"
    name["tokens"] = "Tokens"
    name["per_million"] = "Per million tokens"
}

function heading(column, text, figures) {
    if (text == "") text = column == thing || !wide ? "(none)" : "(empty)"
    printf "<th scope=\"col\"%s>%s</th>", (figures ? " class=\"n\"" : ""), text
}

part == "" { number[$2] = $1; next }
part == "sizes" { if (FNR > 1) size[$1] = $(NF - 1); next }
FNR == 1 {
    thing = wide ? 1 : NF - 4
    print "<div class=\"scroll\"" (wide ? " tabindex=\"0\" role=\"region\" aria-label=\"" ENVIRON["caption"] "\"" : "") "><table class=\"sorts" (wide ? " wide" : "") "\" id=\"" id "\">"
    print "<caption>" ENVIRON["caption"] " <code class=\"made\">" ENVIRON["command"] "</code></caption>"
    printf "<thead><tr>"
    for (i = 1; i <= NF; i++) {
        column[i] = $i
        # Without keys, and where columns are groups, all rows have the same tokens.
        hidden[i] = !wide && i == NF - 1 && thing == 1
        if (hidden[i]) continue
        heading(i, i == thing || (!wide && i > thing) ? name[$i] : line($i), i > thing)
    }
    print "</tr></thead>\n<tbody>"
    columns = NF
    next
}
$thing == "" && wide { next }
{
    if (++shown > most) next
    printf "<tr>"
    for (i = 1; i <= NF; i++) {
        if (hidden[i]) continue
        if (wide && i > thing && $i + 0 == 0) printf "<td class=\"n zero\">0</td>"
        else if (i > thing) printf "<td class=\"n\">%s</td>", figure($i)
        else if (i < thing) printf "<td dir=\"auto\">%s</td>", ($i == "" ? "(empty)" : line($i))
        else if ($i == "") printf "<th scope=\"row\">(no hit)</th>"
        else printf "<th scope=\"row\"><a href=\"#c%d\">%s</a></th>", number[$i], path($i)
    }
    print "</tr>"
}
END {
    print "</tbody>"
    if (wide) {
        printf "<tfoot><tr><th scope=\"row\">Tokens</th>"
        for (i = 2; i <= columns; i++) printf "<td class=\"n\">%s</td>", figure(size[column[i]])
        print "</tr></tfoot>"
    }
    print "</table></div>"
    if (shown > most)
        print "<p class=\"note\">The " figure(most) " most frequent of " many(shown, "row") "; the command makes all.</p>"
}
