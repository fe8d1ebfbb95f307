using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace VoxPilot.Torch.Tests;

public sealed class CustomFunctionTests
{
    [Fact]
    public void Backward_receives_what_forward_saved()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new[] { 1.0, 2, 3 }, requires_grad: true);
        Tensor y = ScaledCube.apply(x, 2.0);
        Assert.Equal([2.0, 16, 54], y.data<double>().ToArray());
        Assert.True(y.requires_grad);
        (y * 10).sum().backward();
        Assert.Equal([60.0, 240, 540], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Nothing_is_recorded_under_no_grad()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([2], float64, requires_grad: true);
        using (no_grad())
            Assert.False(ScaledCube.apply(x, 1.0).requires_grad);
        Assert.False(ScaledCube.apply(x.detach(), 1.0).requires_grad);
    }

    [Fact]
    public void Several_outputs_have_gradients_of_their_own_and_missing_ones_are_zeros()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new[] { 2.0, 3 }, requires_grad: true), b = tensor(new[] { 5.0, 7 }, requires_grad: true);
        List<Tensor> both = SumAndProduct.apply(a, b);
        both[1].sum().backward();
        Assert.Equal([5.0, 7], a.grad!.data<double>().ToArray());
        Assert.Equal([2.0, 3], b.grad!.data<double>().ToArray());
    }

    [Fact]
    public void An_output_can_be_saved_for_backward()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new[] { 0.0, 1 }, requires_grad: true);
        Exponential.apply(x).sum().backward();
        Assert.Equal([1.0, Math.E], x.grad!.data<double>().ToArray().Select(static v => Math.Round(v, 12)), static (e, a) => Math.Abs(e - a) < 1e-9);
    }

    [Fact]
    public void An_exception_in_backward_comes_out_with_the_original_inside()
    {
        using var scope = NewDisposeScope();
        Tensor y = Failing.apply(ones([1], requires_grad: true), "backward").sum();
        var error = Assert.Throws<ExternalException>(() => y.backward());
        Assert.Equal("InvalidDataException: the backward pass stumbled", error.Message);
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Contains(nameof(Failing), error.InnerException!.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_in_forward_is_the_callers_own()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([1], requires_grad: true);
        Assert.Throws<InvalidDataException>(() => Failing.apply(x, "forward"));
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void A_wrong_number_of_gradients_is_named()
    {
        using var scope = NewDisposeScope();
        Tensor y = Failing.apply(ones([1], requires_grad: true), "count").sum();
        Assert.Contains("incorrect number of gradients: expected 1, got 3", Assert.Throws<ExternalException>(() => y.backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_may_run_on_a_thread_without_scopes()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([4], float64, requires_grad: true);
        Tensor y = ScaledCube.apply(x, 1.0).sum();
        var thread = new Thread(() => y.backward());
        thread.Start();
        thread.Join();
        Assert.Equal([3.0, 3, 3, 3], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void A_backward_may_differentiate_on_its_own()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new[] { 2.0 }, requires_grad: true);
        NestedSquare.apply(x).sum().backward();
        Assert.Equal(4.0, x.grad!.item<double>());
    }

    [Fact]
    public void Saved_tensors_are_freed_after_backward_unless_the_graph_is_retained()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([1], float64, requires_grad: true);
        Tensor y = ScaledCube.apply(x, 1.0).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal(6.0, x.grad!.item<double>());
        Assert.Contains("second time", Assert.Throws<ExternalException>(() => y.backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_context_is_let_go_with_the_graph()
    {
        WeakReference witness = Apply();
        for (int i = 0; i < 10 && witness.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(witness.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Apply()
        {
            using var scope = NewDisposeScope();
            var payload = new object();
            _ = Failing.apply(ones([1], requires_grad: true), "none", payload);
            return new WeakReference(payload);
        }
    }

    // y = c x³
    private sealed class ScaledCube : SingleTensorFunction<ScaledCube>
    {
        public override string Name => nameof(ScaledCube);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("scale", vars[1]);
            return x.pow(3) * (double)vars[1];
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            [grad_output * ctx.get_saved_variables()[0].pow(2) * 3 * (double)ctx.get_data("scale"), null!];
    }

    private sealed class SumAndProduct : MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            Tensor a = (Tensor)vars[0], b = (Tensor)vars[1];
            ctx.save_for_backward([a, b]);
            return [a + b, a * b];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            List<Tensor> saved = ctx.get_saved_variables();
            Assert.Equal([0.0, 0], grad_outputs[0].data<double>().ToArray());
            return [grad_outputs[0] + (grad_outputs[1] * saved[1]), grad_outputs[0] + (grad_outputs[1] * saved[0])];
        }
    }

    private sealed class Exponential : SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            Tensor y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y]);
            return y;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0]];
    }

    private sealed class Failing : SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("where", vars);
            return (string)vars[1] == "forward" ? throw new InvalidDataException("forward stumbled") : ((Tensor)vars[0]).clone();
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) =>
            (string)((object[])ctx.get_data("where"))[1] == "count"
                ? [grad_output, grad_output, grad_output]
                : throw new InvalidDataException("the backward pass stumbled");
    }

    private sealed class NestedSquare : SingleTensorFunction<NestedSquare>
    {
        public override string Name => nameof(NestedSquare);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0]]);
            return ((Tensor)vars[0]).square();
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            using IDisposable recording = enable_grad();
            Tensor again = ctx.get_saved_variables()[0].detach().requires_grad_();
            return [grad(outputs: [again.square().sum()], inputs: [again])[0] * grad_output];
        }
    }
}
