# All concepts that a page has, and those above them: of the dictionaries (dictionary.awk), and of a
# table of count, which follows after `part=found`. Before each stands a key: sorted by it, a
# concept is followed by those below it.

function add(concept,    key) {
    while (!(concept in seen) && concept != "") {
        seen[concept] = 1
        key = concept
        gsub(/\//, "\001", key)
        print key, concept
        if (!sub(/\/[^\/]*$/, "", concept)) return
    }
}

part != "found" && ($1 == "pattern" || $1 == "definition") { add($2) }
part == "found" && FNR > 1 { add($1) }
