using System.Text.Json.Nodes;
using Reliability.Alerting;
using Reliability.Slos;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Tests.Shared;
using Reliability.Trends;
using Reliability.Trends.Internal;

namespace Reliability.Core.Tests.Trends;

public sealed class TrendWatchTests
{
    private readonly List<AlertNotification> _told = [];
    private readonly List<AcceptedShift> _accepted = [];
    private readonly TrendRule _rule = new() { Severity = AlertSeverity.Page };
    private TrendState _state = new();

    private IEnumerable<string> Told => _told.Select(one => $"{one.Rule} {one.Kind}");

    [Fact]
    public void A_shift_is_notified_of_once_while_its_place_moves_and_its_kind_changes()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(60));
        Judge(62, TrendVerdict.Degrading, Reports.Shift(61));
        Judge(63, TrendVerdict.Degrading, Reports.Shift(63, beside: 0));
        Judge(64, TrendVerdict.Degrading, Reports.Shift(59, beside: 3, kind: ShiftKind.Ramp));
        Judge(65, TrendVerdict.Degrading, Reports.Shift(60), Reports.Shift(64, 0.02));
        Told.Should().Equal("shift:2026-05-01 Fired");
        AlertNotification fired = _told[0];
        fired.Should().BeEquivalentTo(new
        {
            Slo = "checkout.latency",
            Severity = AlertSeverity.Page,
            FiredAt = Now(61),
            ResolvedAt = (DateTimeOffset?)null,
            Explanation = "p95 changed from 300 ms to 400 ms (+33.3 %) by a step on 1 May.",
        });
        fired.AlertId.Should().HaveLength(20);
        fired.ClearsWhen.Should().Contain("a person accepts");
    }

    [Fact]
    public void Each_of_several_shifts_is_notified_of()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(20), Reports.Shift(60));
        Judge(90, TrendVerdict.Degrading, Reports.Shift(20), Reports.Shift(60), Reports.Shift(80));
        Told.Should().Equal("shift:2026-03-22 Fired", "shift:2026-05-01 Fired", "shift:2026-05-21 Fired");
        _told.Select(one => one.AlertId).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(-0.1, ShiftKind.Step)]
    [InlineData(0.1, ShiftKind.Transient)]
    public void A_shift_to_the_better_or_for_a_short_time_is_not_notified_of(double size, ShiftKind kind)
    {
        Judge(70, TrendVerdict.Stable, Reports.Shift(60, size, kind: kind));
        Told.Should().BeEmpty();
    }

    [Fact]
    public void A_shift_resolves_after_three_days_without_it_and_is_silent_when_it_is_found_again()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(60));
        Judge(62, TrendVerdict.Stable);
        Judge(63, TrendVerdict.Stable);
        Judge(64, TrendVerdict.Degrading, Reports.Shift(60));
        Judge(65, TrendVerdict.Stable);
        Judge(66, TrendVerdict.Stable);
        Told.Should().Equal("shift:2026-05-01 Fired");
        Judge(67, TrendVerdict.Stable);
        Judge(68, TrendVerdict.Degrading, Reports.Shift(60));
        Judge(69, TrendVerdict.Degrading, Reports.Shift(61));
        Told.Should().Equal("shift:2026-05-01 Fired", "shift:2026-05-01 Resolved");
        _told[1].AlertId.Should().Be(_told[0].AlertId);
        _told[1].ResolvedAt.Should().Be(Now(67));
    }

    [Fact]
    public void A_shift_that_is_not_found_stays_open_while_the_metric_still_degrades()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(60));
        for (int day = 62; day < 80; day++)
        {
            Judge(day, TrendVerdict.Degrading);
        }

        Told.Should().Equal("shift:2026-05-01 Fired");
    }

    [Fact]
    public void A_shift_resolves_when_a_later_one_brings_the_level_back()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(60));
        for (int day = 80; day < 83; day++)
        {
            Judge(day, TrendVerdict.Stable, Reports.Shift(60), Reports.Shift(75, -0.095) with { Before = 0.4, After = 0.305 });
        }

        Told.Should().Equal("shift:2026-05-01 Fired", "shift:2026-05-01 Resolved");
        _told[1].ClearsWhen.Should().Be("The level before the shift is back.");
    }

    [Fact]
    public void A_later_shift_that_brings_back_a_part_of_the_level_alone_resolves_nothing()
    {
        for (int day = 80; day < 90; day++)
        {
            Judge(day, TrendVerdict.Degrading, Reports.Shift(60), Reports.Shift(75, -0.05) with { Before = 0.4, After = 0.35 });
        }

        Told.Should().Equal("shift:2026-05-01 Fired");
    }

    [Fact]
    public void Too_few_values_and_days_without_values_change_nothing()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(60));
        TrendState before = _state;
        for (int day = 62; day < 70; day++)
        {
            Judge(day, TrendVerdict.InsufficientData);
        }

        _state.Shifts.Should().BeEquivalentTo(before.Shifts);
        for (int again = 0; again < 5; again++)
        {
            Judge(70, TrendVerdict.Stable); // The first of them has a new day, the others have not.
        }

        Told.Should().Equal("shift:2026-05-01 Fired");
        _state.Shifts.Should().ContainSingle().Which.CalmDays.Should().Be(1);
    }

    [Fact]
    public void A_trend_without_a_shift_is_notified_of_once_until_it_is_over()
    {
        Judge(60, TrendVerdict.Degrading);
        Judge(61, TrendVerdict.Stable);
        Judge(62, TrendVerdict.Degrading);
        Judge(63, TrendVerdict.Stable);
        Judge(64, TrendVerdict.Stable);
        Told.Should().Equal("trend Fired");
        Judge(65, TrendVerdict.Improving);
        Told.Should().Equal("trend Fired", "trend Resolved");
        Judge(66, TrendVerdict.Degrading);
        Told.Should().Equal("trend Fired", "trend Resolved", "trend Fired");
        _told[2].AlertId.Should().NotBe(_told[0].AlertId);
    }

    [Fact]
    public void A_shift_within_a_trend_that_was_notified_of_is_not_notified_of_again_and_a_later_one_is()
    {
        Judge(60, TrendVerdict.Degrading);
        Judge(61, TrendVerdict.Degrading, Reports.Shift(40, kind: ShiftKind.Ramp, beside: 10));
        Judge(62, TrendVerdict.Degrading, Reports.Shift(42));
        Told.Should().Equal("trend Fired");
        Judge(80, TrendVerdict.Degrading, Reports.Shift(42), Reports.Shift(75));
        Told.Should().Equal("trend Fired", "shift:2026-05-16 Fired");
    }

    [Fact]
    public void An_accepted_shift_resolves_at_once_and_says_by_whom_and_why()
    {
        MetricShift shift = Reports.Shift(60);
        Judge(61, TrendVerdict.Degrading, shift);
        _accepted.Add(Reports.Accepted(Reports.Shift(62), Now(61)));
        Judge(61, TrendVerdict.InsufficientData, shift);
        Told.Should().Equal("shift:2026-05-01 Fired", "shift:2026-05-01 Resolved");
        _told[1].ClearsWhen.Should().Be("ana accepted the shift: new fraud check, agreed");
        Judge(70, TrendVerdict.Stable, shift with { Acceptance = _accepted[0] });
        _told.Should().HaveCount(2);
    }

    [Fact]
    public void A_shift_whose_acceptance_is_withdrawn_is_open_again_without_a_notification()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(60));
        _accepted.Add(Reports.Accepted(Reports.Shift(60), Now(61)));
        Judge(62, TrendVerdict.Stable);
        _accepted[0] = _accepted[0] with { WithdrawnBy = "ben", WithdrawalReason = "the check went", WithdrawnAt = Now(62) };
        Judge(63, TrendVerdict.Degrading, Reports.Shift(60));
        Told.Should().Equal("shift:2026-05-01 Fired", "shift:2026-05-01 Resolved");
        TrendWatch.Alerts(_state, _rule, Reports.Of(63, TrendVerdict.Degrading), Now(63))
            .Should().Contain(one => one.Rule == "shift:2026-05-01" && one.State == AlertState.Firing);
    }

    [Fact]
    public void A_shift_before_the_accepted_baseline_is_not_notified_of()
    {
        AcceptedShift accepted = Reports.Accepted(Reports.Shift(60), Now(61));
        _accepted.Add(accepted);
        TrendReport report = Reports.Of(80, TrendVerdict.Degrading, Reports.Shift(20), Reports.Shift(75))
            with
        { Baseline = accepted, BaselineStart = accepted.At };
        Judge(80, report);
        Told.Should().Equal("shift:2026-05-16 Fired");
    }

    [Fact]
    public void A_trend_is_judged_anew_from_an_accepted_baseline()
    {
        Judge(60, TrendVerdict.Degrading);
        _accepted.Add(Reports.Accepted(Reports.Shift(50), Now(60).AddHours(3)));
        Judge(60, TrendVerdict.InsufficientData);
        Told.Should().Equal("trend Fired", "trend Resolved");
    }

    [Fact]
    public void A_shift_that_is_over_is_forgotten_after_it_left_the_days()
    {
        Judge(61, TrendVerdict.Degrading, Reports.Shift(60));
        for (int day = 62; day < 200; day++)
        {
            Judge(day, TrendVerdict.Stable);
        }

        _state.Shifts.Should().BeEmpty();
        Told.Should().Equal("shift:2026-05-01 Fired", "shift:2026-05-01 Resolved");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_step_in_real_values_is_notified_of_once_over_four_months_of_days(int seed)
    {
        double[] noise = Series.Noise(180, seed);
        TrendPoint[] points = [.. Series.Days(180, day => 0.3 + (0.005 * noise[day]) + (day >= 60 ? 0.03 : 0)).Points];
        for (int day = 50; day <= 150; day++)
        {
            Judge(day, Trend.Analyze(Series.Latency, new TrendSeries { Points = points[Math.Max(0, day - 90)..day] }));
        }

        Told.Should().Contain(one => one.StartsWith("shift:", StringComparison.Ordinal));
        _told.Where(one => one.Kind == AlertTransitionKind.Fired).Should().ContainSingle();
    }

    [Fact]
    public void What_is_remembered_is_read_for_ever()
    {
        string sample = File.ReadAllText(Path.Combine(
            RepositoryRoot.Path, "tests", "Reliability.Core.Tests", "Formats", "Samples", "document.sourced-alerts.v1.json"));
        string json = JsonNode.Parse(sample)!["state"]!.GetValue<string>();
        TrendState state = TrendState.Read(json, "checkout.latency");
        state.Shifts.Should().ContainSingle().Which.Last.Kind.Should().Be("Ramp");
        state.Trend!.CalmDays.Should().Be(2);
        JsonNode.DeepEquals(JsonNode.Parse(state.Write()), JsonNode.Parse(json)).Should().BeTrue("no field is lost or renamed");
    }

    [Theory]
    [InlineData("{\"v\":2}", "*format 2*Update the package*")]
    [InlineData("[]", "*alerts of 'checkout.latency' cannot be read*")]
    public void What_a_later_version_remembers_is_rejected(string json, string message) =>
        FluentActions.Invoking(() => TrendState.Read(json, "checkout.latency"))
            .Should().Throw<StoreException>().WithMessage(message);

    private static DateTimeOffset Now(int day) => Series.Monday.AddDays(day).AddMinutes(20);

    private void Judge(int day, TrendVerdict verdict, params MetricShift[] shifts) => Judge(day, Reports.Of(day, verdict, shifts));

    /// <summary>Every judgment could be that of another process: it knows what was stored alone.</summary>
    private void Judge(int day, TrendReport report)
    {
        (TrendState next, IReadOnlyList<AlertNotification> transitions) =
            TrendWatch.Next(TrendState.Read(_state.Write(), "checkout.latency"), _rule, report, _accepted, Now(day));
        _state = next;
        _told.AddRange(transitions);
    }
}
