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

    /// <summary>Labels of blocks that can hold C#, and that nothing compiles. What the benchmarks print has no label.</summary>
    private static readonly string[] Uncompiled = ["", "cs", "c#"];

    private static readonly string Root = RepositoryRoot.Path;
    private static readonly InstalledPackages Packages = new(Root);

    /// <summary>All pages of the repository, without what a build has written.</summary>
    private static IEnumerable<string> Pages => Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
        .Where(page => !Path.GetRelativePath(Root, page).Split(Path.DirectorySeparatorChar)
            .Any(folder => folder is "bin" or "obj" or "artifacts" or ".git"))
        .Order(StringComparer.Ordinal);

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
    public void The_readme_shows_its_programs_with_their_outputs() =>
        DocumentedProgram.Of(Root).Where(p => p.Page == "README.md").Should().HaveCount(2).And.OnlyContain(p => p.Output != null);

    [Fact]
    public void Every_readme_says_what_to_install_before_its_first_program()
    {
        foreach (DocumentedProgram program in DocumentedProgram.Of(Root).Where(p => Path.GetFileName(p.Page) == "README.md"))
        {
            program.Install.Should().NotBeNull("{0} needs packages", program);
        }
    }

    [Fact]
    public void Every_package_of_others_that_a_page_installs_has_a_version()
    {
        (string Page, string Command)[] installs =
        [
            .. from page in Pages
               from Match install in Installs().Matches(File.ReadAllText(page))
               select (Path.GetRelativePath(Root, page), install.Value),
        ];

        installs.Should().HaveCountGreaterThan(20);
        installs.Should().OnlyContain(
            one => one.Command.StartsWith("dotnet add package Reliability.", StringComparison.Ordinal)
                || one.Command.Contains(" --version ", StringComparison.Ordinal),
            "it would install the next major version one day");
    }

    [Fact]
    public void Every_command_that_asks_the_gate_ends_with_an_error_when_it_blocks_and_shows_why()
    {
        (string Page, string Line)[] commands =
        [
            .. from page in Pages
               from line in File.ReadLines(page)
               where line.Contains("curl ", StringComparison.Ordinal) && line.Contains("/gate/", StringComparison.Ordinal)
               select (Path.GetRelativePath(Root, page), line),
        ];

        commands.Select(one => one.Page).Should().Contain(["README.md", Path.Combine("docs", "aspnetcore.md")]);
        commands.Should().OnlyContain(
            one => one.Line.Contains("curl --fail-with-body", StringComparison.Ordinal),
            "--fail hides the reasons, and without either a pipeline goes on");
    }

    [Fact]
    public void Every_block_of_CSharp_is_labelled_csharp_so_that_it_is_compiled()
    {
        string printed = Path.Combine(Root, "benchmarks", "results");
        (string Page, int Line, string Label)[] blocks =
            [.. Pages.Where(page => !page.StartsWith(printed, StringComparison.Ordinal)).SelectMany(BlocksOf)];

        blocks.Should().HaveCountGreaterThan(50);
        blocks.Should().NotContain(
            one => Uncompiled.Contains(one.Label, StringComparer.OrdinalIgnoreCase),
            "only csharp is compiled and run, and a block without a label hides its language");
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
        foreach (string page in Pages)
        {
            foreach (Match link in Links().Matches(File.ReadAllText(page)))
            {
                string target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value);
                (File.Exists(target) || Directory.Exists(target)).Should().BeTrue("{0} links to {1}", page, link.Groups[1].Value);
            }
        }
    }

    /// <summary>Returns the line and the label of each fenced block of a page.</summary>
    private static IEnumerable<(string Page, int Line, string Label)> BlocksOf(string page)
    {
        string? fence = null;
        foreach ((int index, string line) in File.ReadLines(page).Index())
        {
            Match match = Fences().Match(line);
            if (!match.Success)
            {
                continue;
            }

            if (fence is null)
            {
                fence = match.Groups["fence"].Value;
                yield return (Path.GetRelativePath(Root, page), index + 1, match.Groups["label"].Value);
            }
            else if (match.Groups["fence"].Value.StartsWith(fence, StringComparison.Ordinal) && match.Groups["label"].Length == 0)
            {
                fence = null;
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

    [GeneratedRegex(@"dotnet add package [^\r\n`]+")]
    private static partial Regex Installs();

    [GeneratedRegex(@"^\s*(?<fence>`{3,}|~{3,})\s*(?<label>[^`\s]*)")]
    private static partial Regex Fences();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Links();
}
