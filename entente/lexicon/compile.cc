// Tables to an image: read every file, check every line, then write. Nothing is written unless
// every line is good.
//
// A string stands once in the image, whatever the number of cells that hold it; a piece is a string
// with an entry in the vocabulary. The order of everything follows the schema and the sorted names
// of files, so the same tables make the same bytes on every machine. Tested by compile_test.cc.
#include "entente/lexicon/compile.h"

#include <algorithm>
#include <bit>
#include <deque>
#include <map>
#include <utility>

#include "entente/base/file.h"
#include "entente/base/hash.h"
#include "entente/base/string_pool.h"
#include "entente/lexicon/agreement.h"
#include "entente/lexicon/checks.h"
#include "entente/lexicon/image.h"
#include "entente/lexicon/pieces.h"
#include "entente/lexicon/table_file.h"
#include "entente/lexicon/trie_builder.h"

namespace entente::lexicon_detail {
namespace {

template <class T>
std::string_view bytes_of(const std::vector<T>& records) {
  return {reinterpret_cast<const char*>(records.data()), records.size() * sizeof(T)};
}

class ImageBuilder {
 public:
  ImageBuilder(const std::vector<TableFile>& files, std::span<const TableSchema> schemas) {
    for (const TableFile& file : files) files_.push_back(strings_.intern(file.name));
    for (const TableSchema& schema : schemas)
      if (!schema.index.empty()) index_of_.emplace(schema.index, index_of_.size());
    // Indexes are numbered by name: the map's order.
    std::uint32_t number = 0;
    for (auto& [name, id] : index_of_) id = number++;
    indexes_.resize(index_of_.size());
    probes_of_.resize(index_of_.size());
  }

  void add_table(const TextTable& table) {
    const TableSchema& schema = *table.schema;
    TableRecord record{strings_.intern(schema.name),
                       table.rows(),
                       table.columns(),
                       static_cast<std::uint32_t>(columns_.size()),
                       kNone,
                       here()};
    if (!schema.index.empty()) record.index = index_of_.find(schema.index)->second;
    cells_.insert(cells_.end(), table.file.begin(), table.file.end());
    cells_.insert(cells_.end(), table.line.begin(), table.line.end());
    for (std::uint32_t c = 0; c < table.columns(); ++c) {
      const ColumnSchema& column = schema.columns[c];
      columns_.push_back(
          {strings_.intern(column.name), static_cast<std::uint32_t>(column.kind), here()});
      for (std::uint32_t row = 0; row < table.rows(); ++row) add_cell(column, table.cell(row, c));
    }
    if (record.index != kNone) add_forms(table, record.index);
    tables_.push_back(record);
  }

  std::string finish(std::string_view revision) {
    std::vector<IndexRecord> index_records;
    std::vector<std::uint32_t> tries;
    struct Root {
      std::uint32_t piece, index, node;
    };
    std::vector<Root> roots;
    for (const auto& [name, id] : index_of_) {
      std::vector<std::pair<std::uint32_t, std::uint32_t>> first;
      const auto offset = static_cast<std::uint32_t>(tries.size());
      IndexRecord record = indexes_[id].build(tries, first);
      record.name = strings_.intern(name);
      record.offset = offset;
      index_records.push_back(record);
      for (const auto& [piece, node] : first) roots.push_back({piece, id, node});
    }
    std::stable_sort(roots.begin(), roots.end(),
                     [](const Root& a, const Root& b) { return a.piece < b.piece; });
    const auto pieces = static_cast<std::uint32_t>(piece_strings_.size());
    std::vector<std::uint32_t> root_words(pieces + 1, 0);
    for (const Root& root : roots) ++root_words[root.piece + 1];
    for (std::uint32_t i = 0; i < pieces; ++i) root_words[i + 1] += root_words[i];
    for (const Root& root : roots) {
      root_words.push_back(root.index);
      root_words.push_back(root.node);
    }
    std::vector<std::uint32_t> begins;
    std::string blob;
    for (StringId id = 0; id < strings_.size(); ++id) {
      begins.push_back(static_cast<std::uint32_t>(blob.size()));
      blob += strings_.view(id);
    }
    begins.push_back(static_cast<std::uint32_t>(blob.size()));
    const std::vector<std::uint32_t> slots = make_slots();
    std::vector<ProbeRecord> probes;
    const auto image_with = [&] {
      return write_image(revision, {bytes_of(begins), blob, bytes_of(files_), bytes_of(tables_),
                                    bytes_of(columns_), bytes_of(cells_), bytes_of(piece_strings_),
                                    bytes_of(slots), bytes_of(root_words), bytes_of(index_records),
                                    bytes_of(tries), bytes_of(probes)});
    };
    // The answers of the self-test are asked of the image itself, whose tests hold them against the
    // tables.
    const std::string draft = image_with();
    if (const Result<Image> image = Image::open(draft, "draft"); image)
      for (std::uint32_t index = 0; index < probes_of_.size(); ++index)
        for (const StringId form : probes_of_[index])
          probes.push_back({index, form, image->phrase(index, image->string(form))});
    return image_with();
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(cells_.size()); }

