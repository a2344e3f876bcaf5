using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>A measurement stands in one place, below <c>benchmarks/results</c>, and pages quote it from there.</summary>
public sealed class FigureTests
{
    private static readonly string Results = Path.Combine(RepositoryRoot.Path, "benchmarks", "results");

    public static TheoryData<string> Pages =>
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "README.md", SearchOption.AllDirectories))
            .Select(page => Path.GetRelativePath(RepositoryRoot.Path, page))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_figure_of_a_page_is_the_measured_one_rounded(string page)
    {
        foreach (MeasuredFigure figure in MeasuredFigure.Of(Read(page)))
        {
            figure.Cells(File.ReadAllText(Path.Combine(Results, figure.File)))
                .Should().ContainSingle("{0} is one cell", figure).Which
                .Should().Match(measured => figure.Agrees(measured), "{0} quotes {1}", page, figure);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_figure_beside_a_measured_one_or_a_link_to_results_says_where_it_was_measured(string page) =>
        MeasuredFigure.Unmarked(Read(page)).Should().BeEmpty("a comment behind each names the file, the row and the column");

    [Fact]
    public void The_table_of_sizes_is_the_measured_one() =>
        TableOf(Read("docs/storage.md"), "| store | objective |").Should()
            .Equal(TableOf(File.ReadAllText(Path.Combine(Results, "storage-size.md")), "| store | objective |"));

    [Fact]
    public void The_readme_quotes_what_it_costs() => MeasuredFigure.Of(Read("README.md")).Should().HaveCountGreaterThan(5);

    [Theory]
    [InlineData("3.5 ns", "3.50 ns", true)]
    [InlineData("0.54 ms", "541 us", true)]
    [InlineData("1,000", "1,000", true)]
    [InlineData("0.98x", "0.983x", true)]
    [InlineData("0.55 ms", "541 us", false)]
    [InlineData("3.5 ms", "3.50 ns", false)]
    [InlineData("3.5", "3.50 ns", false)]
    [InlineData("3.5 KB", "3.50 ns", false)]
    public void A_quoted_figure_agrees_in_its_own_unit_and_digits(string quoted, string measured, bool agrees) =>
        new MeasuredFigure(quoted, "a.md", "row", "mean").Agrees(measured).Should().Be(agrees);

    private static string Read(string page) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, page));

    private static IEnumerable<string> TableOf(string page, string header) =>
        page.Split('\n').SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'));
}
