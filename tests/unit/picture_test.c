/* Every kind of picture with every kind of hard input: names that are long or of other scripts, one
 * row and two hundred, values that are negative, nothing, huge and tiny, several series and panels,
 * narrow and wide. In each of them every name and every mark lies within the picture, no text lies
 * on another, bars begin at zero and are as long as their values; and as text no line is wider than
 * the window. */
#include "picture/chart.h"

#include "check.h"
#include "geometry.h"
#include "marks.h"
#include "picture/layout.h"
#include "picture/network.h"
#include "picture/palette.h"
#include "picture/scale.h"
#include "picture/concordance_plot.h"
#include "picture/draw.h"
#include "picture/network_reader.h"

/* clang-format off */
static const char *const long_names[] = {
    "condition/severe-and-enduring-mental-illness/schizophrenia-spectrum-disorders",
    "A person with lived experience who is employed to support others in their recovery, part-time",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft",
    "shared decision making", "WWWWWWWWWWWW", "i",
};
static const char *const scripts[] = {
    "brukermedvirkning og likemannsarbeid på østlandet", "共同创造与同伴支持工作者参与精神卫生服务",
    "دعم الأقران والمشاركة في صنع القرار", "همدلی", "Ærlighet", "信任", "שותפות", "แบ่งปัน", "👩‍👩‍👧 familie",
};
static const char *const short_names[] = {"trust", "stigma", "role/peer-worker", "hope"};
/* clang-format on */

struct names {
    const char *what;
    const char *const *list; /* NULL: numbered */
    size_t count;
};

static const struct names things[] = {
    {"long names", long_names, 6}, {"scripts", scripts, 9},         {"one row", short_names, 1},
    {"few rows", short_names, 4},  {"two hundred rows", NULL, 200},
};
enum { THINGS = sizeof things / sizeof things[0] };

static const struct {
    const char *what;
    const char *texts[7];
} values[] = {
    {"counts", {"1000", "500", "33", "7", "4", "1", "0"}},
    {"negative", {"12.5", "-30.25", "4", "-0.5", "0", "22", "-7"}},
    {"all negative", {"-12.5", "-30.25", "-4", "-0.5", "-3", "-22", "-7"}},
    {"nothing", {"0", "0", "0", "0", "0", "0", "0"}},
    {"huge", {"123456789012345", "98765432109", "5", "100000000000000", "3", "0", "17"}},
    {"tiny", {"0.0000000003", "0.00000000001", "0.000000000012", "0", "0", "0", "0"}},
    {"mixed", {"-99999.99", "100000.25", "", "3", "", "1e20", "-1e-7"}},
    {"unknown", {"", "", "", "", "", "", ""}},
};
enum { VALUES = sizeof values / sizeof values[0] };

static const struct {
    const char *what;
    size_t count;
    const char *first; /* of the names of several */
} groups[] = {{"one unnamed", 1, ""},
              {"one", 1, "Norge"},
              {"five", 5, "المملكة العربية السعودية"},
              {"24", 24, "x"}};
enum { GROUPS = sizeof groups / sizeof groups[0] };

/* A picture that is to be looked at. */
struct scene {
    enum chart_kind kind;
    size_t names, values, series, panels; /* of the lists above */
    double width;
    bool asides, share;
    struct buffer words;
};

static struct slice name_of(const struct names *names, size_t i, struct buffer *to)
{
    buffer_clear(to);
    if (names->list)
        buffer_append_string(to, names->list[i]);
    else
        buffer_append_format(to, "concept/name-%zu", i);
    return buffer_slice(to);
}

static struct slice group_of(size_t group, size_t i, const char *word, struct buffer *to)
{
    buffer_clear(to);
    if (i == 0 || groups[group].count == 1)
        buffer_append_string(to, groups[group].first);
    else if (i == 1)
        buffer_append_string(to, "A group whose name is much too long for a column, of Oslo");
    else
        buffer_append_format(to, "%s %zu", word, i);
    return buffer_slice(to);
}

