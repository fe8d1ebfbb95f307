using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Jobs.Queue;

/// <summary>Where jobs and their queue are kept.</summary>
public sealed record JobDatabaseOptions
{
    /// <summary>PostgreSQL's connection string (Npgsql's): several nodes share the queue. null: SQLite below the data root, for this node alone.</summary>
    public string? Postgres { get; set; }

    /// <summary>Folder for jobs' files and generated data sets that all nodes reach by the same path; null: the data root.</summary>
    public string? Folder { get; set; }

    /// <summary>Seconds between two of the queue's looks for work that another node has left.</summary>
    [Range(1, 600)]
    public double IdleSeconds { get; set; } = 2;
}
