# records: every export becomes documents, and nothing is lost.
load helpers

# column NAME < TABLE: its cells, below the header.
column() {
    awk -F '\t' -v name="$1" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i; next }
        { print $column }'
}

# has NAME VALUE: standard input is a table with one row, and this is its cell.
has() {
    printf '%s\n' "$2" >expected.cell
    column "$1" | same expected.cell
}

# ris LINE...: a record of these lines.
ris() {
    printf '%s\n' 'TY  - JOUR' "$@" 'ER  - '
}

# counts FILE: records begun, ended, read, rejected, and stray lines.
counts() {
    records --check "$@" 2>notes | awk -F '\t' 'NR > 1 { print $5, $6, $7, $8, $9 }'
}
counted() {
    local expected=$1
    shift
    echo "$expected" >expected.counts
    counts "$@" | same expected.counts
}

@test "fields become the columns of a documents table" {
    records "$DATA/sample.ris" >out
    head -n 1 out | tr '\t' ' ' >header
    same header <<<'doc type year lang title abstract authors journal volume issue pages keywords mesh doi pmid database source other'
    [ "$(wc -l <out)" -eq 4 ]
    column doc <out | same <(printf '%s\n' 10.1000/made.2021.3 hash:6f977560f0b09d84 hash:c6b3fa4bc1ffac48)
    column type <out | same <(printf '%s\n' article conference thesis)
    column authors <out | same <(printf '%s\n' 'Weaver, Ada; Müller, Jörg' 'Weaver, Ada' 'Okafor, Ngozi')
    column pages <out | same <(printf '%s\n' 45-61 '' '')
    column source <out | sed 's/.*://' | same <(printf '%s\n' 1 18 26)
    column other <out |
        same <(printf '%s\n' 'TY: JOUR' 'TY: CONF; N1: The slides are lost;; the text is here' \
            'TY: THES; PB: University of Somewhere')
}

@test "what only says that there is no abstract, author or title is none" {
    local text
    for text in '[No abstract available]' 'No abstract available.' '(No Abstract Available.)'; do
        ris "AB  - $text" 'AU  - [No author name available]' >a.ris
        records a.ris >out
        has abstract '' <out
        has authors '' <out
        has other "TY: JOUR; AB: $text; AU: [No author name available]" <out
        [ "$(records --check a.ris | cut -f 11)" = "$(printf '%s\n' no_abstract 1)" ]
    done
    ris 'AB  - [No abstract available]' 'N2  - Of peers.' 'TI  - No abstract' >a.ris
    records a.ris >out
    has abstract 'Of peers.' <out
    has title 'No abstract' <out
    ris 'AB  - [No abstract available] in this book' 'AB  - []' >a.ris
    records a.ris | has abstract '[No abstract available] in this book\n[]'
    printf '%s\n' 'PMID- 1' 'TI  - [Not Available].' 'TT  - Om likemenn.' >a.nbib
    records a.nbib >out
    has title 'Om likemenn.' <out
    has other 'TI: [Not Available].' <out
    ris 'TI  - Not available yet' 'AU  - [Anonymous]' >a.ris
    records a.ris >out
    has title 'Not available yet' <out
    has authors '' <out
    has other 'TY: JOUR; AU: [Anonymous]' <out
}

@test "--version names the libraries" {
    records --version >out
    grep -Eqx 'expat_[0-9.]+|without expat' out
    grep -q '^utf8proc ' out
}

@test "a record ends at its end tag, not at a line that starts with ER" {
    ris 'AB  - oestrogen receptors' 'ER stress is something else' 'ERa too' >a.ris
    records a.ris | has abstract 'oestrogen receptors ER stress is something else ERa too'
    counted '1 1 1 0 0' a.ris
}

@test "an end tag with a text ends a record only if a record or nothing follows" {
    ris 'TI  - a' 'ER  - End of Reference' 'VL  - 7' >a.ris
    records a.ris | has volume 7
    counted '1 2 1 0 0' a.ris
    { printf '%s\n' 'TY  - JOUR' 'TI  - a' 'ER  - here' && ris 'TI  - b'; } >b.ris
    counted '2 2 2 0 0' b.ris
}

