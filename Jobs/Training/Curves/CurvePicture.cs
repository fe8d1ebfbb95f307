using VoxPilot.Core.Imaging;
using VoxPilot.Jobs.Reports;
using VoxPilot.World.Sheets;

namespace VoxPilot.Jobs.Training;

/// <summary>The curves of one or several runs as a small picture: the loss above, its terms below.</summary>
public static class CurvePicture
{
    /// <summary>Columns of a picture.</summary>
    public const int Width = 960;

    private const int Columns = 3, Head = 34, TotalHeight = 280, TermHeight = 150;
    private const int Fine = 3; // curves are drawn so much larger and averaged, which makes them smooth
    private const int Back = 0x0B0F17, Panel = 0x121926, Line = 0x26324A, Text = 0xE6ECF7, Soft = 0x98A6C0;

    // The colours of pages in the dark: one for each run.
    private static readonly int[] s_runs = [0x4FD1C5, 0xF6AD55, 0xB3A5FF, 0xF48FB8, 0x7CC0F5, 0xC3D388];

    /// <summary>Writes the picture as a PNG.</summary>
    /// <param name="runs">The runs, one or more; several are laid over each other.</param>
    /// <param name="path">The file; its folder is made if absent, and a file of that name is replaced.</param>
    /// <exception cref="InvalidDataException">A run has no line of losses yet, or its log is damaged.</exception>
    public static void Write(IReadOnlyList<RunFolder> runs, string path)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportFile.WriteWhole(path, ImageEncoding.ToPng(Of(RunCurve.Read(runs))));
    }

    /// <summary>The picture.</summary>
    internal static RgbImage Of(IReadOnlyList<RunCurve> runs)
    {
        CurveFigure total = CurveFigure.Total(runs);
        IReadOnlyList<CurveFigure> terms = CurveFigure.Terms(runs);
        CurveScale steps = CurveScale.Steps(total.Runs);
        int rows = (terms.Count + Columns - 1) / Columns, width = Width / Columns;
        Canvas canvas = new(Width, Head + TotalHeight + rows * TermHeight, Back);
        int left = 16;
        for (int run = 0; run < runs.Count && left < Width; run++)
        {
            left = canvas.Words(runs[run].Name, left, 13, s_runs[run % s_runs.Length]) + 24;
        }
        Draw(canvas, total, steps, 0, Head, Width, TotalHeight);
        for (int i = 0; i < terms.Count; i++)
        {
            Draw(canvas, terms[i], steps, i % Columns * width, Head + TotalHeight + i / Columns * TermHeight, width, TermHeight);
        }
        return canvas.Image;
    }

    private static void Draw(Canvas canvas, CurveFigure figure, CurveScale steps, int left, int top, int width, int height)
    {
        const int Gap = 4, Title = 24, Foot = 20, Side = 52;
        canvas.Fill(left + Gap, top + Gap, width - 2 * Gap, height - 2 * Gap, Panel);
        int x = canvas.Words(figure.Title, left + Side, top + 11, Text) + 12;
        for (int run = 0; run < figure.Runs.Count; run++)
        {
            x = figure.Last(run) is double last ? canvas.Words(CurveScale.Text(last), x, top + 11, s_runs[run % s_runs.Length]) + 10 : x;
        }
        (int Left, int Top, int Width, int Height) plot = (left + Side, top + Gap + Title, width - Side - 3 * Gap, height - 2 * Gap - Title - Foot);
        canvas.Picture(Plot(figure, steps, plot.Width, plot.Height), plot.Left, plot.Top, plot.Width, plot.Height);
        foreach (double tick in figure.Scale.Ticks())
        {
            string text = CurveScale.Text(tick);
            canvas.Words(text, plot.Left - 6 - 4 * text.Length, plot.Top + (int)((1 - figure.Scale.Place(tick)) * plot.Height) - 2, Soft, dot: 1);
        }
        foreach (double tick in steps.Ticks())
        {
            string text = CurveScale.Text(tick);
            canvas.Words(text, plot.Left + (int)(steps.Place(tick) * plot.Width) - 2 * text.Length, plot.Top + plot.Height + 6, Soft, dot: 1);
        }
    }

    private static RgbImage Plot(CurveFigure figure, CurveScale steps, int width, int height)
    {
        Canvas fine = new(Fine * width, Fine * height, Panel);
        double X(double step) => steps.Place(step) * (fine.Width - 1);
        double Y(double value) => (1 - figure.Scale.Place(value)) * (fine.Height - 1);
        foreach (double tick in figure.Scale.Ticks())
        {
            fine.Fill(0, (int)Y(tick) - Fine / 2, fine.Width, Fine, Line);
        }
        fine.Fill(0, fine.Height - Fine, fine.Width, Fine, Soft);
        for (int run = 0; run < figure.Runs.Count; run++)
        {
            IReadOnlyList<CurvePoint> points = figure.Runs[run];
            int color = s_runs[run % s_runs.Length];
            for (int i = 0; i < points.Count; i++)
            {
                double before = X(points[Math.Max(0, i - 1)].Step), at = X(points[i].Step);
                fine.Line(before, Y(points[Math.Max(0, i - 1)].High), at, Y(points[i].Low), Faint(color), Fine);
                fine.Line(at, Y(points[i].Low), at, Y(points[i].High), Faint(color), Fine);
            }
        }
        for (int run = 0; run < figure.Runs.Count; run++)
        {
            IReadOnlyList<CurvePoint> points = figure.Runs[run];
            for (int i = 0; i < points.Count; i++)
            {
                CurvePoint before = points[Math.Max(0, i - 1)];
                fine.Line(X(before.Step), Y(before.Smooth), X(points[i].Step), Y(points[i].Smooth), s_runs[run % s_runs.Length], 2 * Fine);
            }
        }
        return fine.Image;
    }

    // A third of the colour on the panel's.
    private static int Faint(int color)
    {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8)
        {
            mixed |= ((color >> shift & 255) + 2 * (Panel >> shift & 255)) / 3 << shift;
        }
        return mixed;
    }
}
