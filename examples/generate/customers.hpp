// Companies and people as rows of text. Each is a function of the seed and its number alone.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace generate {

/// What a row can have wrong, as real tables do.
enum class Dirt : std::uint8_t {
  none,
  missing_name,
  impossible_date,
  bad_email,
  unusable_phone,  ///< to be kept as typed, with a warning
  repeated_email,  ///< the row before has it
  too_many_cells,
};

struct Flaw {
  const char* column = "";
  const char* what = "";
};

/// One of the two files of customers.
class Customers {
 public:
  Customers(std::uint64_t seed, unsigned dirty_percent) : seed_(seed), dirty_percent_(dirty_percent) {}
  virtual ~Customers() = default;
  Customers(const Customers&) = delete;
  Customers& operator=(const Customers&) = delete;

  virtual std::span<const std::string> headings() const = 0;
  /// The row as it stands in the file, flaw included.
  std::vector<std::string> row(std::uint64_t number) const;
  Dirt dirt(std::uint64_t number) const;
  Flaw flaw(Dirt dirt) const;

  bool is_chinese(std::uint64_t number) const;
  /// Unique; empty for some. Number 0 always has one.
  virtual std::string email(std::uint64_t number) const = 0;
  /// An address that finds this row alone; empty when it has none or the row is flawed.
  std::string address_for_reference(std::uint64_t number) const;

 protected:
  virtual std::vector<std::string> clean_row(std::uint64_t number) const = 0;
  /// Where the columns are that flaws go to.
  struct Places {
    std::size_t name, email, phone, date;
  };
  virtual Places places() const = 0;

  std::uint64_t seed_;
  unsigned dirty_percent_;
};

class Companies : public Customers {
 public:
  using Customers::Customers;
  std::span<const std::string> headings() const override;
  std::string email(std::uint64_t number) const override;
  std::string name(std::uint64_t number) const;

 protected:
  std::vector<std::string> clean_row(std::uint64_t number) const override;
  Places places() const override { return {0, 3, 4, 16}; }

 private:
  std::string domain(std::uint64_t number) const;
};

class People : public Customers {
 public:
  People(std::uint64_t seed, unsigned dirty_percent, const Companies& companies, std::uint64_t company_count)
      : Customers(seed ^ 0x50454F504C45u, dirty_percent),
        companies_(companies),
        company_count_(company_count) {}
  std::span<const std::string> headings() const override;
  std::string email(std::uint64_t number) const override;

 protected:
  std::vector<std::string> clean_row(std::uint64_t number) const override;
  Places places() const override { return {0, 5, 4, 17}; }

 private:
  std::string employer(std::uint64_t number) const;

  const Companies& companies_;
  std::uint64_t company_count_;
};

}  // namespace generate
