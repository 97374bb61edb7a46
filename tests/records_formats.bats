# The readers of XML, BibTeX and tables, and the writers of exports.
load helpers

# cell COLUMN [ROW]: one cell of the documents on standard input.
cell() {
    awk -F '\t' -v name="$1" -v row="${2:-1}" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i }
        NR == row + 1 { print $column }'
}

# without_source: documents but for the place they came from.
without_source() {
    awk -F '\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "source") column = i }
        { $column = ""; print }'
}

# holds FILE COLUMN TEXT [ROW]: the column of the document is the text.
holds() {
    local found
    found=$(records "$1" 2>messages | cell "$2" "${4:-1}")
    [ "$found" = "$3" ] || { printf '%s: %s\nexpected: %s\n' "$2" "$found" "$3"; return 1; }
}

# pubmed TEXT: a file with a record of this text, the record in two lines.
pubmed() {
    printf '%s\n' '<PubmedArticleSet>' "<PubmedArticle><MedlineCitation>$1</MedlineCitation>" '</PubmedArticle>' \
        '</PubmedArticleSet>'
}

@test "PubMed's XML: what is cut up is put together again" {
    local file=$DATA/records.pubmed.xml
    holds "$file" doc 10.1000/peers.1
    holds "$file" type review
    holds "$file" year 2020
    holds "$file" lang 'en; no'
    holds "$file" title 'Peers & managers: CO2 in &eacute;té.'
    holds "$file" abstract 'BACKGROUND: Peers help. RESULTS: They did.'
    holds "$file" authors 'Øre, Åse B, Jr; The Peer Group'
    holds "$file" journal 'Journal of made-up peers'
    holds "$file" pages 11-9
    holds "$file" keywords 'peer work; roles'
    holds "$file" mesh '*Peer Group; Work/*psychology/trends'
    holds "$file" pmid 91000001
    holds "$file" database PubMed
    holds "$file" source "$file:4"
    [ ! -s messages ]
    records "$file" | cell other | grep -F 'ReferenceList/Reference/Citation: Someone. Something. 1999.'
    records "$file" | cell other | grep -F 'AuthorList/Author/AffiliationInfo/Affiliation: Home, Oslo.'
}

@test "PubMed's XML: what was found to be wrong fills no column" {
    pubmed '<PMID>1</PMID><Article><ELocationID EIdType="doi" ValidYN="N">10.1000/wrong</ELocationID>
        <ELocationID EIdType="doi" ValidYN="Y">10.1000/right</ELocationID><AuthorList>
        <Author ValidYN="N"><LastName>Eck</LastName></Author>
        <Author ValidYN="Y"><LastName>Ek</LastName></Author></AuthorList></Article>' >a.xml
    holds a.xml doi 10.1000/right
    holds a.xml authors Ek
    holds a.xml other 'ELocationID[invalid][doi]: 10.1000/wrong; AuthorList/Author[invalid]: Eck'
}

@test "XML: what stands outside of records is not lost in silence" {
    { pubmed '<PMID>1</PMID>' && pubmed '<PMID>2</PMID>' && pubmed '<PMID>3</PMID>'; } |
        grep -v 'ArticleSet>$' >records
    { echo '<PubmedArticleSet>' && cat records && echo '</PubmedArticleSet>'; } >whole.xml
    sed 's:^</PubmedArticleSet>:<DeleteCitation><PMID>4</PMID></DeleteCitation>&:' whole.xml >deleted.xml
    says 0 "^records: deleted\.xml:8: lines that belong to no record: 1, the first is '4'$" records deleted.xml
    local line
    for line in 2 4 6; do
        sed "${line}s:<PubmedArticle>::" whole.xml >a.xml
        says 2 "^records: a\.xml:$((line + 1)): skipped from here to the next record: mismatched tag$" records a.xml
        [ "$(wc -l <said.out)" -eq 3 ]
        says 2 "^records: a\.xml:$line: lines that belong to no record: 1, the first is '$((line / 2))'$" records a.xml
    done
    # Two files in one, and the end of the root behind a record that was skipped, are nothing.
    { cat whole.xml && echo '<?xml version="1.0"?>' && cat whole.xml; } >twice.xml
    records twice.xml >out 2>messages
    [ "$(wc -l <out)" -eq 7 ]
    [ ! -s messages ]
    sed 's:<PMID>3<:<PMID>3&<:' whole.xml >a.xml
    says 2 '^records: a\.xml:6: record skipped: line 6: not well-formed \(invalid token\)$' records a.xml
    [ "$(grep -c . said.err)" -eq 1 ]
}

