// A C ABI over libtorch's boxed dispatcher. An operator is found once by name and overload and then called with tagged
// values; a tensor is handed out as its TensorImpl with one reference that the caller owns. A call that fails returns
// a negative number and leaves its message, without C++ frames, in this thread's vp_error().
// One file on purpose: libtorch's headers cost seconds per translation unit, and whoever has only g++ builds it with one call.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#define VP_API extern "C" __attribute__((visibility("default")))

namespace {

enum Tag : int32_t { None, TensorTag, Int, Double, Bool, String, Ints, Doubles, Bools, Tensors, DeviceTag, GeneratorTag };

struct Value {
  int32_t tag;
  int32_t length;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};

// What an argument of a schema wants, as far as a tagged value may need converting to it.
enum class Want { Other, Real, IntList, RealList, TensorList, OptionalTensorList, RequiredTensor };

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Want> wants;
};

using TensorPtr = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
using GeneratorPtr = c10::intrusive_ptr<c10::GeneratorImpl>;
using OptionalTensor = decltype(std::declval<const c10::IValue&>().toOptional<at::Tensor>());

// What autocast does on one kind of device. The functions that take the device came with 2.4.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
bool autocast_enabled(c10::DeviceType device) { return at::autocast::is_autocast_enabled(device); }
at::ScalarType autocast_dtype(c10::DeviceType device) { return at::autocast::get_autocast_dtype(device); }
void set_autocast(c10::DeviceType device, bool enabled, at::ScalarType dtype) {
  at::autocast::set_autocast_enabled(device, enabled);
  at::autocast::set_autocast_dtype(device, dtype);
}
#else
bool autocast_enabled(c10::DeviceType device) {
  return device == c10::DeviceType::CPU ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
}
at::ScalarType autocast_dtype(c10::DeviceType device) {
  return device == c10::DeviceType::CPU ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype();
}
void set_autocast(c10::DeviceType device, bool enabled, at::ScalarType dtype) {
  if (device == c10::DeviceType::CPU) {
    at::autocast::set_cpu_enabled(enabled);
    at::autocast::set_autocast_cpu_dtype(dtype);
  } else {
    at::autocast::set_enabled(enabled);
    at::autocast::set_autocast_gpu_dtype(dtype);
  }
}
#endif

std::atomic<int64_t> live_tensors{0};
thread_local std::string last_error;
thread_local torch::jit::Stack spare_stack;

template <class Body>
int guarded(Body&& body) noexcept {
  try {
    return body();
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "libtorch failed without a message";
  }
  return -1;
}

