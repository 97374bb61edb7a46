#include "intake/field_words.h"

#include <stdlib.h>

#include "base/message.h"
#include "base/shipped.h"
#include "text/utf8.h"

struct slice field_table_open(const char *name)
{
    struct buffer path = {0};
    buffer_append_format(&path, "fields/%s.tsv", name);
    buffer_append_char(&path, '\0');
    struct slice rest = shipped_find(path.data);
    buffer_free(&path);
    if (!rest.data)
        message_fatal(NULL, "no table of fields: '%s'", name);
    struct slice cell;
    field_table_next(&rest, &cell, 1);
    return rest;
}

bool field_table_next(struct slice *rest, struct slice *cells, size_t count)
{
    while (rest->data) {
        struct slice line = slice_cut(rest, '\n');
        if (line.size == 0 || slice_starts(line, "# "))
            continue;
        for (size_t i = 0; i < count; i++)
            cells[i] = line.data ? slice_cut(&line, '\t') : slice_of("");
        return true;
    }
    return false;
}

void field_words_read(struct field_words *words, const char *table)
{
    struct slice rest = field_table_open(table), cells[2];
    while (field_table_next(&rest, cells, 2)) {
        bool added;
        uint32_t row = map_add(&words->names, cells[0], &added);
        if (!added)
            message_fatal(NULL, "%s.tsv: listed twice: '%.*s'", table, (int)cells[0].size,
                          cells[0].data);
        words->words = memory_grow(words->words, &words->capacity, row + 1, sizeof *words->words);
        words->words[row] = cells[1];
    }
}

uint32_t field_words_find(struct field_words *words, struct slice name)
{
    buffer_clear(&words->lower);
    field_append_lower(&words->lower, slice_trim(name));
    return map_find(&words->names, buffer_slice(&words->lower));
}

struct slice field_without_brackets(struct slice value)
{
    if (slice_ends(value, "."))
        value.size--;
    if ((slice_starts(value, "[") && slice_ends(value, "]")) ||
        (slice_starts(value, "(") && slice_ends(value, ")")))
        value = slice_make(value.data + 1, value.size - 2);
    if (slice_ends(value, "."))
        value.size--;
    return value;
}

void field_words_free(struct field_words *words)
{
    map_free(&words->names);
    free(words->words);
    buffer_free(&words->lower);
}

void field_append_lower(struct buffer *to, struct slice text)
{
    /* Whole blocks in one place, which compilers make into vector instructions; what they hold behind
     * the text does not count. */
    enum { BLOCK = 16 };
    size_t begin = to->size;
    buffer_reserve(to, text.size + BLOCK);
    buffer_append_slice(to, text);
    for (char *at = to->data + begin; at < to->data + to->size; at += BLOCK)
        for (size_t i = 0; i < BLOCK; i++)
            at[i] = slice_lower(at[i]);
}

void field_append_in_one_line(struct buffer *to, struct slice text)
{
    size_t before = to->size;
    while (text.data) {
        struct slice line = slice_trim(slice_cut(&text, '\n'));
        if (to->size > before && line.size > 0)
            buffer_append_char(to, ' ');
        buffer_append_slice(to, line);
    }
}

