#include "text/rewrite.h"

#include "text/utf8.h"

enum {
    SOFT_HYPHEN = 0x00AD,
    GRAVE = 0x0060,
    ACUTE = 0x00B4,
    OXIA = 0x1FFD, /* canonically the same as the acute */
    PRIME = 0x2032,
    NON_JOINER = 0x200C,
    JOINER = 0x200D,
    GRAPHEME_JOINER = 0x034F,
    BYTE_ORDER_MARK = 0xFEFF,
    IOTA_BELOW = 0x0345, /* a mark whose folded form is a letter */
    IOTA = 0x03B9
};

static int32_t plain_quote(int32_t code_point)
{
    switch (code_point) {
    case ACUTE:
    case OXIA:
    case 0x02BC: /* modifier letter apostrophe */
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2039:
    case 0x203A:
    case 0xFF07:
        return '\'';
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xFF02:
        return '"';
    default:
        return 0;
    }
}

/* Hyphens, the figure dash and the minus sign join the words around them, as a hyphen does. En and
 * em dash separate words and stay; the horizontal bar and the presentation forms become one of the
 * two. */
static int32_t plain_dash(int32_t code_point)
{
    switch (code_point) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D:
        return '-';
    case 0xFE32:
        return 0x2013;
    case 0x2015:
    case 0xFE31:
    case 0xFE58:
        return 0x2014;
    default:
        return 0;
    }
}

/* The letters of U+FB00 to U+FB06; a long s becomes a modern one. */
static const char *plain_ligature(int32_t code_point)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    return code_point >= 0xFB00 && code_point <= 0xFB06 ? letters[code_point - 0xFB00] : NULL;
}

/* Characters without width that no word needs: zero-width space, word joiner, invisible
 * operators, byte-order mark, and the controls of writing direction. */
static bool is_zero_width(int32_t code_point)
{
    switch (code_point) {
    case 0x061C:
    case 0x200B:
    case 0x200E:
    case 0x200F:
    case BYTE_ORDER_MARK:
        return true;
    default:
        return (code_point >= 0x202A && code_point <= 0x202E) ||
               (code_point >= 0x2060 && code_point <= 0x206F);
    }
}

static bool is_blank(int32_t code_point)
{
    switch (code_point) {
    case ' ':
    case '\t':
    case '\r':
    case 0x00A0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
        return true;
    default:
        return code_point >= 0x2000 && code_point <= 0x200A;
    }
}

/* Scripts in which joiner and non-joiner spell words: Hebrew to Myanmar, Khmer, Mongolian and their
 * relatives, the later blocks of the same families. A letter and its folded form are both in or
 * both out. */
static bool uses_joiners(int32_t code_point)
{
    static const int32_t ranges[][2] = {
        {0x0590, 0x109F},   {0x1700, 0x18AF},   {0x1900, 0x1C7F},   {0x1CD0, 0x1CFF},
        {0xA800, 0xAB2F},   {0xABC0, 0xABFF},   {0xFB1D, 0xFDFF},   {0xFE70, 0xFEFE},
        {0x10A00, 0x10FFF}, {0x11000, 0x11FFF}, {0x1E900, 0x1E95F},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1])
            return true;
    return false;
}

static bool is_normal_form(const struct rewrite *rewrite)
{
    return rewrite->rules.form != TEXT_AS_IS;
}

static void write_code_points(const int32_t *code_points, size_t count, struct buffer *to)
{
    buffer_reserve(to, 4 * count);
    for (size_t i = 0; i < count; i++)
        to->size += utf8_encode(code_points[i], to->data + to->size);
}

static void flush_segment(struct rewrite *rewrite, struct buffer *to)
{
    size_t count = rewrite->segment_size;
    if (count > 1)
        count = normal_compose(rewrite->segment, count);
    write_code_points(rewrite->segment, count, to);
    rewrite->segment_size = 0;
}

/* The next code point can only compose with the last starter, so the text before that is
 * finished. */
