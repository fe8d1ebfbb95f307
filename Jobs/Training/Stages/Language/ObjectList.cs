using System.Globalization;
using System.Text;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Questions;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// What is true of a key frame as a list in text, in the place where a scene's tokens stand later: a language model learns on it to reason over places
/// and motion before it has to learn to see.
/// </summary>
internal static class ObjectList
{
    private const double Reach = 42, Still = 0.3;

    /// <summary>The boxes that are listed: those that can be seen, nearest first.</summary>
    /// <param name="keyframe">The key frame with its boxes.</param>
    /// <param name="most">Boxes at most.</param>
    public static IReadOnlyList<AnnotatedBox> Boxes(Keyframe keyframe, int most) =>
    [
        .. keyframe.Boxes.Where(box => Distance(box) < Reach && BoxQuestions.IsVisible(box) && DetectionClasses.OfCategory(box.Category) is not null).OrderBy(Distance).Take(most),
    ];

    /// <summary>The list: own speed and command, then boxes.</summary>
    public static string Of(Keyframe keyframe, IReadOnlyList<AnnotatedBox> boxes)
    {
        StringBuilder text = new();
        if (keyframe.Frame.Ego is { } ego)
        {
            text.Append(CultureInfo.InvariantCulture, $"speed {ego.Speed:0.0}; ");
        }
        if (keyframe.Frame.Command is { } command)
        {
            text.Append(command switch { Command.Left => "left; ", Command.Right => "right; ", _ => "straight; " });
        }
        foreach (AnnotatedBox box in boxes)
        {
            Vector3D at = box.Box.Center;
            string word = DetectionClasses.Names[(int)DetectionClasses.OfCategory(box.Category)!.Value].Replace('_', ' ');
            text.Append(CultureInfo.InvariantCulture, $"{word} ({at.X:+0.0;-0.0;0.0}, {at.Y:+0.0;-0.0;0.0})");
            if (Math.Sqrt(box.Velocity.X * box.Velocity.X + box.Velocity.Y * box.Velocity.Y) > Still)
            {
                text.Append(CultureInfo.InvariantCulture, $" velocity ({box.Velocity.X:+0.0;-0.0;0.0}, {box.Velocity.Y:+0.0;-0.0;0.0})");
            }
            text.Append("; ");
        }
        return text.ToString().TrimEnd();
    }

    private static double Distance(AnnotatedBox box) => Math.Sqrt(box.Box.Center.X * box.Box.Center.X + box.Box.Center.Y * box.Box.Center.Y);
}
