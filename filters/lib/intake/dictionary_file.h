/* Dictionaries as files, in the formats that are read as they are (dictionary.5). */
#ifndef COSPAN_INTAKE_DICTIONARY_FILE_H
#define COSPAN_INTAKE_DICTIONARY_FILE_H

#include "stream/dictionary.h"

enum dictionary_format {
    DICTIONARY_AUTO, /* .yml and .yaml are quanteda's, anything else is the native table */
    DICTIONARY_TABLE,
    DICTIONARY_QUANTEDA,
};

/* A dictionary as the user names it: by a path or, if no file has it, by the name of a dictionary
 * that comes with cospan, `roles` for dicts/roles.tsv. The strings live to the end of the program. */
struct dictionary_source {
    const char *path; /* what is opened */
    const char *name; /* what messages and provenance call it, the same on every machine */
};

/* Ends the program if `given` has no slash and no dot, and neither a file nor a dictionary has the
 * name. */
struct dictionary_source dictionary_file_find(const char *given);

/* Adds the entries of the file, found as above. A file that cannot be read ends the program, a bad
 * entry is reported with its place and skipped. `given` must live as long as the dictionary. */
void dictionary_file_read(struct dictionary *dictionary, const char *given,
                          enum dictionary_format format);

/* "libyaml 0.2.5", as it runs, or that it is missing; for --version. */
const char *dictionary_file_libraries(void);

#endif
