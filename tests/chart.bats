# chart: pictures of tables, as text and as SVG, PNG and PDF.
load helpers

# table COLUMNS ROW...: a table; `,` stands for tab.
table() {
    printf '%s\n' "$@" | tr ',' '\t'
}

concepts() {
    table concept,freq role/peer-worker,21 condition/trust,8 condition/stigma,3 condition/policy,0
}

years() {
    table year,concept,freq,docs,tokens,per_million 2019,trust,3,2,1000,3000.00 \
        2019,stigma,1,1,1000,1000.00 2020,,0,0,900,0.00 2021,trust,6,3,2000,3000.00 \
        2023,stigma,5,2,1500,3333.33
}

speakers() {
    table speaker,concept,freq M1,trust,5 M1,stigma,2 P1,trust,7 P2,stigma,4
}

# many N: a table with N speakers and two concepts.
many() {
    awk -v n="$1" 'BEGIN {
        print "speaker\tconcept\tfreq"
        for (i = 1; i <= n; i++)
            printf "S%d\ttrust\t%d\nS%d\tstigma\t%d\n", i, i, i, n - i + 1
    }'
}

# well_formed FILE...: XML that a strict parser reads.
well_formed() {
    if command -v xmllint >/dev/null; then
        xmllint --noout --nonet "$@"
    else
        # Every element that is opened is closed, and no bare & or < is left.
        cat "$@" | tr '\n' ' ' | sed -e 's/<[^<>]*\/>//g' -e 's/&[a-z]*;//g' >left
        [ "$(grep -o '<[a-z]' left | wc -l)" -eq "$(grep -o '</[a-z]' left | wc -l)" ] &&
            lacks '&' <left
    fi
}

# lacks GREP-ARGUMENT...: no line of standard input matches; prints those that do.
lacks() {
    if grep "$@"; then
        return 1
    fi
}

needs_librsvg() {
    chart --version | grep -q '^librsvg [0-9]' || skip 'cospan is built without librsvg'
    # What fontconfig and its users keep until the end is not our leak.
    printf 'leak:%s\n' libfontconfig libpango libglib libcairo librsvg >"$BATS_TEST_TMPDIR/kept"
    export LSAN_OPTIONS=$LSAN_OPTIONS:print_suppressions=0:suppressions=$BATS_TEST_TMPDIR/kept
}

@test "one key is bars, the largest first, with the figures as they stand" {
    concepts | chart --width 44 | diff -u - <(cat <<'OUT'
concept           occurrences
role/peer-worker  ███████████████████████ 21
condition/trust   ████████▊ 8
condition/stigma  ███▎ 3
condition/policy  0
OUT
    )
}

@test "names of every script are aligned by their display width" {
    table concept,freq 共同创造,4 blåbærøl,4 '👩‍👩‍👧 family',4 دعم,4 $'e\xcc\x81galite\xcc\x81,4' ไทย,4 |
        chart --width 30 --sort none | diff -u - <(cat <<'OUT'
concept    occurrences
共同创造   █████████████████ 4
blåbærøl   █████████████████ 4
👩‍👩‍👧 family  █████████████████ 4
دعم        █████████████████ 4
égalité    █████████████████ 4
ไทย        █████████████████ 4
OUT
    )
}

@test "no line is wider than the window, in any kind" {
    local width kind longest
    { concepts && table "$(printf 'x%.0s' {1..120}),5" 共同创造与同伴支持工作者共同创造与同伴支持工作者,4; } >wide
    for width in 24 40 80 133; do
        COLUMNS=$width chart wide >out
        longest=$(LC_ALL=C.UTF-8 wc -L <out)
        [ "$longest" -le "$width" ] || { cat out && return 1; }
        for kind in grouped stacked heat; do
            many 4 | COLUMNS=$width chart --kind "$kind" --y-title n >out
            longest=$(LC_ALL=C.UTF-8 wc -L <out)
            [ "$longest" -le "$((width > 45 ? width : 45))" ] || { cat out && return 1; }
        done
    done
    years | COLUMNS=40 chart >out
    [ "$(LC_ALL=C.UTF-8 wc -L <out)" -le 40 ]
    # Without a window and COLUMNS it is 80.
    concepts | chart | LC_ALL=C.UTF-8 wc -L | grep -qx 80
}

