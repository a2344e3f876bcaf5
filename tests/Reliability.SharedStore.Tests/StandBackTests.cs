using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// A process that fails, or whose clock is wrong, leaves its work to others that can do it; if there are none, it goes on.
/// </summary>
[Trait("guarantee", "10")]
[Trait("guarantee", "11")]
public sealed class StandBackTests
{
    private const string Shop = "shop";
    private const int Intervals = 3;

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    public static TheoryData<string, bool> KindsAndRights
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (string kind in SharedStore.Kinds)
            {
                Array.ForEach((bool[])[true, false], canRead => cases.Add(kind, canRead));
            }

            return cases;
        }
    }

    public static TheoryData<string, int> KindsAndDays
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (string kind in SharedStore.Kinds)
            {
                Array.ForEach((int[])[10, -10, 500, -500], days => cases.Add(kind, days));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_process_that_only_fails_is_followed_by_a_healthy_one_within_three_intervals(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess failing = HostedProcess.Start(WithoutSeries(await data.OpenAsync()), Shop, r => r.Objective());
        await using HostedProcess healthy = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await healthy.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await failing.RoundAsync();
        (await StatusAsync(healthy)).Holder.Should().Be(failing.Id(), "nobody else was there");

        await RoundsAsync(Intervals, failing, healthy);
        (await healthy.FiresAsync()).Should().BeTrue();
        await RoundsAsync(Intervals, failing, healthy);

        JobStatus status = await StatusAsync(healthy);
        (status.LastDoneBy, status.Holder, status.Fault).Should().Be((healthy.Id(), healthy.Id(), null));
        healthy.Notifier.Told.Should().ContainSingle();
        failing.Log.Of("JobFailed").Should().ContainSingle();
        failing.Log.Of("JobRecovered").Should().BeEmpty("that another does it does not show that this process can");
    }

    /// <summary>It still reaches the leases, and so counts as alive and could keep all that it holds.</summary>
    [Theory]
    [MemberData(nameof(KindsAndRights))]
    public async Task A_process_that_loses_its_rights_on_documents_is_followed_by_a_healthy_one(string kind, bool canRead)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var documents = new LimitedDocuments(await data.OpenAsync());
        await using HostedProcess failing = HostedProcess.Start(documents.Store, Shop, r => r.Objective());
        await using HostedProcess healthy = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await RoundsAsync(1, failing, healthy);
        (await StatusAsync(healthy)).Holder.Should().Be(failing.Id(), "it came first");
        await RoundsAsync(1, failing, healthy);

        (documents.CanRead, documents.CanWrite) = (canRead, false);
        await healthy.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await RoundsAsync(Intervals, failing, healthy);

        (await healthy.FiresAsync()).Should().BeTrue();
        healthy.Notifier.Told.Should().ContainSingle();
        (await StatusAsync(healthy)).Holder.Should().Be(healthy.Id());
        failing.Log.Of("JobFailed").Should().ContainSingle();
        (await StatusAsync(healthy)).Fault.Should().BeNull();

        (documents.CanRead, documents.CanWrite) = (true, true);
        await healthy.StopAsync();
        await healthy.RecordAsync(Declared.Checkout, good: 50_000, bad: 0);
        await RoundsAsync(Intervals, failing);
        (await failing.FiresAsync()).Should().BeFalse("it has its rights again, and nobody else is there");
    }

    /// <summary>Others would wait for what it declares: it could keep series for longer than they do.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_process_that_never_had_rights_on_documents_holds_up_nobody(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var documents = new LimitedDocuments(await data.OpenAsync()) { CanWrite = false };
        await using HostedProcess failing = HostedProcess.Start(documents.Store, Shop, r => r.Objective());
        await using HostedProcess healthy = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        for (int i = 0; i < Intervals; i++)
        {
            await failing.RoundAsync("retention", "alerts");
            await healthy.RoundAsync("retention", "alerts");
        }

        failing.Log.Of("JobFailed").Should().NotBeEmpty();
        healthy.Log.Of("JobFailed").Should().BeEmpty();
        (await StatusAsync(healthy)).Holder.Should().Be(healthy.Id());
        IReliabilityStore store = await data.OpenAsync();
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(SeriesRetention.Default);
        (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases.Should()
            .NotContain(lease => lease.Request.Owner == failing.Id());
    }

    /// <summary>There is nobody to leave it to, and a tie of definitions must not turn because documents are away for a moment.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_process_that_loses_its_rights_on_documents_keeps_what_nobody_else_can_do(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        var documents = new LimitedDocuments(await data.OpenAsync());
        await using HostedProcess fleet = HostedProcess.Start(documents.Store, Shop, r => r.Objective());
        await using HostedProcess canary = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(target: 99m));
        await RoundsAsync(2, fleet, canary);

        (documents.CanRead, documents.CanWrite) = (false, false);
        await RoundsAsync(1, fleet, canary);
        (documents.CanRead, documents.CanWrite) = (true, true);
        await RoundsAsync(1, canary, fleet);

        (await StatusAsync(canary)).Holder.Should().Be(fleet.Id());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_fails_in_every_process_is_tried_on_and_moves_at_most_once_an_interval(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess one = HostedProcess.Start(WithoutSeries(await data.OpenAsync()), Shop, r => r.Objective());
        await using HostedProcess other = HostedProcess.Start(WithoutSeries(await data.OpenAsync()), Shop, r => r.Objective());
        await one.BeatAsync();
        await other.BeatAsync();
        List<string?> holders = [];
        for (int round = 0; round < 6; round++)
        {
            await RoundsAsync(1, one, other);
            holders.Add((await StatusAsync(one)).Holder);
        }

        holders.Should().AllBe(other.Id(), "the first stands back, and the second has nobody to leave it to");
        (await StatusAsync(one)).Fault.Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(KindsAndDays))]
    public async Task A_process_with_a_wrong_clock_leaves_what_it_took_to_one_whose_clock_is_right(string kind, int days)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess wrong =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), skew: TimeSpan.FromDays(days));
        await wrong.RoundAsync();
        await wrong.LookAsync();
        wrong.Log.Of("ClockDiffers").Should().ContainSingle();
        await using HostedProcess right = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await right.RecordAsync(Declared.Checkout, good: 0, bad: 50);

        await RoundsAsync(Intervals, wrong, right);
        (await right.FiresAsync()).Should().BeTrue();
        await RoundsAsync(Intervals, wrong, right);

        (await right.FiresAsync()).Should().BeTrue();
        right.Notifier.Told.Concat(wrong.Notifier.Told).Should().ContainSingle().Which.Kind.Should().Be(AlertTransitionKind.Fired);
        (await StatusAsync(right)).Holder.Should().Be(right.Id());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task When_the_clocks_of_all_processes_are_wrong_one_of_them_judges_all_the_same(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        TimeSpan ahead = TimeSpan.FromDays(10);
        await using HostedProcess one = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), skew: ahead);
        await using HostedProcess other = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(), skew: ahead);
        await one.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await one.BeatAsync();
        await other.BeatAsync();

        await RoundsAsync(Intervals, one, other);

        (await one.FiresAsync()).Should().BeTrue();
        one.Notifier.Told.Concat(other.Notifier.Told).Should().ContainSingle();
        JobStatus status = await StatusAsync(one);
        (status.State, status.Holder).Should().Be((JobState.OnTime, status.LastDoneBy));
    }

    /// <summary>A store of which this process does not reach the series.</summary>
    private static ChaosStore WithoutSeries(IReliabilityStore store)
    {
        var broken = new ChaosStore(store);
        broken.Controls[StorageRoles.Series].IsDown = true;
        return broken;
    }

    private static async Task RoundsAsync(int count, params HostedProcess[] processes)
    {
        for (int round = 0; round < count; round++)
        {
            foreach (HostedProcess process in processes)
            {
                await process.RoundAsync();
            }
        }
    }

    private static async Task<JobStatus> StatusAsync(HostedProcess process) =>
        (await process.Get<IJobs>().GetStatusAsync()).Single(one => one.Job == "alerts");
}
