#include "strategy/fields.h"

#include "strategy/strategy.h"
#include "strategy/build.h"

const struct strategy_field strategy_fields[] = {
    {"ti", SEARCH_WORDS, false, "title"},
    {"ab", SEARCH_WORDS, false, "abstract"},
    {"tw", SEARCH_WORDS, false, "title abstract text"},
    {"kf", SEARCH_WORDS, false, "keywords"},
    {"kw", SEARCH_WORDS, false, "keywords"},
    {"id", SEARCH_WORDS, false, "keywords"},
    {"mp", SEARCH_WORDS, false,
     "title abstract text keywords original_title substances other:TT other:RN "
     "other:NM " STRATEGY_HEADINGS},
    {"ot", SEARCH_WORDS, false, "original_title other:TT"},
    {"nm", SEARCH_WORDS, false, "substances other:RN other:NM"},
    {"rn", SEARCH_WORDS, false, "substances other:RN"},
    {"sh", SEARCH_WHOLE, false, STRATEGY_HEADINGS},
    {"mh", SEARCH_WHOLE, false, STRATEGY_HEADINGS},
    {"hw", SEARCH_WORDS, false, STRATEGY_HEADINGS},
    {"fs", SEARCH_WHOLE, false, STRATEGY_QUALIFIERS},
    {"au", SEARCH_START, false, "authors"},
    {"fa", SEARCH_START, false, "authors"},
    {"jn", SEARCH_WHOLE, false, "journal"},
    {"jx", SEARCH_WHOLE, false, "journal"},
    {"jw", SEARCH_WORDS, false, "journal"},
    {"pt", SEARCH_WHOLE, false, "type other:PT"},
    {"lg", SEARCH_WHOLE, true, "lang"},
    {"la", SEARCH_WHOLE, true, "lang"},
    {"yr", SEARCH_WHOLE, true, "year"},
    {"dp", SEARCH_WHOLE, true, "year"},
    {"ui", SEARCH_WHOLE, false, "pmid doc"},
    {"an", SEARCH_WHOLE, false, "accession pmid doc"},
    {"do", SEARCH_WORDS, false, "doi"},
    {"in", SEARCH_WORDS, false, "institution affiliation affiliations address other:AD"},
    {"af", SEARCH_WORDS, false, STRATEGY_ALL},
    {"tx", SEARCH_WORDS, false, "text"},
    {"so", SEARCH_WORDS, false, "journal year volume issue pages"},
    {"vo", SEARCH_WHOLE, false, "volume"},
    {"ip", SEARCH_WHOLE, false, "issue"},
    {"pg", SEARCH_WORDS, false, "pages"},
    {"is", SEARCH_WORDS, false, "issn"},
    {"cp", SEARCH_WORDS, false, "country"},
    {"db", SEARCH_WORDS, false, "database"},
    {"pu", SEARCH_WORDS, false, "publisher"},
    {"ed", SEARCH_WHOLE, true, "entry_date"},
    {"dt", SEARCH_WHOLE, true, "entry_date"},
    {"da", SEARCH_WHOLE, true, "entry_date"},
    {"dc", SEARCH_WHOLE, true, "entry_date"},
    {"rd", SEARCH_WHOLE, true, "entry_date"},
    {"up", SEARCH_WHOLE, true, "entry_date"},
    {"ez", SEARCH_WHOLE, true, "entry_date"},
    {"ep", SEARCH_WHOLE, true, "entry_date"},
    {"gn", SEARCH_WORDS, false, "genes"},
    {"gs", SEARCH_WORDS, false, "genes"},
    {"ps", SEARCH_WORDS, false, "names"},
    {"px", SEARCH_WORDS, false, "protocols"},
    {"rx", SEARCH_WORDS, false, "diseases"},
    {"ox", SEARCH_WORDS, false, "organisms"},
    {"sy", SEARCH_WORDS, false, "synonyms"},
    {"tc", SEARCH_WORDS, false, "contents"},
    {"tm", SEARCH_WORDS, false, "tests"},
    {"sb", SEARCH_WORDS, false, "subset"},
    {"cm", SEARCH_WORDS, false, "comments"},
    {"st", SEARCH_WORDS, false, "status"},
    {"tn", SEARCH_WORDS, false, "trade_name"},
    {"dm", SEARCH_WORDS, false, "trade_name"},
    {"dv", SEARCH_WORDS, false, "trade_name"},
    {"", SEARCH_WORDS, false, NULL},
};

/* The longest of the words below. */
enum { LONGEST_NAME = 40 };

int strategy_find_field(struct slice code)
{
    for (int i = 0; strategy_fields[i].code[0]; i++)
        if (strategy_word_is(code, strategy_fields[i].code))
            return i;
    return STRATEGY_NO_FIELD;
}

uint64_t strategy_field_bit(const char *code)
{
    int field = strategy_find_field(slice_of(code));
    return field == STRATEGY_NO_FIELD ? 0 : (uint64_t)1 << field;
}

