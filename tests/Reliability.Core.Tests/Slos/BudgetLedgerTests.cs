using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Slos;

public sealed class BudgetLedgerTests : IDisposable
{
    /// <summary>Ten days after <see cref="Bucket.Monday"/>, so that a week of hours lies behind and minutes of two days are gone.</summary>
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 10);

    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop" };
    private static readonly SloDefinition Other = SloDefinition.Availability("search", 99m) with { Service = "shop" };
    private readonly InMemorySeriesStore _measured = new();
    private readonly ISeriesStore _series;
    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(Now);

    public BudgetLedgerTests() => _series = Forwarding.To<ISeriesStore>(_measured);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Excluded_hours_take_their_events_out_and_the_status_says_so()
    {
        Traffic(24 * 60, minute => minute is >= 600 and < 720 ? 50 : 0);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        (await budgets.GetStatusAsync("checkout"))
            .Should()
            .BeEquivalentTo(new { Total = 144_000m, Bad = 6_000m, State = BudgetState.Exhausted, Ledger = (LedgerEffect?)null });

        LedgerEntry entry = await ledger.ExcludeAsync(Exclusion(Bucket.Minute(600), Bucket.Minute(720)));
        entry.Should()
            .BeEquivalentTo(
                new
                {
                    Position = 1,
                    Kind = LedgerEntryKind.Exclusion,
                    Service = "shop",
                    Slo = "checkout",
                    By = "ada",
                    Reason = "the database moved",
                    RecordedAt = Now,
                    From = Bucket.Minute(600),
                    To = Bucket.Minute(720)
                });

        BudgetStatus status = await budgets.GetStatusAsync("checkout");
        status.Should().BeEquivalentTo(new { Total = 132_000m, Bad = 0m, State = BudgetState.Healthy });
        status.Ledger.Should().Be(new LedgerEffect { ExcludedTime = TimeSpan.FromHours(2) });
        (await budgets.GetReportAsync("checkout")).Status.Should().Be(status);
        (await budgets.ReplayAsync("checkout", Now, DateTimeOffset.MinValue)).Bad.Should().Be(6_000, "the raw budget stays in sight");
    }

    [Fact]
    public async Task Of_an_hour_that_is_excluded_in_part_the_other_minutes_count_and_go_on_counting_when_minutes_are_gone()
    {
        DateTimeOffset hour = Bucket.Hour((24 * 9) + 5);
        Traffic(24 * 10 * 60, minute => Bucket.Minute(minute) >= hour && Bucket.Minute(minute) < hour.AddHours(1) ? minute % 60 : 0);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        await ledger.ExcludeAsync(Exclusion(hour.AddMinutes(15).AddSeconds(20), hour.AddMinutes(44).AddSeconds(1)));

        // 15 to 44, both included: sum of 0 to 59 less that of 15 to 44. What is touched is excluded whole.
        decimal expected = 1770 - 885;
        BudgetStatus fresh = await budgets.GetStatusAsync("checkout");
        (fresh.Bad, fresh.Total, fresh.Ledger!.ExcludedTime).Should().Be((expected, (24 * 10 * 60 * 100) - 3000, TimeSpan.FromMinutes(30)));

        for (int day = 0; day < 12; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            await ledger.CopyMinutesAsync();
            Trim(_time.GetUtcNow() - TimeSpan.FromDays(8));
            (await budgets.GetStatusAsync("checkout")).Bad.Should().Be(expected, "day {0}", day);
        }

        (BudgetLedger elsewhere, ErrorBudgets again) = Open();
        (await again.GetStatusAsync("checkout")).Should().BeEquivalentTo(new { Bad = expected, Ledger = new { HoursCountedWhole = 0 } });
        await elsewhere.RevokeAsync(Revocation((await ledger.GetEntriesAsync("shop"))[0].Id));
        (await again.GetStatusAsync("checkout")).Bad.Should().Be(1770, "even now it can be taken back");
    }

    [Fact]
    public async Task An_hour_whose_minutes_nobody_kept_counts_whole_and_says_so()
    {
        DateTimeOffset hour = Bucket.Hour((24 * 9) + 5);
        Traffic(24 * 10 * 60, minute => Bucket.Minute(minute) >= hour && Bucket.Minute(minute) < hour.AddHours(1) ? 1 : 0);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        await ledger.ExcludeAsync(Exclusion(hour.AddMinutes(30), hour.AddHours(2)));
        (await budgets.GetStatusAsync("checkout")).Bad.Should().Be(30);

        _time.Advance(TimeSpan.FromDays(10));
        Trim(_time.GetUtcNow() - TimeSpan.FromDays(8));
        (await budgets.GetStatusAsync("checkout")).Should().BeEquivalentTo(new { Bad = 60m, Ledger = new { HoursCountedWhole = 1 } });
    }

    [Fact]
    public async Task An_exclusion_that_is_taken_back_was_never_there_and_both_stay_in_the_ledger()
    {
        Traffic(24 * 60, _ => 1);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        BudgetStatus before = await budgets.GetStatusAsync("checkout");
        LedgerEntry entry = await ledger.ExcludeAsync(Exclusion(Bucket.Hour(1), Bucket.Hour(5)));
        (await budgets.GetStatusAsync("checkout")).Should().NotBe(before);
        LedgerEntry revoked = await ledger.RevokeAsync(Revocation(entry.Id));
        (await ledger.RevokeAsync(Revocation(entry.Id) with { By = "eve" })).Should().Be(revoked, "an entry is taken back once");

        (await budgets.GetStatusAsync("checkout")).Should().Be(before);
        (await ledger.GetEntriesAsync("shop")).Should().Equal(entry, revoked);
    }

    [Fact]
    public async Task Adjustments_add_and_take_units_or_a_share_and_never_below_nothing()
    {
        Traffic(24 * 60, minute => minute < 10 ? 100 : 0);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        await ledger.AdjustAsync(Adjustment() with { Bad = -600, Good = 100 });
        (await budgets.GetStatusAsync("checkout"))
            .Should()
            .BeEquivalentTo(new { Total = 143_500m, Bad = 400m, Ledger = new { Good = 100m, Bad = -600m } });

        LedgerEntry share = await ledger.AdjustAsync(Adjustment() with { BudgetShare = 0.1m });
        (await budgets.GetStatusAsync("checkout")).Bad.Should().Be(400 - (0.1m * 1435));
        await ledger.AdjustAsync(Adjustment() with { BudgetShare = 5 });
        (await budgets.GetStatusAsync("checkout"))
            .Should()
            .BeEquivalentTo(new { Bad = 0m, Remaining = 1m }, "no more is given back than was spent");
        await ledger.AdjustAsync(Adjustment() with { Bad = -1_000_000_000 });
        (await budgets.GetStatusAsync("checkout")).Should().BeEquivalentTo(new { Total = 0m, State = BudgetState.NoTraffic });

        foreach (LedgerEntry entry in (await ledger.GetEntriesAsync("shop")).Where(one => one.Position > share.Position))
        {
            await ledger.RevokeAsync(Revocation(entry.Id));
        }

        _time.Advance(TimeSpan.FromDays(40));
        (await budgets.GetStatusAsync("checkout")).Ledger.Should().BeNull("what was corrected has left the window");
    }

    [Fact]
    public async Task A_reset_lets_the_budget_start_anew_and_leaves_alerts_alone()
    {
        _time.AdjustTime(Bucket.Hour(10));
        Traffic(600, minute => minute >= 560 ? 100 : 0);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        await ledger.AdjustAsync(Adjustment() with { At = Bucket.Hour(9), Bad = 7 });
        await ledger.ResetAsync(new BudgetReset
        {
            Slo = "checkout",
            At = Bucket.Minute(590).AddSeconds(30),
            By = "ada",
            Reason = "a new quarter",
        });

        SloReport report = await budgets.GetReportAsync("checkout");
        report.Status.Should()
            .BeEquivalentTo(new { Total = 1000m, Bad = 1000m, Ledger = new { CountsFrom = Bucket.Minute(590), Bad = 0m } });
        report.Alerts.Should().Contain(reading => reading.Condition == AlertCondition.Met);
        report.Burn[0].Bad.Should().Be(4000, "burn rates see what was before");
    }

    [Fact]
    public async Task A_budget_can_be_asked_for_as_it_was_known_at_any_moment()
    {
        Traffic(24 * 60, minute => minute < 100 ? 1 : 0);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        List<(DateTimeOffset At, BudgetStatus Status)> seen = [];
        LedgerEntry first = await ledger.ExcludeAsync(Exclusion(Bucket.Hour(0), Bucket.Hour(1)));
        await Remember();
        await ledger.AdjustAsync(Adjustment() with { Bad = 5 });
        await Remember();
        await ledger.RevokeAsync(Revocation(first.Id));
        await Remember();

        foreach ((DateTimeOffset at, BudgetStatus status) in seen)
        {
            (await budgets.ReplayAsync("checkout", at)).Should().Be(status);
        }

        seen.Select(one => one.Status.Bad).Should().Equal(40, 45, 105);
        (await budgets.ReplayAsync("checkout", seen[0].At, seen[2].At)).Bad.Should().Be(105, "what is known now of then");
        (await ledger.GetEntriesAsync("shop", seen[1].At)).Should().HaveCount(2);

        async Task Remember()
        {
            seen.Add((_time.GetUtcNow(), await budgets.GetStatusAsync("checkout")));
            _time.Advance(TimeSpan.FromHours(1));
        }
    }

    [Fact]
    public async Task Alerts_and_their_history_leave_excluded_time_out()
    {
        _time.AdjustTime(Bucket.Hour(10));
        Traffic(600, minute => minute >= 480 ? 100 : 0);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        (await budgets.GetAlertReadingsAsync("checkout")).Should().Contain(reading => reading.Condition == AlertCondition.Met);
        (await budgets.ReplayAlertsAsync("checkout", new TimeRange(Bucket.Monday, Bucket.Hour(10)))).Episodes.Should().NotBeEmpty();

        await ledger.ExcludeAsync(Exclusion(Bucket.Minute(480), Bucket.Minute(600)));
        (await budgets.GetAlertReadingsAsync("checkout")).Should().OnlyContain(reading => reading.Condition != AlertCondition.Met)
            .And.Contain(
                reading => reading.Condition == AlertCondition.NoData,
                "of excluded time nobody knows: alerts neither fire nor clear");
        (await budgets.ReplayAlertsAsync("checkout", new TimeRange(Bucket.Monday, Bucket.Hour(10)))).Episodes.Should().BeEmpty();
    }

    [Theory]
    [InlineData(MissingSlice.Good, 20, 0)]
    [InlineData(MissingSlice.Bad, 20, 9)]
    [InlineData(MissingSlice.Exclude, 11, 0)]
    public async Task Excluded_slices_are_neither_good_nor_bad_nor_missing(MissingSlice missing, int total, int bad)
    {
        SloDefinition slices =
            Slo with
            {
                Window = SloWindow.Rolling(TimeSpan.FromDays(1)),
                Budgeting = Budgeting.TimeSlices(TimeSpan.FromHours(1), 99m, missing, 0m),
                Alerts = [],
            };
        foreach (int hour in (int[])[0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17])
        {
            _measured.Put(slices, Bucket.At(Bucket.Hour(hour), 100, hour == 3 ? 100 : 0));
        }

        _time.AdjustTime(Bucket.Hour(24));
        (BudgetLedger ledger, ErrorBudgets budgets) = Open(slices);

        // Out go the bad hour 3, and the missing hours 6 to 8. Of hour 10 only a part: it stays missing.
        await ledger.ExcludeAsync(Exclusion(Bucket.Hour(3), Bucket.Hour(4)));
        await ledger.ExcludeAsync(Exclusion(Bucket.Hour(6), Bucket.Hour(9)));
        await ledger.ExcludeAsync(Exclusion(Bucket.Minute(600), Bucket.Minute(630)));
        BudgetStatus status = await budgets.GetStatusAsync("checkout");
        (status.Total, status.Bad, status.Coverage).Should().Be((total, bad, 11 / 20m));
    }

    [Fact]
    public async Task A_window_that_is_excluded_whole_has_no_traffic_and_is_not_green()
    {
        SloDefinition day = Slo with { Window = SloWindow.Rolling(TimeSpan.FromDays(1)), Alerts = [] };
        _time.AdjustTime(Bucket.Hour(24));
        Traffic(24 * 60, _ => 100);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open(day);
        await ledger.ExcludeAsync(Exclusion(Bucket.Hour(-10), Bucket.Hour(30)));
        (await budgets.GetStatusAsync("checkout"))
            .Should()
            .BeEquivalentTo(
                new { State = BudgetState.NoTraffic, Reason = "The whole window is excluded.", Total = 0m, Sli = (decimal?)null });
    }

    [Fact]
    public async Task An_exclusion_of_a_service_counts_for_all_its_objectives()
    {
        Traffic(24 * 60, _ => 1);
        _measured.Put(Other, Bucket.Minutes(24 * 60, _ => (100, 1)));
        (BudgetLedger ledger, ErrorBudgets budgets) = Open(Slo, Other);
        await ledger.ExcludeAsync(Exclusion(Bucket.Hour(0), Bucket.Hour(12)) with { Slo = null, Service = "shop" });
        (await budgets.GetStatusAsync("checkout")).Bad.Should().Be(720);
        (await budgets.GetStatusAsync("search")).Bad.Should().Be(720);
    }

    [Fact]
    public async Task What_another_process_wrote_counts_ten_seconds_later_and_what_this_one_wrote_at_once()
    {
        Traffic(24 * 60, _ => 1);
        (BudgetLedger ledger, ErrorBudgets budgets) = Open();
        (_, ErrorBudgets elsewhere) = Open();
        (await elsewhere.GetStatusAsync("checkout")).Bad.Should().Be(1440);
        await ledger.ExcludeAsync(Exclusion(Bucket.Hour(0), Bucket.Hour(12)));
        (await budgets.GetStatusAsync("checkout")).Bad.Should().Be(720);
        (await elsewhere.GetStatusAsync("checkout")).Bad.Should().Be(1440);
        _time.Advance(BudgetLedger.Freshness);
        (await elsewhere.GetStatusAsync("checkout")).Bad.Should().Be(720);
    }

    [Fact]
    public async Task Sending_a_request_again_is_safe_and_another_one_of_its_id_is_rejected()
    {
        (BudgetLedger ledger, _) = Open();
        BudgetExclusion request = Exclusion(Bucket.Hour(0), Bucket.Hour(12)) with { Id = "maintenance-7" };
        LedgerEntry first = await ledger.ExcludeAsync(request);
        _time.Advance(TimeSpan.FromMinutes(1));
        (await ledger.ExcludeAsync(request)).Should().Be(first);
        await FluentActions.Awaiting(async () => await ledger.ExcludeAsync(request with { By = "eve" }))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*a different entry with the ID 'maintenance-7', by ada*");
        await FluentActions.Awaiting(async () => await ledger.AdjustAsync(Adjustment() with { Id = "maintenance-7", Bad = 1 }))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*a different entry with the ID 'maintenance-7'*");
        (await ledger.GetEntriesAsync("shop")).Should().Equal(first);
    }

    [Fact]
    public async Task A_definition_that_measures_something_else_has_a_budget_of_its_own_and_a_new_target_has_not()
    {
        SloDefinition latency = SloDefinition.Latency("checkout", TimeSpan.FromMilliseconds(500), 99m) with { Service = "shop" };
        _measured.Put(latency, Bucket.Minutes(24 * 60, _ => (100, 1)));
        (BudgetLedger ledger, _) = Open(latency);
        await ledger.RecordDefinitionsAsync();
        await ledger.RecordDefinitionsAsync();
        (await ledger.GetEntriesAsync("shop"))
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Kind = LedgerEntryKind.Definition, Generation = 1, ResetsBudget = false, Slo = "checkout" });

        _time.Advance(TimeSpan.FromMinutes(1));
        SloDefinition stricter = SloDefinition.Latency("checkout", TimeSpan.FromMilliseconds(500), 99.9m) with { Service = "shop" };
        (BudgetLedger second, ErrorBudgets budgets) = Open(stricter);
        await second.RecordDefinitionsAsync();
        (await budgets.GetStatusAsync("checkout"))
            .Should()
            .BeEquivalentTo(new { Bad = 1440m, Ledger = (LedgerEffect?)null }, "a target holds for the whole window at once");

        _time.Advance(TimeSpan.FromMinutes(1));
        SloDefinition faster = SloDefinition.Latency("checkout", TimeSpan.FromMilliseconds(300), 99.9m) with { Service = "shop" };
        (BudgetLedger[] replicas, ErrorBudgets[] answers) = (new BudgetLedger[10], new ErrorBudgets[10]);
        for (int i = 0; i < 10; i++)
        {
            (replicas[i], answers[i]) = Open(faster);
        }

        await Task.WhenAll(replicas.Select(one => one.RecordDefinitionsAsync().AsTask()));
        (await second.GetEntriesAsync("shop"))
            .Select(entry => (entry.Generation, entry.ResetsBudget))
            .Should()
            .Equal((1, false), (2, false), (3, true));
        (await answers[9].GetStatusAsync("checkout")).Total
            .Should()
            .Be(0, "events that were judged by another threshold mean something else");
        (await budgets.GetStatusAsync("checkout")).Bad
            .Should()
            .Be(1440, "and stay where they are, for whoever has that threshold, also after a rollback");
    }

    [Fact]
    public async Task An_unavailable_store_is_reported_and_nothing_is_half_known()
    {
        using var chaos = new Reliability.Storage.Conformance.ChaosStore(new InMemoryStore());
        var ledger = new BudgetLedger(_series, chaos.Documents, chaos.Events, [Slo], _time);
        var budgets = new ErrorBudgets(_series, [Slo], _time, corrections: ledger);
        chaos.Controls[StorageRoles.Events].IsDown = true;
        await FluentActions.Awaiting(async () => await budgets.GetStatusAsync("checkout"))
            .Should()
            .ThrowAsync<StoreException>("a budget without its ledger would be another budget");
        await FluentActions.Awaiting(async () => await ledger.AdjustAsync(Adjustment() with { Bad = 1 }))
            .Should()
            .ThrowAsync<StoreException>();
        chaos.Controls[StorageRoles.Events].IsDown = false;
        (await ledger.GetEntriesAsync("shop")).Should().BeEmpty();
    }

    internal static BudgetExclusion Exclusion(
        DateTimeOffset from,
        DateTimeOffset to) => new() { Slo = "checkout", From = from, To = to, By = "ada", Reason = "the database moved" };

    private static BudgetAdjustment Adjustment() =>
        new() { Slo = "checkout", At = Bucket.Hour(12), By = "ada", Reason = "a load test was counted" };

    private static LedgerRevocation Revocation(string id) => new() { Service = "shop", EntryId = id, By = "bob", Reason = "a mistake" };

    private void Traffic(int minutes, Func<int, int> badOfHundred) =>
        _measured.Put(Slo, Bucket.Minutes(minutes, minute => (100, badOfHundred(minute))));

    /// <summary>Forgets minutes, and keeps hours.</summary>
    private void Trim(DateTimeOffset before) => _series.Configure()
        .ReadAsync(Arg.Any<IReadOnlyList<SeriesQuery>>(), default)
        .ReturnsForAnyArgs(call => KeptAsync(call.Arg<IReadOnlyList<SeriesQuery>>(), before, call.Arg<CancellationToken>()));

    private async ValueTask<IReadOnlyList<IReadOnlyList<SeriesBucket>>> KeptAsync(
        IReadOnlyList<SeriesQuery> queries,
        DateTimeOffset before,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyList<SeriesBucket>> measured = await _measured.ReadAsync(queries, cancellationToken);
        return
        [
            .. queries.Zip(measured, (query, range) => (IReadOnlyList<SeriesBucket>)
                [.. range.Where(bucket => query.Resolution != SeriesResolution.Minute || bucket.Start >= before)]),
        ];
    }

    private (BudgetLedger Ledger, ErrorBudgets Budgets) Open(params SloDefinition[] objectives)
    {
        SloDefinition[] all = objectives.Length > 0 ? objectives : [Slo];
        var ledger = new BudgetLedger(_series, _store.Documents, _store.Events, all, _time);
        return (ledger, new ErrorBudgets(_series, all, _time, corrections: ledger));
    }
}
