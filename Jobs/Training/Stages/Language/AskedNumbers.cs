using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B scenes, P questions of a scene, A answers

/// <summary>Questions of a batch of scenes as numbers (<see cref="NumberedQuestions"/>).</summary>
/// <param name="scenes">B.</param>
/// <param name="questions">B·P questions, scene by scene.</param>
/// <param name="answers">B·P answers.</param>
/// <param name="weights">B·P: how much each counts; 0 where nothing is asked.</param>
internal sealed class AskedNumbers(int scenes, long[] questions, long[] answers, float[] weights)
{
    /// <summary>P.</summary>
    public int PerScene => questions.Length / scenes;

    /// <summary>The questions (B, P).</summary>
    public Tensor Questions(Device device) => tensor(questions, [scenes, PerScene], device: device);

    /// <summary>The terms: cross-entropy of the answers, and the share that is right.</summary>
    /// <param name="name">What they are called: NAME.answers, NAME.right.</param>
    /// <param name="logits">(B·P, A).</param>
    /// <param name="weight">Weight of the first.</param>
    /// <param name="names">Other numbers of the answers; null: their own.</param>
    public IEnumerable<LossTerm> Terms(string name, Tensor logits, double weight, IReadOnlyList<long>? names = null)
    {
        Tensor target = tensor(names is null ? answers : [.. answers.Select(answer => names[(int)answer])], device: logits.device);
        Tensor each = tensor(weights, device: logits.device), all = each.sum().clamp(min: 1e-6);
        Tensor missed = -logits.to_type(ScalarType.Float32).log_softmax(-1).gather(-1, target.unsqueeze(-1)).squeeze(-1);
        yield return new($"{name}.answers", (missed * each).sum() / all * weight);
        yield return new($"{name}.right", (logits.detach().argmax(-1).eq(target).to_type(ScalarType.Float32) * each).sum() / all, Minimised: false);
    }
}
