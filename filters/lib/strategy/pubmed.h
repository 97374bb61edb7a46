/* The syntax of PubMed, which is recognised and not run. */
#ifndef COSPAN_STRATEGY_PUBMED_H
#define COSPAN_STRATEGY_PUBMED_H

#include "strategy/strategy.h"

/* Marks a strategy in the syntax of PubMed as such, and finds that to be an error. */
void strategy_recognise_pubmed(struct strategy *strategy);

#endif