static void shorten_segment(struct rewrite *rewrite, struct buffer *to)
{
    size_t count = normal_compose(rewrite->segment, rewrite->segment_size);
    size_t last = count - 1;
    while (last > 0 && normal_combining_class(rewrite->segment[last]) != 0)
        last--;
    write_code_points(rewrite->segment, last, to);
    rewrite->segment_size = 0;
    for (size_t i = last; i < count; i++) {
        int32_t parts[NORMAL_ROOM];
        size_t size = normal_decompose(rewrite->segment[i], false, false, parts);
        memcpy(rewrite->segment + rewrite->segment_size, parts, size * sizeof *parts);
        rewrite->segment_size += size;
    }
}

/* The last step: a code point that will be written, composed with its neighbours. */
static void put(struct rewrite *rewrite, int32_t code_point, struct buffer *to)
{
    if (rewrite->beginning < REWRITE_BEGUN) {
        if (code_point == BYTE_ORDER_MARK && rewrite->beginning == 0)
            return;
        if (code_point == '\t' && rewrite->beginning == 3)
            code_point = ' ';
        bool goes_on = rewrite->beginning < 3 && code_point == "doc"[rewrite->beginning];
        rewrite->beginning = goes_on ? rewrite->beginning + 1 : REWRITE_BEGUN;
    }
    if (!is_normal_form(rewrite)) {
        write_code_points(&code_point, 1, to);
        return;
    }
    if (normal_combining_class(code_point) == 0 && !normal_joins_previous(code_point))
        flush_segment(rewrite, to);
    else if (rewrite->segment_size + NORMAL_ROOM > REWRITE_SEGMENT)
        shorten_segment(rewrite, to);
    rewrite->segment[rewrite->segment_size++] = code_point;
}

/* A visible character follows the characters that were held back. */
static void put_waiting(struct rewrite *rewrite, int32_t next, struct buffer *to)
{
    if (rewrite->apostrophe) {
        bool between = normal_is_letter(next);
        rewrite->counts.quotes += between;
        put(rewrite, between ? '\'' : rewrite->apostrophe, to);
        rewrite->apostrophe = 0;
        rewrite->after_letter = false;
    }
    if (rewrite->blanks > 0) {
        put(rewrite, ' ', to);
        rewrite->counts.spaces += rewrite->blanks - rewrite->has_space;
        rewrite->blanks = 0;
        rewrite->has_space = rewrite->after_letter = false;
    }
    if (rewrite->has_return) {
        put(rewrite, '\r', to);
        rewrite->has_return = rewrite->after_letter = false;
    }
}

static int32_t plain_punctuation(struct rewrite *rewrite, int32_t code_point)
{
    int32_t plain = rewrite->rules.quotes ? plain_quote(code_point) : 0;
    rewrite->counts.quotes += plain != 0;
    if (!plain && rewrite->rules.dashes) {
        plain = plain_dash(code_point);
        rewrite->counts.dashes += plain != 0;
    }
    return plain ? plain : code_point;
}

/* A code point in its final order and case; folding may have produced an apostrophe (U+0149). */
static void pass_on(struct rewrite *rewrite, int32_t code_point, struct buffer *to)
{
    if (rewrite->rules.spaces && is_blank(code_point)) {
        if (rewrite->apostrophe)
            put_waiting(rewrite, code_point, to);
        rewrite->blanks++;
        rewrite->has_space |= code_point == ' ';
        return;
    }
    if (code_point == '\r') {
        if (rewrite->apostrophe)
            put_waiting(rewrite, code_point, to);
        rewrite->has_return = true;
        return;
    }
    if (rewrite->rules.fold_case)
        code_point = plain_punctuation(rewrite, code_point);
    put_waiting(rewrite, code_point, to);
    if (rewrite->rules.quotes && rewrite->after_letter &&
        (code_point == GRAVE || code_point == PRIME)) {
        rewrite->apostrophe = code_point;
        return;
    }
    if (normal_combining_class(code_point) == 0)
        rewrite->after_letter = normal_is_letter(code_point);
    put(rewrite, code_point, to);
}

