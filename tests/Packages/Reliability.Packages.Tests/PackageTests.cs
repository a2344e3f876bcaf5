using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reliability.Tests.Shared;

namespace Reliability.Packages.Tests;

/// <summary>What a feed and a reader of a feed need of every package.</summary>
public sealed class PackageTests
{
    private const string Repository = "https://github.com/reliability-sdk/reliability-sdk";

    /// <summary>The beginning of the version of everything that follows .NET's major version.</summary>
    private const string Net = "10.";
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>What each package depends on: our own packages by name, others with the beginning of their version.</summary>
    private static readonly Dictionary<string, string[]> Dependencies = new(StringComparer.Ordinal)
    {
        ["Reliability.AspNetCore"] = ["Reliability.Extensions.DependencyInjection"],
        ["Reliability.Core"] = ["MathNet.Numerics 5.", $"System.IO.Hashing {Net}", $"System.Numerics.Tensors {Net}"],
        ["Reliability.Dashboard"] = ["Reliability.AspNetCore"],
        ["Reliability.Extensions.DependencyInjection"] =
        [
            "Reliability.Core",
            $"Microsoft.Extensions.Configuration.Binder {Net}",
            $"Microsoft.Extensions.DependencyInjection.Abstractions {Net}",
            $"Microsoft.Extensions.Diagnostics.HealthChecks {Net}",
            $"Microsoft.Extensions.Hosting.Abstractions {Net}",
            $"Microsoft.Extensions.Logging.Abstractions {Net}",
            $"Microsoft.Extensions.Options {Net}",
            $"Microsoft.Extensions.Options.ConfigurationExtensions {Net}",
        ],
        ["Reliability.Recurrence"] = ["Reliability.Core", "Ical.Net 5.", "NodaTime 3."],
        ["Reliability.Sdk"] = ["Reliability.Core", "Reliability.Extensions.DependencyInjection", "Reliability.Storage.Sqlite"],
        ["Reliability.Storage.Conformance"] = ["Reliability.Core", "CsCheck 4.", "xunit.assert 2.9.", "xunit.extensibility.core 2.9."],
        ["Reliability.Storage.Postgres"] = ["Reliability.Core", "Npgsql 10."],
        ["Reliability.Storage.Redis"] = ["Reliability.Core", "StackExchange.Redis 3."],
        ["Reliability.Storage.Sqlite"] = ["Reliability.Core", $"Microsoft.Data.Sqlite {Net}"],
    };

    public static TheoryData<string> Names => [.. Package.Names];

