#include "place/generations.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/number.h"
#include "base/output.h"
#include "place/whole.h"

static const char folder_name[] = "generations", link_name[] = "current";

/* "generations/4" and NUL. */
static void append_place(struct buffer *text, uint64_t number)
{
    buffer_append_format(text, "%s/%llu", folder_name, (unsigned long long)number);
    buffer_append_char(text, '\0');
}

/* The number of the present generation, 0 before the first. */
static uint64_t present(const struct target *target)
{
    struct buffer link = {0};
    uint64_t number = 0;
    if (folder_kind(&target->folder, link_name) != FOLDER_LINK)
        return 0;
    folder_read_link(&target->folder, link_name, &link);
    struct slice rest = buffer_slice(&link);
    if (!slice_is(slice_cut(&rest, '/'), folder_name) || !number_read_u64(rest, &number))
        number = 0;
    buffer_free(&link);
    return number;
}

void generations_check(const struct target *target)
{
    enum folder_kind kind = folder_kind(&target->folder, folder_name);
    if (kind != FOLDER_NOTHING && kind != FOLDER_FOLDER)
        message_fatal(NULL, "'%s/%s' was not made here: move it", target->shown, folder_name);
    kind = folder_kind(&target->folder, link_name);
    if (kind != FOLDER_NOTHING && present(target) == 0)
        message_fatal(NULL, "'%s/%s' was not made here: move it", target->shown, link_name);
}

static struct folder enter(const struct target *target)
{
    struct folder folder;
    if (folder_enter(&target->folder, folder_name, &folder))
        return folder;
    folder = folder_make(&target->folder, folder_name, false);
    folder_sync(&target->folder);
    return folder;
}

/* The numbers that are taken, whatever has them, in their order; release with free(). */
static uint64_t *numbers_of(const struct folder *folder, size_t *count)
{
    struct folder_names names = folder_names(folder);
    uint64_t *numbers = memory_allocate(names.count, sizeof *numbers);
    *count = 0;
    for (size_t i = 0; i < names.count; i++) {
        uint64_t number;
        if (names.items[i][0] == '0' || !number_read_u64(slice_of(names.items[i]), &number))
            continue;
        size_t at = (*count)++;
        for (; at > 0 && numbers[at - 1] > number; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
    folder_names_free(&names);
    return numbers;
}

/* The link to a generation, in the stage. */
static void make_link(const struct target *target, uint64_t number)
{
    struct buffer to = {0};
    append_place(&to, number);
    folder_remove(&target->stage, link_name, false);
    folder_link(&target->stage, link_name, to.data);
    buffer_free(&to);
}

static void move_link(const struct target *target)
{
    folder_move_over(&target->stage, link_name, &target->folder, link_name);
    folder_sync(&target->folder);
}

void generations_commit(struct target *target)
{
    struct folder folder = enter(target);
    size_t count;
    whole_seal(target);
    generations_check(target);
    uint64_t *numbers = numbers_of(&folder, &count), before = present(target);
    uint64_t number = count > 0 && numbers[count - 1] > before ? numbers[count - 1] : before;
    free(numbers);
    char name[NUMBER_DIGITS + 1];
    do {
        number = number_add(number, 1);
        name[number_write_u64(name, number)] = '\0';
        make_link(target, number);
        target_note_state(target, slice_of(name));
    } while (!folder_move(&target->stage, "new", &folder, name));
    folder_sync(&folder);
    folder_sync(&target->stage);
    move_link(target);
    folder_close(&folder);
    output_format(output_open(NULL), "%s\n", name);
}

void generations_recover(struct target *target, struct slice state)
{
    uint64_t number;
    if (slice_is(state, "discard") && !whole_remove(&target->stage, "old"))
        message_fatal(NULL, "'%s/old' holds what was not made here: move it", target->stage.path);
    /* As long as it is in the stage it has no number. */
    if (folder_kind(&target->stage, "new") == FOLDER_FOLDER || !number_read_u64(state, &number))
        return;
    generations_check(target);
    if (present(target) == number)
        return;
    make_link(target, number);
    move_link(target);
}

static bool is_held(const struct option_list *held, uint64_t number)
{
    for (size_t i = 0; i < held->count; i++) {
        uint64_t other;
        if (number_read_u64(slice_of(held->items[i]), &other) && other == number)
            return true;
    }
    return false;
}

/* Takes a generation out of reach, looks at it once more, and removes it. */
static void remove_generation(const struct target *target, const struct folder *folder,
                              const char *name)
{
    char *change = whole_change(folder, name);
    if (!change && folder_move(folder, name, &target->stage, "old")) {
        change = whole_change(&target->stage, "old");
        if (change)
            folder_move(&target->stage, "old", folder, name);
        else if (!whole_remove(&target->stage, "old"))
            message_error(NULL, "'%s/old' holds what was not made here: move it",
                          target->stage.path);
    }
    if (change)
        message_note(NULL,
                     "'%s/%s/%s' was not made here or was changed since: generation %s is kept "
                     "until you move it",
                     folder->path, name, change, name);
    free(change);
}

void generations_prune(const struct target *target, uint64_t keep, const struct option_list *held)
{
    struct folder folder = enter(target);
    size_t count;
    uint64_t *numbers = numbers_of(&folder, &count), now = present(target);
    target_note_state(target, slice_of("discard"));
    for (size_t i = 0; i + keep < count; i++) {
        char name[NUMBER_DIGITS + 1];
        name[number_write_u64(name, numbers[i])] = '\0';
        if (numbers[i] != now && !is_held(held, numbers[i]) && whole_is_marked(&folder, name))
            remove_generation(target, &folder, name);
    }
    free(numbers);
    folder_sync(&folder);
    folder_close(&folder);
}
