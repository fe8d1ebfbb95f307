namespace VoxPilot.Api.Hosting;

/// <summary>Holds a data root for one server. The lock ends with the process, however it ends.</summary>
internal sealed class DataRootLock : IDisposable
{
    /// <summary>Name of the locked file.</summary>
    public const string LockFile = "voxpilot.lock";

    /// <summary>Name of the file that says who holds the lock.</summary>
    public const string HolderFile = "voxpilot.holder";

    private readonly FileStream stream;

    private DataRootLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <param name="root">What is locked.</param>
    /// <param name="address">Where this server listens; told to whoever comes second.</param>
    /// <param name="time">Says since when.</param>
    /// <exception cref="StartupException">Another server holds it, or the folder cannot be written to.</exception>
    public static DataRootLock Take(DataRoot root, string address, TimeProvider time)
    {
        string holder = Path.Combine(root.Path, HolderFile);
        try
        {
            FileStream stream = new(Path.Combine(root.Path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, $"process {Environment.ProcessId} on {Environment.MachineName}, serving {address} since {time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z\n");
            return new(stream);
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartupException($"The data root {root.Path} cannot be written to; set {DataRoot.Variable} to a folder that can.");
        }
        catch (IOException)
        {
            string who = File.Exists(holder) ? File.ReadAllText(holder).Trim() : "another process";
            throw new StartupException($"The data root {root.Path} is held by {who}; stop it, or set {DataRoot.Variable} to another folder.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
