using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Losses;

public sealed class FeatureDistillationTests
{
    private static readonly FeatureDistillationConfig widths = new() { StudentWidth = 6, TeacherWidth = 10 };

    [Fact]
    public void It_is_one_minus_the_mean_cosine_of_what_is_seen()
    {
        using DisposeScope scope = NewDisposeScope();
        using FeatureDistillation distillation = FeatureDistillation.Create(widths with { Weight = 0.5 }, 3);
        Tensor student = Values("student", 2, 5, 6), teacher = Values("teacher", 2, 5, 10);
        Tensor seen = tensor(new bool[] { true, false, true, true, false, false, true, true, true, true }, [2, 5]);
        float actual = Golden.Floats(distillation.forward(student, teacher, seen))[0];

        float[] w = Golden.Floats(distillation.state_dict()["projection.weight"]), bias = Golden.Floats(distillation.state_dict()["projection.bias"]);
        float[] s = Golden.Floats(student), t = Golden.Floats(teacher), m = Golden.Floats(seen);
        double sum = 0;
        for (int q = 0; q < 10; q++)
        {
            double[] z = Normal([.. Enumerable.Range(0, 10).Select(d => bias[d] + Enumerable.Range(0, 6).Sum(k => (double)w[6 * d + k] * s[6 * q + k]))]);
            double[] v = Normal([.. Enumerable.Range(0, 10).Select(d => (double)t[10 * q + d])]);
            double cosine = z.Zip(v, (a, b) => a * b).Sum() / Math.Sqrt(z.Sum(a => a * a) * v.Sum(a => a * a));
            sum += m[q] * (1 - cosine);
        }
        Assert.Equal(0.5 * sum / m.Sum(), actual, 1e-5);

        static double[] Normal(double[] x)
        {
            double mean = x.Average(), deviation = Math.Sqrt(x.Average(a => (a - mean) * (a - mean)) + 1e-5);
            return [.. x.Select(a => (a - mean) / deviation)];
        }
    }

