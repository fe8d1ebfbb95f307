using System.Text.Json;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// A data set whose key frames have a user's questions in place of its own: a JSON file with a list of
/// <c>{ "sample": "TOKEN", "question": "…", "answer": "…" }</c>. Key frames without any are left out.
/// </summary>
internal sealed class AskedData : IDriveDataset
{
    private const string Kind = "conversation";

    private readonly DatasetSubset asked;
    private readonly IReadOnlyDictionary<string, List<QuestionAnswer>> questions;

    private AskedData(DatasetSubset asked, IReadOnlyDictionary<string, List<QuestionAnswer>> questions) => (this.asked, this.questions) = (asked, questions);

    /// <inheritdoc/>
    public string Name => asked.Name;

    /// <inheritdoc/>
    public int Count => asked.Count;

    /// <summary>Questions in all.</summary>
    public int Questions => questions.Values.Sum(list => list.Count);

    /// <summary>Reads a file of questions over a data set.</summary>
    /// <param name="data">The data set that the samples are of.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="TrainingException">It cannot be read, an entry lacks something, or names a sample that the data set does not have; the message says which entry.</exception>
    public static AskedData Open(IDriveDataset data, string file)
    {
        Dictionary<string, int> places = [];
        for (int i = 0; i < data.Count; i++)
        {
            places[data.Token(i)] = i;
        }
        Dictionary<string, List<QuestionAnswer>> questions = [];
        using JsonDocument document = Read(file);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new TrainingException($"{file} holds no list; [{{ \"sample\": …, \"question\": …, \"answer\": … }}, …] is expected.");
        }
        int entry = 0;
        foreach (JsonElement item in document.RootElement.EnumerateArray())
        {
            string sample = Text(item, "sample", entry, file);
            if (!places.ContainsKey(sample))
            {
                throw new TrainingException($"{file}, entry {entry}: the data set {data.Name} has no sample '{sample}'.");
            }
            if (!questions.TryGetValue(sample, out List<QuestionAnswer>? list))
            {
                questions[sample] = list = [];
            }
            list.Add(new(Kind, Text(item, "question", entry, file), Text(item, "answer", entry, file)));
            entry++;
        }
        return entry > 0
            ? new(new(data, data.Name, [.. questions.Keys.Select(sample => places[sample]).Order()]), questions)
            : throw new TrainingException($"{file} holds no questions.");
    }

    /// <inheritdoc/>
    public string Token(int index) => asked.Token(index);

    /// <inheritdoc/>
    public string Scene(int index) => asked.Scene(index);

    /// <inheritdoc/>
    public int IndexInScene(int index) => asked.IndexInScene(index);

    /// <inheritdoc/>
    public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All)
    {
        Keyframe keyframe = asked.Read(index, parts & ~KeyframeParts.Questions);
        return parts.HasFlag(KeyframeParts.Questions) ? keyframe with { Questions = new() { Conversation = questions[keyframe.Token] } } : keyframe;
    }

    /// <inheritdoc/>
    public Keyframe? ReadBeside(int index, int offset, KeyframeParts parts) => asked.ReadBeside(index, offset, parts & ~KeyframeParts.Questions);

    private static JsonDocument Read(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new TrainingException($"The questions cannot be read from {file}: {fault.Message}", fault);
        }
    }

    private static string Text(JsonElement item, string name, int entry, string file) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())
            ? value.GetString()!.Trim()
            : throw new TrainingException($"{file}, entry {entry}: \"{name}\" must be a text that is not empty.");
}
