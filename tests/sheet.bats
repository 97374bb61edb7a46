# Spreadsheets, as unzip, xmllint, openpyxl and LibreOffice see them.
load helpers

part() {
    unzip -p "$1" "$2"
}

# The cells of the first sheet, one a line: place, style, kind, content.
cells() {
    part "$1" "xl/worksheets/sheet${2:-1}.xml" | grep -oE '<c r=.*</c>' | sed 's,</c>,&\n,g' |
        sed -nE -e 's,.*<c r="([A-Z0-9]+)"( s="([0-9]+)")?><v>(.*)</v></c>,\1 number \4,p' \
            -e 's,.*<c r="([A-Z0-9]+)"( s="([0-9]+)")? t="inlineStr"><is><t[^>]*>(.*)</t></is></c>,\1 text \4,p'
}

# Every part is XML that can be read, and every relation leads to a part.
sound() {
    local name
    unzip -qq -t "$1" || return 1
    unzip -Z1 "$1" >names
    while read -r name; do
        unzip -p "$1" "${name//\[/\\[}" | xmllint --noout - || { echo "$name" && return 1; }
    done <names
    part "$1" '\[Content_Types\].xml' | grep -oE 'PartName="/[^"]*"' | cut -d'"' -f2 | sed 's,^/,,' |
        sort >typed
    grep -vE '_rels/|Content_Types' names | sort | diff -u - typed
}

table() {
    printf '%b' "$1"
}

@test "numbers are numbers, and what only looks like one stays text" {
    table 'name\tx\nid\t12\nid\t-0.50\nid\t00123\nid\t1-2\nid\t1e5\nid\tMARCH1\nid\t1,000\nid\t+5\n' | sheet >out.xlsx
    sound out.xlsx
    cells out.xlsx | grep '^B' >seen
    same seen <<'CELLS'
B1 text x
B2 number 12
B3 number -0.50
B4 text 00123
B5 text 1-2
B6 text 1e5
B7 text MARCH1
B8 text 1,000
B9 text +5
CELLS
}

@test "columns of names hold text, and --text and --numbers say so of others" {
    table 'pmid\tgroup\tp\tq\n31452104\t1\t1e-05\t1e-06\n' >t.tsv
    sheet -t group --numbers q t.tsv | cat >out.xlsx
    cells out.xlsx | tail -n 4 | same <(printf '%s\n' 'A2 text 31452104' 'B2 text 1' 'C2 number 1e-05' 'D2 number 1e-06')
    says 2 "^sheet: no table has the column 'gruop' of --text; did you mean 'group'\? the columns are pmid, group, p, q$" \
        sheet -t gruop -o out.xlsx t.tsv
    says 2 "^sheet: no table has the column 'x' of --numbers; the columns are pmid, " sheet --numbers q,x -o out.xlsx t.tsv
}

@test "text is never a formula or a link" {
    table 'text\n=1+2\n+cmd\n-2+3\n@SUM(A1)\n\\t=1\nhttp://example.org\nmailto:a@b.c\n=HYPERLINK("x")\n' | sheet >out.xlsx
    sound out.xlsx
    [ "$(cells out.xlsx | grep -c '^A[0-9]* text')" -eq 9 ]
    not grep -E '<f>|hyperlink' <(part out.xlsx xl/worksheets/sheet1.xml)
}

@test "LibreOffice evaluates nothing and shows ids as they are" {
    needs soffice
    table 'id\ttext\tfreq\n00123\t=1+2\t1234\n1-2\tMARCH1\t5\n1e5\t@SUM(1,2)\t6\n' | sheet --chart bar >out.xlsx
    timeout 120 soffice -env:UserInstallation="file://$PWD/profile" --headless --convert-to csv out.xlsx >/dev/null 2>&1
    printf '%s\n' 'id,text,freq' '00123,=1+2,1234' '1-2,MARCH1,5' '1e5,"@SUM(1,2)",6' | same out.csv
}