    [Fact]
    public void Every_project_of_src_makes_one_package_and_nothing_else_is_packed()
    {
        string version = Package.Open(Package.Names[0]).Value("version");
        Directory.EnumerateFiles(Package.Folder, "*.nupkg").Select(file => Path.GetFileName(file))
            .Should().BeEquivalentTo(Package.Names.Select(name => $"{name}.{version}.nupkg"), "all have one version");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_says_what_it_is_and_where_it_comes_from(string name)
    {
        Package package = Package.Open(name);

        package.Value("description").Length.Should().BeGreaterThan(40);
        package.Value("license").Should().Be("MIT");
        package.Value("projectUrl").Should().Be(Repository);
        package.Value("releaseNotes").Should().Be($"{Repository}/blob/main/CHANGELOG.md");
        package.Value("tags").Split(' ')
            .Should().Contain("slo").And.OnlyHaveUniqueItems().And.HaveCountGreaterThan(8, "it adds tags of its own");
        XElement repository = package.Elements("repository").Single();
        repository.Attribute("type")!.Value.Should().Be("git");
        repository.Attribute("url")!.Value.Should().Be(Repository);
        repository.Attribute("commit")!.Value.Should().MatchRegex("^[0-9a-f]{40}$");
        repository.Attribute("branch").Should().BeNull("the name of a branch is no part of a release");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_holds_its_readme_with_links_that_a_feed_can_follow_and_an_icon(string name)
    {
        Package package = Package.Open(name);

        string readme = Package.Text(package.Files[package.Value("readme")]);
        readme.Should().StartWith($"# {name}\n").And.NotContain("](.", "a relative link leads nowhere on the page of a feed");
        byte[] icon = package.Files[package.Value("icon")];
        icon.Take(8).Should().Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)).Should().Be(128);
        BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)).Should().Be(128);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_package_depends_on_what_is_expected_of_it(string name)
    {
        Package package = Package.Open(name);
        package.Elements("group").Select(group => group.Attribute("targetFramework")!.Value)
            .Should().OnlyContain(target => target == "net10.0");

        string version = package.Value("version");
        Dictionary<string, string> found = package.Elements("dependency").ToDictionary(
            dependency => dependency.Attribute("id")!.Value, dependency => dependency.Attribute("version")!.Value, StringComparer.Ordinal);
        Dictionary<string, string> expected = Dependencies[name].Select(line => line.Split(' ')).ToDictionary(
            words => words[0], words => words.Length > 1 ? words[1] : version, StringComparer.Ordinal);
        found.Keys.Should().BeEquivalentTo(expected.Keys);
        foreach ((string id, string beginning) in expected)
        {
            found[id].Should().StartWith(beginning, id);
        }

        package.Elements("frameworkReference").Select(reference => reference.Attribute("name")!.Value)
            .Should().Equal(name is "Reliability.AspNetCore" or "Reliability.Dashboard" ? ["Microsoft.AspNetCore.App"] : []);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_assembly_has_symbols_that_lead_to_the_sources_of_its_commit_and_name_no_machine(string name)
    {
        Package package = Package.Open(name);
        if (!package.HasAssembly)
        {
            name.Should().Be("Reliability.Sdk", "it alone has no assembly");
            package.Symbols.Should().BeNull();
            return;
        }

        byte[] symbols = package.Symbols![Path.ChangeExtension(package.AssemblyPath, ".pdb")];
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        MetadataReader reader = provider.GetMetadataReader();
        string link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == SourceLink)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)))
            .Single();
        string commit = package.Elements("repository").Single().Attribute("commit")!.Value;
        link.Should().Contain($"https://raw.githubusercontent.com/reliability-sdk/reliability-sdk/{commit}/");
        reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))
            .Should().NotBeEmpty().And.NotContain(path => path.StartsWith(RepositoryRoot.Path, StringComparison.Ordinal));
        Encoding.Latin1.GetString(package.Files[package.AssemblyPath]).Should().NotContain(RepositoryRoot.Path);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_documentation_file_holds_the_public_api_alone(string name)
    {
        Package package = Package.Open(name);
        if (!package.HasAssembly)
        {
            return;
        }

        CSharpCompilation compilation = CompilationOfPackages();
        XDocument documentation = XDocument.Parse(Package.Text(package.Files[Path.ChangeExtension(package.AssemblyPath, ".xml")]));
        string[] ids = [.. documentation.Descendants("member").Select(member => member.Attribute("name")!.Value)];
        ids.Where(id => !IsVisible(Resolve(id, compilation)))
            .Should().BeEmpty("nobody can use these");

        // And nothing that is public was taken away with them.
        IAssemblySymbol assembly = compilation.References.Select(compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .Single(symbol => symbol.Name == name);
        string[] types = [.. TypesOf(assembly.GlobalNamespace).Where(IsVisible).Select(type => type.GetDocumentationCommentId()!)];
        types.Should().NotBeEmpty();
        ids.Should().Contain(types);
    }

    [Fact]
    public void The_schema_of_the_configuration_is_in_the_package_and_editors_are_told_of_it()
    {
        const string Name = "Reliability.Extensions.DependencyInjection";
        const string Schema = "ConfigurationSchema.json";
        string source = Path.Combine(RepositoryRoot.Path, "src", Name);
        Package package = Package.Open(Name);

        package.Files[Schema].Should().Equal(File.ReadAllBytes(Path.Combine(source, Schema)));

        // NuGet imports the file that has the name of the package, also into a project that refers to it through another package.
        string targets = $"buildTransitive/{Name}.targets";
        package.Files.Keys.Where(path => path.StartsWith("build", StringComparison.Ordinal)).Should().Equal(targets);
        package.Files[targets].Should().Equal(File.ReadAllBytes(Path.Combine(source, targets)));
        XElement segment = XDocument.Parse(Package.Text(package.Files[targets])).Descendants("JsonSchemaSegment").Single();
        string folder = Path.Combine(source, "buildTransitive") + Path.DirectorySeparatorChar;
        string included = segment.Attribute("Include")!.Value.Replace("$(MSBuildThisFileDirectory)", folder, StringComparison.Ordinal);
        Path.GetFullPath(included).Should().Be(Path.Combine(source, Schema), "the package has the same folders");
        "appsettings.Production.json".Should().MatchRegex(segment.Attribute("FilePathPattern")!.Value);
    }

    /// <summary>A compilation that refers to the assemblies in the packages, and to what those depend on.</summary>
    private static CSharpCompilation CompilationOfPackages()
    {
        IEnumerable<MetadataReference> others = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Package.Names.Contains(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path));
        IEnumerable<MetadataReference> packed = Package.Names.Select(Package.Open).Where(package => package.HasAssembly)
            .Select(package => MetadataReference.CreateFromImage(package.Files[package.AssemblyPath]));
        // The names of internal members are resolved, too, to tell them from names that exist nowhere.
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All);
        return CSharpCompilation.Create("packages", references: others.Concat(packed), options: options);
    }

    /// <summary>Finds a documented member. The compiler's own lookup takes every property named Item for an indexer.</summary>
    private static ISymbol? Resolve(string id, CSharpCompilation compilation) =>
        id.StartsWith("P:", StringComparison.Ordinal) && id.EndsWith(".Item", StringComparison.Ordinal)
            ? compilation.GetTypeByMetadataName(id[2..^".Item".Length])?.GetMembers("Item").Single()
            : DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation);

    private static bool IsVisible(ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return symbol is not null;
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(member));
}
