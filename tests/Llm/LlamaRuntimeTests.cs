using VoxPilot.Llm.Native;

namespace VoxPilot.Llm.Tests;

public sealed class LlamaRuntimeTests
{
    [Fact]
    public void Loading_tells_its_progress_and_describes_the_model()
    {
        var told = new List<float>();
        using var runtime = LlamaRuntime.Load(Nano.Model(), new LanguageRuntimeOptions { Sequences = 2, ContextPerSequence = 64, BatchRows = 16, Threads = 1 }, told.Add, TestContext.Current.CancellationToken);
        Assert.Equal(1f, told[^1]);
        Assert.Equal(told.Order(), told);
        Assert.Equal((128, 2048, 2, 64, 2), (runtime.Info.Width, runtime.Info.Vocabulary, runtime.Info.Layers, runtime.Info.ContextPerSequence, runtime.Info.Sequences));
        Assert.Equal(Nano.Tiny.Parameters, runtime.Info.Parameters);
        Assert.StartsWith("llama.cpp 0.5.0", runtime.Info.Engine, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => LlamaRuntime.Load(Nano.Model(), new LanguageRuntimeOptions(), _ => cancellation.Cancel(), cancellation.Token));
    }

    [Fact]
    public void An_exception_from_the_progress_callback_comes_out_as_it_was_thrown() =>
        Assert.Throws<NotSupportedException>(() => LlamaRuntime.Load(Nano.Model(), new LanguageRuntimeOptions(), _ => throw new NotSupportedException(), TestContext.Current.CancellationToken));

