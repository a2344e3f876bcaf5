using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Alerting;
using Reliability.Core.Tests.Alerting;
using Reliability.Core.Tests.Doubles;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Slos;

public sealed class EachReleaseGateTests : IDisposable
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 10);

    /// <summary>Two objectives in each service: shop-0 and shop-1 spent a budget, the others did not.</summary>
    private static readonly SloDefinition[] Objectives =
    [
        .. Enumerable.Range(0, 10).Select(i =>
            SloDefinition.Availability($"slo-{i}", 99m) with { Service = $"shop-{i / 2}", Alerts = [] }),
    ];

    private readonly InMemorySeriesStore _series = new();
    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(Now);

    public EachReleaseGateTests()
    {
        foreach (SloDefinition slo in Objectives)
        {
            _series.Put(slo, Bucket.At(Now.AddMinutes(-10), 10_000, slo.Name is "slo-0" or "slo-2" ? 5_000 : 1));
        }
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task It_decides_of_every_service_what_a_decision_of_it_alone_says()
    {
        AuditedReleaseGate gate = Gate(_store.Events, _store.Documents, new OneByOne("shop-3"));
        await gate.OverrideAsync(Override("shop-1"));
        await gate.OverrideAsync(Override("shop-4"));
        IReadOnlyDictionary<string, GateDecision> decisions = await gate.DecideEachAsync();
        decisions.Keys.Should().Equal("shop-0", "shop-1", "shop-2", "shop-3", "shop-4");
        foreach ((string service, GateDecision decision) in decisions)
        {
            decision.Should().BeEquivalentTo(await gate.DecideAsync(service), options => options.WithStrictOrdering(), service);
            decision.Evidence.Select(report => report.Status.Service).Should().Equal(service, service);
        }

        decisions.Values.Select(decision => decision.Verdict).Should().Equal(
            GateVerdict.Block, GateVerdict.Allow, GateVerdict.Allow, GateVerdict.Block, GateVerdict.Allow);
        decisions["shop-1"].Override!.By.Should().Be("ada");
        decisions["shop-4"].Override.Should().BeNull("nothing was blocked");
    }

    [Fact]
    public async Task The_reads_do_not_depend_on_the_number_of_services_and_overrides_are_read_only_of_blocked_ones()
    {
        IEventLog events = Forwarding.To<IEventLog>(_store.Events);
        IDocumentStore documents = Forwarding.To<IDocumentStore>(_store.Documents);
        AuditedReleaseGate gate = Gate(events, documents);
        await gate.DecideEachAsync();
        events.ReceivedCalls().Should().ContainSingle().Which.GetArguments()[0].Should()
            .BeAssignableTo<IReadOnlyList<EventQuery>>().Which.Select(query => query.Stream.Service).Should().Equal("shop-0", "shop-1");
        documents.ReceivedCalls().Should().ContainSingle("the policies of all services are read in one call");
    }

    [Fact]
    public async Task A_frozen_service_is_blocked_and_the_others_are_not()
    {
        AlertEvaluator evaluator = Evaluator(_store.Events, _store.Documents);
        (await evaluator.RunAsync(1)).Should().BeEmpty();
        IReadOnlyList<IReadOnlyList<GateReason>> reasons = await evaluator.CheckEachAsync(["shop-4", "shop-0", "shop-1"], default);
        reasons.Select(one => one.Select(reason => (reason.Code, reason.Slo)).ToArray()).Should().BeEquivalentTo(
            new (string, string?)[][] { [], [(GateReasonCodes.PolicyFreeze, "slo-0")], [(GateReasonCodes.PolicyFreeze, "slo-2")] },
            options => options.WithStrictOrdering());
        foreach (string service in (string[])["shop-0", "shop-1", "shop-4"])
        {
            (await evaluator.CheckEachAsync([service], default))[0].Should().BeEquivalentTo(await evaluator.CheckAsync(service, default));
        }

        (await evaluator.CheckEachAsync([], default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_history_that_cannot_be_read_does_not_open_any_gate()
    {
        await _store.Events.AppendAsync(
            new EventAppend(new StreamId("shop-1", "gate"), [new NewEvent("override", Now, "null")]), default);
        AuditedReleaseGate gate = Gate(_store.Events, _store.Documents);
        await FluentActions.Awaiting(() => gate.DecideEachAsync().AsTask()).Should().ThrowAsync<StoreException>();
    }

    private static GateOverride Override(string service) =>
        new() { Service = service, By = "ada", Reason = "hotfix of the leak", ExpiresAt = Now.AddHours(2) };

    private AuditedReleaseGate Gate(IEventLog events, IDocumentStore documents, params IReleaseCheck[] checks) =>
        new(Budgets(), events, checks: [Evaluator(events, documents), .. checks], timeProvider: _time);

    private AlertEvaluator Evaluator(IEventLog events, IDocumentStore documents) => new(
        Budgets(),
        documents,
        events,
        [],
        timeProvider: _time,
        policies: Objectives.Select(slo => new BudgetPolicy($"freeze-{slo.Name}", slo.Name, actsAt: 0.25m) { FreezesReleases = true }));

    private ErrorBudgets Budgets() => new(_series, Objectives, _time);

    /// <summary>A check that knows only how to check one service.</summary>
    private sealed class OneByOne(string blocked) : IReleaseCheck
    {
        public ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<GateReason>>(
                service == blocked ? [new GateReason { Verdict = GateVerdict.Block, Code = "Moon", Message = "The moon is full." }] : []);
    }
}
