#include "intake/codes.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/input.h"
#include "base/message.h"
#include "intake/dictionary_file.h"
#include "container/xml_text.h"
#include "stream/table.h"
#include "text/utf8.h"

void guid_make(const char *kind, struct slice bytes, char guid[GUID_SIZE])
{
    struct digest digest;
    char hex[DIGEST_HEX + 1];
    digest_begin(&digest);
    digest_add(&digest, slice_make(kind, strlen(kind) + 1));
    digest_add(&digest, bytes);
    digest_end(&digest, hex);
    size_t to = 0;
    for (size_t i = 0; i < 32; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            guid[to++] = '-';
        guid[to++] = hex[i];
    }
    guid[14] = '8';
    guid[19] = "89ab"[(guid[19] >= 'a' ? guid[19] - 'a' + 10 : guid[19] - '0') & 3];
    guid[to] = '\0';
}

static uint32_t add_path(struct codes *codes, struct slice path)
{
    bool added;
    uint32_t number = map_add(&codes->paths, path, &added);
    if (!added)
        return number;
    codes->descriptions = memory_grow(codes->descriptions, &codes->description_capacity, number + 1,
                                      sizeof *codes->descriptions);
    codes->codable = memory_grow(codes->codable, &codes->codable_capacity, number + 1, 1);
    codes->descriptions[number] = (struct buffer){0};
    codes->codable[number] = false;
    return number;
}

uint32_t codes_add(struct codes *codes, struct slice path)
{
    struct buffer valid = {0};
    if (utf8_valid_prefix(path) < path.size) {
        utf8_repair(path, &valid);
        path = buffer_slice(&valid);
    }
    for (size_t i = 1; i < path.size; i++)
        if (path.data[i] == '/')
            add_path(codes, slice_make(path.data, i));
    uint32_t number = add_path(codes, path);
    codes->codable[number] = true;
    buffer_free(&valid);
    return number;
}

/* What a description is made of: columns of the codebook. */
static const struct {
    const char *column, *before;
} parts[] = {{"label", ""},
             {"definition", ""},
             {"include", "Include: "},
             {"exclude", "Exclude: "},
             {"example", "Example: "},
             {"source", "Source: "}};
enum { PARTS = sizeof parts / sizeof *parts };

static void append_line(struct buffer *to, const char *before, struct slice text)
{
    if (text.size == 0)
        return;
    buffer_append_string(to, to->size > 0 ? "\n" : "");
    buffer_append_string(to, before);
    utf8_repair(text, to);
}

static void describe(struct codes *codes, const struct table_reader *table, int concept,
                     const int *columns)
{
    struct slice path = slice_trim(table->cells[concept]);
    struct place place = table_place(table);
    if (path.size == 0) {
        message_error(&place, "no concept, row skipped");
        return;
    }
    uint32_t number = codes_add(codes, path);
    struct buffer *description = &codes->descriptions[number];
    buffer_clear(description);
    for (size_t i = 0; i < PARTS; i++)
        if (columns[i] != TABLE_NO_COLUMN)
            append_line(description, parts[i].before, table->cells[columns[i]]);
}

static void read_codebook(struct codes *codes, const char *path, uint64_t limit)
{
    struct input *input = input_open_file(path, limit);
    struct table_reader table;
    int columns[PARTS];
    if (input_next_file(input) && table_open(&table, input, true)) {
        int concept = table_need(&table, "concept");
        for (size_t i = 0; i < PARTS; i++)
            columns[i] = table_column(&table, parts[i].column);
        while (table_next(&table))
            describe(codes, &table, concept, columns);
        table_close(&table);
    }
    input_close(input);
}

/* The codebook beside the dictionary, if there is one. */
static void find_codebook(struct codes *codes, const char *dictionary, uint64_t limit)
{
    struct slice name = slice_of(dictionary);
    struct buffer path = {0};
    for (size_t i = name.size; i > 0 && name.data[i - 1] != '/'; i--)
        if (name.data[i - 1] == '.') {
            name.size = i - 1;
            break;
        }
    buffer_append_slice(&path, name);
    buffer_append_string(&path, ".codebook.tsv");
    buffer_append_char(&path, '\0');
    if (access(path.data, F_OK) == 0 || errno != ENOENT)
        read_codebook(codes, path.data, limit);
    buffer_free(&path);
}

