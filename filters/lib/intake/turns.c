#include "intake/turns.h"

#include "base/buffer.h"
#include "base/map.h"
#include "text/normal.h"

enum { LEVELS = 10, LONGEST_PAUSE = 2000 };

struct maker {
    const struct turns_rules *rules;
    struct labels *labels;
    struct slice doc;
    turn_found *found;
    void *context;

    struct turn turn;
    struct buffer text;
    bool open;      /* there is a row */
    bool of_cues;   /* ... made of cues */
    bool only_time; /* ... begun by a time that stands alone */
    bool of_table;  /* the label is a cell's: nobody speaks behind the table */
    uint32_t label; /* of the passage before, MAP_NONE */
    struct slice titles[LEVELS];
    struct buffer section;
    bool bare; /* a heading under which nothing stands yet */
    uint64_t heading_line;
};

static void end_turn(struct maker *maker)
{
    if (!maker->open)
        return;
    maker->turn.text = buffer_slice(&maker->text);
    maker->turn.section = buffer_slice(&maker->section);
    maker->found(maker->context, &maker->turn);
    maker->open = maker->bare = false;
    buffer_clear(&maker->text);
}

static void begin_turn(struct maker *maker, const struct passage *passage, uint32_t label,
                       uint64_t start)
{
    end_turn(maker);
    const struct speakers *speakers = maker->rules->speakers;
    struct slice name = label != MAP_NONE ? map_key(&maker->labels->names, label) : slice_of("");
    uint32_t row = speakers && label != MAP_NONE ? speakers_find(speakers, maker->doc, name)
                                                 : SPEAKERS_NONE;
    maker->turn = (struct turn){.speaker = row != SPEAKERS_NONE ? speakers->speakers[row] : name,
                                .start = start,
                                .end = passage->end,
                                .line = passage->line,
                                .row = row};
    maker->open = true;
    maker->of_cues = passage->cue;
    maker->only_time = false;
}

/* A heading under which nothing stands is a row without text, so that it is not lost. */
static void end_section(struct maker *maker)
{
    end_turn(maker);
    if (!maker->bare)
        return;
    maker->turn = (struct turn){.speaker = slice_of(""),
                                .start = PASSAGE_NO_TIME,
                                .end = PASSAGE_NO_TIME,
                                .line = maker->heading_line,
                                .row = SPEAKERS_NONE};
    maker->open = true;
    end_turn(maker);
}

static void take_heading(struct maker *maker, const struct passage *passage)
{
    unsigned level = passage->heading < LEVELS ? passage->heading : LEVELS - 1;
    unsigned last = LEVELS - 1;
    while (last > 0 && maker->titles[last].size == 0)
        last--;
    /* A heading with a lower one under it is not lost: it is part of that section's name. */
    if (last >= level)
        end_section(maker);
    else
        end_turn(maker);
    for (unsigned i = level; i < LEVELS; i++)
        maker->titles[i] = slice_of("");
    maker->titles[level] = passage->text;
    buffer_clear(&maker->section);
    for (unsigned i = 0; i < LEVELS; i++) {
        if (maker->titles[i].size == 0)
            continue;
        if (maker->section.size > 0)
            buffer_append_string(&maker->section, " > ");
        buffer_append_slice(&maker->section, maker->titles[i]);
    }
    maker->bare = true;
    maker->heading_line = passage->line;
    maker->label = MAP_NONE;
}

/* Whether the text ends a sentence: with . ! ? … or their like, perhaps in quotes. */
static bool ends_sentence(struct slice text)
{
    static const char *const quotes[] = {"\"", "'", ")", "]", "”", "’", "»", "」"};
    static const char *const stops[] = {".", "!", "?", "…", "。", "！", "？", "؟", "।"};
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (slice_ends(text, quotes[i]))
            text.size -= strlen(quotes[i]);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (slice_ends(text, stops[i]))
            return true;
    return false;
}

static bool same_speaker(const struct maker *maker, uint32_t label)
{
    const struct speakers *speakers = maker->rules->speakers;
    if (label == maker->label)
        return true;
    if (label == MAP_NONE || maker->label == MAP_NONE || !speakers)
        return false;
    uint32_t row = speakers_find(speakers, maker->doc, map_key(&maker->labels->names, label));
    return row != SPEAKERS_NONE && slice_equal(speakers->speakers[row], maker->turn.speaker);
}

/* Whether a cue goes on with the row that is open. */
static bool cue_goes_on(const struct maker *maker, const struct passage *passage, uint32_t label)
{
    if (!maker->open || !maker->of_cues || !same_speaker(maker, label))
        return false;
    if (passage->continues)
        return true;
    /* Files that were put behind each other begin again. */
    if (maker->rules->per_cue || passage->start < maker->turn.start)
        return false;
    bool pause = passage->start > maker->turn.end &&
                 passage->start - maker->turn.end > LONGEST_PAUSE;
    return label != MAP_NONE || (!pause && !ends_sentence(buffer_slice(&maker->text)));
}

static void add_text(struct maker *maker, const char *between, struct slice text)
{
    text = slice_trim(text);
    if (maker->text.size > 0 && text.size > 0)
        buffer_append_string(&maker->text, between);
    buffer_append_slice(&maker->text, text);
}

static void take_cue(struct maker *maker, const struct passage *passage, uint32_t label,
                     struct slice text)
{
    /* Under a label that was typed, the next cue without one is still that speaker's; where the
     * format knows, nobody is nobody. */
    if (label == MAP_NONE && !maker->labels->voices)
        label = maker->label;
    bool same = maker->open && maker->of_cues && label != MAP_NONE && same_speaker(maker, label);
    if (!cue_goes_on(maker, passage, label)) {
        begin_turn(maker, passage, label, passage->start);
        maker->turn.continues = same;
    }
    maker->turn.end = passage->end;
    maker->label = label;
    add_text(maker, " ", text);
}

