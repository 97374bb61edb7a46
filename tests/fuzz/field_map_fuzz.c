/* Field maps: whatever a record holds, cells are valid UTF-8, an id has no white space, and what
 * stands in `other` can be read back and is a field of the record. The bytes are lines of tags and
 * values with a tab between them; the first byte chooses the map. */
#include <stdint.h>
#include <stdlib.h>

#include "intake/field_map.h"
#include "intake/record.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static bool has_field(const struct record *record, struct slice tag, struct slice value)
{
    for (size_t i = 0; i < record->count; i++)
        if (slice_equal(record_tag(record, i), tag) && slice_equal(record_value(record, i), value))
            return true;
    return false;
}

static void check_cells(void *context, const struct record *record)
{
    const struct slice *cells = field_map_apply(context, record);
    struct buffer tag = {0}, value = {0}, poured = {0};
    struct slice doc = cells[FIELD_DOC];
    for (int i = 0; i < FIELD_COLUMNS; i++)
        require(utf8_valid_prefix(cells[i]) == cells[i].size);
    require(doc.size > 0);
    for (size_t i = 0; i < doc.size; i++)
        require((unsigned char)doc.data[i] > ' ');
    field_map_pour_other(context, field_other_append, &poured);
    require(slice_equal(buffer_slice(&poured), cells[FIELD_OTHER]));
    struct slice rest = cells[FIELD_OTHER];
    while (field_other_next(&rest, &tag, &value)) {
        require(has_field(record, buffer_slice(&tag), buffer_slice(&value)));
        buffer_clear(&tag);
        buffer_clear(&value);
    }
    buffer_free(&tag);
    buffer_free(&value);
    buffer_free(&poured);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"ris",      "medline", "ovid",   "refer",
                                        "refworks", "wos",     "bibtex", "csv"};
    enum { MAPS = sizeof names / sizeof *names };
    static struct field_map *maps[MAPS];
    if (size == 0)
        return 0;
    size_t number = data[0] % MAPS;
    if (!maps[number])
        maps[number] = field_map_open(names[number]);
    struct record record = {0};
    struct record_sink sink = {.found = check_cells, .context = maps[number]};
    record_begin(&record, 1);
    for (struct slice rest = slice_make((const char *)data + 1, size - 1); rest.data;) {
        struct slice value = slice_cut(&rest, '\n'), tag = slice_cut(&value, '\t');
        record_add(&record, tag, 1);
        record_append(&record, value.data ? value : slice_of(""));
    }
    record_found(&sink, &record);
    record_free(&record);
    return 0;
}
