#include "picture/prisma_text.h"

static void append_count(const struct prisma *prisma, const char *words, enum prisma_name name,
                         bool needed, struct buffer *to)
{
    const struct prisma_box *box = &prisma->boxes[name];
    if (!box->known && !needed)
        return;
    if (to->size > 0)
        buffer_append_char(to, '\n');
    if (box->known)
        buffer_append_format(to, "%s (n\u00a0=\u00a0%llu)", words, U64(box->n));
    else
        buffer_append_format(to, "%s (n\u00a0=\u00a0?)", words);
    for (size_t i = 0; i < box->count; i++) {
        const struct prisma_reason *reason = &box->reasons[i];
        buffer_append_format(to, "\n  %.*s (n\u00a0=\u00a0%llu)", SLICE(reason->name),
                             U64(reason->n));
    }
}

const char *prisma_heading(const struct prisma *prisma, size_t column)
{
    static const char *const first[] = {"Previous studies",
                                        "Identification of studies via databases and registers",
                                        "Identification of studies via other methods"};
    static const char *const update[] = {
        "Previous studies", "Identification of new studies via databases and registers",
        "Identification of new studies via other methods"};
    return prisma->previous ? update[column] : first[column];
}

void prisma_text(const struct prisma *prisma, size_t drawn, struct buffer *to)
{
    static const struct {
        enum prisma_name name;
        const char *words;
    } single[PRISMA_DRAWN + 1] = {
        [4] = {PRISMA_SCREENED, "Records screened"},
        [5] = {PRISMA_EXCLUDED, "Records excluded"},
        [6] = {PRISMA_SOUGHT, "Reports sought for retrieval"},
        [7] = {PRISMA_NOT_RETRIEVED, "Reports not retrieved"},
        [8] = {PRISMA_ASSESSED, "Reports assessed for eligibility"},
        [9] = {PRISMA_REPORTS_EXCLUDED, "Reports excluded"},
        [12] = {PRISMA_OTHER_SOUGHT, "Reports sought for retrieval"},
        [13] = {PRISMA_OTHER_NOT_RETRIEVED, "Reports not retrieved"},
        [14] = {PRISMA_OTHER_ASSESSED, "Reports assessed for eligibility"},
        [15] = {PRISMA_OTHER_EXCLUDED, "Reports excluded"},
    };
    bool update = prisma->previous;
    if (drawn == 1) {
        append_count(prisma, prisma_words(PRISMA_PREVIOUS_STUDIES), PRISMA_PREVIOUS_STUDIES, false,
                     to);
        append_count(prisma, prisma_words(PRISMA_PREVIOUS_REPORTS), PRISMA_PREVIOUS_REPORTS, false,
                     to);
    } else if (drawn == 2) {
        buffer_append_string(to, "Records identified from:");
        append_count(prisma, "Databases", PRISMA_DATABASES, true, to);
        append_count(prisma, "Registers", PRISMA_REGISTERS, false, to);
    } else if (drawn == 3) {
        buffer_append_string(to, "Records removed before screening:");
        append_count(prisma, "Duplicate records removed", PRISMA_DUPLICATES, true, to);
        append_count(prisma, prisma_words(PRISMA_AUTOMATIC), PRISMA_AUTOMATIC, true, to);
        append_count(prisma, prisma_words(PRISMA_REMOVED), PRISMA_REMOVED, true, to);
    } else if (drawn == 10) {
        append_count(prisma,
                     update ? "New studies included in review" : "Studies included in review",
                     PRISMA_NEW_STUDIES, true, to);
        append_count(prisma,
                     update ? "Reports of new included studies" : "Reports of included studies",
                     PRISMA_NEW_REPORTS, false, to);
    } else if (drawn == 11) {
        buffer_append_string(to, "Records identified from:");
        append_count(prisma, "Websites", PRISMA_WEBSITES, false, to);
        append_count(prisma, "Organisations", PRISMA_ORGANISATIONS, false, to);
        append_count(prisma, "Citation searching", PRISMA_CITATIONS, false, to);
    } else if (drawn == 16) {
        append_count(prisma, prisma_words(PRISMA_TOTAL_STUDIES), PRISMA_TOTAL_STUDIES, true, to);
        append_count(prisma, prisma_words(PRISMA_TOTAL_REPORTS), PRISMA_TOTAL_REPORTS, false, to);
    } else {
        append_count(prisma, single[drawn].words, single[drawn].name, true, to);
    }
}
