using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Core.Tests.Alerting;
using Reliability.Core.Tests.Doubles;
using Reliability.Core.Tests.Slos;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

public sealed class PostmortemPolicyTests : IDisposable
{
    private static readonly DateTimeOffset Begin = Bucket.Hour(24);

    private readonly FakeTimeProvider _clock = new(Begin);
    private readonly InMemoryStore _store;
    private readonly InMemorySeriesStore _series = new();
    private readonly SloDefinition _slo = SloDefinition.Availability("checkout", 99.9m) with { Service = "shop" };
    private readonly IncidentRegister _incidents;
    private readonly ErrorBudgets _budgets;

    public PostmortemPolicyTests()
    {
        _store = new InMemoryStore(_clock);
        _budgets = new ErrorBudgets(_series, [_slo], _clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop"], _budgets, timeProvider: _clock);
        _series.Put(_slo, [.. Enumerable.Range(0, 24 * 60).Select(i => Bucket.At(Bucket.Minute(i), 1000, i % 50 == 0 ? 1 : 0))]);
    }

    public void Dispose() => _store.Dispose();

    /// <summary>The chain of the whole: measurements, alert, incident, burnt budget, postmortem, actions that are done, metrics.</summary>
    [Fact]
    public async Task A_replayed_outage_becomes_a_final_postmortem_whose_actions_are_done_and_counted()
    {
        var evaluator = new AlertEvaluator(_budgets, _store.Documents, _store.Events, [], null, _clock);
        var follower = new AlertIncidents(_incidents, _store.Events, _store.Documents, _budgets, _clock);
        var postmortems = new PostmortemRegister(_store.Documents, _incidents, new PostmortemPolicy(), timeProvider: _clock);
        await PlayAsync(10, 0);
        await PlayAsync(20, 1000);
        await PlayAsync(60, 0);
        Incident incident = (await _incidents.ListOpenAsync()).Should().ContainSingle().Subject;
        incident = (await _incidents.ResolveAsync(
            incident, new() { By = "ada", Reason = "quiet", CauseClass = "deployment", Impact = "Nobody could pay." })).Current!;
        RequiredPostmortem required = (await postmortems.ListRequiredAsync()).Should().ContainSingle().Subject;
        (required.IncidentId, required.Status, required.IsOverdue).Should().Be((incident.Id, null, false));
        (required.BudgetShare, required.DueAt).Should().Be((incident.BudgetBurnt!.Value, incident.EndedAt!.Value.AddDays(14)));

        Postmortem one = await postmortems.DraftAsync(incident.Id, Change());
        one.Content.Timeline.Select(entry => entry.Kind).Should().Contain(
            [
                PostmortemEventKind.Began, PostmortemEventKind.AlertTriggered, PostmortemEventKind.MitigationApplied,
                PostmortemEventKind.Resolved,
            ]);
        PostmortemEvent began = one.Content.Timeline.Single(entry => entry.Kind == PostmortemEventKind.Began);
        (began.At, began.IsEstimate).Should().Be((Begin.AddMinutes(10), true));
        one.Content.Impact.Duration.Should().Be(incident.EndedAt - incident.StartedAt);
        PostmortemObjective violated = one.Content.Impact.Objectives.Should().ContainSingle().Subject;
        violated.Slo.Should().Be("checkout");
        violated.BudgetShare.Should().BeApproximately(incident.BudgetBurnt!.Value, 0.000001m).And.BeGreaterThan(1);
        one.Content.Timeline.Count(entry => entry.Description?.Contains(" fired. ", StringComparison.Ordinal) == true)
            .Should().Be(incident.Alerts.Count);

        // People edit the file.
        string file = PostmortemMarkdown.Write(one)
            .Replace("Cause Analysis\n\n*not stated*", "Cause Analysis\n\nThe new version had no index.", StringComparison.Ordinal)
            .Replace("Measures\n\n*not stated*", "Measures\n\n1. Add the index - shop team - 1970-01-20", StringComparison.Ordinal);
        PostmortemReading read = PostmortemMarkdown.Read(file, _clock.GetUtcNow());
        read.Faults.Should().BeEmpty();
        one = (await postmortems.EditAsync(one, Dated(read.Content!), Change())).Current!;
        (await postmortems.PlanFinalizeAsync("shop", incident.Id))!.Gaps.Should().BeEmpty();
        one = (await postmortems.SubmitAsync(one, Change())).Current!;
        one = (await postmortems.FinalizeAsync(one, Change())).Current!;
        one.Status.Should().Be(PostmortemStatus.Final);

        _clock.Advance(TimeSpan.FromDays(20));
        (await postmortems.ListRequiredAsync("shop")).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Status = (PostmortemStatus?)PostmortemStatus.Final, IsOverdue = false });
        TrackedAction overdue = (await postmortems.ListActionsAsync(new() { OnlyOverdue = true })).Actions.Should().ContainSingle().Subject;
        overdue.Action.Owner.Should().Be("shop team");
        PostmortemUpdate done = await postmortems.CloseActionAsync(one, overdue.Action.Id, ActionStatus.Done, Change());
        done.Current!.Content.Actions.Should().ContainSingle().Which.ClosedAt.Should().Be(_clock.GetUtcNow());
        (await postmortems.ListActionsAsync()).TotalCount.Should().Be(0);
        PostmortemMarkdown.Read(PostmortemMarkdown.Write(done.Current)).Content.Should().BeEquivalentTo(done.Current.Content);