    [Fact]
    public void The_scale_and_the_offset_of_the_teacher_do_not_matter_and_it_gets_no_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        using FeatureDistillation distillation = FeatureDistillation.Create(widths, 3);
        Tensor student = Values("student", 1, 8, 6).requires_grad_(), teacher = Values("teacher", 1, 8, 10).requires_grad_();
        Tensor seen = ones(1, 8, dtype: ScalarType.Bool);
        Tensor loss = distillation.forward(student, teacher, seen);
        Assert.Equal(Golden.Floats(loss)[0], Golden.Floats(distillation.forward(student, teacher * 40 + 7, seen))[0], 1e-4);
        loss.backward();
        Assert.Null(teacher.grad);
        Assert.Contains(Golden.Floats(student.grad!), g => g != 0);
        Assert.All(distillation.named_parameters(), p => Assert.NotNull(p.parameter.grad));
        Assert.Equal(["projection.bias", "projection.weight", "student_norm.bias", "student_norm.weight"], distillation.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Unnormalised_it_compares_the_features_as_they_are()
    {
        using DisposeScope scope = NewDisposeScope();
        using FeatureDistillation distillation = FeatureDistillation.Create(widths with { Normalised = false }, 3);
        Tensor student = Values("student", 1, 8, 6), teacher = Values("teacher", 1, 8, 10), seen = ones(1, 8, dtype: ScalarType.Bool);
        Tensor z = nn.functional.linear(student, distillation.state_dict()["projection.weight"], distillation.state_dict()["projection.bias"]);
        Tensor expected = 1 - nn.functional.cosine_similarity(z, teacher, -1).mean();
        Assert.Equal(Golden.Floats(expected)[0], Golden.Floats(distillation.forward(student, teacher, seen))[0], 1e-5);
        Assert.True(Math.Abs(Golden.Floats(expected)[0] - Golden.Floats(distillation.forward(student, teacher + 7, seen))[0]) > 0.01); // an offset is no longer taken out
        Assert.Equal(["projection.bias", "projection.weight"], distillation.named_parameters().Select(p => p.name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Queries_that_no_camera_sees_teach_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        using FeatureDistillation distillation = FeatureDistillation.Create(widths, 3);
        Tensor student = Values("student", 1, 4, 6).requires_grad_();
        Tensor loss = distillation.forward(student, zeros(1, 4, 10), zeros(1, 4, dtype: ScalarType.Bool));
        loss.backward();
        Assert.Equal(0, Golden.Floats(loss)[0]);
        Assert.All(Golden.Floats(student.grad!), g => Assert.Equal(0, g));
    }

    [Fact]
    public void It_learns_a_teacher_that_a_linear_map_can_follow()
    {
        using DisposeScope scope = NewDisposeScope();
        using FeatureDistillation distillation = FeatureDistillation.Create(widths, 3);
        Tensor student = Values("student", 1, 64, 6), teacher = matmul(student, Values("map", 6, 10)), seen = ones(1, 64, dtype: ScalarType.Bool);
        optim.Optimizer optimizer = optim.AdamW(distillation.parameters(), 0.03);
        float first = Golden.Floats(distillation.forward(student, teacher, seen))[0];
        for (int step = 0; step < 200; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            optimizer.zero_grad();
            distillation.forward(student, teacher, seen).backward();
            optimizer.step();
        }
        Assert.InRange(Golden.Floats(distillation.forward(student, teacher, seen))[0], 0, 0.05 * first);
    }

    [Fact]
    public void A_map_is_sampled_where_the_centre_projects_and_views_are_averaged()
    {
        using DisposeScope scope = NewDisposeScope();
        ImageConfig image = new() { Width = 64, Height = 32 };
        // Both views look along x; u = 32 − 16 y/x, v = 16 − 16 z/x pixels. The second is turned by 90 degrees to the left.
        float[] ahead = [32, -16, 0, 0, 16, 0, -16, 0, 1, 0, 0, 0, 0, 0, 0, 1], left = [16, 32, 0, 0, 0, 16, -16, 0, 0, 1, 0, 0, 0, 0, 0, 1];
        Tensor matrices = tensor([.. ahead, .. left], [1, 2, 4, 4]);
        // Channel 0 is the column of the feature, channel 1 its row, channel 2 the view.
        Tensor columns = arange(16, dtype: ScalarType.Float32).view(1, 16).expand(8, 16), rows = arange(8, dtype: ScalarType.Float32).view(8, 1).expand(8, 16);
        Tensor maps = stack([stack([columns, rows, zeros(8, 16)]), stack([columns, rows, ones(8, 16)])]).unsqueeze(0); // (1, 2, 3, 8, 16)
        Tensor centres = tensor(new float[] { 4, 1, 1, -4, 0, 0, 4, 4, 0, 0, 4, 0 }, [1, 4, 3]);
        TeacherFeatures teacher = TeacherFeatures.Sample(centres, maps, matrices, image);
        float[] f = Golden.Floats(teacher.Features);
        Assert.Equal([1f, 0, 1, 1], Golden.Floats(teacher.Seen));
        TensorAssert.Close(f.AsSpan(0, 3), [28 / 4f - 0.5f, 12 / 4f - 0.5f, 0], 1e-5, 0, "ahead");
        TensorAssert.Close(f.AsSpan(3, 3), [0, 0, 0], 0, 0, "behind both");
        TensorAssert.Close(f.AsSpan(6, 3), [(16 / 4f + 48 / 4f) / 2 - 0.5f, 3.5f, 0.5f], 1e-5, 0, "in both views");
        TensorAssert.Close(f.AsSpan(9, 3), [7.5f, 3.5f, 1], 1e-5, 0, "to the left");
    }

    private static Tensor Values(string key, params long[] shape) => tensor(FormulaTensor.Values("distillation/" + key, shape.Aggregate(1L, (a, b) => a * b), 1), shape);
}
