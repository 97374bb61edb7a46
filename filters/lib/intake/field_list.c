#include "intake/field_list.h"

static struct slice cut_at(struct slice *rest, size_t size, size_t separator_size)
{
    struct slice item = slice_make(rest->data, size);
    if (size < rest->size)
        *rest = slice_from(*rest, size + separator_size);
    else
        rest->data = NULL;
    return item;
}

static struct slice cut_and(struct slice *rest)
{
    static const char word[] = " and ";
    enum { SIZE = sizeof word - 1 };
    size_t i = 0;
    while (i + SIZE <= rest->size && memcmp(rest->data + i, word, SIZE) != 0)
        i++;
    return cut_at(rest, i + SIZE <= rest->size ? i : rest->size, SIZE);
}

/* A parenthesis that is never closed is a sign like others. */
static struct slice cut_comma(struct slice *rest)
{
    size_t i = 0;
    while (i < rest->size && rest->data[i] != ',') {
        const char *closing = NULL;
        if (rest->data[i] == '(')
            closing = memchr(rest->data + i, ')', rest->size - i);
        i = closing ? (size_t)(closing - rest->data) : i + 1;
    }
    return cut_at(rest, i, 1);
}

static bool is_quote(char c)
{
    return c == '\'' || c == '"';
}

/* An item and the comma behind it, or the bracket that ends the list; `rest` is then behind it.
 * False where the list is none. */
static bool take_quoted(struct slice *rest, struct slice *item)
{
    struct slice text = slice_trim(*rest);
    if (slice_is(text, "]")) {
        *item = slice_of("");
        rest->data = NULL;
        return true;
    }
    if (text.size == 0 || !is_quote(text.data[0]))
        return false;
    const char *closing = memchr(text.data + 1, text.data[0], text.size - 1);
    if (!closing)
        return false;
    *item = slice_make(text.data + 1, (size_t)(closing - text.data) - 1);
    text = slice_trim(slice_from(text, item->size + 2));
    bool goes_on = slice_starts(text, ",");
    *rest = goes_on ? slice_from(text, 1) : (struct slice){NULL, 0};
    return goes_on || slice_is(text, "]");
}

/* What is escaped by a backslash is left as it stands. */
static bool is_quoted_list(struct slice value)
{
    struct slice item, rest = slice_from(value, value.size > 0);
    if (!slice_starts(value, "[") || memchr(value.data, '\\', value.size))
        return false;
    while (rest.data)
        if (!take_quoted(&rest, &item))
            return false;
    return true;
}

char field_list_separator(struct slice value, char usual)
{
    return usual && is_quoted_list(value) ? FIELD_QUOTED : usual;
}

char field_list_usual_separator(struct slice value)
{
    static const char usual[] = {';', ',', '/'};
    for (size_t i = 0; i < sizeof usual; i++)
        if (memchr(value.data, usual[i], value.size))
            return usual[i];
    return '\0';
}

bool field_list_is_names_with_and(struct slice value)
{
    size_t names = 0;
    for (struct slice rest = value; rest.data; names++) {
        struct slice name = cut_and(&rest);
        if (name.size == 0 || !memchr(name.data, ',', name.size))
            return false;
    }
    return names > 1;
}

struct slice field_list_without_role(struct slice name)
{
    const char *bracket = name.size > 0 ? memchr(name.data, '[', name.size) : NULL;
    if (!bracket || bracket == name.data || !slice_ends(name, "]"))
        return name;
    return slice_trim(slice_make(name.data, (size_t)(bracket - name.data)));
}

struct slice field_list_next(struct slice *rest, char separator)
{
    struct slice item = *rest;
    switch (separator) {
    case '\0':
        return cut_at(rest, rest->size, 0);
    case FIELD_AND:
        return cut_and(rest);
    case FIELD_QUOTED:
        if (rest->size > 0 && rest->data[0] == '[')
            *rest = slice_from(*rest, 1);
        take_quoted(rest, &item);
        return item;
    case ',':
        return cut_comma(rest);
    default:
        return slice_cut(rest, separator);
    }
}

bool field_list_is_as_in_cell(struct slice list, char separator)
{
    const char *found;
    if (separator == FIELD_AND || separator == FIELD_QUOTED)
        return false;
    for (struct slice rest = list;
         separator && (found = memchr(rest.data, separator, rest.size));) {
        size_t at = (size_t)(found - list.data);
        bool is_usual = separator == ';' && at > 0 && at + 2 < list.size && found[1] == ' ' &&
                        !slice_is_blank(found[-1]) && !slice_is_blank(found[2]) && found[2] != ';';
        if (!is_usual)
            return false;
        rest = slice_from(list, at + 2);
    }
    return true;
}