  void add_cell(const ColumnSchema& column, std::string_view cell) {
    switch (column.kind) {
      case ColumnKind::kNumber:
        return cells_.push_back(static_cast<std::uint32_t>(parse_number(cell).value_or(0)));
      case ColumnKind::kDay: {
        const Day empty = empty_day(column.name);
        const Day day = cell.empty() ? empty : parse_partial_day(cell).value_or(empty);
        return cells_.push_back(static_cast<std::uint32_t>(day));
      }
      case ColumnKind::kReal: {
        const auto bits = std::bit_cast<std::uint64_t>(parse_real(cell).value_or(0.0));
        cells_.push_back(static_cast<std::uint32_t>(bits));
        return cells_.push_back(static_cast<std::uint32_t>(bits >> 32));
      }
      default:
        cells_.push_back(strings_.intern(cell));
    }
  }

  void add_forms(const TextTable& table, std::uint32_t index) {
    const auto table_id = static_cast<std::uint32_t>(tables_.size());
    for (std::uint32_t row = 0; row < table.rows(); ++row)
      for (std::uint32_t c = 0; c < table.columns(); ++c) {
        const ColumnKind kind = table.schema->columns[c].kind;
        if (kind != ColumnKind::kForms && kind != ColumnKind::kLemmas) continue;
        for_each_part(table.cell(row, c), [&](std::string_view form) {
          run_.clear();
          for_each_piece(form, key_,
                         [&](std::string_view piece) { run_.push_back(piece_of(piece)); });
          const StringId id = strings_.intern(form);
          indexes_[index].add(run_, table_id, row, id);
          add_probe(index, form, id);
        });
      }
  }