at::Tensor borrow(void* handle) {
  return handle == nullptr ? at::Tensor() : at::Tensor(TensorPtr::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

void* give(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  live_tensors.fetch_add(1, std::memory_order_relaxed);
  return tensor.unsafeReleaseTensorImpl();
}

c10::TensorImpl* impl(void* handle) { return static_cast<c10::TensorImpl*>(handle); }

std::vector<at::Tensor> borrow_all(void* const* handles, int count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

Want want_of(const c10::TypePtr& declared) {
  using c10::TypeKind;
  auto type = declared;
  bool optional = type->kind() == TypeKind::OptionalType;
  if (optional) type = type->containedType(0);
  switch (type->kind()) {
    case TypeKind::FloatType: return Want::Real;
    case TypeKind::TensorType: return optional ? Want::Other : Want::RequiredTensor;
    case TypeKind::ListType:
      switch (type->containedType(0)->kind()) {
        case TypeKind::FloatType: return Want::RealList;
        case TypeKind::TensorType: return Want::TensorList;
        case TypeKind::OptionalType: return Want::OptionalTensorList;
        case TypeKind::BoolType:
        case TypeKind::NumberType: return Want::Other;
        default: return Want::IntList;
      }
    default: return Want::Other;
  }
}

c10::IValue to_ivalue(const Value& value, Want want) {
  switch (value.tag) {
    case TensorTag: return c10::IValue(borrow(value.pointer));
    case Int:
      if (want == Want::Real) return c10::IValue(static_cast<double>(value.integer));
      if (want == Want::IntList) return c10::IValue(c10::List<int64_t>({value.integer}));
      return c10::IValue(value.integer);
    case Double:
      if (want == Want::RealList) return c10::IValue(c10::List<double>({value.real}));
      return c10::IValue(value.real);
    case Bool: return c10::IValue(value.integer != 0);
    case String: return c10::IValue(std::string(static_cast<const char*>(value.pointer), value.length));
    case Ints: {
      c10::List<int64_t> list;
      list.reserve(value.length);
      for (int i = 0; i < value.length; i++) list.push_back(static_cast<const int64_t*>(value.pointer)[i]);
      return c10::IValue(std::move(list));
    }
    case Doubles: {
      c10::List<double> list;
      list.reserve(value.length);
      for (int i = 0; i < value.length; i++) list.push_back(static_cast<const double*>(value.pointer)[i]);
      return c10::IValue(std::move(list));
    }
    case Bools: {
      c10::List<bool> list;
      for (int i = 0; i < value.length; i++) list.push_back(static_cast<const int64_t*>(value.pointer)[i] != 0);
      return c10::IValue(std::move(list));
    }
    case Tensors: {
      auto handles = static_cast<void* const*>(value.pointer);
      if (want == Want::OptionalTensorList) {
        c10::List<OptionalTensor> list;
        for (int i = 0; i < value.length; i++)
          list.push_back(handles[i] == nullptr ? OptionalTensor() : OptionalTensor(borrow(handles[i])));
        return c10::IValue(std::move(list));
      }
      c10::List<at::Tensor> list;
      list.reserve(value.length);
      for (int i = 0; i < value.length; i++) list.push_back(borrow(handles[i]));
      return c10::IValue(std::move(list));
    }
    case DeviceTag:
      return c10::IValue(c10::Device(static_cast<c10::DeviceType>(value.length), static_cast<c10::DeviceIndex>(value.integer)));
    case GeneratorTag:
      return c10::IValue(at::Generator(GeneratorPtr::reclaim_copy(static_cast<c10::GeneratorImpl*>(value.pointer))));
    default: return want == Want::RequiredTensor ? c10::IValue(at::Tensor()) : c10::IValue();
  }
}

Value to_value(c10::IValue&& result) {
  Value value{None, 0, {0}};
  if (result.isTensor()) {
    value.pointer = give(std::move(result).toTensor());
    value.tag = value.pointer == nullptr ? None : TensorTag;
  } else if (result.isInt()) {
    value.tag = Int;
    value.integer = result.toInt();
  } else if (result.isDouble()) {
    value.tag = Double;
    value.real = result.toDouble();
  } else if (result.isBool()) {
    value.tag = Bool;
    value.integer = result.toBool() ? 1 : 0;
  } else if (result.isTensorList()) {
    auto tensors = result.toTensorVector();
    auto handles = static_cast<void**>(std::malloc(sizeof(void*) * (tensors.size() + 1)));
    for (size_t i = 0; i < tensors.size(); i++) handles[i] = give(std::move(tensors[i]));
    value.tag = Tensors;
    value.length = static_cast<int32_t>(tensors.size());
    value.pointer = handles;
  } else if (!result.isNone()) {
    throw std::runtime_error("a result of kind " + result.tagKind() + " is not supported");
  }
  return value;
}

// The other side's callbacks: run a custom function's backward (0, or the length of a message left in `error`), and let
// go of its context.
using BackwardCallback = int (*)(void* context, void* node, void* const* gradients, int count, void** results, int result_count,
                                 char* error, int error_capacity);
using ReleaseCallback = void (*)(void* context);
BackwardCallback managed_backward = nullptr;
ReleaseCallback managed_release = nullptr;

// A node of the graph is held by shared_ptr in older libtorch and counted in itself in newer; the type of an edge tells.
using NodeHandle = decltype(torch::autograd::Edge().function);

template <class Handle>
struct Holding;

template <class Base>
struct Holding<std::shared_ptr<Base>> {
  template <class Derived>
  static std::shared_ptr<Base> make() {
    return std::shared_ptr<Base>(new Derived(), [](Base* node) { deleteNode(node); }); // without deep recursion
  }
  static std::shared_ptr<Base> self(Base* node) { return node->shared_from_this(); }
};

template <class Base>
struct Holding<c10::intrusive_ptr<Base>> {
  template <class Derived>
  static c10::intrusive_ptr<Base> make() { return c10::make_intrusive<Derived>(); }
  static c10::intrusive_ptr<Base> self(Base* node) { return c10::intrusive_ptr<Base>::reclaim_copy(node); }
};

struct ManagedNode final : torch::autograd::Node {
  void* context = nullptr;
  std::string title;
  bool materialize = true;
  std::vector<torch::autograd::SavedVariable> saved;
  std::vector<bool> saved_is_output;

  ~ManagedNode() override {
    if (context != nullptr) managed_release(context);
  }
  std::string name() const override { return title; }
  void release_variables() override {
    saved.clear();
    saved_is_output.clear();
    released = true;
  }
  at::Tensor saved_at(size_t i) {
    TORCH_CHECK(!released, "Trying to backward through the graph a second time: the saved tensors of ", title,
                " have already been freed. Specify retain_graph if you need to backward through the graph a second time.");
    return saved.at(i).unpack(saved_is_output.at(i) ? Holding<NodeHandle>::self(this) : NodeHandle());
  }

 protected:
  torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override {
    std::vector<void*> in, out(num_outputs(), nullptr);
    for (size_t i = 0; i < gradients.size(); i++) {
      if (!gradients[i].defined() && materialize) gradients[i] = input_metadata(i).zeros_like();
      in.push_back(give(gradients[i]));
    }
    std::vector<char> message(4096);
    int failed = managed_backward(context, this, in.data(), static_cast<int>(in.size()), out.data(), static_cast<int>(out.size()),
                                  message.data(), static_cast<int>(message.size()));
    torch::autograd::variable_list results;
    for (void* handle : out) {
      results.push_back(borrow(handle));
      if (handle != nullptr) {
        TensorPtr::reclaim(impl(handle));
        live_tensors.fetch_sub(1, std::memory_order_relaxed);
      }
    }
    if (failed > 0) throw std::runtime_error(std::string(message.data(), failed));
    return results;
  }

 private:
  bool released = false;
};

}  // namespace

VP_API const char* vp_error() { return last_error.c_str(); }
VP_API const char* vp_version() { return TORCH_VERSION; }
VP_API int64_t vp_live_tensors() { return live_tensors.load(std::memory_order_relaxed); }
VP_API void vp_free(void* memory) { std::free(memory); }

// Operators

VP_API Operator* vp_find(const char* name, const char* overload) {
  Operator* found = nullptr;
  guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle.has_value()) return 0;
    auto op = std::make_unique<Operator>(Operator{*handle, {}});
    for (const auto& argument : handle->schema().arguments()) op->wants.push_back(want_of(argument.type()));
    found = op.release();
    return 0;
  });
  return found;
}

