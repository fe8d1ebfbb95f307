using System.Xml.Linq;

namespace VoxPilot.Driving.Tests;

/// <summary>The arrows of the house point down only: what each project may name, and nothing else.</summary>
public sealed class LayerTests
{
    // Direct references; a part may use what its own parts use.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Torch"] = [],
        ["Perception"] = ["Core", "Torch"],
        ["Llm"] = ["Core", "Torch"],
        ["Planning"] = ["Core", "Torch"],
        ["Driving"] = ["Perception", "Llm", "Planning", "Core", "Torch"],
        ["World"] = ["Core"],
        ["Jobs"] = ["Driving", "World", "Perception", "Llm", "Planning", "Core", "Torch"],
        ["Api"] = ["Jobs", "Driving", "World", "Perception", "Llm", "Planning", "Core"],
    };

    private static readonly string Home = FindHome();

    public static TheoryData<string> Parts => [.. Directory.GetDirectories(Home).Select(d => Path.GetFileName(d)!).Where(d => File.Exists(ProjectOf(d)))];

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_references_only_parts_below_it(string part)
    {
        Assert.True(Allowed.TryGetValue(part, out string[]? below), $"{part}/ has no place in the house: give it its arrows here and in the design.");
        string[] referenced =
        [
            .. XDocument.Load(ProjectOf(part)).Descendants("ProjectReference")
                .Select(r => Path.GetFileName(Path.GetDirectoryName((string)r.Attribute("Include")!))!),
        ];
        Assert.Empty(referenced.Except(below!));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_names_only_namespaces_below_it(string part)
    {
        // Transitive references would compile: the names that a part's sources use tell what it really knows.
        HashSet<string> known = [part, .. Allowed[part]];
        if (known.Contains("Torch"))
        {
            known.Add(ForeignNames.Tensors);
        }
        string[] foreign = [.. Allowed.Keys.Append(ForeignNames.Tensors).Except(known)];
        foreach (string project in (string[])[ProjectOf(part), Path.Combine(Home, "Directory.Build.props")])
        {
            Assert.Empty(ForeignNames.InProject(XDocument.Load(project)).Intersect(foreign));
        }
        string[] offences =
        [
            .. Directory.EnumerateFiles(Path.Combine(Home, part), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => ForeignNames.InSource(File.ReadAllText(file)).Intersect(foreign).Select(name => $"{Path.GetRelativePath(Home, file)} names {name}")),
        ];
        Assert.Empty(offences);
    }

    [Theory]
    [InlineData("Perception")]
    [InlineData("Llm")]
    [InlineData("Planning")]
    public void The_three_networks_do_not_know_each_other(string part)
    {
        string[] assemblies = [.. System.Reflection.Assembly.Load($"VoxPilot.{part}").GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("VoxPilot.", StringComparison.Ordinal))];
        Assert.Empty(assemblies.Except(["VoxPilot.Core", "VoxPilot.Torch"]));
    }

    [Fact]
    public void The_domain_knows_neither_tensors_nor_web()
    {
        string[] assemblies = [.. typeof(Core.Frame).Assembly.GetReferencedAssemblies().Select(a => a.Name!)];
        Assert.DoesNotContain(assemblies, n => n.StartsWith("VoxPilot.", StringComparison.Ordinal) || n.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || n == "TorchSharp");
    }

    [Fact]
    public void Nothing_below_the_host_references_the_web()
    {
        foreach (string part in Parts.Select(p => p.Data).Where(p => p is not "Api"))
        {
            XDocument project = XDocument.Load(ProjectOf(part));
            Assert.Equal("Microsoft.NET.Sdk", (string?)project.Root!.Attribute("Sdk"));
            Assert.DoesNotContain(project.Descendants("FrameworkReference"), r => ((string)r.Attribute("Include")!).Contains("AspNetCore", StringComparison.Ordinal) && part != "Jobs");
        }
    }

    private static string ProjectOf(string part) => Path.Combine(Home, part, $"VoxPilot.{part}.csproj");

    private static string FindHome()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            if (File.Exists(Path.Combine(d.FullName, "VoxPilot.slnx")))
            {
                return d.FullName;
            }
        }
        throw new DirectoryNotFoundException("These tests run below the folder that holds VoxPilot.slnx.");
    }
}
