using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Teachers;

public sealed class DenseTeacherTests : IDisposable
{
    private static readonly PerceptionConfig nano = PerceptionConfig.Nano();

    private static readonly DenseTeacherConfig config = new()
    {
        Backbone = nano.Backbone,
        Neck = nano.Neck,
        Head = new() { InputWidth = nano.Neck.Width, HiddenWidth = 16 },
        Stages = ["dense2d: 3 steps"],
        Datasets = ["towns"],
    };

    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-teacher-").FullName;
    private readonly PerceptionModel model = PerceptionModel.Create(nano, 5);
    private readonly DenseHead head = DenseHead.Create(config.Head, 6);

    [Fact]
    public void What_was_saved_gives_the_same_maps_when_loaded_and_never_a_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        DenseTeacher.Save(folder, "nano 64×64", config, model.Images, head);
        using ITeacher teacher = TeacherFolder.Load(folder, "cpu");
        Assert.IsType<DenseTeacher>(teacher);
        Tensor images = tensor(FormulaTensor.Values("teacher/images", 2 * 3 * 64 * 64, 2), [2, 3, 64, 64]);
        Tensor maps = teacher.Maps(images);
        Assert.Equal(("nano 64×64", 64), (teacher.Name, teacher.Width));
        Assert.Equal([2, 64, 16, 16], maps.shape);
        Assert.False(maps.requires_grad);
        Assert.Equal(Golden.Floats(head.forward(model.Images.forward(images)).Embeddings), Golden.Floats(maps));
    }

    [Fact]
    public void Weights_that_do_not_fit_are_named()
    {
        DenseTeacher.Save(folder, "other", config with { Head = config.Head with { HiddenWidth = 24 } }, model.Images, head);
        InvalidInputException e = Assert.Throws<InvalidInputException>(() => TeacherFolder.Load(folder, "cpu"));
        Assert.Contains("head.conv1.weight is (16, 128, 3, 3), expected (24, 128, 3, 3)", e.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        model.Dispose();
        head.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
