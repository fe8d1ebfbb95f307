using System.Text.Json;

using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Tests.Formats;

public sealed class OmniDriveFolderTests : IDisposable
{
    private const string Token = "ca9a282c9e77460f8360f564131a8af5";

    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-questions-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Questions_read_back_as_they_were_written()
    {
        OmniDriveAnnotations written = new()
        {
            Description = new("description", "What is around?", "A street.") { References = ["A road.", "Some street."] },
            Action = new("action", "What now?", "Go on."),
            Vqa = [new("counterfactual", "If you follow [PT]?", "You hit a wall.") { Path = [(1.5, 0), (3, -0.25)] }, new("attention", "Watch what?", "Nothing.")],
            Conversation = [new("conversation", "Hello?", "Yes.")],
            Keywords = "go straight, moderate speed",
            Planning = new("planning", "Please provide the planning trajectory.", "Here it is [PT, (+1.00, +0.00)]."),
            Closed = [new("closed", "How many cars?", "3") { Template = "count" }],
        };
        new OmniDriveFolder(root).Write("val", Token, written);
        OmniDriveAnnotations read = new OmniDriveFolder(root).Read(Token)!;
        Assert.Equal(JsonSerializer.Serialize(written), JsonSerializer.Serialize(read)); // records compare lists by reference
        Assert.Equal(written.Vqa[0].Path!, read.Vqa[0].Path!); // tuples have no JSON
        Assert.Equal($"vqa/val/{Token}.json", new OmniDriveFolder(root).Find("vqa", Token));
    }

    [Fact]
    public void Upstreams_files_are_read()
    {
        Put("desc", $$"""{"description": "A street.", "action": "Go on."}""");
        Put("vqa", """[{"question": "What matters?", "answer": "The bus."}]""");
        Put("conv", """[{"question": "Why?", "answer": "So."}, {"question": "How?", "answer": "Thus."}]""");
        Put("keywords", "\"stopped\"");
        OmniDriveAnnotations read = new OmniDriveFolder(root).Read(Token)!;
        Assert.Equal(("A street.", "Go on."), (read.Description!.Answer, read.Action!.Answer));
        Assert.Equal(OmniDriveFolder.DescriptionQuestion, read.Description.Question);
        Assert.Equal("The bus.", read.Vqa.Single().Answer);
        Assert.Equal(2, read.Conversation.Count);
        Assert.Equal("stopped", read.Keywords);
        Assert.Null(read.Planning);
        Assert.Empty(read.Closed);
    }

    [Fact]
    public void Upstreams_readers_find_their_fields()
    {
        new OmniDriveFolder(root).Write("train", Token, new()
        {
            Description = new("description", "?", "A street."),
            Action = new("action", "?", "Go on."),
            Vqa = [new("attention", "Watch what?", "\"It's\" <fine> + good.")],
            Keywords = "go on",
        });
        Assert.Contains("""{"question":"Watch what?","answer":"\"It's\" <fine> + good.",""", Text("vqa"), StringComparison.Ordinal);
        Assert.Equal("\"go on\"", Text("keywords"));
        using JsonDocument description = JsonDocument.Parse(Text("desc"));
        Assert.Equal(("A street.", "Go on."), (description.RootElement.GetProperty("description").GetString(), description.RootElement.GetProperty("action").GetString()));
        Assert.False(Directory.Exists(Path.Combine(root, "conv"))); // nothing to say, no file
    }

    [Fact]
    public void A_key_frame_without_questions_has_none() => Assert.Null(new OmniDriveFolder(root).Read(Token));

    [Theory]
    [InlineData("vqa", "{", "no JSON")]
    [InlineData("vqa", "{}", "list of questions")]
    [InlineData("vqa", "[{\"question\": \"?\"}]", "vqa/train")]
    [InlineData("conv", "[1]", "must be an object")]
    [InlineData("conv", "[{\"question\": \"?\", \"answer\": 1}]", "must be a string")]
    [InlineData("conv", "[{\"question\": \"?\", \"answer\": \"!\", \"path\": [1]}]", "path[0]")]
    [InlineData("keywords", "[]", "must be a string")]
    [InlineData("desc", "[]", "must be an object")]
    public void A_damaged_file_is_named(string group, string text, string fault)
    {
        Put(group, text);
        string message = Assert.Throws<InvalidDataException>(() => new OmniDriveFolder(root).Read(Token)).Message;
        Assert.Contains(fault, message, StringComparison.Ordinal);
        Assert.Contains($"{group}/train/{Token}.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_split_than_train_and_val_is_refused() =>
        Assert.Throws<ArgumentException>(() => new OmniDriveFolder(root).Write("../..", Token, new() { Keywords = "x" }));

    private string Text(string group) => File.ReadAllText(Path.Combine(root, group, "train", Token + ".json"));

    private void Put(string group, string text)
    {
        Directory.CreateDirectory(Path.Combine(root, group, "train"));
        File.WriteAllText(Path.Combine(root, group, "train", Token + ".json"), text);
    }
}
