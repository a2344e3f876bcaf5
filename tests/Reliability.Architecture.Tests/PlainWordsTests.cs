using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

/// <summary>Pages, XML documentation and messages use the plain words of the field.</summary>
public sealed partial class PlainWordsTests
{
    [Fact]
    public void No_page_documentation_or_message_uses_a_figure_of_speech_that_has_a_plain_word()
    {
        string[] files =
        [
            .. Repository.Sources("src"),
            .. Repository.Sources("samples"),
            .. Pages("docs"),
            .. Pages("src"),
            "README.md",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
        ];

        files.Should().HaveCountGreaterThan(1_000);
        files.SelectMany(file => FiguresOfSpeech().Matches(LineBreak().Replace(Repository.Read(file), " "))
                .Select(match => $"{file}: {match.Value}"))
            .Should().BeEmpty("the words are: again, separately or distinguish, has not appeared");
    }

    private static IEnumerable<string> Pages(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>
    /// The state of a feed is <c>NeverHeard</c> as a word of the API; sentences say what it means.
    /// </summary>
    [GeneratedRegex(
        @"\banew\b|\btold apart\b|\b(?:tell|tells|telling) (?:\w+ ){1,5}apart\b|\bnever heard\b|\bunheard\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex FiguresOfSpeech();

    /// <summary>The end of a line and what begins the next one in prose and in comments.</summary>
    [GeneratedRegex(@"\s*\n\s*(?:///?\s?)?")]
    private static partial Regex LineBreak();
}