    [Fact]
    public void A_file_that_is_absent_or_broken_is_refused_with_its_name()
    {
        var absent = Assert.Throws<LanguageRuntimeException>(() => Nano.Tokenizer("/nowhere/model.gguf"));
        Assert.Contains("/nowhere/model.gguf", absent.Message, StringComparison.Ordinal);
        var path = Nano.NewFile("broken.gguf");
        File.WriteAllText(path, "this is no model");
        var broken = Assert.Throws<LanguageRuntimeException>(() => Nano.Tokenizer(path));
        Assert.Contains("broken.gguf", broken.Message, StringComparison.Ordinal);
        Assert.Contains("magic", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_or_other_defaults_are_refused_with_what_was_found()
    {
        LlamaLibrary.Load();
        var context = LlamaApi.llama_context_default_params();
        var model = LlamaApi.llama_model_default_params();
        LlamaLibrary.Check("0.5.0-dev", context, model);
        Assert.Contains("0.6.0", Assert.Throws<LanguageRuntimeException>(() => LlamaLibrary.Check("0.6.0", context, model)).Message, StringComparison.Ordinal);
        context.Batch = 17;
        Assert.Contains("n_batch 17 instead of 2048", Assert.Throws<LanguageRuntimeException>(() => LlamaLibrary.Check("0.5.0", context, model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_and_embeddings_both_give_logits_and_hidden_states_in_one_decode()
    {
        using var runtime = Nano.Load();
        var batch = new LanguageBatch(8, runtime.Info.Width);
        foreach (var token in new[] { 1, 300, 301 })
        {
            batch.Add(token, batch.Count, 0);
        }

        runtime.Decode(batch, causal: true);
        Assert.Equal(2048, runtime.Logits(2).Length);
        Assert.True(Rms(runtime.Hidden(2)) is > 0.9 and < 1.1, "the hidden state is not the one after the last norm");

        batch.Clear();
        var part = Nano.Embeddings(1, 4, runtime.Info.Width);
        for (var i = 0; i < 4; i++)
        {
            batch.Add(part.Values.AsSpan(i * part.Width, part.Width), 3 + i, 0);
        }

        runtime.Decode(batch, causal: true);
        Assert.True(Rms(runtime.Hidden(3)) is > 0.9 and < 1.1);
        Assert.True(runtime.Logits(3).ToArray().Distinct().Count() > 1000);
        Assert.Throws<LanguageRuntimeException>(() => runtime.Logits(4));
    }

    [Fact]
    public void An_embedding_row_equal_to_a_tokens_row_gives_the_tokens_logits()
    {
        using var runtime = Nano.Load();
        var table = GgufFile.Read(Nano.Model()).ReadFloats("token_embd.weight");
        int[] tokens = [1, 300, 512, 700];
        var width = runtime.Info.Width;
        var batch = new LanguageBatch(8, width);
        for (var i = 0; i < tokens.Length; i++)
        {
            batch.Add(tokens[i], i, 0);
        }

        runtime.Decode(batch, causal: true);
        var expected = runtime.Logits(3).ToArray();
        batch.Clear();
        for (var i = 0; i < tokens.Length; i++)
        {
            batch.Add(table.AsSpan(tokens[i] * width, width), i, 1);
        }

        runtime.Decode(batch, causal: true);
        Assert.Equal(expected, runtime.Logits(3).ToArray());
    }

    [Fact]
    public void A_causal_prefix_ignores_what_comes_later_and_a_bidirectional_one_does_not()
    {
        using var runtime = Nano.Load();
        var first = Nano.Embeddings(1, 12, runtime.Info.Width);
        var changed = first with { Values = [.. first.Values] };
        changed.Values[11 * first.Width] += 0.5f; // only the last place differs

        Assert.Equal(HiddenAt(first, true, 3), HiddenAt(changed, true, 3));
        Assert.NotEqual(HiddenAt(first, false, 3), HiddenAt(changed, false, 3));
        Assert.NotEqual(HiddenAt(first, true, 3), HiddenAt(first, false, 3));

        float[] HiddenAt(EmbeddingPart part, bool causal, int row)
        {
            runtime.Truncate(0, 0);
            var batch = new LanguageBatch(part.Count, part.Width);
            for (var i = 0; i < part.Count; i++)
            {
                batch.Add(part.Values.AsSpan(i * part.Width, part.Width), i, 0);
            }

            runtime.Decode(batch, causal);
            return runtime.Hidden(row).ToArray();
        }
    }

    [Fact]
    public void A_fork_goes_on_as_the_original_would_and_a_truncated_sequence_is_as_if_nothing_had_been()
    {
        using var runtime = Nano.Load();
        int[] prompt = [1, 400, 401, 402];
        Run(runtime, 0, 0, prompt);
        runtime.Fork(0, 3);
        var original = Run(runtime, 0, 4, 500, 501);
        var fork = Run(runtime, 3, 4, 500, 501);
        Assert.Equal(original, fork);

        runtime.Truncate(0, 4);
        Assert.Equal(original, Run(runtime, 0, 4, 500, 501));
        runtime.Truncate(0, 0);
        Run(runtime, 0, 0, prompt);
        Assert.Equal(original, Run(runtime, 0, 4, 500, 501));
    }

    [Fact]
    public void An_aborted_decode_leaves_nothing_behind()
    {
        using var runtime = Nano.Load();
        int[] prompt = [1, 400, 401, 402];
        var expected = Run(runtime, 0, 0, prompt);
        runtime.Truncate(0, 0);
        runtime.ShouldAbort = () => true;
        var batch = Rows(runtime, 0, 0, prompt);
        Assert.Equal(DecodeStatus.Aborted, runtime.Decode(batch, causal: true));
        runtime.ShouldAbort = () => throw new InvalidOperationException("must not reach native code");
        Assert.Equal(DecodeStatus.Aborted, runtime.Decode(batch, causal: true));
        runtime.ShouldAbort = null;
        Assert.Equal(expected, Run(runtime, 0, 0, prompt));
    }

    [Fact]
    public void What_does_not_fit_is_an_exception_and_the_sequence_goes_on()
    {
        using var runtime = Nano.Load(context: 256);
        var expected = Run(runtime, 0, 0, 1, 400);
        Assert.Throws<LanguageRuntimeException>(() => Run(runtime, 0, 7, 500)); // a hole in the positions
        Assert.Throws<LanguageRuntimeException>(() => Run(runtime, 0, 2, 99999)); // no such token
        runtime.Truncate(0, 0);
        Assert.Equal(expected, Run(runtime, 0, 0, 1, 400));
    }

    private static float[] Run(LlamaRuntime runtime, int sequence, int position, params int[] tokens)
    {
        runtime.Decode(Rows(runtime, sequence, position, tokens), causal: true);
        return runtime.Logits(tokens.Length - 1).ToArray();
    }

    private static LanguageBatch Rows(LlamaRuntime runtime, int sequence, int position, params int[] tokens)
    {
        var batch = new LanguageBatch(tokens.Length, runtime.Info.Width);
        foreach (var token in tokens)
        {
            batch.Add(token, position + batch.Count, sequence);
        }

        return batch;
    }

    private static double Rms(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum / values.Length);
    }
}
