/* What must hold of every picture, whatever it is of: an SVG that is valid UTF-8 without control
 * characters and without a number that is none, every shape and name within it and no text on
 * another; text without control characters. Included by one file of a program. */
#ifndef COSPAN_TESTS_PICTURES_H
#define COSPAN_TESTS_PICTURES_H

#include "../unit/geometry.h"
#include "picture/chart.h"
#include "text/utf8.h"
#include "picture/draw.h"

static inline void pictures_require(bool good)
{
    if (!good)
        abort();
}

/* Byte i of the line that chooses. */
static inline unsigned pictures_choice(struct slice choices, size_t i)
{
    return i < choices.size ? (unsigned char)choices.data[i] : 0;
}

static inline bool pictures_has_controls(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c < 0x20 && c != '\n') || c == 0x7F)
            return true;
    }
    return false;
}

static inline bool pictures_has(struct slice text, const char *word)
{
    size_t size = strlen(word);
    for (size_t i = 0; i + size <= text.size; i++)
        if (memcmp(text.data + i, word, size) == 0)
            return true;
    return false;
}

/* Draws both forms; bytes 5 to 8 choose their sizes. */
static inline void pictures_check(const struct chart *chart, struct slice choices)
{
    struct buffer picture = {0};
    struct geometry geometry = {0};
    unsigned width = pictures_choice(choices, 5);
    chart_svg(chart, width == 0 ? 0 : 240 + 8 * width, 4.0 * pictures_choice(choices, 6), &picture);
    struct slice svg = buffer_slice(&picture);
    pictures_require(utf8_valid_prefix(svg) == svg.size && !pictures_has_controls(svg));
    pictures_require(!pictures_has(svg, "=\"nan") && !pictures_has(svg, "=\"-nan") &&
                     !pictures_has(svg, "=\"inf") && !pictures_has(svg, "=\"-inf"));
    geometry_read(svg, &geometry);
    const char *fault = geometry_fault(&geometry);
    if (fault[0])
        fprintf(stderr, "%s\n", fault);
    pictures_require(!fault[0]);
    geometry_free(&geometry);
    buffer_clear(&picture);
    struct terminal terminal = {20 + pictures_choice(choices, 7), pictures_choice(choices, 8) & 1,
                                false, false};
    chart_text(chart, &terminal, &picture);
    pictures_require(!pictures_has_controls(buffer_slice(&picture)));
    buffer_free(&picture);
}

#endif
