using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Simulation;
using VoxPilot.World.Towns;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Sheets;

/// <summary>
/// Draws how a drive ended: for each instant what the front camera sees and, below it, the scene from above, forward up, with the plan that
/// is being driven. The same film gives the same bytes. Owns its buffers, so that it serves one thread at a time.
/// </summary>
public sealed class FilmStrip
{
    private const int Panel = 288, CameraHeight = Panel * 9 / 16, Gap = 8, Head = 40, Label = 20, Foot = 30;
    private const int Text = 0xE8EAF0, Quiet = 0x9AA3B5, Alarm = 0xFF5A5A;

    private static readonly (string Word, int Color)[] Legend =
    [
        ("OWN CAR", FilmPanel.OwnCar), ("PLAN OF 3 S", FilmPanel.Plan), ("DRIVEN SO FAR", FilmPanel.Driven), ("ROUTE", FilmPanel.Route),
        ("CAR", Of(OccupancyClass.Car)), ("TRUCK", Of(OccupancyClass.Truck)), ("BUS", Of(OccupancyClass.Bus)), ("BICYCLE", Of(OccupancyClass.Bicycle)),
        ("PERSON", Of(OccupancyClass.Pedestrian)), ("BARRIER", Of(OccupancyClass.Barrier)), ("HOUSE", FilmPanel.House), ("PLANT", FilmPanel.Plant),
    ];

    private readonly SimulationCameras front = new(new([NuScenesRig.Create(Panel, CameraHeight).Cameras.First(camera => camera.Name == "CAM_FRONT")]));

    /// <summary>The strip.</summary>
    public RgbImage Draw(Film film)
    {
        ArgumentNullException.ThrowIfNull(film);
        ArgumentOutOfRangeException.ThrowIfZero(film.Frames.Count, nameof(film));
        Town town = TownGenerator.Create(film.Seed);
        Weather weather = Weather.FromSeed(film.Seed);
        int count = film.Frames.Count;
        Canvas canvas = new(Gap + count * (Panel + Gap), Head + Label + CameraHeight + Gap + Panel + Foot);
        canvas.Words(film.Title, Gap, 13, Text, Fitting(film.Title, canvas.Width - 2 * Gap));
        FilmPanel above = new(town, film, Panel);
        for (int i = 0; i < count; i++)
        {
            FilmFrame frame = film.Frames[i];
            int left = Gap + i * (Panel + Gap), top = Head + Label;
            canvas.Words(FormattableString.Invariant($"{frame.Moment.Time:0.0} S   {frame.Moment.Ego.Speed * 3.6:0} KM/H"), left, Head + 3, i == count - 1 ? Alarm : Quiet);
            CameraView view = front.Look(town, weather, film.Seed, film.Agents, frame.Moment, frame.Index)[0];
            Mark(view, film.Struck);
            canvas.Picture(view.Image, left, top, Panel, CameraHeight);
            canvas.Picture(above.Draw(frame, last: i == count - 1), left, top + CameraHeight + Gap, Panel, Panel);
        }
        int at = Gap;
        foreach ((string word, int color) in film.Struck >= 0 ? [.. Legend, ("WHAT WAS HIT", FilmPanel.Struck)] : Legend)
        {
            canvas.Fill(at, canvas.Height - 20, 10, 10, color);
            at = canvas.Words(word, at + 16, canvas.Height - 20, Quiet) + 22;
        }
        return canvas.Image;
    }

    private static int Of(OccupancyClass label) => ClassPalette.Of((int)label);

    // Dots that let a line fit: 3, or fewer.
    private static int Fitting(string words, int width) => Math.Clamp(width / ((PixelFont.Columns + 1) * Math.Max(1, words.Length)), 1, 3);

    // A red rim around the agent's pixels.
    private static void Mark(CameraView view, int agent)
    {
        if (agent < 0)
        {
            return;
        }
        (int width, int height) = (view.Image.Width, view.Image.Height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (Is(x, y) && !(Is(x - 2, y) && Is(x + 2, y) && Is(x, y - 2) && Is(x, y + 2)))
                {
                    int at = 3 * (y * width + x);
                    (view.Image.Pixels[at], view.Image.Pixels[at + 1], view.Image.Pixels[at + 2]) = (FilmPanel.Struck >> 16 & 255, FilmPanel.Struck >> 8 & 255, FilmPanel.Struck & 255);
                }
            }
        }

        bool Is(int x, int y) => (uint)x < (uint)width && (uint)y < (uint)height && view.Agents[y * width + x] == agent;
    }
}