@test "PubMed's XML: a book is a record, too" {
    local file=$DATA/records.pubmed.xml
    holds "$file" title 'Peers at work' 2
    holds "$file" type book 2
    holds "$file" authors 'Ek, E' 2
    holds "$file" year 2019 2
    holds "$file" journal '' 2
}

@test "EndNote's XML: styles are text, types have names" {
    local file=$DATA/records.endnote.xml
    holds "$file" type conference
    holds "$file" title 'Peers in situ'
    holds "$file" authors 'Øre, Å.; Ek, E.'
    holds "$file" journal 'A conference'
    holds "$file" keywords 'peers; work'
    holds "$file" year 2018
    holds "$file" pmid 91000003
    holds "$file" doi 10.1000/peers.4
    holds "$file" abstract 'One line.'
    holds "$file" lang en
    [ ! -s messages ]
}

@test "BibTeX: strings, braces, round ones, LaTeX and missing commas" {
    local file=$DATA/records.bib
    holds "$file" type article
    holds "$file" authors 'Øre, Åse; Ek, E.; Peers and Friends'
    holds "$file" title 'Peers – Été, naïve & 50% č'
    holds "$file" journal 'Journal of Made-up Peers'
    holds "$file" pages 1-9
    holds "$file" keywords 'peers; work, paid; roles'
    holds "$file" doi 10.1000/peers_2
    records "$file" | cell other | grep -F 'month: January 3'
    records "$file" | cell other | grep -F 'url: https://example.org/~a_b--c'
    # shellcheck disable=SC2016
    records "$file" | cell other | grep -F 'note: In $x^{2}$ “quoted” words'
    holds "$file" type conference 2
    holds "$file" title 'In (round) ones' 2
    holds "$file" journal 'A "conference"' 2
    holds "$file" title One 3
    holds "$file" year 1999 3
    [ ! -s messages ]
}

@test "BibTeX: an entry that is not closed is reported, and the next one is read" {
    printf '@article{a,\n title = {A},\n year = 2001\n\n@article{b, title = {B}}\n' >a.bib
    says 2 '^records: a.bib:1: .*not closed' records a.bib
    [ "$(cut -f 5 said.out)" = "$(printf 'title\nA\nB')" ]
    printf '@article{a,\n title = "A,\n year = 2001\n}\n@article{b, title = {B}}\n' >a.bib
    says 2 '^records: a.bib:1: record skipped: .*not closed' records a.bib
    [ "$(cut -f 5 said.out)" = "$(printf 'title\nB')" ]
    printf '@article{a, title = {A}, oops\n year = 2001 }\n' >a.bib
    says 2 "^records: a.bib:1: expected a field.*'oops'" records a.bib
    [ "$(cell year <said.out)" = 2001 ]
    cell other <said.out | grep -F '@unknown: oops'
}

# A hundred thousand of them took 17 seconds where each was searched to the end.
@test "BibTeX: accents within accents take no time that grows with the square" {
    awk -v n=100000 'BEGIN {
        printf "@article{a, title = {A}, abstract = {"
        for (i = 0; i < n; i++) printf "\\\"{"
        for (i = 0; i < n; i++) printf "}"
        print "}}"
    }' >a.bib
    timeout 15 records a.bib >out
    [ "$(cell title <out)" = A ]
    awk -v n=100000 'BEGIN {
        printf "@article{a, title = {A}, abstract = {"
        for (i = 0; i < n; i++) printf "\\u{"
        for (i = 0; i < n; i++) printf "\\}"
        print "}}"
    }' >b.bib
    timeout 15 records b.bib >out
    [ "$(cell title <out)" = A ]
}

