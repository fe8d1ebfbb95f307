using VoxPilot.Llm;

namespace VoxPilot.Driving.Tests.Service;

/// <summary>A pack whose language model has not been aligned: planning and forecasting pass it by.</summary>
public sealed class ConstantReasoningTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly DeviceThread device = new("constant reasoning", 16);
    private readonly StageClock clock = new();
    private LoadedPack pack = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PackCatalog Catalog => new(folder.At("home"), folder.At("data"));

    public async ValueTask InitializeAsync()
    {
        UntrainedPack.Create(Path.Combine(Catalog.WritableFolder, "tiny"), TinyConfig.Create() with { Reasoning = ReasoningSource.Constant }, 11);
        pack = await LoadedPack.LoadAsync(new() { Pack = "tiny" }, Catalog, device, (_, _) => { });
    }

    public async ValueTask DisposeAsync()
    {
        await pack.UnloadAsync(device);
        await device.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Plans_and_forecasts_need_no_language_model()
    {
        await pack.Language.DisposeAsync(); // whoever asks it now fails
        SceneView view = await SeeAsync();
        Assert.Null(view.Prefix);
        PlanOutcome plan = await pack.Pipeline.PlanAsync(view, new(), null, clock, Token);
        Assert.Equal(18, plan.Drafts[0].Candidates.Count);
        Assert.Equal(3, (await pack.Pipeline.OccupancyAsync(view, new() { Horizons = [1, 2, 3] }, clock, Token)).Count);
        Assert.Null(view.Prefix);
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(view));
        device.Release(view);
    }

    [Fact]
    public async Task The_prefix_is_opened_at_the_first_question_and_kept()
    {
        SceneView view = await SeeAsync();
        await AskAsync(view);
        LanguagePrefix prefix = view.Prefix!;
        await AskAsync(view);
        Assert.Same(prefix, view.Prefix);
        Assert.Equal(view.Queries.Count + 12, view.SceneTokens);
        device.Release(view);
    }

    [Fact]
    public void A_pack_says_what_it_can_do_and_where_its_reasoning_comes_from()
    {
        Assert.Equal(["occupancy", "plan"], pack.Info.Capabilities);
        Assert.Equal(ReasoningSource.Constant, pack.Info.Reasoning);
        Assert.False((pack.Info with { Trained = true }).AnswersTrained);
        PackInfo aligned = Made.Pack with { Trained = true };
        Assert.Equal((ReasoningSource.LanguageModel, true), (aligned.Reasoning, aligned.AnswersTrained));
        Assert.False(Made.Pack.AnswersTrained);
    }

    [Fact]
    public void A_manifest_from_before_there_was_a_choice_reads_as_that_of_a_language_model()
    {
        string path = Path.Combine(folder.At("old"), PackManifest.FileName);
        UntrainedPack.Create(folder.At("old"), TinyConfig.Create(), 11);
        string json = File.ReadAllText(path), old = json.Replace(",\n    \"reasoning\": \"LanguageModel\"", "", StringComparison.Ordinal);
        Assert.NotEqual(json, old);
        File.WriteAllText(path, old);
        ModelPack pack = ModelPack.Open(folder.At("old"));
        Assert.Equal(ReasoningSource.LanguageModel, pack.Manifest.Config.Reasoning);
        Assert.Contains("vqa", pack.Info.Capabilities);
    }

    private async Task<SceneView> SeeAsync()
    {
        EncodedFrame encoded = await pack.Pipeline.EncodeAsync(FrameValidator.Check(MadeFrames.Create(3)), 0, [], clock, Token);
        device.Release(encoded.Features);
        return encoded.View;
    }

    private async Task AskAsync(SceneView view)
    {
        QuestionPrompt question = QuestionPrompt.From(Question.Of("What is ahead?"));
        await foreach (GeneratedText _ in pack.Pipeline.AskAsync(view, new(false, false), question, new() { MaxTokens = 2 }, clock, Token))
        {
        }
    }
}
