#include "intake/quanteda.h"

#include "base/buffer.h"
#include "base/message.h"

#ifdef HAVE_YAML

#include <stdio.h>
#include <yaml.h>

enum { DEEPEST = 100 };

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    struct dictionary *dictionary;
    const char *path;
    struct buffer concept; /* the path of keys that lead to here */
    bool failed;
};

static struct place place_of(const struct reader *reader, const yaml_mark_t *mark)
{
    return (struct place){reader->path, mark->line + 1, mark->column + 1};
}

static void fail(struct reader *reader, const char *expected)
{
    struct place place = place_of(reader, &reader->event.start_mark);
    if (!reader->failed)
        message_error(&place, "expected %s", expected);
    reader->failed = true;
}

static bool next(struct reader *reader)
{
    if (reader->failed)
        return false;
    yaml_event_delete(&reader->event);
    if (yaml_parser_parse(&reader->parser, &reader->event))
        return true;
    if (reader->parser.error == YAML_MEMORY_ERROR)
        message_fatal(NULL, "out of memory in libyaml");
    struct place place = place_of(reader, &reader->parser.problem_mark);
    message_error(&place, "no valid YAML: %s",
                  reader->parser.problem ? reader->parser.problem : "cannot read it");
    reader->failed = true;
    return false;
}

static struct slice scalar(const struct reader *reader)
{
    return slice_make((const char *)reader->event.data.scalar.value,
                      reader->event.data.scalar.length);
}

/* Adds the key to the path. `__` stands for the key above. */
static void enter_key(struct reader *reader, struct slice key)
{
    if (slice_is(key, "__"))
        return;
    if (reader->concept.size > 0)
        buffer_append_char(&reader->concept, '/');
    for (size_t i = 0; i < key.size; i++) {
        char c = key.data[i];
        bool forbidden = slice_is_blank(c) || c == ':' || c == ';' || c == '/';
        buffer_append_char(&reader->concept, forbidden ? '_' : c);
    }
}

static void add_pattern(struct reader *reader)
{
    struct entry entry = {
        .pattern = slice_trim(scalar(reader)),
        .type = ENTRY_PHRASE,
        .rules = RULES_QUANTEDA,
        .letter_case = LETTER_LOWER,
        .place = place_of(reader, &reader->event.start_mark),
    };
    dictionary_add(reader->dictionary, buffer_slice(&reader->concept), &entry);
}

static void read_value(struct reader *reader, unsigned depth);

static void read_list(struct reader *reader)
{
    while (next(reader) && reader->event.type != YAML_SEQUENCE_END_EVENT) {
        if (reader->event.type == YAML_SCALAR_EVENT)
            add_pattern(reader);
        else
            fail(reader, "a pattern in this list");
    }
}

static void read_mapping(struct reader *reader, unsigned depth)
{
    size_t above = reader->concept.size;
    if (depth > DEEPEST)
        fail(reader, "at most 100 keys within each other");
    while (next(reader) && reader->event.type != YAML_MAPPING_END_EVENT) {
        if (reader->event.type != YAML_SCALAR_EVENT) {
            fail(reader, "a key");
            return;
        }
        enter_key(reader, scalar(reader));
        if (next(reader))
            read_value(reader, depth + 1);
        reader->concept.size = above;
    }
}

static void read_value(struct reader *reader, unsigned depth)
{
    if (reader->event.type == YAML_SCALAR_EVENT) {
        if (scalar(reader).size > 0)
            add_pattern(reader);
    } else if (reader->event.type == YAML_SEQUENCE_START_EVENT) {
        read_list(reader);
    } else if (reader->event.type == YAML_MAPPING_START_EVENT) {
        read_mapping(reader, depth);
    } else {
        fail(reader, "a list of patterns or further keys (references are not read)");
    }
}

void quanteda_read(struct dictionary *dictionary, const char *path, struct slice bytes)
{
    struct reader reader = {.dictionary = dictionary, .path = path};
    if (!yaml_parser_initialize(&reader.parser))
        message_fatal(NULL, "out of memory: cannot read %s", path);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)bytes.data, bytes.size);
    while (next(&reader) && reader.event.type != YAML_STREAM_END_EVENT) {
        if (reader.event.type == YAML_MAPPING_START_EVENT)
            read_mapping(&reader, 0);
        else if (reader.event.type == YAML_SCALAR_EVENT ||
                 reader.event.type == YAML_SEQUENCE_START_EVENT)
            fail(&reader, "keys with lists of patterns");
    }
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    buffer_free(&reader.concept);
}

const char *quanteda_library(void)
{
    static char version[48];
    snprintf(version, sizeof version, "libyaml %s", yaml_get_version_string());
    return version;
}

#else

void quanteda_read(struct dictionary *dictionary, const char *path, struct slice bytes)
{
    (void)dictionary;
    (void)bytes;
    message_fatal(&(struct place){path, 0, 0},
                  "built without libyaml, which reads quanteda dictionaries (Debian: libyaml-dev)");
}

const char *quanteda_library(void)
{
    return "without libyaml";
}

#endif
