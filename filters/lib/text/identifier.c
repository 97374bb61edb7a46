#include "text/identifier.h"

#include "text/utf8.h"

/* The number of digits at the beginning. */
static size_t digits(struct slice text)
{
    size_t count = 0;
    while (count < text.size && slice_is_digit(text.data[count]))
        count++;
    return count;
}

/* Whether the text begins with a word, in upper or lower case; the word is in lower case. */
static bool starts_with_word(struct slice text, const char *word)
{
    size_t size = strlen(word), same = 0;
    while (same < size && same < text.size && slice_lower(text.data[same]) == word[same])
        same++;
    return same == size;
}

/* Skips all prefixes at the beginning of the text, and the white space between them. */
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

static struct slice without_end(struct slice text, const char *end)
{
    return slice_ends(text, end) ? slice_trim(slice_make(text.data, text.size - strlen(end)))
                                 : text;
}

/* ---- DOI ---- */

/* The value of a hexadecimal digit; -1 for any other character. */
static int hexadecimal(char c)
{
    c = slice_lower(c);
    return slice_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Appends a part of a link and decodes `%2F` and other escapes of printable ASCII characters. */
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

/* Whether the text is 10.REGISTRANT/ITEM, without white space. */
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

bool identifier_read_doi(struct slice value, struct buffer *to)
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

/* The length of `.pub2`, `/v1` or `.v3` at the end. */
static size_t version_length(struct slice doi)
{
    enum { MOST_DIGITS = 2 };
    size_t count = 0;
    while (count < doi.size && slice_is_digit(doi.data[doi.size - 1 - count]))
        count++;
    struct slice rest = slice_make(doi.data, doi.size - count);
    if (count == 0 || count > MOST_DIGITS)
        return 0;
    return slice_ends(rest, ".pub")                           ? count + strlen(".pub")
           : slice_ends(rest, "/v") || slice_ends(rest, ".v") ? count + strlen("/v")
                                                              : 0;
}

bool identifier_find_doi(struct slice cell, struct buffer *to, size_t *version)
{
    enum { SHORTEST_PREFIX = 7, SHORTEST_SUFFIX = 3 };
    size_t start = to->size, at = 0;
    *version = 0;
    while (at + 3 < cell.size && memcmp(cell.data + at, "10.", 3) != 0)
        at++;
    for (; at < cell.size && !slice_is_blank(cell.data[at]) && cell.data[at] != ';'; at++)
        buffer_append_char(to, slice_lower(cell.data[at]));
    struct slice doi = slice_make(to->data + start, to->size - start);
    to->size = start;
    while (doi.size > 0 && strchr(",>)]}\"'", doi.data[doi.size - 1])) {
        /* `10.1016/S0140-6736(13)62568-4` has parentheses of its own. */
        if (doi.data[doi.size - 1] == ')' && memchr(doi.data, '(', doi.size))
            break;
        doi.size--;
    }
    const char *slash = doi.size > 0 ? memchr(doi.data, '/', doi.size) : NULL;
    size_t prefix = slash ? (size_t)(slash - doi.data) : 0;
    if (!slice_starts(doi, "10.") || prefix < SHORTEST_PREFIX ||
        doi.size < prefix + strlen("/") + SHORTEST_SUFFIX || strchr("./", doi.data[doi.size - 1]))
        return false;
    to->size = start + doi.size;
    *version = version_length(doi);
    return true;
}

/* ---- PMID ---- */

enum { LONGEST_PMID = 8 };

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

bool identifier_read_pmid(struct slice value, struct slice *pmid)
{
    struct slice text = without_pmid_prefixes(value);
    text = without_end(without_end(text, "/"), "[pmid]");
    *pmid = text;
    return text.size > 0 && text.size <= LONGEST_PMID && digits(text) == text.size &&
           text.data[0] != '0';
}

bool identifier_read_named_pmid(struct slice value, struct slice *pmid, bool *whole)
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
    /* `PubMed 2020` is the year of a search. */
    if (starts_with_word(value, "pubmed ") && size <= LONGEST_YEAR)
        return false;
    return text.size < value.size && (*whole || end.data[0] == ',' || end.data[0] == ';' ||
                                      (called && slice_is_blank(end.data[0])));
}

/* ---- Year ---- */

enum { YEAR_DIGITS = 4, DATE_DIGITS = 8 };

unsigned identifier_year_number(struct slice year)
{
    unsigned number = 0;
    for (size_t i = 0; i < year.size; i++)
        number = number * 10 + (unsigned)(year.data[i] - '0');
    return number;
}

