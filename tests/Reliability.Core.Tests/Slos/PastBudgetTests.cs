using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

/// <summary>What budgets say of a time in the past is what they said then.</summary>
public sealed class PastBudgetTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly SloDefinition[] Objectives =
    [
        SloDefinition.Availability("checkout", 99m) with { Service = "shop" },
        SloDefinition.Availability("day", 99m) with { Service = "shop", Window = SloWindow.Rolling(TimeSpan.FromDays(1)) },
        SloDefinition.Availability("month", 99m) with
        {
            Service = "mailer", Window = SloWindow.Calendar(CalendarPeriod.Month, "Asia/Kathmandu"),
        },
        SloDefinition.Latency("fast", TimeSpan.FromMilliseconds(300), 95m) with { Service = "shop" },
    ];

    private readonly FakeTimeProvider _time = new(Start);
    private readonly InMemoryStore _store;
    private readonly BudgetLedger _ledger;
    private readonly ErrorBudgets _budgets;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    public PastBudgetTests()
    {
        _store = new InMemoryStore(_time);
        _ledger = new BudgetLedger(_store.Series, _store.Documents, _store.Events, Objectives, _time);
        _budgets = new ErrorBudgets(_store.Series, Objectives, _time, corrections: _ledger) { Documents = _store.Documents };
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("2026-03-24T14:00Z", "UTC")]
    [InlineData("2026-03-24T14:37Z", "UTC")]
    [InlineData("2026-03-24T00:00Z", "Europe/Berlin")]
    [InlineData("2026-03-24T18:20Z", "Asia/Kathmandu")]
    [InlineData("2026-03-24T18:05Z", "Asia/Kathmandu")]
    public async Task What_was_said_then_is_said_again(string time, string zone)
    {
        DateTimeOffset at = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        await TrafficAsync(Start, at);
        _time.SetUtcNow(at);
        await _ledger.ExcludeAsync(Exclusion("known", at.AddHours(-30), at.AddHours(-29)));
        Answers then = await AskAsync(_budgets, at);

        // What happens later, within the same minute's hour and day as well, must not count.
        await TrafficAsync(at, at.AddDays(2), bad: 40);
        _time.SetUtcNow(at.AddDays(2));
        await _ledger.ExcludeAsync(Exclusion("later", at.AddHours(-20), at.AddHours(-18)));
        await _ledger.ResetAsync(new BudgetReset { Slo = "checkout", At = at.AddHours(-40), By = "ada", Reason = "a new start", Id = "r" });
        Answers now = await AskAsync(_budgets, at.AddDays(2));
        now.Reports[0].Status.Bad.Should().NotBe(then.Reports[0].Status.Bad);

        Answers again = await AskAsync(_budgets.AsOf(at), at);
        again.Should().BeEquivalentTo(then, options => options.WithStrictOrdering());
    }

    [Fact]
    public async Task Without_minutes_the_hour_counts_as_a_whole_and_burn_rates_are_not_defined()
    {
        DateTimeOffset at = Start.AddDays(2).AddMinutes(30);
        await TrafficAsync(Start, at.AddHours(2));
        await _store.Series.SetRetentionAsync("shop", SeriesRetention.Default, CancellationToken.None);
        await _store.Series.TrimAsync("shop", CancellationToken.None);
        await TrafficAsync(Start.AddDays(30).AddHours(-1), Start.AddDays(30));
        (await _store.Series.TrimAsync("shop", CancellationToken.None)).Should().BePositive();
        SloReport report = await _budgets.AsOf(at).GetReportAsync("checkout");
        report.Status.Total.Should().Be(49 * 60 * 10);
        report.Burn.Should().OnlyContain(one => one.BurnRate == null);
        (await _budgets.AsOf(Start.AddDays(2)).GetStatusAsync("checkout")).Total.Should().Be(48 * 60 * 10);
    }

    [Fact]
    public async Task The_past_has_a_beginning_and_an_end()
    {
        (await _budgets.GetFirstMeasuredAsync(["checkout", "month"])).Should().BeNull();
        (await _budgets.GetFirstMeasuredAsync([])).Should().BeNull();
        await TrafficAsync(Start.AddMinutes(30), Start.AddHours(2));
        _time.SetUtcNow(Start.AddHours(2));
        (await _budgets.GetFirstMeasuredAsync(["checkout", "month"])).Should().Be(Start);
        foreach (DateTimeOffset wrong in (DateTimeOffset[])[Start.AddHours(2).AddTicks(1), Start.AddDays(-366)])
        {
            Action view = () => _budgets.AsOf(wrong);
            view.Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Fact]
    public async Task The_gate_decides_of_the_past_what_it_decided_then()
    {
        var gate = new AuditedReleaseGate(_budgets, _store.Events, timeProvider: _time);
        DateTimeOffset at = Start.AddDays(3).AddMinutes(20);
        await TrafficAsync(Start, at, bad: 5);
        await gate.OverrideAsync(new GateOverride
        {
            Service = "shop",
            ExpiresAt = at.AddHours(1),
            By = "ada",
            Reason = "hotfix",
            Id = "o",
        });
        _time.SetUtcNow(at);
        IReadOnlyDictionary<string, GateDecision> then = await gate.DecideEachAsync();
        then["shop"].Override.Should().NotBeNull();
        then["mailer"].Verdict.Should().Be(GateVerdict.Block);
        _time.SetUtcNow(at.AddMinutes(5));
        await gate.RevokeAsync(new GateRevocation { Service = "shop", OverrideId = "o", By = "ada", Reason = "done" });
        await TrafficAsync(at, at.AddDays(1), bad: 0);
        _time.SetUtcNow(at.AddDays(1));
        (await gate.ReplayEachAsync(at)).Should().BeEquivalentTo(then, options => options.WithStrictOrdering());
        (await gate.ReplayEachAsync(at.AddMinutes(5)))["shop"].Override.Should().BeNull("it was revoked by then");
    }

    private static BudgetExclusion Exclusion(string id, DateTimeOffset from, DateTimeOffset to) => new()
    {
        Service = "shop",
        From = from,
        To = to,
        By = "ada",
        Reason = "maintenance",
        Id = id,
    };

    private static async Task<Answers> AskAsync(IErrorBudgets budgets, DateTimeOffset now)
    {
        string[] names = [.. Objectives.Select(slo => slo.Name)];
        List<BurnHistory> burn = [];
        List<AlertReplay> replays = [];
        foreach (string name in names)
        {
            burn.Add(await budgets.GetBurnHistoryAsync(name, new TimeRange(now.AddDays(-1), now), 24));
            replays.Add(await budgets.ReplayAlertsAsync(name, new TimeRange(now.AddDays(-1), now)));
        }

        return new Answers(
            await budgets.GetReportsAsync(),
            await budgets.GetStatusesAsync(),
            await budgets.GetAlertReadingsByNameAsync(names),
            await budgets.GetHistoriesAsync(names, HistoryStep.Hour, new TimeRange(now.AddDays(-3), now)),
            await budgets.GetHistoriesAsync(names, HistoryStep.Day, new TimeRange(now.AddDays(-30), now)),
            await budgets.GetHistoriesAsync(names, HistoryStep.Month, new TimeRange(now.AddDays(-60), now)),
            burn,
            replays);
    }

    /// <summary>Ten events a minute, of which some are bad in the first minutes of each hour.</summary>
    private async Task TrafficAsync(DateTimeOffset from, DateTimeOffset to, int bad = 3)
    {
        _time.SetUtcNow(to.AddSeconds(-1)); // A flush marks the minute in which it is made as measured.
        await using var recorder = new ReliabilityRecorder(
            _store.Series, Objectives.Select(slo => slo.Series), new RecorderOptions { DayZone = _zone }, _time);
        OutcomeRecorder[] outcomes = [recorder.Outcomes("checkout"), recorder.Outcomes("day"), recorder.Outcomes("month")];
        LatencyRecorder fast = recorder.Latencies("fast");
        for (DateTimeOffset minute = from; minute < to; minute = minute.AddMinutes(1))
        {
            int failed = minute.Minute < 20 ? Math.Min(10, bad) : 0;
            foreach (OutcomeRecorder one in outcomes)
            {
                one.Record(good: 10 - failed, bad: failed, minute);
            }

            fast.Record(TimeSpan.FromMilliseconds(100 + (failed * 100)), minute);
        }

        await recorder.FlushAsync();
    }

    private sealed record Answers(
        IReadOnlyList<SloReport> Reports,
        IReadOnlyList<BudgetStatus> Statuses,
        IReadOnlyList<IReadOnlyList<AlertReading>> Readings,
        IReadOnlyList<BudgetHistory> Hours,
        IReadOnlyList<BudgetHistory> Days,
        IReadOnlyList<BudgetHistory> Months,
        IReadOnlyList<BurnHistory> Burn,
        IReadOnlyList<AlertReplay> Replays);
}
