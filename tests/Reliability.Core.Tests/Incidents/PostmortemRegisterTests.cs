using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

public sealed class PostmortemRegisterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(SomeIncidents.Now);
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;
    private readonly PostmortemRegister _postmortems;

    public PostmortemRegisterTests()
    {
        _store = new InMemoryStore(_clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop"], timeProvider: _clock);
        _postmortems = new PostmortemRegister(_store.Documents, _incidents, timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_draft_is_filled_in_from_its_incident_and_made_once()
    {
        Incident incident = await ResolvedAsync();
        Postmortem draft = await _postmortems.DraftAsync(incident.Id, SomeIncidents.Change());
        (draft.Service, draft.IncidentId, draft.Status, draft.Revision).Should().Be(("shop", incident.Id, PostmortemStatus.Draft, 1));
        draft.Content.Should().BeEquivalentTo(new
        {
            Title = "Checkout is down",
            Summary = "The resolver was slow.",
            Impact = new { Duration = (TimeSpan?)TimeSpan.FromMinutes(30), Users = "Nobody could pay." },
        });
        draft.Content.Timeline.Select(one => (one.Kind, (one.At - SomeIncidents.Now).TotalMinutes, one.Description)).Should().Equal(
            (PostmortemEventKind.Began, -40, null),
            (PostmortemEventKind.AlertTriggered, -35, null),
            (PostmortemEventKind.InvestigationStarted, -30, null),
            (PostmortemEventKind.CauseIdentified, -20, "dns"),
            (PostmortemEventKind.MitigationApplied, -10, null),
            (PostmortemEventKind.Resolved, 0, null),
            (PostmortemEventKind.Note, 0, "All is well."));
        draft.Content.Gaps.Select(gap => gap.Input).Should().Equal("cause", "actions");

        PostmortemUpdate again = await _postmortems.DraftAsync("shop", incident.Id, SomeIncidents.Change("other"));
        (again.Outcome, again.Incident, again.Notice).Should().Be((PostmortemOutcome.Stored, PostmortemIncidentState.Present, null));
        again.Current.Should().BeEquivalentTo(draft);
    }

    [Fact]
    public async Task An_open_incident_has_a_draft_without_a_duration()
    {
        Incident open = (await _incidents.OpenAsync(SomeIncidents.Opening())).Current!;
        Postmortem draft = await _postmortems.DraftAsync(open.Id, SomeIncidents.Change());
        draft.Content.Impact.Duration.Should().BeNull();
        draft.Content.Timeline.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Kind = PostmortemEventKind.Began, IsEstimate = true }, "nobody said when it started");
        draft.Content.Gaps.Select(gap => gap.Input).Should().Equal("timeline", "cause", "impact", "actions");
    }

    [Fact]
    public async Task A_postmortem_goes_from_draft_over_review_to_final_and_back()
    {
        Postmortem draft = await DraftAsync();
        (await _postmortems.FinalizeAsync(draft, SomeIncidents.Change("early"))).Rejection.Should().EndWith("submit it to review first.");
        (await _postmortems.ReturnAsync(draft, SomeIncidents.Change("back"))).Rejection.Should().EndWith("is a draft.");
        Postmortem edited = Stored(await _postmortems.EditAsync(draft, Complete(draft), SomeIncidents.Change("edit")));
        edited.History[^1].Fields.Select(field => field.Field).Should().Contain(["action a-1", "analysis", "wasLucky"]);
        Postmortem review = Stored(await _postmortems.SubmitAsync(edited, SomeIncidents.Change("submit")));
        (await _postmortems.SubmitAsync(review, SomeIncidents.Change("again"))).Rejection.Should().EndWith("is in review.");
        _clock.Advance(TimeSpan.FromDays(1));
        Postmortem final = Stored(await _postmortems.FinalizeAsync(review, SomeIncidents.Change("final")));
        (final.Status, final.FinalizedAt).Should().Be((PostmortemStatus.Final, _clock.GetUtcNow()));

        PostmortemUpdate late = await _postmortems.EditAsync(final, draft.Content, SomeIncidents.Change("late"));
        late.Outcome.Should().Be(PostmortemOutcome.Rejected);
        late.Rejection.Should().Contain("is final since 2026-03-16 12:00Z by bob");
        Stored(await _postmortems.FinalizeAsync(review, SomeIncidents.Change("final"))).Revision.Should().Be(
            final.Revision, "the same request is made once");
        Postmortem back = Stored(await _postmortems.ReturnAsync(final, SomeIncidents.Change("return")));
        (back.Status, back.FinalizedAt).Should().Be((PostmortemStatus.Draft, null));
        (await _postmortems.GetAsync("shop", draft.IncidentId)).Should().BeEquivalentTo(back);
        back.History.Select(change => change.Kind).Should().Equal(
            PostmortemChangeKind.Drafted,
            PostmortemChangeKind.Edited,
            PostmortemChangeKind.Submitted,
            PostmortemChangeKind.Finalized,
            PostmortemChangeKind.Returned);
    }

    [Fact]
    public async Task Two_people_who_finalise_at_once_have_one_winner_and_a_conflict_that_shows_both_versions()
    {
        Postmortem review = await ReviewAsync(Complete);
        PostmortemUpdate[] updates = await Task.WhenAll(
            _postmortems.FinalizeAsync(review, new ChangeRequest { By = "ada", Reason = "done" }).AsTask(),
            _postmortems.FinalizeAsync(review, new ChangeRequest { By = "bob", Reason = "done" }).AsTask());
        PostmortemUpdate winner = updates.Should().ContainSingle(one => one.IsStored).Subject;
        PostmortemUpdate loser = updates.Should().ContainSingle(one => one.Outcome == PostmortemOutcome.Conflict).Subject;
        loser.Current.Should().BeEquivalentTo(winner.Current);
        loser.Proposed!.History[^1].By.Should().NotBe(winner.Current!.History[^1].By);
        (loser.Proposed.Status, loser.Current!.Status).Should().Be((PostmortemStatus.Final, PostmortemStatus.Final));
    }

    [Theory]
    [InlineData("nobody", false)]
    [InlineData("no date", false)]
    [InlineData("cancelled", false)]
    [InlineData("reason", true)]
    public async Task Without_an_owned_and_dated_action_it_is_final_only_with_a_reason(string what, bool isFinal)
    {
        Postmortem review = await ReviewAsync(draft => Complete(draft) with
        {
            NoActionsReason = what == "reason" ? "The service is switched off." : null,
            Actions = [SomePostmortems.Action(incidentId: draft.IncidentId) with
            {
                Owner = what is "nobody" or "reason" ? null : "payments team",
                DueOn = what is "no date" or "reason" ? null : new DateOnly(2026, 4, 1),
                Status = what == "cancelled" ? ActionStatus.Cancelled : ActionStatus.Open,
            }],
        });
        PostmortemPlan plan = (await _postmortems.PlanFinalizeAsync("shop", review.IncidentId))!;
        (plan.CanFinalize, plan.Gaps.Count).Should().Be((isFinal, isFinal ? 0 : 1));
        PostmortemUpdate update = await _postmortems.FinalizeAsync(review, SomeIncidents.Change("final"));
        update.IsStored.Should().Be(isFinal);
        update.Gaps.Select(gap => gap.Input).Should().Equal(isFinal ? [] : ["actions"]);
    }

    [Fact]
    public async Task A_plan_lists_everything_that_is_missing()
    {
        Postmortem draft = await DraftAsync();
        Postmortem empty = Stored(await _postmortems.EditAsync(
            draft, new PostmortemContent { Title = "?" }, SomeIncidents.Change("empty")));
        PostmortemPlan plan = (await _postmortems.PlanFinalizeAsync("shop", empty.IncidentId))!;
        plan.Gaps.Select(gap => gap.Input).Should().Equal("timeline", "cause", "impact", "actions");
        plan.Findings.Should().BeEmpty("there is no blameless check by default");
        (await _postmortems.PlanFinalizeAsync("shop", "none")).Should().BeNull();
    }

    [Fact]
    public async Task An_incident_that_is_merged_while_its_postmortem_is_open_is_said_and_not_final()
    {
        Postmortem review = await ReviewAsync(Complete);
        Incident main = (await _incidents.OpenAsync(SomeIncidents.Opening("main"))).Current!;
        Incident incident = (await _incidents.GetAsync("shop", review.IncidentId))!;
        (await _incidents.EditAsync(
            incident, incident.Definition with { DuplicateOf = main.Id }, SomeIncidents.Change("merge"))).IsStored.Should().BeTrue();

        PostmortemUpdate update = await _postmortems.FinalizeAsync(review, SomeIncidents.Change("final"));
        (update.Outcome, update.Incident).Should().Be((PostmortemOutcome.Rejected, PostmortemIncidentState.Duplicate));
        update.Notice.Should().Be($"The incident '{incident.Id}' is a duplicate of '{main.Id}', whose postmortem counts.");
        update.Rejection.Should().Contain("cannot become final");
        PostmortemUpdate edit = await _postmortems.EditAsync(review, review.Content, SomeIncidents.Change("edit"));
        (edit.IsStored, edit.Incident, edit.Notice).Should().Be((true, PostmortemIncidentState.Duplicate, update.Notice));
        (await _postmortems.PlanFinalizeAsync("shop", incident.Id))!.CanFinalize.Should().BeFalse();

        Incident merged = (await _incidents.OpenAsync(SomeIncidents.Opening(
            "second", SomeIncidents.Outage with { DuplicateOf = main.Id }))).Current!;
        (await _postmortems.DraftAsync("shop", merged.Id, SomeIncidents.Change())).Outcome.Should().Be(PostmortemOutcome.Rejected);
        await FluentActions.Awaiting(() => _postmortems.DraftAsync(merged.Id, SomeIncidents.Change()).AsTask())
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("*is a duplicate of*");
    }

    [Fact]
    public async Task An_incident_that_is_deleted_while_its_postmortem_is_open_is_said_and_the_postmortem_can_be_final()
    {
        Postmortem review = await ReviewAsync(Complete);
        var id = new DocumentId(new CollectionId("shop", "incidents"), review.IncidentId);
        Document stored = (await _store.Documents.GetAsync(id, CancellationToken.None))!;
        await _store.Documents.DeleteAsync(id, stored.ETag, CancellationToken.None);
        PostmortemUpdate update = await _postmortems.FinalizeAsync(review, SomeIncidents.Change("final"));
        (update.IsStored, update.Incident).Should().Be((true, PostmortemIncidentState.Missing));
        update.Notice.Should().Be($"Service 'shop' has no incident '{review.IncidentId}'.");
        (await _postmortems.PlanFinalizeAsync("shop", review.IncidentId))!.Notice.Should().Be(update.Notice);
    }

    [Fact]
    public async Task What_does_not_exist_is_a_result_of_the_general_call_and_an_exception_of_the_short_one()
    {
        PostmortemUpdate none = await _postmortems.DraftAsync("shop", "none", SomeIncidents.Change());
        (none.Outcome, none.Current, none.Incident).Should().Be(
            (PostmortemOutcome.NotFound, null, PostmortemIncidentState.Missing));
        await FluentActions.Awaiting(() => _postmortems.DraftAsync("none", SomeIncidents.Change()).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>();
        (await _postmortems.GetAsync("shop", "no\nid")).Should().BeNull();
        await FluentActions.Awaiting(() => _postmortems.GetAsync("shpo", "none").AsTask()).Should().ThrowAsync<KeyNotFoundException>();
        var two = new PostmortemRegister(_store.Documents, new IncidentRegister(_store.Documents, ["shop", "search"]));
        await FluentActions.Awaiting(() => two.DraftAsync("none", SomeIncidents.Change()).AsTask())
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("There are several services.*");
    }

    [Fact]
    public async Task Postmortems_are_listed_latest_first_and_an_unreadable_one_is_reported()
    {
        Postmortem one = await DraftAsync("one");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Postmortem two = Stored(await _postmortems.SubmitAsync(await DraftAsync("two"), SomeIncidents.Change("submit")));
        await _store.Documents.PutAsync(
            DocumentWrite.Create(new DocumentId(new CollectionId("shop", "postmortems"), "bad"), "{}"), CancellationToken.None);
        PostmortemPage all = await _postmortems.ListAsync();
        all.Postmortems.Select(found => found.IncidentId).Should().Equal(two.IncidentId, one.IncidentId);
        all.Unreadable.Should().ContainSingle().Which.Id.Id.Should().Be("bad");
        PostmortemPage drafts = await _postmortems.ListAsync(new() { Service = "shop", Status = PostmortemStatus.Draft });
        drafts.Postmortems.Should().ContainSingle().Which.Should().BeEquivalentTo(one);
        (await _postmortems.ListAsync(new() { MaxCount = 1 })).Should().BeEquivalentTo(new { TotalCount = 2 });
        (await _postmortems.ListAsync(new() { To = two.CreatedAt })).TotalCount.Should().Be(1);
        (await _postmortems.ListAsync(new() { From = two.CreatedAt })).TotalCount.Should().Be(1);
    }

    [Fact]
    public async Task A_text_that_makes_the_document_too_large_is_rejected()
    {
        Postmortem draft = await DraftAsync();
        string large = new('x', IncidentDefinition.MaxTextLength);
        PostmortemUpdate update = await _postmortems.EditAsync(
            draft,
            draft.Content with { WentWell = [.. Enumerable.Repeat(large, 60)] },
            SomeIncidents.Change("large"));
        update.Outcome.Should().Be(PostmortemOutcome.Rejected);
        update.Rejection.Should().Contain("a document has at most 1048576");
    }

    [Fact]
    public void What_a_postmortem_cannot_hold_is_rejected_when_it_is_written()
    {
        PostmortemContent content = SomePostmortems.Complete();
        Rejects(() => content with { Timeline = [content.Timeline[0], content.Timeline[0]] }, "*Began occurs twice*");
        Rejects(() => content with { Actions = [content.Actions[0], content.Actions[0]] }, "*'a-1' occurs twice*");
        Rejects(() => content with { WentWell = [" "] }, "*WentWell has 1 to 20000 characters*");
        Rejects(() => content with { Summary = "a\0b" }, "*U+0000*");
        Rejects(() => content with { WasLucky = [.. Enumerable.Repeat("x", 101)] }, "*at most 100 items*");
        Rejects(() => new PostmortemImpact { Duration = TimeSpan.FromTicks(-1) }, "*-00:00:00.0000001 is not valid*");
        Rejects(() => new PostmortemObjective { Slo = "a", BudgetShare = -1 }, "*-1 is not valid*");
        foreach (string address in (string[])["javascript:alert(1)", "file:///etc/passwd", "https://me:secret@example.com/", "/page"])
        {
            Rejects(
                () => new PostmortemEvidence { Title = "x", Address = new Uri(address, UriKind.RelativeOrAbsolute) },
                "*is no absolute address with http or https*");
        }

        static void Rejects(Func<object> make, string message) =>
            FluentActions.Invoking(make).Should().Throw<ArgumentException>().WithMessage(message);
    }

    private static PostmortemContent Complete(Postmortem draft) => SomePostmortems.Complete(draft.IncidentId);

    private static Postmortem Stored(PostmortemUpdate update)
    {
        update.Rejection.Should().BeNull();
        update.Outcome.Should().Be(PostmortemOutcome.Stored);
        return update.Current!;
    }

    private async Task<Incident> ResolvedAsync(string id = "go")
    {
        Incident open = (await _incidents.OpenAsync(SomeIncidents.Opening(
            id,
            SomeIncidents.Outage with { Description = "The resolver was slow." },
            new IncidentTimes
            {
                StartedAt = SomeIncidents.Now.AddMinutes(-40),
                DetectedAt = SomeIncidents.Now.AddMinutes(-35),
                AcknowledgedAt = SomeIncidents.Now.AddMinutes(-30),
                CauseIdentifiedAt = SomeIncidents.Now.AddMinutes(-20),
                MitigatedAt = SomeIncidents.Now.AddMinutes(-10),
            }))).Current!;
        Incident noted = (await _incidents.NoteAsync(
            open, new IncidentNoteRequest { By = "bob", Reason = "log", Text = "All is well.", Id = "note" })).Current!;
        return (await _incidents.ResolveAsync(
            noted, new IncidentResolution { By = "ada", Reason = "quiet", Impact = "Nobody could pay.", Id = "resolve" })).Current!;
    }

    private async Task<Postmortem> DraftAsync(string id = "go") =>
        await _postmortems.DraftAsync((await ResolvedAsync(id)).Id, SomeIncidents.Change($"draft {id}"));

    private async Task<Postmortem> ReviewAsync(Func<Postmortem, PostmortemContent> content)
    {
        Postmortem draft = await DraftAsync();
        Postmortem edited = Stored(await _postmortems.EditAsync(draft, content(draft), SomeIncidents.Change("edit")));
        return Stored(await _postmortems.SubmitAsync(edited, SomeIncidents.Change("submit")));
    }
}
