# transcript: texts and subtitles to documents.
load helpers

HEADER=$'doc\tturn\tspeaker\ttime\tend\tsource\tsection\ttext'

# rows COLUMNS [ARGUMENT...]: these columns of what transcript prints, without the header.
rows() {
    local columns=$1
    shift
    transcript "$@" | tail -n +2 | cut -f "$columns"
}

# is TEXT: standard input is these lines.
is() {
    printf '%s\n' "$1" >is.expected
    same is.expected
}

# The first interview of the demo in each format: interview.txt, .md, .vtt, .srt, .plain.docx.
write_interview() {
    awk -F '\t' -v OFS='\t' '$1 == "fictional-interview-1" { print $4, $5 }' \
        "$ROOT/pipelines/demo-data/interviews.tsv" >turns.tsv
    awk -F '\t' '{ print $1 ": " $2 "\n" }' turns.tsv >interview.txt
    { printf '# Interview\n\n' && awk -F '\t' '{ print "**" $1 ":** " $2 "\n" }' turns.tsv; } >interview.md
    awk -F '\t' 'BEGIN { print "WEBVTT\n" } {
        printf "00:%02d:00.000 --> 00:%02d:30.000\n<v %s>%s</v>\n\n", NR, NR, $1, $2 }' \
        turns.tsv >interview.vtt
    awk -F '\t' '{ printf "%d\n00:%02d:00,000 --> 00:%02d:30,000\n%s: %s\n\n", NR, NR, NR, $1, $2 }' \
        turns.tsv >interview.srt
}

concepts() {
    transcript "$1" | tokenize | concept-tag -d "$ROOT/dicts/roles.tsv" \
        -d "$ROOT/dicts/conditions.tsv" | count -g speaker
}

@test "an interview gives the same concepts in every format" {
    write_interview
    concepts interview.txt >expected
    [ "$(wc -l <expected)" -gt 5 ]
    for format in md vtt srt; do
        concepts "interview.$format" | same expected
    done
}

@test "a turn goes from label to label, with its paragraphs" {
    printf '%s\n' 'A: one' 'two' '' 'three' '' 'B: four' 'A: five' 'B: six' >t.txt
    rows 2,3,6,8 t.txt | is $'1\tA\tt.txt:1\tone\\ntwo\\n\\nthree
2\tB\tt.txt:6\tfour
3\tA\tt.txt:7\tfive
4\tB\tt.txt:8\tsix'
}

@test "a sentence with a colon is no speaker" {
    printf '%s\n' 'A: hello' '' 'One thing first: no' '' 'A: and see http://x.org or 10:30' >t.txt
    rows 3,8 t.txt | is $'A\thello\\n\\nOne thing first: no
A\tand see http://x.org or 10:30'
    transcript -v t.txt 2>&1 >out | is 'transcript: t.txt: labels: A 2; text: One thing first 1
transcript: 1 documents, 1 of them with speakers, 2 rows'
}

@test "labels are found in all their forms" {
    printf '%s\n' 'Eva M.: a' '' '**Eva M.:** b' '' '**Eva M.**: c' '' 'Eva M.:' 'd' '' \
        '[00:04:09] Eva M.: e' '' '\[04:09\] **Eva M.:** f' '' '(00:04) Eva M.: g' '' \
        'Eva M. [00:04:09]: h' '' '**Eva M.:** \[01:04:09\] i' '' 'Eva M. (00:04)' 'j' '' \
        '00:00:05 Eva M.: k' '' 'Eva M.  0:04' 'l' '' '**[00:04] Eva M.:** m' >t.txt
    for format in text markdown; do
        rows 3,4,8 -f "$format" t.txt | is $'Eva M.\t\ta
Eva M.\t\tb
Eva M.\t\tc
Eva M.\t\td
Eva M.\t00:04:09.000\te
Eva M.\t00:04:09.000\tf
Eva M.\t00:00:04.000\tg
Eva M.\t00:04:09.000\th
Eva M.\t01:04:09.000\ti
Eva M.\t00:00:04.000\tj
Eva M.\t00:00:05.000\tk
Eva M.\t00:00:04.000\tl
Eva M.\t00:00:04.000\tm'
    done
}

@test "no-break spaces around a label and its colon are blanks" {
    local blank
    for blank in '\302\240' '\342\200\257' ' \302\240 '; do
        # shellcheck disable=SC2059
        printf "Eva:${blank}Yes.\nJörg${blank}:${blank}No.\n[00:01:02]${blank}Eva:${blank}Why?\nJörg: So.\n" |
            rows 3,4,8 | same <(printf '%s\t%s\t%s\n' Eva '' Yes. Jörg '' No. Eva 00:01:02.000 Why? Jörg '' So.)
    done
}

@test "a label that is longer than a name is text" {
    local long='This is what I have always said'
    printf '%s: x\n' "$long" "$long" A A >t.txt
    rows 3,8 t.txt | is $'\t'"$long: x\\n$long: x"$'\nA\tx\nA\tx'
}

@test "a text without speakers has a row for each paragraph" {
    printf '%s\n' 'One' 'line.' '' '' 'Two.' >t.txt
    rows 2,3,6,8 t.txt | is $'1\t\tt.txt:1\tOne\\nline.\n2\t\tt.txt:5\tTwo.'
}

@test "times at the beginning of paragraphs are kept" {
    printf '%s\n' '00:00:05 One.' '' '[00:10] Two.' '' 'Three.' | rows 4,8 |
        is $'00:00:05.000\tOne.\n00:00:10.000\tTwo.\n\tThree.'
}

@test "times between signs of number end what was said, or begin it" {
    printf '%s\n' 'I: Why? #00:00:05-1#' '' 'B: Because. #00:00:07-8#' '' 'And so. #00:01:09#' '' \
        'I: It is #1. #-5#' '' '#00:02:00-0# B: Yes.' '' '#00:02:03-2#' '' 'B: #00:03#' |
        rows 3-5,8 | is $'I\t\t00:00:05.100\tWhy?
B\t\t00:01:09.000\tBecause.\\n\\nAnd so.
I\t\t\tIt is #1. #-5#
B\t00:02:00.000\t00:02:03.200\tYes.
B\t\t\t#00:03#'
}

