/* Whether two records are one study: rules that join, vetoes that keep apart, each with a name
 * that is printed with the pair, so that every decision can be read and disputed.
 *
 * Precision goes before recall: a study that is merged with another one is lost for a review, a
 * duplicate that stays costs a minute. So a rule asks for agreement of several fields that have
 * nothing to do with each other, and one veto is stronger than any rule. What has a rule and a
 * doubtful veto, or nearly a rule, is left for a person.
 *
 * Where the rules come from: the fields that reviewers compare by hand, and in which order (Bramer
 * and others, J Med Libr Assoc 2016;104:240-3: author, year, title, journal, then volume and pages);
 * the sorts of error that deduplication meets (Rathbone and others, Syst Rev 2015;4:6; Hair and
 * others, BMC Biol 2023;21:189); PRISMA's difference between a report and a study, by which a
 * conference abstract, a protocol, an erratum or a reply is a record of its own. None is written for
 * a certain record. */
#ifndef COSPAN_REVIEW_DUPLICATE_RULES_H
#define COSPAN_REVIEW_DUPLICATE_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "review/citation.h"
#include "review/similarity.h"

/* In order of strength: where records can be joined in several ways, the stronger rule goes first. */
enum duplicate_rule {
    RULE_NONE,
    RULE_PERSON,             /* somebody said so */
    RULE_SAME_RECORD,        /* every field that is compared is the same */
    RULE_PMID,               /* same PMID, titles alike */
    RULE_DOI,                /* same DOI, titles alike */
    RULE_TITLE_PLACE,        /* title equal or variant, volume and first page */
    RULE_TITLE_JOURNAL_YEAR, /* title equal, journal, year, authors fit */
    RULE_DOI_VERSION,       /* versions of one DOI, title equal, authors, years at most one apart */
    RULE_TITLE_AUTHOR_YEAR, /* title equal, authors, year; one has no journal */
    RULE_AHEAD_OF_PRINT,   /* title equal, authors, journal, years one apart; one not in an issue */
    RULE_TITLE_ABSTRACT,   /* title equal, abstract, year */
    RULE_TITLE_PART,       /* a subtitle or some letters differ; authors, journal, year, place */
    RULE_ALIKE_PLACE,      /* title alike, authors, volume, first page, year */
    RULE_TRANSLATED_PLACE, /* title in two languages; authors, journal, volume, both pages, year */
    RULE_LIKELY,           /* not enough for a rule; for a person */
    DUPLICATE_RULES
};

enum duplicate_veto {
    VETO_NONE,
    VETO_PERSON,      /* somebody said no */
    VETO_KIND,        /* erratum, reply, protocol, part ... beside the paper */
    VETO_NUMBERS,     /* numbers in the titles differ */
    VETO_PMID,        /* both have a PMID, and not the same */
    VETO_TITLE,       /* the same DOI or PMID, but titles that have little in common */
    VETO_DOI,         /* both have a DOI, and not the same */
    VETO_TYPE,        /* conference, preprint, thesis, book beside an article */
    VETO_YEAR,        /* years more than one apart, or one apart without a reason */
    VETO_AUTHORS,     /* no author in common */
    VETO_VENUE,       /* journals differ */
    VETO_PAGES,       /* first pages differ */
    VETO_VOLUME,      /* volumes differ */
    VETO_GENERIC,     /* a title like Editorial or Reply, which many have */
    VETO_SAME_EXPORT, /* from the same export, and only alike */
    VETO_CHAIN,       /* would join records that another veto keeps apart */
    DUPLICATE_VETOES
};

enum duplicate_verdict { VERDICT_APART, VERDICT_REVIEW, VERDICT_MERGE };

extern const char *const duplicate_rule_names[DUPLICATE_RULES];
extern const char *const duplicate_veto_names[DUPLICATE_VETOES];
extern const char *const duplicate_verdict_names[3];

/* What a decision was made of. */
struct duplicate_decision {
    uint8_t verdict, rule, veto;
    uint8_t relation;                                       /* of the titles */
    uint8_t year, journal, volume, pages, doi, pmid, first; /* enum field_match */
    int16_t title, authors, abstract;                       /* per mille */
};

/* Symmetric. A pair with neither rule nor veto is apart. */
struct duplicate_decision duplicate_decide(const struct citation *a, const struct citation *b);

#endif
