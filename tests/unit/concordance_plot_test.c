/* Where networks and concordance plots put features: which links and hits are left, and the same
 * places each time. Tables are read as `chart` reads them. */
#include <math.h>

#include "check.h"
#include "picture/chart.h"
#include "picture/network.h"
#include "picture/concordance_plot.h"
#include "picture/network_reader.h"

static size_t pour(void *context, char *to, size_t size)
{
    struct slice *rest = context;
    size = size < rest->size ? size : rest->size;
    memcpy(to, rest->data, size);
    *rest = slice_from(*rest, size);
    return size;
}

/* A table that was read and arranged. */
struct reading {
    struct matrix matrix;
    struct matrix_choice choice;
    struct network network;
    struct concordance_plot concordance;
};

static struct reading read_table(const char *table, bool links, size_t top, bool sum)
{
    struct reading reading = {0};
    struct slice rest = slice_of(table);
    struct input *input = input_open_poured(pour, &rest, "table", 1 << 20);
    struct matrix_wish wish = {.sum = sum};
    if (links)
        CHECK(network_read(input, &wish, &reading.matrix, &reading.choice, &reading.network));
    else
        CHECK(concordance_plot_read(input, &wish, &reading.matrix, &reading.choice,
                                    &reading.concordance));
    input_close(input);
    matrix_arrange(&reading.matrix, &(struct matrix_order){.sort = MATRIX_SORT_AUTO,
                                                           .top = top,
                                                           .series_are_features = !links,
                                                           .missing_is_zero = !links});
    if (links)
        network_settle(&reading.network, &reading.matrix);
    else
        concordance_plot_settle(&reading.concordance, &reading.matrix);
    return reading;
}

static void release(struct reading *reading)
{
    network_free(&reading->network);
    concordance_plot_free(&reading->concordance);
    matrix_choice_free(&reading->choice);
    matrix_free(&reading->matrix);
}

static double distance(const struct network *network, size_t a, size_t b)
{
    const struct network_node *one = &network->nodes[a], *other = &network->nodes[b];
    return hypot(one->x - other->x, one->y - other->y);
}

static bool label_is(const struct reading *reading, size_t i, const char *name)
{
    return i < reading->matrix.labels.count && slice_is(reading->matrix.labels.names[i].name, name);
}

/* Strong links are short ones, and what is not linked stands apart. */
TEST("strong links are short, and nodes without a link stand apart")
{
    struct reading pair = read_table("a\tb\tjoint\nx\ty\t7\n", true, 0, false);
    CHECK(pair.network.count == 1 && pair.network.nodes[0].y == 0);
    CHECK(fabs(distance(&pair.network, 0, 1) - 1) < 1e-6);
    release(&pair);
    struct reading chain = read_table("a\tb\tjoint\nx\ty\t10\ny\tz\t5\n", true, 0, false);
    CHECK(label_is(&chain, 0, "y") && label_is(&chain, 1, "x") && label_is(&chain, 2, "z"));
    /* y-x has the full weight and length 1; y-z half of it and 1.4; x-z the sum. */
    CHECK(fabs(distance(&chain.network, 0, 1) - 1) < 1e-3);
    CHECK(fabs(distance(&chain.network, 0, 2) - 1.4) < 1e-2);
    CHECK(fabs(distance(&chain.network, 1, 2) - 2.4) < 1e-2);
    release(&chain);
    struct reading apart = read_table("a\tb\tjoint\nx\ty\t9\nv\tw\t9\n", true, 0, false);
    CHECK(fabs(distance(&apart.network, 0, 1) - 1) < 0.2 && distance(&apart.network, 0, 2) > 1.1);
    release(&apart);
}

