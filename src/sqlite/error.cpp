// The public errors' text: context, record and issues put together once, when they change, so that what() can
// only return a pointer. Data is immutable and shared: a copy costs a reference count and cannot throw.
#include <cstddef>
#include <type_traits>

#include <crmlite/error.hpp>

namespace crmlite {

namespace {

constexpr std::size_t issues_shown = 3;

void append(std::string& text, const std::string& part) {
  if (part.empty()) return;
  if (!text.empty()) text += ": ";
  text += part;
}

std::string text_of(const Issue& issue) {
  std::string text = issue.record;
  if (!issue.field.empty()) append(text, "field \"" + issue.field + "\"");
  append(text, issue.message.empty() ? issue.rule : issue.message);
  return text;
}

std::string text_of(const std::vector<Issue>& issues) {
  std::string text;
  for (std::size_t i = 0; i < issues.size() && i < issues_shown; ++i) {
    if (i > 0) text += "; ";
    text += text_of(issues[i]);
  }
  if (issues.size() > issues_shown) text += "; and " + std::to_string(issues.size() - issues_shown) + " more";
  return text;
}

}  // namespace

struct Error::Data {
  ErrorCode code = ErrorCode::failed;
  int sqlite_code = 0;
  std::string message = {};
  std::string operation = {};
  std::string record = {};
  std::vector<Issue> issues = {};
  std::string what = {};

  void compose() {
    what = operation;
    const bool named_by_issue = !issues.empty() && !issues.front().record.empty();
    if (!named_by_issue) append(what, record);
    append(what, message);
  }
};

Error::Error(std::string message, int sqlite_code)
    : Error(ErrorCode::failed, std::move(message), {}, sqlite_code) {}

Error::Error(ErrorCode code, std::string message, std::vector<Issue> issues, int sqlite_code)
    : std::runtime_error("") {
  Data data{
      .code = code, .sqlite_code = sqlite_code, .message = std::move(message), .issues = std::move(issues)};
  if (data.message.empty()) data.message = text_of(data.issues);
  if (data.message.empty()) data.message = "invalid";
  if (!data.issues.empty()) data.record = data.issues.front().record;
  data.compose();
  data_ = std::make_shared<const Data>(std::move(data));
}

Error::~Error() = default;

ErrorCode Error::code() const noexcept { return data_->code; }
const char* Error::what() const noexcept { return data_->what.c_str(); }
const std::string& Error::message() const noexcept { return data_->message; }
const std::string& Error::operation() const noexcept { return data_->operation; }
const std::string& Error::record() const noexcept { return data_->record; }
const std::vector<Issue>& Error::issues() const noexcept { return data_->issues; }
int Error::sqlite_code() const noexcept { return data_->sqlite_code; }

void Error::add_context(std::string context) noexcept try {
  Data data = *data_;
  append(context, data.operation);
  data.operation = std::move(context);
  data.compose();
  data_ = std::make_shared<const Data>(std::move(data));
} catch (...) {
  // Losing the context is better than losing the error.
}

void Error::set_record(std::string record) noexcept try {
  Data data = *data_;
  data.record = std::move(record);
  data.compose();
  data_ = std::make_shared<const Data>(std::move(data));
} catch (...) {
}

static_assert(std::is_nothrow_copy_constructible_v<Error>);
static_assert(std::is_nothrow_copy_constructible_v<Invalid>);
static_assert(std::is_nothrow_copy_constructible_v<OpenError>);

}  // namespace crmlite
