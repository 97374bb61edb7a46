/* Tables: whatever the bytes, each row has the cells of the header; what was read and is written
 * again reads the same, and is written the same; no cell of a CSV begins a formula. The first byte
 * says whether comments may stand before the header. */
#include <string.h>

#include "refusal.h"
#include "base/number.h"
#include "stream/table.h"

enum { LIMIT = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_csv(const struct output *written)
{
    bool quoted = false, begins = true;
    for (size_t i = 3; i < written->size; i++) {
        const char *at = written->data + i;
        if (begins && !quoted) {
            const char *cell = *at == '"' ? at + 1 : at;
            size_t rest = (size_t)(written->data + written->size - cell), length = 0;
            while (length < rest && !strchr(",\"\r\n", cell[length]))
                length++;
            double number;
            require(rest == 0 || cell[0] == '\0' || cell[0] == '\r' || !strchr("=+-@\t", cell[0]) ||
                    number_read_double(slice_make(cell, length), &number));
        }
        quoted ^= *at == '"';
        begins = !quoted && (*at == ',' || *at == '\n');
    }
}

/* Reads a table and writes it as TSV, and as CSV where that is wanted. */
static void copy(char *path, bool comments, struct output *tsv, struct output *csv)
{
    struct table_reader table = {0};
    struct table_writer to_tsv = {.output = tsv}, to_csv = {.output = csv, .format = TABLE_CSV};
    struct input *input = refusal_open(&path, LIMIT);
    require(input_next_file(input));
    if (table_open(&table, input, comments)) {
        /* Names of columns stand as they are, without escapes. */
        for (size_t i = 0; i < table.column_count; i++) {
            output_string(tsv, i > 0 ? "\t" : "");
            output_slice(tsv, table.columns[i]);
        }
        output_char(tsv, '\n');
        uint64_t line = table.line;
        while (table_next(&table)) {
            require(table.line > line);
            line = table.line;
            for (size_t i = 0; i < table.column_count; i++) {
                table_cell(&to_tsv, table.cells[i]);
                if (csv)
                    table_cell(&to_csv, table.cells[i]);
            }
            table_end_row(&to_tsv);
            if (csv)
                table_end_row(&to_csv);
        }
        table_column(&table, "text");
    }
    table_close(&table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static struct output once, twice, csv;
    once = refusal_output();
    twice = refusal_output();
    csv = refusal_output();
    bool comments = data[0] & 1;
    static bool again;
    again = false;
    if (refusal_set()) {
        copy(refusal_file(data + 1, size - 1, 0), comments, &once, &csv);
        /* Names are not escaped: behind a comment a byte-order mark is part of one, and so is a
         * return at the end of the file; in front of all, and before a line end, they are not. */
        struct slice rest = {once.data, once.size}, header = slice_cut(&rest, '\n');
        again = !slice_starts(header, "\xef\xbb\xbf") && !slice_ends(header, "\r");
        check_csv(&csv);
    }
    if (again && refusal_set()) {
        copy(refusal_file(once.data, once.size, 1), false, &twice, NULL);
        require(refusal_errors == 0);
        require(once.size == twice.size &&
                (once.size == 0 || memcmp(once.data, twice.data, once.size) == 0));
    }
    free(once.data);
    free(twice.data);
    free(csv.data);
    return 0;
}
