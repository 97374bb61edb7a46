#include "picture/prisma.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/message.h"
#include "base/number.h"
#include "base/suggest.h"
#include "stream/table.h"

static const struct {
    const char *name, *words;
} boxes[PRISMA_BOXES] = {
    {"previous_studies", "Studies included in previous version of review"},
    {"previous_reports", "Reports of studies included in previous version of review"},
    {"database_results", "Databases"},
    {"register_results", "Registers"},
    {"website_results", "Websites"},
    {"organisation_results", "Organisations"},
    {"citations_results", "Citation searching"},
    {"duplicates", "Duplicate records"},
    {"excluded_automatic", "Records marked as ineligible by automation tools"},
    {"excluded_other", "Records removed for other reasons"},
    {"records_screened", "Records screened"},
    {"records_excluded", "Records excluded"},
    {"dbr_sought_reports", "Reports sought for retrieval"},
    {"dbr_notretrieved_reports", "Reports not retrieved"},
    {"other_sought_reports", "Reports sought for retrieval (other methods)"},
    {"other_notretrieved_reports", "Reports not retrieved (other methods)"},
    {"dbr_assessed", "Reports assessed for eligibility"},
    {"dbr_excluded", "Reports excluded"},
    {"other_assessed", "Reports assessed for eligibility (other methods)"},
    {"other_excluded", "Reports excluded (other methods)"},
    {"new_studies", "New studies included in review"},
    {"new_reports", "Reports of new included studies"},
    {"total_studies", "Total studies included in review"},
    {"total_reports", "Reports of total included studies"},
};

static const struct {
    const char *stage;
    enum prisma_place place;
} stages[] = {
    {"identification", PRISMA_IDENTIFICATION},
    {"duplicates", PRISMA_DEDUPLICATION},
    {"automatic", PRISMA_AUTOMATION},
    {"other", PRISMA_REMOVAL},
    {"screening", PRISMA_SCREENING},
    {"retrieval", PRISMA_RETRIEVAL},
    {"eligibility", PRISMA_ELIGIBILITY},
    {"records", PRISMA_IDENTIFICATION},
    {"dedupe", PRISMA_DEDUPLICATION},
    {"search", PRISMA_AUTOMATION},
    {"screen", PRISMA_SCREENING},
    {"retrieve", PRISMA_RETRIEVAL},
    {"assess", PRISMA_ELIGIBILITY},
};

/* Where the records of a stage come in, where those end that do not go on, and where the rest. */
static const struct {
    int in, dropped, out;
} flows[PRISMA_PLACES] = {
    [PRISMA_IDENTIFICATION] = {PRISMA_DATABASES, PRISMA_REMOVED, -1},
    [PRISMA_DEDUPLICATION] = {-1, PRISMA_DUPLICATES, -1},
    [PRISMA_AUTOMATION] = {-1, PRISMA_AUTOMATIC, -1},
    [PRISMA_REMOVAL] = {-1, PRISMA_REMOVED, -1},
    [PRISMA_SCREENING] = {PRISMA_SCREENED, PRISMA_EXCLUDED, PRISMA_SOUGHT},
    [PRISMA_RETRIEVAL] = {PRISMA_SOUGHT, PRISMA_NOT_RETRIEVED, PRISMA_ASSESSED},
    [PRISMA_ELIGIBILITY] = {PRISMA_ASSESSED, PRISMA_REPORTS_EXCLUDED, PRISMA_NEW_STUDIES},
};

const char *prisma_name(enum prisma_name box)
{
    return boxes[box].name;
}

const char *prisma_words(enum prisma_name box)
{
    return boxes[box].words;
}

/* How many of `stages` are the places themselves, by their names. */
enum { NAMED_PLACES = PRISMA_PLACES };

static bool find_place(struct slice name, size_t among, enum prisma_place *place)
{
    for (size_t i = 0; i < among; i++)
        if (slice_is(name, stages[i].stage)) {
            *place = stages[i].place;
            return true;
        }
    return false;
}