@test "BibTeX: text between entries is counted, remarks are not" {
    printf 'hello\n%% a remark\n@comment{x}\n@misc{a, title = {A}}\n' >a.bib
    says 0 "^records: a.bib:1: lines that belong to no record: 1, the first is 'hello'" records a.bib
    [ "$(wc -l <said.err)" -eq 1 ]
}

@test "tables: separators, quoted line breaks and short rows" {
    local file=$DATA/records.csv
    holds "$file" title 'Peers; "at" work'
    holds "$file" authors 'Øre, Å.; Ek, E.'
    holds "$file" pages 11-19
    holds "$file" abstract 'A first line\nand a second'
    holds "$file" other 'Extra: x'
    holds "$file" source "$file:4" 2
    grep -F 'records.csv:4: 2 cells, the header has 10' messages
    tr ';' '\t' <"$file" | tr -d '"' | sed 2,3d >tabs.tsv
    holds tabs.tsv title 'Short row'
    printf '\xef\xbb\xbf"Title","Year"\r\n"A","2001"\r\n' >bom.csv
    holds bom.csv title A
    printf 'Title,Abstract\r\n"A\r","B\r\nC\r\n\r\n""D"""\r\n' >returns.csv
    holds returns.csv abstract 'B\nC\n\n"D"'
    holds returns.csv title A
    printf 'sep=,\n"About: made today"\nTitle,Year\nA,2001\n' >dimensions.csv
    holds dimensions.csv year 2001
}

@test "tables: a quotation mark that is never closed costs nothing" {
    printf 'Title,Authors,Year\n1,"Never closed,2000\n2,"Other, closed",2001\n3,"open,2002\n' >a.csv
    says 2 '^records: a.csv:2: a quotation mark is never closed' records a.csv
    [ "$(cut -f 3,5,7 said.out)" = \
        "$(printf 'year\ttitle\tauthors\n2000\t1\t"Never closed\n2001\t2\tOther, closed\n2002\t3\t"open')" ]
    grep -F 'a.csv:4: a quotation mark' said.err
}

@test "tables: what is beyond the header is kept and reported" {
    printf 'Title,Year\nA,2001,b,c\nD,2002,,\n' >a.csv
    says 2 '^records: a.csv:2: 4 cells, the header has 2' records a.csv
    [ "$(cell other <said.out)" = '@beyond: b; @beyond: c' ]
    [ "$(wc -l <said.err)" -eq 1 ]
}

# The same names of columns as the tags of its other export, and SP is who paid, DA when it was made.
@test "tables: Web of Science, tab delimited" {
    {
        printf 'PT\tAU\tAF\tCA\tTI\tSO\tLA\tDT\tSP\tDE\tID\tAB\tPY\tVL\tIS\tBP\tEP\tAR\tDI\tUT\tPM\tDA\n'
        printf 'J\tEk, E; Lund, A\tEk, Eva; Lund, Ada\tPeers\tOn peers\tJ PEERS\tEnglish\tReview; Early Access\t'
        printf 'A fund\tpeers; work\tHELP\tOf peers.\t2019\t3\t2\t11\t19\t\t10.1000/peers.9\tWOS:0001\t91000009\t2024-05-06\n'
        printf 'C\tEk, E\t\t\tPeers met\tPEERS MEET\tNorwegian\tProceedings Paper\tA fund\t\t\t\t\t\t\t\t\t77\t\tWOS:0002\t\t2024-05-06\n'
    } >savedrecs.txt
    records savedrecs.txt >out 2>messages
    [ ! -s messages ]
    holds savedrecs.txt doc 10.1000/peers.9
    holds savedrecs.txt type review
    holds savedrecs.txt year 2019
    holds savedrecs.txt lang en
    holds savedrecs.txt authors 'Ek, Eva; Lund, Ada; Peers'
    holds savedrecs.txt journal 'J PEERS'
    holds savedrecs.txt pages 11-19
    holds savedrecs.txt keywords 'peers; work; HELP'
    holds savedrecs.txt pmid 91000009
    holds savedrecs.txt doc an:WOS:0002 2
    holds savedrecs.txt type conference 2
    holds savedrecs.txt year '' 2
    holds savedrecs.txt authors 'Ek, E' 2
    holds savedrecs.txt pages 77 2
    records savedrecs.txt | cell other 2 | grep -F 'SP: A fund'
    for encoding in UTF-16LE UTF-16BE; do
        iconv -f UTF-8 -t "$encoding" savedrecs.txt | records | cut -f 1-16 | same <(cut -f 1-16 out)
    done
}

