#include "picture/metrics.h"

#include "text/utf8.h"
#include "text/width.h"

/* Thousandths of the font size, from space to tilde: in each character the widest of Helvetica
 * (from its Adobe font metrics), Noto Sans 2.4 and DejaVu Sans 2.37 (from their hmtx tables). */
static const short ascii[95] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 551, 838, 318, 361,  318, 372, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667,
    611, 778, 752, 339, 500, 667, 557, 907, 760, 787, 667, 787, 722, 667,  611, 732, 684, 989, 685,
    667, 685, 390, 372, 390, 838, 556, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 413, 521, 392, 634, 592, 818, 592, 592,  525, 636, 551, 636, 838};

static const double bold_factor = 1.12;

/* What an SVG shows as U+FFFD, see text/markup.h. */
static bool is_replaced(int32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
           (code_point >= 0xFFFD && code_point <= 0xFFFF);
}

/* The rest goes by script: the averages of the same fonts, rounded up. */
static double cluster_width(struct slice text, size_t columns)
{
    unsigned char byte = (unsigned char)text.data[0];
    if (byte >= ' ' && byte <= '~')
        return ascii[byte - ' '] / 1000.0;
    int32_t code_point;
    utf8_decode(text, &code_point);
    if (slice_is_blank(text.data[0]))
        return 0.64; /* at most a return and a newline, each as a space */
    if (is_replaced(code_point))
        return 1.03;
    if (columns == 0)
        return 0;
    if (code_point >= 0x1F000)
        return 1.28;
    if (columns >= 2)
        return 0.5 * (double)columns;
    if (code_point == 0xA0 || code_point == 0x202F)
        return 0.32;
    return code_point < 0x400 ? 0.66 : code_point == 0x2026 ? 1 : 0.72;
}

static double width_without_size(struct slice text)
{
    double total = 0;
    while (text.size > 0) {
        size_t columns, size = width_cluster(text, &columns);
        total += cluster_width(text, columns);
        text = slice_from(text, size);
    }
    return total;
}

double metrics_width(struct slice text, double size, bool bold)
{
    return width_without_size(text) * size * (bold ? bold_factor : 1);
}

double metrics_widest(struct slice lines, double size, bool bold)
{
    double widest = 0;
    for (struct slice rest = lines; rest.data;) {
        double width = metrics_width(slice_cut(&rest, '\n'), size, bold);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static bool is_joint(char c)
{
    return c == '/' || c == '-' || c == '_' || c == '.' || c == ',' || c == ';' || c == ':';
}

/* Between wide characters (Chinese, Japanese) a line may break anywhere. */
static bool is_wide(struct slice text, size_t columns)
{
    return columns == 2 && (unsigned char)text.data[0] >= 0xE1;
}

double metrics_longest_word(struct slice text, double size)
{
    double longest = 0, width = 0;
    while (text.size > 0) {
        size_t columns, length = width_cluster(text, &columns);
        double cluster = cluster_width(text, columns);
        bool breaks = is_joint(text.data[0]) || is_wide(text, columns);
        width = text.data[0] == ' ' ? 0 : width + cluster;
        longest = width > longest ? width : longest;
        width = breaks ? 0 : width;
        text = slice_from(text, length);
    }
    return longest * size;
}

/* The first line of the text: its length in bytes, the space that ends it included. */
static size_t first_line(struct slice text, double room)
{
    double width = 0;
    size_t at = 0, space = 0, joint = 0;
    while (at < text.size) {
        struct slice rest = slice_from(text, at);
        size_t columns, size = width_cluster(rest, &columns);
        if (rest.data[0] == ' ') {
            /* A space may hang over the end of its line. */
            space = at + 1;
        } else {
            double cluster = cluster_width(rest, columns);
            if (width + cluster > room && at > 0) {
                size_t end = space > 0 ? space : joint > 0 ? joint : at;
                /* A long word after a short one fills the line rather than leave it empty. */
                return space > 0 && joint > space && space < at / 2 ? joint : end;
            }
            if (is_wide(rest, columns) && at > joint)
                joint = at;
        }
        width += cluster_width(rest, columns);
        at += size;
        if (is_joint(rest.data[0]) || is_wide(rest, columns))
            joint = at;
    }
    return at;
}

static void shorten(struct slice text, double room, struct buffer *to)
{
    double all = width_without_size(text), start = 0, mark = 1;
    size_t from = 0, columns;
    while (from < text.size) {
        struct slice rest = slice_from(text, from);
        size_t size = width_cluster(rest, &columns);
        double width = cluster_width(rest, columns);
        if (start + width > (room - mark) / 2 && from > 0)
            break;
        start += width;
        from += size;
    }
    double left = all - start;
    size_t until = from;
    while (until < text.size && start + mark + left > room) {
        struct slice rest = slice_from(text, until);
        size_t size = width_cluster(rest, &columns);
        left -= cluster_width(rest, columns);
        until += size;
    }
    buffer_append_slice(to, slice_trim(slice_make(text.data, from)));
    buffer_append_string(to, "…");
    buffer_append_slice(to, slice_trim(slice_from(text, until)));
}

size_t metrics_wrap(struct slice text, double size, bool bold, double room, size_t most,
                    struct buffer *lines)
{
    double ems = room / size / (bold ? bold_factor : 1);
    size_t count = 0;
    /* A line break within a name is a space: newlines stand between our own lines. */
    struct buffer plain = {0};
    for (size_t i = 0; i < text.size; i++)
        buffer_append_char(&plain, slice_is_blank(text.data[i]) ? ' ' : text.data[i]);
    text = slice_trim(buffer_slice(&plain));
    while (text.size > 0) {
        if (count++ > 0)
            buffer_append_char(lines, '\n');
        size_t length = first_line(text, ems);
        if (count == most && length < text.size) {
            shorten(text, ems, lines);
            break;
        }
        buffer_append_slice(lines, slice_trim(slice_make(text.data, length)));
        text = slice_trim(slice_from(text, length));
    }
    buffer_free(&plain);
    return count;
}
