#include "intake/workbook.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/creation_time.h"
#include "base/number.h"
#include "intake/workbook_chart.h"
#include "container/xml_text.h"
#include "container/zip.h"
#include "text/normal.h"
#include "text/utf8.h"
#include "text/width.h"

#define HEAD     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN     "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define DOCUMENT "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE  "http://schemas.openxmlformats.org/package/2006/"
#define TYPE     "application/vnd.openxmlformats-officedocument."

/* Packers and spreadsheets count the bytes of a sheet in 32 bits. */
static const uint64_t LARGEST_SHEET = (uint64_t)3 << 30;

struct sheet {
    size_t columns;
    uint64_t rows;
    bool is_table, has_chart;
};

struct workbook {
    struct zip_writer *zip;
    struct map names; /* of sheets, in order */
    struct map keys;  /* the same without regard to case */
    struct sheet *sheets;
    size_t count, capacity;
    char (*letters)[WORKBOOK_LETTERS]; /* of the columns of the present sheet ... */
    unsigned char *letter_counts;      /* ... and how many they are */
    size_t letter_capacity, letter_count_capacity;
    char row[NUMBER_DIGITS]; /* number of the present row */
    size_t row_size;
};

static struct sheet *present(const struct workbook *workbook)
{
    return &workbook->sheets[workbook->count - 1];
}

