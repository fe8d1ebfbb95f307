using VoxPilot.Jobs.Ablations;

namespace VoxPilot.Api.Commands;

/// <summary>What the commands that train and measure many models for one table have in common.</summary>
internal static class ComparedRuns
{
    /// <summary>What is said where one is stopped.</summary>
    public const string Stopped = "Stopped; what is done is kept. Go on with --resume.";

    /// <summary>Shows how far they are.</summary>
    public static AblationListener Listener(TextWriter output)
    {
        bool terminal = !Console.IsOutputRedirected;
        TrainingProgressLine training = new(output, terminal);
        EvaluationProgressLine measuring = new(output, terminal);
        return new()
        {
            News = news =>
            {
                training.End();
                output.WriteLine(news);
            },
            Preparing = training.Preparing,
            Training = training.Show,
            Measuring = measuring.Show,
        };
    }
}