@test "tags come in any order, before the start tag too" {
    printf '%s\n' 'DB  - Scopus' 'TY  - JOUR' 'TI  - a' 'ER  - ' 'DB  - Embase' 'TI  - b' \
        'TY  - CONF' 'ER  - ' >a.ris
    records a.ris >out
    column database <out | same <(printf '%s\n' Scopus Embase)
    column title <out | same <(printf '%s\n' a b)
    counted '2 2 2 0 0' a.ris
}

@test "a record without an end tag is kept and named" {
    printf '%s\n' 'TY  - JOUR' 'TI  - a' '' 'TY  - JOUR' 'TI  - b' 'ER  - ' >a.ris
    says 0 "^records: a\.ris:1: record without an end tag: 'ER'$" records a.ris
    column title <said.out | same <(printf '%s\n' a b)
    counted '2 1 2 0 0' a.ris
}

@test "a record without a start tag is kept and named" {
    { ris 'TI  - a' && printf '%s\n' 'TI  - b' 'AU  - c' 'ER  - '; } >a.ris
    says 0 "^records: a\.ris:4: record without a start tag: 'TY'$" records a.ris
    column title <said.out | same <(printf '%s\n' a b)
    counted '1 2 2 0 0' a.ris
}

@test "an end tag by itself is no record" {
    { ris 'TI  - a' && echo 'ER  - ' && ris 'TI  - b'; } >a.ris
    says 0 "^records: a\.ris:4: end tag without a record: 'ER'$" records a.ris
    counted '2 3 2 0 0' a.ris
}

@test "lines between records are counted, and belong to none" {
    {
        echo '1. ' && ris 'TI  - a' &&
            printf '%s\n' '' 'Link to the Ovid Full Text: http://a.example' '' '2. ' && ris 'TI  - b'
    } >a.ris
    says 0 "^records: a\.ris:1: lines that belong to no record: 3, the first is '1\.'$" records a.ris
    column title <said.out | same <(printf '%s\n' a b)
    counted '2 2 2 0 3' a.ris
}

@test "the line that is shown is not cut within a character" {
    { printf 'a%58s\303\251 and more\n' '' && ris 'TI  - A'; } >a.ris
    says 0 "the first is 'a {58}'$" records a.ris
}

@test "lines before a start tag that ends the record above it belong to none" {
    printf '%s\n' 'TY  - JOUR' 'PMID - 123' '' '% Comment' 'TY  - JOUR' 'TI  - b' 'ER  - ' >a.ris
    records a.ris 2>notes | column pmid | same <(printf '%s\n' 123 '')
    counted '2 1 2 0 1' a.ris
}

@test "values go on in lines with and without indent, and after blank lines" {
    ris 'AB  - one' 'two' '      three' '' 'four' 'five' 'TI  - six' >a.ris
    records a.ris >out
    has abstract 'one two three\nfour five' <out
    has title six <out
}

@test "what goes on below keywords is a keyword" {
    ris 'KW  - one' 'two' 'three; four' | records | has keywords 'one; two; three; four'
}

@test "blank lines between fields are nothing" {
    printf '%s\n\n' 'TY  - JOUR' 'TI  - a' 'VL  - 1' 'ER  - ' >a.ris
    counted '1 1 1 0 0' a.ris
}

@test "tags are known with other blanks around the hyphen" {
    printf '%s\n' 'TY - JOUR' 'PMID - 123' $'VL\t- 7' '  IS  - 2' $'TI \t- a' 'AB-negative blood' \
        'US - based' 'ER -' >a.ris
    records a.ris >out
    has title 'a AB-negative blood US - based' <out
    has volume 7 <out
    has issue 2 <out
    has pmid 123 <out
    counted '1 1 1 0 0' a.ris
}

@test "a return by itself ends a line before a tag, and is a blank elsewhere" {
    printf 'TY  - JOUR\r\nTI  - a\rb\rAU  - c\r\nER  - \r\n' >a.ris
    records a.ris >out
    has title 'a b' <out
    has authors c <out
    tr '\n' '\r' <"$DATA/sample.ris" >mac.ris
    records mac.ris | cut -f 1-16,18 >mac
    records "$DATA/sample.ris" | cut -f 1-16,18 | same mac
    records --check mac.ris | has line_ends cr
}

@test "U+2028 and other odd spaces are text" {
    ris $'TI  - a\xe2\x80\xa8b\xc2\x85c\xc2\xa0d' | records | has title $'a\xe2\x80\xa8b\xc2\x85c\xc2\xa0d'
}

