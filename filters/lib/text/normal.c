#include "text/normal.h"

#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "base/memory.h"
#include "text/utf8.h"

const char *text_utf8proc_version(void)
{
    static char version[80];
    snprintf(version, sizeof version, "utf8proc %s, Unicode %s", utf8proc_version(),
             utf8proc_unicode_version());
    return version;
}

struct range {
    int32_t first, last;
};

/* NFC_Quick_Check=Maybe in DerivedNormalizationProps.txt of Unicode 15.0, with the whole of each
 * block in which Unicode 16.0 adds some. */
static const struct range joins_previous[] = {
    {0x0300, 0x0345},   {0x0653, 0x0655},   {0x093C, 0x093C},   {0x09BE, 0x09BE},
    {0x09D7, 0x09D7},   {0x0B3E, 0x0B3E},   {0x0B56, 0x0B57},   {0x0BBE, 0x0BBE},
    {0x0BD7, 0x0BD7},   {0x0C56, 0x0C56},   {0x0CC2, 0x0CC2},   {0x0CD5, 0x0CD6},
    {0x0D3E, 0x0D3E},   {0x0D57, 0x0D57},   {0x0DCA, 0x0DCA},   {0x0DCF, 0x0DCF},
    {0x0DDF, 0x0DDF},   {0x102E, 0x102E},   {0x1161, 0x1175},   {0x11A8, 0x11C2},
    {0x1B35, 0x1B35},   {0x3099, 0x309A},   {0x110BA, 0x110BA}, {0x11127, 0x11127},
    {0x1133E, 0x1133E}, {0x11357, 0x11357}, {0x11380, 0x113FF}, {0x114B0, 0x114BD},
    {0x115AF, 0x115AF}, {0x11930, 0x11930}, {0x16100, 0x1613F}, {0x16D40, 0x16D7F},
};

static const struct range accents[] = {
    {0x0300, 0x036F}, {0x0483, 0x0487}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F},
};

static bool is_within(const struct range *ranges, size_t count, int32_t code_point)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code_point > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && code_point >= ranges[low].first;
}

bool normal_joins_previous(int32_t code_point)
{
    return code_point >= 0x0300 &&
           is_within(joins_previous, sizeof joins_previous / sizeof *joins_previous, code_point);
}

int normal_combining_class(int32_t code_point)
{
    return code_point < 0x0300 ? 0 : utf8proc_get_property(code_point)->combining_class;
}

