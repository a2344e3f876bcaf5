using System.Globalization;
using Reliability.Incidents;
using static Reliability.Core.Tests.Incidents.Metrics.SomeHistory;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class IncidentDataQualityTests
{
    private static readonly Incident[] Records =
    [
        Incident("good", 10, 20, detected: 12),
        Incident("negative", 100, 90, detected: 101),
        Incident("zero", 200, 200, detected: 201),
        Incident("year", 300, 300 + (365 * 1440), detected: 301),
        Incident("undetected", 400, 410),
        Incident("long", 1000, 1200, detected: 1001),
        Incident("within", 1010, 1030, detected: 1011),
        Incident("at its end", 1200, 1210, detected: 1201),
        Incident("late", 2000, 2010, detected: 2001) with { OpenedAt = At(2011) },
        Incident("imported", 3000, 3010, detected: 3001) with { OpenedAt = To, Source = IncidentSource.Import },
        Incident("order", 4000, 4010, detected: 4005, acknowledged: 4004),
        Incident("before, but its end", -2_000_000, 5000, detected: -1_999_999),
        Incident("before", -100, -90),
        Incident("m", 5, 6).With(one => one with { Kind = IncidentKind.Maintenance }),
        Incident("n", 5, 6).With(one => one with { Kind = IncidentKind.NearMiss }),
        Incident("d", 5, 6).With(one => one with { DuplicateOf = "good" }),
    ];

    private static IncidentDataQuality Quality => IncidentDataQuality.Of(Records, Quarter, To);

    [Fact]
    public void Every_doubt_is_counted_with_the_names_of_the_records()
    {
        Ids(Quality.Negative).Should().Equal("negative");
        Ids(Quality.Zero).Should().Equal("zero");
        Ids(Quality.TooLong).Should().Equal("before, but its end", "year");
        Ids(Quality.NoDetection).Should().Equal("undetected");
        Ids(Quality.Overlapping).Should().Equal("long", "within");
        Ids(Quality.PostedLate).Should().Equal("negative", "late");
        Ids(Quality.OutOfOrder).Should().Equal("negative", "zero", "order");
        (Quality.Count, Quality.ImportedCount, Quality.DetectedShare).Should().Be((12, 1, 11 / 12.0));
        (Quality.DuplicateCount, Quality.MaintenanceCount, Quality.NearMissCount).Should().Be((1, 1, 1));
        (Quality.SumOfDurations, Quality.Downtime).Should().Be((TimeSpan.FromMinutes(280), TimeSpan.FromMinutes(260)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void It_is_readable_and_the_same_in_every_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        Quality.ToString().Should().Be(
            "12 incidents: 1 negative, 1 zero, 2 longer than 30 days, detection known for 92 %, 2 overlapping (sum 4.7 h, union 4.3 h), "
                + "2 posted late, 3 out of order");
        IncidentDataQualityMarkdown.Write(Quality).Should().Be("""
            # Data quality of incidents

            From 2026-01-01T00:00:00Z to 2026-04-01T00:00:00Z, as of 2026-04-01T00:00:00Z: 12 incidents. Not counted: 1 duplicate, 1 time of maintenance, 1 near miss.

            | check | number | incidents |
            |---|---:|---|
            | ended before it started: durations do not count | 1 | shop/negative |
            | ended when it started: durations do not count | 1 | shop/zero |
            | longer than 30 days, as with a wrong year: durations do not count | 2 | shop/before, but its end, shop/year |
            | open for more than 30 days, as when nobody closed it | 0 |  |
            | began after the time of the report: left out | 0 |  |
            | detection is not known | 1 | shop/undetected |
            | overlaps another | 2 | shop/long, shop/within |
            | posted late: after its end, or a day or more after its start | 2 | shop/negative, shop/late |
            | milestones out of order | 3 | shop/negative, shop/zero, shop/order |

            Detection is known for 92 %. The sum of the durations is 4.7 h; without overlaps it is 4.3 h.
            When an incident was posted is not known for the 1 that were imported.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Names_are_no_markup() =>
        IncidentDataQualityMarkdown.Write(IncidentDataQuality.Of([Incident("<b>|x", 10, 5)], Quarter, To)).Should()
            .Contain(@"| shop/\<b\>\|x |");

    [Fact]
    public void Without_incidents_there_is_nothing_doubtful()
    {
        var none = IncidentDataQuality.Of([], Quarter, To);
        (none.Count, none.DetectedShare).Should().Be((0, null));
        none.ToString().Should().Contain("detection known for none");
        FluentActions.Invoking(() => IncidentDataQuality.Of([], Quarter, From)).Should().Throw<ArgumentException>();
    }

    private static IEnumerable<string> Ids(IEnumerable<IncidentReference> incidents) => incidents.Select(one => one.Id);
}