@test "a name that is too long loses its middle, a figure never anything" {
    { concepts && table role/peer-worker/in/a/path/that/does/not/end/soon,12345678901; } |
        chart --width 40 | diff -u - <(cat <<'OUT'
concept           occurrences
role/pee…nd/soon  ██████████ 12345678901
role/peer-worker  ▏ 21
condition/trust   ▏ 8
condition/stigma  ▏ 3
condition/policy  0
OUT
    )
}

@test "negative figures point to the left of zero" {
    table country,change Norge,-12.5 Sverige,30.25 Danmark,4 | chart --width 40 --ascii |
        diff -u - <(cat <<'OUT'
country  change
Sverige         |################# 30.25
Danmark         |## 4
Norge    #######| -12.5
OUT
    )
}

@test "two keys, one of them numeric, are lines with gaps, and a year without hits is zero" {
    years | chart --width 50 | diff -u - <(cat <<'OUT'
concept  2019            2023   min   max  last
trust    ▅▅▅▅▁▁▁▁████    ▁▁▁▁     0     6     0
stigma   ▂▂▂▂▁▁▁▁▁▁▁▁    ▇▇▇▇     0     5     5

occurrences by year
OUT
    )
    # In a column that is none of count's figures, no row is no value.
    years | cut -f 1-3 | sed '1s/freq/mean/' | chart --width 50 --ascii -y mean |
        diff -u - <(cat <<'OUT'
concept  2019            2023   min   max  last
trust    ====    ####             3     6     6
stigma   ....            ****     1     5     5

mean by year
OUT
    )
}

@test "two keys without numbers are groups of bars" {
    speakers | chart --width 40 | diff -u - <(cat <<'OUT'
concept  speaker  occurrences
trust    M1       ██████████████▎ 5
         P1       ████████████████████ 7
         P2       0
stigma   M1       █████▊ 2
         P1       0
         P2       ███████████▍ 4
OUT
    )
}

@test "more things than colours make a heat map" {
    many 9 | chart --width 60 | head -n 3 | diff -u - <(cat <<'OUT'
concept   S1   S2   S3   S4   S5   S6   S7   S8   S9
trust    ░ 1  ░ 2  ▒ 3  ▒ 4  ▓ 5  ▓ 6  █ 7  █ 8  █ 9
stigma   █ 9  █ 8  █ 7  ▓ 6  ▓ 5  ▒ 4  ▒ 3  ░ 2  ░ 1
OUT
    )
}

@test "a stack is as long as its sum, and its parts differ without colour" {
    speakers | chart --kind stacked --width 40 | diff -u - <(cat <<'OUT'
█ M1  ▒ P1  ░ P2

concept  occurrences
trust    ████████████▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 12
stigma   █████░░░░░░░░░ 6
OUT
    )
}

@test "a heat map shows figures where there is room" {
    speakers | chart --kind heat --ascii | diff -u - <(cat <<'OUT'
concept   M1   P1   P2
trust    * 5  # 7  . 0
stigma   + 2  . 0  * 4

occurrences by speaker:  . 0  - + * # quarters of 7
OUT
    )
}

@test "a nothing-found row is never a bar without a name" {
    table concept,freq '',0 | chart | same <(echo 'no rows')
    table speaker,concept,freq M1,trust,5 M2,,0 | chart --width 30 | diff -u - <(cat <<'OUT'
concept  speaker  occurrences
trust    M1       ██████████ 5
         M2       0
OUT
    )
    # A name that is empty and was counted is another thing.
    table concept,freq '',3 trust,2 | chart --width 20 | grep -qx '(empty)  █████████ 3'
}

