/* Tables of frequencies, read back and added up: the parts of a corpus become the whole. */
#ifndef COSPAN_STREAM_FREQUENCY_TABLE_READ_H
#define COSPAN_STREAM_FREQUENCY_TABLE_READ_H

#include "base/input.h"
#include "stream/frequencies.h"

/* What the header of a table says. */
struct frequency_table_head {
    struct slice *keys;
    size_t key_count;
    char *feature;
    int share;    /* the figures of --share that it has */
    uint64_t per; /* tokens that its rate is of */
};

/* Adds up the tables of all files, which must have the same columns; a file may hold several, each
 * with its header. A row that cannot be read is reported with its place and left out; the program
 * ends if no file is a table. Release *head with frequency_table_free_head. */
void frequency_table_read(struct frequencies *frequencies, struct input *input,
                          struct frequency_table_head *head);

void frequency_table_free_head(struct frequency_table_head *head);

#endif
