#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "picture/layout.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A network: circles whose area is how often a feature occurs, lines as wide as two features are linked
 * strongly, names where they cover least. */

static const double name_size = 12, name_leading = 14, widest_line = 7, top_radius = 22;
enum { NAME_LINES = 2, MANY = 60 };
#define LINK_COLOUR "#b9c2cb"

struct box {
    double left, top, right, bottom;
};

struct disc {
    double x, y, radius;
    struct buffer name; /* as it is drawn, in lines */
    size_t lines;
    struct box box; /* of the name */
    enum svg_anchor anchor;
};

struct net {
    struct layout *layout;
    const struct matrix *matrix;
    const struct network *network;
    struct disc *discs;
    size_t count;
    struct box frame; /* in which the middles of discs lie */
};

static double widest_link(const struct net *net)
{
    return net->count > MANY ? widest_line / 2 : widest_line;
}

static double largest_value(const struct net *net)
{
    double low, high;
    matrix_range(net->matrix, false, &low, &high);
    return high > 0 ? high : 1;
}

/* Many circles are smaller ones. */
static double largest_radius(const struct net *net)
{
    double radius = top_radius * sqrt(16.0 / (double)(net->count > 16 ? net->count : 16));
    return radius > 9 ? radius : 9;
}

/* Fills the frame from side to side, links no longer than is seemly in `more` room than usual; one
 * direction may be stretched a little more. */
static void place_discs(struct net *net, double more)
{
    const double longest = 110 * more, uneven = 1.5 * more;
    const struct network_node *nodes = net->network->nodes;
    double x = 1e-9, y = 1e-9, most = largest_value(net), largest = largest_radius(net);
    for (size_t i = 0; i < net->count; i++) {
        x = fabs(nodes[i].x) > x ? fabs(nodes[i].x) : x;
        y = fabs(nodes[i].y) > y ? fabs(nodes[i].y) : y;
    }
    double wide = (net->frame.right - net->frame.left) / 2,
           high = (net->frame.bottom - net->frame.top) / 2;
    double across = wide / x, down = high / y;
    across = across < longest ? across : longest;
    down = down < longest ? down : longest;
    across = across > down * uneven ? down * uneven : across;
    down = down > across * uneven ? across * uneven : down;
    for (size_t i = 0; i < net->count; i++) {
        struct disc *disc = &net->discs[i];
        double value = matrix_datum(net->matrix, i, 0)->value;
        double radius = isnan(value) ? 0 : sqrt(value / most) * largest;
        disc->x = net->frame.left + wide + nodes[i].x * across;
        disc->y = net->frame.top + high + nodes[i].y * down;
        disc->radius = radius < 2.5 ? 2.5 : radius;
        disc->box = (struct box){0, 0, 0, 0};
    }
}

