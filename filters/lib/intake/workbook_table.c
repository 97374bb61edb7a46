#include "intake/workbook_table.h"

#include <stdlib.h>

#include "base/message.h"
#include "stream/documents.h"
#include "stream/cell_type.h"
#include "text/utf8.h"
#include "text/width.h"

enum { SAMPLE_ROWS = 200, SAMPLE_BYTES = 1 << 20, NARROWEST = 6, WIDEST = 60 };
enum { MOST_BARS = 30, MOST_POINTS = 1000, MOST_CATEGORIES = 3 };

struct column {
    enum cell_type kind;
    unsigned width;
    bool has_text, has_number; /* in the sample */
};

struct writer {
    struct workbook *workbook;
    struct table_reader *table;
    const struct workbook_table_settings *settings;
    workbook_table_remark *remark;
    void *context;
    struct column *columns;
    struct slice *names; /* of the columns, valid UTF-8 */
    struct arena arena;
    unsigned *widths;
    struct slice *rests; /* of cells that are too long for one row */
    size_t *series;
    struct buffer repaired, sample;
    uint64_t *sizes; /* by row of the sample: its line, and the sizes of its cells */
    size_t sample_rows, size_capacity;
    struct slice wanted; /* name of the first sheet */
    struct buffer name;  /* of the present one */
    uint64_t rows, replaced, long_cells;
    uint64_t replaced_line, long_line; /* where the first of them is */
};

static void remark_count(const struct writer *writer, const char *what, uint64_t count)
{
    struct buffer digits = {0};
    buffer_append_u64(&digits, count);
    writer->remark(writer->context, writer->wanted, what, buffer_slice(&digits));
    buffer_free(&digits);
}

/* Makes the cells valid UTF-8, in place where they are. */
static void repair(struct writer *writer, struct slice *cells, size_t count, uint64_t line)
{
    size_t total = 0;
    bool valid = true;
    for (size_t i = 0; i < count; i++) {
        total += cells[i].size;
        valid &= utf8_valid_prefix(cells[i]) == cells[i].size;
    }
    if (valid)
        return;
    buffer_clear(&writer->repaired);
    buffer_reserve(&writer->repaired, 3 * total);
    if (writer->replaced == 0)
        writer->replaced_line = line;
    for (size_t i = 0; i < count; i++) {
        size_t start = writer->repaired.size;
        writer->replaced += utf8_repair(cells[i], &writer->repaired);
        cells[i] = slice_from(buffer_slice(&writer->repaired), start);
    }
}

/* As much of the text as one cell holds. */
static struct slice first_piece(struct slice text)
{
    size_t units = 0, at = 0;
    if (text.size <= WORKBOOK_LONGEST_CELL)
        return text;
    while (at < text.size) {
        unsigned char c = (unsigned char)text.data[at];
        size_t size = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        units += size == 4 ? 2 : 1;
        if (units > WORKBOOK_LONGEST_CELL)
            break;
        at += size;
    }
    return slice_make(text.data, at);
}

/* The text format of a spreadsheet is for texts of up to 255 characters. */
static int text_style(struct slice text)
{
    enum { LONGEST = 255 };
    return text.size <= LONGEST ? WORKBOOK_AS_IS : WORKBOOK_PLAIN;
}

/* Writes a cell, or what is left of one, and returns what is left then. */
static struct slice write_cell(struct writer *writer, size_t column, struct slice cell,
                               bool is_rest)
{
    enum cell_type kind = writer->columns[column].kind;
    int decimals = is_rest ? (int)CELL_TYPE_NONE : cell_type_decimals(cell, kind);
    if (decimals != CELL_TYPE_NONE) {
        int style = decimals == CELL_TYPE_EXPONENT ? (int)WORKBOOK_PLAIN
                    : kind == CELL_TYPE_COUNT      ? (int)WORKBOOK_COUNT + decimals
                                                   : (int)WORKBOOK_NUMBER + decimals;
        workbook_number(writer->workbook, column, cell, style);
        return slice_from(cell, cell.size);
    }
    struct slice piece = first_piece(cell);
    if (piece.size > 0)
        workbook_text(writer->workbook, column, piece, text_style(piece));
    return slice_from(cell, piece.size);
}

static void write_header(struct writer *writer)
{
    const struct table_reader *table = writer->table;
    workbook_begin_sheet(writer->workbook, buffer_slice(&writer->name), writer->widths,
                         table->column_count, true);
    workbook_begin_row(writer->workbook);
    for (size_t i = 0; i < table->column_count; i++)
        workbook_text(writer->workbook, i, first_piece(writer->names[i]), WORKBOOK_HEADER);
    workbook_end_row(writer->workbook);
}