@test "XML that attacks is refused and opens nothing" {
    echo secret >secret
    printf '<!DOCTYPE x [<!ENTITY e SYSTEM "secret">]><PubmedArticleSet><PubmedArticle><PMID>&e;</PMID></PubmedArticle></PubmedArticleSet>' >xxe.xml
    says 2 'skipped from here on: a document type definition' records -f pubmed-xml xxe.xml
    not grep secret said.out
    {
        printf '<!DOCTYPE x [<!ENTITY a0 "ha">'
        for i in {1..30}; do printf '<!ENTITY a%d "&a%d;&a%d;">' "$i" $((i - 1)) $((i - 1)); done
        printf ']><PubmedArticleSet><PubmedArticle><PMID>&a30;</PMID></PubmedArticle></PubmedArticleSet>'
    } >bomb.xml
    says 2 'skipped from here on: a document type definition' records -f pubmed-xml bomb.xml
    {
        printf '<xml><records><record>'
        for i in {1..1100}; do printf '<a>'; done
    } >deep.xml
    says 2 'skipped from here on: elements more than 1000 deep' records -f endnote-xml deep.xml
    { printf '<PubmedArticleSet><PubmedArticle a="' && head -c 3000000 /dev/zero | tr '\0' a; } >long.xml
    says 2 'a tag of more than 1 MiB' records -f pubmed-xml long.xml
}

@test "XML that is broken in one record costs that record" {
    {
        echo '<PubmedArticleSet>'
        echo '<PubmedArticle><PMID>1</PMID></PubmedArticle>'
        echo '<PubmedArticle><PMID>2</PMID> AT&T </PubmedArticle>'
        echo '<PubmedArticle><PMID>3</PMID></PubmedArticle>'
        echo '</PubmedArticleSet>'
        # A second file behind the first, as cat makes it.
        echo '<?xml version="1.0"?><PubmedArticleSet>'
        echo '<PubmedArticle><PMID>4</PMID></PubmedArticle></PubmedArticleSet>'
    } >a.xml
    says 2 '^records: a.xml:3: record skipped: line 3: ' records a.xml
    [ "$(cut -f 15 said.out | tr '\n' ' ')" = 'pmid 1 3 4 ' ]
    [ "$(wc -l <said.err)" -eq 1 ]
}

# The window moved with every record, and took in another block each time.
@test "XML that is broken in every record does not fill the memory" {
    local many=100000
    # Sanitizers make a parser for each slow.
    [ "${MODE:-release}" = release ] || many=5000
    {
        echo '<PubmedArticleSet>'
        awk -v many="$many" 'BEGIN { for (i = 0; i < many; i++) print "<PubmedArticle>&" }'
        echo '<PubmedArticle><MedlineCitation><PMID>7</PMID></MedlineCitation></PubmedArticle>'
        echo '</PubmedArticleSet>'
    } >a.xml
    local status=0
    (
        [ "${MODE:-release}" != release ] || ulimit -v 65536
        timeout 60 records --tally t a.xml >out 2>err
    ) || status=$?
    [ "$status" -eq 2 ]
    [ "$(cell pmid <out)" = 7 ]
    same t <<END
stage	file	reason	n
records	a.xml	in	$((many + 1))
records	a.xml	out	1
records	a.xml	not well-formed (invalid token)	$many
END
    grep -F 'records: a.xml:2: record skipped: line 2: ' err
    [ "$(wc -l <err)" -eq 11 ]
}

@test "a record that is broken where it begins is counted once" {
    printf '<PubmedArticleSet>\n<PubmedArticle>&</PubmedArticle>\n</PubmedArticleSet>\n' >a.xml
    records --check a.xml 2>err >out || true
    [ "$(cut -f 5-8 out | tail -n 1)" = $'1\t0\t0\t1' ]
    [ "$(wc -l <err)" -eq 1 ]
}