@test "no id holds white space" {
    ris $'AN  - a\xe2\x80\xa8b\xc2\xa0c d\te' | records | has doc an:a_b_c_d_e
}

# is_type TYPE LINE...: a record of these lines is of this type.
is_type() {
    printf '%s\n' "$1" >expected.cell
    shift
    printf '%s\n' "$@" | records | column type | same expected.cell
}

@test "what a work is part of, or comes with, does not say what it is" {
    records <<'END' | column type | same <(printf '%s\n' conference conference article review book chapter)
FN made up
VR 1.0
PT B
TI A paper that a conference published as a book
CT 5th Meeting of Makers
ER

PT J
CT 6th Meeting of Makers
ER

PT S
DT Article
ER

PT J
DT Review
CT 7th Meeting of Makers
ER

PT B
ER

PT B
DT Book Chapter
ER

EF
END
    is_type article 'TY  - SER' 'M3  - Article' 'ER  - '
    is_type book 'TY  - SER' 'ER  - '
    is_type article 'PMID- 1' 'PT  - Journal Article' 'PT  - Video-Audio Media'
    is_type article 'PMID- 1' 'PT  - Lecture' 'PT  - Journal Article'
    is_type article 'PMID- 1' 'PT  - Journal Articles' 'PT  - Reports - Research'
    is_type report 'PMID- 1' 'PT  - Reports - Research'
}

@test "every type of reference that RIS has is known" {
    local type
    for type in $(tr -d '\n' <<'END'
ABST ADVS AGGR ANCIENT ART BILL BLOG BOOK CASE CHAP CHART CLSWK COMP CONF CPAPER CTLG DATA DBASE
 DICT EBOOK ECHAP EDBOOK EJOUR ELEC ENCYC EQUA FIGURE GOVDOC GRANT HEAR ICOMM INPR INTV JFULL JOUR
 LEGAL MAP MGZN MPCT MULTI MUSIC NEWS PAMP PAT PCOMM POD PRESS RPRT SER SLIDE SOUND STAND STAT
 THES UNBILL VIDEO WEB
END
    ); do
        [ "$(printf 'TY  - %s\nER  - \n' "$type" | records | column type)" != other ] || { echo "$type" && return 1; }
    done
}

@test "ids are made unique, and -v says so" {
    { ris 'DO  - 10.1000/X' && ris 'DO  - 10.1000/x-2' && ris 'DO  - https://doi.org/10.1000/x' &&
        ris 'DO  - 10.1000/x'; } >a.ris
    says 0 "^records: a\.ris:7: id again: '10\.1000/x', now '10\.1000/x-3'$" records -v a.ris
    column doc <said.out |
        same <(printf '%s\n' 10.1000/x 10.1000/x-2 10.1000/x-3 10.1000/x-4)
}

@test "a file that ends in a record is an error, and the record is kept" {
    printf '%s\n' 'TY  - JOUR' 'TI  - a' >a.ris
    says 2 "^records: a\.ris:1: the file ends in this record, without its end tag" records a.ris
    has title a <said.out
    printf 'TY  - JO' >b.ris
    says 2 '^records: b\.ris:1: record skipped: the file ends before its first field$' records b.ris
    [ "$(wc -l <said.out)" -eq 1 ]
    says 2 'record skipped' records --tally t b.ris
    same t <<'END'
stage	file	reason	n
records	b.ris	in	1
records	b.ris	out	0
records	b.ris	the file ends before its first field	1
END
}

@test "cut at every byte, a file gives all records that began, and says that it is cut" {
    local size begun
    for ((size = $(wc -c <"$DATA/sample.ris") - 1; size > 0; size--)); do
        head -c "$size" "$DATA/sample.ris" >cut.ris
        records --check --tally t cut.ris >out 2>err || true
        begun=$(grep -c '^TY  -' cut.ris || true)
        # Below six bytes there is no tag.
        [ "$begun" -gt 0 ] || continue
        awk -F '\t' -v begun="$begun" 'NR == 2 && ($5 != begun || $7 + $8 != begun) { exit 1 }' out ||
            { echo "cut at $size" && cat out && return 1; }
        if ! tail -n 3 cut.ris | grep -q '^ER  -'; then
            grep -qE 'the file ends' err || { echo "cut at $size in silence" && return 1; }
        fi
    done
}

