#include "stream/dictionary.h"

#include <stdlib.h>

#include "stream/table.h"
#include "text/utf8.h"

struct slice dictionary_concept(const struct dictionary *dictionary, uint32_t concept)
{
    return map_key(&dictionary->concepts, concept);
}

/* A path without empty parts. */
static bool is_concept(struct slice concept)
{
    for (size_t i = 0; i < concept.size; i++)
        if (slice_is_blank(concept.data[i]) || concept.data[i] == ':' || concept.data[i] == ';')
            return false;
    for (struct slice rest = concept; rest.data;)
        if (slice_cut(&rest, '/').size == 0)
            return false;
    return concept.size > 0 && !slice_is(concept, "*") && !slice_is(concept, "_");
}

static bool is_utf8(struct slice text)
{
    return utf8_valid_prefix(text) == text.size;
}

void dictionary_add(struct dictionary *dictionary, struct slice concept, const struct entry *entry)
{
    if (!is_utf8(concept) || !is_utf8(entry->pattern)) {
        message_error(&entry->place, "invalid UTF-8; entry skipped");
        return;
    }
    if (!is_concept(concept)) {
        message_error(&entry->place,
                      "expected a concept without white space, ':', ';' and empty parts, not "
                      "'%.*s'; entry skipped",
                      SLICE(concept));
        return;
    }
    if (entry->pattern.size == 0) {
        message_error(&entry->place, "the pattern of '%.*s' is empty; entry skipped",
                      SLICE(concept));
        return;
    }
    dictionary->entries = memory_grow(dictionary->entries, &dictionary->entry_capacity,
                                      dictionary->entry_count + 1, sizeof *dictionary->entries);
    struct entry *added = &dictionary->entries[dictionary->entry_count++];
    *added = *entry;
    added->concept = map_add(&dictionary->concepts, concept, NULL);
    added->pattern = arena_copy(&dictionary->arena, entry->pattern);
}

void dictionary_add_file(struct dictionary *dictionary, const char *path, struct slice bytes)
{
    dictionary->files = memory_grow(dictionary->files, &dictionary->file_capacity,
                                    dictionary->file_count + 1, sizeof *dictionary->files);
    struct dictionary_file *file = &dictionary->files[dictionary->file_count++];
    file->path = path;
    digest_hex(bytes, file->digest);
}

struct columns {
    int concept, pattern, type, letter_case;
    size_t count;
};

static bool read_header(struct slice line, const struct place *place, struct columns *columns)
{
    struct column {
        const char *name;
        int *index;
    } const known[] = {
        {"concept", &columns->concept},
        {"pattern", &columns->pattern},
        {"type", &columns->type},
        {"case", &columns->letter_case},
    };
    *columns = (struct columns){-1, -1, -1, -1, 0};
    for (struct slice rest = line; rest.data; columns->count++) {
        struct slice name = slice_cut(&rest, '\t');
        for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
            if (!slice_is(name, known[i].name))
                continue;
            if (*known[i].index >= 0) {
                message_error(place, "two columns are called '%s'", known[i].name);
                return false;
            }
            *known[i].index = (int)columns->count;
        }
    }
    if (columns->concept < 0 || columns->pattern < 0) {
        message_error(place, "expected a header with the columns concept and pattern, not '%.*s'%s",
                      SLICE(line), table_header_hint(line));
        return false;
    }
    return true;
}

/* Reads a cell that names one of two or three words; empty is the first. */
static bool read_word(struct slice cell, const char *const *words, int count, int *index)
{
    *index = 0;
    for (int i = 0; i < count; i++)
        if (slice_is(cell, words[i])) {
            *index = i;
            return true;
        }
    return cell.size == 0;
}

static void read_row(struct dictionary *dictionary, struct slice line,
                     const struct columns *columns, struct place place)
{
    static const char *const types[] = {"phrase", "regex", "not"};
    static const char *const cases[] = {"fold", "exact"};
    struct slice concept = {NULL, 0}, type = {NULL, 0}, letter_case = {NULL, 0};
    struct slice pattern = {NULL, 0};
    size_t count = 0;
    for (struct slice rest = line; rest.data; count++) {
        struct slice cell = slice_cut(&rest, '\t');
        int index = (int)count;
        if (index == columns->concept)
            concept = slice_trim(cell);
        if (index == columns->pattern)
            pattern = slice_trim(cell);
        if (index == columns->type)
            type = slice_trim(cell);
        if (index == columns->letter_case)
            letter_case = slice_trim(cell);
    }
    /* Editors drop tabs at the end of a line, so cells may be missing there, but none may be too
     * many: what would they mean? */
    if (count > columns->count) {
        message_error(&place, "%zu cells, expected %zu as in the header; entry skipped", count,
                      columns->count);
        return;
    }
    if (pattern.data)
        place.column = (uint64_t)(pattern.data - line.data) + 1;
    if (pattern.data && pattern.size > 2 && slice_starts(pattern, "\"") &&
        slice_ends(pattern, "\""))
        message_note(&place,
                     "the quotation marks are searched for, too; a spreadsheet may have "
                     "added them: '%.*s'",
                     SLICE(pattern));
    int type_index, case_index;
    if (!read_word(type, types, 3, &type_index))
        message_error(&place, "expected phrase, regex or not as type, not '%.*s'; entry skipped",
                      SLICE(type));
    else if (!read_word(letter_case, cases, 2, &case_index))
        message_error(&place, "expected fold or exact as case, not '%.*s'; entry skipped",
                      SLICE(letter_case));
    else {
        /* Regular expressions have backslashes of their own, so only phrases are decoded. */
        struct buffer decoded = {0};
        if (type_index != ENTRY_REGEX)
            table_decode(pattern, &decoded);
        dictionary_add(dictionary, concept,
                       &(struct entry){
                           .pattern = type_index == ENTRY_REGEX ? pattern : buffer_slice(&decoded),
                           .type = (enum entry_type)type_index,
                           .rules = RULES_NATIVE,
                           .letter_case = case_index ? LETTER_EXACT : LETTER_FOLD,
                           .place = place,
                       });
        buffer_free(&decoded);
    }
}

void dictionary_read_table(struct dictionary *dictionary, const char *path, struct slice bytes)
{
    struct place place = {path, 0, 0};
    struct columns columns = {-1, -1, -1, -1, 0};
    struct slice rest = bytes;
    while (rest.data) {
        struct slice line = slice_cut(&rest, '\n');
        place.line++;
        /* Spreadsheets leave rows of empty cells behind. */
        if (slice_trim(line).size == 0 ||
            (line.data[0] == '#' && (line.size == 1 || line.data[1] == ' ')))
            continue;
        if (columns.count > 0)
            read_row(dictionary, line, &columns, place);
        else if (!read_header(line, &place, &columns))
            return;
    }
    if (columns.count == 0)
        message_error(&(struct place){path, 0, 0},
                      "empty, expected a table with the columns concept and pattern");
}

void dictionary_free(struct dictionary *dictionary)
{
    map_free(&dictionary->concepts);
    free(dictionary->entries);
    free(dictionary->files);
    arena_free(&dictionary->arena);
}
