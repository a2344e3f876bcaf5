using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Jobs;

/// <summary>What a process says and others cannot read is named, and what others say counts.</summary>
public sealed class UnreadableDocumentsTests : IDisposable
{
    private static readonly JobSubject Checkout = Fleet.Objective("checkout");
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task A_process_whose_definitions_cannot_be_read_is_named_until_they_can()
    {
        JobCoordinator other = _fleet.Start();
        other.Declare(Fleet.Objective("checkout", "90 %"), "alerts", Fleet.Interval);
        await other.BeatAsync();
        Document before = (await ListAsync("processes")).Should().ContainSingle().Which;
        DocumentWrite damage = await DamageAsync(before);

        JobCoordinator ours = _fleet.Start();
        ours.Declare(Checkout, "alerts", Fleet.Interval);
        (await ours.ClaimAsync([Checkout])).Should().ContainSingle("the vote that cannot be read does not count");
        ours.Unreadable.Should().ContainSingle().Which.Id.Should().Be(before.Id);

        await _fleet.Store.Documents.PutAsync(DocumentWrite.Replace(before.Id, damage.ETag, before.Json), CancellationToken.None);
        await ours.ClaimAsync([Checkout]);
        ours.Unreadable.Should().BeEmpty();
        ours.Conflicts.Should().ContainSingle();
    }

    [Fact]
    public async Task A_part_of_what_a_process_declares_that_cannot_be_read_is_named_and_the_other_parts_count()
    {
        JobSubject[] all = [.. Enumerable.Range(0, 3000).Select(i => Fleet.Objective($"objective-{i:0000}"))];
        JobCoordinator other = _fleet.Start();
        Array.ForEach(all, subject => other.Declare(subject, "alerts", Fleet.Interval));
        await other.BeatAsync();
        Document part = (await ListAsync("processes")).Single(one => one.Id.Id.StartsWith("1:", StringComparison.Ordinal));
        DocumentWrite damage = await DamageAsync(part);

        JobCoordinator ours = _fleet.Start();
        (await ours.GetDeclaredAsync("shop", "objective", "alerts")).Should().HaveCount(2000);
        ours.Unreadable.Should().ContainSingle().Which.Id.Should().Be(part.Id);

        await _fleet.Store.Documents.PutAsync(DocumentWrite.Replace(part.Id, damage.ETag, part.Json), CancellationToken.None);
        (await ours.GetDeclaredAsync("shop", "objective", "alerts")).Should().HaveCount(3000);
        ours.Unreadable.Should().BeEmpty();
    }

    [Fact]
    public async Task Rounds_of_a_process_that_cannot_be_read_are_named_and_those_of_others_count()
    {
        JobSubject search = Fleet.Objective("search");
        JobCoordinator[] fleet = [_fleet.Start(), _fleet.Start()];
        foreach ((JobCoordinator one, JobSubject subject) in fleet.Zip([Checkout, search]))
        {
            Array.ForEach([Checkout, search], declared => one.Declare(declared, "alerts", Fleet.Interval));
            await one.ClaimAsync([subject]);
            await one.RecordAsync("alerts", [new JobOutcome { Subject = subject }]);
        }

        Document round = (await ListAsync("rounds")).First(one => one.Json.Contains("\"checkout\"", StringComparison.Ordinal));
        await DamageAsync(round);

        IReadOnlyList<JobStatus> status = await fleet[1].GetStatusAsync();
        status.Single(one => one.Item == "search").LastDoneBy.Should().Be(fleet[1].Options.ProcessId);
        status.Single(one => one.Item == "checkout").LastDoneBy.Should().BeNull();
        fleet[1].Unreadable.Should().ContainSingle().Which.Id.Should().Be(round.Id);
    }

    private async Task<IReadOnlyList<Document>> ListAsync(string collection) =>
        (await _fleet.Store.Documents.ListAsync(new DocumentQuery(new CollectionId("shop", collection)), CancellationToken.None)).Documents;

    private async Task<DocumentWrite> DamageAsync(Document document)
    {
        DocumentWrite damage = DocumentWrite.Replace(document.Id, document.ETag, """{"v":99}""");
        await _fleet.Store.Documents.PutAsync(damage, CancellationToken.None);
        return damage;
    }
}
