using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class IndexingTests
{
    private static Tensor Counted() => arange(24, int64).reshape(2, 3, 4);

    [Fact]
    public void Numbers_slices_ellipsis_and_new_axes_give_views()
    {
        using var scope = NewDisposeScope();
        Tensor t = Counted();
        Assert.Equal([20L, 21, 22, 23], t[1, 2].data<long>().ToArray());
        Assert.Equal(23L, t[1, 2, 3].item<long>());
        Assert.Equal([3L, 7, 11, 15, 19, 23], t[TensorIndex.Ellipsis, TensorIndex.Single(-1)].data<long>().ToArray());
        Assert.Equal([2L, 3, 2], t[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(1, 3)].shape);
        Assert.Equal([2L, 2, 4], t[.., 1..].shape);
        Assert.Equal([2L, 1, 3, 4], t[TensorIndex.Colon, TensorIndex.Null].shape);
        Assert.Equal([0L, 2, 12, 14], t[TensorIndex.Colon, TensorIndex.Single(0), TensorIndex.Slice(null, null, 2)].data<long>().ToArray());
    }

    [Fact]
    public void Tensors_gather_along_their_axes()
    {
        using var scope = NewDisposeScope();
        Tensor t = Counted();
        Tensor rows = tensor(new long[] { 2, 0 });
        Assert.Equal([8L, 9, 10, 11, 0, 1, 2, 3], t[0].index(rows).data<long>().ToArray());
        Assert.Equal([11L, 3, 23, 15], t[TensorIndex.Colon, TensorIndex.Tensor(rows), TensorIndex.Single(3)].data<long>().ToArray());
        Assert.Equal([21L, 22, 23], t[t > 20].data<long>().ToArray());
        Assert.Equal([2L, 2, 4], t[TensorIndex.Colon, TensorIndex.Tensor(tensor(new[] { true, false, true }))].shape);
        Assert.Equal([2L, 3], t[TensorIndex.Tensor(ones([2, 3], @bool)), TensorIndex.Single(0)].reshape(2, 3).shape);
    }

    [Fact]
    public void Writing_through_an_index_changes_the_tensor()
    {
        using var scope = NewDisposeScope();
        Tensor t = zeros(3, 4);
        t[1, 2] = 5;
        t[TensorIndex.Colon, TensorIndex.Single(0)] = ones(3) * 2;
        t[t == 5] = -1;
        t[TensorIndex.Tensor(tensor(new long[] { 2 })), TensorIndex.Slice(1, 3)] = 7;
        Assert.Equal([2f, 0, 0, 0, 2, 0, -1, 0, 2, 7, 7, 0], t.data<float>().ToArray());
        t.index_put_(ones(2), [TensorIndex.Tensor(tensor(new long[] { 0, 0 })), TensorIndex.Single(0)], accumulate: true);
        Assert.Equal(4f, t[0, 0].item<float>());
    }

    [Fact]
    public void Sorting_and_counting_give_values_and_places()
    {
        using var scope = NewDisposeScope();
        Tensor t = tensor(new[] { 3f, 1, 2, 1 });
        (Tensor values, Tensor places) = t.sort(stable: true);
        Assert.Equal([1f, 1, 2, 3], values.data<float>().ToArray());
        Assert.Equal([1L, 3, 2, 0], places.data<long>().ToArray());
        (Tensor top, Tensor where) = t.topk(2);
        Assert.Equal([3f, 2], top.data<float>().ToArray());
        Assert.Equal([0L, 2], where.data<long>().ToArray());
        Assert.Equal([0L, 2, 1, 1], t.@long().bincount(null).data<long>().ToArray());
        (Tensor distinct, _, Tensor? counts) = t.unique(return_counts: true);
        Assert.Equal([1f, 2, 3], distinct.data<float>().ToArray());
        Assert.Equal([2L, 1, 1], counts!.data<long>().ToArray());
        Assert.Equal([0L, 1, 0, 0, 0, 1], nn.functional.one_hot(tensor(new long[] { 1, 2 })).data<long>().ToArray());
    }

    [Fact]
    public void Pieces_join_to_what_was_split()
    {
        using var scope = NewDisposeScope();
        Tensor t = Counted();
        Assert.Equal([3, 3], t.split(2, dim: 1).Select(static p => (int)p.Dimensions));
        Assert.Equal([1L, 3], t.split([1, 3], dim: 2).Select(static p => p.size(2)));
        Assert.True(cat(t.chunk(3, 1), 1).Equals(t));
        Assert.True(stack(t.unbind(1), 1).Equals(t));
        Assert.Equal([3L, 4, 2], t.permute(1, 2, 0).shape);
        Assert.Equal([2L, 12], t.flatten(1).shape);
        Assert.Equal([2L, 3, 2, 2], t.unflatten(-1, 2, 2).shape);
        Assert.Equal([6L, 4], t.reshape(-1, 4).shape);
        Assert.Equal([1L, 2], tensor(new long[,] { { 1, 2 }, { 3, 4 } }).diagonal().sum().sub(4).expand(2).data<long>().ToArray().Order().Zip([0L, 1], static (a, b) => a + b));
    }
}
