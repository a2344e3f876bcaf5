using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>The server does what it was asked, and its reply is lost.</summary>
[Trait("guarantee", "4")]
public sealed class LostReplyTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task A_batch_counts_once_and_the_retry_is_reported_as_a_duplicate(string kind)
    {
        await using ProxiedStore proxied = await ProxiedStore.OpenAsync(kind, Timeout);
        var ledger = new BatchLedger(proxied.Store.Series);
        await using var recorder = new ReliabilityRecorder(ledger, Workload.Series, new RecorderOptions { ProducerId = "the-producer" });
        var workload = new Workload(recorder);
        workload.Record(0);
        await recorder.FlushAsync();
        workload.Record(1);

        await proxied.WithoutReplyAsync("the-producer", async () =>
        {
            recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 2, Flushed = 1, Pending = 1 });
            await recorder.FlushAsync();
            return true;
        });

        recorder.GetStatistics().Should().BeEquivalentTo(new { Flushed = 2, Pending = 0, DuplicateBatches = 1 });
        await proxied.Store.Series.ShouldHoldAsync(ledger.Entries);
    }

    [Theory]
    [InlineData("PostgreSQL", "take_journal")]
    [InlineData("PostgreSQL", "INSERT INTO")]
    [InlineData("PostgreSQL", "COMMIT\0")]
    [InlineData("Redis", ":journal:")]
    [InlineData("Redis", ":sketches")]
    public async Task A_batch_is_folded_once(string kind, string request)
    {
        await using ProxiedStore proxied = await ProxiedStore.OpenAsync(kind, Timeout);
        var ledger = new BatchLedger(proxied.Store.Series);
        await using var recorder = new ReliabilityRecorder(ledger, Workload.Series);
        var workload = new Workload(recorder);
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 100; i++)
            {
                workload.Record((round * 100) + i);
            }

            await recorder.FlushAsync();

            await proxied.WithoutReplyAsync(request, () => ledger.FoldAsync(Workload.Service, CancellationToken.None).AsTask());

            (await ledger.FoldAsync(Workload.Service, CancellationToken.None)).Should().Be(0, "nothing is left");
            await proxied.Store.Series.ShouldHoldAsync(ledger.Entries);
        }
    }

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task A_document_is_stored_once(string kind)
    {
        await using ProxiedStore proxied = await ProxiedStore.OpenAsync(kind, Timeout);
        IDocumentStore documents = proxied.Store.Documents;
        DocumentWrite create = DocumentWrite.Create(new DocumentId("shop", "debt", "the-document"), "{\"a\":1}");
        DocumentWrite replace = DocumentWrite.Replace(create.Id, create.ETag, "{\"a\":2}");

        (await proxied.WithoutReplyAsync("the-document", () => documents.PutAsync(create, CancellationToken.None).AsTask()))
            .Should()
            .Be(WriteOutcome.Stored);
        (await proxied.WithoutReplyAsync("the-document", () => documents.PutAsync(replace, CancellationToken.None).AsTask()))
            .Should()
            .Be(WriteOutcome.Stored);

        (await documents.GetAsync(create.Id, CancellationToken.None)).Should().Be(new Document
        {
            Id = create.Id,
            ETag = replace.ETag,
            Json = replace.Json,
        });
    }

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task An_event_is_appended_once(string kind)
    {
        await using ProxiedStore proxied = await ProxiedStore.OpenAsync(kind, Timeout);
        IEventLog events = proxied.Store.Events;
        var append = new EventAppend(
            new StreamId("shop", "audit"),
            [new NewEvent("override", DateTimeOffset.UnixEpoch, "{}")],
            expectedPosition: 0,
            id: "the-append");

        EventAppendResult result =
            await proxied.WithoutReplyAsync("the-append", () => events.AppendAsync(append, CancellationToken.None).AsTask());

        result.Should().Be(new EventAppendResult { Outcome = EventAppendOutcome.Duplicate, Position = 1 });
        (await events.GetLastPositionAsync(append.Stream, CancellationToken.None)).Should().Be(1);
    }

    [Theory]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    public async Task A_lease_is_taken_once(string kind)
    {
        await using ProxiedStore proxied = await ProxiedStore.OpenAsync(kind, Timeout);
        ILeaseStore leases = proxied.Store.Leases;
        var request = new LeaseRequest(new LeaseId("shop", "trim"), "the-owner", TimeSpan.FromHours(1));

        Lease? lease = await proxied.WithoutReplyAsync("the-owner", () => leases.AcquireAsync(request, CancellationToken.None).AsTask());

        (await leases.GetAsync(request.Id, CancellationToken.None)).Should().Be(lease);
        Lease? again = await leases.AcquireAsync(request, CancellationToken.None);
        again!.Token.Should().Be(lease!.Token, "asking again gives the same lease");
        (await leases.AcquireAsync(new LeaseRequest(new LeaseId("shop", "trim"), "another", TimeSpan.FromHours(1)), CancellationToken.None))
            .Should()
            .BeNull();
    }
}
