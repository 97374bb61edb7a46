/* What a reader would see in a picture, measured: geometry_read takes the texts and shapes of an SVG
 * as our own writer makes it (an element to a line), geometry_fault says in words what is wrong with
 * their places. Widths of texts are the estimates that layouts use. */
#ifndef COSPAN_TESTS_GEOMETRY_H
#define COSPAN_TESTS_GEOMETRY_H

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/slice.h"
#include "picture/metrics.h"
#include "text/width.h"

struct geometry_box {
    double left, top, right, bottom;
    struct slice text; /* of a text; the tooltip of a shape */
    char tag;          /* first letter of the element: t, r, c, l or p */
    double area;       /* of a circle or a path */
    double size;       /* of the letters of a text; how wide a line is drawn */
    double y;          /* the baseline of a text */
    char anchor;       /* of a text: s, m or e, as start, middle and end */
    struct slice fill; /* the colour, "none" of a line */
};

/* Zero-initialise. Fills of boxes point into the SVG, which must stay as long. */
struct geometry {
    double width, height;
    struct geometry_box *boxes;
    size_t count, capacity;
    struct buffer
        words; /* what texts say, without markup, in the order of drawing, without spaces */
    struct buffer plain; /* what the boxes point to */
};

static inline bool geometry_attribute(struct slice element, const char *name, struct slice *value)
{
    size_t size = strlen(name);
    for (size_t i = 0; i + size + 3 < element.size && element.data[i] != '>'; i++)
        if (element.data[i] == ' ' && memcmp(element.data + i + 1, name, size) == 0 &&
            memcmp(element.data + i + 1 + size, "=\"", 2) == 0) {
            *value = slice_from(element, i + size + 3);
            *value = slice_cut(value, '"');
            return true;
        }
    return false;
}

static inline double geometry_number(struct slice element, const char *name)
{
    struct slice value;
    double number = 0;
    if (geometry_attribute(element, name, &value))
        number_read_double(value, &number);
    return number;
}

/* What stands between the end of the first tag with this beginning and the next '<'. */
static inline struct slice geometry_content(struct slice element, const char *tag)
{
    size_t size = strlen(tag);
    for (size_t i = 0; i + size < element.size; i++)
        if (memcmp(element.data + i, tag, size) == 0) {
            struct slice rest = slice_from(element, i);
            slice_cut(&rest, '>');
            return rest.data ? slice_cut(&rest, '<') : slice_of("");
        }
    return slice_of("");
}