/* Finds the first run of four digits, or also the first four of `longer`, within the bounds. */
static struct slice find_year(struct slice text, size_t longer, unsigned first, unsigned last)
{
    for (size_t i = 0, run; i < text.size; i += run + 1) {
        run = digits(slice_from(text, i));
        if (run != YEAR_DIGITS && run != longer)
            continue;
        struct slice year = slice_make(text.data + i, YEAR_DIGITS);
        unsigned number = identifier_year_number(year);
        if (number >= first && number <= last)
            return year;
    }
    return slice_make(text.data, 0);
}

bool identifier_read_year(struct slice value, struct slice *year, bool *whole)
{
    enum { FIRST = 1000, LAST = 2999 };
    value = slice_trim(value);
    struct slice found = find_year(value, DATE_DIGITS, FIRST, LAST);
    if (found.size == 0)
        return false;
    /* RIS writes a year as 2020/// */
    while (slice_ends(value, "/"))
        value.size--;
    *whole = value.size == YEAR_DIGITS;
    *year = found;
    return true;
}

struct slice identifier_find_year(struct slice cell, unsigned first, unsigned last)
{
    return find_year(cell, YEAR_DIGITS, first, last);
}

/* ---- Pages ---- */

bool identifier_split_pages(struct slice pages, struct slice *first, struct slice *last)
{
    *last = pages;
    *first = slice_cut(last, '-');
    return last->data && (last->size == 0 || !memchr(last->data, '-', last->size));
}

bool identifier_pages_end_with(struct slice pages, struct slice last)
{
    return pages.size > last.size && memchr(pages.data, '-', pages.size) &&
           slice_equal(slice_from(pages, pages.size - last.size), last);
}

/* Skips `pp. `, `UNSP ` or `Article ` at the beginning. */
static struct slice without_words(struct slice text)
{
    for (;;) {
        size_t letters = 0;
        while (letters < text.size && slice_is_letter(text.data[letters]))
            letters++;
        if (letters == 0 || letters == text.size ||
            (text.data[letters] != ' ' && text.data[letters] != '.'))
            return text;
        text = slice_trim(slice_from(text, letters + 1));
    }
}

static bool is_dash(struct slice text, size_t *length)
{
    *length = 1;
    if (text.data[0] == '-')
        return true;
    int32_t code_point;
    *length = utf8_decode(text, &code_point);
    return (code_point >= 0x2010 && code_point <= 0x2015) || code_point == 0x2212;
}

/* The length of the text before the first dash, comma or semicolon. */
static size_t page_size(struct slice text)
{
    size_t at = 0, length;
    while (at < text.size && text.data[at] != ',' && text.data[at] != ';' &&
           !is_dash(slice_from(text, at), &length))
        at += length;
    return at;
}

/* Appends the letters and digits of a page up to a full stop, without leading zeros. */
static void append_page(struct slice page, struct buffer *to)
{
    bool leading = true;
    for (size_t i = 0; i < page.size && page.data[i] != '.'; i++) {
        char c = slice_lower(page.data[i]);
        if (leading && c == '0' && i + 1 < page.size && slice_is_digit(page.data[i + 1]))
            continue;
        leading &= !slice_is_digit(c);
        if (slice_is_digit(c) || slice_is_letter(c))
            buffer_append_char(to, c);
    }
}

static bool has_digit(struct slice text)
{
    while (text.size > 0 && !slice_is_digit(text.data[0]))
        text = slice_from(text, 1);
    return text.size > 0;
}

bool identifier_find_pages(struct slice cell, struct buffer *to, size_t *first_size)
{
    struct slice text = without_words(slice_trim(cell));
    size_t start = to->size, at = page_size(text), length;
    append_page(slice_make(text.data, at), to);
    size_t first = to->size - start;
    *first_size = first;
    if (!has_digit(slice_make(to->data + start, first))) {
        to->size = start;
        return false;
    }
    while (at < text.size && is_dash(slice_from(text, at), &length))
        at += length;
    append_page(slice_from(text, at), to);
    size_t last = to->size - start - first;
    /* A last page ends with a digit; anything else is a remark. */
    if (last == 0 || !slice_is_digit(to->data[to->size - 1])) {
        to->size = start + first;
        return true;
    }
    if (last < first && slice_is_digit(to->data[start + first])) {
        size_t lacking = first - last;
        buffer_reserve(to, lacking);
        memmove(to->data + start + first + lacking, to->data + start + first, last);
        memcpy(to->data + start + first, to->data + start, lacking);
        to->size += lacking;
    }
    return true;
}
