using System.Text.Json;
using NSubstitute;
using Reliability.Core.Tests.Doubles;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Storage;

public sealed class ChaosStoreTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly StreamId Stream = new("shop", "s");

    private readonly InMemoryStore _inner = new();
    private readonly ChaosStore _chaos;

    public ChaosStoreTests() => _chaos = new ChaosStore(_inner);

    public ValueTask DisposeAsync() => _chaos.DisposeAsync();

    [Fact]
    public async Task Each_fault_does_what_its_name_says()
    {
        ChaosControl control = _chaos.Controls[StorageRoles.Documents];
        control.Next(
            ChaosFault.BeforeApply,
            ChaosFault.CancelledBeforeApply,
            ChaosFault.None,
            ChaosFault.AfterApply,
            ChaosFault.CancelledAfterApply);
        DocumentWrite[] writes = [.. Enumerable.Range(0, 5).Select(i => DocumentWrite.Create(new("shop", "c", $"{i}"), "1"))];

        StoreException failure = (await Put(0).Should().ThrowAsync<StoreException>()).Which;
        failure.IsTransient.Should().BeTrue();
        failure.Message.Should().Contain("chaos").And.Contain("Documents").And.Contain("BeforeApply");
        await Put(1).Should().ThrowAsync<OperationCanceledException>();
        await Put(2).Should().NotThrowAsync();
        await Put(3).Should().ThrowAsync<StoreException>();
        await Put(4).Should().ThrowAsync<OperationCanceledException>();

        DocumentPage page = await _inner.Documents.ListAsync(new DocumentQuery(new("shop", "c")), default);
        page.Documents.Select(document => document.Id.Id).Should().Equal("2", "3", "4");
        (control.CallCount, control.FaultCount).Should().Be((5, 4));

        Func<Task> Put(int i) => async () => await _chaos.Documents.PutAsync(writes[i], default);
    }

    [Fact]
    public async Task A_role_that_is_down_leaves_the_others_up()
    {
        _chaos.Controls[StorageRoles.Series].IsDown = true;
        Func<Task> initialize = async () => await _chaos.InitializeAsync(default);
        Func<Task> read = async () => await _chaos.Series.GetLastSequenceAsync("s", "p", default);
        await initialize.Should().ThrowAsync<StoreException>();
        await read.Should().ThrowAsync<StoreException>();
        (await _chaos.Events.GetLastPositionAsync(Stream, default)).Should().Be(0);

        _chaos.Controls[StorageRoles.Series].IsDown = false;
        await initialize.Should().NotThrowAsync();
        (await _chaos.Series.GetLastSequenceAsync("s", "p", default)).Should().Be(0);
    }

    [Fact]
    public async Task A_reading_fails_at_its_start_or_at_its_end()
    {
        await _chaos.Events.AppendAsync(new EventAppend(Stream, [new NewEvent("a", Noon, "1"), new NewEvent("b", Noon, "2")]), default);
        _chaos.Controls[StorageRoles.Events].Next(ChaosFault.BeforeApply, ChaosFault.AfterApply);
        (await ReadAsync()).Should().Be(0);
        (await ReadAsync()).Should().Be(2);

        async Task<int> ReadAsync()
        {
            int read = 0;
            Func<Task> reading = async () =>
            {
                await foreach (StoredEvent one in _chaos.Events.ReadAsync(new EventQuery(Stream), default))
                {
                    read++;
                }
            };
            await reading.Should().ThrowAsync<StoreException>();
            return read;
        }
    }

    [Fact]
    public async Task A_seed_chooses_the_same_faults_again()
    {
        (await FaultsAsync(7)).Should().Equal(await FaultsAsync(7)).And.Contain(true).And.Contain(false);
        (await FaultsAsync(7)).Should().NotEqual(await FaultsAsync(8));

        static async Task<List<bool>> FaultsAsync(int seed)
        {
            var chaos = new ChaosStore(new InMemoryStore(), seed);
            chaos.Controls[StorageRoles.Leases].Chance = 0.5;
            List<bool> faults = [];
            for (int i = 0; i < 64; i++)
            {
                try
                {
                    await chaos.Leases.ListAsync("shop", default);
                    faults.Add(false);
                }
                catch (StoreException)
                {
                    faults.Add(true);
                }
            }

            return faults;
        }
    }

    /// <summary>
    /// Half of all calls fail, half of those after they had their effect; every request is sent again until it is answered.
    /// </summary>
    [Fact]
    public async Task Requests_that_are_sent_again_count_once()
    {
        const int Clients = 6;
        const int Rounds = 50;
        foreach (ChaosControl control in _chaos.Controls.Values)
        {
            control.Yields = true;
            control.Chance = 0.5;
            control.Faults = [ChaosFault.BeforeApply, ChaosFault.AfterApply];
        }

        ISeriesStore series = Retrying.Of(_chaos.Series);
        IDocumentStore documents = Retrying.Of(_chaos.Documents);
        IEventLog events = Retrying.Of(_chaos.Events);
        var id = new DocumentId("shop", "c", "1");
        await documents.PutAsync(DocumentWrite.Create(id, "[]"), default);

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (int round = 1; round <= Rounds; round++)
            {
                await series.AppendAsync(
                    new SeriesBatch("shop", $"p{client}", round, [new("orders", new SeriesBucket(Noon, 1, 1))]),
                    default);
                await events.AppendAsync(new EventAppend(Stream, [new NewEvent("a", Noon, $"\"{client}/{round}\"")]), default);
                await AddAsync($"{client}/{round}");
            }
        })));

        string[] all =
        [
            .. Enumerable.Range(0, Clients).SelectMany(_ => Enumerable.Range(1, Rounds), (client, round) => $"{client}/{round}"),
        ];
        List<SeriesBucket> buckets = [];
        await foreach (SeriesBucket bucket in _inner.Series.ReadAsync(
            new SeriesQuery(new("shop", "orders"), SeriesResolution.Minute, Noon, Noon.AddHours(1)),
            default))
        {
            buckets.Add(bucket);
        }

        buckets.Should().ContainSingle().Which.Count.Should().Be(Clients * Rounds);
        Read((await _inner.Documents.GetAsync(id, default))!).Should().BeEquivalentTo(all);
        List<string> appended = [];
        await foreach (StoredEvent one in _inner.Events.ReadAsync(new EventQuery(Stream), default))
        {
            appended.Add(JsonSerializer.Deserialize<string>(one.Json)!);
        }

        appended.Should().BeEquivalentTo(all);
        _chaos.Controls.Values.Sum(control => control.FaultCount).Should().BeGreaterThan(100);

        // A conflict may mean that the write was stored and then replaced, so the writer looks whether it is there.
        async Task AddAsync(string name)
        {
            while (true)
            {
                Document seen = (await documents.GetAsync(id, default))!;
                if (Read(seen).Contains(name))
                {
                    return;
                }

                await documents.PutAsync(DocumentWrite.Replace(id, seen.ETag, JsonSerializer.Serialize(Read(seen).Append(name))), default);
            }
        }

        static string[] Read(Document document) => JsonSerializer.Deserialize<string[]>(document.Json)!;
    }

    [Fact]
    public async Task A_lease_that_is_asked_for_again_is_one_lease()
    {
        ChaosControl control = _chaos.Controls[StorageRoles.Leases];
        var request = new LeaseRequest(new LeaseId("shop", "job"), "a", TimeSpan.FromHours(1));
        ILeaseStore leases = Retrying.Of(_chaos.Leases);
        control.Next(ChaosFault.AfterApply, ChaosFault.BeforeApply, ChaosFault.AfterApply);
        Lease lease = (await leases.AcquireAsync(request, default))!;
        lease.Token.Should().Be(1);
        control.Next(ChaosFault.AfterApply);
        (await leases.RenewAsync(lease, default))!.Token.Should().Be(1);
        (await _inner.Leases.GetAsync(request.Id, default))!.Token.Should().Be(1);
        control.CallCount.Should().Be(6);
    }

    [Fact]
    public async Task The_store_behind_is_disposed()
    {
        IReliabilityStore inner = Forwarding.To<IReliabilityStore>(new InMemoryStore());
        await new ChaosStore(inner).DisposeAsync();
        new ChaosStore(inner).Dispose();
        await inner.Received(1).DisposeAsync();
        inner.Received(1).Dispose();
    }
}