  // The first forms of an index, and the first beyond ASCII: those are where Unicode tables may
  // differ.
  void add_probe(std::uint32_t index, std::string_view form, StringId id) {
    const bool ascii = std::all_of(form.begin(), form.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    auto& count = probe_counts_[{index, ascii}];
    if (count >= 8) return;
    ++count;
    probes_of_[index].push_back(id);
  }

  std::uint32_t piece_of(std::string_view piece) {
    const StringId string = strings_.intern(piece);
    if (string >= piece_of_string_.size()) piece_of_string_.resize(strings_.size(), kNone);
    if (piece_of_string_[string] == kNone) {
      piece_of_string_[string] = static_cast<std::uint32_t>(piece_strings_.size());
      piece_strings_.push_back(string);
    }
    return piece_of_string_[string];
  }

  // Open addressing, at most half full; Image::piece() walks it the same way.
  std::vector<std::uint32_t> make_slots() const {
    const std::size_t count = std::bit_ceil(piece_strings_.size() * 2 + 2);
    std::vector<std::uint32_t> slots(count * 2, 0);
    for (std::uint32_t id = 0; id < piece_strings_.size(); ++id) {
      const std::uint64_t hash = hash64(strings_.view(piece_strings_[id]));
      std::size_t i = hash & (count - 1);
      while (slots[2 * i] != 0) i = (i + 1) & (count - 1);
      slots[2 * i] = id + 1;
      slots[2 * i + 1] = static_cast<std::uint32_t>(hash >> 32);
    }
    return slots;
  }

  StringPool strings_;
  std::vector<std::uint32_t> files_, cells_, piece_strings_, piece_of_string_;
  std::vector<TableRecord> tables_;
  std::vector<ColumnRecord> columns_;
  std::map<std::string_view, std::uint32_t> index_of_;
  std::vector<TrieBuilder> indexes_;
  std::vector<std::vector<StringId>> probes_of_;
  std::map<std::pair<std::uint32_t, bool>, int> probe_counts_;
  std::vector<std::uint32_t> run_;
  std::string key_;
};

// The table that takes a file: an exact path wins over one with a `*`.
const TableSchema* table_of(std::span<const TableSchema> schemas, std::string_view relative) {
  const TableSchema* fits = nullptr;
  for (const TableSchema& schema : schemas) {
    if (schema.path == relative) return &schema;
    if (fits == nullptr && fits_path(schema.path, relative)) fits = &schema;
  }
  return fits;
}

struct Texts {
  std::vector<TextTable> tables;  // in the order of the schema, those that have a file
  std::deque<std::string> bytes;  // what the cells point into
  std::string revision;
};

// Reads all the files: tables in the order of the schema, files of a table by layer and name.
Texts read_texts(std::span<const TableSchema> schemas, const std::vector<TableFile>& files,
                 std::vector<Error>& errors) {
  ErrorList list(errors);
  Texts texts;
  std::vector<TextTable> tables(schemas.size());
  for (std::size_t i = 0; i < schemas.size(); ++i) tables[i].schema = &schemas[i];
  std::vector<bool> present(schemas.size(), false);
  std::string digests;
  for (std::uint32_t i = 0; i < files.size(); ++i) {
    const TableSchema* schema = table_of(schemas, files[i].relative);
    if (schema == nullptr) {
      list.add(files[i], 0, "no table of entente/lexicon/schema.cc takes this file");
      continue;
    }
    Result<std::string> text = read_file(files[i].path, kMaxTableBytes);
    if (!text) {
      errors.push_back(text.error());
      continue;
    }
    digests += files[i].relative + "\t" + sha256_hex(*text) + "\n";
    const auto at = static_cast<std::size_t>(schema - schemas.data());
    present[at] = true;
    read_table(files, i, texts.bytes.emplace_back(*std::move(text)), tables[at], list);
  }
  texts.revision = sha256_hex(digests).substr(0, kRevisionDigits);
  for (std::size_t i = 0; i < tables.size(); ++i)
    if (present[i]) texts.tables.push_back(std::move(tables[i]));
  return texts;
}

}  // namespace

CompileOutcome compile_tables(std::span<const TableSchema> schemas, const std::string& data_dir,
                              std::span<const std::string> extra_dirs) {
  CompileOutcome outcome;
  const std::vector<TableFile> files = find_table_files(data_dir, extra_dirs, outcome.errors);
  Texts texts = read_texts(schemas, files, outcome.errors);
  ErrorList list(outcome.errors);
  for (TextTable& table : texts.tables) check_unique(files, table, list);
  for (TextTable& table : texts.tables) check_agreement(files, table, list);
  check_tables(files, texts.tables, list);
  if (!outcome.errors.empty()) {
    std::stable_sort(outcome.errors.begin(), outcome.errors.end(),
                     [](const Error& a, const Error& b) {
                       return std::tie(a.source, a.offset) < std::tie(b.source, b.offset);
                     });
    return outcome;
  }
  ImageBuilder builder(files, schemas);
  for (const TextTable& table : texts.tables) builder.add_table(table);
  outcome.image = builder.finish(texts.revision);
  return outcome;
}

}  // namespace entente::lexicon_detail

namespace entente {

CompileOutcome compile_lexicons(const std::string& data_dir,
                                std::span<const std::string> extra_dirs) {
  return lexicon_detail::compile_tables(table_schemas(), data_dir, extra_dirs);
}

}  // namespace entente
