using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace VoxPilot.Llm.Native;

/// <summary>Takes llama.cpp's log off the console: lines go to <see cref="Sink"/>, and the last warnings and errors are kept for exceptions.</summary>
internal static unsafe class LlamaLog
{
    private const int Kept = 8;
    private const int LevelWarning = 3; // GGML_LOG_LEVEL_WARN; 4 is error, 5 continues the line before
    private const int LevelContinue = 5;

    private static readonly ConcurrentQueue<string> Recent = new();
    private static readonly Lock Gate = new();
    private static readonly StringBuilder Line = new();
    private static int _level;

    /// <summary>Where whole lines go; null drops them.</summary>
    public static Action<string>? Sink { get; set; }

    public static void Install() => LlamaApi.llama_log_set(&OnText, null);

    /// <summary>The last warnings and errors, oldest first; they are forgotten.</summary>
    public static string TakeRecent()
    {
        var lines = new List<string>();
        while (Recent.TryDequeue(out var line))
        {
            lines.Add(line);
        }

        return string.Join("; ", lines);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnText(int level, byte* text, void* userData)
    {
        try
        {
            var piece = Marshal.PtrToStringUTF8((nint)text) ?? "";
            lock (Gate)
            {
                if (level != LevelContinue)
                {
                    _level = level;
                }

                Line.Append(piece);
                if (!piece.EndsWith('\n'))
                {
                    return;
                }

                var line = Line.ToString().TrimEnd();
                Line.Clear();
                if (line.Length == 0)
                {
                    return;
                }

                if (_level is >= LevelWarning and < LevelContinue)
                {
                    Recent.Enqueue(line);
                    while (Recent.Count > Kept)
                    {
                        Recent.TryDequeue(out _);
                    }
                }

                Sink?.Invoke(line);
            }
        }
#pragma warning disable CA1031 // no managed exception may cross the native frame
        catch (Exception)
        {
        }
#pragma warning restore CA1031
    }
}
