namespace WeeklyReviewSample.Tests;

public sealed class SeededQuarterTests : IDisposable
{
    private readonly TestReview _review = new();

    [Fact]
    public async Task A_quarter_is_reviewed_and_the_same_in_each_run()
    {
        (await _review.RunAsync()).Should().Be(0, "{0}", _review.Error);
        _review.Output.Should().Contain("median 57.5 min (26 to 142 min, 96 %), p90 234.7 min, mean 201 min, n = 12, 2 excluded");
        string[] files = ["metrics.json", "metrics.md", "data-quality.md", "postmortem.md", "debt.md"];
        string[] first = [.. files.Select(_review.Read)];
        first[0].Should().Contain("\"change-failure-rate\"");
        first[2].Should().Contain("ended before it started: durations do not count | 1");
        first[3].Should().Contain("# Incident Postmortem: The provider of payments is down")
            .And.Contain("- **Status**: final")
            .And.Contain("**2026-09-05 22:00:00Z**: Root cause identified")
            .And.Contain("SLO Violations")
            .And.Contain("checkout -");
        first[4].Should().Contain("One payment provider");

        (await _review.RunAsync()).Should().Be(0, "{0}", _review.Error);
        files.Select(_review.Read).Should().Equal(first);
    }

    public void Dispose() => _review.Dispose();
}
