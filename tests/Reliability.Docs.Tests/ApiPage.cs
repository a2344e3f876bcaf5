using System.Text;
using System.Text.RegularExpressions;

namespace Reliability.Docs.Tests;

/// <summary>
/// The page docs/api.md: the public surface of all packages from their PublicAPI files, grouped by what a user wants to do.
/// </summary>
internal static partial class ApiPage
{
    /// <summary>What a user wants to do, and the folders whose types serve it.</summary>
    private static readonly (string Aim, string[] Folders)[] Aims =
    [
        ("Set up", ["Reliability.Extensions.DependencyInjection", "Reliability.Core/Hosting", "Reliability.Core"]),
        ("Record events", ["Reliability.Core/Recording"]),
        ("Declare objectives", ["Reliability.Core/Slos/Objectives"]),
        ("Read error budgets", ["Reliability.Core/Slos/Budgets", "Reliability.Core/Slos/Forecasting"]),
        ("Correct a budget", ["Reliability.Core/Slos/Ledger", "Reliability.Recurrence"]),
        ("Alert on burn", ["Reliability.Core/Slos/Rules", "Reliability.Core/Alerting"]),
        ("Record deployments", ["Reliability.Core/Releases/Deployments"]),
        ("Gate a release", ["Reliability.Core/Releases"]),
        ("Serve HTTP", ["Reliability.AspNetCore", "Reliability.Dashboard"]),
        ("Define an experiment", ["Reliability.Core/Experiments/Definition", "Reliability.Core/Experiments/Planning"]),
        ("Run an experiment", ["Reliability.Core/Experiments/Lifecycle", "Reliability.Core/Experiments/Tracking"]),
        ("Assign variants", ["Reliability.Core/Experiments/Assignment"]),
        ("Read results", ["Reliability.Core/Experiments/Results"]),
        ("Follow trends", ["Reliability.Core/Trends"]),
        ("Keep incidents", ["Reliability.Core/Incidents"]),
        ("Keep a register of technical debt", ["Reliability.Core/Debt"]),
        ("Compute statistics", ["Reliability.Core/Statistics", "Reliability.Core/Sketches"]),
        ("Share work between processes", ["Reliability.Core/Jobs"]),
        ("Store data",
            ["Reliability.Storage.Sqlite", "Reliability.Storage.Postgres", "Reliability.Storage.Redis", "Reliability.Core/Storage"]),
        ("Write and test a store", ["Reliability.Storage.Conformance"]),
        ("Handle errors and ranges of time", ["Reliability.Core/Common"]),
    ];

    public static string Make(string root)
    {
        Dictionary<string, string> folders = Folders(root);
        string[] lines = [.. Lines(root).Where(line => !Noise().IsMatch(line))];
        string[] names = [.. lines.Where(line => !line.Contains("->", StringComparison.Ordinal)).OrderByDescending(line => line.Length)];
        ILookup<string, string> members = names.Select(name => (Type: ShortName(name), Text: string.Empty))
            .Concat(lines.Where(line => line.Contains("->", StringComparison.Ordinal)).Select(line => Member(line, names)))
            .ToLookup(one => one.Type, one => one.Text, StringComparer.Ordinal);
        StringBuilder page = new();
        page.Append(
            "# Public API\n\nThe public surface of all packages, grouped by task. This page is generated from the `PublicAPI` files: ")
            .Append("run `eng/pages.sh` after a change.\n");
        HashSet<string> shown = new(StringComparer.Ordinal);
        foreach ((string aim, string[] serving) in Aims)
        {
            string[] types =
            [
                .. members.Select(type => type.Key)
                    .Where(type => serving.Any(folder => Serves(folder, folders[type])))
                    .Order(StringComparer.Ordinal),
            ];
            page.Append("\n## ").Append(aim).Append('\n');
            foreach (string type in types.Where(shown.Add))
            {
                page.Append("\n### ").Append(type).Append("\n\n```text\n");
                foreach (string member in members[type].Where(text => text.Length > 0).Distinct().Order(StringComparer.Ordinal))
                {
                    page.Append(member).Append('\n');
                }

                page.Append("```\n");
            }
        }

        string[] homeless = [.. members.Select(type => type.Key).Except(shown)];
        return homeless.Length == 0 ? page.ToString() : throw new InvalidOperationException($"No aim shows {string.Join(", ", homeless)}.");
    }

    /// <summary>A folder serves with what lies below it, unless it is the root of a package that has parts.</summary>
    private static bool Serves(string folder, string typeFolder) =>
        folder == "Reliability.Core"
            ? typeFolder == folder
            : typeFolder == folder || typeFolder.StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string root) =>
        Directory.GetFiles(Path.Combine(root, "src"), "PublicAPI.*.txt", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>Where each public type lies below <c>src</c>.</summary>
    private static Dictionary<string, string> Folders(string root)
    {
        string src = Path.Combine(root, "src");
        Dictionary<string, string> folders = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(src, file);
            if (!relative.Contains("/obj/", StringComparison.Ordinal) && !relative.Contains("/Internal/", StringComparison.Ordinal))
            {
                folders[Path.GetFileNameWithoutExtension(file)] = Path.GetDirectoryName(relative)!;
            }
        }

        return folders;
    }

    /// <summary>The type that a line is about, and the member without namespaces and without what every reader knows.</summary>
    private static (string Type, string Text) Member(string line, string[] names)
    {
        Match modifiers = Modifiers().Match(line);
        string rest = line[modifiers.Length..];
        string type = names.First(name => rest.StartsWith(name + ".", StringComparison.Ordinal));
        string text = modifiers.Value.Replace("~", string.Empty, StringComparison.Ordinal) + rest[(type.Length + 1)..];
        text = Namespaces().Replace(text, string.Empty).Replace("!", string.Empty, StringComparison.Ordinal);
        text = text.Replace(
            "CancellationToken cancellationToken = default(CancellationToken)",
            "CancellationToken",
            StringComparison.Ordinal);
        return (ShortName(type), text.Replace(".get ->", " ->", StringComparison.Ordinal));
    }

    private static string ShortName(string type)
    {
        string plain = Arguments().Replace(type, string.Empty);
        return plain[(plain.LastIndexOf('.') + 1)..];
    }

    [GeneratedRegex("<.*>$")]
    private static partial Regex Arguments();

    [GeneratedRegex("^(?:~|static |const |readonly |override |abstract |virtual )*")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"\b(?:System|Microsoft|Reliability|Npgsql|StackExchange)(?:\.[A-Z]\w*)*\.(?=[A-Z])")]
    private static partial Regex Namespaces();

    [GeneratedRegex(
        @"\.(?:Equals|GetHashCode|ToString|Deconstruct|<Clone>\$|PrintMembers)\(|operator |EqualityContract"
        + @"|\.\w+\(\S+! original\) -> void|\.(?:init|set) -> void$")]
    private static partial Regex Noise();
}
