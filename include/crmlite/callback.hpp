// A function that the caller hands in and may leave out. It stands in for std::function because <functional>
// would be a seventh of what this library's headers cost the compiler.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace crmlite {

template <class Signature>
class Callback;

/// Holds any callable with this signature, or none. Copies share the callable, which a store may call from
/// any thread that uses it.
template <class Result, class... Arguments>
class Callback<Result(Arguments...)> {
 public:
  Callback() = default;
  Callback(std::nullptr_t) {}
  template <class F>
  requires(!std::same_as<F, Callback> && std::is_invocable_r_v<Result, F&, Arguments...>)
      Callback(F callable) {
    if constexpr (requires { callable == nullptr; })
      if (callable == nullptr) return;  // an empty std::function, a null pointer
    held_ = std::shared_ptr<void>(new F(std::move(callable)), [](void* f) { delete static_cast<F*>(f); });
    call_ = [](void* f, Arguments... arguments) -> Result {
      return static_cast<Result>((*static_cast<F*>(f))(std::forward<Arguments>(arguments)...));
    };
  }

  explicit operator bool() const noexcept { return call_ != nullptr; }
  /// Calls it; there must be one.
  Result operator()(Arguments... arguments) const {
    return call_(held_.get(), std::forward<Arguments>(arguments)...);
  }

 private:
  std::shared_ptr<void> held_;
  Result (*call_)(void*, Arguments...) = nullptr;
};

}  // namespace crmlite
