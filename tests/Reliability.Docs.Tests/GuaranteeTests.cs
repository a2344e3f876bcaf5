using System.Text.RegularExpressions;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>The page of guarantees cites tests that exist, and each promise has tests that carry its number.</summary>
public sealed partial class GuaranteeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "guarantees.md"));

    private static readonly string[] Sources =
    [
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText),
    ];

    public static TheoryData<string> Promises => [.. Numbers];

    private static IReadOnlyList<string> Numbers => [.. Promise().Matches(Page).Select(one => one.Groups["number"].Value)];

    /// <summary>Each test class that a row of the table cites, with the promises of the row.</summary>
    public static TheoryData<string, string> Proofs
    {
        get
        {
            var proofs = new TheoryData<string, string>();
            foreach (Match row in Row().Matches(Page))
            {
                foreach (string promise in row.Groups["promises"].Value.Split(", "))
                {
                    foreach (Match test in TestName().Matches(row.Groups["tests"].Value))
                    {
                        proofs.Add(promise, test.Groups["name"].Value);
                    }
                }
            }

            return proofs;
        }
    }

    [Fact]
    public void The_promises_are_numbered_from_one_and_the_table_has_rows()
    {
        Numbers.Should().NotBeEmpty().And.Equal(Enumerable.Range(1, Numbers.Count).Select(one => $"{one}"));
        Proofs.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public void A_promise_has_a_test_that_carries_its_number(string number)
    {
        Sources.Should().Contain(source => Carries(source, number));
        Proofs.Select(one => (string)one[0]).Should().Contain(number, "the table says which tests prove it");
    }

    [Theory]
    [MemberData(nameof(Proofs))]
    public void A_test_that_proves_a_promise_exists_and_carries_its_number(string promise, string test) =>
        Sources.Should().Contain(source => Declares(source, test) && Carries(source, promise));

    [Fact]
    public void Each_test_that_the_page_cites_exists() =>
        TestName().Matches(Page).Select(one => one.Groups["name"].Value).Where(name => !Sources.Any(source => Declares(source, name)))
            .Should().BeEmpty();

    [Fact]
    public void Each_folder_and_file_of_tests_that_the_page_cites_exists() =>
        CitedPath().Matches(Page).Select(one => one.Groups["path"].Value)
            .Where(path => !Path.Exists(Path.Combine(RepositoryRoot.Path, path)))
            .Should().BeEmpty();

    private static bool Carries(string source, string promise) =>
        source.Contains($"[Trait(\"guarantee\", \"{promise}\")]", StringComparison.Ordinal);

    private static bool Declares(string source, string test) => Regex.IsMatch(source, $@"\b(class|Task|void) {Regex.Escape(test)}\b");

    [GeneratedRegex(@"^(?<number>\d+)\. \*\*", RegexOptions.Multiline)]
    private static partial Regex Promise();

    [GeneratedRegex(@"^\| (?<promises>[^|]+?) \| (?<tests>`[^|]+Tests`[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    /// <summary>A class of tests, or a test, whose name has at least two underscores.</summary>
    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z0-9]*Tests|[A-Z][A-Za-z0-9]*(_\w+){2,})`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"`(?<path>(tests|eng)/[^`]+)`")]
    private static partial Regex CitedPath();
}
