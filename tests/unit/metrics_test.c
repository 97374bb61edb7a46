/* The room that texts take: no line of a broken text is wider than its room, nothing of the text is
 * lost but for an ellipsis, and what a picture shows in another form has the room of that form. */
#include "picture/metrics.h"

#include "check.h"
#include "text/markup.h"

static void check_named(bool good, const char *what, const char *detail)
{
    check(good, what, 0, detail);
}

static const char *const texts[] = {
    "trust",
    "role/peer-worker/in-a-path-that-does-not-end",
    "A person with lived experience who supports others",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk",
    "共同创造与同伴支持工作者参与精神卫生服务",
    "دعم الأقران والمشاركة في صنع القرار",
    "e\xcc\x81galite\xcc\x81 et fraternite\xcc\x81",
    "👩‍👩‍👧 familie 👍🏽",
    "a\x01\x02\x03\x1b[2Jb\x7f",
    "\xff\xfe\xc3 broken",
    "   spaces   at   both   ends   ",
    "W",
    "",
};
enum { TEXTS = sizeof texts / sizeof texts[0] };

static size_t without_blanks(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += !slice_is_blank(text.data[i]);
    return count;
}

TEST("wrapped lines fit their room, and lose nothing but for an ellipsis")
{
    static const double rooms[] = {30, 60, 100, 240, 2000};
    for (size_t i = 0; i < TEXTS; i++)
        for (size_t room = 0; room < 5; room++)
            for (size_t most = 1; most < 100; most *= 3) {
                struct buffer lines = {0};
                size_t count = metrics_wrap(slice_of(texts[i]), 13, false, rooms[room], most,
                                            &lines);
                struct slice all = buffer_slice(&lines);
                size_t breaks = 0;
                for (size_t k = 0; k < all.size; k++)
                    breaks += all.data[k] == '\n';
                check_named(count <= most && (count == 0 ? all.size == 0 : breaks == count - 1),
                            "as many lines as it says", texts[i]);
                check_named(count == 0 || metrics_widest(all, 13, false) <= rooms[room] + 1e-9,
                            "lines within their room", texts[i]);
                bool whole = without_blanks(all) == without_blanks(slice_of(texts[i]));
                buffer_append_char(&lines, '\0');
                check_named(whole || strstr(lines.data, "…"), "nothing is lost", texts[i]);
                buffer_free(&lines);
            }
}

static double width_of(const char *text)
{
    return metrics_width(slice_of(text), 100, false);
}

/* Controls and broken bytes are shown as U+FFFD, line ends as spaces. */
TEST("what is shown in another form has the room of that form")
{
    static const char *const replaced[] = {"\x01",         "\x1b", "\x7f",       "\xc2\x85",
                                           "\xef\xbf\xbe", "\xff", "a\x01\x01z", "\n",
                                           "\t",           "\r\n", "\xc3"};
    for (size_t i = 0; i < sizeof replaced / sizeof replaced[0]; i++) {
        struct buffer shown = {0};
        markup_append(slice_of(replaced[i]), &shown);
        double width = metrics_width(buffer_slice(&shown), 100, false);
        check_named(width_of(replaced[i]) >= width - 1e-9, "room for what is shown", replaced[i]);
        buffer_free(&shown);
    }
    CHECK(width_of("\xef\xbf\xbd") > 100);
}

TEST("widths add up, bold is wider, and a combining mark has none")
{
    CHECK(width_of("") == 0 && width_of("WW") == 2 * width_of("W"));
    CHECK(width_of("i") < width_of("m") && width_of("共同") >= 200);
    CHECK(width_of("e\xcc\x81") == width_of("e"));
    CHECK(metrics_width(slice_of("a"), 10, true) > metrics_width(slice_of("a"), 10, false));
    CHECK(metrics_longest_word(slice_of("a role/peer-worker"), 100) == width_of("worker"));
}