@test "a table without rows is a picture that says so, in every form" {
    needs_librsvg
    table concept,freq | chart | same <(echo 'no rows')
    table concept,freq | chart --svg | grep -q '>no rows</text>'
    table concept,freq | chart -o out.png && [ -s out.png ]
}

@test "one row, and rows that are all zero, are pictures too" {
    table concept,freq trust,5 | chart --width 20 | tail -n 1 | same <(echo 'trust    █████████ 5')
    table concept,freq trust,0 stigma,0 | chart --width 20 | tail -n 1 | same <(echo 'stigma   0')
    table concept,freq trust,0 stigma,0 | chart --svg >zero.svg && well_formed zero.svg
    table year,concept,freq 2020,trust,5 | chart -x year -s concept --kind lines --svg >one.svg &&
        well_formed one.svg
}

@test "sort, top and other" {
    concepts | chart --sort label --width 20 | cut -d ' ' -f 1 | tail -n +2 |
        diff -u - <(printf '%s\n' con…icy con…gma con…ust rol…ker)
    concepts | chart --sort none | sed -n 2p | grep -q ^role
    concepts | chart --top 2 | grep -c '█' | grep -qx 2
    concepts | chart --top 1 --other | tail -n 1 | grep -q '^other (3)  .* 11$'
    years | chart --top 1 --other --ascii | sed -n 3p | grep -q '^other (1) '
}

@test "rows for one place are an error, or are summed on request" {
    table doc,speaker,concept,freq d1,M,trust,3 d2,M,trust,2.5 >three
    says 2 "^chart: three:3: 'trust' has a number already, from line 2; .* --series, .* --sum$" \
        chart three
    [ ! -s said.out ]
    chart --sum three | tail -n 1 | grep -q ' 5.5$'
    chart -s doc three | tail -n 1 | grep -q ' d2 .* 2.5$'
}

@test "percentages are of each label's total, or of the whole" {
    concepts | chart --percent | sed -n 2p | grep -q ' 65.6%$'
    concepts | chart --percent --top 1 | sed -n 2p | grep -q ' 65.6%$'
    speakers | chart --percent | sed -n 3p | grep -q ' 58.3%$'
    speakers | chart --percent --kind stacked --svg | grep -q '<title>trust, P1: 58.3%</title>'
    table concept,n trust,-1 stigma,3 >negative
    says 2 "^chart: negative:2: percentages need numbers from 0 up, not '-1'; skipped$" \
        chart --percent negative
}

@test "names lose a prefix or their path, unless they would become the same" {
    concepts | chart --strip condition/ | lacks '^condition'
    concepts | chart --strip condition/ | grep -q '^trust '
    concepts | chart --leaf | grep -q '^peer-worker '
    table concept,freq a/trust,2 b/trust,1 c/hope,1 | chart --leaf | cut -d ' ' -f 1 |
        same <(printf '%s\n' concept a/trust b/trust hope)
}

@test "columns may be named, and a missing one is said with those there are" {
    table n,country,group 2.5,Norge,users 1,Norge,workers | chart -x country -s group -y n |
        sed -n 2p | grep -q '^Norge    users '
    years | chart -y docs -s '' --sum | grep -q documents
    concepts >here
    says 2 "^chart: here: no column 'mean'; the columns are concept, freq$" chart -y mean here
    says 2 "^chart: here: label, series and value must be different columns" chart -x freq here
    table a,b x,y >none
    says 2 '^chart: none:2: no column of figures is found here; name one with --value$' chart none
}

@test "a wide table has a series in each column of figures" {
    table concept,M1,,P1 trust,5,1,7 stigma,2,0, | chart --wide --width 40 | diff -u - <(
        cat <<'OUT'
concept
trust    M1       ██████████████▎ 5
         (empty)  ██▉ 1
         P1       ████████████████████ 7
stigma   M1       █████▊ 2
         (empty)  0
         P1

1 without a value left out.
OUT
    )
}

