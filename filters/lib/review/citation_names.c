#include "review/citation_names.h"

#include "text/utf8.h"
#include "review/citation_words.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_particle(struct slice word)
{
    static const char *const particles[] = {
        "de",  "da", "di",  "del", "della", "der", "den", "des", "do",  "dos",
        "das", "du", "la",  "le",  "van",   "von", "vom", "ten", "ter", "te",
        "el",  "al", "bin", "ibn", "zu",    "af",  "av",  "st",  NULL};
    return slice_is_one_of(word, particles);
}

/* What stands in the place of an author and is none. */
static bool is_nobody(struct slice words)
{
    static const char *const nobody[] = {"unknown",
                                         "anonymous",
                                         "anon",
                                         "none",
                                         "na",
                                         "n a",
                                         "null",
                                         "et al",
                                         "al",
                                         "others",
                                         "and others",
                                         "no authors listed",
                                         "no author",
                                         "not available",
                                         "no authorship indicated",
                                         "jr",
                                         "sr",
                                         "ii",
                                         "iii",
                                         "iv",
                                         NULL};
    return words.size == 0 || slice_is_one_of(words, nobody);
}

/* `J`, `J.`, `J.A.`, `JA`, `J-P`: at most four letters, all of them capital. */
static bool is_initials(struct slice word)
{
    size_t letters = 0, points = 0;
    for (size_t i = 0; i < word.size; i++) {
        if (is_upper(word.data[i]))
            letters++;
        else if (word.data[i] == '.')
            points++;
        else if (word.data[i] != '-')
            return false;
    }
    return letters > 0 && letters <= (points > 0 ? 4 : 3);
}

/* A name, or what is left of it, as words of the file; they point into it. */
struct name {
    struct slice words[16];
    size_t count;
};

static struct name cut_name(struct slice text)
{
    struct name name = {.count = 0};
    struct slice rest = slice_trim(text);
    while (rest.size > 0 && name.count < sizeof name.words / sizeof *name.words) {
        struct slice word = slice_cut(&rest, ' ');
        if (word.size > 0)
            name.words[name.count++] = word;
        rest = rest.data ? slice_trim(rest) : rest;
    }
    return name;
}

/* Appends the folded words from `first` to before `end` as one. */
static void append_joined(struct citation_reader *reader, const struct name *name, size_t first,
                          size_t end, struct buffer *to)
{
    struct buffer words = {0};
    for (size_t i = first; i < end; i++)
        citation_words(reader, name->words[i], &words);
    for (size_t i = 0; i < words.size; i++)
        if (words.data[i] != ' ')
            buffer_append_char(to, words.data[i]);
    buffer_free(&words);
}

/* Of a name of several words, those that are more than particles: by one of them the author may be
 * known elsewhere. Returns how many. */
static size_t append_parts(struct citation_reader *reader, const struct name *name, size_t first,
                           size_t end, struct buffer *to)
{
    struct buffer words = {0};
    size_t count = 0;
    for (size_t i = first; i < end; i++)
        citation_words(reader, name->words[i], &words);
    bool several = words.size > 0 && memchr(words.data, ' ', words.size) != NULL;
    struct slice rest = buffer_slice(&words);
    while (several && rest.data) {
        struct slice word = slice_cut(&rest, ' ');
        if (word.size < 2 || is_particle(word))
            continue;
        if (count++ > 0)
            buffer_append_char(to, ' ');
        buffer_append_slice(to, word);
    }
    buffer_free(&words);
    return count;
}

static void append_initial(struct citation_reader *reader, struct slice given, struct buffer *to)
{
    struct buffer words = {0};
    citation_words(reader, given, &words);
    int32_t code_point;
    if (words.size > 0)
        buffer_append(to, words.data, utf8_decode(buffer_slice(&words), &code_point));
    buffer_free(&words);
}

static void append_author(struct citation_reader *reader, struct slice family, struct slice given,
                          struct buffer *to)
{
    struct name name = cut_name(family);
    struct slice initial = given;
    size_t first = 0, end = name.count;
    bool bare = !given.data;
    if (bare && end > 1) {
        while (end > 1 && is_initials(name.words[end - 1]))
            initial = name.words[--end];
        while (end == name.count && first + 1 < end && is_initials(name.words[first]))
            first++;
        initial = first > 0 ? name.words[0] : initial;
    }
    struct buffer parts = {0};
    bool several = append_parts(reader, &name, first, end, &parts) > 1;
    /* `John Smith` and `Smith John`: any word may be the family name or a given one. */
    if (bare && several)
        append_joined(reader, &name, end - 1, end, to);
    else
        append_joined(reader, &name, first, end, to);
    buffer_append_char(to, ',');
    if (initial.data && !(bare && several && first == 0))
        append_initial(reader, initial, to);
    buffer_append_char(to, ',');
    buffer_append_slice(to, buffer_slice(&parts));
    buffer_free(&parts);
}

