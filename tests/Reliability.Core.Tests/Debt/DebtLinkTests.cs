using Microsoft.Extensions.Time.Testing;
using Reliability.Core.Tests.Incidents;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Debt;

public sealed class DebtLinkTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(SomeDebt.Now);
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;

    public DebtLinkTests()
    {
        _store = new InMemoryStore(_clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop", "search"], timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_link_to_what_does_not_exist_is_not_found_and_nothing_is_stored()
    {
        string other = (await _incidents.OpenAsync(SomeIncidents.Opening() with { Service = "search" })).Current!.Id;
        DebtRegister debt = Register("checkout");
        DebtItem item = await debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        foreach ((DebtLink link, string message) in ((DebtLink, string)[])
            [
                (DebtLink.Incident("nobody"), "Service 'shop' has no incident 'nobody'."),
                (DebtLink.Incident(other), $"Service 'shop' has no incident '{other}'."),
                (DebtLink.Objective("chekout"), "No objective is named 'chekout'."),
            ])
        {
            DebtUpdate update = await debt.LinkAsync(item, link, SomeDebt.Change(link.Id));
            (update.Outcome, update.Rejection, update.IsStored).Should().Be((DebtOutcome.NotFound, message, false));
            update.Current.ETag.Should().Be(item.ETag);
        }

        (await debt.GetAsync(item.Id))!.Revision.Should().Be(1);
    }

    [Fact]
    public async Task A_link_to_what_exists_is_stored_and_stays_when_that_is_removed()
    {
        string incident = (await _incidents.OpenAsync(SomeIncidents.Opening())).Current!.Id;
        DebtRegister debt = Register("checkout");
        DebtItem item = await debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        DebtItem first = (await debt.LinkAsync(item, DebtLink.Incident(incident), SomeDebt.Change("i"))).Current;
        DebtItem second = (await debt.LinkAsync(first, DebtLink.Objective("checkout"), SomeDebt.Change("o"))).Current;
        second.Incidents.Should().Equal(incident);
        second.Objectives.Should().Equal("checkout");

        DebtRegister later = Register("orders");
        (await later.LinkAsync(first, DebtLink.Objective("checkout"), SomeDebt.Change("o"))).Current.ETag
            .Should().Be(second.ETag, "it is the same request again");
        (await later.LinkAsync(second, DebtLink.Objective("checkout"), SomeDebt.Change("again"))).Rejection
            .Should().EndWith("is linked to the objective 'checkout' already.");
        (await later.UnlinkAsync(second, DebtLink.Objective("checkout"), SomeDebt.Change("u"))).IsStored.Should().BeTrue();
    }

    [Fact]
    public async Task An_incident_that_cannot_be_read_exists()
    {
        await _store.Documents.PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "incidents", "later"), """{"v":9}""")], CancellationToken.None);
        DebtRegister debt = Register();
        DebtItem item = await debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        (await debt.LinkAsync(item, DebtLink.Incident("later"), SomeDebt.Change("l"))).IsStored.Should().BeTrue();
    }

    private DebtRegister Register(params string[] objectives)
    {
        SloDefinition[] slos = [.. objectives.Select(name => SloDefinition.Availability(name, 99m) with { Service = "shop" })];
        var budgets = new ErrorBudgets(_store.Series, slos, _clock);
        return new DebtRegister(
            _store.Documents, "shop", timeProvider: _clock, targets: [_incidents, new ObjectiveTargets(budgets)]);
    }
}