@test "a time within a turn begins a row, not a turn" {
    printf '%s\n' 'A: one' '' '[00:10] two' '' 'three' '' 'B: four' '' 'A: five' '' 'B: six' | rows 2-4,8 |
        is $'1\tA\t\tone\n1\tA\t00:00:10.000\ttwo\\n\\nthree\n2\tB\t\tfour\n3\tA\t\tfive\n4\tB\t\tsix'
}

@test "a time alone above a label is that of its turn" {
    printf '%s\n' '[00:10]' 'A: one' '' '00:00:20' '' 'B: two' '' '00:00:30' '' '00:00:40' '' 'A: three' \
        '' '00:00:50' '' '[01:00] B: four' | rows 2-4,6,8 | is $'1\tA\t00:00:10.000\tstandard input:2\tone
2\tB\t00:00:20.000\tstandard input:6\ttwo
3\tA\t00:00:40.000\tstandard input:12\tthree
4\tB\t00:01:00.000\tstandard input:16\tfour'
}

@test "a name in brackets with a time behind it is a label, as Zoom saves captions" {
    printf '%s\n' '[Eva M.] 09:00:04' 'One.' '' '[Tom] 09:00:06' '[laughs]' '[Eva M.] 09:00:10' '10:30 is fine.' \
        '[Tom] 10:30 is not.' '[laughs]' '[Tom] 09:00:12' 'So?' | rows 3,4,8 | is $'Eva M.\t09:00:04.000\tOne.
Tom\t09:00:06.000\t[laughs]
Eva M.\t09:00:10.000\t10:30 is fine.\\n[Tom] 10:30 is not.\\n[laughs]
Tom\t09:00:12.000\tSo?'
}

@test "a name in brackets is no label, and takes none away" {
    printf '%s\n' 'Eva: One.' 'Tom: Two.' '[Eva] nods' 'Eva: Three.' 'Tom: Four.' | rows 3,8 |
        is $'Eva\tOne.\nTom\tTwo.\\n[Eva] nods\nEva\tThree.\nTom\tFour.'
}

@test "where names with times stand on lines of their own, a colon makes no label" {
    printf '%s\n' 'Eva M.   0:04' 'Note: one.' '' 'Tom   0:09' 'Note: two.' 'Eva M.: What?' '' 'Eva M.   1:04' \
        'Why?' '' 'Tom   1:09' 'So.' | rows 3,4,8 | is $'Eva M.\t00:00:04.000\tNote: one.
Tom\t00:00:09.000\tNote: two.
Eva M.\t\tWhat?
Eva M.\t00:01:04.000\tWhy?
Tom\t00:01:09.000\tSo.'
}

@test "a bold label of Markdown needs no blank behind it" {
    printf '%s\n' '**Eva:**So' '' '**Tom**:"No."' '' '**Eva:** *he*' '' '**Tom:***' '' '**Not**this' >t.md
    rows 3,8 t.md | is $'Eva\tSo\nTom\t"No."\nEva\t*he*\nTom\tNotthis'
}

@test "references of Markdown are characters" {
    printf '%s\n' 'Don&#39;t say &quot;A &amp; B&quot; &#x2013; &lt;b&gt; \&amp; &what; R&D;' >t.md
    rows 8 t.md | is 'Don'"'"'t say "A & B" – <b> &amp; &what; R&D;'
}

@test "headings of Markdown are sections" {
    printf '%s\n' '# A study' '' '## Method' '' 'We **asked**, see [here](http://x.org/(a)).' '' \
        'Results' '-------' '' 'Some\*.' '' '***' '' '## Empty' '' '## Last ##' 'End.' >t.md
    rows 6-8 t.md | is $'t.md:5\tA study > Method\tWe asked, see here.
t.md:10\tA study > Results\tSome*.
t.md:14\tA study > Empty\t
t.md:17\tA study > Last\tEnd.'
}

@test "--drop-references cuts the last list of references" {
    printf '%s\n' 'See References.' '' 'References' '' 'are good.' '' '7. REFERENCES:' '' 'A 2001' \
        'B 2002' >t.txt
    transcript --drop-references t.txt 2>err | cut -f 8 | tail -n +2 |
        is $'See References.\nReferences\nare good.'
    is 'transcript: t.txt:7: references from here on, skipped: 3 lines' <err
    printf '%s\n' '# One' '' 'Text.' '' '## References' '' 'A 2001' '' '### Web' '' 'B 2002' '' '## Appendix' '' 'More.' >t.md
    transcript --drop-references t.md 2>err | cut -f 6-8 | tail -n +2 |
        is $'t.md:3\tOne\tText.\nt.md:15\tOne > Appendix\tMore.'
    is 'transcript: t.md:5: references from here on, skipped: 4 lines' <err
}

@test "voices, tags and references of WebVTT are understood" {
    printf '%s\n' 'WEBVTT - a title' 'Kind: captions' '' 'STYLE' '::cue { color: red }' '' \
        'NOTE a note' 'of two lines' '' 'intro' '00:01.000 --> 00:02.000 align:start' \
        '<v.loud Esme  Smith>Tom &amp; <i.x>Jerry</i> &lt;3&nbsp;<00:01.500>ok' 'more' '' \
        '00:02.000 --> 00:03.000' '<v Esme Smith>and</v> <v Al>no' '' \
        '00:03.000 --> 00:04.000' '<c.yellow>nobody</c> <laughs> a < b &#233;&unknown;' >t.vtt
    rows 3-6,8 t.vtt | is $'Esme Smith\t00:00:01.000\t00:00:03.000\tt.vtt:12\tTom & Jerry <3\xc2\xa0ok more and
Al\t00:00:02.000\t00:00:03.000\tt.vtt:16\tno
\t00:00:03.000\t00:00:04.000\tt.vtt:19\tnobody <laughs> a < b é&unknown;'
}

