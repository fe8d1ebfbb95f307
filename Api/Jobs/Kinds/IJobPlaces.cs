namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>Where what a job names lies: on this machine, to run it, or in words that hold anywhere, to show it.</summary>
internal interface IJobPlaces
{
    /// <summary>Folder of a data set.</summary>
    string Dataset(string name);

    /// <summary>Folder of a data set that the job makes.</summary>
    string NewDataset(string name);

    /// <summary>Folder or name of a pack, or of the pack that a job leaves.</summary>
    string Pack(string name);

    /// <summary>Folder of the teacher that a job leaves.</summary>
    string Teacher(string job);

    /// <summary>The adapter that a job leaves.</summary>
    string Adapter(string job);

    /// <summary>A path in the job's own folder.</summary>
    string Own(string path);
}
