/* The forms in which a picture is written. All but text are made of its SVG. */
#ifndef COSPAN_PICTURE_PICTURE_FILE_H
#define COSPAN_PICTURE_PICTURE_FILE_H

#include "base/output.h"
#include "base/slice.h"

enum picture_file_type { PICTURE_TEXT, PICTURE_SVG, PICTURE_PNG, PICTURE_PDF };

/* The form that the ending of a path asks for, .svg, .png or .pdf; else, and for NULL, text. */
enum picture_file_type picture_file_type_of(const char *path);

/* Writes a picture, which is given as SVG, or as the text that it is. The program ends where PNG
 * or PDF would go to a terminal, or cannot be made. */
void picture_file_write(enum picture_file_type form, struct slice picture, struct slice title,
                        struct output *output);

#endif
