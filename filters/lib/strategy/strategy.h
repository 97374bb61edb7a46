/* A search strategy in the language of Ovid, as a tree for each of its lines.
 *
 * A strategy is a list of statements, each with a number; a statement is a search of its own or
 * combines the sets that earlier ones found. It is read as it is printed in papers: with or
 * without numbers, with hit counts, comments and echoes in brackets, typographic quotes and
 * dashes, and lines that were wrapped. The invariant: a line that is not broken has a tree whose
 * references all point to earlier lines that are not broken either.
 *
 * What is wrong or doubtful is collected as findings, with the place of each; nothing is printed
 * here and nothing fails. All strings and nodes live as long as the strategy.
 *
 * The language is that of the database guides of Ovid, as far as they agree; search.1 describes
 * it, and says where it is our own choice. */
#ifndef COSPAN_STRATEGY_STRATEGY_H
#define COSPAN_STRATEGY_STRATEGY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/slice.h"

#define STRATEGY_NONE UINT32_MAX

/* More parentheses than this within each other, more terms joined by adj or a greater distance are
 * an error, so that walking a tree needs little stack. */
enum { STRATEGY_MOST_NESTED = 100, STRATEGY_MOST_JOINED = 50, STRATEGY_MOST_DISTANCE = 99 };

enum strategy_kind {
    STRATEGY_WORDS,     /* a word or phrase in fields */
    STRATEGY_HEADING,   /* a subject heading */
    STRATEGY_SET,       /* what another line found */
    STRATEGY_OR,        /* of its children */
    STRATEGY_AND,       /* of its children */
    STRATEGY_BUT_NOT,   /* the first child and none of the others */
    STRATEGY_ADJACENT,  /* two children next to each other */
    STRATEGY_FREQUENCY, /* its child at least so many times */
    STRATEGY_YEARS,     /* year of publication within bounds */
    STRATEGY_ABSTRACT,  /* the record has an abstract */
    STRATEGY_UNKNOWN,   /* a limit that records cannot answer */
};

struct strategy_node {
    enum strategy_kind kind;
    uint32_t first, next;   /* first child; next child of the same parent */
    uint32_t from, to;      /* bytes of the line's text */
    uint64_t fields;        /* bits of strategy_fields; 0 where none was given */
    struct slice text;      /* words; heading; name of a limit */
    uint64_t qualifiers[2]; /* heading: bits of strategy_qualifiers, none is any */
    uint32_t number;        /* distance, frequency, first year; index of the line of a set */
    uint32_t last;          /* last year */
    bool ordered;           /* adjacent in this order: a space or `adj` */
    bool quoted, explode, focus;
    bool digits;   /* words that are a number and may be a set */
    bool grouped;  /* stood in parentheses */
    bool limiting; /* a record without the field is neither found nor passed over */
};

/* A byte of a line's text: where it stood in the file. */
struct strategy_spot {
    uint32_t line, column;
};

struct strategy_line {
    uint64_t number;
    struct slice text;           /* without number, hits and echoes; quotes and dashes made plain */
    struct strategy_spot *spots; /* for each byte of the text, and one more for its end */
    uint32_t root;               /* node, STRATEGY_NONE where there is none */
    uint32_t cause;              /* broken by this line: itself where it is wrong; STRATEGY_NONE */
    bool command;                /* a dot-dot command: noted and not run */
    bool used;                   /* another line refers to it */
};

enum strategy_level { STRATEGY_ERROR, STRATEGY_WARNING, STRATEGY_NOTE };

struct strategy_finding {
    enum strategy_level level;
    uint32_t line;  /* index */
    uint32_t place; /* byte of the text */
    struct slice message;
};

/* Zero-initialise. */
struct strategy {
    struct strategy_line *lines;
    size_t line_count, line_capacity;
    struct strategy_node *nodes;
    size_t node_count, node_capacity;
    struct strategy_finding *findings;
    size_t finding_count, finding_capacity;
    struct arena arena;
    bool numbered; /* the text has numbers of its own */
    bool pubmed;   /* the text is in the syntax of PubMed and was not parsed */
};

/* The index of the line with this number, STRATEGY_NONE if there is none. */
uint32_t strategy_find_line(const struct strategy *strategy, uint64_t number);

/* Whether the line finds records: it is no command, not wrong, and needs no line that is. */
static inline bool strategy_can_run(const struct strategy_line *line)
{
    return line->root != STRATEGY_NONE && line->cause == STRATEGY_NONE;
}

/* Where a finding was made. */
struct strategy_spot strategy_place(const struct strategy *strategy,
                                    const struct strategy_finding *finding);

/* Puts findings in the order of their places, worst first at one place. */
void strategy_sort_findings(struct strategy *strategy);

void strategy_free(struct strategy *strategy);

#endif
