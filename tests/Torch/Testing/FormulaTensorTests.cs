using VoxPilot.Testing;

namespace VoxPilot.Torch.Tests.Testing;

public sealed class FormulaTensorTests
{
    [Fact]
    public void The_published_check_values_come_out()
    {
        Assert.Equal(0xe0f4a257184161a1UL, FormulaTensor.Hash("example/key"));
        Assert.Equal([0.921175479888916f, 0.3501092195510864f, 0.8839321136474609f, 0.22660839557647705f, 0.6858105659484863f], FormulaTensor.Values("example/key", 5));
    }

    [Fact]
    public void Scale_and_offset_round_to_float_in_turn()
    {
        float u = FormulaTensor.Values("example/key", 1)[0];
        Assert.Equal([(float)(u * 0.1f) + 3f], FormulaTensor.Values("example/key", 1, 0.1f, 3f));
    }
}