@test "cues of one speaker are joined, unless --per-cue" {
    printf '%s\n' WEBVTT '' '00:01.000 --> 00:02.000' 'Eva: a' '' '00:09.000 --> 00:10.000' \
        'Eva: b' '' '00:10.000 --> 00:11.000' 'c' '' '00:12.000 --> 00:13.000' 'Tom: d' '' \
        '00:14.000 --> 00:15.000' 'Tom: e' >t.vtt
    rows 3-5,8 t.vtt | is $'Eva\t00:00:01.000\t00:00:11.000\ta b c
Tom\t00:00:12.000\t00:00:15.000\td e'
    rows 2,3,8 --per-cue t.vtt | is $'1\tEva\ta\n1\tEva\tb\n1\tEva\tc\n2\tTom\td\n2\tTom\te'
}

@test "cues of nobody are joined to sentences" {
    printf '%s\n' WEBVTT '' '00:01.000 --> 00:02.000' 'We came' '' '00:02.000 --> 00:03.000' \
        'and saw."' '' '00:03.000 --> 00:04.000' 'And' '' '00:07.000 --> 00:08.000' 'then' |
        rows 4,8 | is $'00:00:01.000\tWe came and saw."\n00:00:03.000\tAnd\n00:00:07.000\tthen'
}

@test "SRT with times that are short, or with coordinates behind them" {
    printf '1\n0:00:11,1 --> 0:00:12,25\nx\n\n2\n00:13,000 --> 00:14.000  X1:40 X2:600\ny\n' |
        rows 4,5,8 --per-cue | is $'00:00:11.100\t00:00:12.250\tx\n00:00:13.000\t00:00:14.000\ty'
}

@test "a cue that begins before the row does not go on with it" {
    printf 'WEBVTT\n\n01:00.000 --> 01:02.000\nEva: one\n\n01:02.000 --> 01:03.000\nEva: two\n\n00:01.000 --> 00:02.000\nEva: again\n' |
        rows 2-5,8 | is $'1\tEva\t00:01:00.000\t00:01:03.000\tone two
1\tEva\t00:00:01.000\t00:00:02.000\tagain'
    printf '1\n00:01:00,000 --> 00:01:02,000\none\n\n2\n00:00:01,000 --> 00:00:02,000\nagain\n' |
        rows 2,8 | is $'1\tone\n2\tagain'
}

@test "SRT keeps text behind an empty line" {
    printf '%s\n' 1 '0:00:27,000 --> 00:00:30,7' '<font color="red">one</font>' '' '{\an8}two' 3 \
        '00:00:31,500 --> 00:00:34,100 X1:0' 'three' >t.srt
    rows 4-6,8 --per-cue t.srt | is $'00:00:27.000\t00:00:30.700\tt.srt:3\tone two
00:00:31.500\t00:00:34.100\tt.srt:8\tthree'
}

@test "a bad cue is reported and skipped, the rest is kept" {
    printf '%s\n' WEBVTT '' '00:00.00 --> 00:02.000' 'bad' '' 'stray' 'text' '' \
        '00:03.000 --> 00:04.000' 'good' >t.vtt
    says 2 'no times of a cue' transcript t.vtt
    is $'transcript: t.vtt:3: no times of a cue, skipped with its text; expected 00:01.000 --> 00:02.000: \'00:00.00 --> 00:02.000\'
transcript: t.vtt:6: belongs to no cue, skipped: \'stray\'' <said.err
    tail -n +2 said.out | cut -f 8 | is good
    says 2 't.vtt:3: no times' transcript --strict t.vtt
}

@test "times that are broken in any of 22 ways cost their cue and no other" {
    local times count=0
    while IFS= read -r times; do
        printf '%s\n' WEBVTT '' "$times" 'bad' '' '00:10.000 --> 00:11.000' 'good' >t.vtt
        says 2 '^transcript: t.vtt:3: .*skipped' transcript t.vtt
        tail -n +2 said.out | cut -f 4,8 | is $'00:00:10.000\tgood'
        count=$((count + 1))
    done <<'END'
00:00.00 --> 00:09.000
00:00.0000 --> 00:09.000
00:00 --> 00:09.000
00:00. --> 00:09.000
00:0.000 --> 00:09.000
00:000.000 --> 00:09.000
00:60:00.000 --> 02:00:00.000
00:0:00.000 --> 00:09.000
00.00.000 --> 00:09.000
00 00.000 --> 00:09.000
00:00:000 --> 00:09.000
00:00;000 --> 00:09.000
-00:01.000 --> 00:09.000
+00:01.000 --> 00:09.000
a0:01.000 --> 00:09.000
00:00.000 -> 00:09.000
00:00.000 — 00:09.000
00:00.000 00:09.000
00:00.000 -->
--> 00:09.000
00:00.000 --> 00:09
99999999999999999999:00:00.000 --> 00:09.000
END
    [ "$count" -eq 22 ]
}

@test "WebVTT without its first line is read, with a note" {
    printf '%s\n' '00:03.000 --> 00:04.000' 'good' >t.vtt
    says 0 '^transcript: t.vtt:1: no WEBVTT in the first line' transcript t.vtt
    tail -n +2 said.out | cut -f 4,8 | is $'00:00:03.000\tgood'
}

@test "-f overrides what is told by content" {
    printf '%s\n' WEBVTT '' 'plain' >t
    rows 8 -f text t | is $'WEBVTT\nplain'
    printf '# no heading\n' >t
    rows 7,8 -f text t | is $'\t# no heading'
}

@test "--speakers renames labels, joins attributes and lists labels" {
    printf '%s\n' 'Eva: a' 'Evva: b' 'Note: c' 'Note: d' 'Tom: e' 'Tom: f' >t.txt
    printf '%s\n' $'doc\tlabel\tspeaker\trole' $'t\tEvva\tEva\tpeer' $'\tEva\t\tpeer' \
        $'*\tNote\t-\t' $'other\tTom\tX\tX' >who.tsv
    transcript --speakers who.tsv t.txt | cut -f 3,8,9 | is $'speaker\trole\ttext
Eva\tpeer\ta
Eva\tpeer\tb\\nNote: c\\nNote: d
Tom\t\te
Tom\t\tf'
    sed -i '2s/^t/u/' who.tsv
    rows 3,8 --speakers who.tsv t.txt | is $'Eva\tpeer
Tom\t
Tom\t'
}

