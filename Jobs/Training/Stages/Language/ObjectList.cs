using System.Globalization;
using System.Text;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// What is true of a key frame as a list in text, in the place where a scene's tokens stand later: a language model learns on it to reason over places
/// and motion before it has to learn to see.
/// </summary>
internal static class ObjectList
{
    private const double Reach = 42, Still = 0.3;
    private const int LeastVisible = 2;

    /// <summary>The list: own speed and command, then boxes that can be seen, nearest first.</summary>
    /// <param name="keyframe">The key frame with its boxes.</param>
    /// <param name="most">Boxes at most.</param>
    public static string Of(Keyframe keyframe, int most)
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
        foreach (AnnotatedBox box in keyframe.Boxes
            .Where(box => Distance(box) < Reach && (box.Visibility >= LeastVisible || box.Visibility == 0 && box.LidarPoints > 0))
            .OrderBy(Distance).Take(most))
        {
            Vector3D at = box.Box.Center;
            text.Append(CultureInfo.InvariantCulture, $"{Word(box.Category)} ({at.X:+0.0;-0.0;0.0}, {at.Y:+0.0;-0.0;0.0})");
            if (Math.Sqrt(box.Velocity.X * box.Velocity.X + box.Velocity.Y * box.Velocity.Y) > Still)
            {
                text.Append(CultureInfo.InvariantCulture, $" velocity ({box.Velocity.X:+0.0;-0.0;0.0}, {box.Velocity.Y:+0.0;-0.0;0.0})");
            }
            text.Append("; ");
        }
        return text.ToString().TrimEnd();
    }

    private static double Distance(AnnotatedBox box) => Math.Sqrt(box.Box.Center.X * box.Box.Center.X + box.Box.Center.Y * box.Box.Center.Y);

    // nuScenes' category as questions name it: vehicle.bus.rigid, human.pedestrian.adult, movable_object.trafficcone …
    private static string Word(string category)
    {
        string[] parts = category.Split('.');
        return parts switch
        {
            ["human", ..] => "pedestrian",
            [_, "trafficcone", ..] => "traffic cone",
            [_, "construction", ..] => "construction vehicle",
            [_, var word, ..] => word.Replace('_', ' '),
            _ => category,
        };
    }
}
