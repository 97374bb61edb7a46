# The text that a tokens stream was made from, byte for byte: the forms and what stands between
# them. Every document follows the one before it.
BEGIN {
    FS = "\t"
    misc = 3
    plain["s"] = " "
    plain["t"] = "\t"
    plain["n"] = "\n"
    plain["r"] = "\r"
    plain["p"] = "|"
    plain["\\"] = "\\"
}

function decoded(value,    at, result) {
    result = ""
    while ((at = index(value, "\\")) > 0) {
        result = result substr(value, 1, at - 1) plain[substr(value, at + 1, 1)]
        value = substr(value, at + 2)
    }
    return result value
}

/^# global\.columns = / {
    count = split($0, names, " ")
    for (i = 4; i <= count; i++)
        if (names[i] == "MISC")
            misc = i - 3
}

/^#/ || /^$/ { next }

{
    before = ""
    after = " "
    count = split($misc, items, "|")
    for (i = 1; i <= count; i++) {
        if (items[i] == "SpaceAfter=No")
            after = ""
        else if (items[i] ~ /^SpacesAfter=/)
            after = decoded(substr(items[i], 13))
        else if (items[i] ~ /^SpacesBefore=/)
            before = decoded(substr(items[i], 14))
    }
    printf "%s%s%s", before, $2, after
}
