# Unicode's WordBreakTest.txt and SentenceBreakTest.txt for a test of tokenize. Each line is a
# document; with `make` it becomes
#   table   a row of a documents table
#   words   the words, as offsets in code points: 0-3 4-5. White space is no word, and the space
#           that a combining mark makes part of a word is none of its letters
#   places  all boundaries, as offsets: 0 4 5
function hex(digits,    i, value) {
    value = 0
    for (i = 1; i <= length(digits); i++)
        value = 16 * value + index("0123456789ABCDEF", substr(digits, i, 1)) - 1
    return value
}

function utf8(c) {
    if (c < 128)
        return sprintf("%c", c)
    if (c < 2048)
        return sprintf("%c%c", 192 + int(c / 64), 128 + c % 64)
    if (c < 65536)
        return sprintf("%c%c%c", 224 + int(c / 4096), 128 + int(c / 64) % 64, 128 + c % 64)
    return sprintf("%c%c%c%c", 240 + int(c / 262144), 128 + int(c / 4096) % 64, \
        128 + int(c / 64) % 64, 128 + c % 64)
}

# White space, controls, and what is ignored by default, as far as the two files have them.
function is_gap(c) {
    return c <= 32 || (c >= 127 && c <= 160) || c == 173 || (c >= 8203 && c <= 8207) || \
        (c >= 8232 && c <= 8238) || (c >= 8288 && c <= 8303)
}

BEGIN {
    escaped[9] = "\\t"
    escaped[10] = "\\n"
    escaped[13] = "\\r"
    escaped[92] = "\\\\"
    if (make == "table")
        print "doc\ttext"
}

/^#/ || NF == 0 { next }

{
    sub(/[ \t]*#.*/, "")
    count = split($0, part, /[ \t]+/)
    text = words = places = ""
    at = start = is_word = 0
    for (i = 1; i <= count; i++) {
        if (part[i] == "\303\267") {
            if (is_word)
                words = words (words == "" ? "" : " ") start "-" at
            places = places (places == "" ? "" : " ") at
            start = at
            is_word = 0
        } else if (part[i] ~ /^[0-9A-F]+$/) {
            c = hex(part[i])
            text = text (c in escaped ? escaped[c] : utf8(c))
            if (at == start && (c == 9 || c == 32))
                start++
            if (!is_gap(c))
                is_word = 1
            at++
        }
    }
    print make == "table" ? ++documents "\t" text : make == "words" ? words : places
}
