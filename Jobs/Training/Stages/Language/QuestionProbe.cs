using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Jobs.Training;

// B scenes, Q scene tokens, P questions of a scene, D width, A answers

/// <summary>
/// Answers closed questions from scene tokens alone, without words: each question has a vector of its own, which looks at the tokens. A language model that
/// begins anew learns slowly what to look for, while its tokens say nothing that could be found; this teaches the connector to say it. Thrown away at the end.
/// </summary>
internal sealed class QuestionProbe : Module
{
    private const int Blocks = 2;

    private readonly Embedding questions;
    private readonly LayerNorm seen;
    private readonly ModuleList<ProbeBlock> blocks = new();
    private readonly LayerNorm norm;
    private readonly Linear head;

    /// <summary>With the library's own, unseeded initial values.</summary>
    /// <param name="numbers">The questions and their answers.</param>
    /// <param name="width">D.</param>
    public QuestionProbe(NumberedQuestions numbers, int width) : base(nameof(QuestionProbe))
    {
        questions = Embedding(numbers.Questions, width);
        seen = LayerNorm(width);
        for (int i = 0; i < Blocks; i++)
        {
            blocks.Add(new(width));
        }
        norm = LayerNorm(width);
        head = Linear(width, numbers.Answers.Count);
        RegisterComponents();
    }

    /// <summary>The terms: cross-entropy of the answers, and the share that is right.</summary>
    /// <param name="tokens">T_o (B, Q, D).</param>
    /// <param name="asked">Questions of each scene.</param>
    /// <param name="weight">Weight of the first.</param>
    public IEnumerable<LossTerm> Terms(Tensor tokens, AskedNumbers asked, double weight) =>
        asked.Terms("probe", forward(tokens, asked.Questions(tokens.device)).flatten(0, 1), weight);

    private Tensor forward(Tensor tokens, Tensor which)
    {
        Tensor memory = seen.forward(tokens), x = questions.forward(which);
        foreach (ProbeBlock block in blocks)
        {
            x = block.forward(x, memory);
        }
        return head.forward(norm.forward(x));
    }

    /// <summary>x += attention(LN x, tokens); x += feed-forward(LN x).</summary>
    private sealed class ProbeBlock : Module<Tensor, Tensor, Tensor>
    {
        private const int Heads = 8;

        private readonly LayerNorm norm1;
        private readonly LayerNorm norm2;
        private readonly Linear query;
        private readonly Linear key;
        private readonly Linear value;
        private readonly Linear output;
        private readonly Sequential feedForward;

        public ProbeBlock(int width) : base(nameof(ProbeBlock))
        {
            (norm1, norm2) = (LayerNorm(width), LayerNorm(width));
            (query, key, value, output) = (Linear(width, width), Linear(width, width), Linear(width, width), Linear(width, width));
            feedForward = Sequential(Linear(width, 2 * width), GELU(), Linear(2 * width, width));
            RegisterComponents();
        }

        /// <summary>Questions (B, P, D) and tokens (B, Q, D) to (B, P, D).</summary>
        public override Tensor forward(Tensor x, Tensor tokens)
        {
            long b = x.shape[0], width = x.shape[2];
            Tensor Split(Tensor y) => y.view(b, y.shape[1], Heads, width / Heads).transpose(1, 2);                                  // (B, H, …, d)
            Tensor scores = matmul(Split(query.forward(norm1.forward(x))), Split(key.forward(tokens)).transpose(-2, -1));           // (B, H, P, Q)
            Tensor looked = matmul((scores / Math.Sqrt(width / Heads)).softmax(-1), Split(value.forward(tokens)));
            x = x + output.forward(looked.transpose(1, 2).reshape(b, -1, width));
            return x + feedForward.forward(norm2.forward(x));
        }
    }
}