@test "XML that is cut anywhere keeps its whole records" {
    local size
    for i in 1 2 3; do
        printf '<PubmedArticle><PMID>%d</PMID><ArticleTitle>T</ArticleTitle></PubmedArticle>' "$i"
    done | { printf '<PubmedArticleSet>' && cat && printf '</PubmedArticleSet>'; } >a.xml
    size=$(wc -c <a.xml)
    for cut in $(seq 20 7 $((size - 1))); do
        head -c "$cut" a.xml >cut.xml
        says 2 '^records: cut.xml:1: ' records -f pubmed-xml cut.xml || { echo "cut at $cut" && return 1; }
        [ "$(($(wc -l <said.out) - 1))" -eq "$(grep -o '</PubmedArticle>' cut.xml | wc -l)" ] ||
            { echo "cut at $cut" && return 1; }
    done
}

@test "XML in other encodings, and with bytes that it does not allow" {
    printf '<?xml version="1.0" encoding="ISO-8859-1"?><xml><records><record><titles><title>\xe9t\xe9</title></titles></record></records></xml>' >latin.xml
    holds latin.xml title 'été'
    printf '<xml><records><record><titles><title>a\x0bb</title></titles></record></records></xml>' >control.xml
    says 0 'replaced what XML does not allow, 1 times' records -f endnote-xml control.xml
    [ "$(cell title <said.out)" = 'a b' ]
}

# law FILE: its documents are the same after each format.
law() {
    local format
    records "$1" 2>messages | without_source >before
    for format in ris nbib bibtex csv; do
        records "$1" 2>messages | records --to "$format" >"written.$format"
        records "written.$format" 2>messages | without_source >after
        diff -u before after || { printf '%s by way of %s\n' "$1" "$format" && return 1; }
        [ ! -s messages ] || { cat messages && return 1; }
    done
}

@test "what is written as RIS, nbib, BibTeX or CSV is read as the same documents" {
    for file in "$DATA"/records.{pubmed.xml,endnote.xml,bib,csv}; do
        law "$file"
    done
}

@test "other programs find journals, books and conferences where they look for them" {
    printf 'doc\ttype\ttitle\tjournal\n' >a.tsv
    printf '%s\n' $'a\t\tA\tJ' $'b\tchapter\tB\tBook' $'c\tconference\tC\tConf' $'d\tarticle\tD\tJ' $'e\t\tE\t' >>a.tsv
    records --to ris a.tsv | grep -E '^(TY|JF|T2)' |
        same <(printf '%s\n' 'TY  - JOUR' 'JF  - J' 'TY  - CHAP' 'T2  - Book' 'TY  - CPAPER' 'T2  - Conf' \
            'TY  - JOUR' 'JF  - J' 'TY  - GEN')
    records --to bibtex a.tsv | grep -oE '^@[a-z]*|(journal|booktitle) = .*}' |
        same <(printf '%s\n' @article 'journal = {J}' @incollection 'booktitle = {Book}' @inproceedings \
            'booktitle = {Conf}' @article 'journal = {J}' @misc)
    local format
    for format in ris bibtex nbib csv; do
        records --to "$format" a.tsv | records | cut -f 1,2,5,8 | same a.tsv
    done
}

@test "a table is a table, whatever stands in its cells" {
    local text
    for text in '@article{k, title = {t}}' 'PMID- 1' 'TY  - JOUR' '%0 Book' '<1>' 'PT J' 'FN x'; do
        printf 'Title,Year,Abstract\nA,2001,"b\n%s\nc"\n' "$text" >a.csv
        [ "$(records --detect a.csv | cut -f 2 | tail -n 1)" = csv ] || { echo "$text" && return 1; }
        holds a.csv abstract "b\\n$text\\nc"
    done
}

@test "other programs read all paragraphs of an abstract, and we read paragraphs" {
    printf 'doc\tabstract\tpages\na\tone\\ntwo\t1–2\n' >a.tsv
    records --to ris a.tsv | grep ^AB | same <(echo 'AB  - one two')
    records --to nbib a.tsv | grep ^AB | same <(echo 'AB  - one two')
    local format
    for format in ris nbib bibtex csv; do
        records --to "$format" a.tsv | records | cut -f 1,6,11 | same a.tsv
    done
}

