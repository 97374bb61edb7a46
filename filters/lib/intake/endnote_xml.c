#include "intake/endnote_xml.h"

#include "intake/xml_records.h"

static void begin(struct xml_records *records, const char *name, const char **attributes)
{
    const char *type = xml_attribute(attributes, "name");
    if (!xml_name_is(name, "ref-type") || !type || !*type)
        return;
    xml_records_add(records, xml_records_path(records), slice_of(type));
    xml_records_qualify(records, "number");
}

static bool end(struct xml_records *records, const char *name, struct slice text)
{
    (void)records;
    (void)name;
    (void)text;
    return false;
}

static const char *const record_names[] = {"record", NULL};
static const char *const style_names[] = {"style", NULL};

static const struct xml_records_format format = {record_names, style_names, begin, end, 0};

void endnote_xml_read(struct source *source, struct record_sink *sink)
{
    xml_records_read(&format, source, sink);
}

bool endnote_xml_begins(struct slice beginning)
{
    static const char *const roots[] = {"xml", NULL}, *const lists[] = {"records", NULL};
    return xml_records_begin(beginning, roots) && xml_records_begin(beginning, lists);
}
