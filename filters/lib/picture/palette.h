/* Colours that people with any kind of colour vision can tell apart.
 *
 * Series take the eight colours of Masataka Okabe and Kei Ito, "Color Universal Design" (2008), in
 * an order in which neighbours differ in lightness too, so that they are told apart in grey, and the
 * palest, yellow, comes last. Beyond eight the colours come again, and the mark changes: a hatch on
 * areas, a dash on lines.
 *
 * Heat maps take one hue from light to dark, so that darker is more, in print and in grey too;
 * where values lie on both sides of 0, orange stands below and blue above. Nothing here fails. */
#ifndef COSPAN_PICTURE_PALETTE_H
#define COSPAN_PICTURE_PALETTE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    PALETTE_COLOURS = 8,
    PALETTE_ROUNDS = 3,
    /* So many series can be told apart. */
    PALETTE_MOST = PALETTE_COLOURS * PALETTE_ROUNDS
};

/* "#rrggbb" and a NUL. */
struct palette_colour {
    char hex[8];
};

/* The colour of series i, which may be any number. */
const char *palette_series(size_t i);

/* Which round of the colours series i is in: 0, 1 or 2. */
size_t palette_round(size_t i);

/* The colour of series i among the 256 of a terminal. */
int palette_terminal(size_t i);

/* The heat colour of a place between -1 and 1: 0 is white or nearly, 1 the darkest blue, -1 the
 * darkest orange. */
struct palette_colour palette_heat(double place);

/* Whether text on this colour is better white than black: the contrast ratio of the Web Content
 * Accessibility Guidelines 2.1 decides. */
bool palette_is_dark(const char *hex);

#endif