void field_replace_blanks(struct buffer *cell)
{
    size_t size = 0;
    for (size_t i = 0, length; i < cell->size; i += length) {
        int32_t c;
        length = utf8_decode(slice_from(buffer_slice(cell), i), &c);
        bool blank = c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 ||
                     (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
                     c == 0x205F || c == 0x3000 || c == 0xFEFF;
        if (blank)
            cell->data[size++] = '_';
        for (size_t j = 0; !blank && j < length; j++)
            cell->data[size++] = cell->data[i + j];
    }
    cell->size = size;
}

static size_t digits(struct slice text)
{
    size_t count = 0;
    while (count < text.size && slice_is_digit(text.data[count]))
        count++;
    return count;
}

/* Whether the text begins with a word, in whatever case; the word is in small letters. */
static bool starts_with_word(struct slice text, const char *word)
{
    size_t size = strlen(word), same = 0;
    while (same < size && same < text.size && slice_lower(text.data[same]) == word[same])
        same++;
    return same == size;
}

/* Leaves out the words that the text begins with, again and again, and blanks between them. */
static struct slice without_prefixes(struct slice text, const char *const *prefixes)
{
    for (const char *const *prefix = prefixes; *prefix;) {
        text = slice_trim(text);
        if (starts_with_word(text, *prefix)) {
            text = slice_from(text, strlen(*prefix));
            prefix = prefixes;
        } else {
            prefix++;
        }
    }
    return text;
}

bool field_year(struct slice value, struct slice *year, bool *whole)
{
    enum { YEAR = 4, DATE = 8 };
    value = slice_trim(value);
    for (size_t i = 0; i < value.size; i++) {
        size_t run = digits(slice_from(value, i));
        if ((run == YEAR || run == DATE) && (value.data[i] == '1' || value.data[i] == '2')) {
            *year = slice_make(value.data + i, YEAR);
            /* RIS writes a year as 2020/// */
            while (value.size > 0 && value.data[value.size - 1] == '/')
                value.size--;
            *whole = value.size == YEAR;
            return true;
        }
        i += run;
    }
    return false;
}

/* The value of a hexadecimal digit, -1 if it is none. */
static int hexadecimal(char c)
{
    c = slice_lower(c);
    return slice_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Appends a part of an address with `%2F` and the like decoded, where it is a printable ASCII
 * character. */
static void append_decoded(struct buffer *to, struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        int high = text.data[i] == '%' && i + 2 < text.size ? hexadecimal(text.data[i + 1]) : -1;
        int low = high >= 0 ? hexadecimal(text.data[i + 2]) : -1;
        int byte = high * 16 + low;
        if (high >= 0 && low >= 0 && byte > ' ' && byte < 0x7F) {
            buffer_append_char(to, (char)byte);
            i += 2;
        } else {
            buffer_append_char(to, text.data[i]);
        }
    }
}

static struct slice without_end(struct slice text, const char *end)
{
    return slice_ends(text, end) ? slice_trim(slice_make(text.data, text.size - strlen(end)))
                                 : text;
}

/* 10.REGISTRANT/ITEM, without a blank. */
static bool is_doi(struct slice text)
{
    size_t i = 3;
    if (text.size < i + 1 || memcmp(text.data, "10.", i) != 0 || !slice_is_digit(text.data[i]))
        return false;
    while (i < text.size && (slice_is_digit(text.data[i]) || text.data[i] == '.'))
        i++;
    if (i + 1 >= text.size || text.data[i] != '/')
        return false;
    for (; i < text.size; i++)
        if ((unsigned char)text.data[i] <= ' ')
            return false;
    return true;
}

bool field_doi(struct slice value, struct buffer *to)
{
    static const char *const prefixes[] = {"https://",  "http://",      "www.", "dx.doi.org/",
                                           "doi.org/",  "doi.acm.org/", "doi:", "doi ",
                                           "info:doi/", "doi/",         NULL};
    size_t start = to->size;
    struct slice text = slice_trim(value);
    bool is_link = starts_with_word(text, "http");
    text = without_end(without_prefixes(text, prefixes), "[doi]");
    if (is_link)
        append_decoded(to, text);
    else
        buffer_append_slice(to, text);
    struct slice doi = slice_make(to->data + start, to->size - start);
    /* The full stop belongs to the sentence that the DOI ended. */
    while (slice_ends(doi, ".") || slice_ends(doi, ","))
        doi.size--;
    bool found = is_doi(doi);
    to->size = found ? start + doi.size : start;
    return found;
}

static struct slice without_pmid_prefixes(struct slice value)
{
    static const char *const prefixes[] = {"https://",
                                           "http://",
                                           "www.",
                                           "pubmed.ncbi.nlm.nih.gov/",
                                           "ncbi.nlm.nih.gov/pubmed/",
                                           "pmid:",
                                           "pmid ",
                                           "medline:",
                                           "pubmed:",
                                           "pubmed ", /* Cochrane */
                                           NULL};
    return without_prefixes(slice_trim(value), prefixes);
}

enum { LONGEST_PMID = 8 };

bool field_pmid(struct slice value, struct slice *pmid)
{
    struct slice text = without_pmid_prefixes(value);
    text = without_end(without_end(text, "/"), "[pmid]");
    *pmid = text;
    return text.size > 0 && text.size <= LONGEST_PMID && digits(text) == text.size &&
           text.data[0] != '0';
}

bool field_pmid_said(struct slice value, struct slice *pmid, bool *whole)
{
    enum { LONGEST_YEAR = 4 };
    value = slice_trim(value);
    struct slice text = without_pmid_prefixes(value);
    size_t size = digits(text);
    struct slice end = slice_from(text, size), rest = slice_trim(end);
    bool marked = starts_with_word(rest, "[pmid]");
    bool linked = starts_with_word(rest, "[https://www.ncbi.nlm.nih.gov/pubmed/");
    bool called = starts_with_word(value, "pmid");
    *pmid = slice_make(text.data, size);
    *whole = rest.size == (marked ? strlen("[pmid]") : 0) || slice_is(rest, "/");
    if (size == 0 || size > LONGEST_PMID || text.data[0] == '0')
        return false;
    if (marked || linked)
        return true;
    /* `PubMed 2020` is when somebody searched. */
    if (starts_with_word(value, "pubmed ") && size <= LONGEST_YEAR)
        return false;
    return text.size < value.size && (*whole || end.data[0] == ',' || end.data[0] == ';' ||
                                      (called && slice_is_blank(end.data[0])));
}
