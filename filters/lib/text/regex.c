#define PCRE2_CODE_UNIT_WIDTH 8
#include "text/regex.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"

enum {
    MATCH_LIMIT = 1000000,
    DEPTH_LIMIT = 10000,
    HEAP_LIMIT_KIB = 64 * 1024,
    STACK_START = 32 * 1024,
    STACK_LIMIT = 8 * 1024 * 1024,
};

/* A byte that every match contains, in upper or lower case; meaningless unless `known`. */
struct needed_byte {
    bool known;
    char one, other;
};

struct regex {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    bool compiled_to_machine_code;
    struct needed_byte first, last;
};

static void *checked(void *pointer)
{
    if (!pointer)
        message_fatal(NULL, "out of memory: cannot hold a regular expression");
    return pointer;
}

/* Whether letters may match those of the other case: because of `fold_case` or of an option inside
 * the expression. */
static bool may_fold_case(struct slice expression, bool fold_case)
{
    for (size_t i = 0; i + 2 < expression.size && !fold_case; i++)
        fold_case = expression.data[i] == '(' && expression.data[i + 1] == '?' &&
                    !strchr(":=!<>|", expression.data[i + 2]);
    return fold_case;
}

/* What PCRE2 knows about the first or the last byte of every match. */
static struct needed_byte needed_byte(const pcre2_code *code, uint32_t type, uint32_t unit,
                                      bool fold_case)
{
    uint32_t known = 0, byte = 0;
    pcre2_pattern_info(code, type, &known);
    pcre2_pattern_info(code, unit, &byte);
    struct needed_byte needed = {known == 1 && byte < 0x80, (char)byte, (char)byte};
    bool is_letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    if (!fold_case || !is_letter)
        return needed;
    /* k and s also match the Kelvin sign and the long s. */
    needed.known &= (byte | 0x20) != 'k' && (byte | 0x20) != 's';
    needed.other = (char)(byte ^ 0x20);
    return needed;
}

struct regex *regex_compile(struct slice expression, bool fold_case, struct regex_error *error)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
    int code;
    size_t offset;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)expression.data, expression.size,
                                         options | (fold_case ? PCRE2_CASELESS : 0), &code, &offset,
                                         NULL);
    if (!compiled) {
        if (code == PCRE2_ERROR_HEAP_FAILED)
            checked(NULL);
        error->offset = offset;
        pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message, sizeof error->message);
        return NULL;
    }
    struct regex *regex = memory_zeroed(1, sizeof *regex);
    regex->code = compiled;
    regex->compiled_to_machine_code = pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE) == 0;
    bool folded = may_fold_case(expression, fold_case);
    regex->first = needed_byte(compiled, PCRE2_INFO_FIRSTCODETYPE, PCRE2_INFO_FIRSTCODEUNIT,
                               folded);
    regex->last = needed_byte(compiled, PCRE2_INFO_LASTCODETYPE, PCRE2_INFO_LASTCODEUNIT, folded);
    regex->match = checked(pcre2_match_data_create(1, NULL));
    regex->context = checked(pcre2_match_context_create(NULL));
    pcre2_set_match_limit(regex->context, MATCH_LIMIT);
    pcre2_set_depth_limit(regex->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(regex->context, HEAP_LIMIT_KIB);
    if (regex->compiled_to_machine_code) {
        regex->stack = checked(pcre2_jit_stack_create(STACK_START, STACK_LIMIT, NULL));
        pcre2_jit_stack_assign(regex->context, NULL, regex->stack);
    }
    return regex;
}

static bool may_hold(struct slice bytes, struct needed_byte needed)
{
    if (!needed.known || strchr(" \t\n\r|\\", needed.one))
        return true;
    return memchr(bytes.data, needed.one, bytes.size) ||
           (needed.other != needed.one && memchr(bytes.data, needed.other, bytes.size));
}

bool regex_may_match_words(const struct regex *regex, struct slice bytes)
{
    return bytes.size > 0 && may_hold(bytes, regex->first) && may_hold(bytes, regex->last);
}

enum regex_result regex_find(struct regex *regex, struct slice text, size_t from, size_t *start,
                             size_t *end)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)(text.data ? text.data : "");
    int result = pcre2_match(regex->code, subject, text.size, from, PCRE2_NO_UTF_CHECK,
                             regex->match, regex->context);
    /* A match that overflows the machine stack may still fit into the heap of the interpreter. */
    if (result == PCRE2_ERROR_JIT_STACKLIMIT)
        result = pcre2_match(regex->code, subject, text.size, from,
                             PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, regex->match, regex->context);
    if (result == PCRE2_ERROR_NOMATCH)
        return REGEX_NONE;
    if (result < 0)
        return REGEX_LIMIT;
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(regex->match);
    *start = offsets[0];
    *end = offsets[1];
    return REGEX_MATCH;
}

void regex_free(struct regex *regex)
{
    pcre2_code_free(regex->code);
    pcre2_match_data_free(regex->match);
    pcre2_match_context_free(regex->context);
    pcre2_jit_stack_free(regex->stack);
    free(regex);
}

const char *text_pcre2_version(void)
{
    static char version[64];
    int size = snprintf(version, sizeof version, "PCRE2 ");
    pcre2_config(PCRE2_CONFIG_VERSION, version + size);
    return version;
}
