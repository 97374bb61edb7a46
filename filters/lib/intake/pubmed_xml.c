#include "intake/pubmed_xml.h"

#include "intake/xml_records.h"

/* The parts of a name or a date, until the element around them ends. */
enum part {
    PART_LAST,
    PART_FIRST,
    PART_INITIALS,
    PART_SUFFIX,
    PART_YEAR,
    PART_MONTH,
    PART_DAY,
    PART_HOUR,
    PART_MINUTE,
    PARTS
};

enum { PART_ROOM = 120 };

struct parts {
    char text[PARTS][PART_ROOM];
    unsigned char size[PARTS];
    size_t depth;        /* of the element around them; 0 where there are none */
    bool abstract_begun; /* a part of this abstract is the field added last */
    char label[PART_ROOM];
};

static const char *const part_names[PARTS] = {"LastName", "ForeName", "Initials", "Suffix", "Year",
                                              "Month",    "Day",      "Hour",     "Minute"};

static void begin_parts(struct parts *parts)
{
    memset(parts->size, 0, sizeof parts->size);
    parts->depth = 0;
}

/* Whether the text was kept as a part. What is longer than a name is no part of one. */
static bool keep_part(const struct xml_records *records, const char *name, struct slice text)
{
    struct parts *parts = records->own;
    if (parts->depth > 0 && parts->depth != records->depth - 1)
        return false;
    for (int i = 0; i < PARTS; i++)
        if (xml_name_is(name, part_names[i]) || (i == PART_MONTH && xml_name_is(name, "Season"))) {
            if (text.size == 0 || text.size > PART_ROOM || parts->size[i] > 0)
                return false;
            memcpy(parts->text[i], text.data, text.size);
            parts->size[i] = (unsigned char)text.size;
            parts->depth = records->depth - 1;
            return true;
        }
    return false;
}

static void append_part(struct xml_records *records, enum part part, const char *before)
{
    const struct parts *parts = records->own;
    if (parts->size[part] == 0)
        return;
    record_append(&records->record, slice_of(before));
    record_append(&records->record, slice_make(parts->text[part], parts->size[part]));
}

static bool is_number(const struct parts *parts, enum part part)
{
    for (unsigned char i = 0; i < parts->size[part]; i++)
        if (parts->text[part][i] < '0' || parts->text[part][i] > '9')
            return false;
    return true;
}

/* The field that the parts make. */
static void add_parts(struct xml_records *records)
{
    struct parts *parts = records->own;
    bool is_name = parts->size[PART_LAST] > 0;
    xml_records_add(records, xml_records_path(records), slice_of(""));
    append_part(records, PART_LAST, "");
    append_part(records, parts->size[PART_FIRST] > 0 ? PART_FIRST : PART_INITIALS,
                is_name ? ", " : "");
    append_part(records, PART_SUFFIX, ", ");
    append_part(records, PART_YEAR, "");
    const char *between = parts->size[PART_YEAR] == 0    ? ""
                          : is_number(parts, PART_MONTH) ? "-"
                                                         : " ";
    append_part(records, PART_MONTH, between);
    append_part(records, PART_DAY, between);
    append_part(records, PART_HOUR, " ");
    append_part(records, PART_MINUTE, ":");
    begin_parts(parts);
}

/* Wrappers that every record has are no part of a path. */
static void shorten_path(struct xml_records *records, const char *name)
{
    static const char *const wrappers[] = {"MedlineCitation", "Article",      "PubmedData",
                                           "PubmedBookData",  "BookDocument", NULL};
    if (records->ends[records->depth - 1] == 0 && xml_records_is_one_of(name, wrappers))
        records->path.size = 0;
}

static void qualify(struct xml_records *records, const char **attributes)
{
    static const char *const kinds[] = {"IdType",   "EIdType", "PubStatus", "RefType",
                                        "IssnType", "Source",  NULL};
    for (size_t i = 0; attributes[i]; i += 2)
        if (xml_records_is_one_of(attributes[i], kinds) && attributes[i + 1][0])
            xml_records_qualify(records, attributes[i + 1]);
}

/* With the value of an attribute, unless it says what is understood. */
static void qualify_unless(struct xml_records *records, const char *value, const char *usual)
{
    if (value && !xml_name_is(value, usual))
        xml_records_qualify(records, value);
}

/* What turned out to be wrong, such as a DOI that was corrected, is marked and stays in the file. */
static bool is_valid(const char **attributes)
{
    const char *valid = xml_attribute(attributes, "ValidYN");
    return !valid || strcmp(valid, "N") != 0;
}

