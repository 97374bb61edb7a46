/* The forms in which a picture is written. All but text are made of its SVG. */
#ifndef COSPAN_PICTURE_FORM_H
#define COSPAN_PICTURE_FORM_H

#include "base/output.h"
#include "base/slice.h"

enum picture_form { PICTURE_TEXT, PICTURE_SVG, PICTURE_PNG, PICTURE_PDF };

/* The form that the ending of a path asks for, .svg, .png or .pdf; else, and for NULL, text. */
enum picture_form picture_form_of(const char *path);

/* Writes a picture, which is given as SVG, or as the text that it is. The program ends where PNG
 * or PDF would go to a terminal, or cannot be made. */
void picture_write(enum picture_form form, struct slice picture, struct slice title,
                   struct output *output);

#endif
