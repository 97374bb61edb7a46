# tokenize: words and sentences, documents and their metadata, the text behind the tokens, bad
# input and limits.
# shellcheck disable=SC1112,SC2016 # typographic quotes are what the tests are about
load helpers

# What the stream says of how it was cut, by default.
CUT="# global.tokenize = $(sed -n 's/.*COSPAN_VERSION "\(.*\)"/\1/p' "$ROOT/filters/lib/base/version.h"), unicode 15.0.0, language auto"
UNICODE=/usr/share/unicode/auxiliary
EWT=$SHARED/7-unicode-conllu/UniversalDependencies+UD_English-EWT/en_ewt-ud-dev.conllu

# The sentences of a tokens stream, a line each, their words apart by a space.
sentences() {
    awk -F '\t' '
        /^[0-9]/ { line = line (line == "" ? "" : " ") $2 }
        /^$/ && line != "" { print line; line = "" }'
}

# cuts TEXT SENTENCE...: the text, with the escapes of printf %b, has these sentences and words.
cuts() {
    printf '%b' "$1" | tokenize "${options[@]}" 2>err | sentences >got || { cat err && return 1; }
    shift
    printf '%b\n' "$@" | diff -u - got
}

# The text that a stream was made from.
rebuilt() {
    awk -f "$DATA/rebuild.awk"
}

# rebuilds FILE [OPTION...]: tokens and what stands between them are the file, byte for byte.
rebuilds() {
    tokenize "${@:2}" "$1" 2>err | rebuilt | cmp - "$1" || { cat err && return 1; }
}

# comments KEY: the comments of a stream that have this key.
comments() {
    grep "^# $1\( \|$\)" || true
}

# The same noise in every run: valid UTF-8 of letters, marks, punctuation and all kinds of space.
noise() {
    awk -v seed="$1" -v count="$2" 'BEGIN {
        pieces = split("a B word 1 3.14 . ? ! ... , ; - -- _ * # @ \\ | / : ( ) [12] e.g. Dr. J. U.S. " \
            "http://x.org/a(b) 10.1000/xyz a@b.org #tag @me don\047t co-design \342\200\231s \303\251 " \
            "\314\210 \342\200\215 \342\200\213 \302\240 \302\205 \302\255 \342\200\250 \342\200\251 " \
            "\343\200\200 \357\273\277 \342\200\246 \343\200\202 \357\274\201 \344\270\255\346\226\207 " \
            "\343\202\253\343\203\212 \327\220 \340\270\201 \360\237\230\200 \360\237\221\215\360\237\217\275 " \
            "\001 \033 \177", piece, " ")
        spaces = split("32 32 32 32 32 10 9 11 12 13", space, " ")
        x = seed
        for (i = 0; i < count; i++) {
            x = (x * 1103515245 + 12345) % 2147483648
            y = int(x / 65536)
            if (y % 3 > 0)
                printf "%s", piece[1 + int(y / 3) % pieces]
            else
                printf "%c", space[1 + int(y / 3) % spaces]
            if (y % 97 == 0)
                printf "\n\n"
        }
    }' | tr -d '\r'
}

options=()

# ---- words ----

@test "words that hyphens join stay one token" {
    cuts 'co-design, state-of-the-art, pre- and post-test; COVID-19, 2019-nCoV on 2021-01-04' \
        'co-design , state-of-the-art , pre - and post-test ; COVID-19 , 2019-nCoV on 2021-01-04'
    cuts 'non‑breaking co‐design, 12–15, word—word -- so' \
        'non‑breaking co‐design , 12 – 15 , word — word -- so'
}

@test "contractions and possessives are as in the text" {
    cuts "They don't, it’s the user's, users' and workers’ choice; l'homme, o'clock" \
        "They don't , it’s the user's , users ' and workers ’ choice ; l'homme , o'clock"
}

@test "numbers with separators stay one token" {
    cuts '1,000 people, 3.5 and .7, 12’000, 10:30, 3.14.15, 50%, -3, $5, 1/2' \
        "1,000 people , 3.5 and . 7 , 12’000 , 10:30 , 3.14.15 , 50 % , - 3 , \$ 5 , 1/2"
}

@test "citations are tokens like others and stay with their sentence" {
    cuts 'Trust matters [12, 23]. It grows.[4-6] So it does [1].' \
        'Trust matters [ 12 , 23 ] .' 'It grows . [ 4-6 ]' 'So it does [ 1 ] .'
}

@test "web addresses, DOIs and e-mail addresses are one token" {
    cuts 'See https://example.org/a(b)?c=1&d=2#e, (http://x.org/y). Or www.example.org: ask a.b+c@mail.example.org!' \
        'See https://example.org/a(b)?c=1&d=2#e , ( http://x.org/y ) .' \
        'Or www.example.org : ask a.b+c@mail.example.org !'
    cuts 'doi:10.1186/s13033-023-00588-5, 10.1000/xyz.' 'doi:10.1186/s13033-023-00588-5 , 10.1000/xyz .'
}

@test "hashtags and mentions are one token, and no token is taken for a comment" {
    cuts '#coproduction by @name_1. This # is C#is' '#coproduction by @name_1 .' 'This # is C # is'
    printf '#a #b\n' | tokenize | awk -F '\t' '$2 == "#a" && $1 == 1 { found = 1 } END { exit !found }'
}

