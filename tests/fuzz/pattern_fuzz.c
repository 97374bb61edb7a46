/* Patterns: whatever the bytes, what can be read becomes ways through an automaton, and the matcher
 * finds in any tokens exactly the spans that lead along these ways, found here without its
 * shortcuts. The first byte chooses the rules, letter case and accents; the pattern follows up to a
 * line feed; the rest is tokens, separated by spaces. */
#include <string.h>

#include "refusal.h"
#include "base/buffer.h"
#include "tag/matcher.h"
#include "tag/pattern.h"
#include "stream/dictionary.h"

enum { LONGEST = 4096, MOST_WORDS = 48 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct walk {
    struct automaton automaton;
    struct vocabulary vocabulary;
    uint32_t *here, *next; /* nodes that the tokens so far lead to */
    size_t here_count, next_count;
    uint32_t *seen; /* by node: the step that it was put into `next` */
    uint32_t steps;
};

static void enter(struct walk *walk, uint32_t node)
{
    if (walk->seen[node] == walk->steps)
        return;
    walk->seen[node] = walk->steps;
    walk->next[walk->next_count++] = node;
}

/* Follows all ways one token further; whether one is complete there. */
static bool step(struct walk *walk, const struct word_set *words)
{
    const struct automaton *automaton = &walk->automaton;
    bool complete = false;
    walk->steps++;
    walk->next_count = 0;
    for (size_t k = 0; k < walk->here_count; k++) {
        uint32_t node = walk->here[k];
        if (automaton->nodes[node].any != AUTOMATON_NONE)
            enter(walk, automaton->nodes[node].any);
        for (size_t i = 0; i < words->count; i++) {
            uint64_t key = automaton_edge_key(node, words->words[i]);
            size_t slot = automaton_edge_slot(automaton, key);
            for (uint32_t to; (to = automaton_next_edge(automaton, key, &slot)) != AUTOMATON_NONE;)
                enter(walk, to);
        }
    }
    for (size_t k = 0; k < walk->next_count; k++)
        complete |= automaton->nodes[walk->next[k]].accept != AUTOMATON_NONE;
    uint32_t *old = walk->here;
    walk->here = walk->next;
    walk->here_count = walk->next_count;
    walk->next = old;
    return complete;
}

/* The spans that the pattern has, in the order of the matcher: by start, the longer first. */
static void walk_all(struct walk *walk, const struct slice *words, size_t count,
                     struct buffer *found)
{
    struct word_set *sets = memory_zeroed(MOST_WORDS, sizeof *sets);
    size_t nodes = walk->automaton.node_count;
    for (size_t i = 0; i < count; i++)
        vocabulary_find(&walk->vocabulary, words[i], &sets[i]);
    walk->here = memory_zeroed(nodes, sizeof *walk->here);
    walk->next = memory_zeroed(nodes, sizeof *walk->next);
    walk->seen = memory_zeroed(nodes, sizeof *walk->seen);
    for (uint32_t start = 0; start < count; start++) {
        bool complete[MOST_WORDS] = {false};
        walk->here[0] = AUTOMATON_ROOT;
        walk->here_count = 1;
        for (uint32_t end = start; end < count && walk->here_count > 0; end++)
            complete[end] = step(walk, &sets[end]);
        for (uint32_t end = (uint32_t)count; end-- > start;)
            if (complete[end])
                buffer_append_format(found, "%u-%u ", start, end + 1);
    }
    for (size_t i = 0; i < count; i++)
        free(sets[i].words);
    free(sets);
    free(walk->here);
    free(walk->next);
    free(walk->seen);
}

static void match_all(const struct dictionary *dictionary, bool accents, const struct slice *words,
                      size_t count, struct buffer *found)
{
    struct place place = {"sentence", 1, 0};
    struct matcher *matcher = matcher_new(dictionary, OVERLAP_ALL, accents);
    for (int time = 0; time < 2; time++) {
        size_t hit_count;
        buffer_clear(found);
        matcher_sentence(matcher, &place, words, count);
        const struct hit *hits = matcher_end(matcher, &hit_count);
        for (size_t i = 0; i < hit_count; i++)
            buffer_append_format(found, "%u-%u ", hits[i].start, hits[i].end);
    }
    matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > LONGEST)
        return 0;
    /* Tokens are looked up with seven bytes behind them (map.h). */
    static char room[LONGEST + 16];
    struct slice rest = {room, size - 1}, words[MOST_WORDS];
    memset(room, 0, sizeof room);
    memcpy(room, data + 1, size - 1);
    struct slice pattern = slice_cut(&rest, '\n');
    size_t count = 0;
    while (rest.data && count < MOST_WORDS)
        words[count++] = slice_cut(&rest, ' ');
    /* volatile: they are read after the jump back from a refusal. */
    const volatile bool quanteda = data[0] & 1, accents = data[0] & 4;
    struct entry entry = {
        .pattern = slice_trim(pattern),
        .rules = quanteda ? RULES_QUANTEDA : RULES_NATIVE,
        .letter_case = quanteda      ? LETTER_LOWER
                       : data[0] & 2 ? LETTER_EXACT
                                     : LETTER_FOLD,
        .place = {"pattern", 1, 1},
    };
    struct dictionary dictionary = {0};
    struct buffer walked = {0}, matched = {0};
    if (!refusal_set())
        return 0;
    dictionary_add(&dictionary, slice_of("x"), &entry);
    if (dictionary.entry_count > 0) {
        struct walk walk = {.vocabulary.strip_accents = accents};
        automaton_init(&walk.automaton);
        if (pattern_add(&walk.automaton, &walk.vocabulary, &dictionary.entries[0], 0)) {
            /* Where all is optional there is no pattern. */
            require(walk.automaton.nodes[AUTOMATON_ROOT].accept == AUTOMATON_NONE);
            require(walk.automaton.nodes[AUTOMATON_ROOT].any == AUTOMATON_NONE);
            walk_all(&walk, words, count, &walked);
            match_all(&dictionary, accents, words, count, &matched);
            require(slice_equal(buffer_slice(&walked), buffer_slice(&matched)));
        } else {
            require(refusal_errors > 0);
        }
        automaton_free(&walk.automaton);
        vocabulary_free(&walk.vocabulary);
    }
    buffer_free(&walked);
    buffer_free(&matched);
    dictionary_free(&dictionary);
    return 0;
}