const struct strategy_qualifier strategy_qualifiers[] = {
    {"aa", "analogs & derivatives"},
    {"ab", "abnormalities"},
    {"ad", "administration & dosage"},
    {"ae", "adverse effects"},
    {"ag", "agonists"},
    {"ah", "anatomy & histology"},
    {"ai", "antagonists & inhibitors"},
    {"an", "analysis"},
    {"bi", "biosynthesis"},
    {"bl", "blood"},
    {"bs", "blood supply"},
    {"cf", "cerebrospinal fluid"},
    {"ch", "chemistry"},
    {"ci", "chemically induced"},
    {"cl", "classification"},
    {"cn", "congenital"},
    {"co", "complications"},
    {"cs", "chemical synthesis"},
    {"ct", "contraindications"},
    {"cy", "cytology"},
    {"de", "drug effects"},
    {"df", "deficiency"},
    {"dg", "diagnostic imaging"},
    {"dh", "diet therapy"},
    {"di", "diagnosis"},
    {"dt", "drug therapy"},
    {"du", "diagnostic use"},
    {"ec", "economics"},
    {"ed", "education"},
    {"eh", "ethnology"},
    {"em", "embryology"},
    {"en", "enzymology"},
    {"ep", "epidemiology"},
    {"es", "ethics"},
    {"et", "etiology"},
    {"gd", "growth & development"},
    {"ge", "genetics"},
    {"hi", "history"},
    {"im", "immunology"},
    {"in", "injuries"},
    {"ip", "isolation & purification"},
    {"ir", "innervation"},
    {"is", "instrumentation"},
    {"lj", "legislation & jurisprudence"},
    {"ma", "manpower"},
    {"me", "metabolism"},
    {"mi", "microbiology"},
    {"mo", "mortality"},
    {"mt", "methods"},
    {"nu", "nursing"},
    {"og", "organization & administration"},
    {"pa", "pathology"},
    {"pc", "prevention & control"},
    {"pd", "pharmacology"},
    {"ph", "physiology"},
    {"pk", "pharmacokinetics"},
    {"po", "poisoning"},
    {"pp", "physiopathology"},
    {"ps", "parasitology"},
    {"px", "psychology"},
    {"py", "pathogenicity"},
    {"ra", "radiography"},
    {"re", "radiation effects"},
    {"rh", "rehabilitation"},
    {"ri", "radionuclide imaging"},
    {"rt", "radiotherapy"},
    {"sc", "secondary"},
    {"sd", "supply & distribution"},
    {"se", "secretion"},
    {"sn", "statistics & numerical data"},
    {"st", "standards"},
    {"su", "surgery"},
    {"td", "trends"},
    {"th", "therapy"},
    {"tm", "transmission"},
    {"to", "toxicity"},
    {"tr", "transplantation"},
    {"tu", "therapeutic use"},
    {"ul", "ultrastructure"},
    {"ur", "urine"},
    {"us", "ultrasonography"},
    {"ut", "utilization"},
    {"ve", "veterinary"},
    {"vi", "virology"},
    {"", NULL},
};

/* Letters and digits in small letters, one space for whatever stands between them; an empty slice
 * where that is longer than any name. */
static struct slice plain(struct slice text, char to[LONGEST_NAME + 1])
{
    size_t size = 0;
    bool gap = false;
    for (size_t i = 0; i < text.size; i++) {
        if (!strategy_is_wordy(text.data[i])) {
            gap = size > 0;
            continue;
        }
        if (size + 2 > LONGEST_NAME)
            return slice_make(to, 0);
        if (gap)
            to[size++] = ' ';
        gap = false;
        to[size++] = slice_lower(text.data[i]);
    }
    return slice_make(to, size);
}

int strategy_find_qualifier(struct slice text)
{
    char asked[LONGEST_NAME + 1], known[LONGEST_NAME + 1];
    struct slice wanted = plain(text, asked);
    for (int i = 0; strategy_qualifiers[i].name && wanted.size > 0; i++)
        if (slice_is(wanted, strategy_qualifiers[i].code) ||
            slice_equal(wanted, plain(slice_of(strategy_qualifiers[i].name), known)))
            return i;
    return STRATEGY_NO_FIELD;
}

/* English name, then codes. */
static const char *const languages[] = {
    "afrikaans af afr",
    "albanian sq alb sqi",
    "arabic ar ara",
    "armenian hy arm hye",
    "azerbaijani az aze",
    "basque eu baq eus",
    "bosnian bs bos",
    "bulgarian bg bul",
    "catalan ca cat",
    "chinese zh chi zho",
    "croatian hr hrv scr",
    "czech cs cze ces",
    "danish da dan",
    "dutch nl dut nld",
    "english en eng",
    "estonian et est",
    "finnish fi fin",
    "french fr fre fra",
    "gaelic gd gla",
    "galician gl glg",
    "georgian ka geo kat",
    "german de ger deu",
    "greek el gre ell",
    "hebrew he heb",
    "hindi hi hin",
    "hungarian hu hun",
    "icelandic is ice isl",
    "indonesian id ind",
    "italian it ita",
    "japanese ja jpn",
    "korean ko kor",
    "latin la lat",
    "latvian lv lav",
    "lithuanian lt lit",
    "macedonian mk mac mkd",
    "malay ms may msa",
    "norwegian no nor nob nno",
    "persian fa per fas",
    "polish pl pol",
    "portuguese pt por",
    "romanian ro rum ron",
    "russian ru rus",
    "serbian sr srp scc",
    "slovak sk slo slk",
    "slovenian sl slv",
    "spanish es spa",
    "swedish sv swe",
    "thai th tha",
    "turkish tr tur",
    "ukrainian uk ukr",
    "urdu ur urd",
    "vietnamese vi vie",
    "welsh cy wel cym",
    NULL,
};

struct slice strategy_language(struct slice text)
{
    char asked[LONGEST_NAME + 1];
    struct slice wanted = plain(text, asked);
    for (size_t i = 0; languages[i] && wanted.size > 1; i++) {
        struct slice rest = slice_of(languages[i]), name = {NULL, 0};
        while (rest.data) {
            struct slice word = slice_cut(&rest, ' ');
            name = name.data ? name : word;
            if (slice_equal(word, wanted))
                return name;
        }
    }
    return (struct slice){NULL, 0};
}
