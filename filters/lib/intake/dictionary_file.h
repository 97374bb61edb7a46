/* Dictionaries as files, in the formats that are read as they are (dictionary.5). */
#ifndef COSPAN_INTAKE_DICTIONARY_FILE_H
#define COSPAN_INTAKE_DICTIONARY_FILE_H

#include "stream/dictionary.h"

enum dictionary_format {
    DICTIONARY_AUTO, /* .yml and .yaml are quanteda's, anything else is the native table */
    DICTIONARY_TABLE,
    DICTIONARY_QUANTEDA,
};

/* Adds the entries of the file. A file that cannot be read ends the program, a bad entry is
 * reported with its place and left out. `path` must live as long as the dictionary. */
void dictionary_file_read(struct dictionary *dictionary, const char *path,
                          enum dictionary_format format);

/* "libyaml 0.2.5", as it runs, or that it is missing; for --version. */
const char *dictionary_file_libraries(void);

#endif
