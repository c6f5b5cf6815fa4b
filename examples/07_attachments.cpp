// Files on records: content streams in and out by chunks, whatever its size, and equal content is kept once.
#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <span>
#include <sstream>

#include <crmlite/crmlite.hpp>

namespace crm = crmlite;

int main() try {
  const char* path = "attachments.crm";
  for (const char* end : {"", "-wal", "-shm"}) std::remove((std::string(path) + end).c_str());
  crm::Store store{path};

  // Content comes in first, from any stream, outside of transactions: nobody waits longer than for a chunk.
  std::istringstream scan("This contract is made between Acme GmbH and Calder Works.");
  const crm::BlobId contract = store.put(scan);
  // Or from a function that fills a buffer until it has no more: here three million bytes, never held at
  // once.
  std::size_t left = 3'000'000;
  const crm::BlobId photo = store.put([&](std::span<std::byte> into) {
    const std::size_t n = std::min(left, into.size());
    std::fill_n(into.begin(), n, std::byte{7});
    left -= n;
    return n;
  });

  const auto acme = store.write([&](crm::WriteTx& tx) {
    const auto id = tx.customers().insert({.kind = crm::CustomerKind::company, .name = "Acme GmbH"});
    tx.attachments().attach({.record = id,
                             .blob = contract,
                             .name = "contract.pdf",
                             .mime_type = "application/pdf",
                             .role = "contract",
                             .text = "This contract is made …",  // what the host has read in it
                             .tags = {"signed"}});
    const auto visit = tx.interactions().log({.customer = id, .kind = crm::InteractionKind::visit});
    tx.attachments().attach({.record = visit, .blob = photo, .name = "hall.jpg", .mime_type = "image/jpeg"});
    return id;
  });

  scan.clear();
  scan.seekg(0);
  std::cout << "put again, it is " << (store.put(scan) == contract ? "the same content" : "another one")
            << "\n";

  store.read([&](const crm::ReadTx& tx) {
    for (const crm::Attachment& a : tx.attachments().of(acme))
      std::cout << a.name << ", " << a.mime_type << ", " << a.role << ", " << a.size << " bytes\n";
    crm::BlobReader content = tx.blob(contract);
    std::cout << "sha256 " << content.sha256().substr(0, 16) << "…\n";
    content.write_to(std::cout, 5, 8);  // a range: eight bytes from the fifth on
    std::cout << "\n";
    std::array<std::byte, 4> end;
    std::cout << tx.blob(photo).read(2'999'998, end) << " bytes at the end of the photo\n";
  });

  store.write([&](crm::WriteTx& tx) {
    tx.customers().remove(acme);  // with the attachments on them and on their interactions
    std::cout << tx.attachments().count() << " attachments left\n";
  });
} catch (const crm::Error& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
