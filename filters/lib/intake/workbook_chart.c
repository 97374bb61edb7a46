#include "intake/workbook_chart.h"

#include <stdio.h>

#include "container/xml_text.h"

#define HEAD     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define DOCUMENT "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define DRAWING  "http://schemas.openxmlformats.org/drawingml/2006/"
#define PACKAGE  "http://schemas.openxmlformats.org/package/2006/relationships"

static const char *const colours[] = {"0072B2", "D55E00", "009E73", "CC79A7",
                                      "E69F00", "56B4E9", "999999", "F0E442"};

size_t workbook_letters(size_t column, char to[WORKBOOK_LETTERS])
{
    char reversed[WORKBOOK_LETTERS];
    size_t size = 0;
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        reversed[size++] = (char)('A' + (rest - 1) % 26);
    for (size_t i = 0; i < size; i++)
        to[i] = reversed[size - 1 - i];
    return size;
}

void workbook_append_quoted(struct buffer *to, struct slice name)
{
    buffer_append_char(to, '\'');
    for (struct slice rest = name; rest.data;) {
        xml_text_append(to, slice_cut(&rest, '\''));
        buffer_append_string(to, rest.data ? "''" : "");
    }
    buffer_append_char(to, '\'');
}

/* 'sheet'!$A$2:$B$9; rows count from 1 here. */
static void append_range(struct buffer *to, struct slice sheet, size_t first, size_t last,
                         uint64_t from, uint64_t until)
{
    char letters[WORKBOOK_LETTERS] = {0};
    workbook_append_quoted(to, sheet);
    buffer_append_string(to, "!$");
    buffer_append(to, letters, workbook_letters(first, letters));
    buffer_append_format(to, "$%llu", U64(from));
    if (first == last && from == until)
        return;
    buffer_append_string(to, ":$");
    buffer_append(to, letters, workbook_letters(last, letters));
    buffer_append_format(to, "$%llu", U64(until));
}

static void append_title(struct buffer *to, struct slice title, bool turned)
{
    if (title.size == 0)
        return;
    buffer_append_format(to, "<c:title><c:tx><c:rich><a:bodyPr%s/><a:lstStyle/><a:p><a:pPr>",
                         turned ? " rot=\"-5400000\" vert=\"horz\"" : "");
    buffer_append_string(to, "<a:defRPr sz=\"1100\" b=\"0\"/></a:pPr><a:r><a:rPr lang=\"en-US\" "
                             "sz=\"1100\" b=\"0\"/><a:t>");
    xml_text_append(to, title);
    buffer_append_string(
        to, "</a:t></a:r></a:p></c:rich></c:tx><c:layout/><c:overlay val=\"0\"/></c:title>");
}

static void append_series(struct buffer *to, struct slice sheet, const struct workbook_chart *chart,
                          size_t number)
{
    size_t column = chart->series[number];
    const char *colour = colours[number % (sizeof colours / sizeof *colours)];
    buffer_append_format(to,
                         "<c:ser><c:idx val=\"%zu\"/><c:order val=\"%zu\"/><c:tx><c:strRef><c:f>",
                         number, number);
    append_range(to, sheet, column, column, 1, 1);
    buffer_append_string(to, "</c:f></c:strRef></c:tx><c:spPr>");
    if (chart->lines)
        buffer_append_format(to,
                             "<a:ln w=\"22225\"><a:solidFill><a:srgbClr val=\"%s\"/></a:solidFill>"
                             "</a:ln></c:spPr><c:marker><c:symbol val=\"none\"/></c:marker>",
                             colour);
    else
        buffer_append_format(to,
                             "<a:solidFill><a:srgbClr val=\"%s\"/></a:solidFill></c:spPr>"
                             "<c:invertIfNegative val=\"0\"/>",
                             colour);
    if (chart->categories > 0) {
        const char *kind = chart->categories > 1 ? "multiLvlStrRef" : "strRef";
        buffer_append_format(to, "<c:cat><c:%s><c:f>", kind);
        append_range(to, sheet, chart->category, chart->category + chart->categories - 1, 2,
                     chart->rows + 1);
        buffer_append_format(to, "</c:f></c:%s></c:cat>", kind);
    }
    buffer_append_string(to, "<c:val><c:numRef><c:f>");
    append_range(to, sheet, column, column, 2, chart->rows + 1);
    buffer_append_string(to, "</c:f></c:numRef></c:val>");
    buffer_append_string(to, chart->lines ? "<c:smooth val=\"0\"/></c:ser>" : "</c:ser>");
}

/* Bars lie, so that long names can be read, and run from the first row down, which turns the axis of
 * rows around; the figures then stand where that axis ends. */