@test "a cell that is no number is said with its place, and the others are drawn" {
    table concept,freq trust,3 stigma,many policy,0x1F power,nan hope,1e999 role,2 >bad
    says 2 "^chart: bad:3: expected a number in column 'freq', not 'many'; skipped$" chart bad
    [ "$(wc -l <said.err)" -eq 4 ]
    cut -d ' ' -f 1 <said.out | same <(printf '%s\n' concept trust role)
    says 2 "^chart: bad:3: " chart --strict bad
    [ ! -s said.out ]
    table concept,freq trust,1e200 >large
    says 2 "^chart: large:2: too large to draw: '1e200'; skipped$" chart large
}

@test "an empty cell is no value and no error" {
    table year,concept,freq 2019,trust,3 2020,trust, 2021,trust,6 | chart --ascii |
        sed -n 2p | same <(echo 'trust    ====    ####     3     6     6')
}

@test "an input without a header leaves the old picture alone" {
    echo old >old.svg
    says 2 '^chart: standard input: empty, expected a header row$' chart -o old.svg </dev/null
    grep -qx old old.svg
}

@test "kinds that a table does not allow are refused" {
    concepts >one
    says 2 '^chart: a heat map needs two keys; name the second one with --series$' \
        chart --kind heat one
    says 2 "^chart: lines need numbers along their axis, and 'role/peer-worker' in 'concept' is none" \
        chart --kind lines one
    many 25 >speakers
    says 2 '^chart: 25 series cannot be told apart, at most 24; .* --top.* --kind heat$' \
        chart --kind grouped speakers
    says 2 '^chart: --width expects 20 to 10000 here, not 5$' chart --width 5 one
    says 2 '^chart: --width expects 240 to 30000 here, not 5$' chart --svg --width 5 one
}

@test "colour is for terminals, and not under NO_COLOR" {
    needs script
    local escape=$'\e'
    concepts >table
    chart table | lacks "$escape"
    chart --color always table | grep "$escape" >/dev/null
    on_terminal() {
        script -qec "$*" /dev/null </dev/null
    }
    TERM=xterm on_terminal chart table | grep "$escape" >/dev/null
    TERM=xterm NO_COLOR=1 on_terminal chart table | lacks "$escape"
    TERM=dumb on_terminal chart table | lacks "$escape"
    TERM=xterm on_terminal chart --color never table | lacks "$escape"
    TERM=xterm NO_COLOR=1 on_terminal chart --color always table | grep "$escape" >/dev/null
}

@test "--ascii draws with ASCII in every kind" {
    local kind
    for kind in bars grouped stacked lines heat; do
        years | chart --ascii --kind "$kind" --width 60 >out
        lacks '[^ -~]' <out
    done
    many 9 | chart --ascii --kind stacked >out
    lacks '[^ -~]' <out
}

