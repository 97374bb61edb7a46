#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "picture/layout.h"
#include "picture/metrics.h"
#include "picture/palette.h"

/* A network: circles whose area is how often a thing occurs, lines as wide as two things are linked
 * strongly, names where they cover least. */

static const double name_size = 12, widest_line = 7, top_radius = 22;

struct box {
    double left, top, right, bottom;
};

struct disc {
    double x, y, radius;
    struct buffer name; /* as it is drawn */
    struct box box;     /* of the name */
};

struct net {
    struct layout *layout;
    const struct matrix *matrix;
    const struct network *network;
    struct disc *discs;
    size_t count;
    struct box frame;
};

static double largest_value(const struct net *net)
{
    double low, high;
    matrix_range(net->matrix, false, &low, &high);
    return high > 0 ? high : 1;
}

/* Fills the frame from side to side; one direction may be stretched a little more. */
static void place_discs(struct net *net)
{
    const struct network_node *nodes = net->network->nodes;
    double x = 1e-9, y = 1e-9, most = largest_value(net);
    double largest = net->count > 60 ? top_radius * 0.6 : top_radius;
    for (size_t i = 0; i < net->count; i++) {
        x = fabs(nodes[i].x) > x ? fabs(nodes[i].x) : x;
        y = fabs(nodes[i].y) > y ? fabs(nodes[i].y) : y;
    }
    double wide = (net->frame.right - net->frame.left) / 2,
           high = (net->frame.bottom - net->frame.top) / 2;
    double across = wide / x, down = high / y, limit = 110;
    across = across < limit ? across : limit;
    down = down < limit ? down : limit;
    across = across > down * 1.5 ? down * 1.5 : across;
    down = down > across * 1.5 ? across * 1.5 : down;
    for (size_t i = 0; i < net->count; i++) {
        double value = matrix_datum(net->matrix, i, 0)->value;
        double radius = isnan(value) ? 0 : sqrt(value / most) * largest;
        net->discs[i] = (struct disc){.x = net->frame.left + wide + nodes[i].x * across,
                                      .y = net->frame.top + high + nodes[i].y * down,
                                      .radius = radius < 2.5 ? 2.5 : radius};
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

static double overlap(struct box a, struct box b)
{
    double width = (a.right < b.right ? a.right : b.right) - (a.left > b.left ? a.left : b.left);
    double height = (a.bottom < b.bottom ? a.bottom : b.bottom) - (a.top > b.top ? a.top : b.top);
    return width > 0 && height > 0 ? width * height : 0;
}

/* What a name would cover there: names before it, circles, and half as bad the beginnings of
 * lines, which pass under it. */
static double cost_of(const struct net *net, size_t i, struct box box)
{
    double cost = 0, area = (box.right - box.left) * (box.bottom - box.top);
    struct box page = {4, net->frame.top - 30, net->layout->width - 4, net->frame.bottom + 30};
    cost += 20 * (area - overlap(box, page));
    for (size_t j = 0; j < net->count; j++) {
        const struct disc *disc = &net->discs[j];
        struct box around = {disc->x - disc->radius, disc->y - disc->radius, disc->x + disc->radius,
                             disc->y + disc->radius};
        if (j != i)
            cost += 2 * overlap(box, around);
        if (j < i)
            cost += 3 * overlap(box, disc->box);
    }
    for (size_t j = 0; j < net->network->count; j++) {
        const struct network_link *link = &net->network->links[j];
        const struct disc *a = &net->discs[link->a], *b = &net->discs[link->b];
        for (int step = 1; step < 12; step++) {
            double x = a->x + (b->x - a->x) * step / 12, y = a->y + (b->y - a->y) * step / 12;
            if (x > box.left && x < box.right && y > box.top && y < box.bottom)
                cost += 12;
        }
    }
    return cost;
}

/* The best of places around the circle: beside it, below and above, aslant, then farther away. */
static void place_name(struct net *net, size_t i)
{
    static const double sides[8][2] = {{1, 0},      {-1, 0},      {0, 1},       {0, -1},
                                       {0.7, 0.75}, {0.7, -0.75}, {-0.7, 0.75}, {-0.7, -0.75}};
    struct disc *disc = &net->discs[i];
    double width = metrics_width(buffer_slice(&disc->name), name_size, false) + 2;
    double height = name_size + 3, best = -1;
    for (int far = 0; far < 2; far++)
        for (int side = 0; side < 8; side++) {
            double away = disc->radius + 3 + far * 9;
            double x = disc->x + sides[side][0] * (away + width / 2);
            double y = disc->y + sides[side][1] * (away + height / 2);
            if (sides[side][0] != 0 && sides[side][1] != 0)
                x = disc->x + sides[side][0] * disc->radius +
                    (sides[side][0] > 0 ? width / 2 : -width / 2);
            struct box box = {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
            double cost = cost_of(net, i, box) + side * 0.5 + far * 8;
            if (best < 0 || cost < best) {
                best = cost;
                disc->box = box;
            }
        }
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
        double width = widest_line * link->weight / most;
        buffer_clear(&layout->scratch);
        buffer_append_slice(&layout->scratch, names[link->a].name);
        buffer_append_string(&layout->scratch, " – ");
        buffer_append_slice(&layout->scratch, names[link->b].name);
        buffer_append_string(&layout->scratch, ": ");
        buffer_append_slice(&layout->scratch, link->text);
        svg_link(&layout->body, a->x, a->y, b->x, b->y,
                 (struct svg_style){NULL, "#b9c2cb", width < 0.5 ? 0.5 : width, NULL},
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
        const struct box *box = &net->discs[i].box;
        svg_text(&layout->body, (box->left + box->right) / 2, box->bottom - 4,
                 (struct svg_text){name_size, LAYOUT_INK, SVG_MIDDLE, false},
                 buffer_slice(&net->discs[i].name));
    }
}

/* What the largest circle and the widest line stand for. */
static void draw_legend(const struct net *net)
{
    struct layout *layout = net->layout;
    const struct network *network = net->network;
    struct svg_text style = {12, LAYOUT_GREY, SVG_START, false};
    struct buffer line = {0};
    size_t most = 0;
    for (size_t i = 0; i < net->count; i++)
        if (matrix_datum(net->matrix, i, 0)->value > matrix_datum(net->matrix, most, 0)->value)
            most = i;
    double radius = net->discs[most].radius, y = layout->y + top_radius, x = LAYOUT_MARGIN;
    svg_marker(&layout->body, 0, x + radius, y, radius,
               (struct svg_style){palette_series(0), NULL, 0, NULL}, slice_of(""));
    buffer_append_slice(&line, matrix_datum(net->matrix, most, 0)->text);
    buffer_append_string(&line, " ");
    buffer_append_string(&line, network->sized ? layout->chart->label_title : "in all links");
    x += 2 * radius + 7;
    svg_text(&layout->body, x, y + 4, style, buffer_slice(&line));
    x += metrics_width(buffer_slice(&line), 12, false) + 28;
    buffer_clear(&line);
    if (network->count > 0) {
        svg_line(&layout->body, x, y, x + 34, y,
                 (struct svg_style){.stroke = "#b9c2cb", .stroke_width = widest_line});
        buffer_append_slice(&line, network->links[0].text);
        buffer_append_string(&line, " ");
        buffer_append_string(&line, layout->chart->value_title);
        svg_text(&layout->body, x + 42, y + 4, style, buffer_slice(&line));
    }
    buffer_free(&line);
    layout->y = y + top_radius + 2;
}

void layout_network(struct layout *layout)
{
    struct net net = {
        .layout = layout, .matrix = layout->chart->matrix, .network = layout->chart->network};
    net.count = net.matrix->labels.count;
    net.discs = memory_zeroed(net.count + 1, sizeof *net.discs);
    layout_begin(layout);
    double height = net.count < 4 ? 160 : net.count < 12 ? 360 : net.count < 60 ? 520 : 760;
    double wish = layout->height - layout->y - 110;
    height = wish > height ? wish : height;
    double side = layout->width * 0.12;
    net.frame = (struct box){LAYOUT_MARGIN + side, layout->y + 30,
                             layout->width - LAYOUT_MARGIN - side, layout->y + 30 + height};
    place_discs(&net);
    part_discs(&net);
    for (size_t i = 0; i < net.count; i++)
        metrics_wrap(net.matrix->labels.names[i].name, name_size, false, layout->width * 0.25, 1,
                     &net.discs[i].name);
    for (size_t i = 0; i < net.count; i++)
        place_name(&net, i);
    draw_links(&net);
    draw_discs(&net);
    layout->y = net.frame.bottom + 34;
    draw_legend(&net);
    for (size_t i = 0; i < net.count; i++)
        buffer_free(&net.discs[i].name);
    free(net.discs);
}
