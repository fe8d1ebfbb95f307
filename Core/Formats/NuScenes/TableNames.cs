namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>The 13 tables of nuScenes v1.0.</summary>
internal static class TableNames
{
    /// <summary>All tables, in the order of nuScenes' schema.</summary>
    public static IReadOnlyList<(Type Row, string Name)> All { get; } =
    [
        (typeof(AttributeRow), "attribute"),
        (typeof(CalibratedSensorRow), "calibrated_sensor"),
        (typeof(CategoryRow), "category"),
        (typeof(EgoPoseRow), "ego_pose"),
        (typeof(InstanceRow), "instance"),
        (typeof(LogRow), "log"),
        (typeof(MapRow), "map"),
        (typeof(SampleRow), "sample"),
        (typeof(SampleAnnotationRow), "sample_annotation"),
        (typeof(SampleDataRow), "sample_data"),
        (typeof(SceneRow), "scene"),
        (typeof(SensorRow), "sensor"),
        (typeof(VisibilityRow), "visibility"),
    ];

    /// <summary>Name of the table whose rows have the given type.</summary>
    public static string Of(Type row)
    {
        foreach ((Type type, string name) in All)
        {
            if (type == row)
            {
                return name;
            }
        }
        throw new ArgumentException($"{row.Name} is no row of a nuScenes table.", nameof(row));
    }
}
