using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, Ds and Dt channels of student and teacher

/// <summary>
/// λ · (1 − mean_q cos(LN_s(W_d·t_q), LN_t(v_q))) over the queries that a camera sees (spec/sparseoccvla.md §4): a frozen teacher's image
/// features at the queries' places teach the queries. Student and teacher have norms of their own, or none (<see cref="FeatureDistillationConfig.Normalised"/>); W_d and LN_s train with the
/// student and are left out of a pack.
/// </summary>
public sealed class FeatureDistillation : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly Linear projection;
    private readonly LayerNorm? studentNorm;
    private readonly LayerNorm? teacherNorm;
    private readonly double weight;

    /// <summary>A distillation of the given widths.</summary>
    public FeatureDistillation(FeatureDistillationConfig config) : base(nameof(FeatureDistillation))
    {
        ArgumentNullException.ThrowIfNull(config);
        projection = Linear(config.StudentWidth, config.TeacherWidth);
        weight = config.Weight;
        register_module("projection", projection);
        if (config.Normalised)
        {
            studentNorm = LayerNorm(config.TeacherWidth, elementwise_affine: config.StudentAffine);
            teacherNorm = LayerNorm(config.TeacherWidth, elementwise_affine: false);
            register_module("student_norm", studentNorm);
            register_module("teacher_norm", teacherNorm);
        }
    }

    /// <summary>A distillation whose initial values follow from the seed alone.</summary>
    public static FeatureDistillation Create(FeatureDistillationConfig config, ulong seed)
    {
        FeatureDistillation distillation = new(config);
        using Generator generator = new(seed, CPU);
        Initialization.Linear(distillation.projection, generator);
        return distillation;
    }

    /// <summary>The loss; zero where no query is seen.</summary>
    /// <param name="student">t (B, Q, Ds).</param>
    /// <param name="teacher">v (B, Q, Dt); no gradient passes into it.</param>
    /// <param name="seen">(B, Q) bool: whether v_q means anything.</param>
    public override Tensor forward(Tensor student, Tensor teacher, Tensor seen)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(seen);
        using DisposeScope scope = NewDisposeScope();
        Tensor z = projection.forward(student).to_type(ScalarType.Float32);                            // (B, Q, Dt)
        Tensor v = teacher.detach().to_type(ScalarType.Float32);                                       // (B, Q, Dt)
        if (studentNorm is not null && teacherNorm is not null)
        {
            (z, v) = (studentNorm.forward(z), teacherNorm.forward(v));
        }
        Tensor counts = seen.to_type(ScalarType.Float32);
        Tensor far = (1 - functional.cosine_similarity(z, v, -1)) * counts;                            // (B, Q)
        return (far.sum() / counts.sum().clamp_min(1) * weight).MoveToOuterDisposeScope();
    }
}