VP_API int vp_call(const Operator* op, const Value* arguments, int count, Value* results, int capacity) {
  return guarded([&] {
    torch::jit::Stack stack = std::move(spare_stack);
    stack.clear();
    const size_t expected = op->wants.size();
    TORCH_CHECK(static_cast<size_t>(count) <= expected, op->handle.schema().name(), " takes ", expected, " arguments, was given ", count);
    for (int i = 0; i < count; i++) stack.push_back(to_ivalue(arguments[i], op->wants[i]));
    for (size_t i = count; i < expected; i++) {
      const auto& argument = op->handle.schema().arguments()[i];
      TORCH_CHECK(argument.default_value().has_value(), op->handle.schema().name(), " misses its argument '", argument.name(), "'");
      stack.push_back(*argument.default_value());
    }
    op->handle.callBoxed(&stack);
    const int returned = static_cast<int>(stack.size());
    TORCH_CHECK(returned <= capacity, op->handle.schema().name(), " returned ", returned, " values");
    for (int i = 0; i < returned; i++) results[i] = to_value(std::move(stack[i]));
    stack.clear();
    spare_stack = std::move(stack);
    return returned;
  });
}

// Tensors

VP_API void vp_release(void* handle) {
  TensorPtr::reclaim(impl(handle));
  live_tensors.fetch_sub(1, std::memory_order_relaxed);
}

