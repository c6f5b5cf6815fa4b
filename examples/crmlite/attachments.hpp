// Files that are about to be attached.
#pragma once

#include <string>
#include <vector>

#include "program.hpp"

namespace cli {

struct StoredFile {
  crm::BlobId blob = {};
  std::string name = {};
};

/// Takes files in, outside any block; they are attached in one.
std::vector<StoredFile> put_files(Program& program, const std::vector<std::string>& paths);

}  // namespace cli
