#include "picture/prisma_csv.h"

#include "picture/prisma.h"
#include "stream/table.h"

/* A row without a figure has -1. */
static const struct {
    const char *data, *node, *box, *words;
    int name;
    enum { ROW_NUMBER, ROW_REASONS } kind;
} rows[] = {
    {"NA", "node4", "prevstud", "Previous studies", -1, ROW_NUMBER},
    {NULL, "node5", "box1", NULL, PRISMA_PREVIOUS_STUDIES, ROW_NUMBER},
    {NULL, "NA", "box1", NULL, PRISMA_PREVIOUS_REPORTS, ROW_NUMBER},
    {"NA", "node6", "newstud", "Identification of new studies via databases and registers", -1,
     ROW_NUMBER},
    {NULL, "node7", "box2", NULL, PRISMA_DATABASES, ROW_NUMBER},
    {"database_specific_results", "NA", "box2", "Specific Databases", PRISMA_DATABASES,
     ROW_REASONS},
    {NULL, "NA", "box2", NULL, PRISMA_REGISTERS, ROW_NUMBER},
    {"register_specific_results", "NA", "box2", "Specific Registers", PRISMA_REGISTERS,
     ROW_REASONS},
    {"NA", "node16", "othstud", "Identification of new studies via other methods", -1, ROW_NUMBER},
    {NULL, "node17", "box11", NULL, PRISMA_WEBSITES, ROW_NUMBER},
    {NULL, "NA", "box11", NULL, PRISMA_ORGANISATIONS, ROW_NUMBER},
    {NULL, "NA", "box11", NULL, PRISMA_CITATIONS, ROW_NUMBER},
    {NULL, "node8", "box3", NULL, PRISMA_DUPLICATES, ROW_NUMBER},
    {NULL, "NA", "box3", NULL, PRISMA_AUTOMATIC, ROW_NUMBER},
    {NULL, "NA", "box3", NULL, PRISMA_REMOVED, ROW_NUMBER},
    {NULL, "node9", "box4", NULL, PRISMA_SCREENED, ROW_NUMBER},
    {NULL, "node10", "box5", NULL, PRISMA_EXCLUDED, ROW_NUMBER},
    {NULL, "node11", "box6", NULL, PRISMA_SOUGHT, ROW_NUMBER},
    {NULL, "node12", "box7", NULL, PRISMA_NOT_RETRIEVED, ROW_NUMBER},
    {NULL, "node18", "box12", "Reports sought for retrieval", PRISMA_OTHER_SOUGHT, ROW_NUMBER},
    {NULL, "node19", "box13", "Reports not retrieved", PRISMA_OTHER_NOT_RETRIEVED, ROW_NUMBER},
    {NULL, "node13", "box8", NULL, PRISMA_ASSESSED, ROW_NUMBER},
    {NULL, "node14", "box9", NULL, PRISMA_REPORTS_EXCLUDED, ROW_REASONS},
    {NULL, "node20", "box14", "Reports assessed for eligibility", PRISMA_OTHER_ASSESSED,
     ROW_NUMBER},
    {NULL, "node21", "box15", "Reports excluded", PRISMA_OTHER_EXCLUDED, ROW_REASONS},
    {NULL, "node15", "box10", NULL, PRISMA_NEW_STUDIES, ROW_NUMBER},
    {NULL, "NA", "box10", NULL, PRISMA_NEW_REPORTS, ROW_NUMBER},
    {NULL, "node22", "box16", NULL, PRISMA_TOTAL_STUDIES, ROW_NUMBER},
    {NULL, "NA", "box16", NULL, PRISMA_TOTAL_REPORTS, ROW_NUMBER},
    {"identification", "node1", "identification", "Identification", -1, ROW_NUMBER},
    {"screening", "node2", "screening", "Screening", -1, ROW_NUMBER},
    {"included", "node3", "included", "Included", -1, ROW_NUMBER},
};

static void append_reason(struct slice name, uint64_t n, struct buffer *to)
{
    if (to->size > 0)
        buffer_append_string(to, "; ");
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        buffer_append_char(to, c == ',' || c == ';' || slice_is_blank(c) ? ' ' : c);
    }
    buffer_append_format(to, ", %llu", U64(n));
}

static void write_figure(const struct prisma *prisma, size_t row, struct table_writer *table)
{
    struct buffer text = {0};
    const struct prisma_box *box = rows[row].name < 0 ? NULL : &prisma->boxes[rows[row].name];
    bool listed = rows[row].kind == ROW_REASONS;
    if (!box)
        buffer_append_char(&text, '0');
    else if (!box->known || (listed && rows[row].data && box->count == 0))
        buffer_append_string(&text, "NA");
    else if (!listed)
        buffer_append_u64(&text, box->n);
    else if (box->count > 0)
        for (size_t i = 0; i < box->count; i++)
            append_reason(box->reasons[i].name, box->reasons[i].n, &text);
    else
        append_reason(slice_of("Any reason"), box->n, &text);
    table_cell(table, buffer_slice(&text));
    buffer_free(&text);
}

void prisma_write_csv(const struct prisma *prisma, struct output *output)
{
    static const char *const columns[] = {"data",    "node",     "box", "description",
                                          "boxtext", "tooltips", "url", "n"};
    struct table_writer table = {
        .output = output, .format = TABLE_CSV, .raw = true, .unmarked = true};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        table_cell_string(&table, columns[i]);
    table_end_row(&table);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool heading = rows[i].name < 0, first = strcmp(rows[i].node, "NA") != 0;
        const char *name = heading ? NULL : prisma_name((enum prisma_name)rows[i].name);
        const char *data = rows[i].data ? rows[i].data : name;
        const char *words = rows[i].words ? rows[i].words
                                          : prisma_words((enum prisma_name)rows[i].name);
        table_cell_string(&table, data);
        table_cell_string(&table, rows[i].node);
        table_cell_string(&table, rows[i].box);
        table_cell_string(&table, words);
        table_cell_string(&table, words);
        table_cell_string(&table, first ? words : "NA");
        table_cell_string(&table, "NA");
        write_figure(prisma, i, &table);
        table_end_row(&table);
    }
}
