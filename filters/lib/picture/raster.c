#include "picture/raster.h"

#include "base/message.h"

#ifdef HAVE_RSVG

#include <cairo-pdf.h>
#include <librsvg/rsvg.h>
#include <stdio.h>

#include "base/creation_time.h"
#include "text/utf8.h"

/* cairo's surfaces hold no more. */
static const double most_pixels = 32767;

const char *raster_version(void)
{
    static char version[64];
    snprintf(version, sizeof version, "librsvg %u.%u.%u", rsvg_major_version, rsvg_minor_version,
             rsvg_micro_version);
    return version;
}

static RsvgHandle *load(struct slice svg, double *width, double *height)
{
    GError *error = NULL;
    RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg.data, (gsize)svg.size,
                                                   &error);
    if (!handle)
        message_fatal(NULL, "librsvg cannot read the picture: %s", error->message);
    rsvg_handle_set_dpi(handle, 96);
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height))
        message_fatal(NULL, "the picture has no size");
    return handle;
}

static void draw(RsvgHandle *handle, cairo_t *context, double width, double height)
{
    GError *error = NULL;
    RsvgRectangle page = {0, 0, width, height};
    if (!rsvg_handle_render_document(handle, context, &page, &error))
        message_fatal(NULL, "librsvg cannot draw the picture: %s", error->message);
    if (cairo_status(context) != CAIRO_STATUS_SUCCESS)
        message_fatal(NULL, "cairo cannot draw the picture: %s",
                      cairo_status_to_string(cairo_status(context)));
}

static cairo_status_t append(void *closure, const unsigned char *data, unsigned int size)
{
    buffer_append(closure, (const char *)data, size);
    return CAIRO_STATUS_SUCCESS;
}

static void check(cairo_surface_t *surface)
{
    cairo_status_t status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        message_fatal(NULL, "cairo cannot draw the picture: %s", cairo_status_to_string(status));
}

void raster_png(struct slice svg, double scale, struct buffer *to)
{
    double width, height;
    RsvgHandle *handle = load(svg, &width, &height);
    double longest = width > height ? width : height;
    if (longest * scale > most_pixels)
        scale = most_pixels / longest;
    width *= scale;
    height *= scale;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, width < 1 ? 1 : (int)width, height < 1 ? 1 : (int)height);
    check(surface);
    cairo_t *context = cairo_create(surface);
    draw(handle, context, width, height);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, to);
    if (status != CAIRO_STATUS_SUCCESS)
        message_fatal(NULL, "cairo cannot write the PNG: %s", cairo_status_to_string(status));
    cairo_destroy(context);
    cairo_surface_destroy(surface);
    g_object_unref(handle);
}

/* Without a date cairo writes the present time, and two runs would differ. */
static void set_date(cairo_surface_t *surface)
{
    char text[CREATION_TIME_SIZE];
    creation_time_write(text);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
}

void raster_pdf(struct slice svg, struct slice title, struct buffer *to)
{
    double width, height;
    RsvgHandle *handle = load(svg, &width, &height);
    width *= 72.0 / 96;
    height *= 72.0 / 96;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, to, width, height);
    check(surface);
    set_date(surface);
    struct buffer name = {0};
    utf8_repair(title, &name);
    buffer_append_char(&name, '\0');
    if (title.size > 0)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, name.data);
    buffer_free(&name);
    cairo_t *context = cairo_create(surface);
    draw(handle, context, width, height);
    cairo_show_page(context);
    cairo_destroy(context);
    cairo_surface_finish(surface);
    check(surface);
    cairo_surface_destroy(surface);
    g_object_unref(handle);
}

#else

static const char absent[] =
    "this build writes text and SVG only; PNG and PDF need librsvg (Debian: librsvg2-dev)";

const char *raster_version(void)
{
    return "built without librsvg";
}

void raster_png(struct slice svg, double scale, struct buffer *to)
{
    (void)svg, (void)scale, (void)to;
    message_fatal(NULL, "%s", absent);
}

void raster_pdf(struct slice svg, struct slice title, struct buffer *to)
{
    (void)svg, (void)title, (void)to;
    message_fatal(NULL, "%s", absent);
}

#endif
