load helpers

# Most tests look at one of two results, or run again over one: out, without a table of speakers,
# and compared, with who.tsv.
setup_file() {
    cd "$BATS_FILE_TMPDIR" || return 1
    [ "$BUILD" = "$ROOT/build" ] || return 0
    cp -r "$ROOT/pipelines/demo-data/interviews" .
    table 'concept;pattern' 'trust;trust*' 'supervision;supervision' 'manager;manager*' \
        'peer;peer [support] (worker*|specialist*|trainer*)' >my.tsv
    table 'label;role' 'Interviewer;asks' 'Moderator;asks' 'Peer support worker;peer' 'P1;peer' 'P2;peer' 'P3;peer' \
        'P4;peer' 'P5;peer' 'P6;peer' 'Manager;manager' 'M1;manager' 'M2;manager' 'M3;manager' 'M4;manager' >who.tsv
    printf 'Ann: Trust.\nBo: Hm.\nAnn: Trust.\nBo: Why?\n' >small.txt
    "$ROOT/pipelines/transcripts" -o out -d my.tsv interviews >printed
    "$ROOT/pipelines/transcripts" -o compared -d my.tsv --speakers who.tsv interviews >printed.compared
}

setup() {
    [ "$BUILD" = "$ROOT/build" ] || skip 'the pipelines are of the release build'
    cp -r "$BATS_FILE_TMPDIR"/* "$BATS_TEST_TMPDIR"
    cd "$BATS_TEST_TMPDIR" || return 1
    set -o pipefail
    PATH=$ROOT/pipelines:$PATH
}

table() { # cells separated by semicolons, one row an argument
    printf '%s\n' "$@" | tr ';' '\t'
}

# words_by_hand SPEAKER: how many words with a letter or digit the person says in the subtitles.
words_by_hand() {
    sed -n "s/^<v $1>\(.*\)<\/v>$/\1/p" interviews/*.vtt | tr ' ' '\n' | grep -c '[[:alnum:]]'
}

@test "the tables say what a reader of the interviews counts" {
    # Trust came later; trust takes months; trust grows best. All else was counted in the same way.
    cut -f 1-3 out/tables/concepts.tsv |
        same <(table 'concept;freq;docs' 'manager;4;3' 'peer;14;8' 'supervision;3;3' 'trust;3;3')
    grep -P '^[^\t]*\t(trust|supervision|manager)\t' out/tables/by-speaker.tsv | cut -f 1-4 |
        same <(table 'M1;manager;1;1' 'M3;manager;1;1' 'Nurse;trust;1;1' 'P3;manager;1;1' 'P3;supervision;1;1' \
            'Peer support worker;supervision;2;2' 'Peer support worker;trust;2;2' 'Service user representative;manager;1;1')
    # P3 says twenty words, so one hit is 50 in 1,000; one of three sentences has it.
    [ "$(words_by_hand P3)" = 20 ]
    grep -P '^P3\tsupervision' out/tables/by-speaker.tsv | cut -f 5- | same <(table '20;50.00;1;2;0.5000')
    head -n 1 out/tables/by-speaker-freq.tsv | tr '\t' '\n' | sed -n '1p;2p;$p' |
        same <(printf '%s\n' concept Interviewer 'Service user representative')
    grep -P '^trust\t' out/tables/by-doc-freq.tsv | same <(table 'trust;0;0;0;1;0;1;0;1')
    grep -q '^8 transcripts, 52 turns, 956 words, 24 hits$' printed
}

@test "every hit is in the concordance, with speaker, time, file and line" {
    awk -F '\t' 'NR > 1 { n += $2 } END { print n }' out/tables/concepts.tsv >freq
    [ "$(tail -n +2 out/tables/concordance.tsv | wc -l)" = "$(cat freq)" ]
    grep -P '\ttrust$' out/tables/concordance.tsv | cut -f 2-4,7 | same <(table \
        'Peer support worker;00:01:00.000;interviews/fictional-interview-1.vtt:35;Trust' \
        'Nurse;00:00:24.000;interviews/fictional-interview-3.vtt:19;Trust' \
        'Peer support worker;00:00:40.000;interviews/fictional-interview-5.vtt:27;trust')
    tail -n +2 out/tables/concordance.tsv | cut -f 4,7 | while IFS=$'\t' read -r place node; do
        sed -n "${place##*:}p" "${place%:*}" | grep -qF -e "$node"
    done
}

# words_of SPEAKER...
words_of() {
    local speaker
    for speaker; do words_by_hand "$speaker"; done | awk '{ n += $1 } END { print n }'
}

@test "groups are compared with the rest, and who has none is skipped and named" {
    # Managers say manager twice, peers once; the service user representative has no role.
    grep -P '^manager\tmanager\t' compared/tables/keyness-role.tsv | cut -f 3-6 |
        same <(table "2;1;$(words_of Manager M1 M2 M3 M4);$(
            words_of Interviewer Moderator 'Peer support worker' P1 P2 P3 P4 P5 P6
        )")
    cut -f 1 compared/tables/keyness-role.tsv | uniq | same <(printf '%s\n' role asks manager peer)
    grep -q '^- Without a role, .*: Nurse; Service user representative\.$' printed.compared
    grep -q '^- Without a role' compared/results.md
    grep -P '^\tmanager\t1\t' compared/tables/by-role.tsv
    says 2 "no column 'rank' to group by; there are: doc, .*role" \
        transcripts -o out -d my.tsv --speakers who.tsv -g rank interviews
}

@test "without a table of speakers there is no comparison, and one to fill in" {
    grep -q '^- There are no groups' printed
    not ls out/tables/keyness* 2>/dev/null
    head -n 2 out/speakers-to-fill-in.tsv |
        same <(table 'doc;label;speaker;group' 'fictional-focus-group-1;Moderator;Moderator;')
    [ "$(wc -l <out/speakers-to-fill-in.tsv)" = 24 ]
    # Two persons of one label are told apart, and compared.
    awk -F '\t' -v OFS='\t' '$2 == "Peer support worker" { $3 = "Peer of " substr($1, 11); $4 = "peer" }
        $2 == "Manager" { $4 = "manager" } 1' out/speakers-to-fill-in.tsv >who.tsv
    transcripts -o new -d my.tsv --speakers who.tsv interviews >printed
    cut -f 1,2 new/tables/speakers.tsv | grep Peer |
        same <(table 'Peer of interview-1;1' 'Peer of interview-5;1')
    cut -f 1 new/tables/keyness-group.tsv | uniq | same <(printf '%s\n' group manager peer)
    not grep -q 'Counted as one person.*Peer' printed
}

@test "keys of documents come from --meta, and doc is a key too" {
    table 'doc;year' 'fictional-interview-1;2019' 'fictional-interview-3;2021' 'fictional-interview-5;2024' >meta.tsv
    transcripts -o out -d my.tsv --meta meta.tsv -g year -g doc interviews >/dev/null
    grep -P '\ttrust\t' out/tables/by-year.tsv | cut -f 1-3 |
        same <(table '2019;trust;1' '2021;trust;1' '2024;trust;1')
    head -n 1 out/tables/concordance.tsv | grep -q -P '\tyear\t'
    cut -f 1 out/tables/keyness-doc.tsv | sort -u | wc -l | same <(echo 9)
}

@test "what an excluded speaker says is skipped" {
    transcripts -o out -d my.tsv --exclude Interviewer --exclude 'Peer support worker' interviews >/dev/null
    grep -P '^(trust|supervision)\t' out/tables/concepts.tsv | cut -f 1,2 |
        same <(table 'supervision;1' 'trust;1')
    not grep -q Interviewer out/turns.tsv
    says 2 "^transcripts: nobody is called 'Interwiever' \(--exclude\)$" \
        transcripts -o out -d my.tsv --exclude Interwiever interviews
    grep -q Manager out/turns.tsv
}

@test "who speaks once in one transcript is known from another" {
    printf '%s\n' 'Ann: Hello.' 'Bo: Hello.' 'Ann: Trust?' 'Bo: Yes.' >one.txt
    printf '%s\n' 'Ann: Hello.' 'Bo: I trust you.' 'Ann: Well.' 'Annn: Trust.' >two.txt
    transcripts -o out -d my.tsv one.txt two.txt >printed 2>said
    grep -P '\ttrust\t' out/tables/by-speaker.tsv | cut -f 1-3 | same <(table 'Ann;trust;2' 'Bo;trust;1')
    grep -q -P '^two\tBo\t1\t\d*\tyes$' out/tables/labels.tsv
    grep -q -P '^two\tAnnn\t1\t\d*\tno$' out/tables/labels.tsv
    grep -q '^- Not taken for labels.*: Annn\. A table' printed
    # Unless the table of speakers says that it is none.
    table 'label;doc;speaker' 'Bo;two;-' >who.tsv
    transcripts -o out -d my.tsv --speakers who.tsv one.txt two.txt >printed 2>said
    grep -P '\ttrust\t' out/tables/by-speaker.tsv | cut -f 1-3 | same <(table 'Ann;trust;3')
    grep -q '^- Not taken for labels.*: Annn\. A table' printed
}

@test "two runs give the same bytes, over what is there and in another locale" {
    cp -r compared before
    LC_ALL=C.UTF-8 TZ=Asia/Tokyo transcripts -o compared -d my.tsv --speakers who.tsv interviews |
        same printed.compared
    diff -r before compared
    (cd compared && sha256sum -c --quiet SHA256SUMS)
}

@test "the commands of results.md make the files that they stand under" {
    cd compared
    awk '/^- `/ { split($0, part, "`"); file = part[2]; next }
        /^        / && !/GROUP|-o / { sub(/^ */, ""); command[file] = command[file] " " $0 }
        END { for (file in command) print file "\t" command[file] }' results.md >../commands
    [ "$(wc -l <../commands)" -gt 15 ]
    while IFS=$'\t' read -r file command; do
        bash -c "$command" | cmp - "$file"
    done <../commands
    # Every file but these is in it.
    find . -type f ! -name '*.png' ! -path './dictionaries/*' ! -name results.md ! -name SHA256SUMS -printf '%P\n' |
        while read -r file; do grep -qF "\`$file\`" results.md; done
    grep -qF "$(sha256sum ../my.tsv | cut -c 1-64)  my.tsv" results.md
}

