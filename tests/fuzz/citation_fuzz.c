/* Records compared: whatever the bytes of two records (lines, cells separated by tabs in the order of
 * enum citation_field), the decision is the same both ways, a record is never unlike itself, titles
 * are in folded words, and the distance is that of the textbook. */
#include <stdlib.h>

#include "base/memory.h"
#include "review/citation_keys.h"
#include "review/duplicate_rules.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static void read_line(struct citation_reader *reader, struct slice line, struct citation *citation)
{
    struct slice cells[CITATION_FIELDS];
    for (int i = 0; i < CITATION_FIELDS; i++)
        cells[i] = line.data ? slice_cut(&line, '\t') : slice_make("", 0);
    citation_read(reader, cells, citation);
}

static void check_words(struct slice words)
{
    require(words.size <= CITATION_LIMIT);
    for (size_t i = 0; i < words.size; i++) {
        char c = words.data[i];
        require(!(c >= 'A' && c <= 'Z') && c != '\t');
        require(c != ' ' || (i > 0 && words.data[i - 1] != ' '));
    }
}

/* Two rows of the matrix. */
static size_t slow_distance(struct slice a, struct slice b)
{
    size_t rows[2][CITATION_LIMIT + 1];
    for (size_t j = 0; j <= b.size; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.size; i++) {
        size_t *above = rows[(i - 1) & 1], *here = rows[i & 1];
        here[0] = i;
        for (size_t j = 1; j <= b.size; j++) {
            size_t least = above[j - 1] + (a.data[i - 1] != b.data[j - 1]);
            least = above[j] + 1 < least ? above[j] + 1 : least;
            here[j] = here[j - 1] + 1 < least ? here[j - 1] + 1 : least;
        }
    }
    return rows[a.size & 1][b.size];
}

static void check_pair(const struct citation *a, const struct citation *b)
{
    struct duplicate_decision one = duplicate_decide(a, b), other = duplicate_decide(b, a);
    require(one.verdict == other.verdict && one.rule == other.rule && one.veto == other.veto);
    require(one.title == other.title && one.relation == other.relation);
    require(one.title >= SIMILARITY_UNKNOWN && one.title <= SIMILARITY_FULL);
    require(one.authors >= SIMILARITY_UNKNOWN && one.authors <= SIMILARITY_FULL);
    require(one.verdict != VERDICT_MERGE || one.veto == VETO_NONE);
    require(similarity_journals(a->journal, b->journal) ==
            similarity_journals(b->journal, a->journal));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct citation_reader reader = {0};
    struct citation a, b;
    struct slice rest = slice_make((const char *)data, size), first = slice_cut(&rest, '\n');
    read_line(&reader, first, &a);
    read_line(&reader, rest.data ? rest : slice_make("", 0), &b);
    for (size_t i = 0; i < a.title_count; i++)
        check_words(a.titles[i]);
    check_words(a.journal);
    check_pair(&a, &b);
    struct duplicate_decision self = duplicate_decide(&a, &a);
    require(a.title_count == 0 || self.title == SIMILARITY_FULL);
    require(self.verdict != VERDICT_APART || a.title_count == 0);
    struct citation copy = a;
    require(citation_keys_fingerprint(&a) == citation_keys_fingerprint(&copy));
    if (a.title_count > 0 && b.title_count > 0)
        require(similarity_distance(a.titles[0], b.titles[0]) ==
                slow_distance(a.titles[0], b.titles[0]));
    citation_reader_free(&reader);
    return 0;
}
