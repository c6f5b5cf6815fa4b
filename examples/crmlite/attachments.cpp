// attachment: files on records, streamed in and out.
#include "attachments.hpp"

#include <filesystem>
#include <fstream>

#include "output.hpp"
#include "records.hpp"

namespace cli {
namespace {

struct AddArgs {
  std::string reference = {}, file = {}, name = {}, mime_type = {}, role = {};
};

struct ListArgs {
  std::string reference = {}, after = {};
  std::size_t limit = 50;
};

struct SaveArgs {
  std::string attachment = {}, file = {};
};

void add(Program& program, const AddArgs& args) {
  const std::vector<StoredFile> files = put_files(program, {args.file});
  const crm::AttachmentId id = program.write([&](crm::WriteTx& tx) {
    return tx.attachments().attach({.record = find_any(tx, args.reference).id,
                                    .blob = files.front().blob,
                                    .name = args.name.empty() ? files.front().name : args.name,
                                    .mime_type = args.mime_type,
                                    .role = args.role});
  });
  answer(program, "record", to_string(id));
}

void list(Program& program, const ListArgs& args) {
  const std::string next = program.read([&](const crm::ReadTx& tx) {
    const auto page = tx.attachments().of(find_any(tx, args.reference).id, args.limit, args.after);
    Table table(program, {"id", "name", "mime_type", "size", "role", "created"});
    for (const crm::Attachment& a : page)
      table.row({a.id.value(), a.name, a.mime_type, a.size, a.role, a.created});
    table.finish();
    return page.next;
  });
  if (!next.empty()) program.note("next: " + next);
}

/// Under another name first, so that a file that is cut off never looks whole.
void save(Program& program, const SaveArgs& args) {
  namespace fs = std::filesystem;
  const std::string saved = program.read([&](const crm::ReadTx& tx) {
    const crm::Attachment a =
        tx.attachments().get(crm::AttachmentId{find_record(tx, args.attachment, "attachment").id.value()});
    // Its name is somebody's text: no part of it may lead to another folder.
    const fs::path target = args.file.empty() ? fs::u8path(a.name).filename() : fs::u8path(args.file);
    if (target.empty() || fs::exists(target)) throw crm::Error("a file of this name is there already");
    fs::path begun = target;
    begun += ".part";
    std::ofstream out(begun, std::ios::binary);
    tx.blob(a.blob).write_to(out);
    out.close();
    if (!out) throw crm::Error("the file cannot be written");
    fs::rename(begun, target);
    return target.string();
  });
  program.out() << saved << "\n";
}

}  // namespace

std::vector<StoredFile> put_files(Program& program, const std::vector<std::string>& paths) {
  std::vector<StoredFile> files;
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw crm::NotFound("a file to attach cannot be read");
    files.push_back({program.store().put(in), std::filesystem::path(path).filename().string()});
  }
  return files;
}

void add_attachment_commands(Program& program) {
  CLI::App& noun = program.group(program.root(), "attachment", "Files on records");
  program.command<AddArgs>(
      noun, "add", "Put a file on a record; prints its #ID",
      [](Parameters& take, AddArgs& args) {
        declare_reference(take, args.reference);
        take.word("PATH", args.file, "The file");
        take.option("--name", args.name, "Under another name");
        take.option("--mime-type", args.mime_type, "What it is: application/pdf");
        take.option("--role", args.role, "What it is to the record: contract, photo");
      },
      add);
  program.command<ListArgs>(
      noun, "list", "The files on a record",
      [](Parameters& take, ListArgs& args) {
        declare_reference(take, args.reference);
        take.option("--limit", args.limit, "At most so many (50)");
        take.option("--after", args.after, "The page behind this cursor (`next: …` of the page before)");
      },
      list);
  program.command<SaveArgs>(
      noun, "save", "Write a file out; prints where",
      [](Parameters& take, SaveArgs& args) {
        declare_reference(take, args.attachment, "attachment");
        take.word("PATH", args.file, "Where to; its name where not given", Need::optional);
      },
      save);
  add_edit_command(program, noun, "attachment");
  add_life_commands(program, noun, "attachment");
}

}  // namespace cli
