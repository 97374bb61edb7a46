# shellcheck disable=SC1112 # typographic quotes are meant
# stem: a column of stems on the right, and dictionaries that are compared with it.
load helpers

has_stemmer() {
    stem --languages >/dev/null 2>&1 || skip 'built without Snowball'
}

# What stands for the version of Snowball.
fingerprint() {
    echo '# global.columns = ID FORM' | stem | sed -n 's/.* snowball //p'
}

# stems LANGUAGE WORD...: the stems of the words, one a line.
stems() {
    local language=$1 number=0 word
    shift
    { echo '# global.columns = ID FORM' &&
        for word; do printf '%s\t%s\n' $((++number)) "$word"; done; } |
        stem --language "$language" | grep -v '^#' | cut -sf 3
}

@test "published stems come out" {
    has_stemmer
    # The sample vocabulary of the Snowball pages for each language.
    stems english consign consigned consigning consignment knightly knots generous skies |
        diff -u <(printf '%s\n' consign consign consign consign knight knot generous sky) -
    stems porter generous skies | diff -u <(printf '%s\n' gener ski) -
    stems norwegian havnedistriktene havnedistrikter opninga | diff -u <(printf '%s\n' havnedistrikt havnedistrikt opning) -
    stems german aufeinander aufenthalt häuser | diff -u <(printf '%s\n' aufeinand aufenthalt haus) -
    stems russian важнейшими важную | diff -u <(printf '%s\n' важн важн) -
}

@test "codes of ISO 639 name languages too, and what is none is refused" {
    has_stemmer
    stems no opninga | same <(stems norwegian opninga)
    says 2 "^stem: no stemmer for the language 'klingon'; the languages are " \
        stem --language klingon /dev/null
    says 2 "^stem: no stemmer for the language ''" stem --language '' /dev/null
    stem --languages | grep -qx norwegian
    [ "$(stem --languages | wc -l)" -ge 15 ]
    # Every language that is listed can be used.
    local language
    for language in $(stem --languages); do
        [ "$(stems "$language" a bb ccc | wc -l)" -eq 3 ]
    done
}

@test "a document is stemmed in its own language, or else in that of the stream" {
    has_stemmer
    tokenize --language nb >tokens <<<'Brukerne policies.'
    stem tokens | cut -sf 4 | same <(stems norwegian Brukerne policies .)
    printf 'doc\tlang\ttext\na\tnn\tbrukarane\nb\t\tpolicies\nc\tsv\tbrukarna\n' | tokenize | stem | cut -sf 4 |
        same <(stems norwegian brukarane && stems english policies && stems swedish brukarna)
    printf 'doc\tlang\ttext\na\tnn\tpolicies\n' | tokenize | stem --language en | cut -sf 4 | same <(echo polici)
    stems nb-NO opninga | same <(stems norwegian opninga)
}

@test "the stream says which stems Snowball makes" {
    has_stemmer
    fingerprint | grep -xE '[0-9a-f]{12}'
}

@test "words are folded before: case, apostrophes, hyphens, composed letters" {
    has_stemmer
    stems english POLICIES 'don’t' "don't" 'co‐designing' $'cafe\xcc\x81s' . '＃' 7 |
        diff -u <(printf '%s\n' polici "don't" "don't" co-design café . '＃' 7) -
    stems turkish ISPARTA İzmirde | diff -u <(stems turkish ısparta izmirde) -
    # A word of soft hyphens only has no stem.
    stems english $'\xc2\xad' | diff -u <(echo _) -
}

@test "everything else passes byte for byte" {
    has_stemmer
    printf '%s\n' '# newdoc id = a' '# newpar' '# text = It don’t.' $'1\tIt\tit\tPRON\tPRP\t_\t3\tnsubj\t_\t_' \
        $'2-3\tdon’t\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No' $'2\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_' \
        $'3\tn’t\tnot\tPART\tRB\t_\t0\troot\t_\t_' $'3.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_' '' '# newdoc id = b' '' >plain
    stem plain >out
    sed -n 1,2p out | diff -u <(printf '%s\n' '# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC COSPAN:STEM' \
        "# global.stem = $(stem --version | sed -n '1s/.* //p'), --language auto, snowball $(fingerprint)") -
    tail -n +3 out | sed -E 's/^([0-9].*)\t[^\t]*$/\1/' | same plain
    cut -sf 11 out | diff -u <(printf '%s\n' it _ 'do' "n't" _) -
    stem "$DATA/sample.tagged.conllup" | tail -n +3 | sed -E 's/^([0-9].*)\t[^\t]*$/\1/' |
        same <(tail -n +2 "$DATA/sample.tagged.conllup")
}

@test "--column stems another column, --as names the new one" {
    has_stemmer
    printf '%s\n' '# global.columns = ID FORM LEMMA' $'1\tbest\tgoods' '' >tokens
    stem --column LEMMA --as MY:STEM tokens | diff -u <(printf '%s\n' '# global.columns = ID FORM LEMMA MY:STEM' \
        "# global.stem = $(stem --version | sed -n '1s/.* //p'), --language auto, snowball $(fingerprint), --column LEMMA" $'1\tbest\tgoods\tgood' '') -
    says 2 "^stem: tokens: no column 'UPOS'; the columns are ID, FORM, LEMMA$" stem --column UPOS tokens
    says 2 "^stem: --as expects a name without white space, not 'a b'$" stem --as 'a b' tokens
    stem tokens >twice
    says 2 "^stem: twice: there is a column 'COSPAN:STEM' already" stem twice
}

@test "concept-tag --stem compares the words of a dictionary with stems" {
    has_stemmer
    printf '%s\n' $'concept\tpattern\ttype' $'policy\tpolicies' $'role\tpeer <1> (supporting|working)' \
        $'design\tco-designed' $'wild\ttrust*' $'wild\ttrusting*' $'rx\t\\bdesign' $'role\tpeer reviewer' \
        $'role\tpeers reviews\tnot' >dictionary.tsv
    sed -i 's/^\(rx.*\)$/\1\tregex/' dictionary.tsv
    echo 'A policy. Peers who work, peer reviewing. Codesigns, co designs, trusted. Designs.' | tokenize | stem |
        concept-tag -d dictionary.tsv --column COSPAN:STEM --stem english --patterns >tagged
    count tagged | cut -f 1,2 | diff -u <(printf '%s\t%s\n' concept freq design 2 policy 1 role 1 rx 2 wild 1) -
    # The entries are shown as they were written.
    count --of pattern tagged | cut -f 1 | grep -qx 'co-designed'
    grep -q '^# global.concept-tag = .*, --column COSPAN:STEM, --stem english, dictionary.tsv sha256:' tagged
    # Without it the words of the dictionary must be stems.
    printf 'concept\tpattern\na\tpolici\nb\tpolicies\n' >stems.tsv
    echo 'Policies.' | tokenize | stem | concept-tag -d stems.tsv --column COSPAN:STEM | count |
        cut -f 1,2 | diff -u <(printf '%s\t%s\n' concept freq a 1) -
}
