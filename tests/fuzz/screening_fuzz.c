/* Sheets that came back: whatever their bytes, reading ends or is refused; a decision that is written
 * is one of the words; each document that stands in the sheet is counted once. */
#include "refusal.h"
#include "review/screening.h"

enum { LIMIT = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct output output, report;
    static struct screening screening;
    output = refusal_output();
    report = refusal_output();
    screening = (struct screening){.words = "include,exclude"};
    char *path = refusal_file(data, size, 0);
    if (refusal_set()) {
        screening_begin_report(&screening, &report);
        screening_read(&screening, refusal_open(&path, LIMIT), path);
        struct screening_sheet *sheet = &screening.sheets[0];
        for (uint32_t i = 0; i < sheet->docs.count; i++) {
            size_t before = output.size;
            /* Every second document has become part of another one. */
            struct slice id = map_key(&sheet->docs, i);
            screening_decide(&screening, i % 2 ? slice_of("study") : id, i % 2 ? id : slice_of(""));
            screening_write_cells(&screening, &output);
            struct slice cells = slice_make(output.data + before + 1, output.size - before - 1);
            struct slice decision = slice_cut(&cells, '\t');
            require(decision.size == 0 || slice_is(decision, "include") ||
                    slice_is(decision, "exclude"));
            require(i % 2 || sheet->found[i]);
        }
        require(sheet->decided + sheet->missing <= sheet->docs.count);
        screening_end(&screening);
    }
    screening_free(&screening);
    free(output.data);
    free(report.data);
    return 0;
}
