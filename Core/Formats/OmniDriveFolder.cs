using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoxPilot.Core.Formats;

/// <summary>
/// OmniDrive's question folders of a data set (spec/sparseoccvla.md §2.3): <c>desc/</c>, <c>conv/</c>, <c>vqa/</c>, <c>keywords/</c>, each with
/// <c>train/</c> and <c>val/</c> and one JSON file per key frame, and this project's <c>planning/</c> and <c>closed/</c>. Items may carry
/// <c>kind</c>, <c>template</c>, <c>references</c> and <c>path</c>; upstream's readers pass over them, and upstream's files are read without.
/// </summary>
public sealed class OmniDriveFolder
{
    /// <summary>Asked where upstream's file holds a description without a question.</summary>
    public const string DescriptionQuestion = "Please describe the current driving scene in detail.";

    /// <summary>Asked where upstream's file holds an action without a question.</summary>
    public const string ActionQuestion = "What should the car do now, and why?";

    private static readonly string[] Splits = ["train", "val"];

    private readonly string root;

    /// <summary>For a data set's folder.</summary>
    public OmniDriveFolder(string root) => this.root = Path.GetFullPath(root);

    /// <summary>Names of the six folders.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["desc", "conv", "vqa", "keywords", "planning", "closed"];

    /// <summary>Reads what is there for a key frame; null if there is nothing.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public OmniDriveAnnotations? Read(string token)
    {
        OmniDriveAnnotations read = new();
        bool any = false;
        foreach (string group in Groups)
        {
            if (Find(group, token) is string relative)
            {
                any = true;
                read = Add(read, group, relative);
            }
        }
        return any ? read : null;
    }

    /// <summary>Writes all groups that hold something.</summary>
    /// <param name="split">train or val.</param>
    /// <param name="token">The key frame's token.</param>
    /// <param name="questions">What is written.</param>
    public void Write(string split, string token, OmniDriveAnnotations questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        if (questions.Description is not null || questions.Action is not null)
        {
            Write("desc", split, token, json => OmniDriveItems.WriteDescription(json, questions));
        }
        WriteList("conv", split, token, questions.Conversation);
        WriteList("vqa", split, token, questions.Vqa);
        WriteList("planning", split, token, questions.Planning is QuestionAnswer plan ? [plan] : []);
        WriteList("closed", split, token, questions.Closed);
        if (questions.Keywords is string keywords)
        {
            Write("keywords", split, token, json => json.WriteStringValue(keywords));
        }
    }

    /// <summary>Path of a group's file of a key frame, relative to the data set's folder; null if it has none.</summary>
    public string? Find(string group, string token) =>
        Splits.Select(split => $"{group}/{split}/{token}.json").FirstOrDefault(relative => File.Exists(Path.Combine(root, relative)));

    private OmniDriveAnnotations Add(OmniDriveAnnotations read, string group, string relative)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, relative)));
            InfoElement content = new(document.RootElement, relative);
            return group switch
            {
                "desc" => OmniDriveItems.ReadDescription(read, content),
                "conv" => read with { Conversation = OmniDriveItems.ReadList(content, "conversation") },
                "vqa" => read with { Vqa = OmniDriveItems.ReadList(content, "vqa") },
                "keywords" => read with { Keywords = content.Text() },
                "planning" => read with { Planning = OmniDriveItems.ReadList(content, "planning") is [QuestionAnswer plan, ..] ? plan : null },
                _ => read with { Closed = OmniDriveItems.ReadList(content, "closed") },
            };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{relative}: this is no JSON file: {e.Message}", e);
        }
    }

    private void WriteList(string group, string split, string token, IReadOnlyList<QuestionAnswer> items)
    {
        if (items.Count > 0)
        {
            Write(group, split, token, json => OmniDriveItems.WriteList(json, items));
        }
    }

    private void Write(string group, string split, string token, Action<Utf8JsonWriter> content)
    {
        if (!Splits.Contains(split))
        {
            throw new ArgumentException($"OmniDrive's folders are divided into train and val; '{split}' is neither.", nameof(split));
        }
        string folder = Path.Combine(root, group, split);
        Directory.CreateDirectory(folder);
        using FileStream file = File.Create(Path.Combine(folder, token + ".json"));
        using Utf8JsonWriter json = new(file, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        content(json);
    }
}
