#include "base/suggest.h"

#include <stdint.h>

/* Words that are longer are no slip of anything. */
enum { LONGEST = 64, LISTED = 40 };

struct characters {
    uint32_t at[LONGEST];
    size_t count;
};

/* The characters of a name, those of ASCII in lower case; false if there are too many. A byte
 * outside a sequence is a character too: they are only compared. */
static bool split(struct slice name, struct characters *to)
{
    to->count = 0;
    for (size_t i = 0; i < name.size; i++) {
        unsigned char byte = (unsigned char)slice_lower(name.data[i]);
        if ((byte & 0xc0) == 0x80 && to->count > 0) {
            to->at[to->count - 1] = to->at[to->count - 1] << 8 | byte;
            continue;
        }
        if (to->count == LONGEST)
            return false;
        to->at[to->count++] = byte;
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One row of the matrix for each character of `a`; a transposition looks two rows back. */
static size_t distance(const struct characters *a, const struct characters *b)
{
    size_t rows[3][LONGEST + 1];
    for (size_t j = 0; j <= b->count; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            bool same = a->at[i - 1] == b->at[j - 1];
            row[j] = least(least(row[j - 1], above[j]) + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1])
                row[j] = least(row[j], second[j - 2] + 1);
        }
    }
    return rows[a->count % 3][b->count];
}

/* Whether the word is one of the parts of a name: of a path, or of words with hyphens. */
static bool is_part(struct slice word, struct slice name)
{
    size_t from = 0;
    for (size_t i = 0; i <= name.size; i++) {
        if (i < name.size && !strchr("/-_:.", name.data[i]))
            continue;
        if (slice_is_same_word(slice_make(name.data + from, i - from), word))
            return true;
        from = i + 1;
    }
    return false;
}

/* Whether the word begins the name, and is long enough to say anything. */
static bool begins(struct slice word, struct slice name, size_t shortest)
{
    return word.size >= shortest && word.size < name.size &&
           slice_is_same_word(slice_make(name.data, word.size), word);
}

struct suggest suggest_begin(struct slice wanted)
{
    return (struct suggest){.wanted = wanted, .distance = SIZE_MAX};
}

/* How far the name is; SIZE_MAX where it is not near. */
static size_t measure(struct slice wanted, struct slice name)
{
    struct characters a, b;
    if (wanted.size == 0 || !split(wanted, &a) || !split(name, &b))
        return SIZE_MAX;
    size_t allowed = a.count < 6 ? 1 : a.count / 3;
    size_t far = distance(&a, &b);
    if (far <= allowed && far < a.count)
        return far;
    if (begins(wanted, name, 2) || (begins(name, wanted, 3) && wanted.data[name.size] != '/'))
        return LONGEST + 1;
    return a.count > 1 && is_part(wanted, name) ? LONGEST + 2 : SIZE_MAX;
}

void suggest_add(struct suggest *suggest, struct slice name)
{
    size_t far = measure(suggest->wanted, name);
    if (far < suggest->distance) {
        suggest->distance = far;
        suggest->nearest = name;
    }
    if (suggest->count++ >= LISTED)
        return;
    if (suggest->count > 1)
        buffer_append_string(&suggest->list, ", ");
    buffer_append_slice(&suggest->list, name);
}

const char *suggest_ending(struct suggest *suggest, const char *existing)
{
    struct buffer *text = &suggest->text;
    buffer_clear(text);
    if (suggest->nearest.data) {
        buffer_append_string(text, "; did you mean '");
        buffer_append_slice(text, suggest->nearest);
        buffer_append_string(text, "'?");
    }
    if (existing && suggest->count > 0) {
        buffer_append_string(text, suggest->nearest.data ? " " : "; ");
        buffer_append_string(text, existing);
        buffer_append_char(text, ' ');
        buffer_append_slice(text, buffer_slice(&suggest->list));
        if (suggest->count > LISTED)
            buffer_append_format(text, " and %zu more", suggest->count - LISTED);
    }
    buffer_append_char(text, '\0');
    return text->data;
}

void suggest_free(struct suggest *suggest)
{
    buffer_free(&suggest->list);
    buffer_free(&suggest->text);
}