void codes_read_dictionary(struct codes *codes, const char *path, uint64_t limit,
                           struct buffer *provenance)
{
    struct dictionary dictionary = {0};
    struct dictionary_source source = dictionary_file_find(path);
    dictionary_file_read(&dictionary, path, DICTIONARY_AUTO);
    find_codebook(codes, source.path, limit);
    for (uint32_t i = 0; i < dictionary.concepts.count; i++)
        codes_add(codes, dictionary_concept(&dictionary, i));
    buffer_append_string(provenance, "-d ");
    utf8_repair(slice_of(source.name), provenance);
    buffer_append_format(provenance, " sha256:%s\n", dictionary.files[0].digest);
    dictionary_free(&dictionary);
}

static struct slice last_part(struct slice path)
{
    for (size_t i = path.size; i > 0; i--)
        if (path.data[i - 1] == '/')
            return slice_from(path, i);
    return path;
}

struct node {
    struct slice path;
    uint32_t number;
    bool is_alone; /* no other code has the same last part */
};

/* A concept comes before those below it, and they before its neighbours. */
static int by_parts(const void *a, const void *b)
{
    struct slice one = ((const struct node *)a)->path, two = ((const struct node *)b)->path;
    size_t i = 0, least = one.size < two.size ? one.size : two.size;
    while (i < least && one.data[i] == two.data[i])
        i++;
    if (i == least)
        return (one.size > two.size) - (one.size < two.size);
    if (one.data[i] == '/' || two.data[i] == '/')
        return one.data[i] == '/' ? -1 : 1;
    return (unsigned char)one.data[i] < (unsigned char)two.data[i] ? -1 : 1;
}

static void mark_alone(const struct codes *codes, struct node *nodes)
{
    struct map names = {0};
    size_t count = codes->paths.count;
    uint32_t *uses = memory_zeroed(count, sizeof *uses);
    for (size_t i = 0; i < count; i++)
        uses[map_add(&names, last_part(nodes[i].path), NULL)]++;
    for (size_t i = 0; i < count; i++)
        nodes[i].is_alone = uses[map_find(&names, last_part(nodes[i].path))] == 1;
    free(uses);
    map_free(&names);
}

static void append_code(const struct codes *codes, const struct node *node, unsigned tint,
                        struct buffer *to)
{
    static const char *const colours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                          "#E69F00", "#56B4E9", "#999999", "#F0E442"};
    const struct buffer *description = &codes->descriptions[node->number];
    char guid[GUID_SIZE];
    guid_make("code", node->path, guid);
    buffer_append_format(to, "<Code guid=\"%s\" name=\"", guid);
    xml_text_append(to, node->is_alone ? last_part(node->path) : node->path);
    buffer_append_format(to, "\" isCodable=\"%s\" color=\"%s\">",
                         codes->codable[node->number] ? "true" : "false",
                         colours[tint % (sizeof colours / sizeof *colours)]);
    if (description->size == 0)
        return;
    buffer_append_string(to, "<Description>");
    xml_text_append(to, buffer_slice(description));
    buffer_append_string(to, "</Description>");
}

static size_t depth_of(struct slice path)
{
    size_t depth = 1;
    for (size_t i = 0; i < path.size; i++)
        depth += path.data[i] == '/';
    return depth;
}

void codes_append(const struct codes *codes, struct buffer *to)
{
    size_t count = codes->paths.count, open = 0;
    unsigned tint = 0;
    if (count == 0)
        return;
    struct node *nodes = memory_allocate(count, sizeof *nodes);
    for (uint32_t i = 0; i < count; i++)
        nodes[i] = (struct node){map_key(&codes->paths, i), i, false};
    qsort(nodes, count, sizeof *nodes, by_parts);
    mark_alone(codes, nodes);
    buffer_append_string(to, "<Codes>\n");
    for (size_t i = 0; i < count; i++) {
        size_t depth = depth_of(nodes[i].path);
        for (; open >= depth; open--)
            buffer_append_string(to, "</Code>\n");
        tint += depth == 1 && i > 0;
        append_code(codes, &nodes[i], tint, to);
        buffer_append_string(to, "\n");
        open = depth;
    }
    for (; open > 0; open--)
        buffer_append_string(to, "</Code>\n");
    buffer_append_string(to, "</Codes>\n");
    free(nodes);
}

void codes_free(struct codes *codes)
{
    for (size_t i = 0; i < codes->paths.count; i++)
        buffer_free(&codes->descriptions[i]);
    free(codes->descriptions);
    free(codes->codable);
    map_free(&codes->paths);
}
