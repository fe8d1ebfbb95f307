using static TorchSharp.torch;

namespace VoxPilot.Llm;

// B scenes, T places, D width, Q occupancy tokens, G global tokens

/// <summary>A Llama that reads scenes: the tokens that the connector made stand among its own embeddings.</summary>
/// <param name="model">The Llama, a LoRA perhaps beside it.</param>
/// <param name="loss">Of its answers.</param>
public sealed class SceneReading(LlamaModel model, LanguageLoss loss)
{
    /// <summary>Runs a batch.</summary>
    /// <param name="sequences">One of each scene; all with as many occupancy and global tokens, and all or none with a planning request.</param>
    /// <param name="scene">T_o (B, Q, D); null where texts stand in their place.</param>
    /// <param name="global">T_g (B, G, D); null: none.</param>
    /// <param name="plan">The plan token (1, D); null without planning requests.</param>
    /// <param name="codes">Questions that are asked by a vector, as many of each scene; null: none.</param>
    public SceneStates Run(IReadOnlyList<SceneSequence> sequences, Tensor? scene, Tensor? global, Tensor? plan, CodedQuestions? codes = null)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        using var scope = NewDisposeScope();
        List<(Tensor Words, Tensor Codes)> thoughts = [];
        var device = model.parameters().First().device;
        int length = sequences.Max(s => s.Length), width = model.Config.Width;
        var (coded, asked) = codes is null ? (null, null)
            : (Indices(Places(sequences, length, s => s.CodesStart, s => s.Codes), device), Indices(Asked(sequences, length), device));
        var hidden = model.forward(
            Embeddings(sequences, length, scene, global, plan, device),
            AttentionPlan.Batch([.. sequences.Select(s => AttentionPlan.Tree(s.Segments, length, device))]),
            between: codes is null ? null : Between);                                                                         // (B, T, D)
        var flat = hidden.view(-1, width);
        var (value, exact) = Answers(sequences, length, flat, device);
        var first = sequences[0];
        var states = hidden.narrow(1, first.SceneStart, first.SceneTokens);
        Tensor? planned = null, ahead = null;
        if (first.PlanRequest is not null)
        {
            planned = flat.index_select(0, Indices(sequences.Select((s, b) => (long)b * length + s.PlanPlace), device));
            ahead = flat.index_select(0, Indices(Places(sequences, length, s => s.PlanPlace + 1, s => s.GlobalTokens), device)).view(sequences.Count, -1, width);
        }

        return new(
            value?.MoveToOuterDisposeScope(), exact, states.MoveToOuterDisposeScope(), planned?.MoveToOuterDisposeScope(), ahead?.MoveToOuterDisposeScope(),
            codes is null ? null : flat.index_select(0, coded!).view(sequences.Count, -1, width).MoveToOuterDisposeScope(),
            codes is null ? null : [.. thoughts.Select(pair => (pair.Words.MoveToOuterDisposeScope(), pair.Codes.MoveToOuterDisposeScope()))]);

