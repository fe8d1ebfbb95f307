using VoxPilot.Core.Formats;
using VoxPilot.World.Questions;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Questions;

/// <summary>Guessing must not pay: over many key frames a reader who sees no picture is near chance, whatever the question says.</summary>
public sealed class BalanceTests
{
    private const int Drives = 48, KeyframesEach = 41;

    private static readonly Lazy<List<QuestionAnswer>[]> Asked = new(() =>
    {
        List<QuestionAnswer>[] drives = new List<QuestionAnswer>[Drives];
        Parallel.For(0, drives.Length, i =>
        {
            MadeDrive drive = MadeDrive.Random((ulong)(100 + i));
            Recording recording = drive.Record();
            Assert.Equal(KeyframesEach, recording.Keyframes.Count());
            drives[i] = [.. recording.Keyframes.SelectMany(moment => KeyframeQuestions.Create(recording, moment, drive.Boxes(recording, moment)).Closed)];
        });
        return drives;
    });

    [Theory]
    [InlineData("exists", 2000)]
    [InlineData("moving", 500)]
    [InlineData("what_if", 500)]
    [InlineData("what_if_road", 60)]
    [InlineData("crossing", 200)]
    [InlineData("junction", 150)]
    public void The_best_constant_answer_to_yes_or_no_is_at_most_8_points_above_chance(string template, int least)
    {
        List<QuestionAnswer> those = Of(template);
        Assert.InRange(those.Count, least, int.MaxValue);
        Assert.InRange(Majority(those), 0.5, 0.58);
    }

    [Theory]
    [InlineData("exists")]
    [InlineData("moving")]
    public void So_it_is_for_each_class_of_things(string template)
    {
        int classes = 0;
        foreach ((string noun, List<QuestionAnswer> those) in ByClass(template))
        {
            if (those.Count >= 60)
            {
                classes++;
                // A share of few questions strays by chance alone: 60 by 6 points, 150 by 4.
                Assert.True(Majority(those) <= (those.Count >= 150 ? 0.58 : 0.64), $"{template}, {noun}: {Majority(those):F3} of {those.Count}");
            }
        }
        Assert.InRange(classes, 5, 10);
    }

    [Theory]
    [InlineData("count", 5, 1.7, 2.3)]
    [InlineData("side", 4, 1.4, 1.7)]
    [InlineData("distance", 4, 1.3, 1.5)]
    [InlineData("speed", 4, 1.3, 1.3)]
    [InlineData("command", 3, 1.4, 1.4)]
    [InlineData("color", 10, 1.6, 1.6)]
    public void The_best_constant_answer_among_many_is_not_far_above_chance(string template, int answers, double most, double mostOfClass)
    {
        List<QuestionAnswer> those = Of(template);
        Assert.InRange(those.Count, 100, int.MaxValue);
        Assert.Equal(answers, those.Select(qa => qa.Answer).Distinct().Count());
        Assert.True(Majority(those) <= most / answers, $"{template}: {Majority(those):F3} of {those.Count}");
        foreach ((string noun, List<QuestionAnswer> ofClass) in ByClass(template).Where(pair => pair.Those.Count >= 60))
        {
            Assert.True(Majority(ofClass) <= mostOfClass / answers, $"{template}, {noun}: {Majority(ofClass):F3} of {ofClass.Count}");
        }
    }

    [Fact]
    public void A_reader_who_learnt_the_answers_to_the_very_words_of_questions_gains_nothing_on_other_drives()
    {
        Dictionary<string, Dictionary<string, int>> learnt = [];
        foreach (QuestionAnswer qa in Asked.Value.Take(Drives / 2).SelectMany(asked => asked))
        {
            Dictionary<string, int> counts = learnt.TryGetValue(qa.Question, out Dictionary<string, int>? known) ? known : learnt[qa.Question] = [];
            counts[qa.Answer] = counts.GetValueOrDefault(qa.Answer) + 1;
        }
        int right = 0, tried = 0;
        foreach (QuestionAnswer qa in Asked.Value.Skip(Drives / 2).SelectMany(asked => asked).Where(qa => qa.Answer is "yes" or "no"))
        {
            if (learnt.TryGetValue(qa.Question, out Dictionary<string, int>? counts))
            {
                tried++;
                right += counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key == qa.Answer ? 1 : 0;
            }
        }
        Assert.InRange(tried, 1000, int.MaxValue);
        Assert.InRange(right / (double)tried, 0.45, 0.55);
    }

    [Fact]
    public void A_colour_is_asked_as_a_choice_of_two_and_the_first_is_right_half_the_time()
    {
        List<QuestionAnswer> those = Of("color");
        int first = 0;
        foreach (QuestionAnswer qa in those)
        {
            string[] choice = qa.Question[(qa.Question.IndexOf(": ", StringComparison.Ordinal) + 2)..^1].Split(" or ");
            Assert.Equal(2, choice.Distinct().Count());
            Assert.Contains(qa.Answer, choice);
            first += choice[0] == qa.Answer ? 1 : 0;
        }
        Assert.InRange(first / (double)those.Count, 0.42, 0.58);
    }

    [Fact]
    public void Each_weather_is_asked_for_equally_often_whatever_the_weather_of_towns()
    {
        Dictionary<string, int> asked = [];
        for (ulong seed = 1; seed <= 1500; seed++)
        {
            Recording recording = new MadeDrive { Seed = seed, Weather = Weather.FromSeed(seed), Seconds = 0 }.Record();
            foreach (QuestionAnswer qa in KeyframeQuestions.Create(recording, 0, []).Closed.Where(qa => qa.Template == "weather"))
            {
                asked[qa.Answer] = asked.GetValueOrDefault(qa.Answer) + 1;
            }
        }
        Assert.Equal(5, asked.Count);
        Assert.InRange(asked.Values.Sum(), 100, 1500);
        Assert.InRange(asked.Values.Max() / (double)asked.Values.Sum(), 0.2, 0.32);
    }

    private static List<QuestionAnswer> Of(string template) => [.. Asked.Value.SelectMany(asked => asked).Where(qa => qa.Template == template)];

    private static IEnumerable<(string Noun, List<QuestionAnswer> Those)> ByClass(string template) =>
        from qa in Of(template)
        let noun = Noun.All.FirstOrDefault(noun => qa.Question.Contains($" {noun.One}", StringComparison.Ordinal) || qa.Question.Contains($" {noun.Many} ", StringComparison.Ordinal))
        where noun is not null && !qa.Question.Contains("ego car", StringComparison.Ordinal)
        group qa by noun.One into those
        select (those.Key, those.ToList());

    private static double Majority(List<QuestionAnswer> asked) => asked.GroupBy(qa => qa.Answer).Max(group => group.Count()) / (double)asked.Count;
}
