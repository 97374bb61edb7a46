/* The tables of dicts/fields/, and single values of fields: the words for languages and types of
 * publication, line breaks, brackets, white space. Slices that come back point into the argument, or
 * live as long as the table. */
#ifndef COSPAN_INTAKE_FIELD_WORDS_H
#define COSPAN_INTAKE_FIELD_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/map.h"
#include "base/slice.h"

/* The rows of dicts/fields/NAME.tsv below its header, as compiled in; the program ends if there is
 * no such table. */
struct slice field_table_open(const char *name);

/* Cuts the next row into `count` cells, those that are missing being empty; false at the end. */
bool field_table_next(struct slice *rest, struct slice *cells, size_t count);

/* Names and the word that stands for each. Zero-initialise. */
struct field_words {
    struct map names; /* lower case; by row */
    struct slice *words;
    size_t capacity;
    struct buffer lower;
};

void field_words_read(struct field_words *words, const char *table);

/* The row of the name, compared without regard to the case of ASCII letters; MAP_NONE if it is
 * not there. */
uint32_t field_words_find(struct field_words *words, struct slice name);

void field_words_free(struct field_words *words);

/* Without the brackets or parentheses around all of it, and full stops at the end. */
struct slice field_without_brackets(struct slice value);

/* The ASCII letters made small. */
void field_append_lower(struct buffer *to, struct slice text);

/* Line breaks and the blanks around them become one blank. */
void field_append_in_one_line(struct buffer *to, struct slice text);

/* Every white space of Unicode becomes `_`. */
void field_replace_blanks(struct buffer *cell);

#endif