@test "MEDLINE: continuation lines, records that follow without a blank line, other first tags" {
    printf '%s\n' '' 'PMC - PMC7' 'PMID- 1' 'TI  - a' '      b' 'PMID- 2' 'TI  - c' '' \
        'This line belongs to nobody.' '' 'PMCR- 3' 'TI- d' 'LA  - ger' >a.nbib
    records a.nbib >out 2>err
    column title <out | same <(printf '%s\n' 'a b' c d)
    column pmid <out | same <(printf '%s\n' 1 2 '')
    column lang <out | same <(printf '%s\n' '' '' de)
    counted '3 3 3 0 1' a.nbib
}

@test "MEDLINE: a tag that is not known does not go on with the field above" {
    printf '%s\n' 'PMID- 1' 'AB  - Of peers' '      DNA - as they say' 'ISSN - 1234' 'SE- A series' \
        'TNF-alpha is text' 'US' >a.nbib
    records a.nbib >out
    has abstract 'Of peers DNA - as they say' <out
    has other 'ISSN: 1234; SE: A series TNF-alpha is text US' <out
    printf '%s\n' 'We measured' 'DNA - as they say' 'RNA - too' >a.txt
    says 2 'is in no format that is known' records a.txt
}

@test "a PubMed file that is called .ris is MEDLINE" {
    printf '%s\n' 'PMID- 1' 'OWN - NLM' 'TI  - a' 'PT  - Letter' >a.ris
    records --check a.ris | has format medline
    records a.ris | has type letter
}

@test "--format overrides what the file looks like" {
    ris 'TI  - a' >a.txt
    says 0 '' records --format wos a.txt
    [ "$(wc -l <said.out)" -eq 2 ]
    records --format wos --check a.txt 2>err | has format wos
}

@test "MeSH headings keep the asterisk of a focus and their qualifiers" {
    printf '%s\n' 'PMID- 1' 'MH  - *Peer Group' 'MH  - Depression/*psychology/therapy' |
        records | has mesh '*Peer Group; Depression/*psychology/therapy'
}

@test "Web of Science: lists of names line by line, texts in lines, header and end" {
    printf '%s\n' 'FN Clarivate Analytics Web of Science' 'VR 1.0' 'PT J' 'AU Weaver, A' \
        '   Okafor, N' 'AF Weaver, Ada' '   Okafor, Ngozi' 'TI One' '   two' 'DT Article; Review' \
        'DE a; b' 'ID C' 'BP 1' 'EP 9' 'UT WOS:0001' 'ER' '' 'PT J' 'TI Three' 'ER' '' 'EF' >a.ciw
    records a.ciw >out
    column authors <out | same <(printf '%s\n' 'Weaver, Ada; Okafor, Ngozi' '')
    column title <out | same <(printf '%s\n' 'One two' Three)
    column keywords <out | same <(printf '%s\n' 'a; b; C' '')
    column type <out | same <(printf '%s\n' review article)
    column doc <out | head -n 1 | same <(echo an:WOS:0001)
    counted '2 2 2 0 0' a.ciw
}

@test "EndNote and Refer: the type need not come first, blank lines end records or paragraphs" {
    printf '%s\n' '%T One' '%0 Journal Article' '%A Weaver, Ada' '%X a' '' 'b' '%D 2020' '' \
        '%0 Book' '%T Two' '%0 Thesis' '%T Three' >a.enw
    records a.enw >out
    column title <out | same <(printf '%s\n' One Two Three)
    column type <out | same <(printf '%s\n' article book thesis)
    column abstract <out | head -n 1 | same <(printf '%s\n' 'a\nb')
}

@test "Ovid: numbered records, fields with long names and with two letters" {
    printf '%s\n' '<1>' 'Unique Identifier' '  123' 'Title' '  One' '  two.' 'Publication Type' \
        '  Letter' '' '<2>' 'UI  - 124' 'TI  - Three' 'LG  - English' >a.txt
    records a.txt >out
    column title <out | same <(printf '%s\n' 'One two.' Three)
    column type <out | same <(printf '%s\n' letter '')
    column doc <out | same <(printf '%s\n' an:123 an:124)
    counted '2 2 2 0 0' a.txt
}

