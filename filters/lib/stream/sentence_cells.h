/* The first columns of a table that has rows for words or for places in sentences: the document,
 * the keys that the user asked for (metadata.h), where the sentence comes from and its name. They
 * are the same for all rows of a sentence, so they are made once, as cells of TSV. */
#ifndef COSPAN_STREAM_SENTENCE_CELLS_H
#define COSPAN_STREAM_SENTENCE_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"
#include "stream/metadata.h"
#include "stream/tokens.h"

struct sentence_cells {
    struct metadata metadata;
    bool source;     /* there is a column source */
    uint64_t number; /* of the present sentence in its document, from 1 */
    bool begins;     /* the present sentence, or comment block, begins a document */

    struct buffer names; /* of the keys without those that are columns anyway */
    struct buffer fixed; /* cells up to the keys, which change seldom */
    struct buffer cells;
};

/* `names` are the keys, separated by commas, or NULL; doc, source and sent_id among them are
 * passed over, as they are columns anyway. `side_table` as for metadata_open. */
void sentence_cells_open(struct sentence_cells *cells, const char *names, const char *side_table,
                         bool source);

/* Appends the names of the columns, with tabs between. */
void sentence_cells_header(const struct sentence_cells *cells, struct buffer *to);

/* Takes over the comments of the sentence that was read. */
void sentence_cells_update(struct sentence_cells *cells, const struct tokens_reader *reader);

/* The cells of the present sentence with tabs between: doc, keys, source if so, sent_id. Valid
 * until the next call. */
struct slice sentence_cells_get(struct sentence_cells *cells, const struct tokens_reader *reader);

#endif