VP_API void* vp_share(void* handle) { return give(borrow(handle)); }
VP_API int64_t vp_dim(void* handle) { return impl(handle)->dim(); }
VP_API int64_t vp_numel(void* handle) { return impl(handle)->numel(); }
VP_API const int64_t* vp_sizes(void* handle) { return impl(handle)->sizes().data(); }

VP_API const int64_t* vp_strides(void* handle) {
  const int64_t* strides = nullptr;
  guarded([&] {
    strides = impl(handle)->strides().data();
    return 0;
  });
  return strides;
}

VP_API int vp_dtype(void* handle) { return static_cast<int>(c10::typeMetaToScalarType(impl(handle)->dtype())); }
VP_API int64_t vp_storage_offset(void* handle) { return impl(handle)->storage_offset(); }
VP_API int64_t vp_element_size(void* handle) { return static_cast<int64_t>(impl(handle)->itemsize()); }
VP_API int vp_requires_grad(void* handle) { return impl(handle)->requires_grad() ? 1 : 0; }
VP_API int vp_is_contiguous(void* handle, int memory_format) {
  return impl(handle)->is_contiguous(static_cast<c10::MemoryFormat>(memory_format)) ? 1 : 0;
}
VP_API int vp_is_sparse(void* handle) { return impl(handle)->is_sparse() ? 1 : 0; }

// The device as its type in the upper 32 bits and its index in the lower.
VP_API int64_t vp_device(void* handle) {
  int64_t packed = -1;
  guarded([&] {
    auto device = impl(handle)->device();
    packed = (static_cast<int64_t>(device.type()) << 32) | static_cast<uint32_t>(static_cast<int32_t>(device.index()));
    return 0;
  });
  return packed;
}

VP_API int vp_data(void* handle, void** data) {
  return guarded([&] {
    *data = borrow(handle).data_ptr();
    return 0;
  });
}

VP_API int vp_set_data(void* handle, void* other) {
  return guarded([&] {
    borrow(handle).set_data(borrow(other));
    return 0;
  });
}

VP_API int vp_from_blob(void* data, const int64_t* sizes, const int64_t* strides, int dim, int dtype, int device_type, int device_index,
                        void* context, void** result) {
  return guarded([&] {
    auto options = at::TensorOptions()
                       .dtype(static_cast<at::ScalarType>(dtype))
                       .device(c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index)));
    auto deleter = [context](void*) {
      if (context != nullptr) managed_release(context);
    };
    at::IntArrayRef shape(sizes, dim);
    *result = give(strides == nullptr ? at::from_blob(data, shape, deleter, options)
                                      : at::from_blob(data, shape, at::IntArrayRef(strides, dim), deleter, options));
    return 0;
  });
}

// Autograd

VP_API int vp_set_requires_grad(void* handle, int required) {
  return guarded([&] {
    auto tensor = borrow(handle);
    TORCH_CHECK(required || tensor.is_leaf(),
                "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that "
                "doesn't require differentiation use var_no_grad = var.detach().");
    if (tensor.is_leaf()) tensor.set_requires_grad(required != 0);
    return 0;
  });
}

VP_API int vp_is_leaf(void* handle) { return borrow(handle).is_leaf() ? 1 : 0; }

VP_API int vp_retain_grad(void* handle) {
  return guarded([&] {
    borrow(handle).retain_grad();
    return 0;
  });
}

VP_API int vp_grad(void* handle, void** gradient) {
  return guarded([&] {
    *gradient = give(borrow(handle).mutable_grad());
    return 0;
  });
}

VP_API int vp_set_grad(void* handle, void* gradient) {
  return guarded([&] {
    auto tensor = borrow(handle);
    tensor.mutable_grad() = borrow(gradient);
    return 0;
  });
}

