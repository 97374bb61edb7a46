# What all parts of a page share. Everything from outside reaches the page through html(): ill-formed
# UTF-8 and what XML does not allow become U+FFFD, and no character is markup. Works on bytes, so it
# needs LC_ALL=C; control characters must have been made \377 before (a NUL ends strings of some awks).

BEGIN {
    FS = OFS = "\t"
    well_formed = "^([\001-\177]|\302[\240-\277]|[\303-\337][\200-\277]" \
        "|\340[\240-\277][\200-\277]|[\341-\354\356][\200-\277][\200-\277]|\355[\200-\237][\200-\277]" \
        "|\357[\200-\276][\200-\277]|\357\277[\200-\275]" \
        "|\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]" \
        "|\364[\200-\217][\200-\277][\200-\277])+"
}

# Bytes that are no UTF-8, and characters that are no text, as U+FFFD. Those that may come in
# thousands are replaced at once.
function utf8(text,    clean, n) {
    if (text !~ /[\200-\377]/) return text
    gsub(/[\300\301\365-\377]|\302[\200-\237]|\357\277[\276\277]/, "\357\277\275", text)
    clean = ""
    while (text != "") {
        n = match(text, well_formed) ? RLENGTH : 0
        if (n == 0) {
            clean = clean "\357\277\275"
            n = 1
        } else {
            clean = clean substr(text, 1, n)
        }
        text = substr(text, n + 1)
    }
    return clean
}

# Text as the content of an element, or of an attribute in double quotes.
function html(text) {
    text = utf8(text)
    if (text ~ /[&<>"\047]/) {
        gsub(/&/, "\\&amp;", text)
        gsub(/</, "\\&lt;", text)
        gsub(/>/, "\\&gt;", text)
        gsub(/"/, "\\&quot;", text)
        gsub(/\047/, "\\&#39;", text)
    }
    return text
}

# A cell of a table without its escapes (streams.5).
function decode(cell,    text, at, mark) {
    while ((at = index(cell, "\\")) > 0) {
        mark = substr(cell, at + 1, 1)
        text = text substr(cell, 1, at - 1) (mark == "t" ? "\t" : mark == "n" ? "\n" : mark == "r" ? "\r" : "\\")
        cell = substr(cell, at + (mark ~ /^[tnr\\]$/ ? 2 : 1))
    }
    return text cell
}

# A cell as text of one line.
function line(cell,    text) {
    text = decode(cell)
    gsub(/[ \t\r\n]+/, " ", text)
    return html(text)
}

# A figure, its thousands apart: 1,234.56.
function figure(number,    rest, sign) {
    if (number !~ /^-?[0-9]+(\.[0-9]+)?$/) return html(number)
    rest = match(number, /\./) ? substr(number, RSTART) : ""
    if (rest != "") number = substr(number, 1, RSTART - 1)
    if (sub(/^-/, "", number)) sign = "-"
    while (length(number) > 3) {
        rest = "," substr(number, length(number) - 2) rest
        number = substr(number, 1, length(number) - 3)
    }
    return sign number rest
}

# "1 hit", "2 hits"
function many(number, noun) {
    return figure(number) " " noun (number == 1 ? "" : "s")
}

# The path of a concept: its last part stands out, and a line may break at each part.
function path(concept,    parts, n, i, text) {
    n = split(decode(concept), parts, "/")
    for (i = 1; i < n; i++) text = text html(parts[i]) "/<wbr/>"
    return (text == "" ? "" : "<span class=\"up\">" text "</span>") html(parts[n])
}

# A place, file:line, without the folder that all files share.
function place(source, folder) {
    source = decode(source)
    if (folder != "" && index(source, folder) == 1) source = substr(source, length(folder) + 1)
    source = html(source)
    gsub(/\//, "/<wbr/>", source)
    return source
}
