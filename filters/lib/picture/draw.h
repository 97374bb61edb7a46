/* The two forms of a chart, SVG and text: which kind of chart draws what is decided here, above the
 * kinds and above what they share. */
#ifndef COSPAN_PICTURE_DRAW_H
#define COSPAN_PICTURE_DRAW_H

#include "base/buffer.h"
#include "picture/chart.h"

/* The picture, `width` pixels wide (0: 800, or what its kind needs), wider where names, figures or
 * the columns of a heat map would not fit, and as high as its content asks for, at least `height`
 * (0: no wish). Everything lies within it, and no text lies on another. */
void chart_svg(const struct chart *chart, double width, double height, struct buffer *to);

/* The picture as lines of text. */
void chart_text(const struct chart *chart, const struct terminal *terminal, struct buffer *to);

#endif
