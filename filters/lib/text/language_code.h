/* Names of languages: which of the languages with a folder in dicts/languages/ a user, a column
 * lang or an export means. Codes of ISO 639-1 and 639-2, tags of BCP 47 and names in English and
 * in the language itself are the same: no, nob, nb-NO, Norwegian and norsk are all nb. ASCII letters
 * match in both cases. Nothing is allocated. */
#ifndef COSPAN_TEXT_LANGUAGE_CODE_H
#define COSPAN_TEXT_LANGUAGE_CODE_H

#include <stddef.h>

#include "base/slice.h"

struct language_code {
    const char *code;     /* of ISO 639-1: nb */
    const char *name;     /* in English: Norwegian Bokmål */
    const char *snowball; /* the stemmer's name for it: norwegian */
    const char *names;    /* that mean it, lower case, between commas */
};

/* The languages, by code; the last entry has the code NULL. */
extern const struct language_code language_codes[];

/* The language with this name, or NULL. */
const struct language_code *language_code_find(struct slice name);

/* The same for the argument of --language; ends the program with a list of the codes if the name is
 * unknown. `others` ("auto, none") are further values to name in the message, or NULL. */
const struct language_code *language_code_need(const char *name, const char *others);

#endif
