/* Any bytes as a table of links: they are refused, or become a network and a picture. The first
 * line of the input chooses by its bytes. What must hold: links join two different things that are
 * shown, are above 0 and fall; every thing has a place; and see pictures.h. */
#include "refusal.h"
#include "picture/network.h"
#include "pictures.h"
#include "picture/network_reader.h"

enum { LIMIT = 1 << 20, MOST = 24 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_network(const struct network *network, const struct matrix *matrix)
{
    for (size_t i = 0; i < network->count; i++) {
        const struct network_link *link = &network->links[i];
        require(link->a != link->b && link->a < matrix->labels.count &&
                link->b < matrix->labels.count);
        require(link->weight > 0 && (i == 0 || link->weight <= network->links[i - 1].weight));
    }
    for (size_t i = 0; i < matrix->labels.count; i++)
        require(isfinite(network->nodes[i].x) && isfinite(network->nodes[i].y));
}

static void read_and_draw(char *path, struct slice choices)
{
    struct matrix matrix = {0};
    struct matrix_choice choice;
    struct network network = {0};
    unsigned flags = pictures_choice(choices, 1);
    struct matrix_wish wish = {.value = flags & 1 ? "n" : NULL, .sum = flags & 2};
    if (network_read(refusal_open(&path, LIMIT), &wish, &matrix, &choice, &network)) {
        matrix_arrange(&matrix,
                       &(struct matrix_order){.sort = MATRIX_SORT_AUTO,
                                              .top = 1 + pictures_choice(choices, 2) % MOST,
                                              .leaf = flags & 4});
        network_settle(&network, &matrix);
        check_network(&network, &matrix);
        pictures_check(&(struct chart){.kind = CHART_NETWORK,
                                       .matrix = &matrix,
                                       .network = &network,
                                       .title = "",
                                       .source = "",
                                       .note = "",
                                       .label_title = choice.label_title.data,
                                       .value_title = choice.value_title.data,
                                       .series_title = "",
                                       .panel_title = "",
                                       .share_title = ""},
                       choices);
    }
    matrix_choice_free(&choice);
    network_free(&network);
    matrix_free(&matrix);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return refusal_try(slice_make((const char *)data, size), read_and_draw);
}
