using System.Collections.Concurrent;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>A right lasts as long as what is done under it.</summary>
[Trait("guarantee", "11")]
public sealed class SlowNotifierTests
{
    private const string Shop = "shop";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Three_processes_with_a_slow_notifier_tell_each_alert_once(string kind)
    {
        string[] objectives = ["one", "two", "three"];
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new ConcurrentQueue<string>();
        var notifier = new RecordingNotifier
        {
            Before = async (told, _) =>
            {
                begun.Enqueue(told.Slo);
                await released.Task;
            },
        };
        List<HostedProcess> processes = [];
        foreach (int skew in new[] { 0, 10, -10 })
        {
            processes.Add(HostedProcess.Start(
                await data.OpenAsync(),
                Shop,
                r => Array.ForEach(objectives, one => r.Objective(one)),
                TimeSpan.FromDays(skew),
                notifier,
                Interval));
        }

        foreach (HostedProcess process in processes)
        {
            foreach (string one in objectives)
            {
                await process.RecordAsync(one, good: 0, bad: 50);
            }
        }

        using var stop = new CancellationTokenSource();
        Task[] beats = [.. processes.Select(process => BeatAsync(process, stop.Token))];
        Task first = processes[0].RoundAsync();
        await Eventually.BecomesAsync(() => Task.FromResult(!begun.IsEmpty), "somebody begins to tell");
        DateTimeOffset begunAt = (await store.Leases.ListAsync(Shop, CancellationToken.None)).At;

        // The others try as long as a lease lasts, and longer.
        await Eventually.BecomesAsync(
            async () =>
            {
                await processes[1].RoundAsync();
                await processes[2].RoundAsync();
                return (await store.Leases.ListAsync(Shop, CancellationToken.None)).At - begunAt > Interval * 2;
            },
            "a lease would have ended by itself");
        released.SetResult();
        await first;
        foreach (HostedProcess process in processes.Concat(processes))
        {
            await process.RoundAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(beats);
        notifier.Told.Select(told => told.Slo).Should().BeEquivalentTo(objectives);
        begun.Should().BeEquivalentTo(objectives);
        (await processes[2].HistoryOverHttpAsync(Shop)).Should().BeEquivalentTo(objectives.Select(one => (one, "Fired")));
        foreach (HostedProcess process in processes)
        {
            await process.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Thirty_alerts_that_a_notifier_takes_six_seconds_each_to_accept_do_not_keep_a_process_from_judging(string kind)
    {
        TimeSpan interval = TimeSpan.FromSeconds(30);
        string[] objectives = [.. Enumerable.Range(1, 30).Select(i => $"objective-{i}")];
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using HostedProcess process = HostedProcess.Start(
            await data.OpenAsync(), Shop, r => Array.ForEach(objectives, one => r.Objective(one)), interval: interval);
        process.Notifier.Before = (_, _) =>
        {
            process.Clock.Advance(TimeSpan.FromSeconds(6));
            return Task.CompletedTask;
        };
        foreach (string one in objectives)
        {
            await process.RecordAsync(one, good: 0, bad: 50);
        }

        for (int round = 0; round < 6; round++)
        {
            DateTimeOffset judgedAt = process.Clock.GetUtcNow();
            await process.RoundAsync();
            process.Clock.Advance(interval);
            (process.Clock.GetUtcNow() - judgedAt).Should().BeLessThan(interval * 3, "round {0}", round);
        }

        process.Notifier.Told.Select(told => told.Slo).Should().BeEquivalentTo(objectives);
        process.Log.Of("JobFailed").Should().BeEmpty();
    }

    private static async Task BeatAsync(HostedProcess process, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            await process.BeatAsync();
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
