load helpers

setup() {
    setup_pipelines
    demo=$ROOT/pipelines/demo-data
}

# The page of the sample interviews, made once.
demo_page() {
    [ -e "$BATS_FILE_TMPDIR/demo.html" ] ||
        report -g speaker,doc --sample 2 -o "$BATS_FILE_TMPDIR/demo.html" "$demo"/interviews/*.vtt
    cp "$BATS_FILE_TMPDIR/demo.html" page.html
}

# Reads a page as XML, follows all of its links and prints concept, hits, lines.
follow() {
    python3 "$ROOT/tests/reference/page.py" "$@"
}

# Does what standard input says in a browser: tests/reference/browser.py.
browse() {
    timeout 120 python3 "$ROOT/tests/reference/browser.py" "$@"
}

# Texts, dictionary, title, names of files and concepts that would like to be markup.
make_hostile() {
    name=$'a&"b\001<img src=x onerror=alert(1)>\'.tsv'
    local word='<script>alert(2)</script>' tag='"><img src=x onerror=alert(3)>'
    {
        printf 'concept\tpattern\tnote\n'
        printf 'role/"onmouseover="alert(4)\ttrust*\t%s\nx&<b>\thate\t%s ]]>\nno/\001\tbell\001*\t-->\n' "$word" "$tag"
    } >"d'&<i>.tsv"
    printf 'concept\tlabel\tdefinition\texample\nx&<b>\t</h3>%s\t</style>%s\tjavascript:alert(5)\n' "$word" "$word" \
        >"d'&<i>.codebook.tsv"
    {
        printf 'doc\tspeaker\tlang\tlink\ttext\n'
        printf '%s\t%s\ten" onclick="alert(6)\tjavascript:alert(7)\t%s\n' "$word" "$tag" \
            "$word We trust </style>$word"$' \001\033[31m trust '"$tag ]]> <!-- hate &"$' \342\200\256trust \377\n'
        printf 'd&2\t\\\\t<b>\ten\t\t\\n\\n trust\\\\n back\\\\slash <iframe src="file:///etc/passwd"></iframe>\n'
    } >"$name"
    says 2 'invalid UTF-8' report -d "d'&<i>.tsv" -g speaker,link --title "$word & \\n %s" -o page.html "$name"
}

@test "the page of an interview is the one that was reviewed" {
    cd "$ROOT"
    report -d tests/data/report/my.tsv -g speaker --sample 2 --title 'One <interview>' pipelines/demo-data/interviews/fictional-interview-1.vtt |
        sed -e '/^<style>/,/^<\/style>/d' -e '/^<script>/,/^<\/script>/d' -e '/^<svg/,/^<\/svg>/d' \
            -e 's/sha256-[^'\'']*/sha256-/g' -e 's/cospan [0-9][0-9.]*/cospan VERSION/' |
        same tests/data/report/page.html
}

@test "the same files give the same bytes, whatever the awk, the locale and the time zone" {
    needs mawk gawk
    mkdir mawk gawk
    ln -s "$(command -v mawk)" mawk/awk
    ln -s "$(command -v gawk)" gawk/awk
    make_hostile
    PATH=$PWD/mawk:$PATH LC_ALL=C.UTF-8 TZ=Asia/Tokyo report -d "d'&<i>.tsv" -g speaker "$name" >one 2>/dev/null || [ $? = 2 ]
    PATH=$PWD/gawk:$PATH report -d "d'&<i>.tsv" -g speaker "$name" >two 2>/dev/null || [ $? = 2 ]
    cmp one two
}

