namespace VoxPilot.Core;

/// <summary>Something a caller gave cannot be used. The message is one sentence that names the part and the fault and says what to change.</summary>
public sealed class InvalidInputException : Exception
{
    /// <summary>For the given part of the input (a JSON path such as <c>rig.cameras.CAM_FRONT.intrinsics</c>, or a camera's name).</summary>
    public InvalidInputException(string part, string message) : base(message) => Part = part;

    /// <summary>As above, with the failure beneath.</summary>
    public InvalidInputException(string part, string message, Exception inner) : base(message, inner) => Part = part;

    /// <summary>Which part of the input is at fault.</summary>
    public string Part { get; }
}