VP_API int vp_backward(void* const* tensors, int count, void* const* gradients, int gradient_count, int retain_graph, int create_graph,
                       void* const* inputs, int input_count) {
  return guarded([&] {
    torch::autograd::backward(borrow_all(tensors, count), borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0,
                              borrow_all(inputs, input_count));
    return 0;
  });
}

VP_API int vp_autograd_grad(void* const* outputs, int output_count, void* const* inputs, int input_count, void* const* gradients,
                            int gradient_count, int retain_graph, int create_graph, int allow_unused, void** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(borrow_all(outputs, output_count), borrow_all(inputs, input_count),
                                       borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); i++) results[i] = give(std::move(found[i]));
    return 0;
  });
}

VP_API int vp_grad_enabled() { return c10::GradMode::is_enabled() ? 1 : 0; }
// Autocast keeps the weights it has cast. A copy made while nothing is recorded would give its weight no gradient afterwards.
VP_API void vp_set_grad_enabled(int enabled) {
  if (c10::GradMode::is_enabled() != (enabled != 0)) at::autocast::clear_cache();
  c10::GradMode::set_enabled(enabled != 0);
}
VP_API int vp_inference_enabled() { return c10::InferenceMode::is_enabled() ? 1 : 0; }
VP_API void* vp_inference_enter(int enabled) { return new c10::InferenceMode(enabled != 0); }
VP_API void vp_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
VP_API int vp_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled() ? 1 : 0; }
VP_API void vp_set_anomaly_enabled(int enabled) { torch::autograd::AnomalyMode::set_enabled(enabled != 0); }

// Autocast, of this thread. The copies of weights are kept until the outermost scope is left.

VP_API int vp_autocast_enabled(int device) { return autocast_enabled(static_cast<c10::DeviceType>(device)) ? 1 : 0; }
VP_API int vp_autocast_dtype(int device) { return static_cast<int>(autocast_dtype(static_cast<c10::DeviceType>(device))); }
VP_API void vp_autocast_enter(int device, int enabled, int dtype) {
  set_autocast(static_cast<c10::DeviceType>(device), enabled != 0, static_cast<at::ScalarType>(dtype));
  at::autocast::increment_nesting();
}
VP_API void vp_autocast_leave(int device, int enabled, int dtype) {
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  set_autocast(static_cast<c10::DeviceType>(device), enabled != 0, static_cast<at::ScalarType>(dtype));
}

VP_API void vp_set_callbacks(BackwardCallback backward, ReleaseCallback release) {
  managed_backward = backward;
  managed_release = release;
}

// Binds a custom function's outputs, computed without recording, to a node whose backward the other side runs. Each
// entry of `outputs` is replaced by the tensor to hand on. `kinds`: 0 differentiable, 1 not, 2 changed in place.
VP_API int vp_custom_function(void* context, const char* name, int materialize, void* const* inputs, int input_count, void** outputs,
                              const int* kinds, int output_count, void* const* saved, int saved_count) {
  NodeHandle held;
  return guarded([&] {
    auto in = borrow_all(inputs, input_count);
    auto out = borrow_all(outputs, output_count);
    auto original = out;
    bool any = false;
    for (const auto& tensor : in) any |= tensor.requires_grad();
    const bool record = any && c10::GradMode::is_enabled();
    ManagedNode* node = nullptr;
    if (record) {
      held = Holding<NodeHandle>::make<ManagedNode>();
      node = static_cast<ManagedNode*>(held.get());
      node->title = name;
      node->materialize = materialize != 0;
      node->set_next_edges(torch::autograd::collect_next_edges(in));
    }
    for (int i = 0; i < output_count; i++) {
      bool is_input = false;
      for (const auto& tensor : in) is_input |= tensor.is_same(out[i]);
      if (is_input && kinds[i] != 2) {
        at::NoGradGuard guard;
        out[i] = out[i].view_as(out[i]).detach();
      }
      if (!record) continue;
      const bool differentiable = kinds[i] != 1 && (out[i].is_floating_point() || out[i].is_complex());
      if (!differentiable) {
        if (kinds[i] != 2) out[i] = out[i].detach();
        node->add_input_metadata(torch::autograd::Node::undefined_input());
      } else if (kinds[i] == 2) {
        torch::autograd::impl::rebase_history(out[i], torch::autograd::Edge(held, node->add_input_metadata(out[i])));
      } else {
        torch::autograd::set_history(out[i], held);
      }
    }
    if (record) {
      for (int i = 0; i < saved_count; i++) {
        auto tensor = borrow(saved[i]);
        bool is_output = false;
        for (int o = 0; o < output_count; o++) {
          if (!original[o].is_same(tensor) || kinds[o] == 1) continue;
          is_output = out[o].is_same(tensor);
          tensor = out[o];
        }
        node->saved.emplace_back(tensor, is_output);
        node->saved_is_output.push_back(is_output);
      }
      node->context = context;
    }
    for (int i = 0; i < output_count; i++) outputs[i] = give(std::move(out[i]));
    return record ? 1 : 0;
  });
}

