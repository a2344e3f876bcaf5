namespace Reliability.Docs.Tests;

/// <summary>A C# block of a page, and the text block behind it that tells what it prints.</summary>
/// <param name="Page">The page, as a path from the root of the repository.</param>
/// <param name="Line">The line of the page on which the block begins.</param>
/// <param name="Code">A program of top-level statements.</param>
/// <param name="Output">What it prints; <see langword="null"/> when the page does not say.</param>
/// <param name="Install">The commands of the last block before it that installs packages; <see langword="null"/> if no block does.</param>
public sealed record DocumentedProgram(string Page, int Line, string Code, string? Output, IReadOnlyList<string>? Install)
{
    public static IEnumerable<DocumentedProgram> Of(string root)
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "src"), "README.md", SearchOption.AllDirectories))
            .Append(Path.Combine(root, "README.md"));
        return pages.Order(StringComparer.Ordinal).SelectMany(page => Of(root, page));
    }

    public override string ToString() => $"{Page}:{Line}";

    private static List<DocumentedProgram> Of(string root, string page)
    {
        var programs = new List<DocumentedProgram>();
        string[] lines = File.ReadAllLines(page);
        string[]? install = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == "```shell")
            {
                string[] commands = Block(lines, ref i).Split('\n');
                install = commands.Any(command => command.StartsWith("dotnet add package ", StringComparison.Ordinal)) ? commands : install;
                continue;
            }

            if (lines[i] != "```csharp")
            {
                continue;
            }

            int start = i;
            string code = Block(lines, ref i);
            int next = i + 1;
            while (next < lines.Length && lines[next].Length == 0)
            {
                next++;
            }

            string? output = null;
            if (next < lines.Length && lines[next] == "```text")
            {
                output = Block(lines, ref next);
                i = next;
            }

            programs.Add(new DocumentedProgram(Path.GetRelativePath(root, page), start + 1, code, output, install));
        }

        return programs;
    }

    private static string Block(string[] lines, ref int i)
    {
        var block = new List<string>();
        for (i++; lines[i] != "```"; i++)
        {
            block.Add(lines[i]);
        }

        return string.Join('\n', block);
    }
}
