using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>Hosts fold what they journaled, and say so when their days lie in another time zone than those of their service.</summary>
public sealed class FoldTests
{
    private const string Shop = "shop";

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_host_folds_what_any_process_of_its_service_journaled(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess process =
            HostedProcess.Start(store, Shop, r => r.AddSlo(Latency).AddSlo(Latency with { Name = "other" }));
        await RecordAsync(process, 3);
        await process.RoundAsync("fold");

        (await store.Series.FoldAsync(Shop, CancellationToken.None)).Should().Be(0, "everything is folded");
        (await DaysAsync(store)).Should().ContainSingle().Which.Sketch!.Count.Should().Be(3);
        process.Log.Of("JobFailed").Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_host_whose_days_lie_in_another_zone_than_those_of_its_service_keeps_its_events_and_says_what_to_do(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess first = HostedProcess.Start(
            store, Shop, r => r.AddSlo(Latency).Configure(options => options.DayZone = "Asia/Kathmandu"));
        await RecordAsync(first, 2);
        await using HostedProcess other = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.AddSlo(Latency));
        DayZoneException rejection =
            (await FluentActions.Awaiting(() => RecordAsync(other, 1)).Should().ThrowAsync<DayZoneException>()).Which;

        rejection.Message.Should().Contain("'Asia/Kathmandu'").And.Contain("'UTC'").And.Contain("Declare 'Asia/Kathmandu'");
        other.Get<ReliabilityRecorder>().GetStatistics().Pending.Should().Be(1, "nothing is lost");
        SeriesBucket day = (await DaysAsync(store)).Should().ContainSingle().Subject;
        (day.Count, day.Start.TimeOfDay).Should().Be((2, new TimeSpan(18, 15, 0)));
    }

    private static SloDefinition Latency { get; } = SloDefinition.Latency("latency", TimeSpan.FromSeconds(1), 95);

    private static async Task RecordAsync(HostedProcess process, int requests)
    {
        ReliabilityRecorder recorder = process.Get<ReliabilityRecorder>();
        for (int i = 0; i < requests; i++)
        {
            recorder.Latencies("latency").Record(TimeSpan.FromMilliseconds(100));
        }

        await recorder.FlushAsync();
    }

    private static async Task<IReadOnlyList<SeriesBucket>> DaysAsync(IReliabilityStore store) =>
        (await store.Series.ReadAsync(
            [
                new SeriesQuery(
                    (Latency with { Service = Shop }).Series.Id, SeriesResolution.Day, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
                {
                    IncludeSketches = true,
                },
            ],
            CancellationToken.None))[0];
}
