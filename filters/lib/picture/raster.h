/* PNG and PDF from our own SVG, through librsvg; so every form of a picture has one layout. This is
 * the only place that includes librsvg; built without it, both functions end the program with a
 * message that names the Debian package that brings it.
 *
 * The fonts are those of the machine, so text may look different on another one; the same fonts
 * give the same bytes. No time of day is written: the dates of a PDF are those of
 * SOURCE_DATE_EPOCH, or 1970. Results are appended to the caller's buffer. A picture that librsvg
 * cannot draw ends the program with a message. */
#ifndef COSPAN_PICTURE_RASTER_H
#define COSPAN_PICTURE_RASTER_H

#include "base/buffer.h"
#include "base/slice.h"

/* `scale` picture elements for each pixel of the SVG, less where the PNG would be larger than
 * 32,767 pixels in a direction, which is the most that the library draws. */
void raster_png(struct slice svg, double scale, struct buffer *to);

/* One page of the size of the picture, 96 pixels to the inch; text is text. */
void raster_pdf(struct slice svg, struct slice title, struct buffer *to);

/* Name and version of the library as it runs, or that it is absent. */
const char *raster_version(void);

#endif
