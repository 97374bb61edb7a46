/* What the codes of the language stand for: fields, qualifiers of subject headings, languages.
 *
 * Field codes are those of Ovid's guides to MEDLINE, Embase and PsycINFO; the qualifiers are the
 * allowable qualifiers of MeSH with the two letters that NLM gives them (and some that it has
 * withdrawn, which older strategies use); languages have their codes of ISO 639-1 and 639-2. */
#ifndef COSPAN_STRATEGY_FIELDS_H
#define COSPAN_STRATEGY_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* How the words of a field are found. */
enum strategy_search {
    SEARCH_WORDS, /* anywhere */
    SEARCH_START, /* from the beginning of an element, as the name of an author */
    SEARCH_WHOLE, /* an element from its beginning to its end, as a publication type */
};

/* Texts that are made from the column mesh. */
#define STRATEGY_HEADINGS   "<headings>"
#define STRATEGY_QUALIFIERS "<qualifiers>"
#define STRATEGY_ALL        "<all>"

struct strategy_field {
    char code[3];
    enum strategy_search search;
    bool limiting;       /* a record without a value is unknown, not passed over */
    const char *columns; /* names separated by spaces */
};

/* Ends with an empty code; at most 64. */
extern const struct strategy_field strategy_fields[];

enum { STRATEGY_NO_FIELD = -1 };

/* The index of a code of two letters in any case. */
int strategy_find_field(struct slice code);

/* The bit of a code that is known to be there. */
uint64_t strategy_field_bit(const char *code);

struct strategy_qualifier {
    char code[3];
    const char *name;
};

/* Ends with an empty code; at most 128. */
extern const struct strategy_qualifier strategy_qualifiers[];

/* The index of a qualifier by its code or its name (of which "&" and commas may be missing). */
int strategy_find_qualifier(struct slice text);

/* The English name of a language by a code or name; data is NULL for one that is not known. */
struct slice strategy_language(struct slice text);

#endif
