using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Jobs;

public sealed class LostDocumentsTests : IDisposable
{
    private static readonly JobSubject Checkout = Fleet.Objective("checkout");
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Processes_say_again_what_they_declare_when_the_documents_were_lost()
    {
        JobCoordinator[] fleet = [_fleet.Start(), _fleet.Start()];
        foreach (JobCoordinator one in fleet)
        {
            one.Declare(Checkout, "alerts", Fleet.Interval);
            await one.ClaimAsync([Checkout]);
        }

        FencingToken before = (await fleet[0].ClaimAsync([Checkout]))[0].Token;
        await LoseDocumentsAsync();
        FencingToken after = (await fleet[0].ClaimAsync([Checkout]))[0].Token;
        await fleet[1].ClaimAsync([Checkout]);
        after.Should().BeGreaterThan(before);

        JobCoordinator canary = _fleet.Start();
        JobSubject other = Fleet.Objective("checkout", "90 %");
        canary.Declare(other, "alerts", Fleet.Interval);
        (await canary.ClaimAsync([other])).Should().BeEmpty();
        DefinitionConflict conflict = canary.Conflicts.Should().ContainSingle().Which;
        conflict.Answers.Should().Be("99.9 %");
        conflict.Definitions[0].Processes.Should().BeEquivalentTo(fleet.Select(one => one.Options.ProcessId));
    }

    [Fact]
    public async Task Reading_what_another_service_declares_leaves_nothing_there()
    {
        JobCoordinator other = _fleet.Start();
        other.Declare(Fleet.Objective("search", service: "partners"), "alerts", Fleet.Interval);
        await other.ClaimAsync([Fleet.Objective("search", service: "partners")]);
        LeaseSnapshot leases = await _fleet.Store.Leases.ListAsync("partners", CancellationToken.None);
        JobCoordinator ours = _fleet.Start();
        ours.Declare(Checkout, "alerts", Fleet.Interval);

        (await ours.GetDeclaredAsync("partners", "objective", "alerts")).Should().Equal("search");
        (await ours.GetDeclaredAsync("nobody", "objective", "alerts")).Should().BeEmpty();

        (await _fleet.Store.Leases.ListAsync("partners", CancellationToken.None)).Leases.Should().BeEquivalentTo(leases.Leases);
        (await _fleet.Store.Leases.ListAsync("nobody", CancellationToken.None)).Leases.Should().BeEmpty();
        (await CollectionsAsync()).Should().NotContain(one => one.Service == "nobody");
        (await ours.GetDeclaredAsync("shop", "objective", "alerts")).Should().Equal("checkout");
    }

    private async Task<List<CollectionId>> CollectionsAsync()
    {
        List<CollectionId> all = [];
        await foreach (CollectionId collection in _fleet.Store.Documents.ListCollectionsAsync(CancellationToken.None))
        {
            all.Add(collection);
        }

        return all;
    }

    private async Task LoseDocumentsAsync()
    {
        foreach (CollectionId collection in await CollectionsAsync())
        {
            DocumentPage page =
                await _fleet.Store.Documents.ListAsync(
                    new DocumentQuery(collection, null, DocumentQuery.MaxPageSize),
                    CancellationToken.None);
            foreach (Document document in page.Documents)
            {
                (await _fleet.Store.Documents.DeleteAsync(document.Id, document.ETag, CancellationToken.None))
                    .Should()
                    .Be(DeleteOutcome.Deleted);
            }
        }
    }
}
