// Bad input and bad surroundings, through the built program: each ends in a record or in a named,
// counted refusal, in bounded time and memory. A fault that is mended gains a line here.
#include <sys/stat.h>

#include <regex>

#include "tests/program.h"

namespace entente::testing_house {
namespace {

// One line of input and what must come of it: a record (with the first warning, if any), or a
// refusal.
struct LineCase {
  const char* name;
  std::string line;     // without its end; {ID} becomes the case's name
  std::string refused;  // the refusal's message begins so; "" none: a record with id {ID} must come
  std::string warning;  // the record's first warning begins so; "" none at all
};

std::string with_text(std::string_view text) {
  return "{\"id\":\"{ID}\",\"lang\":\"en\",\"text\":" + quote(text) + "}";
}
std::string times(std::string_view piece, std::size_t n) {
  std::string out;
  out.reserve(piece.size() * n);
  for (std::size_t i = 0; i < n; ++i) out += piece;
  return out;
}

const LineCase kLineCases[] = {
    // JSON that is none, or not an object
    {"NotJson", "this is no JSON", "not JSON", ""},
    {"CutObject", R"({"id":"{ID}","text":"a)", "not JSON", ""},
    {"TrailingComma", R"({"id":"{ID}","text":"a",})", "not JSON", ""},
    {"TwoObjects", R"({"id":"{ID}","text":"a"} {"id":"b","text":"c"})", "not JSON", ""},
    {"SingleQuotes", "{'id':'{ID}','text':'a'}", "not JSON", ""},
    {"Array", R"(["{ID}","a"])", "not a JSON object", ""},
    {"Number", "12", "not a JSON object", ""},
    {"Null", "null", "not a JSON object", ""},
    {"Deep", times("[", 10000) + times("]", 10000), "not JSON", ""},
    {"DeepInside", R"({"id":"{ID}","text":"a","x":)" + times("[", 3000) + times("]", 3000) + "}",
     "not JSON", ""},
    {"RawTab", "{\"id\":\"{ID}\",\"text\":\"a\tb\"}", "not JSON", ""},
    {"RawNul", std::string("{\"id\":\"{ID}\",\"text\":\"a") + '\0' + "b\"}", "not JSON", ""},
    {"HugeNumber", R"({"id":"{ID}","text":"a","x":1e999})", "not JSON", ""},
    {"NaN", R"({"id":"{ID}","text":"a","x":NaN})", "not JSON", ""},
    // fields
    {"NoId", R"({"text":"a"})", "no `id`", ""},
    {"NoText", R"({"id":"{ID}"})", "no `text`", ""},
    {"NullText", R"({"id":"{ID}","text":null})", "no `text`", ""},
    {"NumberId", R"({"id":7,"text":"a"})", "`id` is no string", ""},
    {"ListText", R"({"id":"{ID}","text":["a"]})", "`text` is no string", ""},
    {"EmptyObject", "{}", "no `id`", ""},
    {"NumberTitle", R"({"id":"{ID}","text":"Iran met Iraq.","title":3})", "",
     "`title` is no string"},
    {"NullTitle", R"({"id":"{ID}","lang":"en","text":"Iran met Iraq.","title":null})", "", ""},
    {"WrongDate", R"({"id":"{ID}","text":"Iran met Iraq.","date":"yesterday"})", "",
     "`date` is no day"},
    {"February30", R"({"id":"{ID}","text":"Iran met Iraq.","date":"2022-02-30"})", "",
     "`date` is no day"},
    {"NumberDate", R"({"id":"{ID}","text":"Iran met Iraq.","date":20220216})", "",
     "`date` is no day"},
    {"Year0000",
     R"({"id":"{ID}","lang":"en","text":"Iran met Iraq on Monday.","date":"0000-01-01"})", "", ""},
    {"Year9999",
     R"({"id":"{ID}","lang":"en","text":"Iran will meet Iraq next year.","date":"9999-12-31"})", "",
     ""},
    {"LeapDay",
     R"({"id":"{ID}","lang":"en","text":"Iran met Iraq a year ago.","date":"2024-02-29"})", "", ""},
    {"WrongLang", R"({"id":"{ID}","text":"Iran met Iraq on Monday in Baghdad.","lang":"!!"})", "",
     "`lang` is no BCP 47 tag"},
    {"UnknownLanguage", R"({"id":"{ID}","lang":"tlh","text":"nuqneH"})", "",
     "language `tlh` is not supported"},
    {"EmptyId", R"({"id":"","lang":"en","text":"Iran met Iraq."})", "", ""},
    {"NewlineInId", R"({"id":"a\nb","lang":"en","text":"Iran met Iraq."})", "", ""},
    {"ExtraFields",
     R"({"id":"{ID}","lang":"en","text":"Iran met Iraq.","x":{"y":[1,2]},"text2":"b"})", "", ""},
    // text
    {"EmptyText", R"({"id":"{ID}","lang":"en","text":""})", "", "no text"},
    {"BlankText", R"({"id":"{ID}","lang":"en","text":" \n\t "})", "", "no text"},
    {"OneLetter", with_text("a"), "", ""},
    {"LoneQuoteMark", with_text("\""), "", ""},
    {"LoneOpeningQuote", with_text("“Iran and Iraq signed, the minister said on Monday."), "", ""},
    {"ManyQuoteMarks", with_text(times("\"", 20000)), "",
     "sentences longer than 400 tokens were cut"},
    {"ManyBrackets", with_text(times("(", 20000)), "", "sentences longer than 400 tokens were cut"},
    {"ManyNames", with_text(times("Iran, Iraq, Norway, ", 1500) + "met."), "",
     "sentences longer than 400 tokens were cut"},
    {"ManyStops", with_text(times(". ", 20000)), "", "sentences longer than 400 tokens were cut"},
    {"ManyNewlines", with_text(times("\n", 20000) + "Iran met Iraq."), "", ""},
    {"AllCapitals", with_text("IRAN AND IRAQ SIGNED A TREATY IN BAGHDAD ON MONDAY."), "", ""},
    {"NoCapitals", with_text("iran and iraq signed a treaty in baghdad on monday."), "", ""},
    {"EscapedNul", R"({"id":"{ID}","lang":"en","text":"Iran\u0000 met Iraq."})", "", ""},
    {"Controls", R"({"id":"{ID}","lang":"en","text":"Iran \u0001\u001b[31m met\u007f Iraq."})", "",
     ""},
    {"Table", with_text("Country\tExports\nIran\t12\nIraq\t7\n"), "", ""},
    {"Code", with_text("for (int i = 0; i < n; ++i) { s += a[i]; } // Iran"), "", ""},
    {"Emoji", with_text("🇮🇷 Iran met 👩‍👩‍👧‍👦 Iraq 🤝 on Monday. 🎉"),
     "", ""},
    {"RightToLeft", with_text("Iran (ایران‎) met \u202BIraq العراق\u202C on Monday."),
     "", ""},
    {"CombiningMarks", with_text("Ira" + times("\u0301", 10000) + "n met Iraq."), "",
     "words longer than 1000 bytes were cut"},
    {"ZeroWidth", with_text("I\u200Br\u200Ca\u200Dn met\u2060 Ir\u00ADaq.\uFEFF"), "", ""},
    {"Planes", with_text("𐍈 𝒜 𠀀 \U000E0041 \U0010FFFD Iran met Iraq."), "", ""},
    {"NonCharacters", with_text("Iran \uFFFE\uFFFF met Iraq."), "", ""},
    {"CarriageReturns",
     R"({"id":"{ID}","lang":"en","text":"Iran met Iraq.\r\n\r\nNorway met Sweden.\r"})", "", ""},
    {"HtmlInText", with_text("<p>Iran met <b>Iraq</b> &amp; Norway.</p><script>x</script>"), "",
     ""},
    // UTF-8 (RFC 3629)
    {"Overlong", with_text("Iran \xC0\xAF met Iraq."), "", "malformed UTF-8"},
    {"Surrogate", with_text("Iran \xED\xA0\x80 met Iraq."), "", "malformed UTF-8"},
    {"AboveLast", with_text("Iran \xF4\x90\x80\x80 met Iraq."), "", "malformed UTF-8"},
    {"CutSequence", with_text("Iran \xE2\x82"), "", "malformed UTF-8"},
    {"Latin1", with_text("Jos\xE9 met Iraq."), "", "malformed UTF-8"},
    {"LoneContinuation", with_text("\x80"), "", "malformed UTF-8"},
    {"Mojibake", with_text("JosÃ© met Iraq in BogotÃ¡."), "", ""},
    {"HalfSurrogateEscape", R"({"id":"{ID}","lang":"en","text":"Iran \ud800 met Iraq."})", "",
     "half a surrogate pair"},
    {"SwappedSurrogates", R"({"id":"{ID}","lang":"en","text":"\udc00\ud800"})", "",
     "half a surrogate pair"},
};

std::string line_of(const LineCase& c) {
  std::string line = c.line;
  for (std::size_t at; (at = line.find("{ID}")) != std::string::npos;) line.replace(at, 4, c.name);
  return line;
}

// The refusals on standard error by line of the input: "entente: -:LINE: MESSAGE".
std::vector<std::string> refusals(const std::string& err, std::size_t lines) {
  std::vector<std::string> by_line(lines + 1);
  const std::regex form("^entente: [^:]*:([0-9]+): (.*)$");
  for (const std::string& line : lines_of(err)) {
    std::smatch match;
    if (!std::regex_match(line, match, form)) continue;
    const std::size_t number = std::stoul(match[1]);
    if (number <= lines) by_line[number] = match[2];
  }
  return by_line;
}

// All bad lines in one stream, good ones between: each has its own end, none harms its neighbour.
TEST(BadLines, EachEndsInARecordOrANamedRefusal) {
  std::string input;
  std::size_t lines = 0;
  for (const LineCase& c : kLineCases) {
    input += line_of(c) + "\n" +
             document_line(std::string("good") + c.name, "Norway and Sweden signed a treaty.");
    lines += 2;
  }
  const Finished run = entente({"code", "-j2", "--from", "json"}, {input}, {.timeout_s = 300});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto refused = refusals(run.err, lines);
  const auto records = lines_of(run.out);
  std::size_t at = 0, number = 1, refusal_count = 0;
  for (const LineCase& c : kLineCases) {
    SCOPED_TRACE(c.name);
    if (c.refused.empty()) {
      EXPECT_EQ(refused[number], "");
      ASSERT_LT(at, records.size());
      const Record record(records[at++]);
      const std::string id = line_of(c).find("\"id\":\"\"") != std::string::npos ? ""
                             : std::string_view(c.name) == "NewlineInId"         ? "a\nb"
                                                                                 : c.name;
      EXPECT_EQ(record.text("id"), id);
      if (c.warning.empty())
        EXPECT_EQ(record.warning(), "");
      else
        EXPECT_EQ(record.warning().substr(0, c.warning.size()), c.warning);
    } else {
      ++refusal_count;
      EXPECT_EQ(refused[number].substr(0, c.refused.size()), c.refused);
    }
    ASSERT_LT(at, records.size());
    EXPECT_EQ(Record(records[at++]).text("id"), std::string("good") + c.name);
    number += 2;
  }
  EXPECT_EQ(at, records.size());
  const auto told = lines_of(run.err);
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().substr(0, told.back().find(" refused")),
            "entente: " + std::to_string(refusal_count));
}

TEST(BadLines, StrictMakesThemAFailure) {
  EXPECT_EQ(entente({"code", "--strict", "--from", "json"}, {"no JSON\n"}).status, 1);
  EXPECT_EQ(entente({"code", "--strict"}, {"{\"id\":\"a\",\"text\":\"\"}\n"}).status, 1);
  const std::string good = document_line("a", "Iran met Iraq.");
  EXPECT_EQ(entente({"code", "--strict"}, {good}).status, 0);
}

// Ends of lines and of files.
struct FileCase {
  const char* name;
  std::string bytes;
  std::string ids;  // of the records, parted by blanks
};
std::string plain(std::string_view id) {
  std::string line = document_line(id, "Iran met Iraq on Monday.");
  line.pop_back();
  return line;
}
const FileCase kFileCases[] = {
    {"Empty", "", ""},
    {"OnlyNewlines", "\n\n\n", ""},
    {"NoFinalNewline", plain("a") + "\n" + plain("b"), "a b"},
    {"WindowsLineEnds", plain("a") + "\r\n" + plain("b") + "\r\n", "a b"},
    {"ByteOrderMark", "\xEF\xBB\xBF" + plain("a") + "\n", "a"},
    {"BlankLinesBetween", plain("a") + "\n\n  \n" + plain("b") + "\n", "a b"},
    {"SameIdTwice", plain("a") + "\n" + plain("a") + "\n", "a a"},
    {"LeadingBlanks", "   " + plain("a") + "  \n", "a"},
};
class Files : public testing::TestWithParam<FileCase> {};
TEST_P(Files, RecordsInOrder) {
  const Finished run = entente({"code", "--from", "json", "-"}, {GetParam().bytes});
  EXPECT_EQ(run.status, 0) << run.err;
  std::string ids;
  for (const std::string& line : lines_of(run.out))
    ids += (ids.empty() ? "" : " ") + Record(line).text("id");
  EXPECT_EQ(ids, GetParam().ids);
  if (!run.out.empty()) {
    EXPECT_EQ(run.out.back(), '\n');
  }
}
INSTANTIATE_TEST_SUITE_P(Program, Files, testing::ValuesIn(kFileCases),
                         [](const auto& test) { return std::string(test.param.name); });

// Documents that are hard for their size: time and memory stay bounded. Bounds are for sanitizers
// on a busy machine.
struct HeavyCase {
  const char* name;
  std::string head, piece;
  std::uint64_t times;
  std::string tail;
  bool refused;
};
const HeavyCase kHeavyCases[] = {
    {"OneWordOf5Million", R"({"id":"w","lang":"en","text":")", "abcdefghij", 500'000, "\"}\n",
     false},
    {"FiveMillionDigits", R"({"id":"w","lang":"en","text":")", "1234567890", 500'000, "\"}\n",
     false},
    {"NoStop", R"({"id":"w","lang":"en","text":")", "Iran met Iraq and ", 20'000, "\"}\n", false},
    {"NoBlank", R"({"id":"w","lang":"en","text":")", "Iran-met-Iraq.", 20'000, "\"}\n", false},
    {"QuotesInQuotes", R"({"id":"w","lang":"en","text":")", "“he said ‘", 5'000, "\"}\n", false},
    {"Line200Mb", R"({"id":"w","text":")",
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 3'276'800, "\"}\n", true},
};
class Heavy : public testing::TestWithParam<HeavyCase> {};
TEST_P(Heavy, BoundedTimeAndMemory) {
  const HeavyCase& c = GetParam();
  const Folder folder;
  const std::string path = folder.path() + "/in.jsonl";
  {
    std::ofstream file(path, std::ios::binary);
    file << c.head;
    std::string block;
    while (block.size() < 1 << 16) block += c.piece;
    const std::uint64_t per_block = block.size() / c.piece.size();
    for (std::uint64_t i = 0; i < c.times / per_block; ++i) file << block;
    file << c.tail << document_line("after", "Norway and Sweden signed a treaty.");
  }
  const Finished run = entente({"code", "-j1", path}, {}, {.timeout_s = 240});
  EXPECT_FALSE(run.timed_out);
  ASSERT_EQ(run.status, 0) << run.err.substr(0, 2000);
  const auto records = lines_of(run.out);
  ASSERT_EQ(records.size(), c.refused ? 1u : 2u) << run.err.substr(0, 2000);
  EXPECT_EQ(Record(records.back()).text("id"), "after");
  if (c.refused) {
    EXPECT_NE(run.err.find("a line of more than 128 MiB"), std::string::npos) << run.err;
  }
  EXPECT_LT(run.peak_bytes, std::uint64_t{3} << 30);
}
INSTANTIATE_TEST_SUITE_P(Program, Heavy, testing::ValuesIn(kHeavyCases),
                         [](const auto& test) { return std::string(test.param.name); });

