/* Records: values become valid UTF-8, each by itself. */
#include "intake/record.h"

#include "check.h"

static struct record record;

static void keep(void *context, const struct record *found)
{
    (void)context;
    (void)found;
}

/* Two fields A and B, or more exactly, what their values become. */
static bool becomes(const char *first, const char *second, const char *first_after,
                    const char *second_after, uint64_t repaired)
{
    struct record_sink sink = {.found = keep, .file = "test"};
    record_begin(&record, 1);
    record_add(&record, slice_of("A"), 1);
    record_append(&record, slice_of(first));
    record_add(&record, slice_of("\xA8"), 2);
    record_append(&record, slice_of(second));
    record_found(&sink, &record);
    return slice_is(record_value(&record, 0), first_after) &&
           slice_is(record_value(&record, 1), second_after) &&
           slice_is(record_tag(&record, 1), "\xC2\xA8") && sink.counts.repaired == repaired;
}

TEST("a value that is UTF-8 stays, and another is read as Windows-1252")
{
    CHECK(becomes("a", "b", "a", "b", 0));
    CHECK(becomes("", "", "", "", 0));
    CHECK(becomes("\xC3\xBC", "\xFC", "\xC3\xBC", "\xC3\xBC", 1));
    CHECK(becomes("\xE2\x80", "b", "\xC3\xA2\xE2\x82\xAC", "b", 1));
    CHECK(becomes("\x93x\x94\x81", "b", "\xE2\x80\x9Cx\xE2\x80\x9D\xEF\xBF\xBD", "b", 1));
}
