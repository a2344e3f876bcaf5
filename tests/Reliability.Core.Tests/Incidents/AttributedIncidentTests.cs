using Reliability.Core.Tests.Releases;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

public sealed class AttributedIncidentTests : IDisposable
{
    private readonly Register _deployments = new();
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;

    public AttributedIncidentTests()
    {
        _store = new InMemoryStore(_deployments.Clock);
        _incidents = new IncidentRegister(
            _store.Documents, ["shop", "search"], deployments: _deployments.Deployments, timeProvider: _deployments.Clock);
    }

    public void Dispose()
    {
        _store.Dispose();
        _deployments.Dispose();
    }

    [Fact]
    public async Task What_deployments_broke_is_what_is_attributed_to_them_the_latest_start_first()
    {
        await FillAsync();
        AttributedIncidentPage page = await ListAsync("build-1", "build-2");
        page.Incidents.Select(one => $"{one.Deployment.Id} {one.Incident.Title} {one.Kind}").Should().Equal(
            "build-2 After the second LastBefore", "build-1 Between LastBefore", "build-2 Named early Explicit");
        (page.TotalCount, page.Unreadable.Count).Should().Be((3, 0));
        foreach (AttributedIncident one in page.Incidents)
        {
            DeploymentAttribution alone = await _incidents.AttributeAsync(one.Incident);
            (alone.Deployment!.Id, alone.Kind).Should().Be((one.Deployment.Id, one.Kind));
        }

        (await ListAsync("build-1")).Incidents.Should().ContainSingle().Which.Incident.Title.Should().Be("Between");
        (await ListAsync("build-3")).Incidents.Should().BeEmpty("the incidents after it are too late");
        (await ListAsync()).Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task No_more_than_asked_for_are_returned_and_all_are_counted()
    {
        await FillAsync();
        AttributedIncidentPage page = await _incidents.ListByDeploymentAsync(
            new() { Service = "shop", DeploymentIds = ["build-1", "build-2"], MaxCount = 1 });
        page.TotalCount.Should().Be(3);
        page.Incidents.Should().ContainSingle().Which.Incident.Title.Should().Be("After the second");
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_named()
    {
        await FillAsync();
        await _store.Documents.PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "incidents", "later"), """{"v":9}""")], CancellationToken.None);
        (await ListAsync("build-1")).Unreadable.Should().ContainSingle().Which.Id.Id.Should().Be("later");
    }

    [Theory]
    [InlineData("shop", "nothing", "Service 'shop' has no deployment 'nothing'.")]
    [InlineData("search", "build-1", "Service 'search' has no deployment 'build-1'.")]
    [InlineData("shopp", "build-1", "No service is named 'shopp'*")]
    public async Task What_does_not_exist_is_not_found(string service, string id, string message)
    {
        await FillAsync();
        await FluentActions
            .Awaiting(() => _incidents.ListByDeploymentAsync(new() { Service = service, DeploymentIds = ["build-1", id] }).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>().WithMessage(message);
    }

    /// <summary>Two deployments an hour apart, and a third one a week before; two incidents after each of them.</summary>
    private async Task FillAsync()
    {
        DateTimeOffset noon = Register.Noon;
        await _deployments.RecordAsync("build-3", "4.6.0", noon.AddDays(-7), noon.AddDays(-7));
        await _deployments.RecordAsync("build-1", "4.7.0", noon.AddHours(-2), noon.AddHours(-2));
        await _deployments.RecordAsync("build-2", "4.7.1", noon.AddHours(-1), noon.AddHours(-1));
        await OpenAsync("Between", noon.AddMinutes(-90));
        await OpenAsync("After the second", noon.AddMinutes(-30));
        await OpenAsync("Named early", noon.AddDays(-1), new() { Title = "Named early", DeploymentId = "build-2" });
        await OpenAsync("Too late", noon.AddDays(-4));
        await OpenAsync("Planned", noon.AddMinutes(-20), new() { Title = "Planned", Kind = IncidentKind.Maintenance });
        await OpenAsync("Nearly", noon.AddMinutes(-20), new() { Title = "Nearly", Kind = IncidentKind.NearMiss });
    }

    private async Task OpenAsync(string title, DateTimeOffset at, IncidentDefinition? definition = null) => (await _incidents.OpenAsync(
        SomeIncidents.Opening(title, definition ?? new() { Title = title }, new() { StartedAt = at }))).IsStored.Should().BeTrue();

    private async Task<AttributedIncidentPage> ListAsync(params string[] ids) =>
        await _incidents.ListByDeploymentAsync(new() { Service = "shop", DeploymentIds = ids });
}
