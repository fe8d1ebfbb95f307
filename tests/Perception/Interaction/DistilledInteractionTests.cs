using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Interaction;

public sealed class DistilledInteractionTests
{
    [Fact]
    public void It_learns_what_the_interaction_adds_and_then_stands_in_for_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyEncoder teacher = SmallScene.Create(SmallScene.Interaction);
        SmallScene.Awaken(teacher);
        (Tensor[] levels, Tensor matrices) = SmallScene.Inputs(2);
        GaussianSet gaussians = SmallScene.Gaussians(2);
        IReadOnlyList<InteractionStep> steps = teacher.InteractionSteps(levels, matrices, gaussians);

        QueryInteractionConfig form = SmallScene.Interaction with { Source = InteractionSource.Distilled };
        DistilledInteraction student = new(form, SmallScene.Encoder.Grid);
        using Generator generator = new(3, CPU);
        student.Initialize(generator);
        Assert.Equal(1, DistilledInteractionLoss.Of(student, steps).item<float>(), 1e-6);
        using AdamW optimizer = optim.AdamW(student.parameters(), lr: 2e-3, weight_decay: 0);
        for (int step = 0; step < 150; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            optimizer.zero_grad();
            DistilledInteractionLoss.Of(student, steps).backward();
            optimizer.step();
        }
        float missed = DistilledInteractionLoss.Of(student, steps).item<float>();
        Assert.True(missed < 0.1, $"{missed:P0} of the interaction is not foretold.");
        Assert.All(teacher.parameters(), parameter => Assert.Null(parameter.grad));

        // The encoder with what was learnt, without Gaussians, ends nearer to the teacher than the encoder without interaction does.
        using OccupancyEncoder without = SmallScene.Create(null), with = SmallScene.Create(form);
        with.load_state_dict(teacher.state_dict().Where(pair => !pair.Key.StartsWith("interaction.", StringComparison.Ordinal))
            .Concat(student.state_dict().Select(pair => KeyValuePair.Create("distilled_interaction." + pair.Key, pair.Value))).ToDictionary(pair => pair.Key, pair => pair.Value));
        without.load_state_dict(with.state_dict().Where(pair => !pair.Key.StartsWith("distilled_", StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value));
        Tensor expected = teacher.forward(levels, matrices, gaussians).Features;
        float Off(OccupancyEncoder encoder) => (encoder.forward(levels, matrices).Features - expected).square().mean().item<float>();
        Assert.True(Off(with) < 0.5 * Off(without), $"{Off(with)} beside {Off(without)} without interaction.");
    }

    [Fact]
    public void Only_the_student_learns_from_the_loss()
    {
        using DisposeScope scope = NewDisposeScope();
        DistilledInteraction student = new(SmallScene.Interaction, SmallScene.Encoder.Grid);
        InteractionStep step = new()
        {
            Before = SmallScene.Values("before", 1, 1, 5, 64),
            Centres = SmallScene.Values("centres", 9, 1, 5, 3),
            After = SmallScene.Values("after", 1, 1, 5, 64),
        };
        SmallScene.Awaken(student);
        DistilledInteractionLoss.Of(student, [step]).backward();
        Assert.All(student.named_parameters(), p => Assert.True(p.parameter.grad!.abs().sum().item<float>() > 0, p.name));
        Assert.Throws<ArgumentException>(() => DistilledInteractionLoss.Of(student, []));
        Assert.True(DistilledInteractionLoss.Of(student, [step with { After = step.Before }]).isfinite().item<bool>());
    }
}
