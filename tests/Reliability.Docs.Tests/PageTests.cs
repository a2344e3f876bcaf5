using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>Compiles and runs every C# block of the README and the pages, and compares what it prints with what the page says.</summary>
[Collection("console")]
public sealed partial class PageTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string Root = RepositoryRoot.Path;
    private static readonly InstalledPackages Packages = new(Root);

    public static TheoryData<string> Programs => [.. DocumentedProgram.Of(Root).Select(program => program.ToString())];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_of_a_page_compiles_and_prints_what_the_page_says(string id)
    {
        DocumentedProgram program = DocumentedProgram.Of(Root).Single(p => p.ToString() == id);

        Assembly assembly = Compile(program);

        if (assembly.EntryPoint is null)
        {
            program.Output.Should().BeNull("a block without statements prints nothing");
            return;
        }

        string printed = await RunAsync(assembly);
        if (program.Output is { } expected)
        {
            printed.TrimEnd().Should().Be(expected.TrimEnd(), "{0} says so", id);
        }
    }

    [Fact]
    public void The_readme_shows_a_program_and_its_output() =>
        DocumentedProgram.Of(Root).Should().Contain(p => p.Page == "README.md" && p.Output != null);

    [Fact]
    public void Every_readme_says_what_to_install_before_its_first_program_and_in_which_version()
    {
        foreach (DocumentedProgram program in DocumentedProgram.Of(Root).Where(p => Path.GetFileName(p.Page) == "README.md"))
        {
            program.Install.Should().NotBeNull("{0} needs packages", program);
            program.Install.Should().OnlyContain(
                command => command.StartsWith("dotnet add package Reliability.", StringComparison.Ordinal)
                    || command.Contains(" --version ", StringComparison.Ordinal),
                "{0} would install the next major version one day",
                program);
        }
    }

    [Fact]
    public void Every_test_that_a_page_names_exists()
    {
        string tests =
            string.Concat(Directory.GetFiles(Path.Combine(Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
                .Select(File.ReadAllText));
        string[] named =
        [
            .. TestNames().Matches(File.ReadAllText(Path.Combine(Root, "docs", "asked-for.md"))).Select(match => match.Groups[1].Value),
        ];
        named.Should().HaveCountGreaterThan(10).And.OnlyContain(name => tests.Contains($" {name}(", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        string[] pages =
        [
            Path.Combine(Root, "README.md"),
            Path.Combine(Root, "CONTRIBUTING.md"),
            .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories),
        ];
        foreach (string page in pages)
        {
            foreach (Match link in Links().Matches(File.ReadAllText(page)))
            {
                string target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value);
                (File.Exists(target) || Directory.Exists(target)).Should().BeTrue("{0} links to {1}", page, link.Groups[1].Value);
            }
        }
    }

    private static Assembly Compile(DocumentedProgram program)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        IEnumerable<MetadataReference> references = program.Install is { } commands
            ? Packages.ReferencesOf(commands)
            : ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path));
        SyntaxTree code = CSharpSyntaxTree.ParseText(program.Code, options);
        bool runs = code.GetCompilationUnitRoot().Members.Any(member => member.IsKind(SyntaxKind.GlobalStatement));
        var compilation = CSharpCompilation.Create(
            $"page-{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), code],
            references,
            new CSharpCompilationOptions(
                runs ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        compilation.Emit(image).Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())
            .Should().BeEmpty("{0} compiles without a warning", program);
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    /// <summary>Runs a program in an empty folder, with the invariant culture, and hears what it prints.</summary>
    private static async Task<string> RunAsync(Assembly assembly)
    {
        TextWriter console = Console.Out;
        string folder = Environment.CurrentDirectory;
        CultureInfo? culture = CultureInfo.DefaultThreadCurrentCulture;
        DirectoryInfo empty = Directory.CreateTempSubdirectory("reliability-docs-");
        using var printed = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(TextWriter.Synchronized(printed));
            Environment.CurrentDirectory = empty.FullName;
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
            await Task.Run(() => assembly.EntryPoint!.Invoke(null, [Array.Empty<string>()]));
            return OwnLines(printed.ToString());
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = folder;
            CultureInfo.DefaultThreadCurrentCulture = culture;
            empty.Delete(recursive: true);
        }
    }

    /// <summary>Leaves out what the host's console logger wrote in between: a level with a colon, and indented lines.</summary>
    private static string OwnLines(string printed) =>
        string.Join('\n', printed.Split('\n').Where(line => !HostLog().IsMatch(line)));

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+){2,})`")]
    private static partial Regex TestNames();

    [GeneratedRegex(@"^(?:\u001b\[[0-9;]*m)*(?:trce|dbug|info|warn|fail|crit)(?:\u001b\[[0-9;]*m)*:|^      ")]
    private static partial Regex HostLog();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Links();
}
