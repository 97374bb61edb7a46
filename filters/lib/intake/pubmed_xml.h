/* PubMed's XML: PubmedArticle and PubmedBookArticle, as PubMed, its baseline files and EFetch give
 * them. Tags are paths without the wrappers that say nothing (`ArticleTitle`, `Journal/Title`), with
 * the kind of what comes in kinds (`ArticleIdList/ArticleId[doi]`). What PubMed cuts up is put
 * together again:
 *
 *   AuthorList/Author            Curie, Marie or Collins, John, Jr; the name of a group as it stands
 *   Abstract/AbstractText        BACKGROUND: ... METHODS: ..., one field
 *   MeshHeadingList/MeshHeading  *Depression/diagnosis, an asterisk before a major topic
 *   PubDate and other dates      2015 Dec 1, 2015-12-29; MedlineDate as it stands
 *
 * See xml_records.h for what happens with files that are broken or attack. */
#ifndef COSPAN_INTAKE_PUBMED_XML_H
#define COSPAN_INTAKE_PUBMED_XML_H

#include <stdbool.h>

#include "base/slice.h"
#include "intake/record.h"
#include "text/source.h"

void pubmed_xml_read(struct source *source, struct record_sink *sink);

bool pubmed_xml_begins(struct slice beginning);

#endif