static double into(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* Moves two discs apart until there is room for a line between them. */
static void part(struct net *net, size_t i, size_t j)
{
    struct disc *a = &net->discs[i], *b = &net->discs[j];
    double x = b->x - a->x, y = b->y - a->y, apart = sqrt(x * x + y * y);
    double wanted = a->radius + b->radius + 14;
    if (apart >= wanted)
        return;
    if (apart < 1e-6) {
        x = 1;
        y = 0;
        apart = 1;
    }
    double push = (wanted - apart) / 2 / apart;
    a->x -= x * push;
    a->y -= y * push;
    b->x += x * push;
    b->y += y * push;
}

static void part_discs(struct net *net)
{
    for (int round = 0; round < 60; round++) {
        for (size_t i = 0; i < net->count; i++)
            for (size_t j = i + 1; j < net->count; j++)
                part(net, i, j);
        for (size_t i = 0; i < net->count; i++) {
            struct disc *disc = &net->discs[i];
            disc->x = into(disc->x, net->frame.left, net->frame.right);
            disc->y = into(disc->y, net->frame.top, net->frame.bottom);
        }
    }
}

static struct box around(const struct disc *disc)
{
    return (struct box){disc->x - disc->radius, disc->y - disc->radius, disc->x + disc->radius,
                        disc->y + disc->radius};
}

static double overlap(struct box a, struct box b)
{
    double width = (a.right < b.right ? a.right : b.right) - (a.left > b.left ? a.left : b.left);
    double height = (a.bottom < b.bottom ? a.bottom : b.bottom) - (a.top > b.top ? a.top : b.top);
    return width > 0 && height > 0 ? width * height : 0;
}

/* How much of other names and circles a name would cover, and of what lies beyond the page. */
static double covered(const struct net *net, size_t i, struct box box)
{
    double area = (box.right - box.left) * (box.bottom - box.top), sum = 0;
    struct box page = {4, -1e9, net->layout->width - 4, 1e9};
    for (size_t j = 0; j < net->count; j++) {
        if (j == i)
            continue;
        sum += 2 * overlap(box, around(&net->discs[j]));
        sum += 3 * overlap(box, net->discs[j].box);
    }
    return sum + 20 * (area - overlap(box, page));
}

/* Lines pass under names, but rather not. */
static size_t lines_under(const struct net *net, struct box box)
{
    enum { STEPS = 12 };
    size_t under = 0;
    for (size_t j = 0; j < net->network->count; j++) {
        const struct network_link *link = &net->network->links[j];
        const struct disc *a = &net->discs[link->a], *b = &net->discs[link->b];
        if ((a->x < box.left && b->x < box.left) || (a->x > box.right && b->x > box.right) ||
            (a->y < box.top && b->y < box.top) || (a->y > box.bottom && b->y > box.bottom))
            continue;
        for (int step = 1; step < STEPS; step++) {
            double x = a->x + (b->x - a->x) * step / STEPS, y = a->y + (b->y - a->y) * step / STEPS;
            under += x > box.left && x < box.right && y > box.top && y < box.bottom;
        }
    }
    return under;
}

/* The best of places around the circle: beside it, below and above, aslant, then farther away. */
static void place_name(struct net *net, size_t i)
{
    static const double sides[8][2] = {{1, 0},      {-1, 0},      {0, 1},       {0, -1},
                                       {0.7, 0.75}, {0.7, -0.75}, {-0.7, 0.75}, {-0.7, -0.75}};
    struct disc *disc = &net->discs[i];
    double width = metrics_widest(buffer_slice(&disc->name), name_size, false) + 2;
    double height = (double)disc->lines * name_leading + 1, best = -1;
    struct box place = disc->box;
    for (int far = 0; far < 3; far++)
        for (int side = 0; side < 8; side++) {
            const double *to = sides[side];
            double away = disc->radius + 3 + far * 9;
            double x = disc->x + to[0] * (away + width / 2);
            double y = disc->y + to[1] * (away + height / 2);
            if (to[0] != 0 && to[1] != 0)
                x = disc->x + to[0] * disc->radius + (to[0] > 0 ? width / 2 : -width / 2);
            struct box box = {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
            double cost = covered(net, i, box) + side * 0.5 + far * 8;
            if (best >= 0 && cost >= best)
                continue;
            cost += 12.0 * (double)lines_under(net, box);
            if (best >= 0 && cost >= best)
                continue;
            best = cost;
            place = box;
            disc->anchor = to[0] > 0 ? SVG_START : to[0] < 0 ? SVG_END : SVG_MIDDLE;
        }
    disc->box = place;
}

/* Names go round a few times, since the first did not know of the last. Whether all are free. */
static bool place_names(struct net *net)
{
    enum { ROUNDS = 5 };
    bool clear = false;
    for (int round = 0; round < ROUNDS && !clear; round++) {
        clear = round > 0;
        for (size_t i = 0; i < net->count; i++) {
            if (round > 0 && !(covered(net, i, net->discs[i].box) > 0))
                continue;
            clear = false;
            place_name(net, i);
        }
    }
    return clear;
}

/* The larger the picture, the more room there is for names; but for a bound that no picture needs.
 * A width that the user wants stays. */
static void place_all(struct net *net, double height)
{
    const double most = 8;
    struct layout *layout = net->layout;
    double width = layout->width;
    for (double more = 1;; more *= 1.15) {
        double down = layout->may_shrink ? sqrt(more) : more;
        if (layout->may_shrink)
            layout->width = width * down;
        double side = layout->width * 0.12;
        net->frame = (struct box){LAYOUT_MARGIN + side, layout->y,
                                  layout->width - LAYOUT_MARGIN - side, layout->y + height * down};
        place_discs(net, more);
        part_discs(net);
        if (place_names(net) || more > most)
            return;
    }
}

/* Moves everything up to where the picture has room; returns how far down it reaches. */
static double crop(struct net *net, double top)
{
    double first = 1e9, last = -1e9;
    for (size_t i = 0; i < net->count; i++) {
        const struct box boxes[2] = {around(&net->discs[i]), net->discs[i].box};
        for (int k = 0; k < 2; k++) {
            first = boxes[k].top < first ? boxes[k].top : first;
            last = boxes[k].bottom > last ? boxes[k].bottom : last;
        }
    }
    for (size_t i = 0; i < net->count; i++) {
        net->discs[i].y += top - first;
        net->discs[i].box.top += top - first;
        net->discs[i].box.bottom += top - first;
    }
    return last + top - first;
}

static void draw_links(const struct net *net)
{
    struct layout *layout = net->layout;
    const struct network *network = net->network;
    const struct axis_name *names = net->matrix->labels.names;
    double most = network->count > 0 ? network->links[0].weight : 1;
    for (size_t i = network->count; i-- > 0;) {
        const struct network_link *link = &network->links[i];
        const struct disc *a = &net->discs[link->a], *b = &net->discs[link->b];
        double width = widest_link(net) * link->weight / most;
        buffer_clear(&layout->scratch);
        buffer_append_slice(&layout->scratch, names[link->a].name);
        buffer_append_string(&layout->scratch, " – ");
        buffer_append_slice(&layout->scratch, names[link->b].name);
        buffer_append_string(&layout->scratch, ": ");
        buffer_append_slice(&layout->scratch, link->text);
        svg_link(&layout->body, a->x, a->y, b->x, b->y,
                 (struct svg_style){NULL, LINK_COLOUR, width < 0.5 ? 0.5 : width, NULL},
                 buffer_slice(&layout->scratch));
    }
}

static void draw_discs(const struct net *net)
{
    struct layout *layout = net->layout;
    for (size_t i = 0; i < net->count; i++)
        svg_marker(&layout->body, 0, net->discs[i].x, net->discs[i].y, net->discs[i].radius,
                   (struct svg_style){palette_series(0), "#ffffff", 1, NULL},
                   layout_tooltip(layout, i, 0));
    for (size_t i = 0; i < net->count; i++) {
        const struct disc *disc = &net->discs[i];
        const struct box *box = &disc->box;
        double x = disc->anchor == SVG_START ? box->left + 1
                   : disc->anchor == SVG_END ? box->right - 1
                                             : (box->left + box->right) / 2;
        svg_lines(&layout->body, x, box->top + name_size * 0.92, name_leading,
                  (struct svg_text){name_size, LAYOUT_INK, disc->anchor, false},
                  buffer_slice(&disc->name));
    }
}

/* "20 occurrences", as much of it as there is room for; returns how wide it is. */
static double draw_key(const struct net *net, struct slice number, const char *what, double x,
                       double y)
{
    struct layout *layout = net->layout;
    struct buffer words = {0}, line = {0};
    buffer_append_slice(&words, number);
    buffer_append_format(&words, " %s", what);
    metrics_wrap(buffer_slice(&words), 12, false, layout->width - LAYOUT_MARGIN - x, 1, &line);
    svg_text(&layout->body, x, y + 4, (struct svg_text){12, LAYOUT_GREY, SVG_START, false},
             buffer_slice(&line));
    double width = metrics_width(buffer_slice(&words), 12, false);
    buffer_free(&words);
    buffer_free(&line);
    return width;
}

/* What the largest circle and the widest line stand for, beside each other or in two lines. */
static void draw_legend(const struct net *net)
{
    const double gap = 8, between = 28, length = 34;
    struct layout *layout = net->layout;
    const struct network *network = net->network;
    const struct chart *chart = layout->chart;
    size_t most = 0;
    for (size_t i = 0; i < net->count; i++)
        if (matrix_datum(net->matrix, i, 0)->value > matrix_datum(net->matrix, most, 0)->value)
            most = i;
    double radius = net->discs[most].radius, y = layout->y + radius, x = LAYOUT_MARGIN;
    svg_marker(&layout->body, 0, x + radius, y, radius,
               (struct svg_style){palette_series(0), NULL, 0, NULL}, slice_of(""));
    x += 2 * radius + gap;
    x += draw_key(net, matrix_datum(net->matrix, most, 0)->text,
                  network->sized ? chart->label_title : "in all links", x, y);
    layout->y = y + radius + 2;
    if (network->count == 0)
        return;
    double needed = between + length + gap +
                    metrics_width(slice_of(chart->value_title), 12, false) + 60;
    x = x + needed > layout->width ? LAYOUT_MARGIN : x + between;
    if (x == LAYOUT_MARGIN) {
        y = layout->y + 12;
        layout->y = y + 8;
    }
    svg_line(&layout->body, x, y, x + length, y,
             (struct svg_style){.stroke = LINK_COLOUR, .stroke_width = widest_link(net)});
    draw_key(net, network->links[0].text, chart->value_title, x + length + gap, y);
}

void layout_network(struct layout *layout)
{
    struct net net = {
        .layout = layout, .matrix = layout->chart->matrix, .network = layout->chart->network};
    net.count = net.matrix->labels.count;
    net.discs = memory_zeroed(net.count + 1, sizeof *net.discs);
    layout_begin(layout);
    double height = net.count < 4 ? 160 : net.count < 12 ? 320 : net.count < MANY ? 480 : 760;
    double wish = layout->height - layout->y - 80;
    height = wish > height ? wish : height;
    for (size_t i = 0; i < net.count; i++)
        net.discs[i].lines = metrics_wrap(net.matrix->labels.names[i].name, name_size, false,
                                          layout->width * 0.22, NAME_LINES, &net.discs[i].name);
    place_all(&net, height);
    layout->y = crop(&net, layout->y + 6) + 14;
    draw_links(&net);
    draw_discs(&net);
    draw_legend(&net);
    for (size_t i = 0; i < net.count; i++)
        buffer_free(&net.discs[i].name);
    free(net.discs);
}