@test "Ovid: records as it writes them for Citavi and EndNote" {
    printf '%s\r\n' '<31. >' 'VN  - Ovid Technologies' 'DB  - Embase' 'UI  - 9' 'TI  - Peers.' \
        'SO  - Journal of Peers. 12 (3) (no pagination), 2018.' 'AU  - Ek A.' 'AU  - Sand B.' \
        'IN  - (Ek) A house, Oslo' '      (Sand) Another, Bergen' 'MH  - *peer support' \
        'AB  - Background: they help.' 'Methods (made up)' 'DO  - http://dx.doi.org/10.1000/x' \
        'LG  - English' 'PT  - Conference Abstract' 'YR  - 2018' '' '<32. >' 'VN  - Ovid Technologies' \
        'DB  - Ovid MEDLINE(R) <1946 to 2019>' 'UI  - 124' 'TI  - Three' 'VI  - 4' '' >a.ovd
    records a.ovd >out
    column title <out | same <(printf '%s\n' Peers. Three)
    column abstract <out | same <(printf '%s\n' 'Background: they help. Methods (made up)' '')
    column authors <out | same <(printf '%s\n' 'Ek A.; Sand B.' '')
    column journal <out | same <(printf '%s\n' 'Journal of Peers' '')
    column volume <out | same <(printf '%s\n' 12 4)
    column year <out | same <(printf '%s\n' 2018 '')
    column doc <out | same <(printf '%s\n' 10.1000/x pmid:124)
    column database <out | same <(printf '%s\n' Embase 'Ovid MEDLINE(R) <1946 to 2019>')
    records --check a.ovd | has format ovid
    counted '2 2 2 0 0' a.ovd
}

@test "RefWorks: a type begins a record" {
    printf '%s\n' 'RT Journal Article' 'A1 Weaver,Ada' 'T1 One' 'goes on' 'SP 1' 'OP 9' '' \
        'RT Book, Whole' 'T1 Two' >a.txt
    records a.txt >out
    column title <out | same <(printf '%s\n' 'One goes on' Two)
    column pages <out | same <(printf '%s\n' 1-9 '')
    column type <out | same <(printf '%s\n' article book)
}

@test "several files, each of its own format" {
    ris 'TI  - a' >a.ris
    printf '%s\n' 'PMID- 1' 'TI  - b' >b.txt
    printf '%s\n' '%0 Book' '%T c' >c
    records a.ris b.txt c | column title | same <(printf '%s\n' a b c)
    records a.ris b.txt c | column source | same <(printf '%s\n' a.ris:1 b.txt:1 c:1)
}

@test "a file in no known format is named and skipped, the others are read" {
    echo 'Dear all, please find attached' >a.txt
    ris 'TI  - b' >b.ris
    says 2 '^records: a\.txt: is in no format that is known' records a.txt b.ris
    has title b <said.out
}

@test "archives and workbooks are named, with what helps" {
    printf 'PK\003\004 and more' >a.zip
    says 2 "^records: a.zip: is a zip archive or a workbook; expected the text in it, as 'unzip -p'" records a.zip
    printf '\037\213\010 and more' >a.ris.gz
    says 2 "^records: a.ris.gz: is compressed; decompress it first: 'gzip -dc" records a.ris.gz
    [ "$(wc -l <said.err)" -eq 1 ]
}

@test "UTF-8 with a mark, UTF-16 both ways with and without, are told by content" {
    ris 'TI  - Zürich' >plain
    printf '\357\273\277' | cat - plain >mark
    iconv -f UTF-8 -t UTF-16LE plain >le
    iconv -f UTF-8 -t UTF-16BE plain >be
    { printf '\377\376' && cat le; } >le-mark
    { printf '\376\377' && cat be; } >be-mark
    local file
    for file in plain mark le be le-mark be-mark; do
        records "$file" 2>err | has title Zürich
        [ ! -s err ]
    done
    records --check plain mark le be le-mark be-mark | column encoding |
        same <(printf '%s\n' utf-8 'utf-8 with mark' utf-16le utf-16be utf-16le utf-16be)
    # One after the other, each as it is.
    records le plain be | column title | same <(printf '%s\n' Zürich Zürich Zürich)
}