@test "two spellings of a speaker are one in subtitles" {
    printf '%s\n' WEBVTT '' '00:01.000 --> 00:02.000' '<v Jon>a' '' '00:02.000 --> 00:03.000' \
        '<v John>b' >t.vtt
    printf 'label\tspeaker\nJon\tJohn\nJohn\tJohn\n' >who.tsv
    rows 3,8 --speakers who.tsv t.vtt | is $'John\ta b'
}

@test "a bad table of speakers is reported" {
    printf 'name\nEva\n' >who.tsv
    says 2 "^transcript: who.tsv: no column 'label'" transcript --speakers who.tsv "$DATA/sample.txt"
    printf 'label\ttext\nEva\tx\n' >who.tsv
    says 2 "has this name already: 'text'" transcript --speakers who.tsv "$DATA/sample.txt"
    printf 'label\trole\nEva\tx\nEva\ty\n' >who.tsv
    says 2 "^transcript: who.tsv:3: a second row for this label, skipped: 'Eva'" \
        transcript --speakers who.tsv "$DATA/sample.txt"
    says 2 '^transcript: none.tsv: cannot open' transcript --speakers none.tsv "$DATA/sample.txt"
    printf 'label\trole\nZo\353\tx\n' >who.tsv
    says 2 '^transcript: who.tsv:2: no valid UTF-8, row skipped' transcript --speakers who.tsv "$DATA/sample.txt"
    printf 'label\trole\nEva\tx\n' | iconv -t utf-16 >who.tsv
    says 2 'who.tsv:1: this is UTF-16, expected UTF-8' transcript --speakers who.tsv "$DATA/sample.txt"
    printf 'label;role\nEva;x\n' >who.tsv
    says 2 'the columns are label;role; expected tabs' transcript --speakers who.tsv "$DATA/sample.txt"
    : >who.tsv
    says 2 '^transcript: who.tsv: is empty' transcript --speakers who.tsv "$DATA/sample.txt"
}

@test "--list-speakers shows what may be misspelt" {
    printf '%s\n' 'Eva: a b' 'Tom: c' 'Tmo: d' 'Eva: e' 'Tom: f g h' >t.txt
    transcript --list-speakers t.txt | is $'doc\tlabel\tturns\twords\tis_label
t\tEva\t2\t3\tyes
t\tTom\t2\t6\tyes
t\tTmo\t1\t\tno'
}

@test "a label with a slip of the pen is noted" {
    printf '%s\n' 'Eva: a' 'Tom: b' 'Eva: c' 'Evva: d' 'Tom: e' 'EVA: f' 'P1: g' 'P1: h' 'P2: i' \
        'Hence: j' >t.txt
    says 0 Evva transcript t.txt
    is $'transcript: t.txt: comes once, so it is text; is it the label \'Eva\'? \'Evva\'
transcript: t.txt: comes once, so it is text; is it the label \'Eva\'? \'EVA\'' <said.err
}

@test "--anonymize replaces whole words, the longest first" {
    printf '%s\n' "Anna: Anna Maier and Anna's annals, Annals, Ann; Bert_1 (Bert)." \
        'Anna: “Anna”, Ánna, Annaé, anna.' >t.txt
    printf 'name\tpseudonym\nAnn\tX\nAnna\tP1\nAnna Maier\tP1 P1\nBert\t\nCarl\tC\n' >names.tsv
    transcript --anonymize names.tsv t.txt 2>err | tail -n +2 | cut -f 3,8 |
        is $'P1\tP1 P1 and P1\'s annals, Annals, X; Bert_1 ().
P1\t“P1”, Ánna, Annaé, anna.'
    is $'transcript: names replaced: Ann 1, Anna 4, Anna Maier 1, Bert 1
transcript: names that never occur: Carl' <err
}

@test "a table of names that cannot be read whole ends the program before it prints a name" {
    printf 'Eva: Tom.\nEva: Al.\n' >t.txt
    printf 'name\tpseudonym\nAl\tB\nTom\n' >names.tsv
    says 2 '^transcript: names.tsv:3: 1 cells, expected 2' transcript --anonymize names.tsv t.txt
    [ ! -s said.out ]
    printf 'name\tpseudonym\nTom\tB\nZo\353\tC\n' >names.tsv
    says 2 '^transcript: names.tsv:3: no valid UTF-8' transcript --anonymize names.tsv t.txt
    [ ! -s said.out ]
}

@test "two files of one name keep their paths, and standard input its id" {
    mkdir a b
    echo x >a/t.txt
    echo y >b/t.txt
    rows 1 a/t.txt b/t.txt | is $'a/t.txt\nb/t.txt'
    rows 1 a/t.txt | is t
    rows 1 --path-ids a/t.txt | is a/t.txt
    echo z | rows 1,6 | is $'stdin\tstandard input:1'
    echo z | rows 1 --document i1 | is i1
    echo z | rows 1,6 --source a/t.pdf | is $'t\ta/t.pdf:1'
    echo z | rows 1,6 --source a/t.pdf --path-ids | is $'a/t.pdf\ta/t.pdf:1'
    echo z | rows 1,6 --source a/t.pdf --document i1 | is $'i1\ta/t.pdf:1'
    echo z | rows 1 --source a/t.pdf b/t.txt - | is $'b/t.txt\na/t.pdf'
    printf '\377\376T' | says 2 '^transcript: a/t.pdf:' transcript --source a/t.pdf -f docx
}

