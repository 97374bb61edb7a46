#include "review/outcome.h"

#include <stdlib.h>

#include "base/memory.h"
#include "stream/tally.h"
#include "text/normal.h"

/* A reason as it was spelled first; with a NUL after it. */
struct outcomes_reason {
    struct buffer spelled;
    uint64_t count;
};

struct outcome outcome_of(const struct screening *screening)
{
    struct outcome outcome = {slice_of(""), slice_of(""), false};
    for (size_t i = 0; i < screening->count; i++) {
        const struct screening_decision *decision = &screening->present[i];
        if (decision->decision.size == 0)
            continue;
        if (slice_is_same_word(screening->sheets[i].reviewer, slice_of(OUTCOME_CONSENSUS)))
            return (struct outcome){decision->decision, decision->reason, false};
        if (outcome.decision.size == 0)
            outcome = (struct outcome){decision->decision, decision->reason, false};
        outcome.disputed |= !slice_equal(outcome.decision, decision->decision);
    }
    return outcome;
}

/* Counts a reason of exclusion. A tally has its own words for what came in and went out. */
static void add_reason(struct outcomes *outcomes, struct slice reason)
{
    bool added, quoted = slice_is(reason, "in") || slice_is(reason, "out");
    if (reason.size == 0)
        reason = slice_of("no reason given");
    buffer_clear(&outcomes->folded);
    text_fold(reason, LETTER_FOLD, false, &outcomes->folded);
    uint32_t number = map_add(&outcomes->reasons, buffer_slice(&outcomes->folded), &added);
    if (added) {
        outcomes->counts = memory_grow(outcomes->counts, &outcomes->capacity,
                                       outcomes->reasons.count, sizeof *outcomes->counts);
        outcomes->counts[number] = (struct outcomes_reason){0};
        buffer_append_format(&outcomes->counts[number].spelled, quoted ? "\"%.*s\"" : "%.*s",
                             SLICE(reason));
        buffer_append_char(&outcomes->counts[number].spelled, '\0');
    }
    outcomes->counts[number].count++;
}

bool outcomes_add(struct outcomes *outcomes, struct outcome outcome)
{
    bool excluded = slice_is_same_word(outcome.decision, slice_of(outcomes->excludes));
    outcomes->disputed += outcome.disputed;
    if (outcome.decision.size == 0) {
        outcomes->open++;
        return false;
    }
    if (!excluded) {
        outcomes->stay++;
        return true;
    }
    outcomes->excluded++;
    add_reason(outcomes, outcome.reason);
    return false;
}

static int by_spelling(const void *left, const void *right)
{
    const struct outcomes_reason *const *a = left, *const *b = right;
    return strcmp((*a)->spelled.data, (*b)->spelled.data);
}

void outcomes_write_tally(const struct outcomes *outcomes, const char *path)
{
    struct tally tally;
    size_t count = outcomes->reasons.count;
    enum { SIZE = sizeof(const struct outcomes_reason *) };
    const struct outcomes_reason **sorted = memory_allocate(count, SIZE);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &outcomes->counts[i];
    if (count > 0)
        qsort(sorted, count, SIZE, by_spelling);
    tally_open(&tally, path, "screen");
    tally_in(&tally, outcomes->stay + outcomes->excluded + outcomes->open);
    tally_out(&tally, outcomes->stay);
    for (size_t i = 0; i < count; i++)
        tally_drop(&tally, sorted[i]->spelled.data, sorted[i]->count);
    if (outcomes->open > 0)
        tally_drop(&tally, "no decision yet", outcomes->open);
    tally_close(&tally);
    free(sorted);
}

void outcomes_free(struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->reasons.count; i++)
        buffer_free(&outcomes->counts[i].spelled);
    free(outcomes->counts);
    map_free(&outcomes->reasons);
    buffer_free(&outcomes->folded);
}
