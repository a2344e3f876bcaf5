using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Reliability.Docs.Tests;

/// <summary>
/// What <c>dotnet add package</c> gives to a program: the packages and everything that they depend on, by the lock files of the
/// repository, and their assemblies, by what these tests were built with.
/// </summary>
internal sealed partial class InstalledPackages
{
    private readonly Dictionary<string, SortedSet<string>> _dependencies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SortedSet<string>> _versions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string[]> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, string> _platform;

    public InstalledPackages(string root)
    {
        foreach (string file in Directory.EnumerateFiles(root, "packages.lock.json", SearchOption.AllDirectories))
        {
            ReadLockFile(file);
        }

        ReadBuiltAssemblies(Path.Combine(AppContext.BaseDirectory, "Reliability.Docs.Tests.deps.json"));
        _platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .ToLookup(path => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))!), StringComparer.Ordinal);
    }

    /// <summary>The assemblies that a program can use after the commands of a shell block.</summary>
    public IEnumerable<MetadataReference> ReferencesOf(IEnumerable<string> commands)
    {
        var closure = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string command in commands)
        {
            Match match = Command().Match(command);
            match.Success.Should().BeTrue("{0} installs a package", command);
            string name = match.Groups["name"].Value;
            _dependencies.Should().ContainKey(name, "{0} names a package that the repository makes or restores", command);
            if (match.Groups["version"].Success)
            {
                _versions[name].Should().Equal([match.Groups["version"].Value], "{0} installs the version that is tested", command);
            }

            Add(name, closure);
        }

        string[] web = closure.Contains("Reliability.AspNetCore") ? [.. _platform["Microsoft.AspNetCore.App"]] : [];
        return _platform["Microsoft.NETCore.App"].Concat(web).Concat(closure.SelectMany(AssembliesOf)).Distinct(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path));
    }

    private void Add(string name, SortedSet<string> closure)
    {
        if (closure.Add(name) && _dependencies.TryGetValue(name, out SortedSet<string>? next))
        {
            foreach (string dependency in next)
            {
                Add(dependency, closure);
            }
        }
    }

    /// <summary>The assemblies of one package; those that ASP.NET Core contains, too, are taken from there.</summary>
    private IEnumerable<string> AssembliesOf(string package) =>
        _assemblies.TryGetValue(package, out string[]? files) && files.Length > 0
            ? files.Select(file => Path.Combine(AppContext.BaseDirectory, file))
            : _platform["Microsoft.AspNetCore.App"]
                .Where(path => Path.GetFileNameWithoutExtension(path).Equals(package, StringComparison.OrdinalIgnoreCase));

    private void ReadLockFile(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement targets = document.RootElement.GetProperty("dependencies");
        foreach (JsonProperty package in targets.EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            SortedSet<string> dependencies = SetOf(_dependencies, package.Name);
            if (package.Value.TryGetProperty("dependencies", out JsonElement names))
            {
                dependencies.UnionWith(names.EnumerateObject().Select(name => name.Name));
            }

            if (package.Value.TryGetProperty("resolved", out JsonElement version))
            {
                SetOf(_versions, package.Name).Add(version.GetString()!);
            }
        }
    }

    private void ReadBuiltAssemblies(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement target = document.RootElement.GetProperty("targets").EnumerateObject().Single().Value;
        foreach (JsonProperty library in target.EnumerateObject())
        {
            string[] files = library.Value.TryGetProperty("runtime", out JsonElement runtime)
                ? [.. runtime.EnumerateObject().Select(assembly => Path.GetFileName(assembly.Name))]
                : [];
            _assemblies[library.Name.Split('/')[0]] = files;
        }
    }

    private static SortedSet<string> SetOf(Dictionary<string, SortedSet<string>> sets, string name)
    {
        if (!sets.TryGetValue(name, out SortedSet<string>? set))
        {
            sets[name] = set = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        }

        return set;
    }

    [GeneratedRegex(@"^dotnet add package (?<name>\S+)(?: --version (?<version>\S+))?$")]
    private static partial Regex Command();
}
