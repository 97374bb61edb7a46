/* Undoing: whatever the bytes of the studies and of the versions (the second part, behind a byte 0),
 * reading ends or is refused, and every row that is written has the cells of its header. */
#include "refusal.h"
#include "stream/table.h"
#include "review/versions.h"

enum { LIMIT = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = slice_make((const char *)data, size), studies = slice_cut(&rest, '\0');
    static struct output output;
    static struct input *kept;
    output = refusal_output();
    char *path = refusal_file(studies.data, studies.size, 0);
    char *versions = refusal_file(rest.data ? rest.data : "", rest.data ? rest.size : 0, 1);
    uint64_t study_count, record_count;
    kept = input_open(&versions, 1, LIMIT);
    if (refusal_set()) {
        versions_undo(kept, refusal_open(&path, LIMIT), &output, &study_count, &record_count);
        struct slice written = {output.data, output.size}, header = slice_cut(&written, '\n');
        uint64_t rows = 0;
        while (written.data && written.size > 0) {
            require(table_count_cells(slice_cut(&written, '\n')) == table_count_cells(header));
            rows++;
        }
        require(rows == record_count);
    }
    free(output.data);
    input_close(kept);
    return 0;
}
