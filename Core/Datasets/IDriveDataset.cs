namespace VoxPilot.Core.Datasets;

/// <summary>Annotated drives, by key frame. Several threads may read at once.</summary>
public interface IDriveDataset
{
    /// <summary>The folder's name.</summary>
    string Name { get; }

    /// <summary>Number of key frames.</summary>
    int Count { get; }

    /// <summary>Token of a key frame.</summary>
    string Token(int index);

    /// <summary>Name of the scene that a key frame belongs to; key frames of a scene are neighbours, in the order of time.</summary>
    string Scene(int index);

    /// <summary>Position of a key frame in its scene.</summary>
    int IndexInScene(int index);

    /// <summary>Reads a key frame.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="parts">What is to be read; the rest stays null or empty.</param>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names it and the sample.</exception>
    Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All);

    /// <summary>Reads an earlier or later key frame of the same scene; null where the scene does not reach.</summary>
    /// <param name="index">Which key frame it is counted from.</param>
    /// <param name="offset">Key frames later; below 0: earlier.</param>
    /// <param name="parts">What is to be read.</param>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names it and the sample.</exception>
    Keyframe? ReadBeside(int index, int offset, KeyframeParts parts)
    {
        int there = index + offset;
        return there >= 0 && there < Count && IndexInScene(there) == IndexInScene(index) + offset ? Read(there, parts) : null;
    }
}