/* The middle of all is 0, and the longest side lies level. */
TEST("a network is centred, with its longest side level")
{
    struct reading reading = read_table(
        "a\tb\tjoint\nx\ty\t4\ny\tz\t4\nz\tu\t4\nu\tv\t1\nv\tw\t2\n", true, 0, false);
    double x = 0, y = 0, wide = 0, high = 0;
    for (size_t i = 0; i < reading.matrix.labels.count; i++) {
        const struct network_node *node = &reading.network.nodes[i];
        x += node->x;
        y += node->y;
        wide = fmax(wide, fabs(node->x));
        high = fmax(high, fabs(node->y));
    }
    CHECK(reading.matrix.labels.count == 6 && fabs(x) < 1e-9 && fabs(y) < 1e-9);
    CHECK(wide > 2 && high < wide / 4);
    release(&reading);
}

/* Two hundred nodes in a ring with chords: the same bytes of places from two readings. */
TEST("the same table puts its nodes at the same places, and keeps the largest")
{
    struct buffer table = {0};
    buffer_append_string(&table, "a\tb\tjoint\tfreq_a\tfreq_b\n");
    for (unsigned i = 0; i < 200; i++)
        for (unsigned step = 1; step < 20; step += 9)
            buffer_append_format(&table, "n%u\tn%u\t%u\t%u\t%u\n", i, (i + step) % 200,
                                 1 + i * step % 17, 5 + i % 40, 5 + (i + step) % 200 % 40);
    buffer_append_char(&table, '\0');
    struct reading first = read_table(table.data, true, 60, false),
                   second = read_table(table.data, true, 60, false);
    CHECK(first.matrix.labels.count == 60 && first.network.all_nodes == 200);
    CHECK(first.network.all_links == 600 && first.network.count > 0 && first.network.count < 240);
    CHECK(first.network.count == second.network.count);
    for (size_t i = 0; i < 60; i++)
        CHECK(isfinite(first.network.nodes[i].x) && isfinite(first.network.nodes[i].y) &&
              first.network.nodes[i].x == second.network.nodes[i].x &&
              first.network.nodes[i].y == second.network.nodes[i].y);
    for (size_t i = 1; i < first.network.count; i++)
        CHECK(first.network.links[i - 1].weight >= first.network.links[i].weight);
    release(&first);
    release(&second);
    buffer_free(&table);
}

TEST("links are summed, and each node keeps its four strongest")
{
    /* No link is below 0, or without a value; both ways are one link. */
    struct reading sum = read_table("a\tb\tweight\nx\ty\t1\ny\tx\t2\nx\tz\t-3\ny\tz\t\nz\tz2\t0\n",
                                    true, 0, true);
    CHECK(sum.network.count == 1 && sum.network.links[0].weight == 3 &&
          slice_is(sum.network.links[0].text, "3"));
    CHECK(sum.network.below == 2 && sum.matrix.undefined == 1 && !sum.network.sized);
    release(&sum);
    /* At most four links for each node, the strongest: here 4 nodes have 6 links, 12 have 66. */
    struct buffer table = {0};
    buffer_append_string(&table, "a\tb\tjoint\n");
    for (unsigned i = 0; i < 12; i++)
        for (unsigned j = i + 1; j < 12; j++)
            buffer_append_format(&table, "n%u\tn%u\t%u\n", i, j, 1 + i + j);
    buffer_append_char(&table, '\0');
    struct reading many = read_table(table.data, true, 0, false);
    CHECK(many.network.count == 48 && many.network.links[0].weight == 22);
    release(&many);
    struct reading none = read_table("a\tb\tjoint\n", true, 0, false);
    CHECK(none.matrix.labels.count == 0 && none.network.count == 0);
    release(&none);
    buffer_free(&table);
}

