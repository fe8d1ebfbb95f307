namespace VoxPilot.Jobs.Reports;

/// <summary>What a report must keep to, beyond its types.</summary>
internal static class ReportCheck
{
    /// <summary>Refuses a report that contradicts itself.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What it is called in the message.</param>
    /// <exception cref="InvalidDataException">It does; the message names the first fault and its place.</exception>
    public static void Throw(Report report, string name)
    {
        if (Fault(report) is string fault)
        {
            throw new InvalidDataException($"{name}: {fault}");
        }
    }

    private static string? Fault(Report report)
    {
        if (report.Bootstrap.Replicates < 1)
        {
            return $"bootstrap.replicates is {report.Bootstrap.Replicates}; 1 or more was expected.";
        }
        if (report.Data.Scenes.Count == 0 || report.Data.Keyframes < 1)
        {
            return $"data has {report.Data.Scenes.Count} scenes and {report.Data.Keyframes} key frames; at least one of each was expected.";
        }
        if (report.Seconds.FirstOrDefault(s => !double.IsFinite(s.Value) || s.Value < 0) is { Key: string stage, Value: double seconds })
        {
            return $"seconds.{stage} is {seconds}; a number of seconds was expected.";
        }
        HashSet<string> sections = [], measures = [];
        foreach (ReportSection section in report.Sections)
        {
            if (!sections.Add(section.Id))
            {
                return $"the section {section.Id} is there twice.";
            }
            if (Fault(section, measures, report.Bootstrap.Replicates) is string fault)
            {
                return $"section {section.Id}: {fault}";
            }
        }
        return null;
    }

    private static string? Fault(ReportSection section, HashSet<string> measures, int draws)
    {
        if (section.Absent is not null && section.Measures.Count > 0)
        {
            return $"it is absent ({section.Absent}) and has {section.Measures.Count} measures; an absent task has none.";
        }
        HashSet<string> baselines = [.. section.Baselines.Select(b => b.Id)];
        if (baselines.Count < section.Baselines.Count)
        {
            return "two of its baselines have one id.";
        }
        foreach (ReportMeasure measure in section.Measures)
        {
            if (!measures.Add(measure.Id))
            {
                return $"the measure {measure.Id} is there twice.";
            }
            if (measure.Convention.Length == 0 || measure.Population.Length == 0)
            {
                return $"the measure {measure.Id} does not say its convention and its population.";
            }
            if (measure.Count < 0)
            {
                return $"the measure {measure.Id} is made of {measure.Count} things; 0 or more was expected.";
            }
            if (measure.Baselines.Keys.FirstOrDefault(b => !baselines.Contains(b)) is string unknown)
            {
                return $"the measure {measure.Id} has a figure of the baseline {unknown}, which the section does not list.";
            }
            foreach ((string of, ReportValue value) in measure.Baselines.Append(new("value", measure.Value)))
            {
                if (Fault(value, draws) is string fault)
                {
                    return $"the measure {measure.Id}, {of}: {fault}";
                }
            }
        }
        return section.Baselines.FirstOrDefault(b => b.Absent is not null && section.Measures.Any(m => m.Baselines.ContainsKey(b.Id))) is { } absent
            ? $"the baseline {absent.Id} is absent ({absent.Absent}) and has figures; an absent baseline has none."
            : null;
    }

    private static string? Fault(ReportValue value, int draws)
    {
        if (value.Value is double at && !double.IsFinite(at))
        {
            return $"the figure is {at}; where it is not defined it must be null.";
        }
        if ((value.Low is null) != (value.High is null) || value is { Low: double low, High: double high } && !(low <= high && double.IsFinite(low) && double.IsFinite(high)))
        {
            return $"the interval runs from {value.Low?.ToString() ?? "null"} to {value.High?.ToString() ?? "null"}; two rising numbers, or null twice, were expected.";
        }
        return value.Replicates.Length == 0 || value.Replicates.Length == draws
            ? null
            : $"it has {value.Replicates.Length} draws and the report's bootstrap {draws}; as many, or none, were expected.";
    }
}
