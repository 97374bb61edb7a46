/* Lists within one value of a field: `Ek, A.; Sand, B.`, and the other ways in which tables write
 * them. Nothing is allocated; items point into the value. */
#ifndef COSPAN_INTAKE_FIELD_LIST_H
#define COSPAN_INTAKE_FIELD_LIST_H

#include <stdbool.h>

#include "base/slice.h"

/* How the items of a list are told apart: by one character, or in one of these ways; '\0' for a
 * value that is no list. A comma within parentheses separates nothing. */
enum {
    FIELD_AND = '\1',   /* the word `and` between blanks */
    FIELD_QUOTED = '\2' /* each in quotation marks, all in brackets: ['Ek, A.', 'Sand, B.'] */
};

/* The way of this value, where `usual` is that of its column. */
char field_list_separator(struct slice value, char usual);

/* The first of `;`, `,` and `/` that is in the value, else none. */
char field_list_usual_separator(struct slice value);

/* Whether `and` stands between names that each have a comma: `Ek, A. and Sand, B.` */
bool field_list_is_names_with_and(struct slice value);

/* Cuts the next item off, with the blanks around it. At the end rest->data is NULL. */
struct slice field_list_next(struct slice *rest, char separator);

/* `Ek, A.` of `Ek, A. [Author; E-mail: a@b]`. */
struct slice field_list_without_role(struct slice name);

/* Whether the list stands as it would in a cell of ours: one item, or items with `; ` between. */
bool field_list_is_as_in_cell(struct slice list, char separator);

#endif
