using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Evidence;

/// <summary>The tables of what pre-training by splatting is worth (spec/sqs.md §6.3, §11): labels, parts, neighbours, driving.</summary>
public static class SqsEvidence
{
    private const string Sqs = SqsStage.StageName, Separate = "interaction=separate";
    private const int PairedSeeds = 5;

    /// <summary>All tables of a size.</summary>
    public static IReadOnlyList<EvidencePlan> All(EvidencePreset preset)
    {
        SqsEvidenceSize size = SqsEvidenceSize.Of(preset);
        return [Labels(size), Parts(size), Neighbours(size), Driving(size)];
    }

    /// <summary>The table of a name.</summary>
    /// <exception cref="TrainingException">There is none.</exception>
    public static EvidencePlan Of(string name, EvidencePreset preset)
    {
        IReadOnlyList<EvidencePlan> all = All(preset);
        return all.FirstOrDefault(plan => plan.Name == name) ?? throw new TrainingException($"There is no table '{name}'; there are {string.Join(", ", all.Select(plan => plan.Name))}.");
    }

    private static EvidencePlan Labels(SqsEvidenceSize size) => Seeing(size) with
    {
        Name = "labels",
        About = "fine-tuning on a tenth and on all of the labels, from random weights and from SQS with its Gaussians as plug-in",
        Runs =
        [
            size.Pretraining(Sqs),
            size.Finetuning("plain-10") with { Share = 0.1 },
            size.Finetuning("sqs-10", Separate) with { Share = 0.1, From = Sqs, PlugIn = Sqs },
            size.Finetuning("plain-100"),
            size.Finetuning("sqs-100", Separate) with { From = Sqs, PlugIn = Sqs },
        ],
        Rows =
        [
            new("plain, 10 %", "from random weights, a tenth of the labels", "plain-10"),
            new("SQS, 10 %", "image encoder from SQS, queries look at its Gaussians, a tenth of the labels", "sqs-10") { Against = "plain, 10 %", Paper = "+3.7 mIoU" },
            new("plain, 100 %", "from random weights, all labels", "plain-100"),
            new("SQS, 100 %", "image encoder from SQS, queries look at its Gaussians, all labels", "sqs-100") { Against = "plain, 100 %", Paper = "+1.3 mIoU, +1.69 IoU" },
        ],
        Seeds = PairedSeeds,
    };

    private static EvidencePlan Parts(SqsEvidenceSize size)
    {
        EvidenceRun Row(string name, string? from, string? plugIn, params string[] settings) =>
            size.Finetuning(name, plugIn is null ? settings : [Separate, .. settings]) with { Share = size.PartsShare, From = from, PlugIn = plugIn };
        const string Base = "baseline";
        return Seeing(size) with
        {
            Name = "parts",
            About = "what of SQS does the work (spec/sqs.md §11.3), and three of the paper's open questions: rendered classes, expected depth, interaction without a plug-in",
            Runs =
            [
                size.Pretraining("sqs-color", "loss.depth=0"),
                size.Pretraining("sqs-depth", "loss.color=0"),
                size.Pretraining(Sqs),
                size.Pretraining("sqs-untrained") with { Steps = 1 },
                size.Pretraining("sqs-classes", "loss.classes=0.2", "decoder.classes=17"),
                size.Pretraining("sqs-expected", "loss.expected_depth=true", "loss.alpha=0.05"),
                Row("none", null, null), Row("a", "sqs-color", null), Row("b", "sqs-depth", null), Row("c", Sqs, null),
                Row("d", null, Sqs), Row("e", null, "sqs-untrained"), Row("all", Sqs, Sqs),
                Row("shared", Sqs, null, "interaction=shared") with { PlugIn = Sqs },
                Row("classes", "sqs-classes", "sqs-classes"), Row("expected", "sqs-expected", "sqs-expected"),
                size.Finetuning("distilled", "interaction=distilled") with { Share = size.PartsShare, From = "all", Steps = size.FinetuningSteps / 2 },
            ],
            Rows =
            [
                new(Base, "from random weights", "none") { Paper = "15.2" },
                new("A: colour", "image encoder pre-trained by colour alone", "a") { Against = Base, Paper = "−3.0" },
                new("B: depth", "image encoder pre-trained by depth alone", "b") { Against = Base, Paper = "+2.1" },
                new("C: both", "image encoder pre-trained by both", "c") { Against = Base, Paper = "+2.3" },
                new("D: plug-in", "queries look at SQS's Gaussians, image encoder from random weights", "d") { Against = Base, Paper = "+0.7" },
                new("E: interaction", "queries look at Gaussians that nothing was taught to", "e") { Against = Base, Paper = "+0.1" },
                new("SQS", "image encoder from SQS, queries look at its Gaussians", "all") { Against = Base, Paper = "+2.8" },
                new("shared", "as SQS, Gaussians over the features of the image encoder that goes on learning", "shared") { Against = "SQS" },
                new("distilled", "SQS, then what interaction adds is foretold without a plug-in", "distilled") { Against = "SQS" },
                new("classes", "as SQS, pre-trained with rendered classes too", "classes") { Against = "SQS" },
                new("expected", "as SQS, pre-trained by expected depth and opacity", "expected") { Against = "SQS" },
            ],
        };
    }

