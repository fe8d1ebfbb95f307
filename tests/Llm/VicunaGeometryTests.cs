using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace VoxPilot.Llm.Tests;

/// <summary>A Llama of exactly Vicuna-7B's geometry, random weights of 4 bits, driven on the CPU as a scene drives it.</summary>
[Trait("Category", "Slow")]
public sealed class VicunaGeometryTests(ITestOutputHelper output)
{
    private const int Scene = 612, Text = 40, Answer = 8, Block = 144, PerBlock = 256;

    [Fact]
    public void Scene_tokens_and_a_prompt_go_in_the_plan_state_comes_out_and_tokens_follow()
    {
        var config = LanguageConfig.Vicuna7B();
        var path = Nano.NewFile("vicuna-geometry.gguf");
        LlamaGguf.WriteEncoded(path, "Vicuna's geometry, random", config, null, GgufTensorType.Q4_K, (tensor, _) => Random(tensor));
        try
        {
            var bytes = new FileInfo(path).Length;
            var load = Stopwatch.StartNew();
            using var runtime = LlamaRuntime.Load(path, new LanguageRuntimeOptions { Sequences = 2, ContextPerSequence = 768, BatchRows = Scene }, null, TestContext.Current.CancellationToken);
            Say($"{bytes / 1e9:0.00} GB, loaded in {load.Elapsed.TotalSeconds:0.0} s");

            Random random = new(1);
            LanguageBatch scene = new(Scene, config.Width);
            var row = new float[config.Width];
            for (var i = 0; i < Scene; i++)
            {
                for (var c = 0; c < row.Length; c++)
                {
                    row[c] = (float)(random.NextDouble() - 0.5) * 0.05f;
                }

                scene.Add(row, i, 0);
            }

            var watch = Stopwatch.StartNew();
            runtime.Decode(scene, causal: false);
            Say($"{Scene} scene tokens in {watch.Elapsed.TotalSeconds:0.0} s, {Scene / watch.Elapsed.TotalSeconds:0.0} per second");

            LanguageBatch prompt = new(Text, config.Width);
            for (var i = 0; i < Text; i++)
            {
                prompt.Add(100 + 17 * i, Scene + i, 0);
            }

            watch.Restart();
            runtime.Decode(prompt, causal: true);
            Say($"{Text} tokens of a prompt in {watch.Elapsed.TotalSeconds:0.0} s");
            var plan = runtime.Hidden(Text - 1).ToArray();
            Assert.Equal(config.Width, plan.Length);
            Assert.All(plan, v => Assert.True(float.IsFinite(v)));
            Assert.InRange(Math.Sqrt(plan.Average(v => v * v)), 0.5, 2); // after a norm of weight 1

            Sampling.TokenSampler sampler = new(new GenerationOptions());
            var token = sampler.Next(runtime.Logits(Text - 1));
            watch.Restart();
            for (var step = 0; step < Answer; step++)
            {
                LanguageBatch next = new(1, config.Width);
                next.Add(token, Scene + Text + step, 0);
                runtime.Decode(next, causal: true);
                token = sampler.Next(runtime.Logits(0));
                Assert.InRange(token, 0, config.Vocabulary - 1);
            }

            var rate = Answer / watch.Elapsed.TotalSeconds;
            var bandwidth = Bandwidth();
            Say($"{rate:0.00} tokens per second; memory gives {bandwidth / 1e9:0.0} GB/s, which bounds it at {bandwidth / bytes:0.00}: {100 * rate * bytes / bandwidth:0} % of that");
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Blocks of Q4_K: half d, half dmin, 12 bytes of scales and minima (all 1), 128 bytes of pairs of 4 bits. A weight is d · q − dmin, q 0…15.
    private static ReadOnlyMemory<byte> Random(LlamaTensor tensor)
    {
        if (!tensor.IsMatrix)
        {
            return MemoryMarshal.AsBytes(Enumerable.Repeat(1f, (int)tensor.Shape[0]).ToArray().AsSpan()).ToArray();
        }

        var bytes = new byte[tensor.Shape[0] * tensor.Shape[1] / PerBlock * Block];
        new Random(tensor.Name.Length).NextBytes(bytes);
        const float step = 0.02f / 4.6f; // deviation 0.02: that of q is 4.6
        for (var at = 0L; at < bytes.LongLength; at += Block)
        {
            var block = bytes.AsSpan((int)at, Block);
            MemoryMarshal.Write(block, (Half)step);
            MemoryMarshal.Write(block[2..], (Half)(7.5f * step));
            block.Slice(4, 8).Fill(0x01);
            block.Slice(12, 4).Fill(0x11);
        }

        return bytes;
    }

    // Bytes per second that all cores together read.
    private static double Bandwidth()
    {
        var parts = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new long[1 << 26]).ToArray();
        foreach (var part in parts)
        {
            Array.Fill(part, 1);
        }

        var watch = Stopwatch.StartNew();
        long sum = 0;
        Parallel.ForEach(parts, part => Interlocked.Add(ref sum, System.Numerics.Vector.Sum(Sum(part))));
        Assert.Equal((long)parts.Length << 26, sum);
        return parts.Length * (8.0 * (1 << 26)) / watch.Elapsed.TotalSeconds;

        static System.Numerics.Vector<long> Sum(long[] part)
        {
            var total = System.Numerics.Vector<long>.Zero;
            foreach (var vector in MemoryMarshal.Cast<long, System.Numerics.Vector<long>>(part))
            {
                total += vector;
            }

            return total;
        }
    }

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
