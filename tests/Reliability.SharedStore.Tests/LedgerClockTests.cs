using Microsoft.Extensions.Time.Testing;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// A budget that leaves minutes out is the same whatever the clocks of the processes that kept those minutes: that of a process that was
/// always right, over a store that deletes nothing.
/// </summary>
[Trait("guarantee", "12")]
public sealed class LedgerClockTests : IDisposable
{
    private const string Shop = "shop";

    /// <summary>Minutes are kept for so long that a right clock keeps those of three hours ago, and a wrong one is far off.</summary>
    private static readonly SeriesRetention Kept = new(TimeSpan.FromHours(4), TimeSpan.FromDays(400));

    /// <summary>By it, stores without a clock of their own advance their horizons.</summary>
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly DateTimeOffset _hour = SeriesResolution.Hour.StartOf(TimeProvider.System.GetUtcNow().AddHours(-3));
    private readonly InMemoryStore _untouched = new();
    private long _sequence;

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    public static TheoryData<string, int> Skews
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (string kind in SharedStore.Kinds)
            {
                foreach (int days in new[] { 10, 500, -10, -500 })
                {
                    all.Add(kind, days);
                }
            }

            return all;
        }
    }

    public void Dispose() => _untouched.Dispose();

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_holder_whose_clock_is_wrong_by_days_keeps_the_minutes_that_a_right_one_keeps(string kind, int days)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind, _clock);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess wrong = HostedProcess.Start(await data.OpenAsync(), Shop, Declares, TimeSpan.FromDays(days));
        await using HostedProcess right = HostedProcess.Start(store, Shop, Declares);
        await FillAsync(store, 0, 60);
        await ExcludeAsync(store);

        await wrong.RoundAsync("ledger");
        await DeleteMinutesAsync(store);

        await ShouldBeRightAsync(right);
        wrong.Log.Of("JobFailed").Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Minutes_that_were_kept_before_all_was_counted_are_completed_by_whoever_holds_next(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind, _clock);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess right = HostedProcess.Start(store, Shop, Declares);
        await FillAsync(store, 0, 30);
        await ExcludeAsync(store);
        await using (HostedProcess ahead = HostedProcess.Start(await data.OpenAsync(), Shop, Declares, TimeSpan.FromDays(3)))
        {
            await ahead.RoundAsync("ledger");
            await FillAsync(store, 20, 50);
            await ahead.RoundAsync("ledger");
            await ahead.StopAsync();
        }

        await FillAsync(store, 40, 60);
        await using HostedProcess behind = HostedProcess.Start(await data.OpenAsync(), Shop, Declares, TimeSpan.FromDays(-10));
        await behind.RoundAsync("ledger");
        await DeleteMinutesAsync(store);
        await behind.RoundAsync("ledger");
        await behind.StopAsync();
        await right.RoundAsync("ledger");

        await ShouldBeRightAsync(right);
        await using HostedProcess later = HostedProcess.Start(await data.OpenAsync(), Shop, Declares);
        await ShouldBeRightAsync(later);
        right.Log.Of("JobFailed").Concat(behind.Log.Of("JobFailed")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Minutes_that_are_gone_from_the_series_are_never_taken_for_minutes_without_events(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind, _clock);
        IReliabilityStore store = await data.OpenAsync();
        await FillAsync(store, 0, 60);
        await using HostedProcess process = HostedProcess.Start(store, Shop, Declares);
        await ExcludeAsync(store);
        await DeleteMinutesAsync(store);

        await process.RoundAsync("ledger");

        BudgetStatus status = await process.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout);
        (status.Total, status.Bad, status.Ledger!.HoursCountedWhole).Should().Be((60 * 100, 1770, 1), "nobody kept them in time");
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_definition_is_dated_by_the_store_and_not_by_its_host(string kind, int days)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind, _clock);
        await using HostedProcess wrong =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), TimeSpan.FromDays(days));

        await wrong.RoundAsync("ledger");

        LedgerEntry entry = (await wrong.Get<IBudgetLedger>().GetEntriesAsync(Shop)).Should().ContainSingle().Which;
        entry.From.Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(15));
        entry.RecordedAt.Should().Be(entry.From!.Value);
    }

    private static void Declares(ReliabilityBuilder builder) => builder
        .AddSlo(Declared.Checkout, slo => slo.Availability(99.9m).AlertWhen(Declared.Rule))
        .Configure(options => (options.MinuteRetention, options.HourRetention) = (Kept.Minutes, Kept.Hours));

    /// <summary>A hundred events in each minute of a part of the hour, as many of them bad as the minute says.</summary>
    private async Task FillAsync(IReliabilityStore store, int from, int to)
    {
        SeriesDelta[] deltas =
        [
            .. Enumerable.Range(from, to - from).Select(minute =>
                new SeriesDelta(Declared.Checkout, new SeriesBucket(_hour.AddMinutes(minute), 100, 100 - minute))),
        ];
        var batch = new SeriesBatch(Shop, "filler", ++_sequence, deltas);
        await store.Series.AppendAsync(batch, CancellationToken.None);
        await _untouched.Series.AppendAsync(batch, CancellationToken.None);
    }

    /// <summary>Leaves out half of the hour: by a process that keeps minutes long enough to say so of three hours ago.</summary>
    private async Task ExcludeAsync(IReliabilityStore store)
    {
        await using HostedProcess process = HostedProcess.Start(store, Shop, r => r.Objective());
        var exclusion = new BudgetExclusion
        {
            Slo = Declared.Checkout,
            From = _hour.AddMinutes(15),
            To = _hour.AddMinutes(45),
            By = "ada",
            Reason = "the database moved",
        };
        await process.Get<IBudgetLedger>().ExcludeAsync(exclusion);
    }

    /// <summary>
    /// What time brings: the store deletes the minutes of the hour and keeps the hour. A shorter retention brings it at once where the
    /// store has a clock; where it has a horizon, that advances, up to an event of now.
    /// </summary>
    private async Task DeleteMinutesAsync(IReliabilityStore store)
    {
        SeriesBucket now = new(SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow()), 1, 1);
        await store.Series.AppendAsync(
            new SeriesBatch(Shop, "filler", ++_sequence, [new SeriesDelta("elsewhere", now)]),
            CancellationToken.None);
        await store.Series.SetRetentionAsync(Shop, new SeriesRetention(TimeSpan.FromHours(1), Kept.Hours), CancellationToken.None);
        await store.Series.TrimAsync(Shop, CancellationToken.None);
        _clock.Advance(TimeSpan.FromDays(1));
        await store.Series.TrimAsync(Shop, CancellationToken.None);
        (await ReadAsync(store, SeriesResolution.Minute)).Should().Be(0, "the minutes are deleted");
        (await ReadAsync(store, SeriesResolution.Hour)).Should().Be(1, "the hour is not");
    }

    private async Task<int> ReadAsync(IReliabilityStore store, SeriesResolution tier) => await store.Series.ReadAsync(
        new SeriesQuery(new SeriesId(Shop, Declared.Checkout), tier, _hour, _hour.AddHours(1)),
        CancellationToken.None).CountAsync();

    private async Task ShouldBeRightAsync(HostedProcess process)
    {
        SloDefinition[] objectives = [process.Get<IErrorBudgets>().Objectives.Single()];
        var time = new FakeTimeProvider(process.Clock.GetUtcNow());
        using var entries = new InMemoryStore(time);
        var ledger = new BudgetLedger(_untouched.Series, entries.Documents, entries.Events, objectives, time);
        foreach (LedgerEntry entry in (await process.Get<IBudgetLedger>().GetEntriesAsync(Shop)).Where(one =>
            one.Kind == LedgerEntryKind.Exclusion))
        {
            await ledger.ExcludeAsync(
                new BudgetExclusion { Slo = entry.Slo, From = entry.From, To = entry.To, By = entry.By, Reason = entry.Reason });
        }

        BudgetStatus expected =
            await new ErrorBudgets(_untouched.Series, objectives, time, corrections: ledger).GetStatusAsync(Declared.Checkout);
        expected.Ledger!.ExcludedTime.Should().Be(TimeSpan.FromMinutes(30));
        BudgetStatus status = await process.Get<IErrorBudgets>().GetStatusAsync(Declared.Checkout);
        (status.Total, status.Bad, status.Ledger).Should().Be((expected.Total, expected.Bad, expected.Ledger));
        (await process.BudgetOverHttpAsync()).Should().Be((expected.Total, expected.Bad));
    }
}
