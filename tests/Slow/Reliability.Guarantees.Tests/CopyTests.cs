using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Guarantees.Tests;

/// <summary>Series, documents and events move between any two stores.</summary>
[Trait("guarantee", "copies")]
public sealed class CopyTests(CopyOrigin origin) : IClassFixture<CopyOrigin>, IDisposable
{
    private readonly Files _files = new();

    public static TheoryData<string, string> Pairs() => Stores.Pairs();

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Everything_arrives_once_however_often_the_copy_is_interrupted(string from, string to)
    {
        await using IReliabilityStore source = await SourceAsync(from);
        await using IReliabilityStore target = await Stores.OpenAsync(to, _files);
        var random = new Random(Stores.SeedOf(from, to));
        int interruptions = 0;
        for (int attempt = 0; attempt < 15; attempt++)
        {
            var chaos = new ChaosStore(target, random.Next());
            ChaosFault[] faults = [ChaosFault.BeforeApply, ChaosFault.AfterApply, ChaosFault.CancelledAfterApply];
            foreach (ChaosControl control in chaos.Controls.Values)
            {
                control.Chance = 0.05;
                control.Faults = faults;
            }

            try
            {
                await StoreCopy.RunAsync(source, chaos, "file", progress: null, CancellationToken.None);
            }
            catch (Exception e) when (e is StoreException or OperationCanceledException)
            {
                interruptions++;
            }
        }

        StoreCopyReport last = await StoreCopy.RunAsync(source, target, "file", progress: null, CancellationToken.None);
        StoreCopyReport again = await StoreCopy.RunAsync(source, target, "file", progress: null, CancellationToken.None);

        interruptions.Should().BeGreaterThanOrEqualTo(5);
        last.Conflicts.Should().BeEmpty();
        (again.Buckets, again.Producers, again.Documents, again.Events).Should().Be((0, 0, 0, 0));
        await ShouldHoldAllAsync(source, target);
        (await target.Series.GetLastSequenceAsync(Workload.Service, "access.log", CancellationToken.None)).Should().Be(CopyOrigin.Lines);
        await CopyOrigin.ImportAsync(target.Series, CopyOrigin.Lines);
        await ShouldHoldAllAsync(source, target);
        long unfolded = await source.Series.FoldAsync(Workload.Service, CancellationToken.None);
        unfolded.Should().Be(from == "memory" ? 0 : 1, "what was copied was in the journal of the source");
    }

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task Two_files_add_up_and_what_differs_is_reported_and_left_alone(string kind)
    {
        await using IReliabilityStore source = await SourceAsync("SQLite");
        await using IReliabilityStore target = await Stores.OpenAsync(kind, _files);
        var id = new DocumentId("shop", "kind 0", "id 0");
        await target.Documents.PutAsync(DocumentWrite.Create(id, "{}"), CancellationToken.None);
        await target.Events.AppendAsync(
            new EventAppend(new StreamId("shop", "stream 0"), [new NewEvent("other", Workload.ImportStart, "[]")]),
            CancellationToken.None);

        await StoreCopy.RunAsync(source, target, "first", progress: null, CancellationToken.None);
        StoreCopyReport second = await StoreCopy.RunAsync(source, target, "second", progress: null, CancellationToken.None);

        second.Conflicts.Should()
            .HaveCount(2).And
            .Contain(text => text.Contains("shop/kind 0/id 0")).And
            .Contain(text => text.Contains("shop/stream 0"));
        (await target.Documents.GetAsync(id, CancellationToken.None))!.Json.Should().Be("{}");
        (await target.Events.GetLastPositionAsync(new StreamId("shop", "stream 0"), CancellationToken.None)).Should().Be(1);
        foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
        {
            SeriesBucket one = await Content.SumAsync(source.Series, Workload.Search, tier);
            (await Content.SumAsync(target.Series, Workload.Search, tier)).Count.Should().Be(2 * one.Count);
        }
    }

    public void Dispose() => _files.Dispose();

    private static async Task ShouldHoldAllAsync(IReliabilityStore source, IReliabilityStore target)
    {
        (await Content.OfAsync(target.Series)).Should().Equal(await Content.OfAsync(source.Series));
        (await RecordsAsync(target)).Should().Equal(await RecordsAsync(source));
        (await target.Series.GetDayZoneAsync(Workload.Service, CancellationToken.None)).Should().Be(CopyOrigin.Zone);
        (await target.Series.GetRetentionAsync(Workload.Service, CancellationToken.None))
            .Should()
            .Be(await source.Series.GetRetentionAsync(Workload.Service, CancellationToken.None));
    }

    private async Task<IReliabilityStore> SourceAsync(string kind)
    {
        IReliabilityStore source = await Stores.OpenAsync(kind, _files);
        await origin.FillAsync(source);
        return source;
    }

    private static async Task<List<string>> RecordsAsync(IReliabilityStore store)
    {
        var lines = new List<string>();
        await foreach (CollectionId collection in store.Documents.ListCollectionsAsync(CancellationToken.None))
        {
            DocumentPage page = await store.Documents.ListAsync(new DocumentQuery(collection, pageSize: 1000), CancellationToken.None);
            lines.AddRange(page.Documents.Select(document => $"{document.Id} {document.Json}"));
        }

        await foreach (StreamId stream in store.Events.ListStreamsAsync(CancellationToken.None))
        {
            await foreach (StoredEvent one in store.Events.ReadAsync(new EventQuery(stream), CancellationToken.None))
            {
                lines.Add($"{stream} {one}");
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