/* Adds the author unless it is nobody or there are enough; returns whether there is room for more.*/
static bool add(struct citation_reader *reader, struct slice family, struct slice given,
                size_t *count, struct buffer *to)
{
    struct buffer words = {0};
    citation_words(reader, family, &words);
    bool nobody = is_nobody(buffer_slice(&words));
    buffer_free(&words);
    if (nobody)
        return true;
    if ((*count)++ > 0)
        buffer_append_char(to, ';');
    append_author(reader, family, given, to);
    return *count < CITATION_AUTHORS;
}

enum separator { SEPARATOR_SIGN, SEPARATOR_AND, SEPARATOR_COMMA, SEPARATOR_POINT };

/* The length of a separator of this sort at a place, 0 if there is none. */
static size_t separator_at(struct slice text, size_t at, enum separator separator)
{
    struct slice rest = slice_from(text, at);
    char c = rest.data[0];
    switch (separator) {
    case SEPARATOR_SIGN:
        return c == ';' || c == '|' || c == '\n' || c == '\r';
    case SEPARATOR_AND:
        return slice_starts(rest, " and ") ? 5 : slice_starts(rest, " & ") ? 3 : 0;
    case SEPARATOR_COMMA:
        return c == ',';
    case SEPARATOR_POINT:
        /* `Tan A.Schulze A.`: a capital and a small letter right behind the point of an initial
         * that stands behind a blank or another point. */
        return c == '.' && at > 2 && is_upper(text.data[at - 1]) &&
               (text.data[at - 2] == ' ' || text.data[at - 2] == '.') && rest.size > 2 &&
               is_upper(rest.data[1]) && (is_small(rest.data[2]) || rest.data[2] == '\'') &&
               memchr(text.data, ' ', at) != NULL;
    }
    return 0;
}

static bool has_separator(struct slice text, enum separator separator)
{
    for (size_t i = 0; i < text.size; i++)
        if (separator_at(text, i, separator) > 0)
            return true;
    return false;
}

/* Cuts the next piece off, as slice_cut does. */
static struct slice cut(struct slice *rest, enum separator separator)
{
    struct slice piece = *rest;
    for (size_t i = 0; i < piece.size; i++) {
        size_t length = separator_at(piece, i, separator);
        if (length > 0) {
            *rest = slice_from(piece, i + length);
            return slice_trim(slice_make(piece.data, i));
        }
    }
    *rest = (struct slice){NULL, 0};
    return slice_trim(piece);
}

/* `Smith, J., Doe, B.`: every second piece is initials. */
static bool are_pairs(struct slice list)
{
    size_t count = 0;
    for (; list.data; count++) {
        struct slice piece = cut(&list, SEPARATOR_COMMA);
        struct name name = cut_name(piece);
        /* `Smith J, Doe A`: the first one is whole. */
        if (count == 0 && name.count > 1 && is_initials(name.words[name.count - 1]))
            return false;
        if (count % 2 == 1)
            for (size_t i = 0; i < name.count; i++)
                if (!is_initials(name.words[i]))
                    return count == 1 && !list.data;
    }
    return count % 2 == 0;
}

/* A list without other separators than commas: pairs, one author, or one author to a piece. */
static void read_comma_list(struct citation_reader *reader, struct slice list, struct buffer *to,
                            size_t *count)
{
    bool pairs = are_pairs(list), more = true;
    while (list.data && more) {
        struct slice family = cut(&list, SEPARATOR_COMMA), given = {NULL, 0};
        if (pairs && list.data)
            given = cut(&list, SEPARATOR_COMMA);
        more = add(reader, family, given, count, to);
    }
}

void citation_names_read(struct citation_reader *reader, struct slice cell, struct buffer *to)
{
    size_t count = 0;
    struct slice rest = slice_trim(cell);
    enum separator separator = has_separator(rest, SEPARATOR_SIGN)  ? SEPARATOR_SIGN
                               : has_separator(rest, SEPARATOR_AND) ? SEPARATOR_AND
                                                                    : SEPARATOR_POINT;
    bool more = true;
    while (rest.data && rest.size > 0 && more) {
        struct slice piece = cut(&rest, separator);
        size_t commas = 0;
        for (size_t i = 0; i < piece.size; i++)
            commas += piece.data[i] == ',';
        if (separator == SEPARATOR_SIGN && commas > 0) {
            struct slice given = piece;
            struct slice family = cut(&given, SEPARATOR_COMMA);
            more = add(reader, family, given, &count, to);
        } else if (commas > 0) {
            read_comma_list(reader, piece, to, &count);
            more = count < CITATION_AUTHORS;
        } else {
            more = add(reader, piece, (struct slice){NULL, 0}, &count, to);
        }
    }
}
