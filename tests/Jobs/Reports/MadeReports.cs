using VoxPilot.Core.Imaging;
using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Reports;

/// <summary>Reports with made-up figures of a believable size. Scenes have ups and downs that all models share, so that paired intervals are narrower than single ones.</summary>
internal static class MadeReports
{
    public const int Scenes = 24;

    private static readonly SceneBootstrap s_bootstrap = new(Scenes, seed: 0, replicates: 400);

    /// <summary>An evaluation with all kinds of sections. A step of <paramref name="better"/> moves the figures of what was measured.</summary>
    public static Report Evaluation(double better = 0, bool? trained = true, string name = "nano-2")
    {
        Report report = new()
        {
            Kind = ReportKind.Evaluation,
            CreatedAt = new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.Zero),
            Command = $"./voxpilot evaluate --pack {name} --data town-val --ego off --degrade noise --seed 7",
            Subject = new(name, "5b0c7f9e1d3a48b2a6c4e8f00112233445566778899aabbccddeeff001122334", trained),
            Data = new("town-val", [.. Enumerable.Range(0, Scenes).Select(i => $"scene-{9_000_000 + i}")], 960, "c1a5be771d0f4e21aa39c1a5be771d0f4e21aa39c1a5be771d0f4e21aa39c1a5"),
            Settings = new Dictionary<string, string> { ["ego"] = "off", ["degrade"] = "noise", ["seed"] = "7", ["limit"] = "all" },
            Conventions = Conventions,
            Bootstrap = new(s_bootstrap.Seed, s_bootstrap.Count),
            Sections = [Occupancy(better), Forecast(better), Planning(better), Captions(better), Questions(better), Detection()],
            Seconds = new Dictionary<string, double> { ["read"] = 12.4, ["model"] = 318.7, ["occupancy"] = 21.6, ["captions"] = 3.21, ["planning"] = 1.07, ["bootstrap"] = 0.043 },
        };
        return report;
    }

    /// <summary>A figure whose value by scene is a mean, the scene's own ups and downs, and a little noise.</summary>
    public static ReportValue Figure(string id, double mean, double spread = 0.35, double noise = 0.05, double most = double.MaxValue)
    {
        SceneMean measure = new();
        ulong state = 14695981039346656037 ^ (ulong)BitConverter.DoubleToInt64Bits(mean) >> 20;
        foreach (char c in id)
        {
            state = (state ^ c) * 1099511628211;
        }
        for (int s = 0; s < Scenes; s++)
        {
            double shared = Math.Sin(12.9898 * (s + 1)), own = Math.Sin(78.233 * (s + 1) + state % 1000);
            measure.Add(s, Math.Min(most, mean * (1 + spread * shared + noise * own)));
        }
        return ReportValue.Of(s_bootstrap.Estimate(measure), Scenes);
    }

    private static ReportMeasure Measure(string id, string title, string group, string unit, string convention, string population, long count, bool higher, double mean, params (string Baseline, double Mean)[] baselines) => new()
    {
        Id = id,
        Title = title,
        Group = group,
        Unit = unit,
        Convention = convention,
        Population = population,
        Count = count,
        HigherIsBetter = higher,
        Value = Figure(id, mean, most: unit == "%" ? 100 : double.MaxValue),
        Baselines = baselines.ToDictionary(b => b.Baseline, b => Figure(id + b.Baseline, b.Mean, most: unit == "%" ? 100 : double.MaxValue)),
    };

    private static ReportSection Occupancy(double better)
    {
        string[] classes = ["others", "barrier", "bicycle", "bus", "car", "pedestrian", "truck", "driveable surface", "sidewalk", "terrain", "manmade", "vegetation"];
        double[] means = [6.1, 31.4, 14.8, 41.2, 47.5, 22.0, 33.9, 78.3, 49.6, 46.8, 38.2, 35.5];
        return new()
        {
            Id = "occupancy",
            Title = "Occupancy",
            About = "Semantic occupancy of the key frame's own instant against Occ3D's labels, in 17 classes of 0.4 m voxels.",
            Baselines = [new("class-mean", "Mean layout", "The most frequent label of each voxel of the training data, whatever the cameras see."), new("lidar-copy", "LiDAR copy", "The sweep's own points as voxels.", "the data set has no LiDAR sweeps")],
            Measures =
            [
                Measure("occupancy.miou.camera.occ3d", "mIoU", "All classes", "%", "Occ3D (CVPR 2023), camera mask", "all key frames", 960, true, 33.65 + 2 * better, ("class-mean", 9.41)) with { Headline = true },
                Measure("occupancy.iou.camera.occ3d", "IoU, occupied or free", "All classes", "%", "Occ3D (CVPR 2023), camera mask", "all key frames", 960, true, 58.2 + better, ("class-mean", 35.7)),
                Measure("occupancy.miou.none.occ3d", "mIoU", "All classes", "%", "Occ3D, no mask (SparseWorld)", "all key frames", 960, true, 18.11 + better, ("class-mean", 6.02)),
                Measure("occupancy.rayiou.occ3d", "RayIoU", "All classes", "%", "RayIoU (SparseOcc 2024)", "rays of 2,880 LiDAR origins", 12_441_600, true, 38.94 + 2 * better, ("class-mean", 12.30)),
                .. classes.Select((c, i) => Measure("occupancy.iou." + c.Replace(' ', '_'), c, "IoU by class", "%", "Occ3D (CVPR 2023), camera mask", "all key frames", 960, true, means[i] + better, ("class-mean", Math.Abs(means[i] - 24)))),
            ],
            Pictures = [new("Scene 9000003, key frame 12: cameras, prediction, truth", Strip(1180, 150))],
        };
    }

    private static ReportSection Forecast(double better) => new()
    {
        Id = "forecast",
        Title = "Occupancy forecast",
        About = "Occupancy 1, 2 and 3 seconds ahead in the ego frame of that instant, the car's own motion planned by the pack itself.",
        Baselines = [new("copy", "Copy of now", "Present occupancy, moved by the expected motion.")],
        Measures =
        [
            .. new[] { (1, 15.86, 12.4), (2, 13.54, 10.9), (3, 11.72, 10.1) }.Select(h =>
                Measure($"forecast.miou.{h.Item1}s", $"mIoU at {h.Item1} s", "", "%", "Occ3D (CVPR 2023), camera mask", "key frames with 3 s of future", 816, true, h.Item2 + better, ("copy", h.Item3))),
            Measure("forecast.miou.mean", "mIoU, mean of 1, 2, 3 s", "", "%", "Occ3D (CVPR 2023), camera mask", "key frames with 3 s of future", 816, true, 13.71 + better, ("copy", 11.1)) with { Headline = true },
        ],
    };

    private static ReportSection Planning(double better)
    {
        (string Id, string Name, string Population, long Count, double L2, double Collision)[] conventions =
        [
            ("omnidrive", "OmniDrive, BEV-Planner", "six recorded steps", 816, 0.231, 0.19),
            ("uniad", "UniAD (NoAvg)", "recorded steps", 936, 0.398, 0.41),
            ("vad", "ST-P3, VAD (TemAvg)", "frames with a future", 912, 0.229, 0.22),
            ("admlp", "AD-MLP (ST-P3, offline)", "its list of tokens", 780, 0.226, 0.24),
            ("sparsedrive", "SparseDrive, DiffusionDrive", "whole futures", 816, 0.231, 0.08),
        ];
        double[] growth = [0.6, 0.96, 1.41, 1];
        string[] at = ["at 1 s", "at 2 s", "at 3 s", "mean"];
        return new()
        {
            Id = "planning",
            Title = "Open-loop planning",
            About = "The planned path of three seconds against the one that was driven. Open loop says little about driving: a planner that never looks does well here, which is why such planners stand beside it.",
            Baselines =
            [
                new("constant-velocity", "Constant velocity", "The car goes on as it does."),
                new("ego-mlp", "Ego-MLP", "A small network that sees the car's state and the command, and no camera."),
                new("command-mean", "Command mean", "The mean path of the training data under the route's command."),
                new("expert", "Expert", "The world's own driver, planned again.", "the data set does not say how its expert decided"),
            ],
            Measures =
            [
                .. conventions.SelectMany(c => at.Select((when, i) =>
                    Measure($"planning.l2.{c.Id}.{i}", $"L2 {when}", c.Name, "m", c.Name, c.Population, c.Count, false, (c.L2 - 0.02 * better) * growth[i],
                        ("constant-velocity", c.L2 * 1.62 * growth[i]), ("ego-mlp", c.L2 * 0.996 * growth[i]), ("command-mean", c.L2 * 4.2 * growth[i])) with { Headline = c.Id == "omnidrive" && i == 3 })
                    .Concat(at.Select((when, i) =>
                    Measure($"planning.collision.{c.Id}.{i}", $"Collision {when}", c.Name, "%", c.Name, c.Population, c.Count, false, c.Collision * growth[i],
                        ("constant-velocity", c.Collision * 1.9 * growth[i]), ("ego-mlp", c.Collision * 0.8 * growth[i])) with { Headline = c.Id == "omnidrive" && i == 3 }))),
                new ReportMeasure
                {
                    Id = "planning.boundary.omnidrive", Title = "Boundary crossed within 3 s", Group = "Road", Unit = "%", Convention = "OmniDrive, BEV-Planner", Population = "key frames on the road", Count = 0,
                    HigherIsBetter = false, Value = new(null, null, null, []),
                },
            ],
        };
    }

    private static ReportSection Captions(double better)
    {
        (string Id, string Title, double Own, double Base)[] scores = [("cider", "CIDEr", 0.796, 0.118), ("rouge_l", "ROUGE-L", 0.337, 0.212), ("meteor", "METEOR", 0.388, 0.240), ("bleu_4", "BLEU-4", 0.214, 0.088)];
        return new()
        {
            Id = "captions",
            Title = "Descriptions and conversation",
            About = "Greedy answers to the description question and to each conversation question, all pairs pooled.",
            Baselines = [new("commonest", "Commonest answer", "The most frequent answer of the training data to that question.")],
            Measures =
            [
                .. scores.Select(s => Measure("captions." + s.Id, s.Title, "As published", "", "HERMES: raw strings, no PTB tokens", "all pairs", 5_760, true, s.Own + 0.004 * better, ("commonest", s.Base)) with { Headline = s.Id == "cider" }),
                .. scores.Where(s => s.Id != "meteor").Select(s => Measure("captions.ptb." + s.Id, s.Title, "With PTB tokens", "", "COCO captions: PTB tokens", "all pairs", 5_760, true, 1.04 * s.Own, ("commonest", s.Base))),
            ],
        };
    }

    private static ReportSection Questions(double better)
    {
        (string Id, string Title, long Count, double Own, double Base)[] templates =
        [
            ("count", "How many <things> are there \"ahead\"?", 1440, 61.2, 44.0), ("moving", "Is the car in the given place moving?", 960, 88.4, 71.5), ("light", "What does the traffic light show?", 412, 74.0, 74.0),
            ("safe", "Is it safe to turn left & go?", 960, 69.1, 72.8),
        ];
        return new()
        {
            Id = "questions",
            Title = "Closed questions",
            About = "Questions with one right answer out of few, by template; an answer that is none of them is wrong.",
            Baselines = [new("blind", "Blind", "The most frequent right answer of the template.")],
            Measures =
            [
                Measure("questions.accuracy", "Accuracy, all templates", "", "%", "exact answer", "all questions", 3772, true, 73.4 + better, ("blind", 62.3)) with { Headline = true },
                .. templates.Select(t => Measure("questions.accuracy." + t.Id, t.Title, "By template", "%", "exact answer", "questions of the template", t.Count, true, t.Own + better, ("blind", t.Base))),
            ],
        };
    }

    private static ReportSection Detection() => new()
    {
        Id = "detection",
        Title = "Detection",
        About = "3D boxes by nuScenes' detection protocol.",
        Absent = "The pack has no detector.",
        Baselines = [new("none", "No boxes", "An empty list.")],
    };

    private static Dictionary<string, string> Conventions => new()
    {
        ["Occ3D (CVPR 2023), camera mask"] = "Only voxels that a camera can see count. 17 classes; free is no class of the mean. Counts are summed over all key frames before the division.",
        ["Occ3D, no mask (SparseWorld)"] = "All voxels of the grid count, also those that no sensor saw.",
        ["RayIoU (SparseOcc 2024)"] = "Rays from LiDAR origins along the drive; a hit counts where the class is right and the depth within 1, 2 or 4 m; the mean of the three.",
        ["OmniDrive, BEV-Planner"] = "L2 is the mean of the steps up to the instant; a collision is any step up to it. The ego box turns with the path; vehicles only; 0.1 m cells.",
        ["UniAD (NoAvg)"] = "Error and collision at the instant itself; vehicles only; the ego box does not turn; 0.5 m cells.",
        ["ST-P3, VAD (TemAvg)"] = "Means of the steps up to the instant; vehicles and pedestrians; the ego box does not turn; 0.5 m cells.",
        ["AD-MLP (ST-P3, offline)"] = "As ST-P3, with the occupancy of a segmentation file and a list of tokens of its own.",
        ["SparseDrive, DiffusionDrive"] = "Means of the steps up to the instant; exact intersection of polygons; all boxes.",
        ["HERMES: raw strings, no PTB tokens"] = "CIDEr and ROUGE-L on raw strings, without the tokens of the Penn Treebank; METEOR of NLTK.",
        ["COCO captions: PTB tokens"] = "As the COCO caption evaluation: lower case, punctuation dropped.",
        ["exact answer"] = "The answer's first words are one of the allowed answers, and it is the right one.",
    };

    // A row of six pictures with a horizon, the same bytes every time.
    private static byte[] Strip(int width, int height)
    {
        byte[] pixels = new byte[3 * width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int frame = x / (width / 6), within = x % (width / 6);
                bool ground = y > height / 2 + 4 * (frame % 3);
                bool road = ground && Math.Abs(within - width / 12) < 12 + (y - height / 2) * 0.9;
                (int r, int g, int b) = road ? (92, 96, 104) : ground ? (88, 130, 84) : (150 + y / 2, 190 + y / 4, 228);
                if (within < 3)
                {
                    (r, g, b) = (12, 16, 24);
                }
                (pixels[3 * (y * width + x)], pixels[3 * (y * width + x) + 1], pixels[3 * (y * width + x) + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        }
        return ImageEncoding.ToPng(new RgbImage(width, height, pixels));
    }
}