static void append_axes(struct buffer *to, const struct workbook_chart *chart)
{
    bool lines = chart->lines;
    buffer_append_format(
        to,
        "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"%s\"/></c:scaling>"
        "<c:delete val=\"0\"/><c:axPos val=\"%s\"/><c:numFmt formatCode=\"General\" "
        "sourceLinked=\"1\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>"
        "<c:tickLblPos val=\"low\"/><c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/>"
        "<c:auto val=\"1\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/>"
        "<c:noMultiLvlLbl val=\"0\"/></c:catAx>",
        lines ? "minMax" : "maxMin", lines ? "b" : "l");
    buffer_append_format(
        to,
        "<c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling>"
        "<c:delete val=\"0\"/><c:axPos val=\"%s\"/><c:majorGridlines><c:spPr><a:ln w=\"6350\">"
        "<a:solidFill><a:srgbClr val=\"D9D9D9\"/></a:solidFill></a:ln></c:spPr>"
        "</c:majorGridlines>",
        lines ? "l" : "b");
    append_title(to, chart->unit, lines);
    buffer_append_format(to,
                         "<c:numFmt formatCode=\"General\" sourceLinked=\"1\"/>"
                         "<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>"
                         "<c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"1\"/>"
                         "<c:crosses val=\"%s\"/><c:crossBetween val=\"between\"/></c:valAx>",
                         lines ? "autoZero" : "max");
}

static void append_chart(struct buffer *to, struct slice sheet, const struct workbook_chart *chart)
{
    const char *kind = chart->lines ? "lineChart" : "barChart";
    buffer_append_string(to, HEAD "<c:chartSpace xmlns:c=\"" DRAWING "chart\" xmlns:a=\"" DRAWING
                                  "main\" xmlns:r=\"" DOCUMENT "\"><c:roundedCorners val=\"0\"/>"
                                  "<c:chart>");
    append_title(to, chart->title, false);
    buffer_append_format(to, "<c:autoTitleDeleted val=\"%d\"/><c:plotArea><c:layout/><c:%s>",
                         chart->title.size == 0, kind);
    buffer_append_string(to, chart->lines
                                 ? "<c:grouping val=\"standard\"/>"
                                 : "<c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/>");
    buffer_append_string(to, "<c:varyColors val=\"0\"/>");
    for (size_t i = 0; i < chart->series_count; i++)
        append_series(to, sheet, chart, i);
    buffer_append_string(to, chart->lines ? "<c:marker val=\"1\"/>" : "<c:gapWidth val=\"40\"/>");
    buffer_append_format(to, "<c:axId val=\"1\"/><c:axId val=\"2\"/></c:%s>", kind);
    append_axes(to, chart);
    buffer_append_string(to, "</c:plotArea>");
    if (chart->series_count > 1)
        buffer_append_string(to, "<c:legend><c:legendPos val=\"t\"/><c:layout/><c:overlay "
                                 "val=\"0\"/></c:legend>");
    buffer_append_string(to, "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>"
                             "</c:chartSpace>");
}

/* Behind the last column; bars need a row each. */
static void append_drawing(struct buffer *to, size_t columns, const struct workbook_chart *chart)
{
    enum { LEAST = 16, MOST = 80, WIDTH = 10, GAP = 5 };
    uint64_t height = chart->rows * chart->series_count + GAP;
    if (chart->lines || height < LEAST)
        height = LEAST + 4;
    if (height > MOST)
        height = MOST;
    buffer_append_format(
        to,
        HEAD "<xdr:wsDr xmlns:xdr=\"" DRAWING "spreadsheetDrawing\" xmlns:a=\"" DRAWING "main\">"
             "<xdr:twoCellAnchor><xdr:from><xdr:col>%zu</xdr:col><xdr:colOff>0</xdr:colOff>"
             "<xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>%zu"
             "</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>%llu</xdr:row><xdr:rowOff>0"
             "</xdr:rowOff></xdr:to>",
        columns + 1, columns + 1 + WIDTH, U64(height) + 1);
    buffer_append_string(
        to, "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"2\" name=\"Chart "
            "1\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" "
            "y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic><a:graphicData uri=\"" DRAWING
            "chart\"><c:chart xmlns:c=\"" DRAWING "chart\" xmlns:r=\"" DOCUMENT
            "\" r:id=\"rId1\"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>"
            "</xdr:twoCellAnchor></xdr:wsDr>");
}

/* Begins the entry of that kind and number. */
static void begin_entry(struct zip_writer *zip, const char *before, unsigned number,
                        const char *behind)
{
    char name[64];
    snprintf(name, sizeof name, "%s%u%s", before, number, behind);
    zip_begin(zip, name);
}

static void append_relation(struct buffer *to, const char *what, unsigned number)
{
    buffer_append_format(to,
                         HEAD "<Relationships xmlns=\"" PACKAGE "\"><Relationship Id=\"rId1\" "
                              "Type=\"" DOCUMENT "/%s\" Target=\"../%ss/%s%u.xml\"/>"
                              "</Relationships>",
                         what, what, what, number);
}

void workbook_chart_write(struct zip_writer *zip, unsigned number, struct slice sheet,
                          size_t columns, const struct workbook_chart *chart)
{
    begin_entry(zip, "xl/worksheets/_rels/sheet", number, ".xml.rels");
    append_relation(&zip->data, "drawing", number);
    begin_entry(zip, "xl/drawings/drawing", number, ".xml");
    append_drawing(&zip->data, columns, chart);
    begin_entry(zip, "xl/drawings/_rels/drawing", number, ".xml.rels");
    append_relation(&zip->data, "chart", number);
    begin_entry(zip, "xl/charts/chart", number, ".xml");
    append_chart(&zip->data, sheet, chart);
}
