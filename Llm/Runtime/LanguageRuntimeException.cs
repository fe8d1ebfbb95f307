namespace VoxPilot.Llm;

/// <summary>The language runtime could not be loaded or failed. The message says what was expected, what was found and what to change.</summary>
public sealed class LanguageRuntimeException : Exception
{
    /// <summary>With the given message.</summary>
    public LanguageRuntimeException(string message) : base(message)
    {
    }

    /// <summary>With the failure beneath.</summary>
    public LanguageRuntimeException(string message, Exception inner) : base(message, inner)
    {
    }
}