@test "names cannot move the cursor, break lines or reorder them" {
    table concept,freq $'a\e[2Jb,3' $'c\xe2\x80\xaed,2' 'e\nf,1' >evil
    chart --title $'t\a' --source $'s\xe2\x81\xa7' evil | cut -d ' ' -f 1 | diff -u - <(cat <<'OUT'
t\x07

concept
a\x1b[2Jb
c\u{202e}d
e\nf

s\u{2067}
OUT
    )
}

@test "invalid UTF-8 in names is noted once and shown as U+FFFD" {
    table concept,freq $'a\xff,2' $'b\xc3,1' >invalid
    says 0 '^chart: invalid:2: invalid UTF-8 is shown as U\+FFFD$' chart --svg invalid
    [ "$(wc -l <said.err)" -eq 1 ]
    well_formed said.out && iconv -f UTF-8 -t UTF-8 said.out >/dev/null
    grep -q $'>a\xef\xbf\xbd</text>' said.out
}

@test "every kind of SVG is well-formed, has text as text, and an exact tooltip for each mark" {
    local kind
    for kind in bars grouped stacked heat lines; do
        years | chart --kind "$kind" --svg --title 'Two & <three>' --source '"Fictional"' >"$kind.svg"
        grep -q '>Two &amp; &lt;three&gt;</text>' "$kind.svg"
        grep -q '>&quot;Fictional&quot;</text>' "$kind.svg"
        grep -q 'role="img"' "$kind.svg" && grep -q '^<title>Two &amp;' "$kind.svg"
        grep -qE '<title>(2019, stigma|stigma, 2019): 1</title>' "$kind.svg"
        # At most two decimals, and nothing that was no number.
        lacks -E '[0-9]\.[0-9]{3}|nan|inf' <"$kind.svg"
    done
    well_formed ./*.svg
    concepts | chart -o bars.svg && well_formed bars.svg &&
        grep -q '<title>role/peer-worker: 21</title>' bars.svg &&
        grep -q '>role/peer-worker</text>' bars.svg
}

@test "controls that XML forbids do not reach an SVG" {
    table concept,freq $'a\x01\x0b\x1b\x7f\xc2\x85b,3' $'c\xef\xbf\xbe,1' 'd\te,1' | chart --svg >out.svg
    well_formed out.svg
    lacks -P '[\x00-\x09\x0b-\x1f\x7f]' <out.svg
}

@test "a right-to-left name is set in its direction" {
    table concept,freq 'دعم (PSW),3' | chart --svg |
        grep -q 'text-anchor="start"\|direction="rtl" unicode-bidi="embed">دعم (PSW)<'
}

@test "names in an SVG stay within the picture, broken into lines or shortened" {
    table concept,freq "$(printf 'wort%.0s' {1..60}),3" "$(printf 'some words %.0s' {1..40}),2" |
        chart --svg --width 400 >out.svg
    well_formed out.svg
    # 400 pixels hold at most some 60 characters of any line.
    grep '<text' out.svg | sed 's/<[^>]*>//g' | lacks -E '.{60}'
    grep -q '…' out.svg
}

@test "the same table gives the same SVG, PNG and PDF" {
    needs_librsvg
    local form
    for form in svg png pdf; do
        years | chart -f "$form" >first
        sleep 0.1
        years | env -u LC_ALL LC_ALL=C.UTF-8 TZ=Pacific/Kiritimati chart -f "$form" | cmp - first
    done
    years | SOURCE_DATE_EPOCH=1700000000 chart -f pdf | LC_ALL=C grep -aq 'CreationDate (D\?:\?2023'
}

@test "PNG has its signature and twice the size of the SVG" {
    needs_librsvg
    concepts | chart -o out.png
    head -c 8 out.png | od -An -tx1 | tr -d ' \n' | grep -qx 89504e470d0a1a0a
    head -c 20 out.png | tail -c 4 | od -An -tu1 | tr -s ' ' | grep -q ' 0 0 6 64$'
    concepts | chart --width 300 -f png | head -c 20 | tail -c 4 | od -An -tu1 | tr -s ' ' |
        grep -q ' 0 0 2 88$'
}

@test "PDF has its header, and its text can be read" {
    needs_librsvg
    concepts | chart -o out.pdf --title 'What was said'
    head -c 5 out.pdf | grep -qx -- '%PDF-'
    command -v pdftotext >/dev/null || skip 'pdftotext is not installed'
    pdftotext out.pdf - | grep -q 'What was said'
}

@test "pictures to a full disk, and into a folder that is not there" {
    local form
    concepts >table
    for form in text svg png pdf; do
        [ "$form" = text ] || [ "$form" = svg ] || needs_librsvg
        full() {
            chart -f "$form" table >/dev/full
        }
        says 2 '^chart: cannot write to standard output: No space left on device$' full
        says 2 '^chart: cannot create a file beside nowhere/x: ' chart -f "$form" -o nowhere/x table
    done
}

@test "bytes of a picture are not sent to a terminal" {
    needs script
    needs_librsvg
    concepts >table
    { script -qec 'chart -f png table' /dev/null </dev/null || [ "$?" -eq 2 ]; } |
        grep -q 'chart: refusing to write binary data to a terminal; use -o FILE'
}

@test "two hundred rows, and figures of fifteen digits" {
    many 100 | chart -x speaker -s '' --sum --svg >many.svg
    well_formed many.svg
    [ "$(grep -c '<title>S' many.svg)" -eq 100 ]
    table concept,freq trust,1000000000000000 stigma,999 | chart --svg >huge.svg
    well_formed huge.svg
    grep -q '>1000000000000000</text>' huge.svg
    grep -q $'>1\xc2\xa0000\xc2\xa0000\xc2\xa0000\xc2\xa0000\xc2\xa0000</text>' huge.svg
}

@test "several files of one form are one table" {
    table concept,freq trust,3 >a
    table concept,freq stigma,5 >b
    chart a b | cut -d ' ' -f 1 | same <(printf '%s\n' concept stigma trust)
}

pairs() {
    table a,b,joint,freq_a,freq_b trust,role,6,20,9 trust,stigma,3,20,5 role,stigma,,9,5 hope,love,0,4,4
}

hits() {
    table doc,start,concept,length d1,5,trust,100 d1,60,role,100 d2,40,trust,80
}

@test "what was not found has no panel, and where it was looked for has its place" {
    table speaker,concept,freq ,,0 A,x,3 B,y,2 >facets
    chart -x speaker --facet concept --width 30 facets | diff -u - <(cat <<'OUT'
x
speaker  occurrences
A        ███████████████████ 3
B        0
(empty)  0

y
speaker  occurrences
A        0
B        ████████████▋ 2
(empty)  0
OUT
    )
    table speaker,concept,freq A,,0 B,,0 >facets
    chart -x speaker --facet concept --svg facets >none.svg && well_formed none.svg
}

@test "small multiples have one scale and one order, for bars and lines" {
    table country,concept,freq Norge,trust,2 Norge,role,1 Sverige,role,8 >facets
    chart --facet country --svg facets >bars.svg && well_formed bars.svg
    grep -q '>Norge</text>' bars.svg && grep -q '<title>Sverige, role: 8</title>' bars.svg
    [ "$(grep -c '>role</text>' bars.svg)" -eq 1 ]
    chart --facet country --width 30 facets | diff -u - <(cat <<'OUT'
Norge
concept  occurrences
role     ██▍ 1
trust    ████▊ 2

Sverige
concept  occurrences
role     ███████████████████ 8
trust    0
OUT
    )
    table group,year,concept,freq a,2019,trust,2 a,2020,trust,3 b,2019,trust,9 b,2020,role,1 |
        chart --facet group --svg >lines.svg
    well_formed lines.svg && grep -q '<title>b, 2019, trust: 9</title>' lines.svg
}

@test "a share stands beside the frequency, as a percentage, and one above 1 is reported" {
    table concept,freq,doc_share trust,8,0.6667 role,3,0.25 >shares
    chart --share doc_share --svg shares | grep -q '<title>trust: 8 (66.67%)</title>'
    table concept,freq,doc_share trust,8,1.5 >wrong
    says 2 "^chart: wrong:2: expected a share from 0 to 1 in column 'doc_share', not '1.5'; skipped$" \
        chart --share doc_share --svg wrong
}

@test "dots have intervals, and one that ends before it begins is reported" {
    table concept,ratio,low,high trust,1.5,0.5,2.5 role,-1,-2, >ratios
    chart --kind dots -y ratio --low low --high high --svg ratios >dots.svg && well_formed dots.svg
    grep -q '<title>trust: 1.5 \[0.5 to 2.5\]</title>' dots.svg
    grep -q '<title>role: -1 \[-2 to ?\]</title>' dots.svg
    table concept,ratio,low,high trust,1.5,2,1 >wrong
    says 2 "^chart: wrong:2: the interval ends before it begins: '2' to '1'; skipped$" \
        chart --kind dots -y ratio --low low --high high wrong
}

@test "the area of a bubble is its number" {
    table group,concept,freq a,trust,16 b,trust,4 | chart --kind bubbles --svg >out.svg
    well_formed out.svg
    grep '<title>' out.svg | sed -n 's/.* r="\([0-9.]*\)".*/\1/p' | diff -u - <(printf '%s\n' 21 10.5)
}

@test "a network says what it leaves out, and comes out the same each time" {
    pairs | chart --kind network --svg >first && well_formed first
    pairs | chart --kind network --svg | cmp - first
    grep -q '<title>trust – role: 6</title>' first && grep -q '<title>trust: 20</title>' first
    grep -q '>1 without a value left out. 1 link not above 0 left out.</text>' first
    table a,b,joint x,y,1 y,x,2 >twice
    says 2 "^chart: twice:3: 'y' and 'x' have a link already, from line 2; .* --sum$" \
        chart --kind network twice
    chart --kind network --sum --ascii twice | tail -n 1 | grep -q ' 3$'
    table a,b,n x,y,1 >unweighted
    says 2 "^chart: unweighted: no column 'weight'; the columns are a, b, n$" \
        chart --kind network unweighted
}

@test "a thing of cooccur that meets nothing stands alone in a network" {
    table a,b,joint,freq_a,freq_b trust,role,2,4,5 stigma,,0,3,0 >pairs.tsv
    chart --kind network --svg pairs.tsv >out.svg && well_formed out.svg
    grep -q '<title>stigma: 3</title>' out.svg
    not grep -q -e '(empty)' -e 'left out' out.svg
    table a,b,weight trust,,2 >half
    says 2 '^chart: half:2: a link needs two ends, one is empty; skipped$' chart --kind network half
}

@test "a concordance plot has a stroke for each hit, and bad places are reported" {
    hits | chart --kind concordance --svg >out.svg && well_formed out.svg
    grep -q '<title>d1, role: 60 of 100</title>' out.svg
    hits | cut -f 1-3 | chart --kind concordance | tail -n 1 | grep -q 'ends with its last hit'
    table doc,start,length d1,100,100 d1,-1,100 d1,x,100 >wrong
    says 2 "^chart: wrong:2: the place '100' does not lie before the end, '100'; skipped$" \
        chart --kind concordance wrong
    [ "$(wc -l <said.err)" -eq 3 ]
}

@test "the new kinds draw tables without rows, and one row" {
    local kind
    for kind in bubbles dots; do
        table group,concept,freq | chart --kind "$kind" -x group -s concept --svg | grep -q '>no rows<'
        table group,concept,freq a,b,0 | chart --kind "$kind" -x group -s concept --svg >one.svg
        well_formed one.svg
    done
    pairs | head -n 1 | chart --kind network --svg | grep -q '>no rows<'
    pairs | head -n 2 | chart --kind network --svg >one.svg && well_formed one.svg
    hits | head -n 1 | chart --kind concordance --svg | grep -q '>no rows<'
}

@test "a sparkline has its own scale, over labels of any kind" {
    table step,concept,freq one,trust,1 two,trust,3 one,role,10 two,role,30 |
        chart --spark --width 40 --ascii | sed -n '2,3p' | grep -c '____####' | grep -qx 2
}

@test "in a narrow window names stand above their bars, and words are broken" {
    table concept,freq role/peer-worker,123456789012345 trust,5 |
        chart --width 20 --ascii --title 'What people said of trust' | diff -u - <(cat <<'OUT'
What people said of
trust

occurrences
role/peer-worker
#### 123456789012345
trust
# 5
OUT
    )
    # Numbers of lines are left out where there is no room for them, whole ones first.
    years | chart --width 30 --ascii | diff -u - <(cat <<'OUT'
concept  2019       2023  last
trust    ===___###   ___     0
stigma   ...______   ***     5

occurrences by year
OUT
    )
}

@test "a second figure stands in the text form too" {
    table concept,freq,doc_share trust,8,0.6667 role,3,0.25 |
        chart --share doc_share --width 50 --ascii | diff -u - <(cat <<'OUT'
concept  occurrences (share of documents, %)
trust    ############################## 8 (66.67%)
role     ########### 3 (25%)
OUT
    )
}

@test "a heat map names the years that are missing" {
    printf '%s\t%s\t%s\n' year concept freq 2018 trust 1 2019 trust 2 2022 trust 3 2023 role 1 |
        chart --kind heat -f svg >heat.svg
    grep -o '>20[0-9][0-9]<' heat.svg | tr -d '<>' | diff -u <(seq 2018 2023) -
    printf '%s\t%s\t%s\n' year concept freq 0.5 trust 1 1 trust 2 2 role 3 | chart --kind heat -f svg >half.svg
    not grep '>1.5<' half.svg
}

@test "a heat map that is wider than the window goes on below" {
    many 30 | chart --kind heat --width 40 --ascii | grep -c '^concept  *A' | grep -qx 2
    many 30 | chart --kind heat --width 40 --ascii | grep -q '^A S27  B S28  C S29  D S30$'
}

@test "a series or panel that is alone has its name in the picture" {
    local kind
    speakers | grep -v P | chart -x concept -s speaker --kind bars --svg >bars.svg
    speakers | grep -v P | chart --kind dots -x concept -s speaker --svg >dots.svg
    hits | grep -v role | chart --kind concordance --svg >strips.svg
    grep -q '>M1</text>' bars.svg && grep -q '>M1</text>' dots.svg
    grep -q '>trust</text>' strips.svg
    speakers | grep -v P | chart --facet speaker --svg | grep -q '>M1</text>'
    table speaker,year,freq M1,2020,3 M1,2021,4 |
        chart --facet speaker -x year -s '' --kind lines --svg | grep -q '>M1</text>'
    speakers | grep -v P | chart --facet speaker | grep -qx M1
}

@test "what stands at the end of a stack that goes both ways is called a sum" {
    table concept,group,change trust,a,5 trust,b,-2 >both
    chart -x concept -s group -y change --kind stacked --svg both | grep -q '>sum 3</text>'
    table concept,group,change trust,a,5 trust,b,2 | chart -x concept -s group -y change \
        --kind stacked --svg | grep -q '>7</text>'
}

@test "bubbles have all their numbers, or none" {
    table group,concept,freq a,trust,1000 b,trust,400 a,role,3 b,role,100 |
        chart --kind bubbles --svg >all.svg
    local number
    for number in 1000 400 3 100; do
        grep -q ">$number</text>" all.svg
    done
    table group,concept,freq a,trust,123456789012345 b,trust,123456789012 a,role,3 b,role,5 |
        chart --kind bubbles --svg | lacks '>[35]</text>'
    table group,concept,freq a,trust,0 b,trust,0 | chart --kind bubbles --svg |
        grep -q '>occurrences: none above 0</text>'
}

@test "in a heat map without numbers, what lies below 0 is hatched, since grey has no sign" {
    many 60 | awk -F '\t' -v OFS='\t' '{ if (NR % 2) $3 = "-100000" $3 ".25"; print }' |
        chart --kind heat --svg >out.svg
    grep '<rect' out.svg | grep -c '<title>[^:]*: -' >negative
    grep -c 'stroke="#ffffff" stroke-width="1.5" pointer-events="none"' out.svg >hatched
    [ "$(cat hatched)" -eq "$(($(cat negative) + 1))" ]
}

@test "-v reports how many labels and series are drawn" {
    years | chart -v --kind lines 2>err >/dev/null
    diff -u - err <<<'chart: 4 labels, 2 series'
}
