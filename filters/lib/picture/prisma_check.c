#include "picture/prisma_check.h"

#include "base/buffer.h"
#include "base/message.h"
#include "base/number.h"
#include "picture/prisma.h"

struct check {
    struct prisma *prisma;
    size_t errors;
};

static uint64_t difference(uint64_t a, uint64_t b)
{
    return a > b ? a - b : b - a;
}

/* A box that lists reasons is their sum. */
static void add_reasons(struct check *check, size_t name)
{
    struct prisma_box *box = &check->prisma->boxes[name];
    uint64_t sum = 0;
    for (size_t i = 0; i < box->count; i++)
        sum = number_add(sum, box->reasons[i].n);
    if (box->total && box->count > 0 && sum != box->n) {
        message_error(NULL, "%s (%s) is %llu, but its parts add up to %llu: %llu too %s",
                      prisma_words((enum prisma_name)name), prisma_name((enum prisma_name)name),
                      U64(box->n), U64(sum), U64(difference(sum, box->n)),
                      sum > box->n ? "many" : "few");
        check->errors++;
    }
    if (box->count > 0)
        box->n = sum;
}

static void check_stages(struct check *check)
{
    const struct prisma *prisma = check->prisma;
    for (uint32_t i = 0; i < prisma->stages.count; i++) {
        const struct prisma_stage *stage = &prisma->stage_sums[i];
        struct slice name = map_key(&prisma->stages, i);
        /* Reported when it was met. */
        if (stage->place == PRISMA_PLACES) {
            check->errors++;
            continue;
        }
        uint64_t left = number_add(stage->out, stage->dropped);
        if (stage->in != left) {
            message_error(
                NULL, "the stage '%.*s' took in %llu, but gave out or dropped %llu: %llu too %s",
                SLICE(name), U64(stage->in), U64(left), U64(difference(left, stage->in)),
                left > stage->in ? "many" : "few");
            check->errors++;
        }
        const struct prisma_stage *before = i > 0 ? stage - 1 : NULL;
        if (before && before->place != PRISMA_PLACES && before->out != stage->in) {
            struct slice last = map_key(&prisma->stages, i - 1);
            message_error(
                NULL, "the stage '%.*s' took in %llu, but '%.*s' gave out %llu: %llu too %s",
                SLICE(name), U64(stage->in), SLICE(last), U64(before->out),
                U64(difference(stage->in, before->out)), stage->in > before->out ? "many" : "few");
            check->errors++;
        }
    }
}

static void set(struct prisma *prisma, enum prisma_name name, uint64_t n)
{
    if (!prisma->boxes[name].known)
        prisma->boxes[name].n = n;
    prisma->boxes[name].known = true;
}

/* What a stage gave out is what comes next, where no table says so itself. */
static void pass_on(struct prisma *prisma)
{
    for (uint32_t i = 0; i < prisma->stages.count; i++) {
        const struct prisma_stage *stage = &prisma->stage_sums[i];
        if (stage->place == PRISMA_SCREENING)
            set(prisma, PRISMA_SOUGHT, stage->out);
        else if (stage->place == PRISMA_RETRIEVAL)
            set(prisma, PRISMA_ASSESSED, stage->out);
        else if (stage->place == PRISMA_ELIGIBILITY)
            set(prisma,
                prisma->boxes[PRISMA_NEW_STUDIES].known ? PRISMA_NEW_REPORTS : PRISMA_NEW_STUDIES,
                stage->out);
    }
}

static bool known(const struct prisma *prisma, enum prisma_name name)
{
    return prisma->boxes[name].known;
}

/* A step of the main line: what is there, minus what is lost at the side, goes on. */
struct step {
    enum prisma_name from[3], lost[3], to;
    size_t from_count, lost_count;
};