@test "emoji sequences are one token" {
    cuts '👨‍👩‍👧 👍🏽 🇩🇪🇫🇷 3️⃣ ❤️ ok' '👨‍👩‍👧 👍🏽 🇩🇪 🇫🇷 3️⃣ ❤️ ok'
}

@test "acronyms keep their last full stop, other words do not" {
    cuts 'the U.S. and Ph.D. students, i.e. e.g. a.m. etc. so' \
        'the U.S. and Ph.D. students , i.e. e.g. a.m. etc . so'
}

@test "runs of the same punctuation are one token, other punctuation is one each" {
    cuts 'So ... what -- "(no)" *** ===?!' 'So ... what -- " ( no ) " *** === ?!'
}

@test "emphasis and low lines: within a word they join, around it they do not" {
    cuts 'snake_case and _emphasis_ and **bold**' 'snake_case and _ emphasis _ and ** bold **'
}

@test "a colon joins digits, not letters" {
    cuts 'M3:yes at 10:30' 'M3 : yes at 10:30'
}

@test "scripts without spaces are cut as the standard says" {
    cuts '中文字。カタカナ です' '中 文 字 。' 'カタカナ で す'
}

# ---- sentences ----

@test "abbreviations end no sentence" {
    cuts 'Smith et al. (2019) and Lee et al. Others, e.g. Dr. Jones vs. Prof. Lee, p. 5, Fig. 2. It ended.' \
        'Smith et al . ( 2019 ) and Lee et al . Others , e.g. Dr . Jones vs . Prof . Lee , p . 5 , Fig . 2 .' \
        'It ended .'
}

@test "initials end no sentence, the pronoun does" {
    cuts 'We thank J. Smith and A. B. Jones. So do I. We agree.' \
        'We thank J . Smith and A . B . Jones .' 'So do I .' 'We agree .'
}

@test "list markers end no sentence" {
    cuts '1. First item. 2.1. Second item.' '1 . First item .' '2.1 . Second item .'
}

@test "quotations end with their sentence, or go on" {
    cuts '“Why?” she asked. “We trust them.” Then she left.' \
        '“ Why ? ” she asked .' '“ We trust them . ”' 'Then she left .'
}

@test "--abbreviations takes another list" {
    echo 'Bsp.' >list
    options=(--abbreviations list)
    cuts 'Ein Bsp. Das ist Dr. Meier.' 'Ein Bsp . Das ist Dr .' 'Meier .'
    says 2 'nowhere: cannot open' tokenize --abbreviations nowhere </dev/null
}

@test "--language takes the abbreviations of the language" {
    options=(--language nb)
    cuts 'Hun kom kl. 9. Dr. Berg fikk f.eks. Nobelprisen.' 'Hun kom kl. 9 .' 'Dr. Berg fikk f.eks. Nobelprisen .'
    # One that may end a sentence does so before an upper-case letter only.
    cuts 'Det koster 5 kr. Han betaler 10 kr. per dag.' 'Det koster 5 kr.' 'Han betaler 10 kr. per dag .'
    options=(--language nn)
    cuts 'Me les m.a. Duun, jf. Aasen.' 'Me les m.a. Duun , jf. Aasen .'
    options=(--language none)
    cuts 'We met Dr. Jones.' 'We met Dr .' 'Jones .'
}

@test "a document is cut by the rules of the language that its column lang names" {
    { printf 'doc\tlang\ttext\n' &&
        printf '%s\t%s\tMøte kl. 9 hos Fru. Vi ser jf. Berg. Fin.\n' a no b nob c nb-NO d Norwegian e NORSK; } |
        tokenize >out
    [ "$(sentences <out | sort -u | wc -l)" -eq 3 ]
    [ "$(sentences <out | grep -c 'jf. Berg')" -eq 5 ]
    # Without a known language it is cut as English.
    printf 'doc\tlang\ttext\na\tkl\tVi ser jf. Berg.\nb\t\tVi ser jf. Berg.\n' | tokenize | sentences |
        grep -c '^Berg' | same <(echo 2)
    # The first row speaks for the document; an option, for all of them.
    printf 'doc\tlang\ttext\na\tnb\tVi ser jf. Berg.\na\ten\tVi ser jf. Berg.\n' | tokenize | sentences |
        grep -c 'jf. Berg' | same <(echo 2)
    printf 'doc\tlang\ttext\na\tnb\tVi ser jf. Berg.\n' | tokenize --language en | sentences | same <(printf 'Vi ser jf .\nBerg .\n')
}

@test "a dash after a terminator begins a sentence, as speakers change" {
    cuts 'Who asks? - We try. - It is fine. – Yes! — No… - 25 did. - “So.”' \
        'Who asks ?' '- We try .' '- It is fine .' '– Yes !' '— No …' '- 25 did .' '- “ So . ”'
    # Not after an abbreviation or acronym, not before a lower-case letter, not within a word.
    cuts 'I did my Ph.D. - I started late, cf. - Smith. She left the U.S. - I think. At 5 a.m. - We slept.' \
        'I did my Ph.D. - I started late , cf . - Smith .' 'She left the U.S. - I think .' 'At 5 a.m. - We slept .'
    cuts 'Why? - so he asked. A well-known. -Text' 'Why ? - so he asked .' 'A well-known . - Text'
}

