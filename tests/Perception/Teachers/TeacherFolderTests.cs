using System.Text.Json;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Teachers;

public sealed class TeacherFolderTests
{
    private const string ConvNext = """{"kind": "convnext", "name": "made up", "weights": "w.safetensors", "config": {"depths": [1, 1, 2, 1], "widths": [8, 16, 32, 64], "stage": 3, "input": {"scale": 2}}}""";
    private const string Vit = """{"kind": "vit", "weights": "w.safetensors", "config": {"patch": 8, "width": 32, "layers": 2, "heads": 4, "image_size": 32, "embedding_width": 20, "projected": true}}""";

    [Fact]
    public void A_folder_of_each_kind_gives_its_teacher()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Tensor images = PlainImages.AsGiven(PlainImages.Pixels(1, 32, 64));

        OpenClipWeights.ConvNext([1, 1, 2, 1], [8, 16, 32, 64]).Under("visual.trunk.").Save(folder.At("w.safetensors"));
        File.WriteAllText(folder.At(TeacherFolder.FileName), ConvNext);
        using (ITeacher teacher = TeacherFolder.Load(folder.Path, "cpu"))
        {
            Assert.IsType<ConvNextTeacher>(teacher);
            Assert.Equal("made up (0.1 M)", teacher.Name);
            Assert.Equal([1L, 32, 4, 8], teacher.Maps(images).shape);
        }

        OpenClipWeights.Vit(new() { Patch = 8, Width = 32, Layers = 2, Heads = 4, ImageSize = 32, EmbeddingWidth = 20 }).Under("visual.").Save(folder.At("w.safetensors"));
        File.WriteAllText(folder.At(TeacherFolder.FileName), Vit);
        using (ITeacher teacher = TeacherFolder.Load(folder.Path, "cpu"))
        {
            Assert.IsType<VitTeacher>(teacher);
            Assert.Equal("ViT of 2 layers, width 32, patch 8 (0.0 M)", teacher.Name);
            Assert.Equal([1L, 20, 4, 8], teacher.Maps(images).shape);
        }
    }

    [Fact]
    public void What_a_folder_lacks_is_said()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("There is no folder", Fault(folder.At("nowhere")), StringComparison.Ordinal);
        Assert.Contains("has no teacher.json", Fault(folder.Path), StringComparison.Ordinal);
        File.WriteAllText(folder.At(TeacherFolder.FileName), Vit);
        Assert.Contains("names the weights 'w.safetensors', but", Fault(folder.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "does not describe a teacher")]
    [InlineData("null", "it is null")]
    [InlineData("""{"kind": "vit", "weights": "w.safetensors"}""", "'config'")]
    [InlineData("""{"kind": "resnet", "weights": "w.safetensors", "config": {}}""", "the kind 'resnet'; there are convnext, dense, vit")]
    [InlineData("""{"kind": "vit", "weights": "../w.safetensors", "config": {}}""", "must be the name of a file beside it; found '../w.safetensors'")]
    [InlineData("""{"kind": "vit", "weights": "w.safetensors", "config": {"patch": 8}}""", "cannot be read as VitTeacherConfig")]
    [InlineData("""{"kind": "convnext", "weights": "w.safetensors", "config": {"depths": null, "widths": [8]}}""", "null")]
    [InlineData("""{"kind": "convnext", "weights": "w.safetensors", "config": {"depths": [1], "widths": [8], "stages": 1}}""", "'stages'")]
    public void A_description_that_cannot_be_followed_is_refused(string json, string expected)
    {
        using TemporaryFolder folder = new();
        OpenClipWeights.ConvNext([1], [8]).Save(folder.At("w.safetensors"));
        File.WriteAllText(folder.At(TeacherFolder.FileName), json);
        Assert.Contains(expected, Fault(folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_network_are_refused_and_broken_ones_too()
    {
        using TemporaryFolder folder = new();
        OpenClipWeights.ConvNext([1, 1, 2, 1], [8, 16, 32, 64]).Under("visual.trunk.").Save(folder.At("w.safetensors"));
        File.WriteAllText(folder.At(TeacherFolder.FileName), Vit);
        Assert.Contains("missing (visual.class_embedding, ", Fault(folder.Path), StringComparison.Ordinal);
        File.WriteAllText(folder.At("w.safetensors"), "no tensors");
        Assert.Throws<TensorFileException>(() => TeacherFolder.Load(folder.Path, "cpu"));
    }

    [Fact]
    public void The_descriptions_in_the_documentation_are_those_of_the_presets()
    {
        string[] blocks = File.ReadAllText(RepositoryRoot.At("docs/formats.md")).Split("## Teachers", 2)[1].Split("```json").Skip(1).Select(part => part.Split("```")[0]).ToArray();
        TeacherManifest[] described = [.. blocks.Select(block => JsonSerializer.Deserialize<TeacherManifest>(block, TeacherJson.Options)!)];
        AssertDescribed("convnext", ConvNextTeacherConfig.BaseW320());
        AssertDescribed("vit", VitTeacherConfig.B16());

        void AssertDescribed<T>(string kind, T preset) =>
            Assert.Equivalent(preset, described.Single(one => one.Kind == kind).Config.Deserialize<T>(TeacherJson.Options), strict: true);
    }

    private static string Fault(string folder) => Assert.Throws<InvalidInputException>(() => TeacherFolder.Load(folder, "cpu")).Message;
}
