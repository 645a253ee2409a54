#include "entente/ingest/dates.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

struct DateCase {
  const char* name;
  std::string_view text, day;
};
const DateCase kCases[] = {
    {"Rfc822", "Tue, 19 Nov 2019 07:09:00 GMT", "2019-11-19"},
    {"Rfc850", "Tuesday, 19-Nov-19 07:09:00 GMT", "2019-11-19"},
    {"Asctime", "Tue Nov 19 07:09:00 2019", "2019-11-19"},
    {"JavaScript", "Tue Nov 19 2019 09:28:00 GMT+0000", "2019-11-19"},
    {"Iso", "2019-11-19T07:09:00+01:00", "2019-11-19"},
    {"IsoSlashes", "2019/11/19", "2019-11-19"},
    {"Compact", "20191119T070900Z", "2019-11-19"},
    {"American", "Posted November 18, 2019 at 8:19 PM", "2019-11-18"},
    {"AmericanOrdinal", "November 18th, 2019", "2019-11-18"},
    {"AfterTheTime", "01:38:07 PM IST Nov 20, 2019", "2019-11-20"},
    {"British", "19 November 2019", "2019-11-19"},
    {"Spanish", "martes, 19 de noviembre de 2019", "2019-11-19"},
    {"Portuguese", "sexta-feira, 22 de outubro de 2010 às 20:13", "2010-10-22"},
    {"French", "publié le 1er août 2019", "2019-08-01"},
    {"German", "Stand: 3. März 2019", "2019-03-03"},
    {"Russian", "Текст: Лида Буслаева·11 октября 2018", "2018-10-11"},
    {"Indonesian", "Maret 30, 2015", "2015-03-30"},
    {"Japanese", "2019年11月19日", "2019-11-19"},
    {"Dots", "by x / 2016.12.01", "2016-12-01"},
    {"GermanDots", "19.11.2019", "2019-11-19"},
    {"AmericanDots", "Opening Bell 11.18.19", "2019-11-18"},
    {"AmericanSlashes", "11/18/19 11:04 PM EST", "2019-11-18"},
    {"BritishSlashes", "21/06/2014", "2014-06-21"},
    {"SameBothWays", "11/11/2019", "2019-11-11"},
    {"YearFirst", "2019/nov/18", "2019-11-18"},
    {"NobodyKnows", "11/12/2019", ""},
    {"NoSuchDay", "31 November 2019", ""},
    {"NoYear", "November 18", ""},
    {"NotAMonth", "Marketing plan 2019", ""},
    {"Nothing", "633-5-633 and 12:30", ""},
    {"Empty", "", ""},
};
class Dates : public testing::TestWithParam<DateCase> {};
TEST_P(Dates, First) {
  const auto day = find_day(GetParam().text);
  EXPECT_EQ(day ? format_day(*day) : "", GetParam().day);
}
INSTANTIATE_TEST_SUITE_P(Ingest, Dates, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace entente