static void end_cluster(struct rewrite *rewrite, struct buffer *to)
{
    size_t size = rewrite->cluster_size;
    if (rewrite->marks > 1)
        normal_order(rewrite->cluster, size);
    rewrite->cluster_size = rewrite->marks = 0;
    for (size_t i = 0; i < size; i++) {
        int32_t code_point = rewrite->cluster[i];
        if (!rewrite->rules.fold_case) {
            pass_on(rewrite, code_point, to);
            continue;
        }
        int32_t folded[NORMAL_ROOM];
        size_t count = normal_decompose(code_point, rewrite->rules.form == TEXT_NFKC, true, folded);
        rewrite->counts.folded += count != 1 || folded[0] != code_point;
        for (size_t j = 0; j < count; j++)
            pass_on(rewrite, folded[j], to);
    }
}

/* A decomposed code point. */
static void let_in(struct rewrite *rewrite, int32_t code_point, struct buffer *to)
{
    bool starter = normal_combining_class(code_point) == 0;
    code_point = plain_punctuation(rewrite, code_point);
    if (rewrite->rules.strip_accents) {
        int32_t plain = normal_without_stroke(code_point);
        bool dropped = rewrite->on_letter && normal_is_accent(code_point);
        rewrite->counts.accents += dropped || plain != code_point;
        if (dropped)
            return;
        code_point = plain;
    }
    if (code_point != '\r' && !(rewrite->rules.spaces && is_blank(code_point)))
        rewrite->shows_hyphen = false;
    if (starter) {
        end_cluster(rewrite, to);
        rewrite->base = code_point;
        rewrite->on_letter = normal_is_letter(code_point);
    } else if (is_normal_form(rewrite)) {
        if (rewrite->marks == REWRITE_MARKS)
            let_in(rewrite, GRAPHEME_JOINER, to);
        rewrite->marks++;
        /* Marks are put in order, and this one is always last. */
        if (rewrite->rules.fold_case && code_point == IOTA_BELOW)
            rewrite->base = IOTA;
    } else {
        end_cluster(rewrite, to);
    }
    rewrite->cluster[rewrite->cluster_size++] = code_point;
}

static void let_in_decomposed(struct rewrite *rewrite, int32_t code_point, struct buffer *to)
{
    if (code_point < 0x80 || !is_normal_form(rewrite)) {
        let_in(rewrite, code_point, to);
        return;
    }
    int32_t parts[NORMAL_ROOM];
    size_t count = normal_decompose(code_point, rewrite->rules.form == TEXT_NFKC, false, parts);
    for (size_t i = 0; i < count; i++)
        let_in(rewrite, parts[i], to);
}

static bool is_joiner_in_use(const struct rewrite *rewrite, int32_t code_point)
{
    return uses_joiners(rewrite->base) ||
           (code_point == JOINER &&
            (rewrite->base == 0xFE0F || normal_is_pictograph(rewrite->base)));
}

/* Whether the code point leaves no trace in the text. */
static bool leave_out(struct rewrite *rewrite, int32_t code_point)
{
    if (code_point == SOFT_HYPHEN && rewrite->rules.soft_hyphens) {
        rewrite->shows_hyphen |= rewrite->on_letter;
        rewrite->counts.soft_hyphens++;
        return true;
    }
    if (!rewrite->rules.zero_width)
        return false;
    bool out = is_zero_width(code_point) || ((code_point == JOINER || code_point == NON_JOINER) &&
                                             !is_joiner_in_use(rewrite, code_point));
    rewrite->counts.zero_width += out;
    return out;
}

