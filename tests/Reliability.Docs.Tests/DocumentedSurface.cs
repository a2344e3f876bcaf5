using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Reliability.Docs.Tests;

/// <summary>
/// The public types that a reader of the pages meets: those that a page written by hand names in code, and those that these show in turn,
/// as a base, an argument, a result or an attribute.
/// </summary>
internal sealed partial class DocumentedSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] GeneratedPages = ["api.md", "settings.md"];

    private readonly HashSet<string> _words;

    public DocumentedSurface(string root) => _words = [.. Pages(root).SelectMany(CodeWords)];

    /// <summary>The types of a surface that no page names and that nothing named leads to.</summary>
    public IReadOnlyList<Type> Unreachable(IReadOnlyCollection<Type> surface)
    {
        Queue<Type> open = new(surface.Where(IsNamed));
        HashSet<Type> reached = [.. open];
        while (open.TryDequeue(out Type? next))
        {
            foreach (Type shown in Shown(next).SelectMany(Parts).Where(type => surface.Contains(type) && reached.Add(type)))
            {
                open.Enqueue(shown);
            }
        }

        return [.. surface.Where(type => !reached.Contains(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }

    /// <summary>The words of the code of a page: of its blocks, and of what stands between backticks in its sentences.</summary>
    internal static IEnumerable<string> CodeWords(string page) =>
        Code().Matches(page).SelectMany(code => Words().Matches(code.Value)).Select(word => word.Value);

    private static IEnumerable<string> Pages(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md")
            .Where(page => !GeneratedPages.Contains(Path.GetFileName(page)))
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "src"), "README.md", SearchOption.AllDirectories))
            .Append(Path.Combine(root, "README.md"))
            .Select(File.ReadAllText);

    /// <summary>Nobody types the name of a class of extension methods: it is named by each of its methods.</summary>
    private bool IsNamed(Type type) =>
        _words.Contains(PlainName(type))
        || type.GetMethods().Any(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false) && _words.Contains(method.Name));

    private static string PlainName(Type type) => type.Name.Split('`')[0];

    private static IEnumerable<Type> Shown(Type type) =>
        type.GetInterfaces()
            .Append(type.BaseType ?? typeof(object))
            .Concat(type.GetCustomAttributesData().Select(attribute => attribute.AttributeType))
            .Concat(type.GetMembers(Declared).SelectMany(Shown));

    private static IEnumerable<Type> Shown(MemberInfo member) => member switch
    {
        MethodBase method when method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly => Shown(method),
        FieldInfo { IsPublic: true } field => [field.FieldType],
        EventInfo { EventHandlerType: { } handler } => [handler],
        _ => [],
    };

    private static IEnumerable<Type> Shown(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).Append((method as MethodInfo)?.ReturnType ?? typeof(void));

    /// <summary>A type, and the types that it is made of: the element of an array, the arguments of a generic type.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericParameter ? type.GetGenericParameterConstraints().SelectMany(Parts)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];

    [GeneratedRegex("^```.*?^```|`[^`\n]+`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