static inline struct slice geometry_unescape(struct slice text, struct buffer *to)
{
    static const char *const entities[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
    size_t start = to->size;
    while (text.size > 0) {
        size_t i = 0;
        while (i < 4 && !slice_starts(text, entities[i][0]))
            i++;
        buffer_append_char(to, i < 4 ? entities[i][1][0] : text.data[0]);
        text = slice_from(text, i < 4 ? strlen(entities[i][0]) : 1);
    }
    return slice_from(buffer_slice(to), start);
}

/* A text's anchor says where it starts, and one from right to left starts at its right. */
static inline void geometry_place_text(struct slice element, struct geometry_box *box)
{
    struct slice value;
    double x = geometry_number(element, "x"), y = geometry_number(element, "y"),
           size = geometry_number(element, "font-size");
    bool bold = geometry_attribute(element, "font-weight", &value);
    double width = metrics_width(box->text, size, bold), share = 0;
    box->anchor = 's';
    if (geometry_attribute(element, "text-anchor", &value)) {
        box->anchor = value.data[0];
        share = box->anchor == 'm' ? 0.5 : 1;
    }
    if (geometry_attribute(element, "direction", &value))
        share = 1 - share;
    box->left = x - width * share;
    box->right = box->left + width;
    box->size = size;
    box->y = y;
    box->top = y - size * 0.72;
    box->bottom = y + size * 0.2;
}

/* The points of a path made of M and L, and what they enclose. */
static inline void geometry_place_path(struct slice element, struct geometry_box *box)
{
    struct slice path;
    double numbers[2], first[2] = {0}, last[2] = {0}, twice = 0;
    int count = 0;
    box->left = box->top = 1e9;
    box->right = box->bottom = -1e9;
    if (!geometry_attribute(element, "d", &path))
        return;
    while (path.size > 0) {
        size_t end = path.data[0] == '-' ? 1 : 0;
        while (end < path.size && strchr("0123456789.", path.data[end]))
            end++;
        if (end > 0 && number_read_double(slice_make(path.data, end), &numbers[count % 2]) &&
            ++count % 2 == 0) {
            box->left = fmin(box->left, numbers[0]);
            box->right = fmax(box->right, numbers[0]);
            box->top = fmin(box->top, numbers[1]);
            box->bottom = fmax(box->bottom, numbers[1]);
            if (count == 2)
                memcpy(first, numbers, sizeof first);
            else
                twice += last[0] * numbers[1] - numbers[0] * last[1];
            memcpy(last, numbers, sizeof last);
        }
        path = slice_from(path, end > 0 ? end : 1);
    }
    box->area = fabs(twice + last[0] * first[1] - first[0] * last[1]) / 2;
}

static inline void geometry_place_shape(struct slice element, struct geometry_box *box)
{
    double x = geometry_number(element, "x"), y = geometry_number(element, "y");
    if (box->tag == 'r') {
        box->left = x;
        box->top = y;
        box->right = x + geometry_number(element, "width");
        box->bottom = y + geometry_number(element, "height");
    } else if (box->tag == 'c') {
        double radius = geometry_number(element, "r");
        box->left = geometry_number(element, "cx") - radius;
        box->top = geometry_number(element, "cy") - radius;
        box->right = box->left + 2 * radius;
        box->bottom = box->top + 2 * radius;
        box->area = acos(-1) * radius * radius;
    } else if (box->tag == 'l') {
        double x1 = geometry_number(element, "x1"), x2 = geometry_number(element, "x2"),
               y1 = geometry_number(element, "y1"), y2 = geometry_number(element, "y2");
        box->left = fmin(x1, x2);
        box->right = fmax(x1, x2);
        box->top = fmin(y1, y2);
        box->bottom = fmax(y1, y2);
        box->size = geometry_number(element, "stroke-width");
    } else {
        geometry_place_path(element, box);
    }
}

static inline void geometry_append_words(struct slice text, struct buffer *to)
{
    for (size_t i = 0; i < text.size; i++)
        if (!slice_is_blank(text.data[i]))
            buffer_append_char(to, text.data[i]);
}

static inline void geometry_read(struct slice svg, struct geometry *geometry)
{
    buffer_reserve(&geometry->plain, svg.size + 1); /* unescaping never lengthens */
    for (struct slice rest = svg; rest.size > 0;) {
        struct slice element = slice_cut(&rest, '\n');
        if (slice_starts(element, "<svg ")) {
            geometry->width = geometry_number(element, "width");
            geometry->height = geometry_number(element, "height");
            continue;
        }
        struct geometry_box box = {.tag = element.size > 1 ? element.data[1] : ' '};
        if (!strchr("trclp", box.tag) || slice_starts(element, "<title") || box.tag == '/')
            continue;
        bool text = box.tag == 't';
        if (!geometry_attribute(element, "fill", &box.fill))
            box.fill = slice_of("");
        box.text = geometry_unescape(geometry_content(element, text ? "<text" : "<title"),
                                     &geometry->plain);
        if (text) {
            geometry_place_text(element, &box);
            geometry_append_words(box.text, &geometry->words);
        } else {
            geometry_place_shape(element, &box);
        }
        geometry->boxes = memory_grow(geometry->boxes, &geometry->capacity, geometry->count + 1,
                                      sizeof *geometry->boxes);
        geometry->boxes[geometry->count++] = box;
    }
}

static inline void geometry_free(struct geometry *geometry)
{
    free(geometry->boxes);
    buffer_free(&geometry->words);
    buffer_free(&geometry->plain);
    *geometry = (struct geometry){0};
}

static inline int geometry_by_top(const void *left, const void *right)
{
    const struct geometry_box *a = *(const struct geometry_box *const *)left,
                              *b = *(const struct geometry_box *const *)right;
    return a->top < b->top ? -1 : a->top > b->top;
}

static inline bool geometry_meet(const struct geometry_box *a, const struct geometry_box *b)
{
    const double grace = 0.5;
    return a->left + grace < b->right && b->left + grace < a->right && a->top + grace < b->bottom &&
           b->top + grace < a->bottom;
}

/* What is wrong with the places, in words; "" where nothing is. Every shape and text lies within
 * the picture, and no two texts lie on one another. */
static inline const char *geometry_fault(const struct geometry *geometry)
{
    static char fault[400];
    const double grace = 0.6;
    const struct geometry_box **texts = memory_allocate(geometry->count + 1, sizeof *texts);
    size_t count = 0;
    fault[0] = '\0';
    for (size_t i = 0; i < geometry->count && !fault[0]; i++) {
        const struct geometry_box *box = &geometry->boxes[i];
        if (box->tag == 't')
            texts[count++] = box;
        if (box->left < -grace || box->top < -grace || box->right > geometry->width + grace ||
            box->bottom > geometry->height + grace)
            snprintf(fault, sizeof fault, "%c '%.*s' at %.1f,%.1f to %.1f,%.1f, beyond %.0f x %.0f",
                     box->tag, (int)box->text.size, box->text.data, box->left, box->top, box->right,
                     box->bottom, geometry->width, geometry->height);
    }
    if (count > 1)
        qsort(texts, count, sizeof *texts, geometry_by_top);
    for (size_t i = 0; i < count && !fault[0]; i++)
        for (size_t j = i + 1; j < count && texts[j]->top < texts[i]->bottom && !fault[0]; j++)
            if (geometry_meet(texts[i], texts[j]))
                snprintf(fault, sizeof fault, "'%.*s' on '%.*s' at %.1f,%.1f",
                         (int)texts[i]->text.size, texts[i]->text.data, (int)texts[j]->text.size,
                         texts[j]->text.data, texts[j]->left, texts[j]->top);
    free(texts);
    return fault;
}

/* Whether the picture shows this name, whole or with an ellipsis between its two ends. */
static inline bool geometry_shows(const struct geometry *geometry, struct slice name)
{
    struct buffer plain = {0};
    geometry_append_words(name, &plain);
    struct slice words = buffer_slice(&geometry->words), wanted = buffer_slice(&plain);
    bool found = false;
    for (size_t i = 0; i < words.size && !found; i++) {
        size_t same = 0;
        while (same < wanted.size && i + same < words.size &&
               words.data[i + same] == wanted.data[same])
            same++;
        struct slice rest = slice_from(words, i + same);
        found = same == wanted.size;
        if (same == 0 || found || !slice_starts(rest, "\xE2\x80\xA6"))
            continue;
        rest = slice_from(rest, 3);
        for (size_t end = 1; end + same < wanted.size && !found; end++)
            found = rest.size >= end &&
                    memcmp(rest.data, wanted.data + wanted.size - end, end) == 0;
    }
    buffer_free(&plain);
    return found;
}

#endif
