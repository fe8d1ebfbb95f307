using TorchSharp;
using TorchSharp.Modules;

using VoxPilot.Testing;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Torch.Tests.Modules;

public sealed class ModuleTests
{
    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Linear fc;
        private readonly BatchNorm2d bn = BatchNorm2d(3);
        private readonly ModuleList<Linear> layers = ModuleList(Linear(2, 2), Linear(2, 2, hasBias: false));
        private readonly Sequential head = Sequential(("conv", Conv2d(1, 2, 3)), ("act", ReLU()));
        private readonly Parameter scale = Parameter(ones(2));
        private readonly Tensor range = zeros(6);
        private readonly Linear? absent;

        public Block() : base("block")
        {
            fc = Linear(2, 2);
            absent = null;
            RegisterComponents();
        }

        public Tensor Range => range;

        public override Tensor forward(Tensor input) => absent is null ? fc.call(input).mul(scale) : input;
    }

    [Fact]
    public void State_names_are_the_fields_and_the_names_PyTorch_gives()
    {
        using Block block = new();
        string[] names =
        [
            "scale", "range", "fc.weight", "fc.bias", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "bn.num_batches_tracked",
            "layers.0.weight", "layers.0.bias", "layers.1.weight", "head.conv.weight", "head.conv.bias",
        ];
        Assert.Equal(names, block.state_dict().Keys);
        Assert.Equal(names.Select(name => "m." + name), block.state_dict(prefix: "m").Keys);
    }

    [Fact]
    public void Parameters_and_buffers_are_told_apart()
    {
        using Block block = new();
        Assert.Equal(["scale", "fc.weight", "fc.bias", "bn.weight", "bn.bias", "layers.0.weight", "layers.0.bias", "layers.1.weight", "head.conv.weight", "head.conv.bias"], block.named_parameters().Select(item => item.name));
        Assert.Equal(["range", "bn.running_mean", "bn.running_var", "bn.num_batches_tracked"], block.named_buffers().Select(item => item.name));
        Assert.Equal(["scale"], block.named_parameters(recurse: false).Select(item => item.name));
        Assert.Equal(["fc", "bn", "layers", "head"], block.named_children().Select(item => item.name));
        Assert.Contains("layers.1", block.named_modules().Select(item => item.name));
        Assert.NotNull(block.get_parameter("layers.0.bias"));
        Assert.Null(block.get_parameter("layers.7.bias"));
    }

    [Fact]
    public void A_shared_parameter_is_listed_once_and_stored_under_each_name()
    {
        using Linear first = Linear(2, 2);
        using Sequential both = Sequential(("a", first), ("b", Linear(first.weight)));
        Assert.Equal(["a.weight", "a.bias"], both.named_parameters().Select(item => item.name));
        Assert.Equal(["a.weight", "a.bias", "b.weight"], both.state_dict().Keys);
    }

    [Fact]
    public void Loading_copies_every_tensor()
    {
        using var scope = NewDisposeScope();
        using Block from = new(), to = new();
        Dictionary<string, Tensor> state = from.state_dict();
        (IList<string> missing, IList<string> unexpected) = to.load_state_dict(state);
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        foreach ((string name, Tensor tensor) in to.state_dict())
        {
            TensorAssert.Equal(tensor, state[name], name);
        }
    }

    [Fact]
    public void A_state_that_does_not_fit_is_refused_by_name_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using Linear linear = Linear(2, 3);
        Tensor before = linear.weight.clone();
        Dictionary<string, Tensor> state = new() { ["weight"] = zeros([3, 2]), ["other"] = zeros(1) };
        string message = Assert.Throws<InvalidOperationException>(() => linear.load_state_dict(state)).Message;
        Assert.Equal("The state does not fit Linear 'Linear': 1 missing (bias); 1 not expected (other).", message);
        state = new() { ["weight"] = zeros([2, 3]) };
        message = Assert.Throws<InvalidOperationException>(() => linear.load_state_dict(state, strict: false)).Message;
        Assert.Contains("'weight' is (2, 3), expected (3, 2)", message, StringComparison.Ordinal);
        TensorAssert.Equal(linear.weight, before, "weight");
    }

    [Fact]
    public void Loading_without_strictness_tells_what_was_left_out()
    {
        using var scope = NewDisposeScope();
        using Linear linear = Linear(2, 3);
        (IList<string> missing, IList<string> unexpected) = linear.load_state_dict(new() { ["weight"] = ones([3, 2]), ["other"] = zeros(1) }, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["other"], unexpected);
        TensorAssert.Equal(linear.weight, ones([3, 2]), "weight");
    }

    [Fact]
    public void Training_reaches_all_modules_below()
    {
        using Sequential outer = Sequential(Sequential(Dropout()), ReLU());
        outer.eval();
        Assert.All(outer.modules(), module => Assert.False(module.training));
        outer.train();
        Assert.All(outer.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Conversion_keeps_the_objects_and_leaves_counters_alone()
    {
        using Block block = new();
        Parameter[] before = [.. block.parameters()];
        Block same = block.to(ScalarType.Float64);
        Assert.Same(block, same);
        Assert.Equal(before, block.parameters());
        Assert.All(before, parameter => Assert.Equal((ScalarType.Float64, true), (parameter.dtype, parameter.requires_grad)));
        Assert.Equal(ScalarType.Int64, block.get_buffer("bn.num_batches_tracked")!.dtype);
        Assert.Equal(ScalarType.Float64, block.Range.dtype);
    }

    [Fact]
    public void Parameters_outlive_the_dispose_scope_they_were_made_in()
    {
        Block block;
        using (NewDisposeScope())
        {
            block = new Block();
        }

        using (block)
        {
            Assert.All(block.state_dict().Values, tensor => Assert.False(tensor.IsInvalid));
        }

        Assert.True(block.Range.IsInvalid);
    }

    [Fact]
    public void Gradients_flow_through_a_sequence_and_are_forgotten_on_request()
    {
        using var scope = NewDisposeScope();
        using Sequential network = Sequential(Linear(3, 4), GELU(), Linear(4, 2));
        network.call(ones([5, 3])).sum().backward();
        Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
        network.zero_grad();
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_sequence_leaves_one_tensor_behind()
    {
        using Sequential network = Sequential(ReLU(), Sigmoid(), Tanh(), Identity());
        using var scope = NewDisposeScope();
        Tensor input = ones(3);
        long before = scope.DisposablesCount;
        Tensor output = network.call(input);
        Assert.Equal(before + 1, scope.DisposablesCount);
        Assert.False(output.IsInvalid);
    }

    [Fact]
    public void Frozen_parameters_keep_no_gradient()
    {
        using var scope = NewDisposeScope();
        using Linear linear = Linear(2, 2).RequireGradient(false);
        Assert.False(linear.call(ones([1, 2])).requires_grad);
        Assert.True(linear.RequireGradient().call(ones([1, 2])).requires_grad);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    public void A_name_that_state_dicts_could_not_hold_is_refused(string name)
    {
        using Linear linear = Linear(1, 1);
        Assert.Throws<ArgumentException>(() => linear.register_module(name, linear));
    }

    [Fact]
    public void A_list_renumbers_its_modules()
    {
        using ModuleList<Linear> list = ModuleList(Linear(1, 1), Linear(2, 2));
        list.Insert(0, Linear(3, 3));
        Assert.Equal([3L, 1, 2], list.Select(linear => linear.in_features));
        Assert.Equal(3L, list.get_parameter("0.weight")!.shape[0]);
        list.RemoveAt(1);
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], list.state_dict().Keys);
    }

    [Fact]
    public void A_dictionary_registers_under_its_keys()
    {
        using ModuleDict<Linear> dict = ModuleDict(("a", Linear(1, 1)), ("b", Linear(2, 2, hasBias: false)));
        Assert.Equal(["a.weight", "a.bias", "b.weight"], dict.state_dict().Keys);
        Assert.Equal(2, dict["b"].in_features);
    }
}
