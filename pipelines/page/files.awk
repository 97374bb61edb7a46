# Files with their sizes and digests; the caption is $caption.
NR == 1 {
    print "<div class=\"scroll\"><table class=\"sorts\"><caption>" ENVIRON["caption"] "</caption>"
    print "<thead><tr><th scope=\"col\">File</th><th scope=\"col\" class=\"n\">Bytes</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>"
    next
}
{
    print "<tr><th scope=\"row\"><bdi>" place($1) "</bdi></th><td class=\"n\">" figure($2) \
        "</td><td class=\"digest\">" ($3 == "" ? "not read" : "<code>" $3 "</code>") "</td></tr>"
}
END { print "</tbody></table></div>" }
