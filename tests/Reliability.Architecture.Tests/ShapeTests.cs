using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Architecture.Tests;

public sealed partial class ShapeTests
{
    private const int MaxLine = 140;

    [Fact]
    public void What_is_internal_lies_in_Internal_and_is_sealed()
    {
        foreach (Type type in Repository.Libraries.SelectMany(a => a.GetTypes()).Where(IsOurs))
        {
            bool inInternal = type.Namespace!.Contains(".Internal", StringComparison.Ordinal);
            type.IsPublic.Should().Be(!inInternal, "{0} is {1}", type, inInternal ? "in Internal" : "where users look");
            if (type.IsClass && !type.IsAbstract)
            {
                (type.IsSealed || type == typeof(ReliabilityException) || type == typeof(StoreException) || type == typeof(ChangeRequest))
                    .Should()
                    .BeTrue("{0} is not made to be derived from", type);
            }
        }
    }

    [Fact]
    public void No_type_of_a_mathematics_library_shows_in_a_public_signature()
    {
        foreach (Type type in Repository.Libraries.SelectMany(a => a.GetExportedTypes()))
        {
            IEnumerable<Type> shown = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                .SelectMany(member => member switch
                {
                    MethodBase method => method.GetParameters()
                        .Select(p => p.ParameterType)
                        .Append((method as MethodInfo)?.ReturnType ?? typeof(void)),
                    PropertyInfo property => [property.PropertyType],
                    FieldInfo field => [field.FieldType],
                    _ => Enumerable.Empty<Type>(),
                });
            shown.Select(t => t.Assembly.GetName().Name).Should().NotContain("MathNet.Numerics", type.FullName);
        }
    }

    [Fact]
    public void A_namespace_is_its_folder_and_a_file_holds_one_public_type_of_its_name()
    {
        foreach (string file in Repository.Sources("src"))
        {
            string source = Repository.Read(file);
            string[] types = [.. PublicTypes().Matches(source).Select(m => m.Groups[1].Value)];
            types.Length.Should().BeLessThanOrEqualTo(1, file);
            if (types.Length == 1)
            {
                // A part of a type is a file Type.Part.cs.
                types[0].Should().Be(Path.GetFileName(file).Split('.')[0]);
            }

            if (file.StartsWith("src/Reliability.Core/", StringComparison.Ordinal))
            {
                // Folders organise: all below a capability's folder share its namespace, but for what is internal.
                string[] folders = file.Split('/')[2..^1];
                string first = folders.Length == 0 ? "" : $".{folders[0]}";
                source.Should().Contain($"namespace Reliability{first}{(folders.Contains("Internal") ? ".Internal" : "")};", file);
            }
        }
    }

    [Theory]
    [InlineData("src/Reliability.Extensions.DependencyInjection", 5)]
    [InlineData("src/Reliability.AspNetCore", 0)]
    public void The_packages_for_hosts_have_a_folder_for_each_capability(string package, int maxRootFiles)
    {
        string[] files = [.. Repository.Sources(package)];
        files.Count(file => Path.GetDirectoryName(file) == package).Should().BeLessThanOrEqualTo(maxRootFiles);
        foreach (string file in files.Where(file => Path.GetDirectoryName(file) != package))
        {
            PublicTypes().IsMatch(Repository.Read(file)).Should().Be(
                !file.Contains("/Internal/", StringComparison.Ordinal) && !ApiOfCapability().IsMatch(file),
                "{0} shows users what is public, and has the rest in a folder Internal",
                file);
        }
    }

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        string[] roots = ["src", "tests", "benchmarks", "samples"];
        roots.SelectMany(Repository.Sources)
            .Where(file => File.ReadLines(Path.Combine(Repository.Root, file)).Count() > 400)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        string[] roots = ["src", "tests", "benchmarks", "samples"];
        roots.SelectMany(Repository.Sources).SelectMany(LongLines).Should().BeEmpty();
    }

    /// <summary>
    /// The lines that are too long. Outside the libraries, raw strings and the data of tests may run on: in pieces they could not be read.
    /// </summary>
    private static IEnumerable<string> LongLines(string file)
    {
        bool isLibrary = file.StartsWith("src/", StringComparison.Ordinal);
        bool isInRaw = false;
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, file)))
        {
            number++;
            int quotes = RawQuotes().Count(line);
            bool mayRunOn = !isLibrary
                && (isInRaw || quotes > 0 || line.AsSpan().TrimStart().StartsWith("[InlineData(", StringComparison.Ordinal));
            isInRaw ^= quotes % 2 == 1;
            if (line.Length > MaxLine && !mayRunOn)
            {
                yield return $"{file}:{number}";
            }
        }
    }

    [Fact]
    public void Nothing_public_takes_an_optional_cancellation_token_before_its_end()
    {
        foreach (MethodInfo method in Repository.Libraries.SelectMany(a => a.GetExportedTypes()).SelectMany(t => t.GetMethods()))
        {
            ParameterInfo[] parameters = method.GetParameters();
            int token = Array.FindIndex(parameters, p => p.ParameterType == typeof(CancellationToken));
            (token < 0 || token == parameters.Length - 1).Should().BeTrue("{0}.{1}", method.DeclaringType, method.Name);
        }
    }

    private static bool IsOurs(Type type) =>
        !type.IsNested
        && type.Namespace is { } space
        && (space.StartsWith("Reliability", StringComparison.Ordinal) || space == "Microsoft.Extensions.DependencyInjection")
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    [GeneratedRegex(
        @"^public (?:(?:sealed|static|abstract|readonly|partial|ref) )*(?:class|interface|enum|struct|record(?: struct)?) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicTypes();

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawQuotes();

    /// <summary>The endpoints of a capability: no user names their types.</summary>
    [GeneratedRegex("/Api/[A-Z][a-z]+/")]
    private static partial Regex ApiOfCapability();
}