@test "documents of any content are written and read without loss" {
    {
        printf 'doc\ttype\tyear\tlang\ttitle\tabstract\tauthors\tjournal\tvolume\tissue\tpages\tkeywords\tmesh\tdoi\tpmid\tdatabase\tsource\tother\n'
        # shellcheck disable=SC2016
        printf 'a\todd\tMMXX\tzz\t=1+2\tone\\r\\ntwo\\\\ {x} $y$ ~ -- \\t.\tA and B; C, D\tER  -\t@x\t"q"\te1-e2-3\ta, b; c;d\t*m/n\tno doi\tx\tz\t\tTY: a;;b; no tag:: here: ``v''; ER: x; @key: {k}\n'
        printf 'b\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n'
        printf 'b\t\t\t\t\\nT\t\t; ;\t\t\t\t-\t\t\t\t\t\t\tx\n'
        # White space at the ends of a cell is the one thing that is not kept.
    } | sed 's/\\nT/T/; s/; ;/A/' >a.tsv
    without_source <a.tsv >before
    for format in ris nbib bibtex csv; do
        records --to "$format" a.tsv | records -f "$(case $format in nbib) echo medline ;; *) echo "$format" ;; esac)" | without_source |
            sed 's/^b-2\t/b\t/' >after
        diff -u before after || { echo "$format" && return 1; }
    done
}

@test "a file of every format may end its lines with returns alone" {
    local file kind
    printf '%s\n' '<1>' 'Title' '  Peers' '  and more' 'Authors' '  Ek A.' '' '<2>' 'Title' '  B' >a.ovid
    printf 'Title;Abstract\nA, b, c;"One, two,\nthree"\nB;\n' >a.csv
    for file in "$DATA"/sample.ris "$DATA"/records.{pubmed.xml,endnote.xml,bib,csv} a.ovid a.csv; do
        # Some windows long.
        cp "$file" lf
        for _ in {1..7}; do cat lf lf >twice && mv twice lf; done
        records <lf >expected 2>messages
        tr '\n' '\r' <lf >cr
        iconv -f UTF-8 -t UTF-16 cr >wide
        sed 's/$/\r/' lf >crlf
        for kind in cr wide crlf; do
            records <"$kind" 2>messages | cmp expected
        done
        [ "$(records --check <cr 2>messages | cut -f 4 | tail -n 1)" = cr ]
    done
}

@test "real files of every format survive every format" {
    needs_shared 1-biblio
    local number=0
    while IFS= read -r file; do
        law "$file"
        number=$((number + 1))
    done < <(find "$SHARED/1-biblio" -type f -size -12k \( -name '*.ris' -o -name '*.bib' -o -name '*.csv' -o \
        -name '*.nbib' -o -name '*.xml' -o -name '*.ciw' \) -print | LC_ALL=C sort |
        while IFS= read -r file; do
            records "$file" >out 2>messages || continue
            [ "$(wc -l <out)" -lt 2 ] || printf '%s\n' "$file"
        done | awk 'NR % 6 == 0')
    [ "$number" -gt 10 ]
}

@test "real files: as many records as their keepers say" {
    needs_shared 1-biblio
    count() {
        local found
        found=$(($(records "$SHARED/$2" 2>messages | wc -l) - 1))
        [ "$found" -eq "$1" ] || { echo "$2: $found records, expected $1" && return 1; }
    }
    local generic=1-biblio/asreview+asreview/tests/demo_data
    local baseline=1-biblio/asreview+citation-file-formatting/Datasets/CSV
    count 2 "$generic/generic.csv"
    count 2 "$generic/generic_semicolon.csv"
    count 2 "$generic/generic_tab.csv"
    count 6 "$generic/embase.csv"
    count 3 "$baseline/_baseline_cochrane.csv"
    count 10 "$baseline/_baseline_covidence.csv"
    count 10 "$baseline/_baseline_googlescholar.csv"
    count 10 "$baseline/_baseline_pubmed.csv"
    count 1000 1-biblio/NLeSC+litstudy/notebooks/data/springer.csv
    count 100 1-biblio/NLeSC+litstudy/notebooks/data/ieee_1.csv
    count 179 2-dedupe/IEBH+dedupe-sweep/test/data/tafenoquine.xml
    count 21 2-dedupe/CoLRev-Environment+colrev/tests/data/dedupe/records.bib
}

