#include "place/tell.h"

#include <stdlib.h>

#include "base/append.h"
#include "base/folder.h"
#include "base/message.h"
#include "base/number.h"

enum { LONGEST_MARK = 64 * 1024, LONGEST_TEXT = 1 << 30 };

static const char name[] = "told";

/* What `telling WORD PLACE INODE` says; false where the line is another. */
static bool read_place(struct slice line, const char *word, uint64_t *place, uint64_t *inode)
{
    return slice_is(slice_cut(&line, ' '), "telling") && line.data &&
           slice_is(slice_cut(&line, ' '), word) && line.data &&
           number_read_u64(slice_cut(&line, ' '), place) && line.data &&
           number_read_u64(line, inode);
}

static struct buffer read_text(const char *path)
{
    struct folder above;
    struct buffer text = {0};
    char *last;
    folder_resolve(path, &above, &last);
    if (!folder_read(&above, last, LONGEST_TEXT, &text))
        message_fatal(NULL, "no file '%s'", path);
    folder_close(&above);
    free(last);
    return text;
}

/* What the target says was told, or is being told. */
static struct buffer read_noted(const struct target *target)
{
    struct buffer noted = {0};
    bool good = folder_kind(&target->folder, name) == FOLDER_NOTHING;
    if (!good && folder_read(&target->folder, name, LONGEST_MARK, &noted))
        good = slice_starts(buffer_slice(&noted), "told ") ||
               slice_starts(buffer_slice(&noted), "telling ");
    if (!good)
        message_fatal(NULL, "'%s/%s' was not made here: move it", target->shown, name);
    return noted;
}

void tell_once(const struct target *target, const char *word, const char *from, const char *path)
{
    struct buffer text = read_text(from), noted = read_noted(target), told = {0}, telling = {0};
    uint64_t place = 0, inode = 0;
    struct slice rest = buffer_slice(&noted), line = slice_cut(&rest, '\n');
    buffer_append_format(&told, "told %s\n", word);
    if (!slice_equal(buffer_slice(&noted), buffer_slice(&told))) {
        /* What is noted at the end is on the disk before. */
        folder_remove(&target->stage, name, false);
        folder_write(&target->stage, name, buffer_slice(&told));
        struct append append = append_open(path);
        bool is_there = read_place(line, word, &place, &inode) && append.regular &&
                        inode == append.inode && append_has(&append, place, buffer_slice(&text));
        if (!is_there) {
            buffer_append_format(&telling, "telling %s %llu %llu\n", word,
                                 (unsigned long long)append.size, (unsigned long long)append.inode);
            folder_replace(&target->folder, name, buffer_slice(&telling), &target->stage);
            folder_sync(&target->folder);
            append_write(&append, buffer_slice(&text));
        }
        append_close(&append);
        folder_move_over(&target->stage, name, &target->folder, name);
        folder_sync(&target->folder);
    }
    buffer_free(&text);
    buffer_free(&noted);
    buffer_free(&told);
    buffer_free(&telling);
}
