using System.Xml.Linq;

namespace VoxPilot.Driving.Tests;

public sealed class ForeignNamesTests
{
    [Theory]
    [InlineData("using VoxPilot.Llm;", "Llm")]
    [InlineData("global using VoxPilot.Llm.Engine;", "Llm")]
    [InlineData("    using static VoxPilot.Core.Rig;", "Core")]
    [InlineData("using P = VoxPilot.Planning.Planner;", "Planning")]
    [InlineData("object x = new global::VoxPilot.World.Street();", "World")]
    [InlineData("var t = TorchSharp.torch.zeros(1);", "TorchSharp")]
    [InlineData("using static TorchSharp.torch;", "TorchSharp")]
    [InlineData("Assembly.Load(\"VoxPilot.Api\");", "Api")]
    [InlineData("string s = \"http://a\"; VoxPilot.Api.Host h;", "Api")]
    [InlineData("char c = '\"'; VoxPilot.Api.Host h; // \"", "Api")]
    [InlineData("/* a */ VoxPilot.Api.Host h; /* b */", "Api")]
    [InlineData("string s = @\"\\\"; VoxPilot.Api.Host h; // \"", "Api")]
    public void A_name_is_seen_wherever_it_stands(string source, string part) => Assert.Equal([part], ForeignNames.InSource(source));

    [Theory]
    [InlineData("// VoxPilot.Api")]
    [InlineData("/// <see cref=\"VoxPilot.Api.Host\"/>")]
    [InlineData("/* TorchSharp\n * VoxPilot.Api */ int x;")]
    [InlineData("var NotTorchSharpAtAll = voxPilotApi.Core;")]
    public void Comments_and_other_words_name_nothing(string source) => Assert.Empty(ForeignNames.InSource(source));

    [Fact]
    public void A_project_names_what_it_imports_for_all_sources()
    {
        XDocument project = XDocument.Parse("""
            <Project>
              <ItemGroup><Using Include="VoxPilot.Api;System.Linq" /><Using Include="TorchSharp.torch" Static="true" /></ItemGroup>
              <ItemGroup><ProjectReference Include="../World/VoxPilot.World.csproj" /></ItemGroup>
            </Project>
            """);
        Assert.Equal(["Api", "TorchSharp"], ForeignNames.InProject(project));
    }
}