        var improvement = new ImprovementMeter(_incidents, actions: [postmortems], timeProvider: _clock);
        _clock.Advance(TimeSpan.FromDays(1));
        ImprovementReport metrics = await improvement.GetMetricsAsync(TimeRange.Last(TimeSpan.FromDays(30), _clock));
        metrics.TimeToRestore.Values.Should().ContainSingle().Which.Value.Should().Be(incident.EndedAt!.Value - incident.StartedAt);
        metrics.TimeToDetect.Median.Should().Be(incident.Times.DetectedAt - incident.StartedAt);
        metrics.TimeToImplement.Values.Should().ContainSingle().Which.Value.Should().Be(
            done.Current.Content.Actions[0].ClosedAt!.Value - done.Current.Content.Actions[0].CreatedAt);
        metrics.FrequencyPer30Days.Value.Should().Be(1);

        PostmortemContent Dated(PostmortemContent content) => content with
        {
            Actions = [content.Actions[0] with { DueOn = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddDays(7) }],
        };

        async Task PlayAsync(int minutes, int bad)
        {
            for (int i = 0; i < minutes; i++)
            {
                _series.Put(_slo, Bucket.At(_clock.GetUtcNow(), 1000, bad));
                _clock.Advance(TimeSpan.FromMinutes(1));
                (await evaluator.RunAsync(1)).Should().BeEmpty();
                await follower.RunAsync("shop");
            }
        }
    }

    [Fact]
    public async Task A_postmortem_is_required_above_the_share_and_overdue_after_the_time()
    {
        await _incidents.OpenAsync(Opening("small", 2, bad: 1));
        Incident large = (await _incidents.OpenAsync(Opening("large", 5, bad: 1000))).Current!;
        await _incidents.OpenAsync(Opening("copy", 0, 0, large.Definition with { DuplicateOf = large.Id }));
        await _incidents.OpenAsync(Opening("planned", 0, 0, large.Definition with { Kind = IncidentKind.Maintenance }));
        var postmortems = Register(new PostmortemPolicy { RequiredAboveBudgetShare = 0.5m, DueWithin = TimeSpan.FromDays(3) });
        RequiredPostmortem required = (await postmortems.ListRequiredAsync()).Should().ContainSingle().Subject;
        (required.IncidentId, required.Title, required.IsOverdue).Should().Be((large.Id, large.Title, false));
        (await Register(new PostmortemPolicy { RequiredAboveBudgetShare = required.BudgetShare }).ListRequiredAsync())
            .Should().BeEmpty("it is required above the share, not at it");

        _clock.SetUtcNow(required.DueAt!.Value);
        (await postmortems.ListRequiredAsync())[0].IsOverdue.Should().BeFalse();
        (await Reasons(postmortems, GateVerdict.Block)).Should().BeEmpty();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await postmortems.DraftAsync(large.Id, Change());
        (await postmortems.ListRequiredAsync())[0].Should().BeEquivalentTo(
            new { IsOverdue = true, Status = (PostmortemStatus?)PostmortemStatus.Draft });
        (await Reasons(postmortems, GateVerdict.Allow)).Should().BeEmpty();
        GateReason reason = (await Reasons(postmortems, GateVerdict.Block)).Should().ContainSingle().Subject;
        (reason.Verdict, reason.Code).Should().Be((GateVerdict.Block, PostmortemReleaseCheck.OverdueCode));
        reason.Message.Should().Be($"The postmortem is overdue of: 'Checkout is down' ({large.Id}).");
        (await new PostmortemReleaseCheck(postmortems, GateVerdict.Warn).CheckAsync("search", CancellationToken.None)).Should().BeEmpty();
        FluentActions.Invoking(() => new PostmortemReleaseCheck(postmortems, GateVerdict.Unknown))
            .Should().Throw<ArgumentOutOfRangeException>();

        _clock.Advance(TimeSpan.FromDays(400));
        (await postmortems.ListRequiredAsync()).Should().BeEmpty("it is longer ago than incidents are looked at");
    }

    [Fact]
    public async Task An_incident_that_has_not_ended_requires_a_postmortem_without_a_date()
    {
        for (int i = 0; i < 10; i++)
        {
            _series.Put(_slo, Bucket.At(_clock.GetUtcNow(), 1000, 1000));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        await _incidents.OpenAsync(SomeIncidents.Opening(times: new IncidentTimes { StartedAt = Begin }));
        (await Register(new PostmortemPolicy()).ListRequiredAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { DueAt = (DateTimeOffset?)null, IsOverdue = false });
    }

    [Fact]
    public void A_policy_out_of_range_is_rejected()
    {
        FluentActions.Invoking(() => new PostmortemPolicy { RequiredAboveBudgetShare = -0.1m })
            .Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new PostmortemPolicy { DueWithin = TimeSpan.Zero }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new PostmortemPolicy { Lookback = TimeSpan.Zero }).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static ChangeRequest Change() => new() { By = "bob", Reason = "so it is" };

    private static async Task<IReadOnlyList<GateReason>> Reasons(IPostmortems postmortems, GateVerdict verdict) =>
        await new PostmortemReleaseCheck(postmortems, verdict).CheckAsync("shop", CancellationToken.None);

    private PostmortemRegister Register(PostmortemPolicy policy) => new(_store.Documents, _incidents, policy, timeProvider: _clock);

    /// <summary>Plays minutes, and opens an incident that is over.</summary>
    private IncidentOpening Opening(string id, int minutes, int bad, IncidentDefinition? definition = null)
    {
        DateTimeOffset start = _clock.GetUtcNow();
        for (int i = 0; i < minutes; i++)
        {
            _series.Put(_slo, Bucket.At(_clock.GetUtcNow(), 1000, bad));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        return SomeIncidents.Opening(
            id, definition, new IncidentTimes { StartedAt = start, DetectedAt = start, ResolvedAt = _clock.GetUtcNow() });
    }
}
