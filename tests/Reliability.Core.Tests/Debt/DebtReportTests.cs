using System.Globalization;
using Reliability.Common;
using Reliability.Debt;

namespace Reliability.Core.Tests.Debt;

public sealed class DebtReportTests
{
    private static readonly DateTimeOffset Now = SomeDebt.Now;

    private static DebtItem[] Items { get; } =
    [
        Of("a", Level.High, Level.Low, "shop-team", new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)),
        Of("b", Level.Medium, Level.Low, "till-team", new(2025, 12, 31, 23, 30, 0, TimeSpan.Zero)),
        Of("c", Level.Medium, Level.High, "shop-team", new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) with
        {
            Acceptance = new() { Approver = "cto", Reason = "old", At = Now.AddDays(-9), ExpiresAt = Now.AddDays(-1) },
        },
        Of("d", Level.Low, Level.Low, null, Now.AddDays(-100)) with
        {
            Acceptance = new() { Approver = "cto", Reason = "old", At = Now.AddDays(-9), ExpiresAt = Now.AddDays(1) },
        },
        Of("e", Level.Low, Level.Low, null, new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)) with
        {
            ResolvedAt = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero),
            ResolvedBy = "ada",
        },
    ];

    [Fact]
    public void Totals_and_groups_count_what_is_open()
    {
        DebtReport report = Report();
        (report.TotalCount, report.OpenCount, report.AcceptedCount, report.ResolvedCount, report.ResolvedRatio)
            .Should().Be((5, 3, 1, 1, 0.2));
        (report.ExpiredAcceptanceCount, report.OverdueCount, report.OperationalCount).Should().Be((1, 0, 3));
        Text(report.ByImpact).Should().Equal("High 1", "Medium 2", "Low 0");
        Text(report.ByEffort).Should().Equal("Low 2", "Medium 0", "High 1");
        Text(report.ByOwner).Should().Equal("shop-team 2", "till-team 1");
        Text(report.ByCategory).Should().Equal("Runbook 3");
        Text(report.ByBand).Should().Equal("Immediately 3", "NextSprint 0", "WhenPossible 0");
        report.Matrix.Select(cell => $"{cell.Impact}/{cell.Effort} {cell.Count}").Should().Equal(
            "High/Low 1", "High/Medium 0", "High/High 0", "Medium/Low 1", "Medium/Medium 0", "Medium/High 1",
            "Low/Low 0", "Low/Medium 0", "Low/High 0");
        report.Oldest.Select(one => one.Item.Id).Should().Equal("c", "b", "a");
        report.Recommendations.Select(one => one.Item.Id).Should().Equal("a", "b", "c");
        report.Ages.Select(one => $"{one.FromDays}-{one.BelowDays}: {one.Count}").Should().Equal(
            "0-30: 1", "30-90: 1", "90-180: 0", "180-365: 0", "365-: 1");
        (report.ScorerName, report.ScorerVersion).Should().Be(("rank-table", "1"));
    }

    [Fact]
    public void Twelve_months_of_the_zone_show_zeros()
    {
        DebtReport report = Report();
        report.Months.Should().HaveCount(12);
        Month(report, 2025, 4).Should().Be((0, 0, 1));
        Month(report, 2025, 12).Should().Be((2, 0, 3));
        Month(report, 2026, 1).Should().Be((1, 0, 4));
        Month(report, 2026, 2).Should().Be((0, 0, 4));
        Month(report, 2026, 3).Should().Be((1, 1, 4));

        DebtReport berlin = Report(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Month(berlin, 2025, 12).Should().Be((1, 0, 2), "the new year had begun in Berlin");
        berlin.Zone.Should().Be("Europe/Berlin");
    }

    [Fact]
    public void Of_nothing_there_is_no_rate()
    {
        DebtReport report = DebtAnalysis.GetReport("shop", [], DebtScorers.RankTable, SomeDebt.Context);
        (report.TotalCount, report.ResolvedRatio).Should().Be((0, null));
        report.Months.Should().HaveCount(12).And.OnlyContain(month => month.OpenedCount == 0 && month.UnresolvedCount == 0);
        DebtMarkdown.Write(report).Should().Contain("| resolved, share of all | n/a |");
    }

    [Fact]
    public void The_oldest_five_are_the_first_found_and_then_by_id()
    {
        DebtItem[] items = [.. "hgfedcba".Select(id => SomeDebt.Item(SomeDebt.Index, Now.AddDays(-1), id.ToString()))];
        DebtAnalysis.GetReport("shop", items, DebtScorers.RankTable, SomeDebt.Context).Oldest.Select(one => one.Item.Id)
            .Should().Equal("a", "b", "c", "d", "e");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("tr-TR")]
    public void Markdown_and_csv_are_the_same_in_every_culture(string culture)
    {
        DebtReport report = Report();
        IReadOnlyList<RankedDebt> ranked = DebtAnalysis.Rank(Items, DebtScorers.Interest, SomeDebt.Context);
        (string Markdown, string Csv) invariant = (DebtMarkdown.Write(report), DebtCsv.Write(ranked));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            DebtMarkdown.Write(Report()).Should().Be(invariant.Markdown);
            DebtCsv.Write(DebtAnalysis.Rank(Items, DebtScorers.Interest, SomeDebt.Context)).Should().Be(invariant.Csv);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Markdown_shows_the_report_and_never_a_negative_score()
    {
        string markdown = DebtMarkdown.Write(Report());
        markdown.Should().StartWith("# Technical debt of shop\n\nAs of 2026-03-15 12:00 UTC, by the scorer rank-table 1.\n")
            .And.Contain("| resolved, share of all | 20 % |\n")
            .And.Contain("| a | No index on orders | high | low | shop-team | 2026-03-01 | immediately | rank 1, 14 days old |\n")
            .And.Contain("| c | No index on orders | medium | high | shop-team | 2024-01-01 | immediately | "
                + "rank 6, 804 days old: -3; the acceptance expired |\n")
            .And.Contain("| impact | low effort | medium effort | high effort | all |\n|---|---|---|---|---|\n| high | 1 | 0 | 0 | 1 |\n")
            .And.Contain("| all | 2 | 0 | 1 | 3 |\n")
            .And.Contain("| 2026-02 | 0 | 0 | 4 |\n| 2026-03 | 1 | 1 | 4 |\n")
            .And.Contain("| 365 and more | 1 |\n")
            .And.NotContain("\r").And.EndWith(" |\n");
    }

    [Fact]
    public void Hostile_texts_are_neither_markup_nor_formulas()
    {
        DebtItem hostile = SomeDebt.Item(
            SomeDebt.Index with
            {
                Title = "=1+1 | <img src=x> [a](http://b)",
                Owner = "@team, \"x\"",
                Description = "-cmd\r\nnext",
                Tags = ["+1"],
            });
        string markdown = DebtMarkdown.Write(
            DebtAnalysis.GetReport("<b>", [hostile], DebtScorers.RankTable, SomeDebt.Context));
        markdown.Should().NotMatchRegex(@"[^\\]<b>").And.NotMatchRegex(@"[^\\]<img").And.NotMatchRegex(@"[^\\]\]\(")
            .And.Contain(@"=1+1 \| \<img src=x\>");

        string csv = DebtCsv.Write(DebtAnalysis.Rank([hostile], DebtScorers.RankTable, SomeDebt.Context));
        string[] lines = csv.Split("\r\n");
        lines[0].Should().StartWith("id,title,status,impact,effort,category,owner,tags,");
        lines[1].Should().StartWith("a,'=1+1 | <img src=x> [a](http://b),Open,High,Low,,\"'@team, \"\"x\"\"\",'+1,2026-03-15T12:00:00Z,0,");
        csv.Should().Contain("\"'-cmd\r\nnext\"").And.EndWith("\r\n");
    }

    private static DebtReport Report(TimeZoneInfo? zone = null) =>
        DebtAnalysis.GetReport("shop", Items, DebtScorers.RankTable, SomeDebt.Context, zone);

    private static (int Opened, int Resolved, int Unresolved) Month(DebtReport report, int year, int month) =>
        report.Months.Where(one => one.Start == new DateOnly(year, month, 1))
            .Select(one => (one.OpenedCount, one.ResolvedCount, one.UnresolvedCount)).Single();

    private static IEnumerable<string> Text(IReadOnlyList<DebtCount> counts) => counts.Select(one => $"{one.Name} {one.Count}");

    private static DebtItem Of(string id, Level impact, Level effort, string? owner, DateTimeOffset createdAt) => SomeDebt.Item(
        SomeDebt.Index with { Impact = impact, Effort = effort, Owner = owner, Category = DebtCategory.Runbook }, createdAt, id);
}
