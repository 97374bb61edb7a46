/* flow - draw and check the flow diagram of a review */
#include "base/filter.h"
#include "base/number.h"
#include "picture/flow.h"
#include "picture/picture_file.h"
#include "picture/raster.h"
#include "picture/prisma.h"
#include "stream/table.h"
#include "text/normal.h"
#include "picture/prisma_check.h"
#include "picture/prisma_csv.h"

enum format {
    FORMAT_AUTO,
    FORMAT_TEXT,
    FORMAT_SVG,
    FORMAT_PNG,
    FORMAT_PDF,
    FORMAT_CSV,
    FORMAT_TABLE
};

struct settings {
    struct common common;
    struct option_list stages;
    int format;
    uint64_t width;
    bool ascii;
    const char *title, *source;
};

/* clang-format off */
static const struct option options[] = {
    {0, "stage", OPTION_LIST, offsetof(struct settings, stages), "STAGE=PLACE",
     "where the records of a stage of a tally are counted; may be repeated"},
    {'f', "format", OPTION_CHOICE, offsetof(struct settings, format),
     "auto|text|svg|png|pdf|csv|table",
     "what is written (default: by the ending of -o, else text)"},
    {0, "width", OPTION_COUNT, offsetof(struct settings, width), "N",
     "width of text in columns (default: the window, 100 at most)"},
    {0, "ascii", OPTION_FLAG, offsetof(struct settings, ascii), NULL,
     "text: draw with ASCII characters only"},
    {0, "title", OPTION_TEXT, offsetof(struct settings, title), "TEXT", "title of the picture"},
    {0, "source", OPTION_TEXT, offsetof(struct settings, source), "NOTE",
     "note under the picture"},
    OPTION_END,
};
/* clang-format on */

static const struct filter filter = {
    .name = "flow",
    .purpose = "draw and check the flow diagram of a review",
    .options = options,
    .libraries = {text_utf8proc_version, raster_version},
};

static enum format choose_format(const struct settings *settings)
{
    static const enum format forms[] = {FORMAT_TEXT, FORMAT_SVG, FORMAT_PNG, FORMAT_PDF};
    struct slice path = slice_of(settings->common.output ? settings->common.output : "");
    if (settings->format != FORMAT_AUTO)
        return (enum format)settings->format;
    return slice_ends(path, ".csv")   ? FORMAT_CSV
           : slice_ends(path, ".tsv") ? FORMAT_TABLE
                                      : forms[picture_file_type_of(settings->common.output)];
}

/* All that is known of the boxes, as a table that this filter reads too. */
static void write_table(const struct prisma *prisma, struct output *output)
{
    struct table_writer table = {.output = output};
    table_cell_string(&table, "box");
    table_cell_string(&table, "reason");
    table_cell_string(&table, "n");
    table_end_row(&table);
    for (size_t i = 0; i < PRISMA_BOXES; i++) {
        const struct prisma_box *box = &prisma->boxes[i];
        for (size_t j = 0; box->known && j <= box->count; j++) {
            table_cell_string(&table, prisma_name((enum prisma_name)i));
            table_cell(&table, j > 0 ? box->reasons[j - 1].name : slice_of(""));
            table_cell_u64(&table, j > 0 ? box->reasons[j - 1].n : box->n);
            table_end_row(&table);
        }
    }
}

static void draw(const struct settings *settings, const struct prisma *prisma,
                 enum picture_file_type form, struct output *output)
{
    struct buffer picture = {0};
    size_t columns = settings->width > 0 ? (size_t)settings->width : (size_t)output_width(output);
    if (form == PICTURE_TEXT)
        flow_text(prisma, settings->title, settings->source, columns, settings->ascii, &picture);
    else
        flow_svg(prisma, settings->title, settings->source, &picture);
    picture_file_write(form, buffer_slice(&picture), slice_of(settings->title), output);
    buffer_free(&picture);
}

static void flow(const struct settings *settings, struct prisma *prisma, struct input *input,
                 struct output *output)
{
    enum format format = choose_format(settings);
    /* What does not add up is not drawn, and an old picture stays. */
    if (!prisma_read(prisma, input) || prisma_check(prisma) > 0)
        message_exit(STATUS_TROUBLE);
    size_t known = 0;
    for (size_t i = 0; i < PRISMA_BOXES; i++)
        known += prisma->boxes[i].known;
    message_detail(NULL, "%zu boxes with a number", known);
    if (format == FORMAT_CSV)
        prisma_write_csv(prisma, output);
    else if (format == FORMAT_TABLE)
        write_table(prisma, output);
    else
        draw(settings, prisma, (enum picture_file_type)(format - FORMAT_TEXT), output);
}

int main(int argc, char **argv)
{
    struct settings settings = {.title = "", .source = ""};
    struct streams streams = filter_open(&filter, argc, argv, &settings);
    struct prisma prisma = {0};
    for (size_t i = 0; i < settings.stages.count; i++)
        if (!prisma_place_stage(&prisma, slice_of(settings.stages.items[i])))
            message_usage("--stage expects STAGE=PLACE, the place being identification, "
                          "duplicates, automatic, other, screening, retrieval or eligibility, "
                          "not '%s'",
                          settings.stages.items[i]);
    flow(&settings, &prisma, streams.input, streams.output);
    input_close(streams.input);
    prisma_free(&prisma);
    return message_end(STATUS_DONE);
}