static bool belongs(const char *list, struct slice name)
{
    return list && documents_list_has(list, name);
}

/* Which columns the chart shows, by their number; how many they are. */
static size_t choose_series(struct writer *writer)
{
    const struct table_reader *table = writer->table;
    const char *values = writer->settings->values;
    size_t count = 0, first = 1;
    for (size_t i = 0; i < table->column_count; i++) {
        if (values ? belongs(values, writer->names[i])
                   : count == 0 && writer->columns[i].kind == CELL_TYPE_COUNT)
            writer->series[count++] = i;
        if (writer->columns[i].has_text)
            first = i + 1;
    }
    /* A wide table: what stands behind the names. */
    bool is_wide = !values && count == 0;
    for (size_t i = first; is_wide && i < table->column_count; i++)
        if (writer->columns[i].has_number)
            writer->series[count++] = i;
    return count;
}

static void end_sheet(struct writer *writer)
{
    enum workbook_table_chart kind = writer->settings->chart;
    bool is_first = slice_equal(buffer_slice(&writer->name), writer->wanted);
    uint64_t rows = workbook_rows(writer->workbook) - 1;
    struct workbook_chart chart = {.lines = kind == TABLE_CHART_LINE, .series = writer->series};
    uint64_t most = chart.lines ? MOST_POINTS : MOST_BARS;
    chart.series_count = kind != TABLE_CHART_NONE && is_first ? choose_series(writer) : 0;
    chart.rows = rows < most ? rows : most;
    if (chart.series_count == 0 || rows == 0) {
        workbook_end_sheet(writer->workbook, NULL);
        return;
    }
    size_t first = writer->series[0];
    chart.categories = first < MOST_CATEGORIES ? first : MOST_CATEGORIES;
    chart.category = first - chart.categories;
    if (chart.series_count == 1)
        chart.unit = writer->names[first];
    struct buffer title = {0};
    buffer_append_slice(&title, buffer_slice(&writer->name));
    if (chart.rows < rows)
        buffer_append_format(&title, ", the first %llu rows", U64(chart.rows));
    chart.title = buffer_slice(&title);
    workbook_end_sheet(writer->workbook, &chart);
    buffer_free(&title);
}

/* A sheet that holds no more rows goes on in another one. */
static void go_on(struct writer *writer)
{
    end_sheet(writer);
    struct buffer next = {0};
    workbook_name(writer->workbook, writer->wanted, &next);
    struct place place = table_place(writer->table);
    message_note(&place, "sheet '%.*s' is full and goes on as '%.*s'", SLICE(writer->name),
                 SLICE(next));
    writer->remark(writer->context, buffer_slice(&writer->name), "goes on in", buffer_slice(&next));
    buffer_clear(&writer->name);
    buffer_append_slice(&writer->name, buffer_slice(&next));
    buffer_free(&next);
    write_header(writer);
}

/* Writes a row, and more rows below it for what its cells do not hold. */
static void write_row(struct writer *writer, const struct slice *cells, uint64_t line)
{
    size_t count = writer->table->column_count;
    bool more = true;
    for (size_t i = 0; i < count; i++)
        writer->rests[i] = cells[i];
    for (bool first = true; more; first = false) {
        if (workbook_is_full(writer->workbook))
            go_on(writer);
        more = false;
        workbook_begin_row(writer->workbook);
        for (size_t i = 0; i < count; i++) {
            if (writer->rests[i].size == 0)
                continue;
            writer->rests[i] = write_cell(writer, i, writer->rests[i], !first);
            more |= writer->rests[i].size > 0;
            if (first && writer->rests[i].size > 0 && writer->long_cells++ == 0)
                writer->long_line = line;
        }
        workbook_end_row(writer->workbook);
    }
    writer->rows++;
}

static void look_at(struct column *column, struct slice cell, bool is_header)
{
    /* Room for the button of the filter, for the points between thousands. */
    size_t width = width_columns(cell) + (is_header ? 4 : 1);
    bool is_number = cell_type_decimals(cell, column->kind) != CELL_TYPE_NONE;
    if (!is_header && column->kind == CELL_TYPE_COUNT)
        width += cell.size / 3;
    if (width > column->width)
        column->width = width < WIDEST ? (unsigned)width : WIDEST;
    column->has_number |= is_number && !is_header;
    column->has_text |= !is_number && !is_header && cell.size > 0;
}

