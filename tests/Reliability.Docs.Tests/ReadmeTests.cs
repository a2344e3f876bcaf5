using System.Text.RegularExpressions;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>The README is short: the rest is in docs/.</summary>
public sealed partial class ReadmeTests
{
    private const int MaxWords = 700;
    private static readonly string Text = Comments().Replace(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md")), "");

    [Fact]
    public void The_readme_has_at_most_700_words_with_its_code_and_tables() =>
        Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length.Should().BeLessThanOrEqualTo(MaxWords);

    [Fact]
    public void The_readme_shows_two_code_samples_before_the_table_of_packages()
    {
        int packages = Text.IndexOf("| package |", StringComparison.Ordinal);
        packages.Should().BePositive();
        Samples().Matches(Text).Should().HaveCount(2).And.OnlyContain(sample => sample.Index < packages);
    }

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline)]
    private static partial Regex Samples();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
