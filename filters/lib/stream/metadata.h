/* What is known of a sentence beside its words: who speaks, in which year, in which document. A
 * key is looked for in the comments of the sentence (`# key = value`), then in those of its
 * document (`# meta::key = value`), then in a side table by the document's id. The key `doc` is
 * the id itself. A key that is nowhere has an empty value, and metadata_report says so. Comments before the first document
 * belong to none; tokens there are a document without an id. */
#ifndef COSPAN_STREAM_METADATA_H
#define COSPAN_STREAM_METADATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/options.h"
#include "base/slice.h"
#include "stream/tokens.h"

struct metadata_key {
    struct slice name;
    bool found;                       /* it had a value somewhere, perhaps an empty one */
    struct buffer document, sentence; /* its values; has_... tell whether there is one */
    bool has_document, has_sentence;
    int side_column;
};

struct metadata {
    struct metadata_key *keys;
    size_t key_count;
    struct buffer document; /* the present document's id */
    uint64_t documents;     /* begun so far; the present one's number, from 1 */
    size_t missing;         /* keys that had no value so far */
    struct map known;       /* keys that exist, noted as long as one is missing */
    bool changed;           /* the last update brought another document or other values */
    struct map side_ids;    /* the side table: documents, and by document the values of all keys */
    struct slice *side_values;
    size_t side_capacity;
    struct arena side_arena;
};

/* clang-format off */
#define OPTION_META(at)                                                                            \
    {0, "meta", OPTION_TEXT, at, "FILE",                                                           \
     "table with a column doc that has further keys of documents"}
/* clang-format on */

/* `names` are the keys, separated by commas; the string must live as long. `side_table` is the
 * path of a table with a column doc, or NULL. */
void metadata_open(struct metadata *metadata, const char *names, const char *side_table);

/* Takes over what the comments of the sentence that was read say, from comment number `from` on, and
 * stops where a second document begins: of documents without words several may begin in one block.
 * Returns the number of the comment to go on with; all are done when it is their count. */
size_t metadata_update(struct metadata *metadata, const struct tokens_reader *reader, size_t from);

/* The value of key number `key`; valid until the next update. */
struct slice metadata_value(const struct metadata *metadata, size_t key);

/* At the end of the input: reports each key that no sentence and no document has, with the nearest of
 * those that exist. It is an error if one is near, as in `speeker`, else a note: documents in which
 * nobody speaks have no key `speaker`. */
void metadata_report(const struct metadata *metadata);

#endif
