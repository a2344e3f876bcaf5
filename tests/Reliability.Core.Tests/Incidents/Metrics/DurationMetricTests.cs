using System.Globalization;
using Reliability.Incidents;
using static Reliability.Core.Tests.Incidents.Metrics.SomeHistory;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class DurationMetricTests
{
    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void Twelve_incidents_are_described_in_one_line_that_is_the_same_in_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        ImprovementReport report = Report(
        [
            .. Lasting(Twelve),
            Incident("negative", 30_000, 29_000),
            Incident("maintenance", 40_000, 41_000).With(one => one with { Kind = IncidentKind.Maintenance }),
        ]);

        report.TimeToRestore.ToString().Should().Be(
            "median 57.5 min (26 to 142 min, 96 %), p90 234.7 min, mean 201 min, n = 12, 2 excluded");
        report.TimeToRestore.ConfidenceLevel.Should().BeApproximately(1 - (158 / 4096.0), 1e-12);
        report.TimeToRestore.CensoredMedian.Should().Be(TimeSpan.FromMinutes(57.5), "nothing is open");
    }

    [Fact]
    public void The_unit_follows_the_size()
    {
        string[] lines =
        [
            .. ((double[])[0.005, 0.5, 5, 300, 7200]).Select(minutes =>
                Report([Incident("a", 1440, 1440 + minutes)]).TimeToRestore.ToString()),
        ];
        lines.Should().Equal(
            "median 0.3 s, p90 0.3 s, mean 0.3 s, n = 1, 0 excluded",
            "median 30 s, p90 30 s, mean 30 s, n = 1, 0 excluded",
            "median 5 min, p90 5 min, mean 5 min, n = 1, 0 excluded",
            "median 5 h, p90 5 h, mean 5 h, n = 1, 0 excluded",
            "median 5 d, p90 5 d, mean 5 d, n = 1, 0 excluded");
    }

    [Fact]
    public void Each_duration_has_its_own_two_milestones()
    {
        ImprovementReport report = Report([Incident("a", 100, 190, detected: 107, acknowledged: 110, mitigated: 150)]);
        Minutes(
            report.TimeToDetect.Median,
            report.TimeToAcknowledge.Median,
            report.TimeToMitigate.Median,
            report.TimeToRestore.Median,
            report.TimeToResolve.Median).Should().Equal(7, 3, 50, 50, 83);
        report.TimeToRestore.Values.Should().Equal(
            new MetricValue { Service = "shop", Id = "a", At = At(100), Value = TimeSpan.FromMinutes(50) });
    }

    [Fact]
    public void Without_a_mitigation_an_incident_ends_when_it_is_resolved()
    {
        ImprovementReport report = Report([Incident("a", 100, 190, detected: 107)]);
        report.TimeToRestore.Median.Should().Be(TimeSpan.FromMinutes(90));
        report.TimeToMitigate.Count.Should().Be(0);
        report.TimeToMitigate.Reasons().Should().Equal(("a", "no time of mitigation"));
    }

    [Fact]
    public void Odd_and_even_numbers_and_ties_have_the_interpolated_figures()
    {
        DurationMetric odd = Report(Lasting([50, 10, 20, 30, 20])).TimeToRestore;
        Minutes(odd.Median, odd.P75, odd.P90, odd.Mean).Should().Equal(20, 30, 42, 26);
        DurationMetric even = Report(Lasting([40, 10, 20, 30])).TimeToRestore;
        Minutes(even.Median, even.P75, even.P90, even.Mean).Should().Equal(25, 32.5, 37, 25);
        DurationMetric ties = Report(Lasting([7, 7, 7, 7, 7, 7])).TimeToRestore;
        Minutes(ties.Median, ties.Low, ties.High, ties.CensoredMedian).Should().Equal(7, 7, 7, 7);
        ties.ConfidenceLevel.Should().Be(0.96875, "all 6 are on one side of the median with a probability of 2/64");
    }

    [Fact]
    public void Fewer_than_six_values_have_no_interval()
    {
        DurationMetric five = Report(Lasting([1, 2, 3, 4, 5])).TimeToRestore;
        (five.Low, five.High, five.ConfidenceLevel).Should().Be((null, null, null));
        DurationMetric six = Report(Lasting([1, 2, 3, 4, 5, 6])).TimeToRestore;
        Minutes(six.Low, six.High).Should().Equal(1, 6);
    }

    [Fact]
    public void An_empty_set_has_no_figures()
    {
        ImprovementReport report = Report([]);
        foreach (DurationMetric metric in report.Metrics.OfType<DurationMetric>())
        {
            Minutes(metric.Median, metric.P75, metric.P90, metric.Mean, metric.Low, metric.High, metric.CensoredMedian).Should()
                .OnlyContain(one => one == null);
            metric.ToString().Should().Be("no values, n = 0, 0 excluded");
        }

        (report.UptimeMtbf.Value, report.RecurringShare.Value, report.DeploymentFrequency.Value, report.ChangeFailureRate.Value).Should()
            .Be((null, null, null, null));
        report.FrequencyPer30Days.Value.Should().Be(0, "no incident in 90 days is a frequency");
    }

    /// <summary>
    /// Of 4 that ended after 10, 20, 30 and 40, and 3 that are open at 15, 15 and 100: S = 6/7, 6/7 · 3/4, 6/7 · 3/4 · 2/3.
    /// </summary>
    [Fact]
    public void What_is_open_counts_for_the_median_of_Kaplan_and_Meier_with_the_time_so_far()
    {
        DurationMetric metric = Report(
        [
            .. Lasting([10, 20, 30, 40]),
            Incident("x", (90 * 1440) - 15, null),
            Incident("y", (90 * 1440) - 15, null),
            Incident("z", (90 * 1440) - 100, null),
        ]).TimeToRestore;
        (metric.Count, metric.Excluded.Count).Should().Be((4, 0));
        metric.Open.Select(one => (one.Id, one.Value.TotalMinutes)).Should().Equal(("z", 100), ("x", 15), ("y", 15));
        Minutes(metric.Median, metric.CensoredMedian).Should().Equal(25, 30);
        metric.ToString().Should().Be("median 25 min, p90 37 min, mean 25 min, n = 4, 0 excluded, 3 open");
    }

    [Fact]
    public void An_incident_that_ended_after_the_report_was_open_at_its_time()
    {
        ImprovementReport report = ImprovementMetrics.Of(Input([Incident("a", 100, 200), Incident("b", 180, 190)]) with
        {
            AsOf = At(150),
        });
        (report.TimeToRestore.Count, report.TimeToRestore.Open.Count).Should().Be((0, 1));
        report.TimeToRestore.Open[0].Value.Should().Be(TimeSpan.FromMinutes(50));
        (report.FrequencyPer30Days.Count, report.Range.End).Should().Be((1, At(150)), "the other one had not started");
    }

    [Fact]
    public void What_nobody_acknowledged_or_mitigated_is_open_only_as_long_as_the_incident()
    {
        ImprovementReport report = Report([Incident("over", 100, 200, detected: 110), Incident("open", 300, null, detected: 310)]);
        report.TimeToAcknowledge.Reasons().Should().Equal(("over", "no time of acknowledgement"));
        report.TimeToAcknowledge.Open.Should().ContainSingle().Which.Id.Should().Be("open");
        report.TimeToResolve.Open.Should().ContainSingle().Which.Value.Should().Be(To - At(310));
    }

    [Fact]
    public void What_does_not_count_is_listed_with_the_reason()
    {
        Incident[] incidents =
        [
            Incident("good", 10, 20, detected: 12),
            Incident("duplicate", 11, 20, detected: 12).With(one => one with { DuplicateOf = "good" }),
            Incident("maintenance", 12, 20, detected: 12).With(one => one with { Kind = IncidentKind.Maintenance }),
            Incident("near", 13, 20, detected: 14).With(one => one with { Kind = IncidentKind.NearMiss }),
            Incident("negative", 14, 13, detected: 15),
            Incident("zero", 15, 15, detected: 16),
            Incident("year", 16, 16 + (366 * 1440), detected: 17),
            Incident("undetected", 17, 20),
            Incident("early", 18, 30, detected: 17),
            Incident("copied", 19, 30, detected: 19),
            Incident("unstated", null, 30, detected: 20),
        ];
        ImprovementReport report = Report(incidents);
        report.TimeToDetect.Reasons().Should().Equal(
            ("duplicate", "duplicate"),
            ("maintenance", "maintenance"),
            ("near", "near miss"),
            ("negative", "negative duration"),
            ("zero", "zero duration"),
            ("year", "longer than 30 days"),
            ("undetected", "no time of detection"),
            ("early", "negative duration"),
            ("copied", "zero duration"),
            ("unstated", "no time of start"));
        report.TimeToRestore.Reasons().Select(one => one.Id).Should().Equal(
            "duplicate", "maintenance", "near", "negative", "zero", "year");
        report.TimeToRestore.Values.Select(one => one.Id).Should().Equal("good", "undetected", "early", "copied", "unstated");
        report.FrequencyPer30Days.Reasons().Select(one => one.Id).Should().Equal("duplicate", "maintenance", "near");
    }

    [Fact]
    public void Thirty_days_are_credible_and_a_microsecond_more_is_not()
    {
        Incident[] incidents = [Incident("a", 0, 30 * 1440), Incident("b", 0, (30 * 1440) + (1 / 60e6))];
        DurationMetric metric = Report(incidents).TimeToRestore;
        metric.Values.Select(one => one.Id).Should().Equal("a");
        metric.Reasons().Should().Equal(("b", "longer than 30 days"));
    }

    /// <summary>The clocks of Berlin were put forward on Sunday, 29 March 2026, from 2:00 to 3:00.</summary>
    [Fact]
    public void An_hour_of_the_night_in_which_clocks_change_is_an_hour()
    {
        DateTimeOffset start = new(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(1));
        DateTimeOffset end = new(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2));
        Report([SomeIncidents.Of("a", start, end - start)]).TimeToRestore.Median.Should().Be(TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_file_with_wrong_years_lists_them_and_its_robust_figures_stand()
    {
        // 961 incidents of 7 to 127 minutes. Of 39, the year of the end is wrong by 1 to 5.
        Incident[] incidents =
        [
            .. Enumerable.Range(0, 1000).Select(i =>
            {
                int length = 7 + (i * 37 % 121);
                int years = i % 25 == 0 && i < 975 ? 1 + (i / 25 % 5) : 0;
                DateTimeOffset start = At(i * 120);
                return SomeIncidents.Of($"i{i:0000}", start) with
                {
                    Times = new IncidentTimes { StartedAt = start, ResolvedAt = start.AddYears(years).AddMinutes(length) },
                };
            }),
        ];
        ImprovementReport report = Report(incidents);
        int[] lengths = [.. Enumerable.Range(0, 1000).Where(i => i % 25 != 0 || i >= 975).Select(i => 7 + (i * 37 % 121)).Order()];

        report.TimeToRestore.Reasons().Should().Equal(
            Enumerable.Range(0, 39).Select(i => ($"i{i * 25:0000}", "longer than 30 days")));
        report.TimeToRestore.Count.Should().Be(961);
        report.TimeToRestore.Median.Should().Be(TimeSpan.FromMinutes(lengths[480]));
        report.TimeToRestore.Mean!.Value.TotalMinutes.Should().BeApproximately(lengths.Average(), 1e-6);
        report.FrequencyPer30Days.Count.Should().Be(1000, "they were incidents all the same");
        IncidentDataQuality.Of(incidents, Quarter, To).TooLong.Should().HaveCount(39);
    }
}