/* Lines have years along their axis, of which one is missing. */
static void fill(const struct scene *scene, struct matrix *matrix)
{
    struct buffer name = {0}, group = {0}, panel = {0};
    const struct names *names = &things[scene->names];
    size_t series = groups[scene->series].count, panels = groups[scene->panels].count;
    bool years = scene->kind == CHART_LINES;
    for (size_t k = 0; k < panels; k++)
        for (size_t i = 0; i < names->count; i++)
            for (size_t j = 0; j < series; j++) {
                const char *text = values[scene->values].texts[(i + 3 * j + k) % 7];
                struct slice low = slice_of("-1000"), high = slice_of("1000");
                struct aside aside = {{-1000, k % 2 ? NAN : 1000},
                                      {low, k % 2 ? slice_of("") : high}};
                if (scene->share)
                    aside = (struct aside){{100.0 / (double)(i + 1), NAN},
                                           {slice_of("66.67%"), low}};
                struct matrix_row row = {.label = name_of(names, i, &name),
                                         .series = group_of(scene->series, j, "group", &group),
                                         .panel = group_of(scene->panels, k, "panel", &panel),
                                         .value = NAN,
                                         .text = slice_of(text),
                                         .aside = scene->asides ? &aside : NULL,
                                         .line = 2};
                if (years) {
                    buffer_clear(&name);
                    buffer_append_format(&name, "%zu", 1800 + i + i / 4);
                    row.label = buffer_slice(&name);
                }
                number_read_double(row.text, &row.value);
                matrix_add(matrix, &row, false);
            }
    buffer_free(&name);
    buffer_free(&group);
    buffer_free(&panel);
}

static void describe(struct scene *scene)
{
    static const char *const kinds[] = {"bars",    "stacked", "grouped", "lines",   "heat",
                                        "bubbles", "dots",    "spark",   "network", "concordance"};
    buffer_clear(&scene->words);
    buffer_append_format(&scene->words, "%s, %s, %s, series %s, panels %s, width %.0f%s%s",
                         kinds[scene->kind], things[scene->names].what, values[scene->values].what,
                         groups[scene->series].what, groups[scene->panels].what, scene->width,
                         scene->share    ? ", share"
                         : scene->asides ? ", intervals"
                                         : "",
                         ": ");
}

/* A fault is said with the scene it was found in. */
static void judge(struct scene *scene, const char *fault)
{
    if (fault[0] == '\0') {
        CHECK(true);
        return;
    }
    struct buffer words = {0};
    describe(scene);
    buffer_append_slice(&words, buffer_slice(&scene->words));
    buffer_append_string(&words, fault);
    buffer_append_char(&words, '\0');
    check(false, __FILE__, __LINE__, words.data);
    buffer_free(&words);
}

/* The first name of the axis that the picture does not show; years may be skipped. */
static const char *missing_name(const struct geometry *geometry, const struct matrix_axis *axis)
{
    static char fault[300];
    fault[0] = '\0';
    for (size_t i = 0; i < axis->count && !fault[0] && !axis->numeric; i++)
        if (!geometry_shows(geometry, axis->names[i].name))
            snprintf(fault, sizeof fault, "does not show '%.*s'", (int)axis->names[i].name.size,
                     axis->names[i].name.data);
    return fault;
}

/* A title, source or name of an axis that the picture does not show. */
static const char *missing_words(const struct geometry *geometry, const char *words)
{
    static char fault[300];
    fault[0] = '\0';
    if (!geometry_shows(geometry, slice_of(words)))
        snprintf(fault, sizeof fault, "does not show '%s'", words);
    return fault;
}

static void look_at_svg(struct scene *scene, const struct chart *chart)
{
    struct buffer picture = {0};
    struct geometry geometry = {0};
    const struct matrix *matrix = chart->matrix;
    chart_svg(chart, scene->width, 0, &picture);
    geometry_read(buffer_slice(&picture), &geometry);
    judge(scene, geometry_fault(&geometry));
    judge(scene, missing_name(&geometry, &matrix->labels));
    judge(scene, missing_name(&geometry, &matrix->series));
    judge(scene, missing_name(&geometry, &matrix->panels));
    judge(scene, missing_words(&geometry, chart->title));
    judge(scene, missing_words(&geometry, chart->source));
    judge(scene, groups[scene->panels].count > 1 || scene->share
                     ? ""
                     : marks_fault(scene->kind, &geometry));
    geometry_free(&geometry);
    buffer_free(&picture);
}

/* No line is wider than the window, unless for a figure that is, none has what ASCII or a plain
 * terminal cannot show, and none ends in a space. */
static const char *wrong_line(struct slice text, const struct terminal *terminal, size_t figure,
                              bool ascii_names)
{
    static char fault[400];
    fault[0] = '\0';
    while (text.size > 0 && !fault[0]) {
        struct slice line = slice_cut(&text, '\n');
        size_t columns = width_columns(line);
        bool strange = slice_ends(line, " ");
        for (size_t i = 0; i < line.size; i++)
            strange |= line.data[i] == '\033' ||
                       (terminal->ascii && ascii_names && (unsigned char)line.data[i] >= 0x7F);
        if ((columns > terminal->width && columns > figure + 4) || strange)
            snprintf(fault, sizeof fault, "%s in %zu columns%s: '%.*s'",
                     strange ? "strange" : "too wide", terminal->width,
                     terminal->ascii ? ", ASCII" : "", (int)line.size, line.data);
    }
    return fault;
}

