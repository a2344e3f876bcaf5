using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Core.Tests.Alerting;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

public sealed class PostmortemActionTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 3, 15);

    private readonly FakeTimeProvider _clock = new(SomeIncidents.Now);
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;
    private readonly PostmortemRegister _postmortems;

    public PostmortemActionTests()
    {
        _store = new InMemoryStore(_clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop"], timeProvider: _clock);
        _postmortems = new PostmortemRegister(_store.Documents, _incidents, timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task An_action_is_added_changed_and_done_also_when_the_postmortem_is_final()
    {
        Postmortem one = await DraftAsync();
        one = Stored(await _postmortems.EditAsync(one, SomePostmortems.Complete(one.IncidentId), Change()));
        one = Stored(await _postmortems.SubmitAsync(one, Change()));
        one = Stored(await _postmortems.FinalizeAsync(one, Change()));
        one = Stored(await _postmortems.SetActionAsync(
            one, SomePostmortems.Action("a-2", one.IncidentId) with { Kind = ActionKind.Detect, DebtItemId = "debt-7" }, Change()));
        one = Stored(await _postmortems.SetActionAsync(
            one, one.Content.Actions[0] with { DueOn = Today.AddDays(90), Owner = "ada" }, Change()));
        _clock.Advance(TimeSpan.FromDays(3));
        ChangeRequest done = Change();
        one = Stored(await _postmortems.CloseActionAsync(one, "a-1", ActionStatus.Done, done));
        Stored(await _postmortems.CloseActionAsync(one, "a-1", ActionStatus.Done, done)).Revision.Should().Be(one.Revision);
        one.Status.Should().Be(PostmortemStatus.Final);
        one.Content.Actions[0].Should().BeEquivalentTo(new
        {
            Status = ActionStatus.Done,
            ClosedAt = (DateTimeOffset?)SomeIncidents.Now.AddDays(3),
            Owner = "ada",
            DueOn = (DateOnly?)Today.AddDays(90),
        });
        (await _postmortems.CloseActionAsync(one, "a-1", ActionStatus.Cancelled, Change())).Rejection
            .Should().Contain("which was closed on 2026-03-18 12:00Z");
        (await _postmortems.CloseActionAsync(one, "a-9", ActionStatus.Done, Change())).Outcome.Should().Be(PostmortemOutcome.NotFound);
        await FluentActions.Awaiting(() => _postmortems.CloseActionAsync(one, "a-2", ActionStatus.Open, Change()).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();

        Postmortem again = Stored(await _postmortems.SetActionAsync(
            one, one.Content.Actions[0] with { Status = ActionStatus.Open }, Change()));
        again.Content.Actions[0].ClosedAt.Should().BeNull("it is open again");
        (await _postmortems.GetAsync("shop", one.IncidentId)).Should().BeEquivalentTo(again);
        (await _postmortems.CloseActionAsync(one, "a-2", ActionStatus.Done, Change())).Outcome.Should().Be(PostmortemOutcome.Conflict);
    }

    [Fact]
    public async Task An_action_that_does_not_fit_is_rejected()
    {
        Postmortem one = await DraftAsync();
        ActionItem good = SomePostmortems.Action(incidentId: one.IncidentId);
        foreach ((ActionItem bad, string reason) in ((ActionItem, string)[])
        [
            (good with { DueOn = Today.AddDays(-1) }, "is due on 2026-03-14, before it was filed on 2026-03-15"),
            (good with { IncidentId = "other" }, "belongs to the incident 'other'"),
            (good with { CreatedAt = SomeIncidents.Now.AddDays(2) }, "more than a day ahead"),
            (good with { Status = ActionStatus.Done, ClosedAt = SomeIncidents.Now.AddHours(-1) }, "was closed before it was filed"),
        ])
        {
            PostmortemUpdate set = await _postmortems.SetActionAsync(one, bad, Change());
            (set.Outcome, set.Rejection).Should().Be((PostmortemOutcome.Rejected, set.Rejection));
            set.Rejection.Should().Contain(reason);
            (await _postmortems.EditAsync(one, one.Content with { Actions = [bad] }, Change())).Rejection.Should().Contain(reason);
        }

        Stored(await _postmortems.SetActionAsync(one, good with { DueOn = Today }, Change())).Content.Actions.Should().ContainSingle();
        Postmortem other = await DraftAsync("other");
        (await _postmortems.SetActionAsync(other, good with { IncidentId = other.IncidentId }, Change())).Rejection
            .Should().Contain($"because the incident '{one.IncidentId}' has one with this id");
    }

    [Fact]
    public async Task What_is_due_is_listed_first_and_due_today_is_not_overdue()
    {
        Postmortem one = await DraftAsync();
        ActionItem at = SomePostmortems.Action(incidentId: one.IncidentId) with { CreatedAt = SomeIncidents.Now.AddDays(-30) };
        await _postmortems.EditAsync(
            one,
            one.Content with
            {
                Actions =
                [
                    at with { Id = "none", DueOn = null },
                    at with { Id = "today", DueOn = Today, Kind = ActionKind.Process },
                    at with { Id = "late", DueOn = Today.AddDays(-1), Owner = null },
                    at with { Id = "soon", DueOn = Today.AddDays(7), DebtItemId = "debt-1" },
                    at with { Id = "done", DueOn = Today.AddDays(-9), Status = ActionStatus.Done },
                ],
            },
            Change());
        ActionPage page = await _postmortems.ListActionsAsync();
        page.Actions.Select(found => (found.Action.Id, found.DaysLeft, found.IsOverdue)).Should().Equal(
            ("late", -1, true), ("today", 0, false), ("soon", 7, false), ("none", null, false));
        (page.TotalCount, page.OverdueCount).Should().Be((4, 1));
        await Finds(new() { OnlyOverdue = true }, "late");
        await Finds(new() { DueUntil = Today }, "late", "today");
        await Finds(new() { Owner = "PAYMENTS team", MaxCount = 2 }, "today", "soon");
        await Finds(new() { DebtItemId = "debt-1" }, "soon");
        await Finds(new() { Kind = ActionKind.Process }, "today");
        await Finds(new() { Status = ActionStatus.Done }, "done");
        await Finds(new() { Status = null, Service = "shop", IncidentId = one.IncidentId }, "done", "late", "today", "soon", "none");
        await Finds(new() { IncidentId = "other" });

        var samoa = new PostmortemRegister(
            _store.Documents, _incidents, timeProvider: _clock, zone: TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia"));
        (await samoa.ListActionsAsync(new() { OnlyOverdue = true })).Actions.Select(found => found.Action.Id)
            .Should().Equal(["late", "today"], "there it is the next day");

        async Task Finds(ActionQuery query, params string[] ids) =>
            (await _postmortems.ListActionsAsync(query)).Actions.Select(found => found.Action.Id).Should().Equal(ids);
    }

    [Fact]
    public async Task Everybody_is_reminded_once_when_an_action_becomes_overdue()
    {
        Postmortem one = await DraftAsync();
        one = Stored(await _postmortems.SetActionAsync(
            one, SomePostmortems.Action(incidentId: one.IncidentId) with { DueOn = Today }, Change()));
        var chat = new Phone("chat");
        var pager = Down("pager");
        await RunAsync(chat, pager);
        chat.Calls.Should().BeEmpty("it is due today");

        _clock.SetUtcNow(new DateTimeOffset(2026, 3, 16, 0, 0, 0, TimeSpan.Zero));
        await FluentActions.Awaiting(() => RunAsync(chat, pager)).Should().ThrowAsync<ReliabilityException>().WithMessage("*is down*");
        AlertNotification reminder = chat.Calls.Should().ContainSingle().Subject;
        reminder.Should().BeEquivalentTo(new
        {
            Service = "shop",
            Slo = one.IncidentId,
            Rule = ActionReminders.Rule,
            Severity = AlertSeverity.Ticket,
            Kind = AlertTransitionKind.Fired,
            FiredAt = _clock.GetUtcNow(),
        });
        reminder.Explanation.Should().Be(
            "The action 'Cache the answers of the resolver' of the incident 'Checkout is down' was due on 2026-03-15. Its owner is "
            + "payments team.");

        pager.Trouble = null;
        await RunAsync(chat, pager);
        await RunAsync(chat, pager);
        pager.Calls.Should().ContainSingle().Which.Should().Be(reminder);
        chat.Calls.Should().ContainSingle("one that was reminded is not reminded again");

        one = Stored(await _postmortems.SetActionAsync(one, one.Content.Actions[0] with { DueOn = Today.AddDays(3) }, Change()));
        await RunAsync(chat, pager);
        _clock.Advance(TimeSpan.FromDays(4));
        await RunAsync(chat, pager);
        chat.Calls.Should().HaveCount(2, "it became overdue again").And.OnlyHaveUniqueItems(got => got.AlertId);
        Stored(await _postmortems.CloseActionAsync(one, "a-1", ActionStatus.Done, Change()));
        await RunAsync(chat, pager);
        chat.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_notifier_that_never_works_is_given_up_and_a_crowd_of_actions_is_reminded_in_rounds()
    {
        Postmortem one = await DraftAsync();
        ActionItem late = SomePostmortems.Action(incidentId: one.IncidentId) with
        {
            CreatedAt = SomeIncidents.Now.AddDays(-9),
            DueOn = Today.AddDays(-1),
        };
        Stored(await _postmortems.EditAsync(
            one, one.Content with { Actions = [.. Enumerable.Range(0, 100).Select(i => late with { Id = $"a-{i}" })] }, Change()));
        Postmortem other = await DraftAsync("other");
        Stored(await _postmortems.SetActionAsync(other, late with { Id = "b", IncidentId = other.IncidentId }, Change()));
        var chat = new Phone("chat");
        await RunAsync(chat);
        chat.Calls.Should().HaveCount(100);
        await RunAsync(chat);
        chat.Calls.Should().HaveCount(101).And.OnlyHaveUniqueItems(got => got.AlertId);

        Stored(await _postmortems.EditAsync(
            (await _postmortems.GetAsync("shop", one.IncidentId))!, one.Content with { Actions = [] }, Change()));
        var dead = Down("dead");
        for (int i = 0; i < AlertEvaluator.MaxAttempts; i++)
        {
            await FluentActions.Awaiting(() => RunAsync(chat, dead)).Should().ThrowAsync<ReliabilityException>();
        }

        dead.Trouble = null;
        await RunAsync(chat, dead);
        dead.Calls.Should().BeEmpty("it failed too often");
    }

    private static ChangeRequest Change() => new() { By = "bob", Reason = "so it is" };

    private static Postmortem Stored(PostmortemUpdate update)
    {
        update.Rejection.Should().BeNull();
        update.Outcome.Should().Be(PostmortemOutcome.Stored);
        return update.Current!;
    }

    private Task RunAsync(params IAlertNotifier[] notifiers) =>
        new ActionReminders(_postmortems, _store.Documents, notifiers, _clock).RunAsync("shop").AsTask();

    private async Task<Postmortem> DraftAsync(string id = "go") =>
        await _postmortems.DraftAsync((await _incidents.OpenAsync(SomeIncidents.Opening(id))).Current!.Id, Change());

    private static Phone Down(string name) =>
        new(name) { Trouble = (_, _) => throw new InvalidOperationException($"{name} is down.") };
}