@test "UTF-16 is told by the bytes, with and without a mark" {
    printf 'Eva: hello, Jörg\n\nJörg: “Hei”.\n\nEva: 你好\n\nJörg: so\n' >narrow.txt
    rows 2-5,8 narrow.txt >expected
    [ "$(wc -l <expected)" -eq 4 ]
    local encoding
    for encoding in UTF-16 UTF-16LE UTF-16BE; do
        iconv -f UTF-8 -t "$encoding" narrow.txt >wide.txt
        rows 2-5,8 wide.txt | same expected
        iconv -f UTF-8 -t "$encoding" narrow.txt | rows 2-5,8 | same expected
    done
    printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Åse>ja\n' | iconv -f UTF-8 -t UTF-16LE >wide.vtt
    rows 3,8 wide.vtt | is $'Åse\tja'
    { printf '\376\377\330\000' && printf ' Eva' | iconv -t UTF-16BE; } >broken.txt
    says 0 '^transcript: broken.txt:1: 1 units that are no UTF-16, here the first' transcript broken.txt
    tail -n +2 said.out | cut -f 8 | is '� Eva'
    says 2 'longer than the limit of 100 bytes' transcript --max-record 100 <(yes Eva | head -n 100 | iconv -t UTF-16)
}

@test "files that are no text are named, with what helps" {
    local bytes hint
    while IFS=$'\t' read -r bytes hint; do
        # shellcheck disable=SC2059
        printf "$bytes" >t
        printf 'Eva: hello\n' >u.txt
        says 2 "^transcript: t: is .*$hint" transcript t u.txt
        tail -n +2 said.out | cut -f 1,8 | is $'u\tEva: hello'
        [ "$(wc -l <said.err)" -eq 1 ]
    done <<'END'
%%PDF-1.7 x	pdftotext -layout
{\\rtf1 x}	RTF
\320\317\021\340\241\261\032\341x	save it as text, or as .docx or .odt
<!DOCTYPE html><p>x	web page
\037\213\010x	gzip -dc t
END
    printf '%%PDF-1.7 x' | transcript -f text >out
    [ "$(wc -l <out)" -eq 2 ]
}

@test "what is no UTF-8 is windows-1252, and that is said" {
    printf 'a\nna\357ve \223J\366rg\224\n' >latin.txt
    says 0 '^transcript: latin.txt:2: no valid UTF-8, here first; 4 bytes read as windows-1252' \
        transcript latin.txt
    tail -n +2 said.out | cut -f 8 | is 'a\nnaïve “Jörg”'
    printf 'Grüße, na\357ve\n' | rows 8 | is 'Grüße, naïve'
}

@test "line ends, byte-order marks and NUL do not matter to subtitles" {
    printf 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>one\ntwo\n\n00:03.000 --> 00:04.000\nthree\n' >lf.vtt
    rows 2-5,8 lf.vtt >expected
    [ "$(wc -l <expected)" -eq 2 ]
    sed 's/$/\r/' lf.vtt | rows 2-5,8 | same expected
    tr '\n' '\r' <lf.vtt | rows 2-5,8 | same expected
    { printf '\357\273\277' && head -c -1 lf.vtt; } | rows 2-5,8 | same expected
    tr 'w' '\000' <lf.vtt | rows 2-5 | same <(cut -f 1-4 expected) >/dev/null
}

@test "an empty file is noted" {
    : >t.txt
    says 0 '^transcript: t.txt: holds no text$' transcript t.txt
    is "$HEADER" <said.out
}

@test "a file with cells of tabs and backslashes stays one row" {
    printf 'a\tb \\n c\n' | rows 8 | is 'a\tb \\n c'
}

@test "long lines without an end take linear time" {
    for bytes in '[' '<' $'{\\\\' '&' '[a](' '(' '**' $'\r' ': ' '<v a>'; do
        awk -v s="$bytes" 'BEGIN { for (i = 0; i < 200000; i++) printf "%s", s }' >long
        for format in text markdown; do
            timeout 20 transcript -f "$format" long >/dev/null
        done
        { printf '1\n00:00:01,000 --> 00:00:02,000\n' && cat long; } >long.srt
        timeout 20 transcript long.srt >/dev/null
    done
}

@test "the real interviews have 92 and 163 turns" {
    needs_shared 4-transcripts
    local folder=$SHARED/4-transcripts/DanielKerrigan+PDPilotUserStudy/results/text
    [ "$(rows 1 "$folder/P1.txt" | wc -l)" -eq 92 ]
    [ "$(rows 1 "$folder/P2.txt" | wc -l)" -eq 163 ]
    rows 3 "$folder/P1.txt" "$folder/P2.txt" | sort -u | is $'Dan\nParticipant'
    rows 3 "$SHARED/4-transcripts/ccbogel+QualCoder/Examples/transcript.txt" |
        is $'id1\nid2\nid3\nid1\nid3\nid1\nid2'
}

@test "times and texts of cues are those of the browsers' parser" {
    needs_shared 4-transcripts
    needs python3
    cat >compare.py <<'PYTHON'
import json, os, subprocess, sys
compared = wrong = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in sorted(names):
        path = os.path.join(folder, name)
        truth = path[:-4] + '.json'
        if not name.endswith('.vtt') or not os.path.exists(truth):
            continue
        cues = json.load(open(truth))['cues']
        want = [(c['startTime'], c['endTime'], ' '.join(c['text'].split())) for c in cues]
        run = subprocess.run(['transcript', '--per-cue', path], capture_output=True, text=True)
        rows = [row.split('\t') for row in run.stdout.splitlines()[1:]]
        seconds = lambda t: sum(float(p) * f for p, f in zip(t.split(':'), (3600, 60, 1)))
        got = [(seconds(r[3]), seconds(r[4]), ' '.join(r[7].split())) for r in rows]
        compared += 1
        if [(round(a, 3), round(b, 3), t) for a, b, t in got] != [
                (round(a, 3), round(b, 3), t) for a, b, t in want]:
            wrong += 1
            print(path, 'expected', want, 'got', got)
print(compared, 'compared,', wrong, 'differ')
sys.exit(wrong > 0 or compared == 0)
PYTHON
    python3 compare.py "$SHARED/4-transcripts/mozilla+vtt.js"
}