static void look_at_text(struct scene *scene, const struct chart *chart)
{
    static const size_t widths[] = {20, 40, 80, 200};
    struct buffer picture = {0};
    size_t figure = 0;
    for (size_t i = 0; i < matrix_places(chart->matrix); i++) {
        size_t columns = chart->matrix->data[i].text.size +
                         (scene->share ? strlen(" (66.67%)") : 0);
        figure = columns > figure ? columns : figure;
    }
    bool ascii_names = scene->names != 1 && groups[scene->series].count < 5 &&
                       groups[scene->panels].count < 5;
    for (size_t i = 0; i < 8; i++) {
        struct terminal terminal = {.width = widths[i / 2], .ascii = i % 2 > 0};
        buffer_clear(&picture);
        chart_text(chart, &terminal, &picture);
        judge(scene, wrong_line(buffer_slice(&picture), &terminal, figure, ascii_names));
    }
    buffer_free(&picture);
}

/* The picture of what was arranged. */
static void look_at(struct scene *scene, const struct matrix *matrix, const struct network *network,
                    const struct concordance_plot *concordance)
{
    struct chart chart = {
        .kind = scene->kind,
        .matrix = matrix,
        .network = network,
        .concordance = concordance,
        .title = "What people in four countries said about trust, stigma and the work of peers",
        .source = "Fictional interviews",
        .note = "",
        .label_title = "concept",
        .value_title = "occurrences per million tokens",
        .series_title = "group",
        .panel_title = "country",
        .share_title = "share of documents",
        .share = scene->share,
    };
    if (scene->kind != CHART_SPARK)
        look_at_svg(scene, &chart);
    if (scene->width <= 0)
        look_at_text(scene, &chart);
}

static void look(struct scene *scene)
{
    struct matrix matrix = {0};
    fill(scene, &matrix);
    bool over = scene->kind == CHART_HEAT || scene->kind == CHART_BUBBLES ||
                scene->kind == CHART_SPARK || scene->kind == CHART_LINES;
    matrix_arrange(&matrix, &(struct matrix_order){.transpose = over && scene->kind != CHART_LINES,
                                                   .series_are_features = over,
                                                   .sort = MATRIX_SORT_AUTO});
    look_at(scene, &matrix, NULL, NULL);
    matrix_free(&matrix);
}

/* Each thing is linked with the next, and with another one. */
static void write_links(const struct scene *scene, struct buffer *table)
{
    const struct names *names = &things[scene->names];
    struct buffer a = {0}, b = {0};
    size_t count = names->count;
    buffer_append_string(table, "a\tb\tjoint\n");
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 2; k++) {
            size_t other = k == 0 ? i + 1 : (i * 7 + 3) % count;
            if (other == i)
                continue;
            struct slice one = name_of(names, i, &a);
            struct slice two = other < count ? name_of(names, other, &b) : slice_of("something");
            buffer_append_format(table, "%.*s\t%.*s\t%zu\n", (int)one.size, one.data, (int)two.size,
                                 two.data, 1 + i % 9);
        }
    buffer_free(&a);
    buffer_free(&b);
}

/* Each thing is a document with three hits of each group. */
static void write_hits(const struct scene *scene, struct buffer *table)
{
    const struct names *names = &things[scene->names];
    struct buffer name = {0}, group = {0};
    buffer_append_string(table, "doc\tstart\tconcept\tlength\n");
    for (size_t i = 0; i < names->count; i++)
        for (size_t j = 0; j < 3 * groups[scene->series].count; j++) {
            struct slice one = name_of(names, i, &name),
                         two = group_of(scene->series, j / 3, "group", &group);
            buffer_append_format(table, "%.*s\t%zu\t%.*s\t100\n", (int)one.size, one.data,
                                 (i * 31 + j * 17) % 100, (int)two.size, two.data);
        }
    buffer_free(&name);
    buffer_free(&group);
}

static size_t pour(void *context, char *to, size_t size)
{
    struct slice *rest = context;
    size = size < rest->size ? size : rest->size;
    memcpy(to, rest->data, size);
    *rest = slice_from(*rest, size);
    return size;
}

