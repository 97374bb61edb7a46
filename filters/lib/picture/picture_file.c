#include "picture/picture_file.h"

#include "base/buffer.h"
#include "base/message.h"
#include "picture/raster.h"

enum picture_file_type picture_file_type_of(const char *path)
{
    struct slice name = slice_of(path ? path : "");
    return slice_ends(name, ".svg")   ? PICTURE_SVG
           : slice_ends(name, ".png") ? PICTURE_PNG
           : slice_ends(name, ".pdf") ? PICTURE_PDF
                                      : PICTURE_TEXT;
}

void picture_file_write(enum picture_file_type form, struct slice picture, struct slice title,
                        struct output *output)
{
    struct buffer bytes = {0};
    if (form == PICTURE_PNG || form == PICTURE_PDF)
        output_refuse_terminal(output);
    if (form == PICTURE_PNG)
        raster_png(picture, 2, &bytes);
    else if (form == PICTURE_PDF)
        raster_pdf(picture, title, &bytes);
    output_slice(output, bytes.size > 0 ? buffer_slice(&bytes) : picture);
    buffer_free(&bytes);
}
