#include "base/creation_time.h"

#include <stdlib.h>
#include <time.h>

#include "base/message.h"
#include "base/number.h"

void creation_time_write(char to[CREATION_TIME_SIZE])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds = 0;
    if (epoch && (!number_read_u64(slice_of(epoch), &seconds) || seconds > UINT32_MAX))
        message_fatal(NULL, "SOURCE_DATE_EPOCH is not a number of seconds: '%s'", epoch);
    time_t moment = (time_t)seconds;
    struct tm date;
    if (!gmtime_r(&moment, &date) ||
        strftime(to, CREATION_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &date) == 0)
        message_fatal(NULL, "SOURCE_DATE_EPOCH is out of range for a date: '%s'", epoch);
}