@test "values that are no UTF-8 are windows-1252, counted once for each file" {
    { ris $'TI  - Z\xfcrich \x96 \x93Bern\x94' && ris 'TI  - Zürich' &&
        ris $'TI  - Gr\xfc\xdfe, Zürich' 'VL  - 1'; } >a.ris
    says 0 '^records: a\.ris:2: values that are no valid UTF-8: 2, here the first; read as windows-1252$' \
        records a.ris
    [ "$(wc -l <said.err)" -eq 1 ]
    column title <said.out | same <(printf '%s\n' 'Zürich – “Bern”' Zürich 'Grüße, Zürich')
    records --check a.ris 2>err | has encoding 'utf-8, windows-1252'
}

@test "--from names another encoding" {
    ris 'TI  - 参考文献' | iconv -f UTF-8 -t GBK >gbk
    records --from GBK gbk | has title 参考文献
    ris $'TI  - Z\xfcrich' | records --from latin-1 | has title Zürich
    says 2 "^records: no encoding 'klingon'" records --from klingon gbk
}

@test "the tally adds up, and the next filter can add to it" {
    ris 'TI  - a' >a.ris
    { ris 'TI  - a' && ris 'TI  - b'; } >b.ris
    records --tally t a.ris b.ris >/dev/null
    records --tally t a.ris >/dev/null
    same t <<'END'
stage	file	reason	n
records	a.ris	in	1
records	a.ris	out	1
records	b.ris	in	2
records	b.ris	out	2
records	a.ris	in	1
records	a.ris	out	1
END
}

@test "--check says what is missing and which fields have no column" {
    ris 'TI  - a' 'XX  - 1' 'XX  - 2' 'PB  - c' 'QQ  -' >a.ris
    records --check a.ris | tail -n 1 |
        same <(printf '%s\t' a.ris ris utf-8 lf 1 1 1 0 0 0 1 1 && echo 'PB 1; XX 2')
}

@test "of --check, --detect and --to only one is taken" {
    local options
    for options in '--check --detect' '--check --to ris' '--detect --to csv'; do
        # shellcheck disable=SC2086
        says 2 '^records: --check, --detect and --to each print something else' records $options "$DATA/sample.ris"
        [ ! -s said.out ]
    done
    says 2 '^records: --exit-status wants --detect' records -e "$DATA/sample.ris"
}

@test "7,000 authors, and an abstract of 50 KB, are one record" {
    {
        printf '%s\n' 'TY  - JOUR' 'TI  - a'
        seq -f 'AU  - Author, Number %.0f' 7000
        printf 'AB  - '
        seq -s ' ' -f 'word%.0f' 6000
        echo 'ER  - '
    } >a.ris
    records a.ris >out
    [ "$(column authors <out | grep -o 'Author, Number' | wc -l)" -eq 7000 ]
    [ "$(column abstract <out | wc -c)" -gt 50000 ]
}

@test "a record beyond --max-record ends with its place, whatever its lines are" {
    { printf '%s\n' 'TY  - JOUR' 'TI  - a' && seq -f 'KW  - word %.0f' 1000; } >a.ris
    says 2 '^records: a\.ris:1: record longer than the limit of 4096 bytes \(--max-record\)$' \
        records --max-record 4K a.ris
}

@test "a pipe gives the same as a file" {
    records "$DATA/sample.ris" | cut -f 1-16,18 >expected
    dd if="$DATA/sample.ris" bs=100 status=none | records - | cut -f 1-16,18 | same expected
}

# Records that others made; how many each file has is known.