/* Reads the rows at the top, each as its line and its cells; false if they are the whole table. */
static bool read_sample(struct writer *writer)
{
    struct table_reader *table = writer->table;
    size_t count = table->column_count;
    bool more = false;
    while (writer->sample_rows < SAMPLE_ROWS && writer->sample.size < SAMPLE_BYTES &&
           (more = table_next(table))) {
        repair(writer, table->cells, count, table->line);
        writer->sizes = memory_grow(writer->sizes, &writer->size_capacity,
                                    (writer->sample_rows + 1) * (count + 1), sizeof *writer->sizes);
        uint64_t *row = writer->sizes + writer->sample_rows++ * (count + 1);
        *row = table->line;
        for (size_t i = 0; i < count; i++) {
            look_at(&writer->columns[i], table->cells[i], false);
            buffer_append_slice(&writer->sample, table->cells[i]);
            row[i + 1] = table->cells[i].size;
        }
    }
    return more;
}

static void write_sample(struct writer *writer)
{
    size_t count = writer->table->column_count, at = 0;
    struct slice *cells = memory_allocate(count, sizeof *cells);
    for (size_t row = 0; row < writer->sample_rows; row++) {
        const uint64_t *sizes = writer->sizes + row * (count + 1);
        for (size_t i = 0; i < count; i++) {
            cells[i] = slice_make(writer->sample.data + at, (size_t)sizes[i + 1]);
            at += cells[i].size;
        }
        write_row(writer, cells, sizes[0]);
    }
    free(cells);
}

/* The names of columns live in the reader, their copies that are valid UTF-8 in the arena. */
static void begin_columns(struct writer *writer)
{
    const struct workbook_table_settings *settings = writer->settings;
    struct table_reader *table = writer->table;
    size_t count = table->column_count;
    writer->columns = memory_zeroed(count, sizeof *writer->columns);
    writer->names = memory_allocate(count, sizeof *writer->names);
    writer->widths = memory_allocate(count, sizeof *writer->widths);
    writer->rests = memory_allocate(count, sizeof *writer->rests);
    writer->series = memory_allocate(count, sizeof *writer->series);
    memcpy(writer->names, table->columns, count * sizeof *writer->names);
    repair(writer, writer->names, count, table->line);
    for (size_t i = 0; i < count; i++) {
        struct column *column = &writer->columns[i];
        struct slice name = writer->names[i] = arena_copy(&writer->arena, writer->names[i]);
        column->kind = belongs(settings->texts, name)     ? CELL_TYPE_TEXT
                       : belongs(settings->numbers, name) ? CELL_TYPE_MEASURE
                                                          : cell_type_of_column(name);
        column->width = NARROWEST;
        look_at(column, name, true);
    }
}

static void tell(const struct writer *writer)
{
    struct place place = {writer->table->input->name, writer->replaced_line, 0};
    remark_count(writer, "rows", writer->rows);
    if (writer->replaced > 0) {
        message_note(&place, "no valid UTF-8, here first; %llu sequences now U+FFFD",
                     U64(writer->replaced));
        remark_count(writer, "invalid UTF-8, now U+FFFD", writer->replaced);
    }
    place.line = writer->long_line;
    if (writer->long_cells > 0) {
        message_note(&place,
                     "cells of more than 32767 characters go on in the rows below, here first; "
                     "%llu such cells",
                     U64(writer->long_cells));
        remark_count(writer, "cells that go on in the rows below", writer->long_cells);
    }
}

static void release(struct writer *writer)
{
    free(writer->columns);
    free(writer->names);
    free(writer->widths);
    free(writer->rests);
    free(writer->series);
    free(writer->sizes);
    buffer_free(&writer->repaired);
    buffer_free(&writer->sample);
    buffer_free(&writer->name);
    arena_free(&writer->arena);
}

uint64_t workbook_table_write(struct workbook *workbook, struct table_reader *table,
                              struct slice name, const struct workbook_table_settings *settings,
                              workbook_table_remark *remark, void *context)
{
    struct writer writer = {.workbook = workbook,
                            .table = table,
                            .settings = settings,
                            .remark = remark,
                            .context = context,
                            .wanted = name};
    buffer_append_slice(&writer.name, name);
    table->one_file = true;
    begin_columns(&writer);
    bool more = read_sample(&writer);
    for (size_t i = 0; i < table->column_count; i++)
        writer.widths[i] = writer.columns[i].width;
    write_header(&writer);
    write_sample(&writer);
    while (more && (more = table_next(table))) {
        repair(&writer, table->cells, table->column_count, table->line);
        write_row(&writer, table->cells, table->line);
    }
    end_sheet(&writer);
    tell(&writer);
    release(&writer);
    return writer.rows;
}