bool prisma_place_stage(struct prisma *prisma, struct slice text)
{
    struct slice rest = text, stage = slice_cut(&rest, '=');
    enum prisma_place place;
    if (!rest.data || stage.size == 0 || !find_place(rest, NAMED_PLACES, &place))
        return false;
    uint32_t number = map_add(&prisma->placed, stage, NULL);
    prisma->places = memory_grow(prisma->places, &prisma->place_capacity, prisma->placed.count,
                                 sizeof *prisma->places);
    prisma->places[number] = place;
    return true;
}

static void add(struct prisma *prisma, enum prisma_name name, struct slice reason, uint64_t n,
                bool file)
{
    struct prisma_box *box = &prisma->boxes[name];
    box->known = true;
    if (reason.size == 0)
        return;
    reason = map_key(&prisma->names, map_add(&prisma->names, reason, NULL));
    for (size_t i = 0; i < box->count; i++)
        if (box->reasons[i].name.data == reason.data) {
            box->reasons[i].n = number_add(box->reasons[i].n, n);
            return;
        }
    box->reasons = memory_grow(box->reasons, &box->capacity, box->count + 1, sizeof *box->reasons);
    box->reasons[box->count++] = (struct prisma_reason){reason, n, file};
}

static bool read_number(const struct table_reader *table, uint64_t *n)
{
    struct slice cell = slice_trim(table->cells[table_need(table, "n")]);
    if (number_read_u64(cell, n))
        return true;
    struct place place = table_place(table);
    message_error(&place, "expected a whole number in n, not '%.*s'; row skipped", SLICE(cell));
    return false;
}

static void say_no_box(const struct table_reader *table, struct slice name)
{
    struct suggest suggest = suggest_begin(name);
    for (size_t i = 0; i < PRISMA_BOXES; i++)
        suggest_add(&suggest, slice_of(boxes[i].name));
    struct place place = table_place(table);
    message_error(&place, "no box '%.*s'%s", SLICE(name),
                  suggest_ending(&suggest, "the boxes are"));
    suggest_free(&suggest);
}

static void read_box(struct prisma *prisma, const struct table_reader *table, int reason_column)
{
    struct slice name = slice_trim(table->cells[table_need(table, "box")]), reason = {NULL, 0};
    size_t i = 0;
    while (i < PRISMA_BOXES && !slice_is(name, boxes[i].name))
        i++;
    if (i == PRISMA_BOXES) {
        say_no_box(table, name);
        return;
    }
    uint64_t n;
    struct slice number = slice_trim(table->cells[table_need(table, "n")]);
    /* An empty cell is a box that is not known yet. */
    if (number.size == 0 || !read_number(table, &n))
        return;
    if (reason_column != TABLE_NO_COLUMN)
        reason = slice_trim(table->cells[reason_column]);
    struct prisma_box *box = &prisma->boxes[i];
    struct place place = table_place(table);
    if (reason.size == 0 && box->total) {
        message_error(&place, "a second number for the box '%s'; row skipped", boxes[i].name);
        return;
    }
    if (reason.size == 0)
        box->n = n;
    box->total = box->total || reason.size == 0;
    add(prisma, (enum prisma_name)i, reason, n, false);
}

static uint32_t find_stage(struct prisma *prisma, const struct table_reader *table,
                           struct slice name)
{
    bool added;
    uint32_t number = map_add(&prisma->stages, name, &added), given;
    if (!added)
        return number;
    prisma->stage_sums = memory_grow(prisma->stage_sums, &prisma->stage_capacity,
                                     prisma->stages.count, sizeof *prisma->stage_sums);
    struct prisma_stage *stage = &prisma->stage_sums[number];
    *stage = (struct prisma_stage){.place = PRISMA_PLACES};
    given = map_find(&prisma->placed, name);
    struct place place = table_place(table);
    if (given != MAP_NONE)
        stage->place = prisma->places[given];
    else if (!find_place(name, sizeof stages / sizeof *stages, &stage->place))
        message_error(&place,
                      "the stage '%.*s' has no place in the diagram; give it one: --stage "
                      "%.*s=automatic, or identification, duplicates, other, screening, "
                      "retrieval, eligibility",
                      SLICE(name), SLICE(name));
    return number;
}