@test "the workbook has a sheet for each table, and the pictures are well formed" {
    unzip -p compared/tables.xlsx xl/workbook.xml | grep -o '<sheet name="[^"]*"' | cut -d '"' -f 2 | paste -sd ' ' |
        same <(echo concepts speakers by-speaker-freq by-speaker-rate by-role-freq by-role-rate keyness-role \
            by-doc-freq by-doc-rate documents dispersion cooccurrence concordance labels Notes)
    xmllint --noout compared/pictures/*.svg
    for name in concepts by-speaker families-by-speaker by-role families-by-role places network; do
        [ -e "compared/pictures/$name.svg" ]
    done
}

@test "a file that cannot be read is named, and the folder stays as it was" {
    cp -r out before
    printf '{\\rtf1 Hi}' >interviews/bad.txt
    says 2 '^transcript: interviews/bad.txt: is an RTF file' transcripts -o out -d my.tsv interviews
    grep -q "^transcripts: .*'out' stays as it was$" said.err
    diff -r before out
    [ ! -e out.part ]
    says 2 '^transcript: interviews/bad.txt: is an RTF file' transcripts --keep-going -o out -d my.tsv interviews
    grep -q '^- Not complete: ' out/results.md
    diff before/tables/concepts.tsv out/tables/concepts.tsv
}

@test "what is missing is said" {
    says 2 "^concept-tag: none.tsv: cannot open" transcripts -o out -d none.tsv interviews
    says 2 '^transcripts: expected -o FOLDER' transcripts -d my.tsv interviews
    says 2 '^transcripts: expected transcripts' transcripts -d my.tsv -o out
    says 2 '^transcripts: -d expects FILE after it$' transcripts -o out interviews -d
    says 2 "^transcripts: no option --deep$" transcripts --deep -o out interviews
    mkdir empty && touch empty/a.mp3
    says 2 "^transcripts: no transcripts in 'empty', expected .vtt" transcripts -o out -d my.tsv empty
    says 2 '^transcript: none.vtt: cannot open' transcripts -o out -d my.tsv none.vtt
    printf 'concept\tpattern\nx\t(a\n' >wrong.tsv
    says 2 '^concept-tag: wrong.tsv:2:3: ' transcripts -o out -d wrong.tsv interviews
    diff -r "$BATS_FILE_TMPDIR/out" out
    [ ! -e out.part ]
}

@test "names with spaces, quotes and letters of any script" {
    rm -r out compared
    mkdir "my \"study\" \$1"
    mv interviews "my \"study\" \$1/Intervjuer på 中文"
    mv my.tsv "my \"study\" \$1/my 'words'.tsv"
    transcripts -o "my \"study\" \$1/out put" -d "my \"study\" \$1/my 'words'.tsv" "my \"study\" \$1" >/dev/null
    cut -f 1,2 "my \"study\" \$1/out put/tables/concepts.tsv" |
        same <(table 'concept;freq' 'manager;4' 'peer;14' 'supervision;3' 'trust;3')
    # The results of the first run are no transcripts of the second.
    cp -r "my \"study\" \$1/out put" before
    transcripts -o "my \"study\" \$1/out put" -d "my \"study\" \$1/my 'words'.tsv" "my \"study\" \$1" >/dev/null
    diff -r before "my \"study\" \$1/out put"
}

@test "two dictionaries of one name, and concepts under their families" {
    mkdir a b
    printf 'concept\tpattern\nx/trust\ttrust*\n' >a/d.tsv
    printf 'concept\tpattern\nx/manager\tmanager*\n' >b/d.tsv
    transcripts -o out -d a/d.tsv -d b/d.tsv --level 1 interviews >/dev/null
    tail -n +2 out/tables/concepts.tsv | cut -f 1,2 | same <(table 'x;7')
    tail -n +2 out/tables/concordance.tsv | wc -l | same <(echo 7)
}

@test "what somebody changed or put into the folder is not written over" {
    cp out/speakers-to-fill-in.tsv before
    echo >>out/speakers-to-fill-in.tsv
    says 2 "^transcripts: 'out/speakers-to-fill-in.tsv' is not as it was made here" transcripts -o out -d my.tsv interviews
    mv before out/speakers-to-fill-in.tsv
    echo mine >out/tables/notes.txt
    says 2 "^transcripts: 'out/tables/notes.txt' is not as it was made here" transcripts -o out -d my.tsv interviews
    [ "$(cat out/tables/notes.txt)" = mine ]
    mkdir mine && echo mine >mine/thesis.txt
    says 2 "^transcripts: 'mine/thesis.txt' is not as it was made here" transcripts -o mine -d my.tsv interviews
    rm out/tables/notes.txt out/turns.tsv
    transcripts -o out -d my.tsv small.txt >/dev/null
    [ -e out/turns.tsv ]
}

# hold SIGNAL: starts a run that waits for slow.txt, a pipe, and ends it with the signal.
hold() {
    setsid env --default-signal=INT transcripts -o new -d my.tsv small.txt slow.txt >/dev/null 2>&1 3>&- &
    until [ -e new.part/.candidates ]; do
        kill -0 $! || return 1
        sleep 0.02
    done
}

@test "a run that is ended leaves nothing, and one that was killed is cleared away by the next" {
    mkfifo slow.txt
    local signal
    for signal in TERM INT HUP; do
        hold
        kill -s "$signal" -- "-$!"
        wait $! || true
        [ ! -e new.part ] && [ ! -e new ]
    done
    hold
    says 75 '^transcripts: another run is at work on new$' transcripts -o new -d my.tsv small.txt
    kill -s KILL -- "-$!"
    wait $! || true
    [ -e new.part ]
    transcripts -o new -d my.tsv small.txt >/dev/null
    [ -e new/results.md ] && [ ! -e new.part ]
}

@test "an old folder that was moved aside when the run was killed comes back" {
    mkdir out.part
    mv out out.part/.old
    says 2 'cannot open' transcripts -o out -d my.tsv none.vtt
    diff -r "$BATS_FILE_TMPDIR/out" out
    [ ! -e out.part ]
}

@test "text, Markdown, SubRip and PDF are read" {
    mkdir mixed
    printf '%s\n' 'Ann: We trust.' 'Bo: Why?' 'Ann: So.' 'Bo: Trust.' >mixed/a.txt
    printf '**%s:** %s\n\n' Ann 'We trust.' Bo 'Why?' Ann 'So.' Bo 'Trust.' >mixed/b.md
    printf '%s\n' 1 '00:00:01,000 --> 00:00:02,000' 'Ann: We trust.' '' 2 '00:00:03,000 --> 00:00:04,000' 'Bo: Trust.' '' \
        3 '00:00:05,000 --> 00:00:06,000' 'Ann: So?' '' 4 '00:00:07,000 --> 00:00:08,000' 'Bo: So.' >mixed/c.srt
    needs pdftotext
    printf '%s\n' '%PDF-1.1' '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj' \
        '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj' \
        '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>>>endobj' \
        '4 0 obj<</Length 89>>stream' 'BT /F 12 Tf 9 200 Td (Ann: We trust.) Tj 0 -20 Td (Bo: Why?) Tj 0 -20 Td (Ann: So.) Tj ET' \
        'endstream endobj' 'trailer<</Root 1 0 R>>' >mixed/d.pdf
    transcripts -o out -d my.tsv mixed >/dev/null
    grep -P '\ttrust\t' out/tables/by-speaker.tsv | cut -f 1-4 | same <(table 'Ann;trust;4;4' 'Bo;trust;3;3')
    grep -P '^d\t' out/tables/concordance.tsv | cut -f 4 >place
    grep -qx 'out/pdf/mixed/d.txt:[0-9]*' place
    sed -n "$(sed 's/.*://' place)p" "$(sed 's/:.*//' place)" | grep -q 'We trust'
    cut -f 1 out/tables/documents.tsv | same <(printf '%s\n' doc a b c d)
}

@test "essays in which nobody speaks are counted by document, and that is said" {
    printf 'I trust them.\n\nThey trust me.\n' >essay.txt
    table 'doc;site' 'essay;north' 'small;south' >meta.tsv
    transcripts -o new -d my.tsv essay.txt >printed 2>said
    [ ! -s said ]
    grep -q '^- No transcript says who speaks' printed
    tail -n +2 new/tables/by-doc.tsv | cut -f 1-4 | same <(table 'essay;trust;2;1')
    [ ! -e new/tables/speakers.tsv ] && [ ! -e new/pictures/by-speaker.svg ]
    head -n 1 new/tables/concordance.tsv | same <(table 'doc;source;sent_id;left;node;right;concept')
    says 2 'no transcript says who speaks' transcripts -o new -d my.tsv -g speaker essay.txt
    transcripts -o new -d my.tsv --meta meta.tsv essay.txt small.txt >printed 2>said
    [ ! -s said ]
    cut -f 1-3 new/tables/speakers.tsv | sort | same <(table ';1;2' 'Ann;1;2' 'Bo;1;2' 'speaker;documents;turns')
    cut -f 1 new/tables/keyness-site.tsv | uniq | same <(printf '%s\n' site north south)
}