@test "a page has a line for each hit that count counts, and each leads to its words" {
    needs python3
    report --sample 0 -g speaker "$demo"/interviews/*.vtt >page.html
    frequencies "$demo"/interviews/*.vtt | awk -F '\t' -v OFS='\t' 'NR > 1 { print $1, $2, $2 }' >expected
    [ "$(wc -l <expected)" -gt 20 ]
    follow page.html | same expected
    for unit in turn sentence paragraph; do
        report --sample 3 --unit $unit -g year "$demo/abstracts.ris" >page.html
        frequencies "$demo/abstracts.ris" |
            awk -F '\t' -v OFS='\t' 'NR > 1 { print $1, $2, ($2 > 3 ? 3 : $2) }' >expected
        follow page.html | same expected
    done
}

@test "hits that overlap, and the same words twice, each have their place" {
    needs python3
    printf 'concept\tpattern\na\tpeer support\nb\tsupport worker*\nc\tpeer <1> workers\nd\tsupport\n' >my.tsv
    printf 'doc\tturn\ttext\n1\t1\tThe peer support workers support.\n1\t2\tSupport.\n1\t3\tSupport.\n1\t3\tSupport.\n' >talk.tsv
    report -d my.tsv -o page.html talk.tsv
    follow page.html | same <(printf '%s\t%s\t%s\n' a 1 1 b 1 1 c 1 1 d 5 5)
    grep -qF '<mark title="c; a"><span id="h1" tabindex="-1"><span id="h2" tabindex="-1">peer </span></span></mark>' page.html
    [ "$(grep -c 'class="said"' page.html)" = 3 ]
    report -d my.tsv --unit sentence talk.tsv | grep -c 'class="said"' | diff <(echo 4) -
}

@test "figures of the tables are those of count, their thousands apart" {
    for ((i = 0; i < 1234; i++)); do echo 'Trust her.'; done >many.txt
    printf 'concept\tpattern\ntrust\ttrust*\n' >my.tsv
    report -d my.tsv --sample 50 --keep kept -o page.html many.txt
    count kept | tail -n 1 | diff - <(printf 'trust\t1234\t1\t3702\t333333.33\n')
    grep -qF '<td class="n">1,234</td><td class="n">1</td><td class="n">333,333.33</td>' page.html
    grep -qF '<b>50 of 1,234</b> hits, a sample; <code>-n 1234</code> shows all' page.html
    [ "$(grep -c '<tr id="l' page.html)" = 50 ]
    [ "$(grep -o '<span id="h[0-9]*"' page.html | sort -u | wc -l)" = 50 ]
}

@test "each key has a table with a column for each value, and above sixty values rows" {
    report -g year,country -g doc,year -o page.html --keep kept "$demo/abstracts.ris"
    count -g year --wide year kept | head -n 1 | tr '\t' '\n' | tail -n +2 >years
    grep -A 3 'id="t1"' page.html | grep '<thead>' | grep -o 'class="n">[0-9]*<' | tr -dc '0-9\n' | same years
    grep -o '<table class="sorts wide" id="[^"]*"' page.html | grep -o 't[0-9]m*' | tr '\n' ' ' |
        diff <(printf 't1 t1m t2 t2m t3 t3m ') -
    for ((i = 0; i < 61; i++)); do printf '%s\t%s\n' $i "Trust $i."; done | sed '1i doc\ttext' >many.tsv
    report -g doc -o page.html many.tsv
    grep -q '<table class="sorts" id="t1"' page.html
    [ "$(sed -n '/id="t1"/,/<\/table>/p' page.html | grep -c '^<tr>')" = 61 ]
}

@test "what is known of a concept stands with it, also of one that is not there" {
    report -d "$DATA/report/my.tsv" -o page.html "$DATA/sample.txt"
    grep -q '<dt>Not counted</dt><dd dir="auto">Users &lt;who do not work&gt;.</dd>' page.html
    grep -q '<code>peer review\*</code> <span class="kind">not</span>' page.html
    grep -q '<h3 id="c[0-9]*h">Peer worker <span class="path"><span class="up">role/<wbr/></span>peer</span></h3>' page.html
    sed -n '/id="absent"/,/<\/section>/p' page.html | grep -q 'stigma</th><td dir="auto"></td><td class="n">1</td>'
}

@test "a page says what was read, with digests, and what could not be" {
    echo 'Peer workers trust.' >a.txt
    printf 'concept\tpattern\ntrust\ttrust*\n' >my.tsv
    says 2 'missing.txt: cannot open' report -d my.tsv -o page.html a.txt missing.txt
    grep -q "a.txt</bdi>.*$(sha256sum <a.txt | cut -d ' ' -f 1)" page.html
    grep -q "my.tsv</bdi>.*$(sha256sum <my.tsv | cut -d ' ' -f 1)" page.html
    grep -q 'missing.txt</bdi>.*not read' page.html
    grep -q 'transcript: missing.txt: cannot open' page.html
    grep -qF '<b>1 hit</b> in 1 of 1 document' page.html
}

@test "the commands of a page make its tables again" {
    echo "It's trust." >"it's.txt"
    printf 'concept\tpattern\ntrust\ttrust*\n' >my.tsv
    report -d my.tsv -g doc "it's.txt" >page.html
    {
        sed -n '/^<pre>/,/<\/pre>$/p' page.html | sed 's/<[^>]*>//g'
        grep -o '<code[^>]*>count[^<]*</code>' page.html | sed 's/<[^>]*>//g; s/ N / 1 /'
    } | sed "s/&gt;/>/g; s/&#39;/'/g; s/&quot;/\"/g; s/&amp;/\&/g" >commands
    [ "$(grep -c . commands)" -gt 6 ]
    ln -s "$ROOT/pipelines" pipelines
    bash -euo pipefail commands >made 2>said
    grep -q '^count: 1 documents, 1 sentences$' said
    [ "$(grep -c '^trust	1	1	3	333333.33$' made)" = 3 ]
}

@test "no text becomes markup, and control characters and bad bytes are shown as U+FFFD" {
    needs xmllint python3
    make_hostile
    xmllint --noout page.html
    follow page.html | same <(printf '%s\t%s\t%s\n' 'role/"onmouseover="alert(4)' 4 4 'x&<b>' 1 1)
    [ "$(grep -c '<script' page.html)" = 1 ]
    not grep -qE '<(img|iframe|b>alert)|lang="en"[^>]*onclick' page.html
    [ "$(tr -d '\n' <page.html | tr -dc '\000-\037\177' | wc -c)" = 0 ]
    iconv -f UTF-8 -t UTF-8 page.html >/dev/null
    grep -q 'bdi>a&amp;&quot;b�&lt;img src=x onerror=alert(1)&gt;&#39;.tsv' page.html
}

@test "a table without places gets those of its lines, whatever was skipped" {
    printf 'doc\ttext\r\na\tTrust.\r\nb\nc\tx\ty\nd\tTrust again.' >'bad&.tsv'
    says 2 'bad&.tsv:3: 1 cells' tokens 'bad&.tsv'
    grep '^# source' said.out | diff - <(printf '# source = bad&.tsv:2\n# source = bad&.tsv:5\n')
    printf 'doc\tsource\ttext\na\tx.vtt:7\tTrust.\n' >good.tsv
    tokens good.tsv | grep '^# source' | diff - <(echo '# source = x.vtt:7')
}

@test "the folder of the places is that of the files the turns are from" {
    mkdir -p one/two tables
    printf 'A: I trust you.\nB: Trust?\nA: Yes.\nB: No.\n' | tee one/two/a.txt >one/two/b.txt
    transcript one/two/*.txt >tables/turns.tsv
    printf 'concept\tpattern\ntrust\ttrust*\n' >my.tsv
    for files in one/two/a.txt 'one/two/a.txt one/two/b.txt' tables/turns.tsv; do
        # shellcheck disable=SC2086 # several
        report -d my.tsv -o page.html $files
        grep -q '>Places are lines of files in <code>one/two/</code>' page.html
        grep -q '">a.txt:1</a>' page.html
    done
}

@test "no text, no hit, no codebook and a dictionary of quanteda make pages too" {
    needs python3
    : >empty.txt
    echo 'We trust <b>.' >a.txt
    printf 'concept\tpattern\nrole/x\tnothing\n' >my.tsv
    printf 'role:\n  worker: [trust*]\n' >q.yml
    report -d my.tsv -g doc -o page.html empty.txt 2>/dev/null
    follow page.html | same /dev/null
    report -d my.tsv -g doc a.txt >page.html
    follow page.html | same /dev/null
    report -d q.yml a.txt >page.html
    follow page.html | same <(printf 'role/worker\t1\t1\n')
}

@test "a command line that is wrong is refused, and an old page stays" {
    echo old >page.html
    says 2 "report: expected files" report -o page.html
    says 2 "report: --sample expects a whole number, not 'x'" report --sample x a.txt
    says 2 "report: --unit expects one of turn\|paragraph\|sentence, not 'word'" report --unit word a.txt
    says 2 "concept-tag: no.tsv: cannot open" report -d no.tsv -o page.html a.txt
    echo 'Trust.' >a.txt
    says 2 "report: cannot write 'no/page.html'" report -o no/page.html a.txt
    same page.html <<<old
}

@test "in a browser tables sort, by keyboard too, and what is equal stays in order" {
    needs chromium python3
    demo_page
    browse page.html >shown <<'STEPS'
js (document.querySelector('#t0 th:nth-child(2) button').focus(), 1)
key Enter
js window.column = function (n) { return Array.from(document.querySelectorAll('#t0 tbody tr')).map(function (row) { return row.cells[n].textContent; }); }, 1
js document.querySelector('#t0 th:nth-child(2)').getAttribute('aria-sort')
js column(1).map(Number).every(function (n, i, all) { return i === 0 || all[i - 1] >= n; })
js column(0).filter(function (name, i) { return column(1)[i] === '1'; }).every(function (n, i, all) { return i === 0 || all[i - 1] < n; })
key Space
js document.querySelector('#t0 th:nth-child(2)').getAttribute('aria-sort')
js column(1).map(Number).every(function (n, i, all) { return i === 0 || all[i - 1] <= n; })
js (document.querySelector('#t0 th:nth-child(1) button').click(), document.querySelectorAll('#t0 [aria-sort]').length)
js column(0).every(function (n, i, all) { return i === 0 || all[i - 1] < n; })
js document.querySelector('#t0').tBodies[0].rows.length
js document.querySelectorAll('table.sorts th button').length > 50
happened
STEPS
    printf '%s\n' 1 1 descending true true ascending true 1 true 30 true "request file://$(readlink -f page.html)" | same shown
}

@test "in a browser a hit is reached by keyboard, and its text and its line lead to each other" {
    needs chromium python3
    demo_page
    browse page.html >shown <<'STEPS'
tab .skip
key Enter
js document.activeElement.id
tab .kwic tbody a
js window.line = document.activeElement.closest('tr'), line.querySelector('b').textContent
key Enter
js document.activeElement.textContent === line.querySelector('b').textContent
js document.activeElement.id === line.querySelector('a').hash.slice(1)
js document.activeElement.matches('mark :target')
js var box = document.activeElement.getBoundingClientRect(); box.top >= 0 && box.bottom <= innerHeight
tab .codes a
key Enter
js location.hash.startsWith('#l')
tab summary
key Enter
js document.querySelectorAll('details[open]').length
STEPS
    sed 's/^[0-9][0-9]*$/N/' shown |
        diff -u <(printf '%s\n' N main N co-design true true true true N true N N) -
}

@test "in a browser a filter leaves what holds its words, and a link shows what it hid" {
    needs chromium python3
    demo_page
    browse page.html >shown <<'STEPS'
js (document.querySelector('main .filter input').focus(), 1)
key p
key e
key e
key r
js Array.from(document.querySelector('#t0').tBodies[0].rows).filter(function (row) { return !row.hidden; }).every(function (row) { return row.textContent.includes('peer'); })
js document.querySelector('main .filter output').textContent
js (document.querySelectorAll('.kwic tbody tr')[3].hidden = true, location.hash = document.querySelectorAll('.kwic tbody tr')[3].id, 1)
js document.querySelectorAll('.kwic tbody tr')[3].hidden
STEPS
    diff -u shown <(printf '%s\n' 1 true '3 of 30' 1 false)
}

@test "in a browser hostile text does nothing" {
    needs chromium python3
    make_hostile
    browse page.html >shown <<'STEPS'
js document.querySelectorAll('img, iframe, object, embed, form, base, link, [style], [onclick], [onerror], [onmouseover], [src]').length
js document.scripts.length
js document.title
js Array.from(document.links).every(function (link) { return link.getAttribute('href').startsWith('#'); })
js var script = document.createElement('script'); script.textContent = 'document.title = "run"'; document.body.append(script); document.title
js document.body.insertAdjacentHTML('beforeend', '<img src="https://localhost/no.png" onerror="document.title = 1"/>'); document.title
happened
STEPS
    title='<script>alert(2)</script> & \n %s'
    head -n 6 shown | same <(printf '%s\n' 0 1 "$title" true "$title" "$title")
    grep -E '^(request|blocked)' shown |
        diff -u <(printf '%s\n' "request file://$(readlink -f page.html)" 'request https://localhost/no.png' 'blocked csp') -
    not grep -qE '^(dialog|exception|console)' shown
}

@test "without script, in print, on a narrow screen and in the dark a page can be read" {
    needs chromium python3 pdfinfo pdftotext
    demo_page
    browse page.html >shown <<'STEPS'
js window.paper = getComputedStyle(document.body).backgroundColor, paper
dark
js getComputedStyle(document.body).backgroundColor
size 400 900
js document.documentElement.scrollWidth
pdf page.pdf
noscript
js document.querySelectorAll('button, input').length
js (document.querySelector('.line').scrollIntoView(), document.querySelector('.line').innerText.length > 20)
STEPS
    diff -u shown <(printf '%s\n' 'rgb(255, 255, 255)' 'rgb(21, 23, 27)' 400 0 true)
    [ "$(pdfinfo page.pdf | awk '/^Pages/ { print $2 }')" -gt 10 ]
    pdftotext -layout page.pdf text
    [ "$(grep -c 'Concept  *Hits  *Documents  *Per million tokens' text)" = 2 ]
    grep -q 'Counted in' text
    not grep -qE 'Find a concept|Filter|Skip to' text
}

@test "a text that is one endless paragraph needs no endless page" {
    needs python3
    printf 'concept\tpattern\na\tx1\nb\tx2\n' >my.tsv
    awk 'BEGIN { for (i = 0; i < 60000; i++) printf "x%d%s ", i % 7, i % 50 == 0 ? "." : "" }' >long.txt
    report -d my.tsv -o page.html long.txt
    follow page.html | same <(printf 'a\t8572\t50\nb\t8572\t50\n')
    [ "$(wc -c <page.html)" -lt 2500000 ]
}