@test "openpyxl reads values, formats, panes, filters and charts" {
    /usr/bin/python3 -c 'import openpyxl' 2>/dev/null || skip 'openpyxl is not installed'
    table 'speaker\tfreq\tper_million\nAda\t1234\t3.50\nBo\t7\t142857.14\n' >t.tsv
    sheet --chart bar -o out.xlsx t.tsv
    /usr/bin/python3 - <<'PYTHON' >seen
import openpyxl
book = openpyxl.load_workbook("out.xlsx")
sheet = book["t"]
print(book.sheetnames, sheet.freeze_panes, sheet.auto_filter.ref, len(sheet._charts))
print([(c.value, c.data_type, c.number_format) for c in sheet[3]])
print(book.properties.created.isoformat())
PYTHON
    same seen <<'SEEN'
['t', 'Notes'] A2 A1:C3 1
[('Bo', 's', '@'), (7, 'n', '#,##0'), (142857.14, 'n', '#,##0.00')]
1970-01-01T00:00:00
SEEN
}

@test "control characters and what looks like their escape are escaped as Excel does it" {
    printf 'text\na\001b\nc_x0041_d\ne\\rf\n\357\277\277 & <b> "q"\n' | sheet >out.xlsx
    sound out.xlsx
    cells out.xlsx | tail -n 4 | same <(printf '%s\n' 'A2 text a_x0001_b' 'A3 text c_x005F_x0041_d' \
        'A4 text e_x000D_f' 'A5 text _xFFFF_ &amp; &lt;b&gt; "q"')
}

@test "invalid UTF-8 becomes U+FFFD, is counted and noted" {
    printf 'text\tn\ngood\t1\nb\377d\t2\n\303(\t3\n' >t.tsv
    says 0 '^sheet: t.tsv:3: no valid UTF-8, here first; 2 sequences now U\+FFFD$' sheet -o out.xlsx t.tsv
    sound out.xlsx
    cells out.xlsx | grep -F 'A3 text b�d'
    cells out.xlsx 2 | grep -F 'text invalid UTF-8, now U+FFFD'
}

@test "a cell longer than a sheet's cells goes on in the rows below, character for character" {
    # The limit counts units of UTF-16, of which an emoji has two.
    awk 'BEGIN { for (i = 0; i < 20000; i++) s = s "😀"; print "text\tid\n" s s "\tx\nend\ty" }' >t.tsv
    says 0 '^sheet: t.tsv:2: cells of more than 32767 characters go on in the rows below, here first; 1 such' \
        sheet -o out.xlsx t.tsv
    sound out.xlsx
    cells out.xlsx | cut -d ' ' -f 1 | tr '\n' ' ' >places
    printf 'A1 B1 A2 B2 A3 A4 A5 B5 ' | same places
    [ "$(cells out.xlsx | sed -n 's/^A2 text //p' | LC_ALL=C.UTF-8 wc -m)" -le 16384 ]
    cells out.xlsx | sed -nE 's/^A[234] text //p' | tr -d '\n' | cmp - <(sed -n '2s/\t.*//p' t.tsv | tr -d '\n')
}

@test "names of sheets are made valid and different, and that is said" {
    printf 'a\n1\n' >t.tsv
    says 0 "sheet 'a/b:\[c\]\*\?' is called 'a_b__c___'" \
        sheet -o out.xlsx --name 'a/b:[c]*?' --name History --name "'quoted'" \
        --name 'A name that is so much longer than a sheet may have' --name same --name SAME t.tsv t.tsv t.tsv t.tsv t.tsv t.tsv
    sound out.xlsx
    part out.xlsx xl/workbook.xml | grep -oE '<sheet name="[^"]*"' | cut -d'"' -f2 >seen
    same seen <<'NAMES'
a_b__c___
History (2)
_quoted_
A name that is so much longer t
same
SAME (2)
Notes
NAMES
}

@test "more rows than a sheet holds go on in the next one" {
    { echo n && seq 1048580; } | says 0 "^sheet: standard input:1048577: sheet 'table' is full and goes on as 'table \(2\)'$" sheet -o out.xlsx
    part out.xlsx xl/worksheets/sheet1.xml | tail -c 1000 | grep -q '<c r="A1048576" s="19"><v>1048575</v>'
    cells out.xlsx 2 | same <(printf '%s\n' 'A1 text n' 'A2 number 1048576' 'A3 number 1048577' \
        'A4 number 1048578' 'A5 number 1048579' 'A6 number 1048580')
    cells out.xlsx 3 | grep -q 'text goes on in'
}