@test "a full stop between white space ends a sentence, a spaced ellipsis does not" {
    cuts 'we do not know . it goes . yes .' 'we do not know .' 'it goes .' 'yes .'
    cuts 'We know . it goes . Well . . . we went on.' 'We know .' 'it goes .' 'Well . . . we went on .'
}

@test "a sentence ends where an export lost the space before the next" {
    cuts "We learned to trust.We asked service users.They said yes.Conclusions: It works." \
        'We learned to trust .' 'We asked service users .' 'They said yes .' 'Conclusions : It works .'
    # Code, files, versions and addresses stay whole, and so does a word that begins no sentence.
    cuts 'An http.ResponseWriter of 2.3.Final in data.In.txt, a.We, www.site.The or me@mail.This here.' \
        'An http.ResponseWriter of 2.3 . Final in data.In.txt , a.We , www.site.The or me@mail.This here .'
    cuts 'Use node.Weather and asp.Net and M3:yes.' 'Use node.Weather and asp.Net and M3 : yes .'
    echo 'We trust.We asked.' >glued
    rebuilds glued
}

@test "a paragraph without upper-case letters is cut at its full stops" {
    cuts 'det er bra. vi fortset. ja.' 'det er bra .' 'vi fortset .' 'ja .'
    cuts 'we met e.g. dr. jones at 5 a.m. there etc. and so on... you know. fine.' \
        'we met e.g. dr . jones at 5 a.m. there etc . and so on ... you know .' 'fine .'
    # In others a lower-case letter goes on: Univ. and spp. in exports.
    cuts 'The Univ. of Oslo and Salix spp. were there. so he said.' 'The Univ . of Oslo and Salix spp . were there . so he said .'
    # Each paragraph, turn and cell begins anew.
    cuts 'one. two.\n\nThree. four.' 'one .' 'two .' 'Three . four .'
}

@test "two apostrophes close a sentence, two commas open one" {
    cuts "Dat is zo. '' De man zei niets. ,, Wij ook niet. ''" "Dat is zo . ''" 'De man zei niets .' ",, Wij ook niet . ''"
}

@test "a colon ends a sentence in Norwegian before an upper-case letter, elsewhere it does not" {
    options=(--language nb)
    cuts 'Hun sa: Vi prøver. Han: «Ja.» Kl. 10:30 kom tre: en, to.' 'Hun sa :' 'Vi prøver .' 'Han :' '« Ja . »' 'Kl. 10:30 kom tre : en , to .'
    options=(--language sv)
    cuts 'Hon sade: ”Ja.” Han: Vi.' 'Hon sade :' '” Ja . ”' 'Han : Vi .'
    options=(--language da)
    cuts 'Hun sagde: Vi. Han: »Ja.«' 'Hun sagde : Vi .' 'Han : » Ja . «'
}

@test "ordinals own their full stop; a number at the end of a sentence does not" {
    options=(--language nb)
    cuts '17. mai kom 12. De bor i 3. etasje. Det var i 2019. Så gikk vi.' '17. mai kom 12 .' 'De bor i 3. etasje .' 'Det var i 2019 .' 'Så gikk vi .'
    options=(--language de)
    cuts 'Am 3. Oktober kam er. Das war 2010. Die Frau ging.' 'Am 3. Oktober kam er .' 'Das war 2010 .' 'Die Frau ging .'
    options=()
    cuts 'It was the 3. of May. We were 12. They left.' 'It was the 3 . of May .' 'We were 12 .' 'They left .'
}

@test "parts of compounds keep their hyphen, case endings their colon, elided articles are words" {
    options=(--language nn)
    cuts 'helse- og sosialtenester, rollespel og -leik – ja - nei' 'helse- og sosialtenester , rollespel og -leik – ja - nei'
    options=(--language 'fi')
    cuts 'EU:n ja 1990:n, mutta Anna: hän tuli' 'EU:n ja 1990:n , mutta Anna : hän tuli'
    options=(--language fr)
    cuts "L'histoire qu’il m'a dite aujourd'hui" "L' histoire qu’ il m' a dite aujourd'hui"
    options=(--language it)
    cuts "Dell'arte e un'altra" "Dell' arte e un' altra"
    options=()
    cuts "pre- and post-test of l'histoire" "pre - and post-test of l'histoire"
}

@test "what a language changes of words, the text can still be rebuilt from" {
    local language
    noise 7 3000 >noise.txt
    cat "$DATA/sample.txt" >>noise.txt
    printf "L'histoire qu’il dit. EU:n helse- og -spill kl. 5 osv. 3. mai. 3. Oktober: Vi. '' ,, :) trust.We asked\n" >>noise.txt
    for language in nb nn da sv 'fi' de nl fr es it none; do
        rebuilds noise.txt --language "$language"
        tokenize --language "$language" --conllu noise.txt >plain
        grep -c '^# text = ' plain >/dev/null
    done
}

