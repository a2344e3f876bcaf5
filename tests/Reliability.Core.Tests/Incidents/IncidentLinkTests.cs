using Microsoft.Extensions.Time.Testing;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Incidents;

public sealed class IncidentLinkTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(SomeIncidents.Now);
    private readonly InMemoryStore _store;
    private readonly DeploymentRegister _deployments;

    public IncidentLinkTests()
    {
        _store = new InMemoryStore(_clock);
        _deployments = new DeploymentRegister(_store.Events, ["shop", "search"], _clock);
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("build-9", null, "Service 'shop' has no deployment 'build-9'.")]
    [InlineData("of-search", null, "Service 'shop' has no deployment 'of-search'.")]
    [InlineData(null, "chekout", "Service 'shop' has no objective 'chekout'. Declared are: 'checkout'.")]
    [InlineData(null, "find", "Service 'shop' has no objective 'find'. Declared are: 'checkout'.")]
    public async Task What_an_incident_names_exists_or_nothing_is_stored(string? deployment, string? objective, string message)
    {
        await DeployAsync("build-1", "shop");
        await DeployAsync("of-search", "search");
        IncidentRegister incidents = Register("checkout");
        IncidentDefinition unknown = SomeIncidents.Outage with
        {
            DeploymentId = deployment,
            Objectives = objective is null ? [] : ["checkout", objective],
        };
        IncidentUpdate update = await incidents.OpenAsync(SomeIncidents.Opening(definition: unknown));
        (update.Outcome, update.Current, update.Rejection).Should().Be((IncidentOutcome.NotFound, null, message));
        (await incidents.ListAsync(new() { Service = "shop" })).TotalCount.Should().Be(0);

        IncidentDefinition named = SomeIncidents.Outage with { DeploymentId = "build-1", Objectives = ["checkout"] };
        Incident one = (await incidents.OpenAsync(SomeIncidents.Opening(definition: named))).Current!;
        update = await incidents.EditAsync(one, unknown, SomeIncidents.Change());
        (update.Outcome, update.Current!.ETag, update.Rejection).Should().Be((IncidentOutcome.NotFound, one.ETag, message));
        (await incidents.GetAsync("shop", one.Id))!.Definition.Should().BeEquivalentTo(named);
        IncidentImportReport report = await incidents.ImportAsync(
            new() { Entries = [Entry("a", 1, unknown), Entry("b", 2, named)], Rejected = [] }, SomeIncidents.Change());
        report.AddedCount.Should().Be(1);
        report.Rejected.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Line = 1, Id = "a", Reason = message });
    }

    [Fact]
    public async Task An_objective_that_is_no_longer_declared_prevents_no_other_change()
    {
        IncidentOpening opening = SomeIncidents.Opening(definition: SomeIncidents.Outage with { Objectives = ["checkout"] });
        Incident one = (await Register("checkout").OpenAsync(opening)).Current!;
        IncidentDefinition other = one.Definition with { Title = "Down", Objectives = ["checkout", "search"] };
        Incident edited = (await Register("checkout", "search").EditAsync(one, other, SomeIncidents.Change("both"))).Current!;

        IncidentRegister later = Register("orders");
        (await later.EditAsync(edited, other with { Title = "Slow" }, SomeIncidents.Change("title"))).IsStored.Should().BeTrue();
        (await later.EditAsync(one, other, SomeIncidents.Change("both"))).IsStored.Should().BeTrue("it is the same request again");
        (await later.OpenAsync(opening)).Current!.Id.Should().Be(one.Id, "it is the same request again");
        (await later.OpenAsync(opening with { Id = "another" })).Outcome.Should().Be(IncidentOutcome.NotFound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_edit_closes_no_circle_of_three(bool isDuplicate)
    {
        IncidentRegister incidents = Register("checkout");
        Incident a = (await incidents.OpenAsync(SomeIncidents.Opening("a"))).Current!;
        Incident b = (await incidents.OpenAsync(SomeIncidents.Opening("b", Linked(a.Id, isDuplicate)))).Current!;
        Incident c = (await incidents.OpenAsync(SomeIncidents.Opening("c", Linked(b.Id, isDuplicate)))).Current!;
        IncidentUpdate update = await incidents.EditAsync(a, Linked(c.Id, isDuplicate), SomeIncidents.Change());
        (update.Outcome, update.Rejection).Should().Be((
            IncidentOutcome.Rejected,
            $"The incident '{a.Id}' cannot be a {(isDuplicate ? "duplicate" : "recurrence")} of '{c.Id}': the links would form a circle "
            + $"('{a.Id}', '{c.Id}', '{b.Id}', '{a.Id}')."));
        (await incidents.GetAsync("shop", a.Id))!.ETag.Should().Be(a.ETag);
        (await incidents.EditAsync(c, Linked(a.Id, isDuplicate), SomeIncidents.Change("flat"))).IsStored.Should().BeTrue();
    }

    [Theory]
    [InlineData("a>b b>a", "a b")]
    [InlineData("a>b b>c c>a d", "a b c")]
    [InlineData("a>a b>a", "a b")]
    [InlineData("a>b b>c c>b d>a", "a b c d")]
    [InlineData("a>b b>c c>nobody d", "a b c")]
    [InlineData("a>b b>c c", "")]
    public async Task A_file_is_imported_without_circles_of_links_and_without_what_links_to_a_rejected_line(string links, string rejected)
    {
        foreach (bool isDuplicate in (bool[])[true, false])
        {
            using var store = new InMemoryStore(_clock);
            var incidents = new IncidentRegister(store.Documents, ["shop"], timeProvider: _clock);
            IncidentImportEntry[] entries =
            [
                .. links.Split(' ').Select(text => text.Split('>')).Select((pair, i) => Entry(
                    pair[0], i + 1, pair.Length == 1 ? SomeIncidents.Outage : Linked(pair[1], isDuplicate))),
            ];
            var batch = new IncidentImportBatch { Entries = entries, Rejected = [] };
            string[] expected = rejected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            IncidentImportReport plan = await incidents.PlanImportAsync(batch);
            IncidentImportReport report = await incidents.ImportAsync(batch, SomeIncidents.Change());
            report.Rejected.Select(one => one.Id).Should().Equal(expected);
            plan.Should().BeEquivalentTo(report with { IsPlan = true });
            IncidentPage page = await incidents.ListAsync(new() { Service = "shop" });
            page.Incidents.Select(one => one.Id).Should().BeEquivalentTo(entries.Select(one => one.Id).Except(expected));
        }
    }

    [Fact]
    public async Task The_reason_names_the_circle_and_a_stored_link_to_what_did_not_exist_is_a_part_of_it()
    {
        // Older versions stored such a link.
        await _store.Documents.PutAsync(
            [
                DocumentWrite.Create(
                    new DocumentId("shop", "incidents", "old"),
                    """
                    {"v":1,"title":"Down","severity":"High","kind":"Incident","source":"Import","openedAt":"2026-03-15T12:00:00Z",
                    "times":{"startedAt":"2026-03-15T11:00:00Z"},"duplicateOf":"new",
                    "history":[{"id":"go","kind":"Opened","by":"ada","reason":"seen","at":"2026-03-15T12:00:00Z"}]}
                    """),
            ],
            CancellationToken.None);
        IncidentRegister incidents = Register("checkout");
        (await incidents.GetAsync("shop", "old"))!.Definition.DuplicateOf.Should().Be("new");
        IncidentImportReport report = await incidents.ImportAsync(
            new() { Entries = [Entry("new", 1, Linked("old", isDuplicate: true)), Entry("other", 2, Linked("new", true))], Rejected = [] },
            SomeIncidents.Change());
        report.AddedCount.Should().Be(0);
        report.Rejected.Select(one => one.Reason).Should().Equal(
            "The links of duplicates form a circle ('new', 'old', 'new').", "It links to 'new', which is rejected.");
    }

    [Fact]
    public async Task An_import_that_fails_at_any_write_leaves_no_link_to_what_is_not_stored()
    {
        IncidentImportEntry[] entries =
        [
            .. Enumerable.Range(0, 40).Select(i => Entry(
                $"i{i}", i + 1, i == 39 ? SomeIncidents.Outage : Linked($"i{i + 1}", isDuplicate: i % 2 == 0))),
        ];
        using var store = new ChaosStore(new InMemoryStore(_clock));
        var incidents = new IncidentRegister(store.Documents, ["shop"], timeProvider: _clock);
        ChaosControl control = store.Controls[StorageRoles.Documents];
        int partial = 0;
        for (int count = 0; count < entries.Length;)
        {
            control.Chance = 0.1;
            try
            {
                await incidents.ImportAsync(new() { Entries = entries, Rejected = [] }, SomeIncidents.Change());
            }
            catch (StoreException)
            {
                // It is imported again.
            }

            control.Chance = 0;
            Incident[] stored = [.. (await incidents.ListAsync(new() { Service = "shop" })).Incidents];
            count = stored.Length;
            partial += count > 0 && count < entries.Length ? 1 : 0;
            stored.Select(one => one.Definition.DuplicateOf ?? one.Definition.RecurrenceOf).OfType<string>()
                .Except(stored.Select(one => one.Id)).Should().BeEmpty();
        }

        partial.Should().BePositive();
    }

    private static IncidentDefinition Linked(string id, bool isDuplicate) => isDuplicate
        ? SomeIncidents.Outage with { DuplicateOf = id }
        : SomeIncidents.Outage with { RecurrenceOf = id };

    private static IncidentImportEntry Entry(string id, int line, IncidentDefinition definition) => new()
    {
        Id = id,
        Line = line,
        Service = "shop",
        Definition = definition,
        Times = new IncidentTimes { StartedAt = SomeIncidents.Now.AddHours(-line) },
    };

    private IncidentRegister Register(params string[] objectives)
    {
        SloDefinition[] slos =
        [
            .. objectives.Select(name => SloDefinition.Availability(name, 99m) with { Service = "shop" }),
            SloDefinition.Availability("find", 99m) with { Service = "search" },
        ];
        return new IncidentRegister(
            _store.Documents,
            ["shop", "search"],
            new ErrorBudgets(new InMemorySeriesStore(), slos, _clock),
            _deployments,
            timeProvider: _clock);
    }

    private async Task DeployAsync(string id, string service) => await _deployments.StartAsync(new DeploymentStart
    {
        Definition = new DeploymentDefinition { Service = service, Version = id },
        By = "ci",
        Reason = "a release",
        Id = id,
    });
}