TEST("hits stand by document, concept and place, in a document of its length")
{
    struct reading reading = read_table("doc\tstart\tconcept\tlength\nd1\t60\trole\t100\n"
                                        "d1\t5\ttrust\t100\nd2\t40\ttrust\t80\nd1\t2\ttrust\t100\n",
                                        false, 0, false);
    const struct concordance_plot *concordance = &reading.concordance;
    CHECK(concordance->count == 4 && !concordance->guessed);
    /* By document, then concept (the more frequent first), then place. */
    static const struct concordance_plot_hit expected[] = {
        {0, 0, 2, 3}, {0, 0, 5, 1}, {0, 1, 60, 0}, {1, 0, 40, 2}};
    for (size_t i = 0; i < 4 && i < concordance->count; i++)
        CHECK(concordance->hits[i].document == expected[i].document &&
              concordance->hits[i].concept == expected[i].concept &&
              concordance->hits[i].start == expected[i].start &&
              concordance->hits[i].number == expected[i].number);
    CHECK(concordance->lengths[0] == 100 && concordance->lengths[1] == 80);
    release(&reading);
    /* Only the largest concept; and a length that nobody gave is that of the last hit. */
    struct reading top = read_table(
        "doc\tstart\tconcept\nd1\t60\trole\nd1\t5\ttrust\nd2\t4\ttrust\n", false, 1, false);
    CHECK(top.concordance.count == 2 && top.concordance.guessed &&
          top.concordance.lengths[0] == 61 && top.concordance.lengths[1] == 5);
    release(&top);
    struct reading ends = read_table("doc\tstart\tend\nd1\t60\t64\nd1\t5\t\n", false, 0, false);
    CHECK(ends.concordance.count == 2 && ends.concordance.guessed &&
          ends.concordance.lengths[0] == 64);
    release(&ends);
    /* Where one more makes no difference, a hit still lies within its document. */
    struct reading far = read_table("doc\tstart\nd1\t1e140\n", false, 0, false);
    CHECK(far.concordance.count == 1 && far.concordance.hits[0].start < far.concordance.lengths[0]);
    release(&far);
    struct reading none = read_table("doc\tstart\tconcept\n", false, 0, false);
    CHECK(none.concordance.count == 0 && none.matrix.labels.count == 0);
    release(&none);
}

/* What must not be drawn is said with its line, and the program goes on. */
static void draw_bad_links(void *table)
{
    struct reading reading = read_table(table, true, 0, false);
    printf("%zu links\n", reading.network.count);
    fflush(stdout);
    release(&reading);
}

static void draw_bad_hits(void *table)
{
    struct reading reading = read_table(table, false, 0, false);
    printf("%zu hits\n", reading.concordance.count);
    fflush(stdout);
    release(&reading);
}

static int ends(void (*draw)(void *), const char *table)
{
    char copy[200];
    snprintf(copy, sizeof copy, "%s", table);
    return check_ends(draw, copy);
}

TEST("a row that cannot be drawn is named with its line and left out")
{
    CHECK(ends(draw_bad_links, "a\tb\tjoint\nx\tx\t3\nx\ty\tmany\nx\ty\t2\n") == 0);
    CHECK(strcmp(check_output, "1 links\n") == 0);
    CHECK(strstr(check_messages, "table:2: a link needs two ends, not 'x' twice; skipped") != NULL);
    CHECK(strstr(check_messages, "table:3: expected a number in column 'joint', not 'many'") !=
          NULL);
    CHECK(ends(draw_bad_links, "a\tb\tjoint\nx\ty\t3\ny\tx\t2\n") == 2);
    CHECK(ends(draw_bad_links, "x\ty\nx\ty\n") == 2);
    CHECK(ends(draw_bad_hits, "doc\tstart\tlength\nd\t-1\t9\nd\t9\t9\nd\tx\t9\nd\t8\t9\n") == 0);
    CHECK(strcmp(check_output, "1 hits\n") == 0);
    CHECK(strstr(check_messages, "table:2: places count from 0, not '-1'; skipped") != NULL);
    CHECK(strstr(check_messages, "table:3: the place '9' does not lie before the end, '9'") !=
          NULL);
}