    private static EvidencePlan Neighbours(SqsEvidenceSize size)
    {
        (int K, string Opacity)[] choices = [(16, "0.1"), (8, "0.1"), (32, "0.1"), (16, "0.01"), (16, "0.05"), (16, "0.3")];
        return Seeing(size) with
        {
            Name = "neighbours",
            About = "how many Gaussians a query looks at, and from which opacity on",
            Runs =
            [
                size.Pretraining(Sqs),
                .. choices.Select(c => size.Finetuning($"k{c.K}-o{c.Opacity}", Separate, $"neighbours={c.K}", $"opacity_threshold={c.Opacity}") with { Share = size.PartsShare, From = Sqs, PlugIn = Sqs }),
            ],
            Rows =
            [
                .. choices.Select((c, i) => new EvidenceRow($"k = {c.K}, opacity ≥ {c.Opacity}", "queries look at SQS's Gaussians", $"k{c.K}-o{c.Opacity}")
                {
                    Against = i == 0 ? null : $"k = {choices[0].K}, opacity ≥ {choices[0].Opacity}",
                }),
            ],
        };
    }

    private static EvidencePlan Driving(SqsEvidenceSize size)
    {
        EvidenceRun[] Model(string name, EvidenceRun seeing) =>
        [
            seeing with { Name = $"{name}-occupancy" },
            size.Aligning($"{name}-alignment") with { From = $"{name}-occupancy" },
            size.Planning($"{name}-planning") with { From = $"{name}-alignment" },
        ];
        return Seeing(size) with
        {
            Name = "driving",
            About = "SQS inside an end-to-end model: plans and answers (the paper's third open question)",
            Runs =
            [
                size.Speaking("words"),
                size.Pretraining(Sqs) with { From = "words" },
                .. Model("plain", size.Finetuning("") with { From = "words" }),
                .. Model("sqs", size.Finetuning("", Separate) with { From = Sqs, PlugIn = Sqs }),
            ],
            Rows =
            [
                new("plain", "occupancy from random weights, then alignment and planning", "plain-planning"),
                new("SQS", "the same after SQS, with its Gaussians as plug-in", "sqs-planning") { Against = "plain" },
            ],
            Figures = [EvidenceFigure.Miou, EvidenceFigure.Distance, EvidenceFigure.Manoeuvres, EvidenceFigure.Answers],
            Tasks = [EvaluationTask.Occupancy, EvaluationTask.Planning, EvaluationTask.Questions],
        };
    }

    private static EvidencePlan Seeing(SqsEvidenceSize size) => new()
    {
        Name = "",
        About = "",
        Architecture = size.Architecture,
        Runs = [],
        Rows = [],
        Figures = [EvidenceFigure.Miou, EvidenceFigure.Iou],
        Tasks = [EvaluationTask.Occupancy],
    };
}
