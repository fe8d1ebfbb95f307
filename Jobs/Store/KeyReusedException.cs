namespace VoxPilot.Jobs.Store;

/// <summary>An idempotency key that belongs to another submission.</summary>
public sealed class KeyReusedException : Exception
{
    /// <summary>Says which.</summary>
    public KeyReusedException(string key, string job) : base($"The idempotency key '{key}' belongs to the job {job}, which was submitted with something else. Take a fresh key.")
    {
    }
}