/* Dots: from the smallest to the largest of values and intervals, with zero where it lies near. */
static bool dots_are(double value, double low, double high, double from, double to)
{
    struct matrix matrix = {0};
    const struct aside aside = {{low, high}, {{"", 0}, {"", 0}}};
    struct matrix_row row = {
        slice_of("x"), slice_of(""), slice_of(""), value, slice_of("1"), &aside, 2};
    matrix_add(&matrix, &row, false);
    matrix_arrange(&matrix, &(struct matrix_order){.sort = MATRIX_SORT_AUTO});
    double found[2];
    chart_dots_range(&matrix, &found[0], &found[1]);
    matrix_free(&matrix);
    return found[0] == from && found[1] == to;
}

TEST("the axis of dots holds values and intervals, and zero where it is near")
{
    CHECK(dots_are(5, 4, 7, 4, 7));
    CHECK(dots_are(5, 1, 9, 0, 9));
    CHECK(dots_are(-5, -9, -1, -9, 0));
    CHECK(dots_are(1, -2, NAN, -2, 1));
    CHECK(dots_are(NAN, NAN, NAN, 0, 0));
    CHECK(dots_are(1000, 999, 1001, 999, 1001));
}

/* Panels have the labels and series of all, and their own values. */
TEST("panels share labels and series, and have values of their own")
{
    struct matrix matrix = {0};
    static const char *const rows[][4] = {
        {"trust", "", "Norge", "2"}, {"role", "", "Sverige", "8"}, {"role", "", "Norge", ""}};
    for (size_t i = 0; i < 3; i++) {
        struct matrix_row row = {slice_of(rows[i][0]),
                                 slice_of(rows[i][1]),
                                 slice_of(rows[i][2]),
                                 NAN,
                                 slice_of(rows[i][3]),
                                 NULL,
                                 i + 2};
        if (row.text.size > 0)
            row.value = rows[i][3][0] - '0';
        CHECK(matrix_add(&matrix, &row, false) == 0);
    }
    matrix_arrange(&matrix, &(struct matrix_order){.sort = MATRIX_SORT_VALUE});
    CHECK(matrix.labels.count == 2 && matrix.series.count == 1 && matrix.panels.count == 2);
    CHECK(matrix_places(&matrix) == 4);
    CHECK(slice_is(matrix.labels.names[0].name, "role"));
    struct chart whole = {.matrix = &matrix};
    static const double expected[2][2] = {{NAN, 2}, {8, NAN}};
    for (size_t panel = 0; panel < 2; panel++) {
        struct matrix view;
        struct chart chart = chart_panel(&whole, panel, &view);
        CHECK(chart.matrix == &view && view.panel == panel);
        for (size_t label = 0; label < 2; label++) {
            double value = matrix_datum(&view, label, 0)->value, wanted = expected[panel][label];
            CHECK(isnan(wanted) ? isnan(value) : value == wanted);
        }
    }
    CHECK(matrix_total(&matrix, 0) == 0 && matrix_total(&matrix, 1) == 2);
    CHECK(matrix.undefined == 1);
    matrix_free(&matrix);
}

/* Percentages are of each panel, and what is left out counts. */
TEST("percentages are of each panel, with what is left out")
{
    struct matrix matrix = {0};
    static const struct {
        const char *label, *panel, *text;
    } rows[] = {{"a", "p", "3"}, {"b", "p", "1"}, {"a", "q", "9"}, {"c", "q", "1"}};
    for (size_t i = 0; i < 4; i++)
        matrix_add(&matrix,
                   &(struct matrix_row){slice_of(rows[i].label), slice_of(""),
                                        slice_of(rows[i].panel), rows[i].text[0] - '0',
                                        slice_of(rows[i].text), NULL, i + 2},
                   false);
    matrix_arrange(&matrix,
                   &(struct matrix_order){.sort = MATRIX_SORT_VALUE, .percent = true, .top = 1});
    CHECK(matrix.labels.count == 1 && matrix.data[0].value == 75 && matrix.data[1].value == 90);
    CHECK(slice_is(matrix.data[0].text, "75.0%") && slice_is(matrix.data[1].text, "90.0%"));
    matrix_free(&matrix);
}
