# The texts around the hits that are shown: a section for each document, in it the units (turns,
# paragraphs, sentences) in which a hit stands, the hit marked.
#   index.tsv part=units UNITS
# UNITS is a table of `kwic --unit` with the rows of the lines of concepts.awk. $folder is what all
# places begin with; the keys speaker, time, turn and lang are shown with the unit, others with the
# document.

part == "" { number[$2] = $1; next }
FNR == 1 {
    for (i = 2; i <= NF - 6; i++) {
        key[i] = $i
        at[$i] = i
    }
    next
}

function value(name) { return name in at ? decode($at[name]) : "" }

# What is known of the document, as far as it is another than what was said before.
function known(    i, list) {
    for (i = 2; i <= NF - 6; i++) {
        if (key[i] ~ /^(speaker|time|turn|lang)$/ || $i "" == told[i] "") continue
        told[i] = $i
        if ($i != "") list = list (list == "" ? "" : " · ") html(key[i]) " " line($i)
    }
    return list == "" ? "" : " <span class=\"meta\">" list "</span>"
}

function begin_document(    i) {
    end_unit()
    if (documents++) print "</section>"
    document = $1
    for (i in told) delete told[i]
    print "<section class=\"document\" aria-labelledby=\"d" documents "\">"
    print "<h3 id=\"d" documents "\"><bdi>" line($1) "</bdi>" known() "</h3>"
}

function begin_unit(text,    i) {
    end_unit()
    said = text
    unit = $1 SUBSEP value("turn") SUBSEP value("speaker")
    where = "<a href=\"#u" (units + 1) "\">" place($(NF - 5), ENVIRON["folder"]) "</a>" \
        (value("speaker") == "" ? "" : " <b dir=\"auto\">" html(value("speaker")) "</b>") \
        (value("time") == "" ? "" : " <span class=\"meta\">" html(value("time")) "</span>") known()
    language = value("lang") ~ /^[A-Za-z][A-Za-z-]*$/ ? " lang=\"" value("lang") "\"" : ""
    hits = 0
    for (i in had) delete had[i]
}

# The text, cut wherever a hit begins or ends.
function marked(    n, i, j, first, cut, last, piece, covered, names, opened, text) {
    n = 0
    for (i = 1; i <= hits; i++) {
        cut[++n] = from[i]
        cut[++n] = to[i]
    }
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && cut[j - 1] > cut[j]; j--) {
            last = cut[j]
            cut[j] = cut[j - 1]
            cut[j - 1] = last
        }
    cut[++n] = length(said)
    last = 0
    first = 1
    for (i = 1; i <= n; i++) {
        if (cut[i] == last) continue
        piece = html(substr(said, last + 1, cut[i] - last))
        covered = 0
        names = opened = ""
        while (first <= hits && to[first] <= last) first++
        for (j = first; j <= hits && from[j] <= last; j++) {
            if (to[j] <= last) continue
            covered = 1
            names = names (names == "" ? "" : "; ") html(decode(name[j]))
            if (from[j] == last) {
                opened = opened "<span id=\"h" hit[j] "\" tabindex=\"-1\">"
                piece = piece "</span>"
            }
        }
        text = text (covered ? "<mark title=\"" names "\">" opened piece "</mark>" : piece)
        last = cut[i]
    }
    return text
}

function end_unit(    i, codes, last, seen) {
    if (hits == 0) return
    units++
    for (i = 1; i <= hits; i++)
        if (!(name[i] in seen)) {
            seen[name[i]] = 1
            last = name[i]
            sub(/.*\//, "", last)
            codes = codes "<li><a href=\"#l" hit[i] "\" title=\"" html(decode(name[i])) "\">" html(decode(last)) "</a></li>"
        }
    print "<div class=\"unit\" id=\"u" units "\"><p class=\"where\">" where "</p>"
    print "<p class=\"said\" dir=\"auto\"" language ">" marked() "</p>"
    print "<ul class=\"codes\" aria-label=\"Concepts\">" codes "</ul></div>"
    hits = 0
}

{
    left = decode($(NF - 3))
    node = decode($(NF - 2))
    text = left node decode($(NF - 1))
    if ($1 "" != document "" || !documents) begin_document()
    # The same words again are another unit: there the hits begin anew.
    if (hits == 0 || text != said || unit != $1 SUBSEP value("turn") SUBSEP value("speaker") ||
        length(left) < from[hits] || (length(left), length(node), $NF) in had)
        begin_unit(text)
    hits++
    had[length(left), length(node), $NF] = 1
    from[hits] = length(left)
    to[hits] = from[hits] + length(node)
    name[hits] = $NF
    hit[hits] = FNR - 1
}

END {
    end_unit()
    if (documents) print "</section>"
}
