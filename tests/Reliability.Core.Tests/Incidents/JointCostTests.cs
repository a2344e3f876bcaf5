using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Debt;
using Reliability.Core.Tests.Doubles;
using Reliability.Core.Tests.Slos;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

/// <summary>
/// Debt that is linked to an incident and to duplicates of it. In each of the first 60 minutes, 10 of 100 requests failed, and the budget
/// of the hour is 60: a minute burns a sixth of it.
/// </summary>
public sealed class JointCostTests : IDisposable
{
    private const double Minute = 10d / 60;
    private static readonly DateTimeOffset Start = SomeIncidents.Now;
    private readonly FakeTimeProvider _clock = new(Start.AddMinutes(60));
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;
    private readonly DebtRegister _debt;

    public JointCostTests()
    {
        _store = new InMemoryStore(_clock);
        SloDefinition slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop" };
        var series = new InMemorySeriesStore();
        series.Put(slo, [.. Enumerable.Range(0, 60).Select(i => Bucket.At(Start.AddMinutes(i), 100, 10))]);
        _incidents = new IncidentRegister(_store.Documents, ["shop"], new ErrorBudgets(series, [slo], _clock), timeProvider: _clock);
        _debt = new DebtRegister(_store.Documents, "shop", DebtScorers.MeasuredInterest, [_incidents], _clock, targets: [_incidents]);
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(10, 20, 10, 20, 10)]
    [InlineData(10, 20, 12, 15, 10)]
    [InlineData(12, 15, 10, 20, 10)]
    [InlineData(10, 20, 15, 30, 20)]
    [InlineData(10, 20, 40, 50, 20)]
    public async Task The_minutes_of_an_incident_and_its_duplicate_count_once(int from, int to, int otherFrom, int otherTo, int minutes)
    {
        string original = await OpenAsync("original", from, to);
        string copy = await OpenAsync("copy", otherFrom, otherTo, original);
        DebtItem both = await LinkAsync("both", original, copy);
        DebtItem one = await LinkAsync("one", copy);
        await ExpectAsync(both, minutes);
        await ExpectAsync(one, otherTo - otherFrom);

        // Only whole hours are left: what was stored when each ended is right as before.
        _clock.Advance(TimeSpan.FromDays(20));
        await ExpectAsync(both, minutes);
        await ExpectAsync(one, otherTo - otherFrom);
    }

    [Fact]
    public async Task Duplicates_of_duplicates_count_with_the_original_also_if_that_is_not_linked()
    {
        string original = await OpenAsync("original", 0, 5);
        string copy = await OpenAsync("copy", 10, 20, original);
        string other = await OpenAsync("other", 10, 20, copy);
        string apart = await OpenAsync("apart", 10, 20);
        await ExpectAsync(await LinkAsync("copies", copy, other), 10);
        await ExpectAsync(await LinkAsync("all", other, original, copy), 15);
        await ExpectAsync(await LinkAsync("apart", copy, apart), 20, "another incident is no duplicate");
    }

    [Fact]
    public async Task What_is_still_open_counts_once_too()
    {
        string original = await OpenAsync("original", 10, to: null);
        string copy = await OpenAsync("copy", 30, to: null, original);
        await ExpectAsync(await LinkAsync("both", original, copy), 50);
    }

    [Fact]
    public async Task A_circle_that_an_older_version_stored_ends_and_counts_once()
    {
        foreach ((string id, string other) in ((string, string)[])[("a", "b"), ("b", "a")])
        {
            await _store.Documents.PutAsync(
                [
                    DocumentWrite.Create(
                        new DocumentId("shop", "incidents", id),
                        $$"""
                        {"v":1,"title":"Down","severity":"High","kind":"Incident","source":"Import","openedAt":"2026-03-15T12:30:00Z",
                        "times":{"startedAt":"2026-03-15T12:10:00Z","resolvedAt":"2026-03-15T12:20:00Z"},"duplicateOf":"{{other}}",
                        "history":[{"id":"go","kind":"Opened","by":"ada","reason":"seen","at":"2026-03-15T12:30:00Z"}]}
                        """),
                ],
                CancellationToken.None);
        }

        IReadOnlyList<BudgetCost> costs = await _incidents.GetCostsAsync(
            "shop", ["a", "b"], new TimeRange(Start, Start.AddHours(1)), CancellationToken.None);
        costs.Select(one => (one.Id, one.DuplicateOf)).Should().BeEquivalentTo([("a", "a"), ("b", "a")]);
        await ExpectAsync(await LinkAsync("both", "a", "b"), 10);
    }

    [Fact]
    public void A_score_from_costs_of_the_caller_counts_the_dearest_of_duplicates()
    {
        DebtItem item = SomeDebt.Item(SomeDebt.Index) with { Incidents = ["a", "b", "c"] };
        BudgetCost[] costs =
        [
            new() { Id = "a", BudgetShare = 1 },
            new() { Id = "b", BudgetShare = 1.5, DuplicateOf = "a" },
            new() { Id = "c", BudgetShare = 0.25 },
        ];
        DebtScorers.MeasuredInterest.Score(item, SomeDebt.Context with { IncidentCosts = costs.ToDictionary(one => one.Id) })
            .Value.Should().Be(1.75);
    }

    private async Task<string> OpenAsync(string id, int from, int? to, string? duplicateOf = null)
    {
        IncidentUpdate update = await _incidents.OpenAsync(SomeIncidents.Opening(
            id,
            SomeIncidents.Outage with { DuplicateOf = duplicateOf },
            new() { StartedAt = Start.AddMinutes(from), ResolvedAt = to is { } end ? Start.AddMinutes(end) : null }));
        return update.Current!.Id;
    }

    private async Task<DebtItem> LinkAsync(string id, params string[] incidents)
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change(id));
        foreach (string incident in incidents)
        {
            DebtUpdate update = await _debt.LinkAsync(item, DebtLink.Incident(incident), SomeDebt.Change($"{id} {incident}"));
            update.Rejection.Should().BeNull();
            item = update.Current;
        }

        return item;
    }

    private async Task ExpectAsync(DebtItem item, int minutes, string because = "")
    {
        (await _debt.RankAsync(item)).Score.Value!.Value.Should().BeApproximately(minutes * Minute, 1e-9, because);
        (await _debt.ListAsync()).Items.Single(one => one.Item.Id == item.Id).Score.Value!.Value
            .Should().BeApproximately(minutes * Minute, 1e-9, because);
    }
}
