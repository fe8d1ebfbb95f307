using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>A frozen image tower of an OpenCLIP model as a teacher: what its architectures have in common.</summary>
public abstract class TowerTeacher : ITeacher
{
    private readonly nn.Module<Tensor, Tensor> tower;
    private readonly TeacherInput input;

    private protected TowerTeacher(nn.Module<Tensor, Tensor> tower, TeacherInput input, int width, string name) =>
        (this.tower, this.input, Width, Name) = (tower, input, width, FrozenTower.Describe(name, tower));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public Tensor Maps(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return tower.forward(input.Prepare(images)).MoveToOuterDisposeScope(); // (N, Dt, H'/stride, W'/stride)
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tower.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads the weights; where that fails, the tower is let go.</summary>
    private protected void Read(string weights, string[] prefixes, string device)
    {
        try
        {
            FrozenTower.Load(tower, weights, prefixes, device);
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
