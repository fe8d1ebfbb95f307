using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace VoxPilot.Torch.Tests;

/// <summary>
/// Public members as lines "declaring type|signature", with types by their last name, so that a list made elsewhere and
/// this assembly can be compared: <c>TorchSharp.torch.Tensor|Tensor sum(Int64 dim, Boolean keepdim=False)</c>.
/// </summary>
internal static partial class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        where type.Namespace?.StartsWith("TorchSharp", StringComparison.Ordinal) == true
        from signature in Signatures(type)
        let line = $"{FullName(type)}|{signature}"
        orderby line.Split('|')[0], signature
        select line;

    /// <summary>Reads a list in which each type's members follow its line, indented.</summary>
    public static HashSet<string> Read(IEnumerable<string> lines)
    {
        var surface = new HashSet<string>(StringComparer.Ordinal);
        string owner = "";
        foreach (string line in lines)
        {
            if (line.StartsWith("type ", StringComparison.Ordinal))
                owner = Generics().Replace(line[5..line.IndexOf(" : ", StringComparison.Ordinal)], "");
            else
                surface.Add($"{owner}|{Short(line.Trim())}");
        }

        return surface;
    }

    public static IEnumerable<string> Grouped(IEnumerable<string> lines) =>
        lines.GroupBy(static line => line.Split('|')[0]).SelectMany(static g => g.Select(static line => "  " + line.Split('|', 2)[1]).Prepend(g.Key));

    public static IEnumerable<string> Ungrouped(IEnumerable<string> lines)
    {
        string owner = "";
        foreach (string line in lines)
        {
            if (line.StartsWith(' '))
                yield return $"{owner}|{line.Trim()}";
            else
                owner = line;
        }
    }

    private static IEnumerable<string> Signatures(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            yield break;
        foreach (MemberInfo member in type.GetMembers(Declared).Where(static m => !m.Name.Contains('<', StringComparison.Ordinal) && !Overrides(m)))
        {
            string? signature = member switch
            {
                MethodInfo { IsSpecialName: true } m when !m.Name.StartsWith("op_", StringComparison.Ordinal) => null,
                MethodInfo m => $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)} {m.Name}({Parameters(m)})",
                ConstructorInfo { IsStatic: false } c => $".ctor({Parameters(c, defaults: false)})", // the other list has none there
                PropertyInfo p => $"prop {Name(p.PropertyType)} {p.Name}[{string.Join(",", p.GetIndexParameters().Select(static i => Name(i.ParameterType)))}]",
                FieldInfo { Name: not "value__" } f => $"field {Name(f.FieldType)} {f.Name}",
                _ => null,
            };
            if (signature is not null)
                yield return signature;
        }
    }

    // What overrides a member adds none; the base's own is in the list where it belongs there.
    private static bool Overrides(MemberInfo member) =>
        (member is PropertyInfo property ? property.GetMethod : member as MethodInfo) is { } method && method.GetBaseDefinition() != method;

    private static string Parameters(MethodBase method, bool defaults = true) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(defaults && p.IsOptional ? "=" + Default(p) : "")}"));

    private static string Default(ParameterInfo parameter)
    {
        object? value = parameter.RawDefaultValue;
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return value is null or Missing ? "null"
            : type.IsEnum ? Enum.ToObject(type, value).ToString()!
            : Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        string name = Generics().Replace(type.Name, "");
        Type[] arguments = type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        return arguments.Length == 0 ? name : $"{name}<{string.Join(",", arguments.Select(Name))}>";
    }

    // Arities and type parameters are left out: members of same-named generic types share one list.
    private static string FullName(Type type) =>
        Generics().Replace((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.'), "");

    private static string Short(string signature) => Qualifiers().Replace(signature, "");

    [GeneratedRegex(@"`\d+|<.*>")]
    private static partial Regex Generics();

    [GeneratedRegex(@"(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_])")]
    private static partial Regex Qualifiers();
}