/* Networks and concordance plots have tables of their own. */
static void look_at_places(struct scene *scene)
{
    struct matrix matrix = {0};
    struct matrix_choice choice;
    struct network network = {0};
    struct concordance_plot concordance = {0};
    struct buffer table = {0};
    bool links = scene->kind == CHART_NETWORK;
    struct matrix_wish wish = {.sum = true};
    if (links)
        write_links(scene, &table);
    else
        write_hits(scene, &table);
    struct slice rest = buffer_slice(&table);
    struct input *input = input_open_poured(pour, &rest, "table", 1 << 20);
    if (links)
        network_read(input, &wish, &matrix, &choice, &network);
    else
        concordance_plot_read(input, &wish, &matrix, &choice, &concordance);
    input_close(input);
    matrix_arrange(&matrix, &(struct matrix_order){.series_are_features = !links,
                                                   .missing_is_zero = true,
                                                   .top = links ? NETWORK_USUAL : 0,
                                                   .sort = MATRIX_SORT_AUTO});
    if (links)
        network_settle(&network, &matrix);
    else
        concordance_plot_settle(&concordance, &matrix);
    look_at(scene, &matrix, links ? &network : NULL, links ? NULL : &concordance);
    network_free(&network);
    concordance_plot_free(&concordance);
    matrix_choice_free(&choice);
    matrix_free(&matrix);
    buffer_free(&table);
}

/* Which series and panels a kind can have. */
static bool is_possible(const struct scene *scene)
{
    size_t series = groups[scene->series].count, panels = groups[scene->panels].count,
           rows = things[scene->names].count;
    bool lines = scene->kind == CHART_LINES, bubbles = scene->kind == CHART_BUBBLES;
    if (panels > PALETTE_COLOURS && bubbles)
        return false;
    if (scene->panels > 0 && (scene->kind == CHART_HEAT || scene->kind == CHART_DOTS))
        return false;
    /* A line of nothing is nowhere. */
    if (lines && slice_is(slice_of(values[scene->values].what), "unknown"))
        return false;
    if (scene->kind == CHART_BARS && series > 1)
        return false;
    if (scene->asides && scene->kind != CHART_DOTS && !scene->share)
        return false;
    if (scene->share && scene->kind != CHART_BARS && scene->kind != CHART_GROUPED)
        return false;
    /* Every pair of hard things, but not every triple. */
    int hard = (scene->names != 3) + (scene->values > 1) + (scene->series > 1) +
               (scene->panels > 1) + scene->asides + (scene->width > 1000);
    return hard <= 2 && rows * series * panels <= 500;
}

static void look_at_all(enum chart_kind kind)
{
    static const double widths[] = {0, 240, 1600};
    struct scene scene = {.kind = kind};
    for (scene.names = 0; scene.names < THINGS; scene.names++)
        for (scene.values = 0; scene.values < VALUES; scene.values++)
            for (scene.series = 0; scene.series < GROUPS; scene.series++)
                for (scene.panels = 0; scene.panels < GROUPS; scene.panels++)
                    for (size_t i = 0; i < 3; i++)
                        for (int aside = 0; aside < 3; aside++) {
                            scene.width = widths[i];
                            scene.asides = aside > 0;
                            scene.share = aside == 2;
                            if (is_possible(&scene))
                                look(&scene);
                        }
    buffer_free(&scene.words);
}

TEST("networks and concordance plots hold every hard name")
{
    static const double widths[] = {0, 240, 1600};
    struct scene scene = {.kind = CHART_NETWORK};
    for (scene.names = 0; scene.names < THINGS; scene.names++)
        for (size_t i = 0; i < 3; i++) {
            scene.width = widths[i];
            scene.kind = CHART_NETWORK;
            if (things[scene.names].count < NETWORK_USUAL || i == 0)
                look_at_places(&scene);
            scene.kind = CHART_CONCORDANCE_PLOT;
            for (scene.series = 0; scene.series < GROUPS; scene.series++)
                if (things[scene.names].count * groups[scene.series].count <= 1000)
                    look_at_places(&scene);
            scene.series = 0;
        }
    buffer_free(&scene.words);
}

TEST("bars hold every hard name, value and group")
{
    look_at_all(CHART_BARS);
}

TEST("stacked bars hold every hard name, value and group")
{
    look_at_all(CHART_STACKED);
}

TEST("grouped bars hold every hard name, value and group")
{
    look_at_all(CHART_GROUPED);
}

TEST("lines hold every hard name, value and group")
{
    look_at_all(CHART_LINES);
}

TEST("heat maps hold every hard name, value and group")
{
    look_at_all(CHART_HEAT);
}

TEST("bubbles hold every hard name, value and group")
{
    look_at_all(CHART_BUBBLES);
}

TEST("dots hold every hard name, value and group")
{
    look_at_all(CHART_DOTS);
}

TEST("sparklines hold every hard name, value and group")
{
    look_at_all(CHART_SPARK);
}