static void read_tally(struct prisma *prisma, const struct table_reader *table)
{
    struct slice name = slice_trim(table->cells[table_need(table, "stage")]);
    struct slice reason = slice_trim(table->cells[table_need(table, "reason")]);
    int file = table_column(table, "file");
    uint64_t n;
    if (!read_number(table, &n))
        return;
    uint32_t number = find_stage(prisma, table, name);
    struct prisma_stage *stage = &prisma->stage_sums[number];
    if (stage->place == PRISMA_PLACES)
        return;
    if (slice_is(reason, "out")) {
        stage->out = number_add(stage->out, n);
        return;
    }
    bool is_in = slice_is(reason, "in");
    uint64_t *sum = is_in ? &stage->in : &stage->dropped;
    *sum = number_add(*sum, n);
    int box = is_in ? flows[stage->place].in : flows[stage->place].dropped;
    bool first = is_in && stage->place == PRISMA_IDENTIFICATION;
    if (first)
        reason = file == TABLE_NO_COLUMN || table->cells[file].size == 0 ? name
                                                                         : table->cells[file];
    else if (is_in || stage->place == PRISMA_DEDUPLICATION || stage->place == PRISMA_RETRIEVAL)
        reason = slice_of("");
    if (box < 0)
        return;
    add(prisma, (enum prisma_name)box, reason, n, first);
    if (reason.size == 0) {
        prisma->boxes[box].n = number_add(prisma->boxes[box].n, n);
        prisma->boxes[box].total = true;
    }
}

static struct slice without_folder(struct slice path)
{
    for (size_t i = path.size; i > 0; i--)
        if (path.data[i - 1] == '/')
            return slice_from(path, i);
    return path;
}

/* The files of tallies without their folders, which say nothing of a database; unless two of them
 * would be called the same. */
static void shorten_files(struct prisma_box *box)
{
    struct map names = {0};
    bool differ = true, added = true;
    for (size_t i = 0; i < box->count && differ; i++, differ = added)
        map_add(&names, without_folder(box->reasons[i].name), &added);
    for (size_t i = 0; i < box->count && differ; i++)
        if (box->reasons[i].file)
            box->reasons[i].name = without_folder(box->reasons[i].name);
    map_free(&names);
}

bool prisma_read(struct prisma *prisma, struct input *input)
{
    bool any = false;
    struct table_reader table;
    while (input_next_file(input)) {
        struct place place = {input->name, 0, 0};
        if (!table_open(&table, input, false)) {
            message_error(&place, "empty, expected a header row");
            continue;
        }
        table.one_file = true;
        bool tally = table_column(&table, "stage") != TABLE_NO_COLUMN;
        if (!tally && table_column(&table, "box") == TABLE_NO_COLUMN)
            message_fatal(&place, "expected the columns box and n, or those of a tally: stage, "
                                  "file, reason, n");
        table_need(&table, "n");
        if (tally)
            table_need(&table, "reason");
        int reason = table_column(&table, "reason");
        any = true;
        while (table_next(&table))
            if (tally)
                read_tally(prisma, &table);
            else
                read_box(prisma, &table, reason);
        table_close(&table);
    }
    shorten_files(&prisma->boxes[PRISMA_DATABASES]);
    return any;
}

void prisma_free(struct prisma *prisma)
{
    for (size_t i = 0; i < PRISMA_BOXES; i++)
        free(prisma->boxes[i].reasons);
    map_free(&prisma->names);
    map_free(&prisma->stages);
    map_free(&prisma->placed);
    free(prisma->stage_sums);
    free(prisma->places);
}