VP_API int vp_saved(void* node, int index, void** tensor) {
  return guarded([&] {
    *tensor = give(static_cast<ManagedNode*>(node)->saved_at(index));
    return 0;
  });
}

// Random numbers

VP_API void vp_manual_seed(uint64_t seed) { at::manual_seed(seed); }

VP_API int vp_generator(int device_type, int device_index, int fresh, uint64_t seed, void** result) {
  return guarded([&] {
    at::Generator generator;
    c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    if (device.is_cpu()) {
      generator = fresh ? at::detail::createCPUGenerator(seed) : at::detail::getDefaultCPUGenerator();
    } else {
      generator = at::globalContext().defaultGenerator(device);
      if (fresh) {
        generator = generator.clone();
        generator.set_current_seed(seed);
      }
    }
    *result = generator.unsafeReleaseGeneratorImpl();
    return 0;
  });
}

VP_API void vp_generator_release(void* handle) { GeneratorPtr::reclaim(static_cast<c10::GeneratorImpl*>(handle)); }
VP_API uint64_t vp_generator_seed(void* handle) { return static_cast<c10::GeneratorImpl*>(handle)->current_seed(); }
VP_API uint64_t vp_generator_reseed(void* handle) { return static_cast<c10::GeneratorImpl*>(handle)->seed(); }
VP_API void vp_generator_set_seed(void* handle, uint64_t seed) { static_cast<c10::GeneratorImpl*>(handle)->set_current_seed(seed); }

VP_API int vp_generator_state(void* handle, void** state) {
  return guarded([&] {
    *state = give(at::Generator(GeneratorPtr::reclaim_copy(static_cast<c10::GeneratorImpl*>(handle))).get_state());
    return 0;
  });
}

VP_API int vp_generator_set_state(void* handle, void* state) {
  return guarded([&] {
    at::Generator(GeneratorPtr::reclaim_copy(static_cast<c10::GeneratorImpl*>(handle))).set_state(borrow(state));
    return 0;
  });
}

// The machine

VP_API int vp_num_threads() { return at::get_num_threads(); }
VP_API void vp_set_num_threads(int count) { at::set_num_threads(count); }
VP_API int vp_num_interop_threads() { return at::get_num_interop_threads(); }
VP_API int vp_set_num_interop_threads(int count) {
  return guarded([&] {
    at::set_num_interop_threads(count);
    return 0;
  });
}
VP_API int vp_cuda_devices() {
  int count = 0;
  guarded([&] {
    count = static_cast<int>(torch::cuda::device_count());
    return 0;
  });
  return count;
}
VP_API int vp_cudnn_available() { return torch::cuda::cudnn_is_available() ? 1 : 0; }
VP_API int vp_cuda_synchronize(int index) {
  return guarded([&] {
    torch::cuda::synchronize(index);
    return 0;
  });
}
VP_API int vp_cuda_seed(uint64_t seed) {
  return guarded([&] {
    torch::cuda::manual_seed_all(seed);
    return 0;
  });
}
VP_API int vp_allow_tf32() { return at::globalContext().allowTF32CuBLAS() ? 1 : 0; }
VP_API void vp_set_allow_tf32(int allowed) { at::globalContext().setAllowTF32CuBLAS(allowed != 0); }