@test "an unknown language is refused with a list of those there are" {
    local name
    for name in xx '' norwegianish no-such-list nb,nn; do
        says 2 "^tokenize: --language: unknown language '$name'; the languages are da, de, en, es, fi, fr, it, nb, nl, nn, sv, auto, none$" \
            tokenize --language "$name" /dev/null
    done
}

@test "the stream says what cut it" {
    tokenize </dev/null | grep -xF "$CUT"
    tokenize --language Norwegian </dev/null | grep -xF "${CUT/auto/nb}"
    echo 'Bsp.' >list
    tokenize --language de --rules uax29 --abbreviations list </dev/null |
        grep -xF "${CUT/auto/de}, --rules uax29, --abbreviations list"
    # Plain CoNLL-U has no line for it.
    [ -z "$(tokenize --conllu </dev/null)" ]
}

@test "a space at the line end or a break makes no difference to sentences" {
    cuts 'It began\nin spring. And\nended.' 'It began in spring .' 'And ended .'
}

# ---- paragraphs ----

@test "an empty line ends a paragraph and a sentence" {
    cuts 'No full stop\n\nhere\n \nand here' 'No full stop' 'here' 'and here'
    printf 'One. Two.\n\nThree.\n' | tokenize | comments newpar >got
    [ "$(wc -l <got)" -eq 2 ]
}

@test "auto: short lines are wrapped text, a break beside a long line is a paragraph" {
    local long
    long=$(printf 'word %.0s' {1..30})
    cuts "A heading\n${long}end\nShort" 'A heading' "${long}end" 'Short'
    cuts 'A heading\nand more' 'A heading and more'
}

@test "auto counts characters, not bytes" {
    local line
    line=$(printf 'слово %.0s' {1..18}) # 108 characters, 198 bytes
    cuts "${line}это\nеще" "${line}это еще"
    line=$(printf 'слово %.0s' {1..21})
    cuts "${line}это\nеще" "${line}это" 'еще'
}

@test "--line-breaks space and paragraph decide for all lines" {
    local long
    long=$(printf 'word %.0s' {1..30})
    options=(--line-breaks space)
    cuts "A heading\n${long}end\n\nShort" "A heading ${long}end" 'Short'
    options=(--line-breaks paragraph)
    cuts 'A line\nand more' 'A line' 'and more'
}

# ---- Unicode's own tests ----

@test "--rules uax29 finds the words of WordBreakTest.txt" {
    [ -r "$UNICODE/WordBreakTest.txt" ] || skip 'package unicode-data is not installed'
    awk -v make=table -f "$DATA/breaks.awk" "$UNICODE/WordBreakTest.txt" >table.tsv
    awk -v make=words -f "$DATA/breaks.awk" "$UNICODE/WordBreakTest.txt" >expected
    [ "$(wc -l <expected)" -gt 1800 ]
    tokenize --rules uax29 --offsets table.tsv | awk -F '\t' '
        /^# newdoc/ { if (documents++) print line; line = "" }
        /^[0-9]/ { line = line (line == "" ? "" : " ") $4 "-" $5 }
        END { print line }' | same expected
}

@test "--rules uax29 finds the sentences of SentenceBreakTest.txt" {
    [ -r "$UNICODE/SentenceBreakTest.txt" ] || skip 'package unicode-data is not installed'
    awk -v make=table -f "$DATA/breaks.awk" "$UNICODE/SentenceBreakTest.txt" >table.tsv
    awk -v make=places -f "$DATA/breaks.awk" "$UNICODE/SentenceBreakTest.txt" >places
    [ "$(wc -l <places)" -gt 500 ]
    tokenize --rules uax29 --offsets table.tsv >found
    # Each sentence lies between two neighbouring boundaries, between which there is no other.
    awk -F '\t' '
        FNR == NR { places[NR] = $0; next }
        /^# newdoc/ { count = split(places[++document], place, " "); split("", used) }
        /^1\t/ { start = $4 }
        /^[0-9]/ { end = $5; next }
        /^$/ && end != "" {
            good = 0
            for (i = 1; i < count; i++)
                if (place[i] <= start && start < place[i + 1] && end <= place[i + 1] && !(i in used)) {
                    used[i] = good = 1
                    sentences++
                }
            if (!good && ++bad)
                print "document", document, "sentence", start "-" end, "in", places[document]
            end = ""
        }
        END { exit bad || sentences < 500 }' places found
}

@test "both rules differ where a tailoring says so" {
    printf 'co-design @me it_ so:yes' | tokenize | sentences >tailored
    printf 'co-design @me it_ so:yes' | tokenize --rules uax29 | sentences >exact
    echo 'co-design @me it _ so : yes' | same tailored
    echo 'co - design @ me it_ so:yes' | same exact
}

# ---- the text behind the tokens ----

@test "tokens rebuild the text: samples" {
    local rules
    for rules in tailored uax29; do
        rebuilds "$DATA/sample.txt" --rules $rules
        rebuilds "$DATA/sample.txt" --rules $rules --offsets
        printf ' \t\n Lead, a|b\\c,\t\tend.  \n\n\f\nMore\342\200\213 \302\240\n\nlast\302\240\n\n' >odd
        rebuilds odd --rules $rules
        printf 'No final newline' >odd
        rebuilds odd --rules $rules
        printf 'Foo.\n\n\302\240\n\n\342\200\213\n\nBar.\n\n\302\240' >odd
        rebuilds odd --rules $rules
    done
}