@test "the notes say from which bytes each sheet was made" {
    printf 'a\n1\n' >t.tsv
    sheet --chart line --values a -o out.xlsx t.tsv
    cells out.xlsx 2 | cut -d ' ' -f 3- >seen
    same seen <<NOTES
sheet
what
value

made by
cospan sheet $(sheet --version | sed -n '1s/.* //p')

--chart
line

--values
a
t
file
t.tsv
t
sha256
$(sha256sum t.tsv | cut -d ' ' -f 1)
t
rows
1
NOTES
}

@test "the date is SOURCE_DATE_EPOCH's, else 1970's" {
    printf 'a\n1\n' >t.tsv
    sheet t.tsv | cat >out.xlsx
    part out.xlsx docProps/core.xml | grep -q 1970-01-01T00:00:00Z
    SOURCE_DATE_EPOCH=1700000000 sheet t.tsv | cat >out.xlsx
    part out.xlsx docProps/core.xml | grep -q 2023-11-14T22:13:20Z
}

@test "a chart names the cells of counts, of wide tables, or of --values" {
    printf 'speaker\tconcept\tfreq\tdocs\nAda\tc\t1\t2\nBo\tc\t3\t4\n' >long.tsv
    printf 'year\tAda\tBo\n2020\t1\t2\n2021\t3\t4\n' >wide.tsv
    sheet --chart line -o out.xlsx long.tsv wide.tsv
    sound out.xlsx
    part out.xlsx xl/charts/chart1.xml | grep -oE '<c:f>[^<]*' | same <(printf '<c:f>%s\n' "'long'!\$C\$1" \
        "'long'!\$A\$2:\$B\$3" "'long'!\$C\$2:\$C\$3")
    part out.xlsx xl/charts/chart2.xml | grep -oE '<c:f>[^<]*' | same <(printf '<c:f>%s\n' "'wide'!\$B\$1" \
        "'wide'!\$A\$2:\$A\$3" "'wide'!\$B\$2:\$B\$3" "'wide'!\$C\$1" "'wide'!\$A\$2:\$A\$3" "'wide'!\$C\$2:\$C\$3")
    sheet --chart bar --values docs -o out.xlsx long.tsv
    part out.xlsx xl/charts/chart1.xml | grep -qF "'long'!\$D\$2:\$D\$3"
}

@test "a chart of nothing is no chart" {
    printf 'concept\tfreq\n' | sheet --chart bar >out.xlsx
    sound out.xlsx
    not grep -q chart names
    printf 'concept\na\n' | sheet --chart bar >out.xlsx
    sound out.xlsx
    not grep -q chart names
}

@test "an empty file is named, and the others are written" {
    : >empty.tsv
    printf 'a\n1\n' >t.tsv
    says 2 '^sheet: empty.tsv: is empty, expected a table with a header row$' sheet -o out.xlsx empty.tsv t.tsv
    sound out.xlsx
    [ "$(unzip -Z1 out.xlsx | grep -c worksheets/sheet)" -eq 2 ]
}

@test "a table with more columns than a sheet is skipped" {
    seq 16385 | tr '\n' '\t' | sed 's/\t$/\n/' >wide.tsv
    says 2 '^sheet: wide.tsv: 16385 columns, and a sheet holds 16384; skipped$' sheet -o out.xlsx wide.tsv
    [ ! -e out.xlsx ]
    seq 16384 | tr '\n' '\t' | sed 's/\t$/\n/' >wide.tsv
    sheet -o out.xlsx wide.tsv
    sound out.xlsx
    cells out.xlsx | tail -n 1 | same <(echo 'XFD1 text 16384')
}

@test "a full disk leaves the old file and ends with 2" {
    printf 'a\n1\n' >t.tsv
    echo old >kept.xlsx
    limited() {
        (ulimit -f 1 && trap '' XFSZ && seq 100000 | sed '1i a' | sheet -o kept.xlsx)
    }
    says 2 '^sheet: cannot write to .*kept.xlsx: File too large$' limited
    [ "$(cat kept.xlsx)" = old ] && [ -z "$(find . -name 'kept.xlsx?*')" ]
}

@test "nothing binary goes to a terminal" {
    needs script
    script -qec "sheet $DATA/sample.table.tsv" /dev/null >seen </dev/null || [ $? -eq 2 ]
    grep -q 'sheet: refusing to write binary data to a terminal; use -o FILE' seen
}
