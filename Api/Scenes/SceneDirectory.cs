using VoxPilot.Api.Problems;
using VoxPilot.Driving;

namespace VoxPilot.Api.Scenes;

/// <summary>Finds scenes by what clients call them, and tells an expired scene from one that never was.</summary>
internal sealed class SceneDirectory(IDrivingService driving)
{
    /// <summary>In place of an id: the scene that was made last. For exploring by hand; programs use ids.</summary>
    public const string Latest = "latest";

    private const int Remembered = 10_000;

    private readonly Lock gate = new();
    private readonly HashSet<string> issued = [];
    private readonly Queue<string> ages = new();
    private string? latest;

    /// <summary>Notes a scene that was made.</summary>
    public void Add(Scene scene)
    {
        lock (gate)
        {
            latest = scene.Id;
            if (issued.Add(scene.Id))
            {
                ages.Enqueue(scene.Id);
            }
            while (ages.Count > Remembered)
            {
                issued.Remove(ages.Dequeue());
            }
        }
    }

    /// <summary>The scene of an id.</summary>
    /// <exception cref="ProblemException">There is none, or it has expired.</exception>
    public Scene Find(string id)
    {
        string name = Resolve(id);
        if (driving.TryGetScene(name, out Scene? scene))
        {
            return scene;
        }
        throw Missing(name);
    }

    /// <summary>Drops a scene.</summary>
    /// <exception cref="ProblemException">There is none, or it has expired.</exception>
    public void Remove(string id)
    {
        string name = Resolve(id);
        if (!driving.RemoveScene(name))
        {
            throw Missing(name);
        }
        lock (gate)
        {
            issued.Remove(name);
            latest = latest == name ? null : latest;
        }
    }

    private string Resolve(string id)
    {
        if (id != Latest)
        {
            return id;
        }
        lock (gate)
        {
            return latest ?? throw new ProblemException(ProblemTypes.SceneNotFound, "No scene has been made yet; POST frames to /v1/scenes first.");
        }
    }

    private ProblemException Missing(string id)
    {
        string shown = ShownText.Of(id);
        lock (gate)
        {
            return issued.Contains(id)
                ? new(ProblemTypes.SceneExpired, $"The scene '{shown}' has expired; POST its frames to /v1/scenes again.")
                : new(ProblemTypes.SceneNotFound, $"There is no scene '{shown}'; POST frames to /v1/scenes and use the id of the answer.");
        }
    }
}