@test "the real files have the records that they are known to have" {
    needs_shared 1-biblio
    local number path
    while read -r number path; do
        if ! records "$SHARED/1-biblio/$path" 2>err >out || [ "$(tail -n +2 out | wc -l)" -ne "$number" ]; then
            printf '%s: expected %s, not %s\n' "$path" "$number" "$(tail -n +2 out | wc -l)"
            cat err
            return 1
        fi
    done <<'END'
4 mjwestgate+synthesisr/tests/testthat/testdata/Ovid_ris_example.ris
3 mjwestgate+synthesisr/tests/testthat/testdata/Scopus_ris_example.ris
3 mjwestgate+synthesisr/tests/testthat/testdata/PubMed_example.txt
5 mjwestgate+synthesisr/tests/testthat/testdata/WoS_ciw_example.ciw
4 mjwestgate+synthesisr/tests/testthat/testdata/WoS_txt_example.txt
92 mjwestgate+synthesisr/inst/extdata/scopus.ris
247 mjwestgate+revtools/examples/restoration_WoS.ciw
104 mjwestgate+revtools/examples/restoration_pubmed.nbib
286 mjwestgate+revtools/examples/restoration_scopus.ris
20 mjwestgate+revtools/inst/extdata/avian_ecology_bibliography.ris
6 asreview+asreview/tests/demo_data/embase.ris
6 asreview+asreview/tests/demo_data/pubmed_zotero.ris
6 asreview+asreview/tests/demo_data/ovid_zotero.ris
6 asreview+asreview/tests/demo_data/proquest.ris
10 asreview+asreview/tests/demo_data/web_of_science.txt
61 asreview+asreview/tests/demo_data/baseline_reference_types.ris
1 asreview+asreview/tests/demo_data/baseline_tag_and_field_definitions.ris
1 asreview+asreview/tests/demo_data/baseline_tag_and_field_definitions_lists.ris
12 asreview+asreview/tests/demo_data/baseline_tag-notes.ris
4 asreview+asreview/tests/demo_data/baseline_tag-notes_zotero.ris
4 asreview+asreview/tests/demo_data/baseline_empty_values.ris
3 asreview+citation-file-formatting/Datasets/RIS/_baseline_cochrane_endnote.ris
3 asreview+citation-file-formatting/Datasets/RIS/_baseline_cochrane_procite.ris
3 asreview+citation-file-formatting/Datasets/RIS/_baseline_cochrane_refman.ris
10 asreview+citation-file-formatting/Datasets/RIS/_baseline_covidence_endnote.ris
10 asreview+citation-file-formatting/Datasets/RIS/_baseline_covidence_mendeley.ris
10 asreview+citation-file-formatting/Datasets/RIS/_baseline_covidence_refworks.ris
10 asreview+citation-file-formatting/Datasets/RIS/_baseline_covidence_zotero.ris
10 asreview+citation-file-formatting/Datasets/RIS/_baseline_eric_ovid.ris
10 asreview+citation-file-formatting/Datasets/RIS/_baseline_googlescholar.ris
11 asreview+citation-file-formatting/Datasets/RIS/_baseline_mdpi.ris
9 asreview+citation-file-formatting/Datasets/RIS/_baseline_openalex.ris
2 CoLRev-Environment+colrev/tests/2_loader/data/ris_data.ris
1 CoLRev-Environment+colrev/tests/2_loader/data/nbib_data.nbib
3 CoLRev-Environment+colrev/tests/2_loader/data/enl_data.enl
2 CoLRev-Environment+colrev/tests/data/lorem_ipsum.ris
48 zotero+translators/RIS/RIS-003.ris
1 zotero+translators/RIS/RIS-004.ris
2 zotero+translators/MEDLINEnbib/MEDLINEnbib-002.nbib
5 zotero+translators/Web_of_Science_Tagged/Web_of_Science_Tagged-001.ciw
1 zotero+translators/ReferBibIX/ReferBibIX-001.enw
32 networks-lab+metaknowledge/docs/examples/savedrecs.txt
34 networks-lab+metaknowledge/metaknowledge/tests/testFile.isi
5 holub008+nbib/tests/resources/pmc_medlars.txt
1 holub008+nbib/tests/resources/single.nbib
1 NLeSC+litstudy/notebooks/data/exclude.ris
END
}

@test "the searches of the shared benchmark have 166, 278, 302, 460 and 495 records" {
    needs_shared 2-dedupe
    local number
    for number in 1_166 2_278 3_302 4_460 5_495; do
        records "$SHARED/2-dedupe/ESHackathon+CiteSource/vignettes/new_benchmark_data/search$number.ris" >out
        [ "$(tail -n +2 out | wc -l)" -eq "${number#*_}" ]
        # No two of them have the same accession number.
        [ "$(column other <out | grep -oE 'AN: WOS:[^;]*' | sort -u | wc -l)" -eq "${number#*_}" ]
    done
}

@test "the same records exported to four programs by Covidence are the same documents" {
    needs_shared 1-biblio
    local program
    for program in endnote mendeley refworks zotero; do
        records "$SHARED/1-biblio/asreview+citation-file-formatting/Datasets/RIS/_baseline_covidence_$program.ris" |
            cut -f 1-16 >"$program"
    done
    # One of the files writes the same author differently.
    same endnote <zotero
    same endnote <refworks
}
