#include "intake/field_citation.h"

/* Cuts off what stands before the first of the signs, which stays. */
static struct slice take_until(struct slice *rest, const char *signs)
{
    size_t size = 0;
    while (size < rest->size && !strchr(signs, rest->data[size]))
        size++;
    struct slice taken = slice_trim(slice_make(rest->data, size));
    *rest = slice_from(*rest, size);
    return taken;
}

/* What stands in the parentheses at the beginning, if there are any. */
static struct slice take_parentheses(struct slice *rest)
{
    struct slice text = slice_trim(*rest), inner = text;
    if (!slice_starts(text, "("))
        return (struct slice){NULL, 0};
    inner = slice_from(text, 1);
    struct slice taken = take_until(&inner, ")");
    if (inner.size == 0)
        return (struct slice){NULL, 0};
    *rest = slice_from(inner, 1);
    return taken;
}

static size_t find(struct slice text, const char *word)
{
    size_t size = strlen(word), i = 0;
    while (i + size <= text.size && memcmp(text.data + i, word, size) != 0)
        i++;
    return i + size <= text.size ? i : text.size;
}

/* 12:3 (45-61) */
static void read_embase(struct slice rest, struct field_citation *citation)
{
    citation->volume = take_until(&rest, ":(.,");
    if (slice_starts(rest, ":")) {
        rest = slice_from(rest, 1);
        citation->issue = take_until(&rest, "(.,");
    }
    citation->pages = take_parentheses(&rest);
}

/* 12(3):45-61, with or without an issue or pages; something must follow the volume. */
static bool read_ovid(struct slice rest, struct field_citation *citation)
{
    bool is_long = slice_starts(rest, "Vol.");
    if (is_long)
        rest = slice_from(rest, strlen("Vol."));
    struct slice volume = take_until(&rest, "(:,.");
    if (volume.size == 0 || !slice_is_digit(volume.data[0]) || rest.size == 0 ||
        (!is_long && rest.data[0] != '(' && rest.data[0] != ':'))
        return false;
    citation->volume = volume;
    citation->issue = take_parentheses(&rest);
    size_t pages = find(rest, "pp. ");
    if (slice_starts(rest, ":"))
        rest = slice_from(rest, 1);
    else if (pages < rest.size)
        rest = slice_from(rest, pages + strlen("pp. "));
    else
        return true;
    citation->pages = take_until(&rest, ",.;");
    return true;
}

/* The journal is what stands before the first sentence that is the volume, or the conference. */
static bool read_sentences(struct slice text, struct field_citation *citation)
{
    for (size_t from = 0;;) {
        size_t end = from + find(slice_from(text, from), ". ");
        if (end == text.size)
            return citation->journal.data != NULL;
        struct slice next = slice_from(text, end + strlen(". "));
        bool is_conference = slice_starts(next, "Conference:");
        if (read_ovid(next, citation) || is_conference) {
            if (!citation->journal.data)
                citation->journal = slice_make(text.data, end);
            if (!is_conference)
                return true;
        }
        from = end + 1;
    }
}

bool field_citation_read(struct slice text, struct field_citation *citation)
{
    static const char form[] = " (0000)";
    enum { SIZE = sizeof form - 1 };
    *citation = (struct field_citation){.journal = {NULL, 0}};
    for (size_t i = 1; i + SIZE <= text.size; i++) {
        struct slice year = slice_make(text.data + i, SIZE);
        bool is_year = slice_starts(year, " (") && slice_ends(year, ")");
        for (size_t j = 2; is_year && j + 1 < SIZE; j++)
            is_year = slice_is_digit(year.data[j]);
        if (!is_year)
            continue;
        citation->journal = slice_trim(slice_make(text.data, i));
        read_embase(slice_trim(slice_from(text, i + SIZE)), citation);
        return true;
    }
    return read_sentences(text, citation);
}
