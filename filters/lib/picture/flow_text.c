#include "picture/flow.h"
#include "text/width.h"
#include "picture/prisma_text.h"

struct page {
    const struct prisma *prisma;
    size_t columns;     /* of a line */
    size_t left, right; /* of the boxes, their borders included */
    const char *horizontal, *vertical, *corners[4], *arrow, *down;
    struct buffer *to;
};

enum { ARROW = 5 }; /* columns between the boxes */

static void repeat(struct buffer *to, const char *mark, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_string(to, mark);
}

/* With plain spaces for no-break spaces, which have done their work. */
static void append_plain(struct slice text, struct buffer *to)
{
    for (size_t i = 0; i < text.size; i++)
        if (slice_starts(slice_from(text, i), "\u00a0")) {
            buffer_append_char(to, ' ');
            i++;
        } else {
            buffer_append_char(to, text.data[i]);
        }
}

/* The text of a box, broken into lines of so many columns. */
static void wrap(const struct page *page, size_t drawn, size_t room, struct buffer *lines)
{
    struct buffer text = {0}, plain = {0};
    prisma_text(page->prisma, drawn, &text);
    for (struct slice rest = buffer_slice(&text); rest.data;) {
        struct slice line = slice_cut(&rest, '\n');
        size_t indent = slice_starts(line, "  ") ? 2 : 0;
        buffer_clear(&plain);
        width_append_visible(slice_trim(line), &plain);
        for (struct slice left = buffer_slice(&plain); left.size > 0;) {
            size_t size = width_first_line(left, room - indent);
            if (lines->size > 0)
                buffer_append_char(lines, '\n');
            repeat(lines, " ", indent);
            append_plain(slice_make(left.data, size), lines);
            left = slice_trim(slice_from(left, size));
        }
    }
    buffer_free(&text);
    buffer_free(&plain);
}

static void border(const struct page *page, size_t width, bool top)
{
    buffer_append_string(page->to, page->corners[top ? 0 : 2]);
    repeat(page->to, page->horizontal, width - 2);
    buffer_append_string(page->to, page->corners[top ? 1 : 3]);
}

/* A box that is being drawn, line by line. */
struct rows {
    struct slice rest; /* data is NULL when all lines are drawn */
    size_t width;
    bool begun, ended;
};

static void draw_row(const struct page *page, struct rows *box)
{
    if (box->ended) {
        repeat(page->to, " ", box->width);
    } else if (!box->begun || !box->rest.data) {
        border(page, box->width, !box->begun);
        box->ended = box->begun;
        box->begun = true;
    } else {
        struct slice line = slice_cut(&box->rest, '\n');
        buffer_append_string(page->to, page->vertical);
        buffer_append_char(page->to, ' ');
        buffer_append_slice(page->to, line);
        size_t used = width_columns(line) + 4;
        repeat(page->to, " ", box->width > used ? box->width - used : 0);
        buffer_append_char(page->to, ' ');
        buffer_append_string(page->to, page->vertical);
    }
}

static void end_line(struct buffer *to)
{
    while (to->size > 0 && to->data[to->size - 1] == ' ')
        to->size--;
    buffer_append_char(to, '\n');
}

/* A box with the one beside it (0: none), whose first lines the arrow joins. */
static void draw_boxes(const struct page *page, size_t main, size_t beside)
{
    struct buffer texts[2] = {{0}, {0}};
    wrap(page, main, page->left - 4, &texts[0]);
    if (beside > 0)
        wrap(page, beside, page->right - 4, &texts[1]);
    struct rows left = {buffer_slice(&texts[0]), page->left, false, false};
    struct rows right = {buffer_slice(&texts[1]), page->right, false, beside == 0};
    for (size_t i = 0; !left.ended || !right.ended; i++) {
        draw_row(page, &left);
        if (beside > 0) {
            if (i == 1)
                buffer_append_string(page->to, page->arrow);
            else
                repeat(page->to, " ", ARROW);
            draw_row(page, &right);
        }
        end_line(page->to);
    }
    buffer_free(&texts[0]);
    buffer_free(&texts[1]);
}

static void draw_down(const struct page *page)
{
    repeat(page->to, " ", page->left / 2);
    buffer_append_string(page->to, page->down);
    buffer_append_char(page->to, '\n');
}

static void draw_heading(const struct page *page, const char *heading)
{
    buffer_append_string(page->to, heading);
    buffer_append_string(page->to, "\n\n");
}

static void draw_line(const struct page *page, const unsigned char (*boxes)[2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            draw_down(page);
        draw_boxes(page, boxes[i][0], boxes[i][1]);
    }
}

static void draw_words(const struct page *page, const char *words)
{
    struct buffer visible = {0};
    width_append_visible(slice_of(words), &visible);
    for (struct slice left = buffer_slice(&visible); left.size > 0;) {
        size_t size = width_first_line(left, page->columns);
        buffer_append_slice(page->to, slice_trim(slice_make(left.data, size)));
        buffer_append_char(page->to, '\n');
        left = slice_trim(slice_from(left, size));
    }
    buffer_free(&visible);
}

void flow_text(const struct prisma *prisma, const char *title, const char *source, size_t columns,
               bool ascii, struct buffer *to)
{
    static const unsigned char line[][2] = {{2, 3}, {4, 5}, {6, 7}, {8, 9}, {10, 0}};
    static const unsigned char other[][2] = {{11, 0}, {12, 13}, {14, 15}};
    static const unsigned char first[][2] = {{1, 0}}, last[][2] = {{10, 0}, {16, 0}};
    columns = columns < 40 ? 40 : columns > 100 ? 100 : columns;
    struct page page = {prisma, columns, 0, 0, "─", "│", {"┌", "┐", "└", "┘"}, "───▶ ", "▼", to};
    if (ascii)
        page = (struct page){prisma,  columns, 0, 0, "-", "|", {"+", "+", "+", "+"},
                             "---> ", "v",     to};
    page.left = (columns - ARROW) / 2;
    page.right = columns - ARROW - page.left;
    if (title[0]) {
        draw_words(&page, title);
        buffer_append_char(to, '\n');
    }
    if (prisma->previous) {
        draw_heading(&page, prisma_heading(prisma, 0));
        draw_line(&page, first, 1);
        buffer_append_char(to, '\n');
    }
    draw_heading(&page, prisma_heading(prisma, 1));
    draw_line(&page, line, prisma->other ? 4 : 5);
    if (prisma->other) {
        buffer_append_char(to, '\n');
        draw_heading(&page, prisma_heading(prisma, 2));
        draw_line(&page, other, 3);
        buffer_append_char(to, '\n');
        draw_heading(&page, "Included");
        draw_line(&page, last, prisma->previous ? 2 : 1);
    } else if (prisma->previous) {
        draw_down(&page);
        draw_line(&page, last + 1, 1);
    }
    if (source[0]) {
        buffer_append_char(to, '\n');
        draw_words(&page, source);
    }
}
