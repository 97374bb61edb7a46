#include "intake/dictionary_file.h"

#include "base/input.h"
#include "intake/quanteda.h"

enum { LARGEST_FILE = 1 << 30 };

void dictionary_file_read(struct dictionary *dictionary, const char *path,
                          enum dictionary_format format)
{
    struct slice name = slice_of(path);
    struct buffer file = input_whole(path, LARGEST_FILE);
    struct slice bytes = buffer_slice(&file);
    if (format == DICTIONARY_AUTO)
        format = slice_ends(name, ".yml") || slice_ends(name, ".yaml") ? DICTIONARY_QUANTEDA
                                                                       : DICTIONARY_TABLE;
    dictionary_add_file(dictionary, path, bytes);
    if (format == DICTIONARY_QUANTEDA)
        quanteda_read(dictionary, path, bytes);
    else
        dictionary_read_table(dictionary, path, bytes);
    buffer_free(&file);
}

const char *dictionary_file_libraries(void)
{
    return quanteda_library();
}