static void append_styles(struct buffer *to)
{
    enum { OWN = 163, DECIMALS = 16 };
    buffer_append_string(to, HEAD "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"30\">");
    for (int grouped = 0; grouped < 2; grouped++)
        for (int decimals = 1; decimals < DECIMALS; decimals++)
            buffer_append_format(to, "<numFmt numFmtId=\"%d\" formatCode=\"%s0.%.*s\"/>",
                                 OWN + grouped * DECIMALS + decimals, grouped ? "#,##" : "",
                                 decimals, "000000000000000");
    buffer_append_string(
        to,
        "</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family "
        "val=\"2\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family "
        "val=\"2\"/></font></fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/>"
        "</fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill "
        "patternType=\"solid\"><fgColor rgb=\"FFEDEDED\"/><bgColor indexed=\"64\"/></patternFill>"
        "</fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/>"
        "</border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" "
        "fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
    buffer_append_format(
        to,
        "<cellXfs count=\"%d\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
        "xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" "
        "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/><xf numFmtId=\"49\" "
        "fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
        WORKBOOK_STYLES);
    for (int grouped = 0; grouped < 2; grouped++)
        for (int decimals = 0; decimals < DECIMALS; decimals++) {
            int whole = grouped ? 3 : 1;
            buffer_append_format(
                to,
                "<xf numFmtId=\"%d\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
                "applyNumberFormat=\"1\"/>",
                decimals == 0 ? whole : OWN + grouped * DECIMALS + decimals);
        }
    buffer_append_string(to, "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" "
                             "xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
}

/* What programs that look at the beginning of a file expect there. */
struct workbook *workbook_create(struct output *output)
{
    struct workbook *workbook = memory_zeroed(1, sizeof *workbook);
    char date[CREATION_TIME_SIZE];
    creation_time_write(date);
    /* Excel keeps this name for itself. */
    map_add(&workbook->keys, slice_of("history"), NULL);
    workbook->zip = zip_create(output);
    struct buffer *to = &workbook->zip->data;
    zip_begin(workbook->zip, "_rels/.rels");
    buffer_append_string(
        to, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" "
                 "Type=\"" DOCUMENT "/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship "
                 "Id=\"rId2\" Type=\"" PACKAGE "relationships/metadata/core-properties\" "
                 "Target=\"docProps/core.xml\"/></Relationships>");
    zip_begin(workbook->zip, "docProps/core.xml");
    buffer_append_format(
        to,
        HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
             "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/"
             "terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator>cospan"
             "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%s</dcterms:created>"
             "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">%s</dcterms:modified>"
             "</cp:coreProperties>",
        date, date);
    zip_begin(workbook->zip, "xl/styles.xml");
    append_styles(to);
    return workbook;
}

static bool is_taken(const struct workbook *workbook, struct slice name)
{
    struct buffer key = {0};
    text_fold(name, LETTER_FOLD, false, &key);
    bool taken = map_find(&workbook->keys, buffer_slice(&key)) != MAP_NONE;
    buffer_free(&key);
    return taken;
}

/* Appends as many whole characters as fit into so many units of UTF-16. */
static void keep_units(struct slice text, size_t units, struct buffer *to)
{
    while (text.size > 0) {
        size_t size = width_cluster(text, NULL), needed = 0;
        for (size_t i = 0; i < size; i++) {
            needed += (text.data[i] & 0xC0) != 0x80;
            needed += (unsigned char)text.data[i] >= 0xF0;
        }
        if (needed > units)
            return;
        units -= needed;
        buffer_append(to, text.data, size);
        text = slice_from(text, size);
    }
}

/* What no sheet's name may have: the marks of formulas, and what a line of text cannot show. */
static void append_allowed(struct slice wanted, struct buffer *to)
{
    for (size_t i = 0; i < wanted.size; i++) {
        unsigned char c = (unsigned char)wanted.data[i];
        size_t forbidden = xml_text_forbidden(wanted, i);
        buffer_append_char(to, c < 0x20 || forbidden || strchr("[]:*?/\\", c) ? '_' : (char)c);
        i += forbidden > 0 ? forbidden - 1 : 0;
    }
    if (to->size > 0 && to->data[0] == '\'')
        to->data[0] = '_';
    if (to->size > 0 && to->data[to->size - 1] == '\'')
        to->data[to->size - 1] = '_';
}

bool workbook_name(const struct workbook *workbook, struct slice wanted, struct buffer *to)
{
    struct buffer allowed = {0};
    size_t start = to->size;
    append_allowed(slice_trim(wanted), &allowed);
    if (allowed.size == 0)
        buffer_append_string(&allowed, "table");
    keep_units(buffer_slice(&allowed), WORKBOOK_LONGEST_NAME, to);
    for (unsigned number = 2; is_taken(workbook, slice_from(buffer_slice(to), start)); number++) {
        char behind[16];
        int size = snprintf(behind, sizeof behind, " (%u)", number);
        to->size = start;
        keep_units(buffer_slice(&allowed), WORKBOOK_LONGEST_NAME - (size_t)size, to);
        buffer_append(to, behind, (size_t)size);
    }
    buffer_free(&allowed);
    return slice_equal(slice_from(buffer_slice(to), start), wanted);
}

static void prepare_letters(struct workbook *workbook, size_t columns)
{
    workbook->letters = memory_grow(workbook->letters, &workbook->letter_capacity, columns,
                                    sizeof *workbook->letters);
    workbook->letter_counts = memory_grow(workbook->letter_counts, &workbook->letter_count_capacity,
                                          columns, 1);
    for (size_t i = 0; i < columns; i++)
        workbook->letter_counts[i] = (unsigned char)workbook_letters(i, workbook->letters[i]);
}

void workbook_begin_sheet(struct workbook *workbook, struct slice name, const unsigned *widths,
                          size_t columns, bool is_table)
{
    struct buffer *to = &workbook->zip->data, key = {0};
    char entry[64];
    map_add(&workbook->names, name, NULL);
    text_fold(name, LETTER_FOLD, false, &key);
    map_add(&workbook->keys, buffer_slice(&key), NULL);
    buffer_free(&key);
    workbook->sheets = memory_grow(workbook->sheets, &workbook->capacity, workbook->count + 1,
                                   sizeof *workbook->sheets);
    workbook->sheets[workbook->count++] = (struct sheet){.columns = columns, .is_table = is_table};
    prepare_letters(workbook, columns);
    snprintf(entry, sizeof entry, "xl/worksheets/sheet%zu.xml", workbook->count);
    zip_begin(workbook->zip, entry);
    buffer_append_format(to,
                         HEAD "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" DOCUMENT
                              "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>"
                              "<sheetViews><sheetView%s workbookViewId=\"0\">",
                         workbook->count == 1 ? " tabSelected=\"1\"" : "");
    if (is_table)
        buffer_append_string(to, "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                                 "state=\"frozen\"/><selection pane=\"bottomLeft\"/>");
    buffer_append_string(to, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
    if (columns > 0)
        buffer_append_string(to, "<cols>");
    for (size_t i = 0; i < columns; i++)
        buffer_append_format(
            to, "<col min=\"%zu\" max=\"%zu\" width=\"%u.7109375\" customWidth=\"1\"/>", i + 1,
            i + 1, widths[i]);
    buffer_append_string(to, columns > 0 ? "</cols><sheetData>" : "<sheetData>");
}

void workbook_begin_row(struct workbook *workbook)
{
    struct buffer *to = &workbook->zip->data;
    workbook->row_size = number_write_u64(workbook->row, ++present(workbook)->rows);
    buffer_append_string(to, "<row r=\"");
    buffer_append(to, workbook->row, workbook->row_size);
    buffer_append_string(to, "\">");
}

static void begin_cell(struct workbook *workbook, size_t column, int style)
{
    struct buffer *to = &workbook->zip->data;
    buffer_append_string(to, "<c r=\"");
    buffer_append(to, workbook->letters[column], workbook->letter_counts[column]);
    buffer_append(to, workbook->row, workbook->row_size);
    if (style != WORKBOOK_PLAIN) {
        buffer_append_string(to, "\" s=\"");
        buffer_append_u64(to, (uint64_t)style);
    }
}

static bool is_hexadecimal(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* Whether what begins at `at` would be read as an escape: `_x0041_`. */
static bool looks_escaped(struct slice text, size_t at)
{
    const char *c = text.data + at;
    return text.size - at >= 7 && c[0] == '_' && c[1] == 'x' && is_hexadecimal(c[2]) &&
           is_hexadecimal(c[3]) && is_hexadecimal(c[4]) && is_hexadecimal(c[5]) && c[6] == '_';
}

/* Bytes that need a closer look. */
static bool is_special(unsigned char c)
{
    return c < 0x20 || c == '&' || c == '<' || c == '>' || c == '_' || c == 0xEF;
}

static void append_special(struct buffer *to, struct slice text, size_t at, size_t forbidden)
{
    unsigned char c = (unsigned char)text.data[at];
    if (forbidden == 3)
        buffer_append_string(to, (unsigned char)text.data[at + 2] == 0xBE ? "_xFFFE_" : "_xFFFF_");
    else if (forbidden == 1 || c == '\r')
        buffer_append_format(to, "_x%04X_", c);
    else
        buffer_append_string(to, c == '&'   ? "&amp;"
                                 : c == '<' ? "&lt;"
                                 : c == '>' ? "&gt;"
                                            : "_x005F_");
}

static void append_cell_text(struct buffer *to, struct slice text)
{
    size_t done = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (!is_special(c) || c == '\t' || c == '\n')
            continue;
        size_t forbidden = xml_text_forbidden(text, i);
        if (forbidden == 0 && (c == 0xEF || (c == '_' && !looks_escaped(text, i))))
            continue;
        buffer_append(to, text.data + done, i - done);
        append_special(to, text, i, forbidden);
        i += forbidden > 0 ? forbidden - 1 : 0;
        done = i + 1;
    }
    buffer_append(to, text.data + done, text.size - done);
}

void workbook_text(struct workbook *workbook, size_t column, struct slice text, int style)
{
    struct buffer *to = &workbook->zip->data;
    if (text.size == 0 && style == WORKBOOK_PLAIN)
        return;
    begin_cell(workbook, column, style);
    bool spaced = slice_trim(text).size < text.size || memchr(text.data, '\n', text.size);
    buffer_append_string(to, spaced ? "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                                    : "\" t=\"inlineStr\"><is><t>");
    append_cell_text(to, text);
    buffer_append_string(to, "</t></is></c>");
}

void workbook_number(struct workbook *workbook, size_t column, struct slice number, int style)
{
    begin_cell(workbook, column, style);
    buffer_append_string(&workbook->zip->data, "\"><v>");
    buffer_append_slice(&workbook->zip->data, number);
    buffer_append_string(&workbook->zip->data, "</v></c>");
}

void workbook_end_row(struct workbook *workbook)
{
    buffer_append_string(&workbook->zip->data, "</row>");
    zip_step(workbook->zip);
}

uint64_t workbook_rows(const struct workbook *workbook)
{
    return present(workbook)->rows;
}

bool workbook_is_full(const struct workbook *workbook)
{
    return present(workbook)->rows >= WORKBOOK_ROWS || workbook->zip->size >= LARGEST_SHEET;
}

/* A1:F20 */
static void append_extent(const struct sheet *sheet, struct buffer *to, const char *mark)
{
    char letters[WORKBOOK_LETTERS];
    size_t size = workbook_letters(sheet->columns - 1, letters);
    buffer_append_format(to, "%sA%s1:%s%.*s%s%llu", mark, mark, mark, (int)size, letters, mark,
                         U64(sheet->rows));
}

void workbook_end_sheet(struct workbook *workbook, const struct workbook_chart *chart)
{
    struct buffer *to = &workbook->zip->data;
    struct sheet *sheet = present(workbook);
    bool has_cells = sheet->rows > 0 && sheet->columns > 0;
    sheet->has_chart = chart != NULL;
    buffer_append_string(to, "</sheetData>");
    if (sheet->is_table && has_cells) {
        buffer_append_string(to, "<autoFilter ref=\"");
        append_extent(sheet, to, "");
        buffer_append_string(to, "\"/>");
    }
    buffer_append_string(to, "<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" "
                             "header=\"0.3\" footer=\"0.3\"/><pageSetup orientation=\"landscape\" "
                             "fitToHeight=\"0\"/>");
    if (has_cells) {
        /* Otherwise Excel marks every id of digits as a mistake. */
        buffer_append_string(to, "<ignoredErrors><ignoredError sqref=\"");
        append_extent(sheet, to, "");
        buffer_append_string(to, "\" numberStoredAsText=\"1\"/></ignoredErrors>");
    }
    buffer_append_string(to, chart ? "<drawing r:id=\"rId1\"/></worksheet>" : "</worksheet>");
    if (chart)
        workbook_chart_write(workbook->zip, (unsigned)workbook->count,
                             map_key(&workbook->names, (uint32_t)workbook->count - 1),
                             sheet->columns, chart);
}

static void append_sheets(const struct workbook *workbook, struct buffer *to)
{
    buffer_append_string(to, "<sheets>");
    for (size_t i = 0; i < workbook->count; i++) {
        buffer_append_string(to, "<sheet name=\"");
        xml_text_append(to, map_key(&workbook->names, (uint32_t)i));
        buffer_append_format(to, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
    }
    buffer_append_string(to, "</sheets>");
}

/* The ranges of filters, and the header on each page that is printed. */
static void append_names(const struct workbook *workbook, struct buffer *to)
{
    size_t tables = 0;
    for (size_t i = 0; i < workbook->count; i++) {
        if (!workbook->sheets[i].is_table || workbook->sheets[i].columns == 0)
            continue;
        struct slice name = map_key(&workbook->names, (uint32_t)i);
        buffer_append_format(to,
                             "%s<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"%zu\" "
                             "hidden=\"1\">",
                             tables++ == 0 ? "<definedNames>" : "", i);
        workbook_append_quoted(to, name);
        buffer_append_char(to, '!');
        append_extent(&workbook->sheets[i], to, "$");
        buffer_append_format(to,
                             "</definedName><definedName name=\"_xlnm.Print_Titles\" "
                             "localSheetId=\"%zu\">",
                             i);
        workbook_append_quoted(to, name);
        buffer_append_string(to, "!$1:$1</definedName>");
    }
    buffer_append_string(to, tables > 0 ? "</definedNames>" : "");
}

static void append_relations(const struct workbook *workbook, struct buffer *to)
{
    buffer_append_string(to, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 1; i <= workbook->count; i++)
        buffer_append_format(to,
                             "<Relationship Id=\"rId%zu\" Type=\"" DOCUMENT
                             "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                             i, i);
    buffer_append_format(to,
                         "<Relationship Id=\"rId%zu\" Type=\"" DOCUMENT
                         "/styles\" Target=\"styles.xml\"/></Relationships>",
                         workbook->count + 1);
}

static void append_type(struct buffer *to, const char *part, size_t number, const char *type)
{
    buffer_append_format(to,
                         "<Override PartName=\"/xl/%s%zu.xml\" ContentType=\"" TYPE "%s+xml\"/>",
                         part, number, type);
}

static void append_types(const struct workbook *workbook, struct buffer *to)
{
    buffer_append_string(
        to, HEAD "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
                 "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                 "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override "
                 "PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-"
                 "package.core-properties+xml\"/><Override PartName=\"/xl/styles.xml\" "
                 "ContentType=\"" TYPE "spreadsheetml.styles+xml\"/><Override PartName=\"/xl/"
                 "workbook.xml\" ContentType=\"" TYPE "spreadsheetml.sheet.main+xml\"/>");
    for (size_t i = 1; i <= workbook->count; i++) {
        append_type(to, "worksheets/sheet", i, "spreadsheetml.worksheet");
        if (!workbook->sheets[i - 1].has_chart)
            continue;
        append_type(to, "drawings/drawing", i, "drawing");
        append_type(to, "charts/chart", i, "drawingml.chart");
    }
    buffer_append_string(to, "</Types>");
}

void workbook_end(struct workbook *workbook)
{
    struct buffer *to = &workbook->zip->data;
    zip_begin(workbook->zip, "xl/workbook.xml");
    buffer_append_string(to, HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" DOCUMENT
                                  "\"><bookViews><workbookView/></bookViews>");
    append_sheets(workbook, to);
    append_names(workbook, to);
    buffer_append_string(to, "</workbook>");
    zip_begin(workbook->zip, "xl/_rels/workbook.xml.rels");
    append_relations(workbook, to);
    zip_begin(workbook->zip, "[Content_Types].xml");
    append_types(workbook, to);
    zip_end(workbook->zip);
    map_free(&workbook->names);
    map_free(&workbook->keys);
    free(workbook->sheets);
    free(workbook->letters);
    free(workbook->letter_counts);
    free(workbook);
}