@test "tokens rebuild the text: noise" {
    local seed breaks
    for seed in 1 2 3 4 5 6; do
        noise $seed 3000 >text
        for breaks in auto space paragraph; do
            rebuilds text --line-breaks $breaks
            rebuilds text --line-breaks $breaks --rules uax29
        done
    done
}

@test "tokens rebuild the text: articles" {
    needs_shared 9-articles
    local path
    for path in "$SHARED"/9-articles/*.txt; do
        rebuilds "$path"
        rebuilds "$path" --rules uax29
        rebuilds "$path" --line-breaks paragraph
    done
}

@test "tokens rebuild the text: all of EWT" {
    [ -r "$EWT" ] || skip 'shared data is not here: 7-unicode-conllu'
    sed -n 's/^# text = //p' "$EWT" >texts
    { printf 'doc\ttext\n' && sed 's/\\/\\\\/g' texts | awk '{ print NR "\t" $0 }'; } >table.tsv
    tr -d '\n' <texts >expected
    tokenize table.tsv | rebuilt | cmp - expected
    tokenize --rules uax29 table.tsv | rebuilt | cmp - expected
    tokenize texts | rebuilt | cmp - texts
}

@test "no line holds white space but what it should" {
    noise 7 20000 | tokenize --rules uax29 >found
    awk -F '\t' '/^#/ || /^$/ { next } NF != 3 || $1 !~ /^[0-9]+$/ || $2 ~ /^[ \t]/ || $2 == "" ||
        $3 ~ /[ \t]/ { print; bad = 1 } END { exit bad }' found
}

@test "the pieces in which the text arrives make no difference" {
    needs perl
    local size
    noise 11 2500 >text
    cat "$DATA/sample.txt" >>text
    printf 'doc\ttext\n1\tA b. C d.\\n\\nE.\n2\tF.\n' >table
    for file in text table; do
        tokenize <$file >expected 2>err
        for size in 1 7 4096; do
            perl -e 'my ($size) = @ARGV; $| = 1; binmode STDIN; binmode STDOUT;
                while (sysread STDIN, my $piece, $size) { syswrite STDOUT, $piece; }' $size <$file |
                tokenize 2>err | same expected
        done
    done
    # Even a space that is no end, words that go over the end of a sentence, and what is cut.
    { printf 'a.\327\220\327\220 日本。[12, 23] ' && head -c 1500000 /dev/zero | tr '\000' 'x' &&
        head -c 1500000 "$DATA/sample.documents.tsv" && printf ' 。%.0s' {1..9999}; } >text
    tokenize <text >expected 2>said || true
    dd if=text bs=4093 status=none 2>/dev/null | tokenize 2>said.pieces | same expected || true
    diff said said.pieces
}

@test "--offsets count code points within the document" {
    local text form start end LC_ALL=C.UTF-8
    [ "${#LC_ALL}" -eq 7 ] && text=é && [ "${#text}" -eq 1 ] || skip 'no locale C.UTF-8'
    text=$' Zoë’s naïve co‑design 😀👍🏽.\n\nNext – “日本”. \u00a0 End\n'
    printf '%s' "$text" >text
    tokenize --offsets text >found
    grep -q '^# global.columns = ID FORM MISC COSPAN:START COSPAN:END$' found
    grep -P '^\d' found | while IFS=$'\t' read -r _ form _ start end; do
        [ "${text:start:end-start}" = "$form" ] || { echo "$start-$end: $form" && exit 1; }
    done
    [ "$(grep -cP '^\d' found)" -gt 10 ]
}

@test "--offsets go on from one text of a document to the next" {
    printf 'doc\ttext\nd\tÄb c.\nd\tD\ne\tF\n' | tokenize --offsets | grep -P '^\d' | cut -f 2,4,5 >got
    printf 'Äb\t0\t2\nc\t3\t4\n.\t4\t5\nD\t5\t6\nF\t0\t1\n' | same got
}

# ---- plain CoNLL-U ----

# What the validator of Universal Dependencies asks for at level 1, as far as no word is analysed.
is_conllu() {
    awk -F '\t' '
        function bad(what) { print FILENAME ":" FNR ": " what ": " $0; wrong = 1 }
        /^[ \t]+$/ { bad("white space only") }
        /^$/ { if (!words) bad("an empty line without words"); words = comments = 0; next }
        /^#/ { if (words) bad("a comment after words"); comments = 1; next }
        {
            if (NF != 10) bad("not ten columns")
            if ($1 != ++words) bad("expected word " words)
            for (i = 1; i <= NF; i++) {
                if ($i == "") bad("an empty field")
                if ($i ~ /^[ \t\013\014\034-\037]|[ \t\013\014\034-\037]$|[ \t][ \t]/ ||
                    $i ~ /(\302[\205\240]|\342\200[\200-\212\250\251\257]|\343\200\200)$/)
                    bad("white space in field " i)
                if (i > 2 && i < 10 && $i != "_") bad("field " i)
            }
        }
        END { if (words || comments) bad("no empty line at the end"); exit wrong }' "$1"
}

@test "--conllu writes what the UD validator takes at level 1" {
    tokenize --conllu "$DATA/sample.txt" >found
    is_conllu found
    tokenize --conllu "$DATA/sample.documents.tsv" >found 2>err
    is_conllu found
    noise 3 20000 | tokenize --conllu >found
    is_conllu found
    if [ -r "$EWT" ]; then
        sed -n 's/^# text = //p' "$EWT" | tokenize --conllu >found
        is_conllu found
    fi
}

@test "--conllu leaves out documents without a word, and says so" {
    printf 'doc\ttext\n1\tHere.\n2\t\n3\tThere.\n' >table.tsv
    tokenize --conllu table.tsv >found 2>err
    is_conllu found
    [ "$(comments newdoc <found | tr '\n' ' ')" = '# newdoc id = 1 # newdoc id = 3 ' ]
    grep -q '^tokenize: 1 documents without a word, for which CoNLL-U has no place$' err
}

@test "# text = is the words of the sentence with single spaces" {
    printf 'One\n  two\302\240three\342\200\213four.  Five!\n' | tokenize --conllu | comments text >got
    printf '# text = One two three four.\n# text = Five!\n' | same got
}

@test "what --conllu writes can be read again" {
    [ -r "$EWT" ] || skip 'shared data is not here: 7-unicode-conllu'
    sed -n 's/^# text = //p' "$EWT" >texts
    tokenize texts | sentences >expected
    tokenize --conllu texts | sentences | same expected
    tokenize --conllu texts | count --of form >counted
    tokenize texts | count --of form | same counted
}

# ---- documents ----

@test "a file is a document named after it" {
    mkdir a b
    echo 'One.' >a/fg1.vtt.txt
    echo 'Two.' >b/.hidden
    echo 'Three.' >b/plain
    tokenize a/fg1.vtt.txt b/.hidden b/plain | comments newdoc >got
    printf '# newdoc id = %s\n' fg1.vtt .hidden plain | same got
}

@test "files with the same name have their paths as ids, whatever their endings" {
    mkdir a b
    echo 'One.' | tee a/p1.txt >b/p1.md
    cp a/p1.txt b/p2.txt
    tokenize a/p1.txt b/p1.md b/p2.txt | comments newdoc >got
    printf '# newdoc id = %s\n' a/p1.txt b/p1.md p2 | same got
}

@test "standard input is stdin, or what --document says" {
    echo 'One.' | tokenize | comments newdoc | diff - <(echo '# newdoc id = stdin')
    echo 'One.' >file
    echo 'Two.' | tokenize --document fg7 file - | comments newdoc >got
    printf '# newdoc id = file\n# newdoc id = fg7\n' | same got
}

@test "each sentence says from where it comes" {
    printf '\n\nOne. Two\nlines.\n\nThree.\n' >file
    tokenize file | comments source >got
    printf '# source = file:%s\n' 3 3 6 | same got
    printf 'doc\ttext\n1\tOne. Two.\n1\tThree.\n' >table.tsv
    tokenize table.tsv | comments source >got
    printf '# source = table.tsv:%s\n' 2 2 3 | same got
    printf 'doc\tsource\ttext\n1\tfg1.vtt:87\tOne.\n' | tokenize | comments source >got
    echo '# source = fg1.vtt:87' | same got
}

@test "title and abstract are texts of one document, told apart by field" {
    printf 'doc\tyear\ttitle\tabstract\nr1\t2020\tA title\tAn abstract.\nr2\t\tAlone\t\n' | tokenize |
        grep '^# [^gns]' >got
    printf '# %s\n' 'meta::year = 2020' 'field = title' \
        'field = abstract' 'field = title' | same got
}

@test "speaker turns keep speaker and time with each sentence" {
    printf 'doc\tspeaker\ttime\tgroup\ttext\nfg1\tM3\t0:01\t1\tOne. Two.\nfg1\tP1\t\t1\tThree.\n' |
        tokenize | grep -E '^# (newdoc|meta|sent_id|speaker|time|group)' >got
    printf '# %s\n' 'newdoc id = fg1' 'meta::group = 1' 'sent_id = fg1-1' 'speaker = M3' 'time = 0:01' \
        'sent_id = fg1-2' 'speaker = M3' 'time = 0:01' 'sent_id = fg1-3' 'speaker = P1' | same got
}

@test "metadata that vary within a document stand with the sentences that differ" {
    printf 'doc\tyear\tcity\ttext\nd\t2020\tUlm\tA.\nd\t2021\t\tB.\nd\t2020\tUlm\tC.\n' | tokenize |
        grep -E '^# (meta|sent_id|year|city)' >got
    printf '# %s\n' 'meta::year = 2020' 'meta::city = Ulm' 'sent_id = d-1' 'sent_id = d-2' \
        'year = 2021' 'city =' 'sent_id = d-3' | same got
}

@test "--sentence-keys chooses what stands with sentences" {
    printf 'doc\tspeaker\tmood\ttext\nd\tM3\tgood\tA.\n' | tokenize --sentence-keys mood |
        grep -E '^# (meta|mood)' >got
    printf '# meta::speaker = M3\n# mood = good\n' | same got
}

@test "-t chooses the texts, the other columns are metadata" {
    printf 'doc\ttext\tnote\nd\tOne.\tTwo.\n' >table.tsv
    tokenize -t note table.tsv | sentences | diff - <(echo 'Two .')
    tokenize -t 'note, text' table.tsv | sentences | diff - <(printf 'One .\nTwo .\n')
    tokenize --text note table.tsv | comments meta::text | diff - <(echo '# meta::text = One.')
    says 2 "table.tsv: no column 'body'; the columns are doc, text, note" tokenize -t body table.tsv
}

@test "an empty document keeps its comment block" {
    printf 'doc\tyear\ttext\na\t2020\t\nb\t2021\t \nc\t2022\t\n' | tokenize | same <(printf '%s\n' \
        '# global.columns = ID FORM MISC' "$CUT" '# newdoc id = a' '# meta::year = 2020' '' '# newdoc id = b' \
        '# meta::year = 2021' '' '# newdoc id = c' '# meta::year = 2022' '')
}

@test "escapes in cells are decoded in texts and kept in comments" {
    printf 'doc\tnote\ttext\nd\\\\1\ta\\tb\\nc\\\\d\tOne\\ttwo\\nthree \\\\ four\n' >table.tsv
    tokenize table.tsv >found
    rebuilt <found | diff - <(printf 'One\ttwo\nthree \\ four')
    grep -q '^# newdoc id = d\\\\1$' found
    grep -q '^# meta::note = a\\tb\\nc\\\\d$' found
    # They come back decoded.
    concept-tag -d "$DATA/sample.dictionary.tsv" found | count -g note,doc |
        grep -q $'^a\\\\tb\\\\nc\\\\\\\\d\td\\\\\\\\1\t'
}

@test "rows with the same id that do not follow each other are two documents" {
    printf 'doc\ttext\na\tOne.\nb\tTwo.\na\tThree.\n' | tokenize | comments newdoc >got
    printf '# newdoc id = %s\n' a b a | same got
}

@test "tables and texts may be mixed, each table with its own columns" {
    printf 'doc\ttext\na\tOne.\n' >one.tsv
    printf 'doc\tyear\tabstract\nb\t2020\tTwo.\n' >two.tsv
    echo 'Three.' >three.txt
    tokenize one.tsv three.txt two.tsv | sentences | diff - <(printf '%s .\n' One Three Two)
}

@test "cat of two streams is a stream" {
    tokenize --document a <<<'One.' >one
    tokenize --document b <<<'Two.' >two
    cat one two | count --of form -g doc >got
    cat one <(tail -n +2 two) | count --of form -g doc | same got
}

@test "-v tells totals" {
    says 0 '^tokenize: 3 documents, 4 sentences, 35 tokens$' tokenize -v "$DATA/sample.documents.tsv"
}

# ---- bad input ----

@test "invalid UTF-8 is replaced, skipped or refused" {
    printf 'Good\nb\377d \342\202end\n' >bad
    says 0 '^tokenize: bad:2: no valid UTF-8, here first; 2 sequences now U\+FFFD$' tokenize bad
    sentences <said.out | diff - <(printf 'Good b \357\277\275 d \357\277\275 end\n')
    says 0 '^tokenize: bad:2: no valid UTF-8, here first; 2 sequences skipped$' \
        tokenize --invalid skip bad
    sentences <said.out | diff - <(printf 'Good bd end\n')
    says 2 '^tokenize: bad:2: no valid UTF-8; --invalid replace goes on$' tokenize --invalid error bad
    printf 'doc\tno\303te\tyear\ttext\n1\tx\t2020\tOne.\n2\ty\t20\37721\tT\377o.\n' >bad.tsv
    says 0 '^tokenize: bad.tsv:3: no valid UTF-8, here first; 2 sequences now' tokenize bad.tsv
    grep -q '^tokenize: bad.tsv:1: column 2 is skipped' said.err
    iconv -f UTF-8 -t UTF-8 said.out >/dev/null
    says 2 '^tokenize: bad.tsv:3: no valid UTF-8; ' tokenize --invalid error bad.tsv
}

@test "a NUL is between words" {
    printf 'one\000two \000 three.' >file
    tokenize file | sentences | diff - <(echo 'one two three .')
}

@test "CR LF reads like LF" {
    printf 'One. Two\nlines.\n\nThree.\n' >file
    tokenize --document d - <file >expected
    sed 's/$/\r/' file | tokenize --document d | same expected
}

@test "an empty text is a document without sentences" {
    printf '%s\n' '# global.columns = ID FORM MISC' "$CUT" '# newdoc id = stdin' '' >expected
    tokenize </dev/null | same expected
    printf ' \n\t\n\302\240' | tokenize | same expected
    printf 'doc\ttext\n' | tokenize | same <(head -n 2 expected)
}

@test "a missing file and a folder are named, and the others are read" {
    echo 'One.' >file
    mkdir folder
    says 2 '^tokenize: nowhere: cannot open: No such file or directory$' tokenize nowhere file
    grep -q '^1	One	' said.out
    says 2 '^tokenize: folder: is a folder, expected a file$' tokenize folder file
    grep -q '^1	One	' said.out
}

@test "a header without doc is read as text, and that is said" {
    printf 'id\ttext\n1\tOne.\n' >table.tsv
    says 0 '^tokenize: table.tsv:1: read as plain text: a table of documents begins with a column doc, and has tabs' \
        tokenize table.tsv
    printf 'doc,text\n1,One.\n' >table.csv
    says 0 '^tokenize: table.csv:1: read as plain text' tokenize table.csv
    printf 'Speaker\ttalks.\nAnd so on.\n' | tokenize 2>err >out
    [ ! -s err ]
}

@test "a header without text is refused" {
    printf 'doc\tbody\n1\tOne.\n' >table.tsv
    says 2 "^tokenize: table.tsv: no column 'text'; the columns are doc, body$" tokenize table.tsv
    printf 'doc\ttext\ttext\n' >table.tsv
    says 2 "^tokenize: table.tsv:1: two columns are called 'text'$" tokenize table.tsv
}

@test "a column that cannot be a key is skipped, and that is said" {
    printf 'doc\ta=b\ttext\n1\tx\tOne.\n' >table.tsv
    says 0 "^tokenize: table.tsv:1: column 2 is skipped: 'a=b' is no name for a key$" tokenize table.tsv
    not grep -q 'a=b' said.out
}

@test "ragged rows are reported with their place and skipped" {
    printf 'doc\ttext\na\tOne.\nb\nc\tTwo.\textra\nd\tThree.\n' >table.tsv
    says 2 '^tokenize: table.tsv:3: 1 cells, expected 2 as in the header; row skipped$' tokenize table.tsv
    grep -q '^tokenize: table.tsv:4: 3 cells, expected 2' said.err
    sentences <said.out | diff - <(printf '%s .\n' One Three)
}

@test "--strict stops at the first bad row, with whole lines" {
    printf 'doc\ttext\na\tOne.\nb\nc\tTwo.\n' >table.tsv
    says 2 '^tokenize: table.tsv:3: 1 cells' tokenize --strict table.tsv
    not grep -q 'Two' said.out
    [ "$(tail -c 1 said.out)" = '' ]
}

@test "a full disk and a closed pipe" {
    full() {
        tokenize "$DATA/sample.txt" >/dev/full
    }
    says 2 '^tokenize: cannot write to standard output: No space left on device$' full
    { tokenize "$DATA/sample.txt" 2>err || echo $? >status; } | true
    [ ! -s err ]
}

# ---- limits ----

@test "a sentence of more than 1 MiB is cut, said, and loses nothing" {
    head -c 3000000 /dev/zero | tr '\000' 'x' | sed 's/xxxxxxxxx/word no /g' >long
    says 2 '^tokenize: long:1: a sentence of more than 1048576 bytes is cut$' tokenize long
    [ "$(wc -l <said.err)" -eq 2 ]
    rebuilt <said.out | cmp - long
    says 2 'is cut' tokenize --strict long
    [ "$(wc -l <said.err)" -eq 1 ]
    head -c 3000000 /dev/zero | tr '\000' 'x' >long
    says 2 'is cut' tokenize long
    rebuilt <said.out | cmp - long
}

@test "white space of more than 1 MiB is cut and said" {
    { echo 'One.' && head -c 3000000 /dev/zero | tr '\000' '\n' && echo 'Two.'; } >long
    says 2 '^tokenize: long:1: white space of more than 1048576 bytes is cut$' tokenize long
    [ "$(wc -l <said.err)" -eq 1 ]
    sentences <said.out | diff - <(printf '%s .\n' One Two)
    [ "$(comments source <said.out | tail -n 1)" = '# source = long:3000002' ]
}

@test "memory does not grow with the text" {
    [ "${MODE:-release}" = release ] || skip 'a sanitizer needs more'
    local block line
    block=$(for _ in {1..50}; do cat "$DATA/sample.txt"; done)
    { yes "$block" || true; } | head -c 100000000 | (ulimit -v 32768 && tokenize) | tail -n 1 >out
    line=$(tr '\n' ' ' <<<"$block")
    { yes "$line" | tr -d '\n' || true; } | head -c 30000000 | (ulimit -v 32768 && tokenize) | tail -n 1 >out
}

@test "a sentence that comes in small pieces takes no longer" {
    needs perl timeout
    head -c 1000000 /dev/zero | tr '\000' 'x' | sed 's/xxxxxxxxx/word no /g' >long
    perl -e '$| = 1; while (sysread STDIN, my $piece, 100) { syswrite STDOUT, $piece; }' <long |
        timeout 20 tokenize >found
    rebuilt <found | cmp - long
}

@test "files that are no text are named, with what helps, and skipped" {
    echo 'One.' >text.txt
    printf '%%PDF-1.7\n\344' >a.pdf
    printf 'PK\003\004\024' >a.docx
    printf '\377\376O\000' >wide.txt
    for program in tokenize normalize; do
        says 2 "^$program: a.pdf: is a PDF file" "$program" a.pdf text.txt
        grep -q One said.out
        says 2 "^$program: a.docx: is a packed file, not text; convert DOCX and ODT with transcript first" "$program" a.docx
        says 2 "^$program: wide.txt: is UTF-16" "$program" wide.txt
    done
    printf 'PK' | tokenize | grep -q '^1.PK'
    printf '%%PDF' | normalize --from latin1 | grep -q '%PDF'
}