// A stream of many small documents needs no more memory than a short one.
TEST(Memory, DoesNotGrowWithTheStream) {
  const std::string line = document_line("a", "Iran.");
  const Finished few = entente({"code", "-j1"}, {line, 20}, {.timeout_s = 200});
  const Finished many = entente({"code", "-j1"}, {line, 4'000}, {.timeout_s = 200});
  ASSERT_EQ(few.status, 0);
  ASSERT_EQ(many.status, 0);
  EXPECT_EQ(lines_of(many.out).size(), 4'000u);
  EXPECT_LT(
      many.peak_bytes,
      few.peak_bytes + (std::uint64_t{96} << 20));  // the sanitizers' quarantine grows, we do not
}

// The command line and what surrounds the program.
struct LineOfCommand {
  const char* name;
  std::vector<std::string> arguments;
  int status;
  std::string err;  // standard error holds it
};
const LineOfCommand kCommands[] = {
    {"NoVerb", {}, 2, "entente"},
    {"UnknownVerb", {"cde"}, 2, "did you mean code?"},
    {"UnknownFlag", {"code", "--thread"}, 2, "did you mean --threads?"},
    {"UnknownLetter", {"code", "-Z"}, 2, "no such flag: -Z"},
    {"NoValue", {"code", "-j"}, 2, "--threads needs a value"},
    {"BadNumber", {"code", "-j", "many"}, 2, "expected a number from 1 to 256"},
    {"ZeroThreads", {"code", "-j0"}, 2, "expected a number from 1 to 256"},
    {"BadFormat", {"code", "--from", "xml"}, 2, "expected json, text, html"},
    {"BadDay", {"code", "--date", "2022-02-30"}, 2, "expected a day, YYYY-MM-DD"},
    {"NoSuchShare", {"code", "--share", "/nonexistent"}, 2, "/nonexistent/lexicon.img"},
    {"OutputInNoFolder", {"code", "-o", "/nonexistent/out.jsonl"}, 2, "/nonexistent/out.jsonl"},
    {"NothingToGather", {"gather"}, 2, "gather needs a PATH"},
};
class Commands : public testing::TestWithParam<LineOfCommand> {};
TEST_P(Commands, RefusesInOneLine) {
  const Finished run = entente(GetParam().arguments);
  EXPECT_EQ(run.status, GetParam().status) << run.err;
  EXPECT_NE(run.err.find(GetParam().err), std::string::npos) << run.err;
  EXPECT_EQ(run.out, "");
}
INSTANTIATE_TEST_SUITE_P(Program, Commands, testing::ValuesIn(kCommands),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Help, FitsAScreen) {
  for (const char* verb : {"code", "gather", "show", "explain", "parse", "query", "rebuild"}) {
    const Finished run = entente({verb, "-h"});
    EXPECT_EQ(run.status, 0) << verb;
    EXPECT_LE(lines_of(run.out).size(), 30u) << run.out;
    EXPECT_GE(lines_of(entente({verb, "--help"}).out).size(), lines_of(run.out).size()) << verb;
  }
}

TEST(Paths, MissingOnesAreNamedAndTheRestIsRead) {
  const Folder folder;
  const std::string good = folder.write("good.jsonl", document_line("a", "Iran met Iraq."));
  const Finished run = entente({"code", "/nonexistent.jsonl", good});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(lines_of(run.out).size(), 1u);
  EXPECT_NE(run.err.find("/nonexistent.jsonl"), std::string::npos);
  EXPECT_EQ(entente({"code", "--strict", "/nonexistent.jsonl", good}).status, 1);
}

TEST(Paths, FoldersAreReadInOrder) {
  const Folder folder;
  folder.write("b.jsonl", document_line("b", "Iran met Iraq."));
  folder.write("a.jsonl", document_line("a", "Iran met Iraq."));
  folder.write("2022-02-17-visit.txt", "A visit\n\nThe president of Iran arrived in Baghdad.\n");
  folder.write("deep/c.jsonl", document_line("c", "Iran met Iraq."));
  folder.write("image.png", "\x89PNG");
  const Finished run = entente({"code", folder.path()});
  EXPECT_EQ(run.status, 0) << run.err;
  std::string ids;
  for (const std::string& line : lines_of(run.out)) {
    const Record record(line);
    ids += std::filesystem::path(record.text("id")).filename().string() + ":" +
           record.text("date") + " ";
  }
  EXPECT_EQ(ids, "2022-02-17-visit.txt:2022-02-17 a:2022-02-16 b:2022-02-16 c:2022-02-16 ");
  EXPECT_NE(run.err.find("1 passed over: 1 file .png"), std::string::npos) << run.err;
}

TEST(Paths, NamesWithNewlinesAndBytesThatAreNoUtf8) {
  const Folder folder;
  const std::string odd = folder.write("a\nb\xFF.txt", "Iran met Iraq on Monday.\n");
  const Finished run = entente({"code", odd});
  EXPECT_EQ(run.status, 0) << run.err;
  ASSERT_EQ(lines_of(run.out).size(), 1u) << run.out;
  Record record(lines_of(run.out)[0]);  // valid JSON, whatever the name
}

TEST(Paths, ManyArguments) {
  const Folder folder;
  const std::string good = folder.write("g.jsonl", document_line("a", "Iran."));
  std::vector<std::string> arguments{"code", "-j1"};
  for (int i = 0; i < 20'000; ++i) arguments.push_back(i % 5'000 == 0 ? good : "/n");
  const Finished run = entente(arguments, {}, {.timeout_s = 120});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(lines_of(run.out).size(), 4u);
}

TEST(Paths, StandardInputTwice) {
  const std::string line = document_line("a", "Iran met Iraq.");
  const Finished run = entente({"code", "-", "-"}, {line});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(lines_of(run.out).size(), 1u);
}

TEST(Paths, FolderWithoutPermission) {
  const Folder folder;
  ::chmod(folder.path().c_str(), 0755);
  folder.write("closed/a.jsonl", document_line("a", "Iran met Iraq."));
  const std::string good = folder.write("good.jsonl", document_line("g", "Iran met Iraq."));
  ::chmod((folder.path() + "/closed").c_str(), 0);
  const RunLimits nobody{.as_nobody = true};
  const Finished run = entente({"code", folder.path() + "/closed", good}, {}, nobody);
  ::chmod((folder.path() + "/closed").c_str(), 0755);
  if (run.status == 126 || run.status == 127)
    GTEST_SKIP() << "the build folder is closed to other users";
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(lines_of(run.out).size(), 1u);
  EXPECT_NE(run.err.find("closed"), std::string::npos) << run.err;
}

TEST(Surroundings, ReaderOfThePipeGoesAway) {
  const std::string line = document_line("a", "Iran met Iraq on Monday.");
  const Finished run =
      entente({"code", "-j2"}, {line, 2'000}, {.timeout_s = 120, .close_out_after = 100});
  EXPECT_FALSE(run.timed_out);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
}

TEST(Surroundings, FullDisk) {
  const std::string line = document_line("a", "Iran met Iraq on Monday.");
  RunLimits full;
  full.out_path = "/dev/full";
  const Finished run = entente({"code"}, {line, 5}, full);
  EXPECT_EQ(run.status, 2) << run.err;
  EXPECT_NE(run.err.find("No space left"), std::string::npos) << run.err;
}

TEST(Surroundings, OutputFileAppearsWholeOrNotAtAll) {
  const Folder folder;
  const std::string line = document_line("a", "Iran met Iraq on Monday.");
  const std::string out = folder.path() + "/out.jsonl";
  const Finished failed = entente({"code", "-o", out}, {line, 100}, {.max_file_bytes = 4096});
  EXPECT_EQ(failed.status, 2) << failed.err;
  EXPECT_FALSE(std::filesystem::exists(out));
  const Finished done = entente({"code", "-o", out}, {line, 3});
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(lines_of(read_whole(out)).size(), 3u);
}

// Models and images: each file damaged in turn; the program refuses and names the file.
TEST(Surroundings, DamagedModelOrImage) {
  namespace fs = std::filesystem;
  const fs::path share = ENTENTE_BINARY_DIR "/share/entente";
  std::vector<fs::path> files{share / "lexicon.img"};
  for (const auto& entry : fs::directory_iterator(share / "models")) files.push_back(entry.path());
  for (const fs::path& file : files) {
    const Folder folder;
    fs::create_directories(folder.path() + "/models");
    for (const fs::path& other : files)
      if (other != file) fs::create_symlink(other, folder.path() / other.lexically_relative(share));
    const std::string whole = read_whole(file);
    const std::string name = file.lexically_relative(share).string();
    std::string flipped = whole;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
    for (const std::string& bad :
         {std::string(), whole.substr(0, whole.size() / 2), flipped, "PK\003\004" + whole}) {
      folder.write(name, bad);
      const Finished run =
          entente({"code", "--share", folder.path()}, {document_line("a", "Iran met Iraq.")});
      EXPECT_EQ(run.status, 2) << name << ": " << run.err;
      EXPECT_NE(run.err.find(file.filename().string()), std::string::npos) << run.err;
      EXPECT_EQ(run.out, "");
    }
  }
}

// --lexicon: a folder of few lines beside data/, and one with a bad line.
TEST(LexiconOfOnesOwn, AddsAndOverrides) {
  Folder own;
  own.write("actors/people.tsv",
            "# name\tforms\tsurname\tcountry\tsector\ttitle\tfrom\tuntil\tsource\n"
            "Ada Borg\tAda Borg\tBorg\tMLT\tGOV\tminister of fisheries\t2024-03-01\t\tuser\n");
  own.write("actors/offices.tsv",
            "# forms\tkind\tsector\tclass\tsource\nfishmonger\ttitle\tBUS\t\tuser\n");
  const Finished who =
      entente({"who", "Ada", "Borg", "--lexicon", own.path(), "--on", "2024-06-01"});
  EXPECT_EQ(who.status, 0) << who.err;
  EXPECT_TRUE(who.out.starts_with("Ada Borg  MLTGOV  person, minister of fisheries 2024-03-01.."))
      << who.out;
  EXPECT_NE(who.out.find("actors/people.tsv:2 from user"), std::string::npos) << who.out;
  EXPECT_EQ(entente({"who", "Ada", "Borg"}).status, 1);
  const Finished coded = entente({"code", "-q", "--lexicon", own.path()},
                                 {"{\"id\":\"a\",\"lang\":\"en\",\"date\":\"2024-06-01\",\"text\":"
                                  "\"Ada Borg met Iran's minister.\"}\n"});
  EXPECT_NE(coded.out.find("\"MLTGOV\""), std::string::npos) << coded.out << coded.err;
}

TEST(LexiconOfOnesOwn, ABadLineIsNamed) {
  Folder own;
  own.write("actors/people.tsv",
            "# name\tforms\tsurname\tcountry\tsector\ttitle\tfrom\tuntil\tsource\n"
            "Ada Borg\tAda Borg\tBorg\tXYZ\tGOV\t\t\t\tuser\n");
  const Finished who = entente({"who", "Ada", "Borg", "--lexicon", own.path()});
  EXPECT_EQ(who.status, 2);
  EXPECT_NE(who.err.find("actors/people.tsv:2: column country: \"XYZ\" is no known country"),
            std::string::npos)
      << who.err;
}

TEST(LexiconOfOnesOwn, EveryVerbThatReadsTakesIt) {
  Folder own, database;
  own.write("actors/people.tsv", "# name\tforms\nAda Borg\tAda Borg\n");
  const std::vector<std::vector<std::string>> kVerbs = {
      {"recode"}, {"watch", "--once", "http://127.0.0.1:1/feed"}};
  for (std::vector<std::string> verb : kVerbs) {
    const std::string name = verb.front();
    verb.insert(verb.end(), {"--lexicon", own.path(), "--db", database.path() + "/" + name});
    const Finished run = entente(verb, {""});
    EXPECT_EQ(run.status, 2) << name << run.err;
    EXPECT_NE(run.err.find("actors/people.tsv:"), std::string::npos) << name << run.err;
  }
}

TEST(Where, TheBestKnownFirst) {
  const Finished where = entente({"where", "Paris", "--limit", "1"});
  EXPECT_EQ(where.status, 0) << where.err;
  EXPECT_TRUE(where.out.starts_with("Paris  FRA  city")) << where.out;
  EXPECT_NE(where.out.find("from geonames"), std::string::npos) << where.out;
}

}  // namespace
}  // namespace entente::testing_house
