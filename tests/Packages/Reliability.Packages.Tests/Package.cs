using System.IO.Compression;
using System.Xml.Linq;
using Reliability.Tests.Shared;

namespace Reliability.Packages.Tests;

/// <summary>A packed package and its symbols, as files in memory.</summary>
internal sealed class Package
{
    private Package(string name, IReadOnlyDictionary<string, byte[]> files, IReadOnlyDictionary<string, byte[]>? symbols)
    {
        (Name, Files, Symbols) = (name, files, symbols);
        XElement root = XDocument.Parse(Text(files[$"{name}.nuspec"])).Root!;
        Metadata = root.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "artifacts", "packages");

    /// <summary>The names of all packages, from the projects that make them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, "src"))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => File.Exists(Path.Combine(RepositoryRoot.Path, "src", name, $"{name}.csproj")))
            .Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The files of the symbol package; <see langword="null"/> if there is none.</summary>
    public IReadOnlyDictionary<string, byte[]>? Symbols { get; }

    public XElement Metadata { get; }

    /// <summary>Whether the package has an assembly of its own.</summary>
    public bool HasAssembly => Files.ContainsKey(AssemblyPath);

    public string AssemblyPath => $"lib/net10.0/{Name}.dll";

    public static Package Open(string name)
    {
        string file = Directory.EnumerateFiles(Folder, $"{name}.*.nupkg")
            .Single(path => char.IsAsciiDigit(Path.GetFileName(path)[name.Length + 1]));
        string symbols = Path.ChangeExtension(file, ".snupkg");
        return new Package(name, Read(file), File.Exists(symbols) ? Read(symbols) : null);
    }

    public static string Text(byte[] file) => new StreamReader(new MemoryStream(file)).ReadToEnd();

    /// <summary>The elements below the metadata with a name, whatever their namespace.</summary>
    public IEnumerable<XElement> Elements(string name) => Metadata.Descendants().Where(element => element.Name.LocalName == name);

    /// <summary>The text of the one element with a name.</summary>
    public string Value(string name) => Elements(name).Single().Value;

    private static Dictionary<string, byte[]> Read(string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(file);
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using Stream stream = entry.Open();
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                return copy.ToArray();
            },
            StringComparer.Ordinal);
    }
}