/* Ends a line or the text and drops the blanks and returns before it. */
static void end_line(struct rewrite *rewrite, struct buffer *to)
{
    end_cluster(rewrite, to);
    rewrite->counts.spaces += rewrite->blanks + rewrite->has_return;
    rewrite->blanks = 0;
    rewrite->has_return = false;
    put_waiting(rewrite, '\n', to);
    if (rewrite->shows_hyphen)
        put(rewrite, rewrite->rules.keep_line_end ? SOFT_HYPHEN : '-', to);
    flush_segment(rewrite, to);
    rewrite_restart(rewrite);
}

void rewrite_code_point(struct rewrite *rewrite, int32_t code_point, struct buffer *to)
{
    if (code_point == '\n') {
        end_line(rewrite, to);
        rewrite->beginning = REWRITE_BEGUN;
        buffer_append_char(to, '\n');
        return;
    }
    if (code_point >= 0x80) {
        if (leave_out(rewrite, code_point))
            return;
        const char *letters = rewrite->rules.ligatures ? plain_ligature(code_point) : NULL;
        if (letters) {
            rewrite->counts.ligatures++;
            while (*letters)
                let_in(rewrite, *letters++, to);
            return;
        }
        /* Under NFKC the acute would become a space with a mark. */
        if (rewrite->rules.quotes && (code_point == ACUTE || code_point == OXIA)) {
            rewrite->counts.quotes++;
            code_point = '\'';
        }
    }
    let_in_decomposed(rewrite, code_point, to);
}

void rewrite_settle(struct rewrite *rewrite, int32_t next, struct buffer *to)
{
    end_cluster(rewrite, to);
    put_waiting(rewrite, next, to);
    flush_segment(rewrite, to);
    rewrite_restart(rewrite);
}

void rewrite_finish(struct rewrite *rewrite, struct buffer *to)
{
    end_line(rewrite, to);
}

void rewrite_restart(struct rewrite *rewrite)
{
    rewrite->base = 0;
    rewrite->on_letter = rewrite->after_letter = rewrite->shows_hyphen = false;
}

void rewrite_restart_after(struct rewrite *rewrite, int32_t last)
{
    rewrite_restart(rewrite);
    rewrite->base = last;
}

static unsigned char class_of_punctuation(const struct rewrite *rewrite, int32_t code_point)
{
    int32_t plain = rewrite->rules.quotes ? plain_quote(code_point) : 0;
    if (!plain && rewrite->rules.dashes)
        plain = plain_dash(code_point);
    return plain == 0 ? 0 : plain < 0x80 ? (unsigned char)plain : REWRITE_RULE;
}

unsigned char rewrite_class(const struct rewrite *rewrite, int32_t code_point)
{
    const struct rewrite_rules *rules = &rewrite->rules;
    unsigned char class = class_of_punctuation(rewrite, code_point);
    if (class != 0)
        return class;
    /* Characters that only some rules rewrite are processed under all rules: they are rare. */
    if (code_point == SOFT_HYPHEN || code_point == PRIME || is_zero_width(code_point) ||
        code_point == JOINER || code_point == NON_JOINER || is_blank(code_point) ||
        plain_ligature(code_point))
        return REWRITE_RULE;
    int mark = normal_combining_class(code_point);
    if (rules->form == TEXT_AS_IS)
        return mark ? REWRITE_MARK : REWRITE_QUIET;
    if (normal_joins_previous(code_point) ||
        (rules->strip_accents &&
         (normal_without_stroke(code_point) != code_point || normal_is_accent(code_point))))
        return REWRITE_RULE;
    int32_t parts[NORMAL_ROOM];
    size_t count = normal_decompose(code_point, rules->form == TEXT_NFKC, rules->fold_case, parts);
    if (rules->strip_accents && count > 1)
        return REWRITE_RULE;
    if (count > 1) {
        normal_order(parts, count);
        count = normal_compose(parts, count);
    }
    if (count != 1 || parts[0] != code_point)
        return REWRITE_RULE;
    return mark ? REWRITE_MARK : REWRITE_QUIET;
}

void rewrite_count_replaced(struct rewrite *rewrite, int32_t code_point)
{
    plain_punctuation(rewrite, code_point);
}
