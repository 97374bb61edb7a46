/* suggest - print the nearest of names to a word that was not found
 *
 * `suggest WORD NAME...` prints the name that the word most likely stands for, and nothing if none
 * is near: what the command `cospan` asks about filters and pipelines. */
#include "base/message.h"
#include "base/output.h"
#include "base/suggest.h"

int main(int argc, char **argv)
{
    message_program("suggest");
    if (argc < 2)
        message_usage("expected a word and the names that exist");
    struct suggest suggest = suggest_begin(slice_of(argv[1]));
    for (int i = 2; i < argc; i++)
        suggest_add(&suggest, slice_of(argv[i]));
    struct slice nearest = suggest_nearest(&suggest);
    struct output *output = output_open(NULL);
    if (nearest.data) {
        output_slice(output, nearest);
        output_char(output, '\n');
    }
    return message_end(STATUS_DONE);
}
