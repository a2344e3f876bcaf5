using System.Text.RegularExpressions;

namespace Reliability.Architecture.Tests;

/// <summary>A test that fails says what was wrong.</summary>
public sealed partial class AssertionTests
{
    [Fact]
    public void No_assertion_matches_several_conditions_at_once()
    {
        string[] files = [.. Repository.Sources("tests").Where(file => !file.EndsWith("/AssertionTests.cs", StringComparison.Ordinal))];

        files.Should().HaveCountGreaterThan(400);
        files.SelectMany(file => MatchesOfSeveral().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}"))
            .Should().BeEmpty("it does not say which of them failed; each condition is an assertion of its own");
    }

    [Theory]
    [InlineData("a.Should().Match<B>(b => b.C == 1 && b.D == 2);", true)]
    [InlineData("a.Should().Match(\n    b => b.Of(1).C == 1\n        && b.D == 2);", true)]
    [InlineData("a.Should().Match<List<B>>((b) => b.Any(c => c.E && c.F));", true)]
    [InlineData("a.Should().Match<B>(b => b.C == 1).And.OnlyContain(d => d.E && d.F);", false)]
    [InlineData("Regex.Match(text); if (a && b) { }", false)]
    public void The_scan_finds_conditions_that_are_joined_inside_of_a_match(string code, bool isFound) =>
        MatchesOfSeveral().IsMatch(code).Should().Be(isFound);

    /// <summary>A call of Match with a lambda that has <c>&amp;&amp;</c> before the parenthesis that ends the call.</summary>
    [GeneratedRegex(@"\.Match(?:<[\w.<>]+>)?\(\s*(?:\w+|\(\w+\))\s*=>(?:[^();]|(?<open>\()|(?<-open>\)))*?&&")]
    private static partial Regex MatchesOfSeveral();
}
