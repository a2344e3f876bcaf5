using System.Text.Json;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class BurnGoldenTests
{
    private static readonly JsonElement Burn = Golden.Load("burn");

    [Fact]
    public void The_workbook_table_5_8_is_the_default_for_30_days()
    {
        BurnRateRule.Workbook(TimeSpan.FromDays(30), 99.9m)
            .Select(r => (r.LongWindow.TotalHours, r.ShortWindow.TotalMinutes, r.Factor, r.Severity))
            .Should().Equal(
                (1, 5, 14.4m, AlertSeverity.Page),
                (6, 30, 6m, AlertSeverity.Page),
                (24, 120, 3m, AlertSeverity.Ticket),
                (72, 360, 1m, AlertSeverity.Ticket));
    }

    [Fact]
    public void Sloth_prints_the_same_factors_for_28_days()
    {
        BurnRateRule.Workbook(TimeSpan.FromDays(28), 99.9m)
            .Select(r => Math.Round(r.Factor, 4))
            .Should()
            .Equal(13.44m, 5.6m, 2.8m, 0.9333m);
    }

    [Theory]
    [InlineData("keepWindows", BurnRateScaling.KeepWindows)]
    [InlineData("keepFactors", BurnRateScaling.KeepFactors)]
    public void Tables_scale_to_other_periods_as_computed_in_fractions(string table, BurnRateScaling scaling)
    {
        foreach (JsonElement row in Burn.GetProperty("scaled").EnumerateArray())
        {
            var period = TimeSpan.FromDays(row.GetProperty("days").GetInt32());
            IReadOnlyList<BurnRateRule> rules = BurnRateRule.Workbook(period, 99.9m, scaling);
            JsonElement[] expected = [.. row.GetProperty(table).EnumerateArray()];
            rules.Should().HaveCount(expected.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                rules[i].LongWindow.TotalMinutes.Should().Be(expected[i][0].GetInt32(), row.ToString());
                rules[i].ShortWindow.TotalMinutes.Should().Be(expected[i][1].GetInt32(), row.ToString());
                rules[i].Factor.ShouldBeExactly(expected[i][2].Number(), row.ToString());
            }
        }
    }

    [Fact]
    public void The_ceiling_of_a_burn_rate_is_one_over_the_error_budget()
    {
        foreach (JsonElement row in Burn.GetProperty("ceilings").EnumerateArray())
        {
            SloDefinition slo = SloDefinition.Availability("a", row[0].Number());
            slo.MaxBurnRate!.Value.ShouldBeExactly(row[1].Number(), row.ToString());
            BurnRate.Over(slo, [Bucket.At(Bucket.Minute(0), 7, 7)], TimeSpan.FromHours(1), Bucket.Minute(5)).BurnRate!.Value
                .ShouldBeExactly(row[1].Number(), "every event is bad");
        }
    }

    [Fact]
    public void Burn_rates_and_the_share_of_the_budget_weighed_by_traffic_agree_with_fractions()
    {
        foreach (JsonElement row in Burn.GetProperty("volume").EnumerateArray())
        {
            SloDefinition slo = SloDefinition.Availability("a", row.Number("target"));
            SeriesBucket bucket = Bucket.At(Bucket.Minute(3), row.GetProperty("total").GetInt64(), row.GetProperty("bad").GetInt64());
            BurnReading reading = BurnRate.Over(slo, [bucket], TimeSpan.FromHours(1), Bucket.Minute(10), row.Number("periodTotal"));
            reading.BurnRate!.Value.ShouldBeExactly(row.Number("burn"), row.ToString());
            reading.BudgetShare!.Value.ShouldBeExactly(row.Number("share"), row.ToString());
        }
    }

    [Fact]
    public void Times_to_exhaustion_from_full_and_from_now_agree_with_fractions()
    {
        foreach (JsonElement row in Burn.GetProperty("exhaustion").EnumerateArray())
        {
            var period = TimeSpan.FromDays(row.GetProperty("days").GetInt32());
            decimal burn = row.Number("burn");
            Seconds(BurnRate.TimeToExhaustion(period, burn)).Should().BeApproximately(row.Number("fromFullSeconds"), 1e-7m);
            Seconds(BurnRate.TimeToExhaustion(period, burn, row.Number("remaining")))
                .Should()
                .BeApproximately(row.Number("fromNowSeconds"), 1e-7m);
        }
    }

    [Fact]
    public void A_time_to_exhaustion_beyond_all_dates_is_undefined_and_a_spent_budget_takes_no_time()
    {
        BurnRate.TimeToExhaustion(TimeSpan.FromDays(90), 1e-20m).Should().BeNull();
        BurnRate.TimeToExhaustion(TimeSpan.FromDays(90), 1, -0.5m).Should().Be(TimeSpan.Zero);
        FluentActions.Invoking(() => BurnRate.TimeToExhaustion(TimeSpan.FromDays(90), 0))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*above 0*");
    }

    [Fact]
    public void Alerts_fire_after_the_workbook_detection_time_and_clear_when_the_short_window_has_recovered()
    {
        foreach (JsonElement row in Burn.GetProperty("detection").EnumerateArray())
        {
            int start = row.GetProperty("startMinute").GetInt32();
            int stop = row.GetProperty("stopMinute").GetInt32();
            int bad = row.GetProperty("badPerMille").GetInt32();
            var rule = new BurnRateRule(Minutes(row, "longMinutes"), Minutes(row, "shortMinutes"), row.Number("factor"), AlertSeverity.Page)
            {
                Guard = LowTrafficGuard.None,
            };
            var timeline = new AlertTimeline(SloDefinition.Availability("a", row.Number("target")) with { Alerts = [rule] });
            for (int minute = 0; minute < stop + 400; minute++)
            {
                timeline.Add(Bucket.At(Bucket.Minute(minute), 1000, minute >= start && minute < stop ? bad : 0));
            }

            IReadOnlyList<AlertEpisode> episodes = timeline.Complete(Bucket.Minute(stop + 400));
            if (row.GetProperty("firedAfter").ValueKind == JsonValueKind.Null)
            {
                episodes.Should().BeEmpty(row.ToString());
                continue;
            }

            AlertEpisode episode = episodes.Should().ContainSingle(row.ToString()).Subject;
            episode.FiredAt.Should().Be(Bucket.Minute(start + row.GetProperty("firedAfter").GetInt32()), row.ToString());
            episode.ClearedAt.Should().Be(Bucket.Minute(stop + row.GetProperty("clearedAfter").GetInt32()), row.ToString());
        }
    }

    private static TimeSpan Minutes(JsonElement row, string property) => TimeSpan.FromMinutes(row.GetProperty(property).GetInt32());

    private static decimal Seconds(TimeSpan? time) => (decimal)time!.Value.Ticks / TimeSpan.TicksPerSecond;
}
