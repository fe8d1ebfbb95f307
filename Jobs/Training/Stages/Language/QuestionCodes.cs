using TorchSharp.Modules;
using VoxPilot.Llm;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Jobs.Training;

// B scenes, P questions of a scene, D width, V vocabulary, N questions in words

/// <summary>
/// Closed questions that are put to the language model by a learnt vector in place of words (<see cref="CodedQuestions"/>) and answered by the first token of the
/// answer. A question in words costs forty places, this one: from many more answers the later blocks learn to look at scene tokens. The same questions in words
/// are to lead to the same vector in the blocks before, and to be followed from there as the vector is, so that whoever asks in words has it answered likewise.
/// Thrown away at the end.
/// </summary>
internal sealed class QuestionCodes : Module
{
    private const int WordShare = 3; // a third of the blocks understand, the others look

    private readonly LlamaModel model;
    private readonly Embedding codes;
    private readonly long[] firsts;

    /// <summary>With the library's own, unseeded initial values.</summary>
    /// <param name="numbers">The questions and their answers.</param>
    /// <param name="language">Who answers.</param>
    public QuestionCodes(NumberedQuestions numbers, TrainedLanguage language) : base(nameof(QuestionCodes))
    {
        model = language.Model;
        codes = Embedding(numbers.Questions, model.Config.Width);
        register_module(nameof(codes), codes);
        firsts = [.. numbers.Answers.Select(answer => language.Tokens.Turn("", answer) is var turn ? (long)turn.Tokens[turn.Asked] : 0)];
    }

    /// <summary>The questions as vectors.</summary>
    public CodedQuestions Ask(AskedNumbers asked) => new(codes.forward(asked.Questions(codes.weight!.device)), model.Config.Layers / WordShare);

    /// <summary>The terms: cross-entropy of the answers' first tokens, the share that is right, how far
    /// words are from their vectors where these are put in and in the blocks that follow, and the share of the questions in words that is answered to the letter.</summary>
    /// <param name="states">What the language model made of them.</param>
    /// <param name="asked">The questions.</param>
    /// <param name="turns">The questions in words.</param>
    /// <param name="words">Of each of them the place of its vector among B·P; −1: it has none.</param>
    /// <param name="weight">Weight of all.</param>
    public IEnumerable<LossTerm> Terms(SceneStates states, AskedNumbers asked, IReadOnlyList<TrainedTurn> turns, IReadOnlyList<int> words, double weight)
    {
        Tensor logits = model.Logits(states.Codes!.flatten(0, 1));   // (B·P, V)
        foreach (LossTerm term in asked.Terms("codes", logits, weight, firsts))
        {
            yield return term;
        }
        (int Word, int Code)[] pairs = [.. words.Index().Where(pair => pair.Item >= 0).Select(pair => (pair.Index, pair.Item))];
        if (pairs.Length == 0)
        {
            yield break;
        }
        IReadOnlyList<(Tensor Words, Tensor Codes)> thoughts = states.Thoughts!;
        yield return new("codes.words", Apart(thoughts[0], pairs) * weight);
        (int Word, int Code)[] seeing = [.. pairs.Where(pair => !turns[pair.Word].Blind)];
        if (seeing.Length > 0)
        {
            yield return new("codes.followed", thoughts.Skip(1).Select(thought => Apart(thought, seeing)).Aggregate((a, b) => a + b) / (thoughts.Count - 1) * weight);
        }
        yield return new("codes.spoken", tensor((float)pairs.Count(pair => states.Exact[pair.Word]) / pairs.Length), Minimised: false);
    }

    // Mean square of what words lack of the vectors, in shares of the vectors' own; the vectors do not move.
    private static Tensor Apart((Tensor Words, Tensor Codes) thought, (int Word, int Code)[] pairs)
    {
        Device device = thought.Words.device;
        Tensor words = thought.Words.index_select(0, tensor([.. pairs.Select(pair => (long)pair.Word)], device: device)).to_type(ScalarType.Float32);
        Tensor codes = thought.Codes.detach().index_select(0, tensor([.. pairs.Select(pair => (long)pair.Code)], device: device)).to_type(ScalarType.Float32);
        return (words - codes).square().mean() / codes.square().mean();
    }
}