@test "the subtitle files of another parser's tests are read" {
    needs_shared 4-transcripts
    local folder=$SHARED/4-transcripts/glut23+webvtt-py/tests/subtitles file
    for file in sample.vtt:16 sample.srt:5 invalid.vtt:7 metadata_headers.vtt:2 comments.vtt:3 \
        metadata_headers_multiline.vtt:2 styles.vtt:1 one_caption.srt:1 cue_tags.vtt:3; do
        [ "$(rows 8 --per-cue "$folder/${file%:*}" 2>/dev/null | wc -l)" -eq "${file#*:}" ] ||
            { echo "$file" && return 1; }
    done
}

@test "podcasts in Markdown have their speakers, and captions the words of the text" {
    needs_shared 6-corpora/transcripts.tar.zst
    needs tar zstd
    tar -xf "$SHARED/6-corpora/transcripts.tar.zst" --wildcards '*/gotime/go-time-1*.md' \
        '*/transcripts/00*'
    # Every paragraph that begins with a bold label is a row; a label may stand once only.
    cat 6-corpora/*/gotime/*.md | grep -cE '^\*\*[^*]*:\*\*' >labels
    rows 3 6-corpora/*/gotime/*.md | grep -c . >turns
    [ "$(cat turns)" -ge $(($(cat labels) * 99 / 100)) ]
    transcript 6-corpora/*/transcripts/001*.vtt | tokenize | flatten_words >vtt
    transcript 6-corpora/*/transcripts/001*.txt | tokenize | flatten_words >txt
    [ "$(diff vtt txt | grep -c '^[<>]')" -le $(($(wc -l <vtt) / 100)) ]
}

# The words of a tokens stream, one in a line.
flatten_words() {
    awk -F '\t' '/^[0-9]/ && $2 ~ /[[:alnum:]]/ { print $2 }'
}

# zipped FILE NAME TEXT [NAME TEXT]...: a zip file with these entries, or a test that is skipped.
zipped() {
    needs python3
    python3 - "$@" <<'PYTHON'
import sys, zipfile, warnings
warnings.simplefilter('ignore')
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as file:
    for i in range(2, len(sys.argv), 2):
        text = sys.argv[i + 1]
        if text.startswith('@'):
            text = open(text[1:]).read()
        kind = zipfile.ZIP_STORED if sys.argv[i] == 'mimetype' else None
        file.writestr(sys.argv[i], text, kind)
PYTHON
}

needs_office() {
    transcript --version | grep -q expat_ || skip 'built without expat or libarchive'
}

W='<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
W_END='</w:body></w:document>'
O='<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>'
O_END='</office:text></office:body></office:document-content>'

@test "an interview gives the same concepts as DOCX and ODT" {
    needs_office
    write_interview
    concepts interview.txt >expected
    {
        printf '%s' "$W"
        awk -F '\t' '{ print "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>" $1 ":</w:t></w:r><w:r><w:t " \
            "xml:space=\"preserve\"> " $2 "</w:t></w:r></w:p>" }' turns.tsv
        printf '%s' "$W_END"
    } >document.xml
    zipped interview.docx '[Content_Types].xml' '<x/>' word/document.xml @document.xml
    concepts interview.docx | same expected
    {
        printf '%s' "$O"
        awk -F '\t' '{ print "<text:p><text:span>" $1 ":</text:span> " $2 "</text:p>" }' turns.tsv
        printf '%s' "$O_END"
    } >content.xml
    zipped interview.odt mimetype application/vnd.oasis.opendocument.text content.xml @content.xml
    concepts interview.odt | same expected
}

@test "DOCX: headings, changes, tables, breaks and notes" {
    needs_office
    zipped t.docx word/document.xml "$W"'
<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Befund</w:t></w:r></w:p>
<w:p/>
<w:p><w:r><w:t>Eva: one</w:t><w:br/><w:t>Tom: t</w:t></w:r><w:r><w:t>wo</w:t><w:tab/></w:r>
<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Eva: cell</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>
<w:fldChar/><w:instrText>PAGE</w:instrText><w:t>Tom: 2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'"$W_END" \
        word/styles.xml '<w:styles xmlns:w="w"><w:style w:styleId="berschrift1">
<w:name w:val="heading 1"/></w:style></w:styles>' \
        word/footnotes.xml '<w:footnotes xmlns:w="w"><w:footnote w:type="separator"><w:p><w:r><w:t>-</w:t>
</w:r></w:p></w:footnote><w:footnote><w:p><w:r><w:t>Tom: note</w:t></w:r></w:p></w:footnote></w:footnotes>' \
        word/comments.xml '<w:comments xmlns:w="w"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:comments>'
    rows 3,6-8 t.docx | is $'Eva\tt.docx:3\tBefund\tone
Tom\tt.docx:3\tBefund\ttwo\\tnew
Eva\tt.docx:4\tBefund\tcell
Tom\tt.docx:5\tBefund\t2
Tom\tt.docx:6\t\tnote'
}

# table CELL... / CELL... / ...: a table of DOCX with these rows.
table() {
    local cell
    printf '<w:tbl><w:tr>'
    for cell in "$@"; do
        if [ "$cell" = / ]; then
            printf '</w:tr><w:tr>'
        else
            printf '<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>' "$cell"
        fi
    done
    printf '</w:tr></w:tbl>'
}

@test "the speakers of a table are found, with a colon and without, and the times before them" {
    needs_office
    local colon rows
    local after='<w:p><w:r><w:t>Behind.</w:t></w:r></w:p>'
    for colon in '' ':'; do
        rows=$(table Time Who What / 00:00:01 "Eva$colon" 'Note: and who of you decides about all of the money?' / \
            00:00:09 "Tom$colon" 'Note: we do.' / 00:00:12 "Eva$colon" 'So the two of you do it, then?' / \
            00:00:20 "Tom$colon" Yes.)
        zipped t.docx word/document.xml "$W$rows$after$W_END"
        rows 3,4,6,8 t.docx | tail -n +4 | is $'Eva\t00:00:01.000\tt.docx:5\tNote: and who of you decides about all of the money?
Tom\t00:00:09.000\tt.docx:8\tNote: we do.
Eva\t00:00:12.000\tt.docx:11\tSo the two of you do it, then?
Tom\t00:00:20.000\tt.docx:14\tYes.
\t\tt.docx:16\tBehind.'
    done
    rows=$(sed 's/w:tbl/table:table/g; s/w:tr/table:table-row/g; s/w:tc/table:table-cell/g; s/w:p>/text:p>/g
        s/<[/]*w:[rt]>//g' <<<"$(table Eva 'Who decides about all of that?' / Tom 'We.' / Eva 'And the two of you, do you agree?' / Tom 'We do it, and we agree on it.')")
    zipped t.odt mimetype application/vnd.oasis.opendocument.text content.xml \
        "${O/ xmlns:text/ xmlns:table=\"b\" xmlns:text}$rows$O_END"
    rows 3,8 t.odt | is $'Eva\tWho decides about all of that?\nTom\tWe.\nEva\tAnd the two of you, do you agree?\nTom\tWe do it, and we agree on it.'
}

@test "numbers and times of rows are no text, and paragraphs of a cell no speakers" {
    needs_office
    local say='So who of you decides about all of that, and when?'
    zipped t.docx word/document.xml "$W$(table 1 0:04 Eva "$say" code / 2. 1:09 Tom Yes. code / \
        3 2:00 Eva "$say" code / 4 2:30 Tom "Yes.</w:t></w:r></w:p><w:p><w:r><w:t>We do all of that." code)$W_END"
    rows 3,4,8 t.docx | same <(printf '%s\t%s\t%s\n' \
        Eva 00:00:04.000 "$say"'\n\ncode' Tom 00:01:09.000 'Yes.\n\ncode' \
        Eva 00:02:00.000 "$say"'\n\ncode' Tom 00:02:30.000 'Yes.\n\nWe do all of that.\n\ncode')
}

@test "a table of short cells has no speakers" {
    needs_office
    zipped t.docx word/document.xml "$W$(table Female 34 / Female 45 / Male 51 / Male 60)$W_END"
    rows 3,8 t.docx | is $'\tFemale\n\t34\n\tFemale\n\t45\n\tMale\n\t51\n\tMale\n\t60'
}

@test "DOCX: notes are nobody's turn, under no heading, and no references" {
    needs_office
    zipped t.docx word/document.xml "$W"'
<w:p><w:r><w:t>Eva: one</w:t></w:r></w:p><w:p><w:r><w:t>Eva: two</w:t></w:r></w:p>
<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>References</w:t></w:r></w:p>
<w:p><w:r><w:t>A 2001</w:t></w:r></w:p>'"$W_END" \
        word/endnotes.xml '<w:endnotes xmlns:w="w"><w:endnote><w:p><w:r><w:t>End</w:t></w:r></w:p></w:endnote></w:endnotes>' \
        word/footnotes.xml '<w:footnotes xmlns:w="w"><w:footnote><w:p><w:r><w:t>Foot</w:t></w:r></w:p><w:p><w:r><w:t>and toe</w:t></w:r></w:p></w:footnote></w:footnotes>'
    rows 2,3,6-8 t.docx | is $'1\tEva\tt.docx:1\t\tone
2\tEva\tt.docx:2\t\ttwo
3\t\tt.docx:4\tReferences\tA 2001
4\t\tt.docx:5\t\tFoot
5\t\tt.docx:6\t\tand toe
6\t\tt.docx:7\t\tEnd'
    transcript --drop-references t.docx 2>err | cut -f 8 | tail -n +2 | is $'one\ntwo\nFoot\nand toe\nEnd'
}

@test "DOCX: a paragraph whose end was deleted goes on in the next, but not in another cell" {
    needs_office
    local deleted='<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    zipped t.docx word/document.xml "$W"'
<w:p>'"$deleted"'<w:r><w:t>one </w:t></w:r></w:p><w:p>'"$deleted"'<w:del><w:r><w:delText>no</w:delText></w:r>
</w:del></w:p><w:p><w:r><w:t>and two</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>three</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p>'"$deleted"'<w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p>'"$deleted"'<w:r>
<w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>'"$deleted"'<w:r><w:t>end</w:t></w:r></w:p>'"$W_END"
    rows 6,8 t.docx | is $'t.docx:1\tone and two
t.docx:2\tthree
t.docx:3\ta
t.docx:4\tb
t.docx:5\tend'
}

# A central directory may name bytes twice, which is how the worst zip bombs are made.
@test "entries of a zip file that overlap are refused or do no harm" {
    needs_office
    needs python3
    zipped good.docx word/document.xml "$W<w:p><w:r><w:t>one</w:t></w:r></w:p>$W_END"
    rows 8 good.docx | is one
    python3 - <<'PYTHON'
import struct
data = open('good.docx', 'rb').read()
end = data.rindex(b'PK\x05\x06')
start = struct.unpack('<I', data[end + 16:end + 20])[0]
entry = data[start:end]
old = b'word/document.xml'

def named(name, at):
    changed = bytearray(entry.replace(old, name))
    changed[28:30] = struct.pack('<H', len(name))
    changed[42:46] = struct.pack('<I', at)
    return bytes(changed)

def write(file, entries):
    directory = b''.join(entries)
    tail = struct.pack('<4s4H2IH', b'PK\x05\x06', 0, 0, len(entries), len(entries), len(directory), start, 0)
    open(file, 'wb').write(data[:start] + directory + tail)

notes = [b'word/footnotes.xml', b'word/endnotes.xml', b'word/styles.xml']
write('same.docx', [entry] + [named(name, 0) for name in notes])
write('within.docx', [entry] + [named(name, 20) for name in notes])
write('twice.docx', [entry, entry])
write('many.docx', [entry] + [named(b'word/media%05d.x' % i, 0) for i in range(20000)])
PYTHON
    local file
    for file in same within twice many; do
        timeout 20 transcript $file.docx >out 2>err || [ "$?" -eq 2 ]
        tail -n +2 out | cut -f 8 | sort -u >texts
        if [ -s err ]; then grep -q "cannot be read as DOCX" err; else is one <texts; fi
        [ "$(wc -l <out)" -le 5 ] || { echo "$file: $(cat out)" && return 1; }
    done
}

@test "ODT: headings, changes, breaks and notes" {
    needs_office
    zipped t.odt mimetype application/vnd.oasis.opendocument.text content.xml "$O"'
<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
<text:h text:outline-level="2">Method</text:h>
<text:p>a<text:s text:c="2"/>b<text:span>c</text:span><text:line-break/>d
<office:annotation><text:p>no</text:p></office:annotation>e</text:p>'"$O_END"
    rows 6-8 t.odt | is $'t.odt:2\tMethod\ta  bc\\nd e'
}

@test "DOCX: a text box that is in the file twice, for old readers too, is read once" {
    needs_office
    local box='<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>'
    zipped t.docx word/document.xml "$W<w:p><w:r><w:t>Before.</w:t></w:r></w:p><w:p><mc:AlternateContent>
<mc:Choice>$box</mc:Choice><mc:Fallback>$box</mc:Fallback></mc:AlternateContent></w:p>$W_END"
    rows 8 t.docx | is $'Before.\nIn a box.'
}

@test "comments are skipped, and how many that are is said" {
    needs_office
    zipped t.docx word/document.xml "$W"'<w:p><w:r><w:t>Text.</w:t></w:r></w:p>'"$W_END" \
        word/comments.xml '<w:comments xmlns:w="w"><w:comment><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment><w:comment/></w:comments>'
    says 0 '^transcript: t.docx: comments, skipped: 2$' transcript t.docx
    tail -n +2 said.out | cut -f 8 | is Text.
    zipped t.odt mimetype application/vnd.oasis.opendocument.text content.xml \
        "$O<text:p>Te<office:annotation><text:p>Why?</text:p></office:annotation>xt.</text:p>$O_END"
    says 0 '^transcript: t.odt: comments, skipped: 1$' transcript t.odt
    tail -n +2 said.out | cut -f 8 | is Text.
}

@test "ODT: a sentence goes on behind its note" {
    needs_office
    local note='<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note,</text:p><text:p>of two.</text:p></text:note-body></text:note>'
    zipped t.odt mimetype application/vnd.oasis.opendocument.text content.xml "$O
<text:p>Eva: We</text:p><text:h text:outline-level=\"1\">A title$note goes on</text:h>
<text:p>Eva: We meet$note often.</text:p><text:p>Yes.</text:p>$O_END"
    rows 3,6-8 t.odt | is $'Eva\tt.odt:1\t\tWe
Eva\tt.odt:3\tA title goes on\tWe meet often.\\n\\nYes.
\tt.odt:2\t\tA note,
\tt.odt:2\t\tof two.
\tt.odt:3\t\tA note,
\tt.odt:3\t\tof two.'
}

@test "word processor files that attack or are broken are refused" {
    needs_office
    zipped none.docx word/other.xml '<x/>'
    says 2 '^transcript: none.docx: no word/document.xml in it, skipped$' transcript none.docx
    zipped two.docx word/document.xml "$W$W_END" word/document.xml "$W$W_END"
    says 2 'two.docx: .*two documents in one file' transcript two.docx
    zipped cut.docx word/document.xml "$W<w:p>"
    says 2 'cut.docx: cannot be read as DOCX, skipped: ' transcript cut.docx
    zipped xxe.docx word/document.xml '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'"$W<w:p><w:r><w:t>&e;</w:t></w:r></w:p>$W_END"
    says 2 'xxe.docx: .*document type definition' transcript xxe.docx
    tail -n +2 said.out | is_empty
    awk -v a="$W" -v z="$W_END" 'BEGIN { printf "%s", a
        for (i = 0; i < 1100; i++) printf "<w:p>"
        for (i = 0; i < 1100; i++) printf "</w:p>"
        print z }' >deep.xml
    zipped deep.docx word/document.xml @deep.xml
    says 2 'deep.docx: .*1000 deep' transcript deep.docx
    { printf '%s<w:p><w:r><w:t>' "$W" && head -c 8000000 /dev/zero | tr '\000' a &&
        printf '</w:t></w:r></w:p>%s' "$W_END"; } >bomb.xml
    zipped bomb.docx word/document.xml @bomb.xml
    says 2 'bomb.docx: .*too large when unpacked' transcript bomb.docx
    tail -n +2 said.out | is_empty
    printf 'PK\003\004 and no more' >junk.docx
    says 2 'junk.docx: cannot be read as DOCX' transcript junk.docx
    says 2 'cannot be read as ODT' transcript -f odt "$DATA/sample.txt"
    # One bad file does not stop the others.
    echo good >good.txt
    says 2 'junk.docx' transcript junk.docx good.txt
    tail -n +2 said.out | cut -f 1,8 | is $'good\tgood'
}

is_empty() {
    [ -z "$(cat)" ]
}

@test "a DOCX that is cut anywhere is refused" {
    needs_office
    zipped whole.docx '[Content_Types].xml' '<x/>' word/document.xml "$W<w:p><w:r><w:t>one</w:t></w:r></w:p>$W_END"
    rows 8 whole.docx | is one
    local size
    for ((size = $(wc -c <whole.docx) - 1; size > 4; size -= 7)); do
        head -c "$size" whole.docx >cut.docx
        # Without the list of its entries a zip file may still be read; what is read is whole.
        transcript cut.docx >out 2>err || [ "$?" -eq 2 ]
        [ -s err ] || [ "$(tail -n +2 out | cut -f 8)" = one ] || { echo "cut at $size" && return 1; }
    done
}

@test "word processor files of other programs are read" {
    needs_office
    needs_shared 4-transcripts
    local folder=$SHARED/4-transcripts
    rows 2 "$folder/ccbogel+QualCoder/Examples/ID1.docx" | wc -l | is 3
    rows 2 "$folder/ccbogel+QualCoder/Examples/ID2.odt" | wc -l | is 3
    rows 8 "$folder"/mwilliamson*/test/test-data/tables.docx |
        is $'Above\nTop left\nTop right\nBottom left\nBottom right\nBelow'
}