static const struct step steps[] = {
    {{PRISMA_DATABASES, PRISMA_REGISTERS},
     {PRISMA_DUPLICATES, PRISMA_AUTOMATIC, PRISMA_REMOVED},
     PRISMA_SCREENED,
     2,
     3},
    {{PRISMA_SCREENED}, {PRISMA_EXCLUDED}, PRISMA_SOUGHT, 1, 1},
    {{PRISMA_SOUGHT}, {PRISMA_NOT_RETRIEVED}, PRISMA_ASSESSED, 1, 1},
};
static const struct step other_steps[] = {
    {{PRISMA_WEBSITES, PRISMA_ORGANISATIONS, PRISMA_CITATIONS}, {0}, PRISMA_OTHER_SOUGHT, 3, 0},
    {{PRISMA_OTHER_SOUGHT}, {PRISMA_OTHER_NOT_RETRIEVED}, PRISMA_OTHER_ASSESSED, 1, 1},
};
static const struct step last_step = {{PRISMA_ASSESSED, PRISMA_OTHER_ASSESSED},
                                      {PRISMA_REPORTS_EXCLUDED, PRISMA_OTHER_EXCLUDED},
                                      PRISMA_NEW_REPORTS,
                                      2,
                                      2};

static bool any_known(const struct prisma *prisma, const enum prisma_name *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (known(prisma, names[i]))
            return true;
    return false;
}

static uint64_t sum_of(const struct prisma *prisma, const enum prisma_name *names, size_t count)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum = number_add(sum, prisma->boxes[names[i]].n);
    return sum;
}

/* "Records screened (90) - Records excluded (20)". */
static void append_sum(const struct prisma *prisma, const struct step *step, struct buffer *to)
{
    for (size_t i = 0; i < step->from_count + step->lost_count; i++) {
        bool lost = i >= step->from_count;
        enum prisma_name name = lost ? step->lost[i - step->from_count] : step->from[i];
        if (i > 0 && !known(prisma, name))
            continue;
        buffer_append_format(to, "%s%s (%llu)",
                             i == 0 ? ""
                             : lost ? " - "
                                    : " + ",
                             prisma_words(name), U64(prisma->boxes[name].n));
    }
}

static void check_step(struct check *check, const struct step *step)
{
    struct prisma *prisma = check->prisma;
    uint64_t lost = sum_of(prisma, step->lost, step->lost_count);
    uint64_t from = sum_of(prisma, step->from, step->from_count);
    struct buffer sum = {0};
    append_sum(prisma, step, &sum);
    for (size_t i = 0; i < step->lost_count; i++)
        set(prisma, step->lost[i], 0);
    const struct prisma_box *to = &prisma->boxes[step->to];
    if (lost > from) {
        message_error(NULL, "%.*s is less than 0: %llu too many are lost", SLICE(sum),
                      U64(lost - from));
        check->errors++;
        set(prisma, step->to, 0);
    } else if (to->known && from - lost != to->n) {
        message_error(NULL, "%.*s is %llu, but %s is %llu: %llu too %s", SLICE(sum),
                      U64(from - lost), prisma_words(step->to), U64(to->n),
                      U64(difference(to->n, from - lost)), to->n > from - lost ? "many" : "few");
        check->errors++;
    } else {
        set(prisma, step->to, from - lost);
    }
    buffer_free(&sum);
}

/* Whoever begins with the records screened has identified those at least. */
static void begin_line(struct prisma *prisma, const struct step *line, size_t count)
{
    size_t first = 0;
    while (first < count && !any_known(prisma, line[first].from, line[first].from_count))
        first++;
    for (size_t i = first; i-- > 0;) {
        const struct step *step = &line[i];
        uint64_t lost = sum_of(prisma, step->lost, step->lost_count);
        set(prisma, step->from[0], number_add(prisma->boxes[step->to].n, lost));
    }
}