/* A heading is put together as it comes: the descriptor, then its qualifiers. */
static void begin_heading(struct xml_records *records, const char *name, const char **attributes)
{
    const char *major = xml_attribute(attributes, "MajorTopicYN");
    bool is_qualifier = xml_name_is(name, "QualifierName");
    if (!is_qualifier)
        xml_records_add(records, slice_of("MeshHeadingList/MeshHeading"), slice_of(""));
    record_append(&records->record, slice_of(is_qualifier ? "/" : ""));
    record_append(&records->record, slice_of(major && strcmp(major, "Y") == 0 ? "*" : ""));
}

static bool is_in_heading(const struct xml_records *records, const char *name)
{
    return (xml_name_is(name, "DescriptorName") ||
            (xml_name_is(name, "QualifierName") && records->record.count > 0)) &&
           slice_starts(xml_records_path(records), "MeshHeadingList/");
}

/* Attributes that nbib files have as fields. */
static void add_status(struct xml_records *records, const char **attributes)
{
    for (size_t i = 0; attributes[i]; i += 2)
        xml_records_add(records, slice_of(attributes[i]), slice_of(attributes[i + 1]));
}

static void begin(struct xml_records *records, const char *name, const char **attributes)
{
    struct parts *parts = records->own;
    if (records->depth == 1 && records->record.count == 0 && xml_name_is(name, "BookDocument"))
        xml_records_add(records, slice_of("RecordType"), slice_of("Book"));
    if (xml_name_is(name, "MedlineCitation"))
        add_status(records, attributes);
    shorten_path(records, name);
    if (is_in_heading(records, name))
        begin_heading(records, name, attributes);
    else if (xml_name_is(name, "AbstractText")) {
        const char *label = xml_attribute(attributes, "Label");
        size_t size = label ? strlen(label) : 0;
        size = size < PART_ROOM ? size : 0;
        memcpy(parts->label, label ? label : "", size);
        parts->label[size] = '\0';
    }
    if (xml_name_is(name, "Abstract") || xml_name_is(name, "OtherAbstract"))
        parts->abstract_begun = false;
    if (xml_name_is(name, "AuthorList"))
        qualify_unless(records, xml_attribute(attributes, "Type"), "authors");
    if (xml_name_is(name, "OtherAbstract"))
        qualify_unless(records, xml_attribute(attributes, "Language"), "");
    if (!is_valid(attributes))
        xml_records_qualify(records, "invalid");
    qualify(records, attributes);
}

static void add_abstract(struct xml_records *records, struct slice text)
{
    struct parts *parts = records->own;
    if (parts->abstract_begun)
        record_append(&records->record, slice_of(" "));
    else
        xml_records_add(records, xml_records_path(records), slice_of(""));
    parts->abstract_begun = true;
    record_append(&records->record, slice_of(parts->label));
    record_append(&records->record, slice_of(parts->label[0] ? ": " : ""));
    record_append(&records->record, text);
}

static bool end(struct xml_records *records, const char *name, struct slice text)
{
    struct parts *parts = records->own;
    if (is_in_heading(records, name)) {
        record_append(&records->record, text);
        return true;
    }
    if (xml_name_is(name, "AbstractText")) {
        if (text.size > 0)
            add_abstract(records, text);
        return true;
    }
    if (xml_name_is(name, "CollectiveName") && text.size > 0) {
        struct slice path = xml_records_path(records);
        if (slice_ends(path, "/CollectiveName"))
            path.size -= strlen("/CollectiveName");
        xml_records_add(records, path, text);
        return true;
    }
    if (keep_part(records, name, text))
        return true;
    if (parts->depth > 0 && parts->depth == records->depth)
        add_parts(records);
    return false;
}

static const char *const record_names[] = {"PubmedArticle", "PubmedBookArticle", NULL};
static const char *const style_names[] = {"i",     "b",           "u",    "sup", "sub",
                                          "style", "DispFormula", "math", NULL};

static const struct xml_records_format format = {record_names, style_names, begin, end,
                                                 sizeof(struct parts)};

void pubmed_xml_read(struct source *source, struct record_sink *sink)
{
    xml_records_read(&format, source, sink);
}

bool pubmed_xml_begins(struct slice beginning)
{
    static const char *const names[] = {"PubmedArticleSet", "PubmedArticle", "PubmedBookArticle",
                                        NULL};
    return xml_records_begin(beginning, names);
}
