// Actors with their dated codes, and agents with their plurals and sets.
// Tested by dictionary_test.cc; fuzz/dictionary_fuzz.cc feeds it.
#include <algorithm>

#include "entente/lexicon/dictionary_reader.h"

namespace entente::lexicon_detail {
namespace {

// The inside of the next [...] of `rest`, which then begins behind it. False: none, or it never
// ends.
bool take_bracket(std::string_view& rest, std::string_view& inside, bool& broken) {
  const std::size_t open = rest.find('[');
  if (open == std::string_view::npos) return false;
  const std::size_t close = rest.find(']', open);
  broken = close == std::string_view::npos;
  if (broken) return false;
  inside = trimmed(rest.substr(open + 1, close - open - 1));
  rest.remove_prefix(close + 1);
  return true;
}

std::string code_of(std::string_view text) { return text == "---" ? "" : std::string(text); }

// "HOBGOV 19950601 - 19990815", "HOB < 950601", "ARN" into `actor`. "" or what is wrong. The limits
// that the documentation gives are inclusive on both sides.
std::string add_code(std::string_view inside, DictionaryActor& actor) {
  const std::size_t blank = inside.find_first_of(" \t<>");
  const std::string_view code = inside.substr(0, blank);
  if (!is_code(code)) return "\"" + std::string(inside) + "\" is no code";
  std::string_view when =
      trimmed(blank == std::string_view::npos ? std::string_view() : inside.substr(blank));
  if (when.empty()) {
    actor.otherwise = code_of(code);
    return "";
  }
  DictionaryActor::Code dated;
  dated.code = code_of(code);
  const auto bad = [&](std::string_view day) {
    return "\"" + std::string(day) + "\" is no day (YYYYMMDD or YYMMDD)";
  };
  if (when[0] == '<' || when[0] == '>') {
    const std::string_view text = trimmed(when.substr(1));
    Day day = 0;
    if (!read_dictionary_day(text, day)) return bad(text);
    if (when[0] == '<')
      dated.until = day + 1;
    else
      dated.from = day;
  } else {
    const std::size_t dash = when.find('-');
    if (dash == std::string_view::npos) return "\"" + std::string(when) + "\" is no span of days";
    const std::string_view first = trimmed(when.substr(0, dash));
    const std::string_view last = trimmed(when.substr(dash + 1));
    Day until = 0;
    if (!read_dictionary_day(first, dated.from)) return bad(first);
    if (!read_dictionary_day(last, until)) return bad(last);
    if (until < dated.from) return "\"" + std::string(when) + "\" ends before it begins";
    dated.until = until + 1;
  }
  actor.dated.push_back(std::move(dated));
  return "";
}

// All codes of a line.
void add_codes(std::string_view rest, const DictionaryLine& line, DictionaryActor& actor,
               DictionaryDraft& draft) {
  std::string_view inside;
  bool broken = false;
  while (take_bracket(rest, inside, broken))
    if (const std::string wrong = add_code(inside, actor); !wrong.empty())
      draft.complain(line.number, wrong);
  if (broken)
    draft.complain(line.number, "a code without its closing bracket");
  else if (!trimmed(rest).empty())
    draft.complain(line.number,
                   "\"" + std::string(trimmed(rest)) + "\" after the code is not used");
}

std::string_view before_bracket(std::string_view text) {
  return trimmed(text.substr(0, text.find('[')));
}

}  // namespace

void read_actors(std::string_view text, DictionaryDraft& draft) {
  Dictionaries& out = draft.out;
  DictionaryPhrase phrase;
  bool open = false;   // an actor that synonyms and codes may join
  bool coded = false;  // it has a code, be it "---"
  const auto close = [&] {
    if (open && !coded)
      draft.complain(out.actors.back().place.line, "an actor without a [CODE] is never coded");
  };
  for (const DictionaryLine& line : dictionary_lines(text, draft)) {
    const bool synonym = line.text.starts_with('+');
    const std::string_view name = before_bracket(line.text.substr(synonym ? 1 : 0));
    const bool has_code = line.text.find('[') != std::string_view::npos;
    if ((synonym || name.empty()) && !open) {
      draft.complain(line.number, synonym ? "a synonym above any actor" : "a code above any actor");
      continue;
    }
    if (!synonym && !name.empty()) {
      close();
      open = true;
      coded = false;
      out.actors.emplace_back().place = {draft.file, line.number};
    }
    if (!name.empty() || synonym) {
      if (read_phrase(name, out.words, phrase))
        out.actor_phrases.add(phrase, static_cast<std::uint32_t>(out.actors.size() - 1));
      else
        draft.complain(line.number, "no name: neither letter nor digit, or too many words");
    }
    coded = coded || has_code;
    if (has_code) add_codes(line.text.substr(line.text.find('[')), line, out.actors.back(), draft);
  }
  close();
}

namespace {

struct AgentSet {
  std::string name;  // "!PERSON!"
  std::vector<std::string> members;
};

void read_agent_set(const DictionaryLine& line, std::vector<AgentSet>& sets,
                    DictionaryDraft& draft) {
  const std::size_t equals = line.text.find('=');
  const std::string_view name = trimmed(line.text.substr(0, equals));
  if (equals == std::string_view::npos || name.size() < 3 || name.back() != '!') {
    draft.complain(line.number, "a set needs a name between `!` and its members after `=`");
    return;
  }
  AgentSet set{std::string(name), {}};
  std::string_view rest = line.text.substr(equals + 1);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    if (const auto member = trimmed(rest.substr(0, comma)); !member.empty())
      set.members.emplace_back(member);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  sets.push_back(std::move(set));
}

// The phrases of an agent: of its set's members, with its plurals.
std::string agent_phrases(std::string_view name, std::string_view line,
                          const std::vector<AgentSet>& sets, std::vector<std::string>& out) {
  out.clear();
  if (const std::size_t mark = name.find('!'); mark != std::string_view::npos) {
    const std::size_t end = name.find('!', mark + 1);
    if (end == std::string_view::npos) return "a set's name ends with `!`";
    const std::string_view set_name = name.substr(mark, end + 1 - mark);
    const auto set = std::find_if(sets.begin(), sets.end(),
                                  [&](const AgentSet& one) { return one.name == set_name; });
    if (set == sets.end()) return "no set " + std::string(set_name) + " above it";
    for (const std::string& member : set->members) {
      out.push_back(std::string(name.substr(0, mark)) + member + std::string(name.substr(end + 1)));
    }
    return "";
  }
  out.emplace_back(name);
  const std::size_t brace = line.find('{');
  if (brace == std::string_view::npos) {
    out.push_back(regular_plural(name));
    return "";
  }
  const std::size_t close = line.find('}', brace);
  if (close == std::string_view::npos) return "plurals without their closing brace";
  std::string_view rest = line.substr(brace + 1, close - brace - 1);
  while (!(rest = trimmed(rest)).empty()) {
    const std::size_t cut = rest.find_first_of(" \t,");
    if (cut != 0) out.emplace_back(rest.substr(0, cut));
    rest.remove_prefix(cut == std::string_view::npos ? rest.size() : cut + 1);
  }
  return "";
}

}  // namespace

void read_agents(std::string_view text, DictionaryDraft& draft) {
  Dictionaries& out = draft.out;
  std::vector<AgentSet> sets;
  std::vector<std::string> phrases;
  DictionaryPhrase phrase;
  for (const DictionaryLine& line : dictionary_lines(text, draft)) {
    if (line.text.starts_with('!') && line.text.find('=') != std::string_view::npos) {
      read_agent_set(line, sets, draft);
      continue;
    }
    const std::string_view name = trimmed(line.text.substr(0, line.text.find_first_of("[{")));
    std::string_view rest = line.text, inside;
    bool broken = false;
    if (!take_bracket(rest, inside, broken)) {
      draft.complain(line.number,
                     broken ? "a code without its closing bracket" : "an agent without a [CODE]");
      continue;
    }
    DictionaryAgent agent;
    agent.place = {draft.file, line.number};
    agent.before = inside.ends_with('~');
    const bool after = inside.starts_with('~');
    std::string_view code = inside;
    if (after) code.remove_prefix(1);
    if (agent.before && !code.empty()) code.remove_suffix(1);
    if (after == agent.before || !is_code(code) || code.find('~') != std::string_view::npos) {
      draft.complain(line.number, "\"" + std::string(inside) + "\" is neither ~CODE nor CODE~");
      continue;
    }
    agent.code = code;
    if (const std::string wrong = agent_phrases(name, line.text, sets, phrases); !wrong.empty()) {
      draft.complain(line.number, wrong);
      continue;
    }
    const auto id = static_cast<std::uint32_t>(out.agents.size());
    bool read = false;
    for (const std::string& one : phrases)
      if (read_phrase(one, out.words, phrase)) out.agent_phrases.add(phrase, id), read = true;
    if (read)
      out.agents.push_back(std::move(agent));
    else
      draft.complain(line.number, "no name: neither letter nor digit, or too many words");
  }
}

}  // namespace entente::lexicon_detail