@test "real files: the same records as a table and as RIS have the same ids, titles and years" {
    needs_shared 1-biblio
    local folder=$SHARED/1-biblio/asreview+citation-file-formatting/Datasets name
    for name in cochrane:cochrane_endnote covidence:covidence_endnote googlescholar:googlescholar openalex:openalex; do
        records "$folder/CSV/_baseline_${name%:*}.csv" 2>messages | cut -f 1,3,5 | sort >table
        records "$folder/RIS/_baseline_${name#*:}.ris" 2>messages | cut -f 1,3,5 | sort >ris
        diff -u table ris || { echo "$name" && return 1; }
    done
    for name in CSV/_baseline_cochrane.csv RIS/_baseline_cochrane_endnote.ris; do
        records "$folder/$name" 2>messages | cut -f 15 | same <(printf '%s\n' pmid 21314913 38407106 37362617)
    done
}

@test "BibTeX, CSV, Refer, PubMed's and EndNote's XML agree with four other readers, field by field" {
    needs_shared 1-biblio
    needs python3
    python3 "$BATS_TEST_DIRNAME/reference/records.py" "$SHARED"
}

@test "in an export of Scopus, Source is the database and the authors are without numbers" {
    printf '%s\n%s\n' 'Authors,Author full names,Title,Year,Source title,Source,EID' \
        '"Lund, A.; Vik, B.","Lund, Ada (1234); Vik, Bo (5678)",On form,2001,,Scopus,2-s2.0-1' >a.csv
    holds a.csv authors 'Lund, A.; Vik, B.'
    holds a.csv journal ''
    holds a.csv database Scopus
    printf 'Title,Source\nOn form,Journal of Form\n' >b.csv
    holds b.csv journal 'Journal of Form'
}

# long_record FORMAT SIZE: a record whose abstract has so many bytes; in `other`, `title` and
# `keywords` it is another field.
long_record() {
    local head=$'TY  - JOUR\nTI  - T\n' tail=$'\nER  - \n'
    case $1 in
    csv) head=$'Title,Year,Abstract\nT,2020,"' tail=$'"\n' ;;
    ris) head+='AB  - ' ;;
    other) head+='ZZ  - ' ;;
    keywords) head+='KW  - ' ;;
    title) head=$'TY  - JOUR\nTI  - ' ;;
    nbib) head=$'PMID- 1\nTI  - T\nAB  - ' tail=$'\n' ;;
    refworks) head=$'RT Journal Article\nT1 T\nAB ' tail=$'\n' ;;
    wos) head=$'FN made up\nVR 1.0\nPT J\nTI T\nAB ' tail=$'\nER\n\nEF\n' ;;
    bibtex) head='@article{k, title = {T}, abstract = {' tail=$'}}\n' ;;
    pubmed-xml)
        head='<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Abstract><AbstractText>'
        tail='</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>'
        ;;
    endnote-xml)
        head='<xml><records><record><titles><title>T</title></titles><abstract>'
        tail='</abstract></record></records></xml>'
        ;;
    esac
    printf %s "$head"
    { yes peer support worker | tr '\n' ' ' || true; } | head -c "$2"
    printf %s "$tail"
}

# 15 MiB are just short of a power of two, which the window is, and of the longest cell in quotation
# marks. A further copy would not fit.
@test "memory is twice the longest record" {
    local format size=$((15 << 20))
    for format in csv ris other keywords title nbib refworks wos bibtex pubmed-xml endnote-xml; do
        long_record "$format" "$size" >long
        (
            [ "${MODE:-release}" != release ] || ulimit -v $((48 << 10))
            records long >out
        ) || { echo "$format" && return 1; }
        [ "$(stat -c %s out)" -gt "$size" ] || { echo "$format: lost" && return 1; }
    done
    long_record ris "$size" >long
    (
        [ "${MODE:-release}" != release ] || ulimit -v $((66 << 10))
        records --to nbib long >out
    )
    [ "$(stat -c %s out)" -gt "$size" ]
}