/* Steps behind which something is known are taken, one after the other. */
static void check_line(struct check *check, const struct step *line, size_t count, bool included)
{
    struct prisma *prisma = check->prisma;
    size_t last = included ? count : 0;
    for (size_t i = 0; i < count; i++)
        if (known(prisma, line[i].to) || any_known(prisma, line[i].lost, line[i].lost_count))
            last = i + 1 > last ? i + 1 : last;
    /* Duplicates are known before anybody screens. */
    if (last == 1 && line == steps && !known(prisma, PRISMA_SCREENED))
        last = 0;
    begin_line(prisma, line, last);
    for (size_t i = 0; i < last && check->errors == 0; i++)
        check_step(check, &line[i]);
}

/* Included are reports, or studies where nobody tells the two apart. */
static void check_included(struct check *check, bool included)
{
    struct prisma *prisma = check->prisma;
    struct step step = last_step;
    step.from_count = step.lost_count = prisma->other ? 2 : 1;
    if (!known(prisma, PRISMA_NEW_REPORTS) && !known(prisma, PRISMA_TOTAL_REPORTS))
        step.to = PRISMA_NEW_STUDIES;
    if (included)
        check_step(check, &step);
    const struct prisma_box *studies = &prisma->boxes[PRISMA_NEW_STUDIES];
    const struct prisma_box *reports = &prisma->boxes[PRISMA_NEW_REPORTS];
    if (studies->known && reports->known && studies->n > reports->n) {
        message_error(NULL, "%s (%llu) are more than %s (%llu), and each has one at least",
                      prisma_words(PRISMA_NEW_STUDIES), U64(studies->n),
                      prisma_words(PRISMA_NEW_REPORTS), U64(reports->n));
        check->errors++;
    }
}

static void check_total(struct check *check, enum prisma_name previous, enum prisma_name fresh,
                        enum prisma_name total)
{
    struct prisma *prisma = check->prisma;
    if (!known(prisma, fresh) || (!known(prisma, previous) && !known(prisma, total)))
        return;
    struct step step = {{fresh, previous}, {0}, total, 2, 0};
    check_step(check, &step);
}

size_t prisma_check(struct prisma *prisma)
{
    struct check check = {prisma, 0};
    static const enum prisma_name sides[] = {
        PRISMA_WEBSITES,      PRISMA_ORGANISATIONS,       PRISMA_CITATIONS,
        PRISMA_OTHER_SOUGHT,  PRISMA_OTHER_NOT_RETRIEVED, PRISMA_OTHER_ASSESSED,
        PRISMA_OTHER_EXCLUDED};
    static const enum prisma_name earlier[] = {PRISMA_PREVIOUS_STUDIES, PRISMA_PREVIOUS_REPORTS,
                                               PRISMA_TOTAL_STUDIES, PRISMA_TOTAL_REPORTS};
    static const enum prisma_name results[] = {PRISMA_NEW_STUDIES,      PRISMA_NEW_REPORTS,
                                               PRISMA_REPORTS_EXCLUDED, PRISMA_OTHER_EXCLUDED,
                                               PRISMA_TOTAL_STUDIES,    PRISMA_TOTAL_REPORTS};
    for (size_t i = 0; i < PRISMA_BOXES; i++)
        add_reasons(&check, i);
    check_stages(&check);
    pass_on(prisma);
    prisma->other = any_known(prisma, sides, sizeof sides / sizeof *sides);
    prisma->previous = any_known(prisma, earlier, sizeof earlier / sizeof *earlier);
    bool included = any_known(prisma, results, sizeof results / sizeof *results);
    /* A sum that does not fit makes those behind it wrong as well, and they would only distract. */
    if (check.errors == 0)
        check_line(&check, steps, sizeof steps / sizeof *steps, included);
    if (check.errors == 0 && prisma->other)
        check_line(&check, other_steps, sizeof other_steps / sizeof *other_steps, included);
    if (check.errors == 0)
        check_included(&check, included);
    if (check.errors == 0) {
        check_total(&check, PRISMA_PREVIOUS_STUDIES, PRISMA_NEW_STUDIES, PRISMA_TOTAL_STUDIES);
        check_total(&check, PRISMA_PREVIOUS_REPORTS, PRISMA_NEW_REPORTS, PRISMA_TOTAL_REPORTS);
    }
    return check.errors;
}
