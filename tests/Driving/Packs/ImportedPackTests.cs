using VoxPilot.Llm;

namespace VoxPilot.Driving.Tests.Packs;

public sealed class ImportedPackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(256)]
    [InlineData(128)]
    public async Task A_pack_with_a_language_model_from_elsewhere_sees_as_before_and_is_served(int width)
    {
        ModelPack trained = Trained();
        LanguageConfig language = LanguageConfig.Nano() with { Width = width, Layers = 1, Heads = 4, KvHeads = 4, Ffn = 192 };
        ModelPack pack = ImportedPack.Write(folder.At("data", "models", "guest"), trained, language, "a guest", 5, path => UntrainedLlama.Write(path, language, 9));
        bool fits = width == trained.Manifest.Config.Language.Width;
        Assert.Equal(("guest", fits), (pack.Info.Name, pack.Info.Trained));
        Assert.Equal(language, pack.Manifest.Config.Language);
        Assert.Contains("a guest", pack.Manifest.Provenance.Stages[^1], StringComparison.Ordinal);
        Assert.False(pack.Info.AnswersTrained);

        using (DrivingModel before = DrivingModel.Load(trained, "cpu"), after = DrivingModel.Load(pack, "cpu"))
        {
            Assert.Equal(before.SeeingHash(), after.SeeingHash());
            Assert.Equal(fits, Weights(before).SequenceEqual(Weights(after)));
            Assert.Equal(width, after.PlanToken.Length);
        }

        await using DrivingService service = DrivingService.Start(new() { Pack = "guest" }, new(folder.At("home"), folder.At("data")));
        await service.Ready;
        Scene scene = await service.CreateSceneAsync(MadeFrames.Create(3), new(), Token);
        Assert.NotEmpty((await service.AnswerAsync(scene, Question.Of("What is ahead?") with { MaxTokens = 4 }, Token)).Text);
        Assert.Equal(6, (await service.PlanToEndAsync(scene, new(), Token)).Trajectory.Points.Count);
    }

    private ModelPack Trained()
    {
        ModelPack made = UntrainedPack.Create(folder.At("made"), TinyConfig.Create(), 3);
        using DrivingModel model = DrivingModel.Load(made, "cpu");
        return TrainedPack.Write(folder.At("trained"), model, made, made.Manifest with { Trained = true });
    }

    private static float[] Weights(DrivingModel model) => [.. model.Planner.parameters().SelectMany(p => p.ToArray())];
}