bool normal_is_letter(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool normal_is_lower(int32_t code_point)
{
    return utf8proc_category(code_point) == UTF8PROC_CATEGORY_LL;
}

bool normal_is_upper(int32_t code_point)
{
    return utf8proc_category(code_point) == UTF8PROC_CATEGORY_LU;
}

bool normal_is_mark(int32_t code_point)
{
    utf8proc_category_t category = utf8proc_category(code_point);
    return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool normal_is_digit(int32_t code_point)
{
    return utf8proc_category(code_point) == UTF8PROC_CATEGORY_ND;
}

bool normal_is_pictograph(int32_t code_point)
{
    return (code_point >= 0x1F3FB && code_point <= 0x1F3FF) ||
           utf8proc_get_property(code_point)->boundclass ==
               UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool normal_is_accent(int32_t code_point)
{
    /* Not accents: the grapheme joiner, and the enclosing marks, which make keycaps. */
    return code_point >= 0x0300 && code_point != 0x034F &&
           is_within(accents, sizeof accents / sizeof *accents, code_point) &&
           utf8proc_category(code_point) == UTF8PROC_CATEGORY_MN;
}

int32_t normal_without_stroke(int32_t code_point)
{
    switch (code_point) {
    case 0x00D8:
        return 'O';
    case 0x00F8:
        return 'o';
    case 0x0110:
        return 'D';
    case 0x0111:
        return 'd';
    case 0x0126:
        return 'H';
    case 0x0127:
        return 'h';
    case 0x0141:
        return 'L';
    case 0x0142:
        return 'l';
    case 0x0166:
        return 'T';
    case 0x0167:
        return 't';
    default:
        return code_point;
    }
}

size_t normal_decompose(int32_t code_point, bool compatible, bool fold, int32_t to[NORMAL_ROOM])
{
    if (code_point < 0x80) {
        to[0] = fold && code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point;
        return 1;
    }
    int options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | (compatible ? UTF8PROC_COMPAT : 0) |
                  (fold ? UTF8PROC_CASEFOLD : 0);
    utf8proc_ssize_t size = utf8proc_decompose_char(code_point, to, NORMAL_ROOM,
                                                    (utf8proc_option_t)options, NULL);
    if (size > 0 && size <= NORMAL_ROOM)
        return (size_t)size;
    to[0] = code_point;
    return 1;
}

/* Sorts marks by class and keeps the order within a class: by insertion for the few marks of real
 * text, by counting for the many of an attack. */
static void order_marks(int32_t *marks, size_t count)
{
    enum { FEW = 32, CLASSES = 256 };
    if (count <= FEW) {
        for (size_t i = 1; i < count; i++) {
            int32_t mark = marks[i];
            int class = normal_combining_class(mark);
            size_t j = i;
            for (; j > 0 && normal_combining_class(marks[j - 1]) > class; j--)
                marks[j] = marks[j - 1];
            marks[j] = mark;
        }
        return;
    }
    size_t places[CLASSES + 1] = {0};
    for (size_t i = 0; i < count; i++)
        places[normal_combining_class(marks[i]) + 1]++;
    for (size_t i = 0; i < CLASSES; i++)
        places[i + 1] += places[i];
    int32_t *copy = memory_allocate(count, sizeof *copy);
    memcpy(copy, marks, count * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        marks[places[normal_combining_class(copy[i])]++] = copy[i];
    free(copy);
}

void normal_order(int32_t *code_points, size_t count)
{
    for (size_t i = 0; i < count;) {
        if (normal_combining_class(code_points[i]) == 0) {
            i++;
            continue;
        }
        size_t start = i;
        while (i < count && normal_combining_class(code_points[i]) != 0)
            i++;
        order_marks(code_points + start, i - start);
    }
}

size_t normal_compose(int32_t *code_points, size_t count)
{
    utf8proc_ssize_t size = utf8proc_normalize_utf32(code_points, (utf8proc_ssize_t)count,
                                                     UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    return size < 0 ? count : (size_t)size;
}

/* A text as code points, during normalization. */
struct code_points {
    int32_t *items;
    size_t count, capacity;
};

static void append(struct code_points *to, const int32_t *items, size_t count)
{
    to->items = memory_grow(to->items, &to->capacity, to->count + count, sizeof *to->items);
    memcpy(to->items + to->count, items, count * sizeof *items);
    to->count += count;
}

static void append_decomposed(struct code_points *to, int32_t code_point, bool compatible,
                              bool fold)
{
    int32_t parts[NORMAL_ROOM];
    append(to, parts, normal_decompose(code_point, compatible, fold, parts));
}

static struct code_points decomposed(struct slice text, bool compatible, bool soft_hyphens)
{
    /* Enough for most text, which does not grow. */
    struct code_points result = {.capacity = text.size + NORMAL_ROOM};
    result.items = memory_allocate(result.capacity, sizeof *result.items);
    while (text.size > 0) {
        int32_t code_point;
        text = slice_from(text, utf8_decode(text, &code_point));
        if (code_point == UTF8_INVALID)
            code_point = UTF8_REPLACEMENT;
        if (code_point != 0x00AD || soft_hyphens)
            append_decomposed(&result, code_point, compatible, false);
    }
    normal_order(result.items, result.count);
    return result;
}

static void encode(const struct code_points *from, struct buffer *to)
{
    buffer_reserve(to, from->count * 4);
    for (size_t i = 0; i < from->count; i++)
        to->size += utf8_encode(from->items[i], to->data + to->size);
}

void text_normal_form(struct slice text, enum text_form form, struct buffer *to)
{
    if (form == TEXT_AS_IS) {
        utf8_repair(text, to);
        return;
    }
    struct code_points points = decomposed(text, form == TEXT_NFKC, true);
    points.count = normal_compose(points.items, points.count);
    encode(&points, to);
    free(points.items);
}

static void drop_accents(struct code_points *points)
{
    size_t kept = 0;
    bool on_letter = false;
    for (size_t i = 0; i < points->count; i++) {
        int32_t code_point = normal_without_stroke(points->items[i]);
        if (on_letter && normal_is_accent(code_point))
            continue;
        if (normal_combining_class(code_point) == 0)
            on_letter = normal_is_letter(code_point);
        points->items[kept++] = code_point;
    }
    points->count = kept;
}

/* Replaces the points by their case-folded or lower-case form, decomposed and in order. */
static void change_case(struct code_points *points, enum letter_case mode)
{
    struct code_points changed = {.capacity = points->count + NORMAL_ROOM};
    changed.items = memory_allocate(changed.capacity, sizeof *changed.items);
    /* Lower case is defined for composed letters: for U+0130 it is a plain i. */
    if (mode == LETTER_LOWER)
        points->count = normal_compose(points->items, points->count);
    for (size_t i = 0; i < points->count; i++)
        if (mode == LETTER_FOLD)
            append_decomposed(&changed, points->items[i], false, true);
        else
            append_decomposed(&changed, utf8proc_tolower(points->items[i]), false, false);
    normal_order(changed.items, changed.count);
    free(points->items);
    *points = changed;
}

static int32_t plain_punctuation(int32_t code_point)
{
    switch (code_point) {
    case 0x0060:
    case 0x00B4:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0xFF07:
        return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D:
        return '-';
    default:
        return code_point;
    }
}

void text_fold(struct slice text, enum letter_case mode, bool strip_accents, struct buffer *to)
{
    if (text.size == 0)
        return;
    if (utf8_ascii_prefix(text) == text.size) {
        buffer_reserve(to, text.size);
        char *write = to->data + to->size;
        for (size_t i = 0; i < text.size; i++) {
            char c = text.data[i];
            bool upper = c >= 'A' && c <= 'Z' && mode != LETTER_EXACT;
            write[i] = upper ? (char)(c + ('a' - 'A')) : c == '`' ? '\'' : c;
        }
        to->size += text.size;
        return;
    }
    struct code_points points = decomposed(text, false, false);
    if (strip_accents)
        drop_accents(&points);
    if (mode != LETTER_EXACT)
        change_case(&points, mode);
    points.count = normal_compose(points.items, points.count);
    for (size_t i = 0; i < points.count; i++)
        points.items[i] = plain_punctuation(points.items[i]);
    encode(&points, to);
    free(points.items);
}