        Tensor Between(int block, Tensor x)
        {
            if (block < codes.Block)
            {
                return x;
            }

            var rows = x.view(-1, width);
            if (block == codes.Block)
            {
                rows = rows.index_copy(0, coded!, codes.Vectors.reshape(-1, width).to_type(x.dtype));
            }

            // Out of the model's scope.
            thoughts.Add((rows.index_select(0, asked!).MoveToOuterDisposeScope(), rows.index_select(0, coded!).MoveToOuterDisposeScope()));
            return rows.view(x.shape);
        }
    }

    private Tensor Embeddings(IReadOnlyList<SceneSequence> sequences, int length, Tensor? scene, Tensor? global, Tensor? plan, Device device)
    {
        var ids = new long[sequences.Count * length];
        for (var b = 0; b < sequences.Count; b++)
        {
            Fill(sequences[b], ids.AsSpan(b * length, length));
        }

        var embeddings = model.Embed(tensor(ids, [sequences.Count, length], device: device));
        List<long> places = [];
        List<Tensor> values = [];
        var width = model.Config.Width;
        if (scene is not null)
        {
            places.AddRange(Places(sequences, length, s => s.SceneStart, s => s.SceneTokens));
            values.Add(scene.reshape(-1, width));
        }

        if (global is not null)
        {
            places.AddRange(Places(sequences, length, s => s.TurnsStart - s.GlobalTokens, s => s.GlobalTokens));
            values.Add(global.reshape(-1, width));
        }

        if (sequences[0].PlanRequest is not null)
        {
            places.AddRange(sequences.Select((s, b) => (long)b * length + s.PlanPlace));
            values.Add(plan!.expand(sequences.Count, width));
            if (global is not null)
            {
                places.AddRange(Places(sequences, length, s => s.PlanPlace + 1, s => s.GlobalTokens));
                values.Add(global.reshape(-1, width));
            }
        }

        return values.Count == 0
            ? embeddings
            : embeddings.view(-1, width).index_copy(0, Indices(places, device), cat(values, 0).to_type(embeddings.dtype)).view(sequences.Count, length, width);
    }

    private (Tensor? Loss, bool[] Exact) Answers(IReadOnlyList<SceneSequence> sequences, int length, Tensor hidden, Device device)
    {
        List<long> before = [], labels = [];
        List<float> weights = [];
        List<int> turns = [];
        for (var b = 0; b < sequences.Count; b++)
        {
            var at = b * length + sequences[b].TurnsStart;
            foreach (var turn in sequences[b].Turns)
            {
                for (var i = turn.Asked; i < turn.Tokens.Length; i++)
                {
                    before.Add(at + i - 1);
                    labels.Add(turn.Tokens[i]);
                    weights.Add((float)turn.Weight);
                }

                turns.Add(turn.Tokens.Length - turn.Asked);
                at += turn.Tokens.Length;
            }
        }

        if (labels.Count == 0)
        {
            return (null, []);
        }

        var logits = model.Logits(hidden.index_select(0, Indices(before, device)));   // (N, V)
        return (loss.Of(logits, Indices(labels, device), tensor([.. weights], device: device)), Exact(logits, labels, turns));
    }

    private static bool[] Exact(Tensor logits, List<long> labels, List<int> turns)
    {
        using var _ = no_grad();
        var likeliest = logits.argmax(-1).cpu().data<long>().ToArray();
        var exact = new bool[turns.Count];
        var at = 0;
        for (var t = 0; t < turns.Count; t++)
        {
            exact[t] = true;
            for (var end = at + turns[t]; at < end; at++)
            {
                exact[t] &= likeliest[at] == labels[at];
            }
        }

        return exact;
    }

    // Places of the last tokens of questions, from which the answers' first are told.
    private static IEnumerable<long> Asked(IReadOnlyList<SceneSequence> sequences, int length)
    {
        for (var b = 0; b < sequences.Count; b++)
        {
            long at = (long)b * length + sequences[b].TurnsStart;
            foreach (var turn in sequences[b].Turns)
            {
                yield return at + turn.Asked - 1;
                at += turn.Tokens.Length;
            }
        }
    }

    private static void Fill(SceneSequence sequence, Span<long> ids)
    {
        var at = Put(sequence.Prefix, ids, 0);
        at = sequence.SceneText is { } text ? Put(text, ids, at) : at + sequence.SceneTokens;
        at += sequence.GlobalTokens;
        foreach (var turn in sequence.Turns)
        {
            at = Put(turn.Tokens, ids, at);
        }

        if (sequence.PlanRequest is { } request)
        {
            Put(request, ids, at);
        }

        static int Put(int[] tokens, Span<long> ids, int at)
        {
            foreach (var token in tokens)
            {
                ids[at++] = token;
            }

            return at;
        }
    }

    private static IEnumerable<long> Places(IReadOnlyList<SceneSequence> sequences, int length, Func<SceneSequence, int> start, Func<SceneSequence, int> count) =>
        sequences.SelectMany((s, b) => Enumerable.Range(0, count(s)).Select(i => (long)b * length + start(s) + i));

    private static Tensor Indices(IEnumerable<long> values, Device device) => tensor([.. values], device: device);
}