static void take_line(struct maker *maker, const struct passage *passage, uint32_t label,
                      const struct label *found)
{
    bool labelled = label != MAP_NONE, stamped = found->time != PASSAGE_NO_TIME;
    if (maker->of_table && passage->row == 0 && !labelled) {
        end_turn(maker);
        maker->label = MAP_NONE;
    }
    maker->of_table = labelled ? found->form == LABEL_CELL : maker->of_table && passage->row > 0;
    struct slice text = labelled ? found->rest : found->unlabelled;
    uint64_t end;
    bool ends = label_cut_end_time(&text, &end);
    bool goes_on = maker->open && !labelled &&
                   (passage->continues || (maker->label != MAP_NONE && !stamped));
    /* A stamp alone above the text, and the text under its label, are one row. */
    bool waits = maker->open && maker->text.size == 0;
    if (!labelled)
        label = maker->label;
    bool same = maker->open && !labelled && label != MAP_NONE;
    bool time_waits = waits && maker->only_time;
    if (!goes_on && !(waits && !labelled)) {
        uint64_t start = time_waits && !stamped ? maker->turn.start : found->time;
        /* The time above a label is that of its turn. */
        maker->open = maker->open && !time_waits;
        begin_turn(maker, passage, label, start);
        maker->turn.continues = same;
        maker->only_time = !labelled && slice_trim(text).size == 0;
    } else if (stamped && (time_waits || maker->turn.start == PASSAGE_NO_TIME))
        maker->turn.start = found->time;
    maker->label = label;
    if (ends)
        maker->turn.end = end;
    add_text(maker, passage->continues ? "\n" : "\n\n", text);
}

/* Whoever spoke last, under whatever heading, did not say the note. */
static void leave_text(struct maker *maker)
{
    end_section(maker);
    for (unsigned i = 0; i < LEVELS; i++)
        maker->titles[i] = slice_of("");
    buffer_clear(&maker->section);
    maker->label = MAP_NONE;
}

/* The number of a row of a table in which people talk. */
static bool is_row_number(const struct maker *maker, const struct passage *passage)
{
    bool number = passage->heads_row && maker->labels->counts[LABEL_CELL];
    for (size_t i = 0; i < passage->text.size; i++)
        number = number && strchr("0123456789.", passage->text.data[i]);
    return number;
}

static void take_passage(struct maker *maker, const struct passage *passage)
{
    if (is_row_number(maker, passage))
        return;
    if (passage->note && !passage->continues)
        leave_text(maker);
    struct label found;
    uint32_t label = labels_of_passage(maker->labels, passage, &found), before = maker->label;
    struct slice text = label != MAP_NONE ? found.rest : passage->text;
    if (passage->cue)
        take_cue(maker, passage, label, text);
    else
        take_line(maker, passage, label, &found);
    if (maker->label == MAP_NONE)
        return;
    struct label_facts *facts = &maker->labels->facts[maker->label];
    facts->words += passage_words(text);
    facts->turns += passage->cue ? maker->label != before || facts->turns == 0 : label != MAP_NONE;
}

void turns_make(const struct passages *passages, struct labels *labels, struct slice doc,
                const struct turns_rules *rules, turn_found *found, void *context)
{
    struct maker maker = {.rules = rules,
                          .labels = labels,
                          .doc = doc,
                          .found = found,
                          .context = context,
                          .label = MAP_NONE};
    for (size_t i = 0; i < LEVELS; i++)
        maker.titles[i] = slice_of("");
    for (size_t i = 0; i < passages->count; i++) {
        if (passages->items[i].heading > 0)
            take_heading(&maker, &passages->items[i]);
        else
            take_passage(&maker, &passages->items[i]);
    }
    end_section(&maker);
    buffer_free(&maker.text);
    buffer_free(&maker.section);
}

/* The line without its number, mark or colon: `7. References:`. */
static bool names_references(struct slice line, struct buffer *key)
{
    static const char *const names[] = {
        "references",   "reference list",       "list of references", "bibliography",
        "literature",   "literature cited",     "works cited",        "references cited",
        "cited works",  "references and notes", "literatur",          "literaturverzeichnis",
        "bibliografie", "bibliographie",        "références",         "referencias",
        "bibliografía", "riferimenti",          "bibliografia",       "referências",
        "referenties",  "referenser",           "referanser",         "referencer",
    };
    enum { LONGEST = 40 };
    while (line.size > 0 && strchr("0123456789. \t", line.data[0]))
        line = slice_from(line, 1);
    while (line.size > 0 && strchr(":. \t", line.data[line.size - 1]))
        line.size--;
    if (line.size == 0 || line.size > LONGEST)
        return false;
    buffer_clear(key);
    text_fold(line, LETTER_FOLD, false, key);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(buffer_slice(key), names[i]))
            return true;
    return false;
}

size_t turns_drop_references(struct passages *passages, uint64_t *line)
{
    struct buffer key = {0};
    struct passage *items = passages->items;
    size_t first = passages->count, end;
    while (first > 0) {
        const struct passage *passage = &items[first - 1];
        bool alone = !passage->continues && !passage->cue && !passage->note;
        if (alone && names_references(passage->text, &key))
            break;
        first--;
    }
    buffer_free(&key);
    if (first == 0)
        return 0;
    unsigned level = items[--first].heading;
    for (end = first + 1; end < passages->count && !items[end].note; end++)
        if (level > 0 && items[end].heading > 0 && items[end].heading <= level)
            break;
    *line = items[first].line;
    memmove(items + first, items + end, (passages->count - end) * sizeof *items);
    passages->count -= end - first;
    return end - first;
}
