using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Benchmarks;

/// <summary>Reports are written in one manner.</summary>
internal static class Markdown
{
    /// <summary>The title, the command that wrote the report, and where it ran.</summary>
    public static StringBuilder Page(string title, string arguments, string machine)
    {
        var text = new StringBuilder();
        text.AddLine($"# {title}");
        text.AddLine($"");
        text.AddLine($"Written by the command; `benchmarks/README.md` says what is measured and how to read it.");
        text.AddLine($"");
        text.AddLine($"```");
        text.AddLine($"{Repository.Command} {arguments}");
        text.AddLine($"```");
        text.AddLine($"");
        text.AddLine($"```");
        text.AddLine($"{machine}");
        text.AddLine($"```");
        return text;
    }

    /// <summary>Adds a line, with numbers in the invariant culture.</summary>
    public static void AddLine(this StringBuilder text, InvariantText line) => text.Append(line.ToString()).Append('\n');

    /// <summary>A text with numbers in the invariant culture.</summary>
    public static string Text(InvariantText text) => text.ToString();
}
