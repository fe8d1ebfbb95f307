using System.Globalization;
using System.Text;
using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Llm;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>Closed questions about key frames of other towns: how many are answered to the letter, with the scene and without it.</summary>
internal sealed class LanguageValidation
{
    /// <summary>Key frames that are asked together.</summary>
    public const int AtOnce = 8;

    private const int Shown = 24;

    private readonly List<(AskedFrame Frame, IReadOnlyList<(QuestionAnswer Question, TrainedTurn Turn)> Questions)> frames;

    private LanguageValidation(List<(AskedFrame, IReadOnlyList<(QuestionAnswer, TrainedTurn)>)> frames) => this.frames = frames;

    /// <summary>The key frames.</summary>
    public IEnumerable<AskedFrame> Frames => frames.Select(f => f.Frame);

    /// <summary>Key frames, evenly spread, that have closed questions; null without validation data or without such questions.</summary>
    public static LanguageValidation? Create(IDriveDataset? data, int count, KeyframeParts parts, TrainedLanguage language, QuestionDraw questions)
    {
        if (data is null)
        {
            return null;
        }
        List<(AskedFrame, IReadOnlyList<(QuestionAnswer, TrainedTurn)>)> frames = [];
        int longest = language.Model.Config.Context / 2;
        for (int i = 0; i < Math.Min(count, data.Count); i++)
        {
            int index = (int)((i + 0.5) * data.Count / Math.Min(count, data.Count));
            Keyframe keyframe = data.Read(index, parts);
            IReadOnlyList<(QuestionAnswer, TrainedTurn Turn)> asked = questions.AllClosed(keyframe);
            int room = longest;
            asked = [.. asked.TakeWhile(q => (room -= q.Turn.Tokens.Length) >= 0)];
            if (asked.Count > 0)
            {
                frames.Add((new(index, keyframe), asked));
            }
        }
        return frames.Count > 0 ? new(frames) : null;
    }

    /// <summary>Asks.</summary>
    /// <param name="file">Gets the first questions with what was answered rightly.</param>
    /// <param name="read">Runs key frames with one list of turns each.</param>
    public IReadOnlyDictionary<string, double> Ask(string file, Func<IReadOnlyList<AskedFrame>, IReadOnlyList<IReadOnlyList<TrainedTurn>>, SceneStates> read)
    {
        SortedDictionary<string, (int Right, int Blind, int All)> tally = new(StringComparer.Ordinal);
        StringBuilder text = new();
        int shown = 0;
        using IDisposable noGradients = no_grad();
        foreach ((AskedFrame Frame, IReadOnlyList<(QuestionAnswer Question, TrainedTurn Turn)> Questions)[] chunk in frames.Chunk(AtOnce))
        {
            using DisposeScope scope = NewDisposeScope();
            AskedFrame[] asked = [.. chunk.Select(c => c.Frame)];
            IReadOnlyList<bool> seen = read(asked, [.. chunk.Select(c => (IReadOnlyList<TrainedTurn>)[.. c.Questions.Select(q => q.Turn)])]).Exact;
            IReadOnlyList<bool> blind = read(asked, [.. chunk.Select(c => (IReadOnlyList<TrainedTurn>)[.. c.Questions.Select(q => q.Turn with { Blind = true })])]).Exact;
            int at = 0;
            foreach ((QuestionAnswer question, _) in chunk.SelectMany(c => c.Questions))
            {
                string template = question.Template ?? question.Kind;
                (int right, int guessed, int all) = tally.GetValueOrDefault(template);
                tally[template] = (right + (seen[at] ? 1 : 0), guessed + (blind[at] ? 1 : 0), all + 1);
                if (shown++ < Shown)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"{(seen[at] ? "right" : "wrong")}: {question.Question} {question.Answer}");
                }
                at++;
            }
        }
        File.WriteAllText(file, text.ToString());
        double questions = tally.Values.Sum(t => t.All);
        Dictionary<string, double> figures = new()
        {
            ["closed"] = 100 * tally.Values.Sum(t => t.Right) / questions,
            ["closed.blind"] = 100 * tally.Values.Sum(t => t.Blind) / questions,
        };
        foreach ((string template, (int right, int guessed, int all)) in tally)
        {
            figures[$"closed.{template}"] = 100.0 * right / all;
            figures[$"closed.{template}.blind"] = 100.0 * guessed / all;
        }
        return figures;
    }
}
