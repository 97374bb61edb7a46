#include "intake/dictionary_file.h"

#include "base/buffer.h"
#include "base/input.h"
#include "base/message.h"
#include "base/shipped.h"
#include "intake/quanteda.h"

enum { LARGEST_FILE = 1 << 30 };

static void refuse(const char *name) __attribute__((noreturn));

static void refuse(const char *name)
{
    struct suggest suggest = suggest_begin(slice_of(name));
    struct map names = {0};
    shipped_suggest_dictionaries(&suggest, &names);
    message_fatal(NULL, "no file and no dictionary '%s'%s", name,
                  suggest_ending(&suggest, "the dictionaries are"));
}

struct dictionary_source dictionary_file_find(const char *given)
{
    if (input_is_file(given) || strchr(given, '/') || strchr(given, '.'))
        return (struct dictionary_source){given, given};
    const char *path = shipped_dictionary(given);
    if (!path && input_is_folder(given))
        return (struct dictionary_source){given, given}; /* the reader says what it is */
    if (!path)
        refuse(given);
    struct buffer name = {0};
    buffer_append_format(&name, "dicts/%s.tsv%c", given, '\0');
    return (struct dictionary_source){path, name.data};
}

void dictionary_file_read(struct dictionary *dictionary, const char *given,
                          enum dictionary_format format)
{
    struct dictionary_source source = dictionary_file_find(given);
    struct slice path = slice_of(source.path);
    struct buffer file = input_whole(source.path, LARGEST_FILE);
    struct slice bytes = buffer_slice(&file);
    if (format == DICTIONARY_AUTO)
        format = slice_ends(path, ".yml") || slice_ends(path, ".yaml") ? DICTIONARY_QUANTEDA
                                                                       : DICTIONARY_TABLE;
    dictionary_add_file(dictionary, source.name, bytes);
    if (format == DICTIONARY_QUANTEDA)
        quanteda_read(dictionary, source.name, bytes);
    else
        dictionary_read_table(dictionary, source.name, bytes);
    buffer_free(&file);
}

const char *dictionary_file_libraries(void)
{
    return quanteda_library();
}
