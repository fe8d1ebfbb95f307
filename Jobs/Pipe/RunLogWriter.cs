using System.Text;

namespace VoxPilot.Jobs.Pipe;

/// <summary>Makes lines of text lines of a run's log.</summary>
internal sealed class RunLogWriter(RunPipe pipe) : TextWriter
{
    private readonly Lock gate = new();
    private readonly StringBuilder line = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        lock (gate)
        {
            if (value != '\n')
            {
                line.Append(value);
                return;
            }
            string text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.Length > 0)
            {
                pipe.Tell(new RunLogged(text));
            }
        }
    }
}
