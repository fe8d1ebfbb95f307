using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Training;

/// <summary>The trainable Llama computes what Hugging Face's does, and learns what PEFT's LoRA learns.</summary>
[Trait("Category", "Golden")]
public sealed class LlamaTrainingGoldenTests
{
    public static TheoryData<GoldenCase> Cases() => GoldenCases.Folders("llama");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_hidden_state_the_logits_and_the_loss_are_upstreams(GoldenCase golden)
    {
        using GoldenTrainable llama = new(golden);
        using var _ = no_grad();
        List<Tensor> states = [];
        var logits = llama.Model.Logits(llama.Model.forward(llama.Embeddings(), llama.Plan(), state => states.Add(state.alias().DetachFromDisposeScope())));
        Assert.Equal(llama.Model.Config.Layers + 1, states.Count);
        for (var i = 0; i < states.Count; i++)
        {
            llama.Compare(states[i], $"base.hidden_states.{i}");
        }

        llama.Compare(logits, "base.logits");
        llama.Compare(llama.Loss(logits).view(1), llama.Outputs["base.loss"], "forward", "base.loss");
        if (llama.Outputs.ContainsKey("bidirectional_prefix.logits"))
        {
            var hidden = llama.Model.forward(llama.Embeddings(), llama.Plan(PrefixAttention.Bidirectional));
            llama.Compare(hidden, "bidirectional_prefix.last_hidden");
            llama.Compare(llama.Model.Logits(hidden), "bidirectional_prefix.logits");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_LoRA_read_from_PEFTs_folder_gives_upstreams_logits_gradients_and_steps(GoldenCase golden)
    {
        using GoldenTrainable llama = new(golden);
        using var adapter = llama.Adapter();
        adapter.Attach(llama.Model);
        foreach (var weight in llama.Model.parameters())
        {
            weight.requires_grad = false;
        }

        var visual = llama.Prefix > 0 ? llama.Inputs["visual_embeds"].clone().requires_grad_(true) : null;
        using var optimizer = optim.AdamW(adapter.parameters(), 1e-3, weight_decay: 0.01);
        var (loss, hidden, logits) = Step();
        llama.Compare(hidden, "lora.last_hidden");
        llama.Compare(logits, "lora.logits");
        llama.Compare(loss.view(1), llama.Outputs["lora.loss"], "forward", "lora.loss");
        foreach (var (name, expected) in golden.Tensors("lora_gradients.safetensors"))
        {
            llama.Compare(Matrix(name).grad!, expected, "gradients", name);
        }

        if (visual is not null)
        {
            llama.Compare(visual.grad!, llama.Outputs["lora.grad_visual_embeds"], "gradients", "lora.grad_visual_embeds");
        }

        var gradients = golden.Tensors("lora_gradients.safetensors");
        foreach (var step in (int[])[1, 2])
        {
            optimizer.step();
            foreach (var (name, expected) in golden.Tensors($"adamw_step{step}.safetensors"))
            {
                // AdamW's first step is about rate · sign(gradient): where the gradient is next to nothing its sign is chance.
                var certain = gradients[name].abs().ge(1e-6).to_type(ScalarType.Float32);
                llama.Compare(Matrix(name).detach() * certain, expected * certain, "after_step", $"step {step}, {name}");
                Assert.True((Matrix(name).detach() - expected).abs().max().item<float>() <= step * 2.1e-3f, name);
            }

            (loss, _, _) = Step();
            llama.Compare(loss.view(1), llama.Outputs[$"adamw.loss_after_step{step}"], "forward", $"adamw.loss_after_step{step}");
        }

        (Tensor Loss, Tensor Hidden, Tensor Logits) Step()
        {
            optimizer.zero_grad();
            var states = llama.Model.forward(llama.Embeddings(visual), llama.Plan());
            var scores = llama.Model.Logits(states);
            var found = llama.Loss(scores);
            found.backward();
            return (found.detach(), states.detach(), scores.detach());
        }

        Tensor Matrix(string name)
        {
            var path = name["base_model.model.".Length..];
            var pair = adapter.Matrices[path[..path.IndexOf(".lora_", StringComparison.Ordinal)]];
            return path.Contains(".lora_A.", StringComparison.Ordinal) ? pair.A : pair.B;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_of_every_weight_is_upstreams(GoldenCase golden)
    {
        if (!golden.Has("base_gradients.safetensors"))
        {
            return; // that case has none
        }

        using GoldenTrainable llama = new(golden);
        llama.Loss(llama.Model.Logits(llama.Model.forward(llama.Embeddings(), llama.Plan()))).backward();
        var weights = llama.Model.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach (var (name, expected) in golden.Tensors("base_gradients.safetensors"))
        {
            llama.Compare(weights[name].grad!, expected, "gradients", name);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fused_its_weights_are_those_that_upstream_merged(GoldenCase golden)
    {
        using GoldenTrainable llama = new(golden);
        using var adapter = llama.Adapter();
        using var _ = no_grad();
        adapter.Fuse(llama.Model);
        foreach (var (name, expected) in golden.Tensors("merged_weights_layer0.safetensors"))
        {
            llama.Compare(llama.Model.named_parameters().Single(p => p.name == name).parameter, expected, "forward", name);
        }

        llama.Compare(llama.Model.Logits(llama.Model.forward(llama.Embeddings(), llama.Plan())), "lora.logits");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Greedy_decoding_chooses_upstreams_tokens(GoldenCase golden)
    {
        using GoldenTrainable llama = new(golden);
        using var _ = no_grad();
        var expected = llama.Outputs["generate.new_tokens"][0].data<long>().ToArray();
        var embeddings = llama.Embeddings().narrow(0, 0, 1).narrow(1, 0, llama.Prefix + 8);
        for (var step = 0; step < expected.Length; step++)
        {
            var last = llama.Model.forward(embeddings, AttentionPlan.Of(1, (int)embeddings.shape[1])).select(1, -1);
            var logits = llama.Model.Logits(last);
            llama.Compare(logits[0], llama.Outputs["generate.logits"][step], "forward", $"generate.logits[{step}]");
            var token = logits.argmax(-1);
            Assert.Equal(expected[step], token.item<long>());
            embeddings = cat([embeddings, llama.Model.Embed(token).unsqueeze(1)], 1);
        }
    }
}
