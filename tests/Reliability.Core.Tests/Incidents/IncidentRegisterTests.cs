using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Core.Tests.Doubles;
using Reliability.Core.Tests.Slos;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

public sealed class IncidentRegisterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(SomeIncidents.Now);
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;

    public IncidentRegisterTests()
    {
        _store = new InMemoryStore(_clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop", "search"], timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_life_from_opening_to_resolution_is_kept_with_who_when_and_why()
    {
        Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
        _clock.Advance(TimeSpan.FromMinutes(5));
        one = await Stored(_incidents.SetMilestoneAsync(one, Milestone(IncidentMilestone.Acknowledged, _clock.GetUtcNow())));
        one = await Stored(_incidents.SetMilestoneAsync(
            one, Milestone(IncidentMilestone.Started, SomeIncidents.Now.AddMinutes(-20)) with { IsEstimate = true }));
        one = await Stored(_incidents.NoteAsync(
            one, new() { By = "eve", Reason = "for the record", Text = "Rolled back.", At = SomeIncidents.Now.AddMinutes(3) }));
        one = await Stored(_incidents.EditAsync(
            one,
            SomeIncidents.Outage with { Severity = IncidentSeverity.Critical, Roles = [new() { Role = "commander", Name = "eve" }] },
            SomeIncidents.Change()));
        _clock.Advance(TimeSpan.FromMinutes(5));
        one = await Stored(_incidents.ResolveAsync(
            one, new() { By = "eve", Reason = "quiet", CauseClass = "deployment", Impact = "No orders for 30 minutes." }));

        Incident read = (await _incidents.GetAsync("shop", one.Id))!;
        read.Should().BeEquivalentTo(one);
        (read.Status, read.StartedAt, read.EndedAt, read.Definition.CauseClass, read.Definition.Impact).Should().Be((
            IncidentStatus.Resolved,
            SomeIncidents.Now.AddMinutes(-20),
            SomeIncidents.Now.AddMinutes(10),
            "deployment",
            "No orders for 30 minutes."));
        read.Timeline.Should().Equal(new IncidentNote { At = SomeIncidents.Now.AddMinutes(3), By = "eve", Text = "Rolled back." });
        read.History.Select(change => $"{change.Revision} {change.Kind} {change.By}: {change.Reason}").Should().Equal(
            "1 Opened ada: users complain", "2 MilestoneSet bob: the log says so", "3 MilestoneSet bob: the log says so",
            "4 Noted eve: for the record", "5 Edited bob: so it is", "6 Resolved eve: quiet");
        read.History[2].Fields.Select(field => $"{field.Field}: {field.From} to {field.To}").Should().Equal(
            "startedAt:  to 2026-03-15T11:40:00Z (estimated)");
        read.History[4].Fields.Select(field => $"{field.Field}: {field.From} to {field.To}").Should().Equal(
            "roles:  to commander: eve", "severity: High to Critical");
        read.Doubts.Should().Be(IncidentDoubts.NoDetection | IncidentDoubts.Estimated);
        (await _incidents.ListOpenAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Resolving_twice_says_so_and_an_open_one_is_not_opened_again()
    {
        Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
        (await _incidents.ReopenAsync(one, SomeIncidents.Change())).Rejection.Should().EndWith("is open.");
        var resolve = new IncidentResolution { By = "eve", Reason = "quiet", Id = "r" };
        Incident resolved = await Stored(_incidents.ResolveAsync(one, resolve));
        (await Stored(_incidents.ResolveAsync(one, resolve))).ETag.Should().Be(resolved.ETag, "the same request again is one change");
        IncidentUpdate again = await _incidents.ResolveAsync(resolved, new() { By = "bob", Reason = "quiet" });
        (again.Outcome, again.Rejection).Should().Be(
            (IncidentOutcome.Rejected, $"The incident '{one.Id}' was resolved on 2026-03-15 12:00Z by eve."));
        Incident reopened = await Stored(_incidents.ReopenAsync(resolved, SomeIncidents.Change("again")));
        (reopened.Status, reopened.Revision).Should().Be((IncidentStatus.Open, 3));
        (await _incidents.ListOpenAsync("shop")).Should().ContainSingle();
    }

    [Fact]
    public async Task The_same_request_opens_one_incident_and_another_definition_under_its_id_is_rejected()
    {
        Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
        (await Stored(_incidents.OpenAsync(SomeIncidents.Opening()))).ETag.Should().Be(one.ETag);
        (await Stored(_incidents.OpenAsync(SomeIncidents.Opening("other")))).Id.Should().NotBe(one.Id);
        await FluentActions
            .Awaiting(() => _incidents.OpenAsync(SomeIncidents.Opening(definition: SomeIncidents.Outage with { Title = "x" })).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("The request 'go' opened the incident '*' with another definition*");
    }

    [Fact]
    public async Task The_id_of_a_change_with_other_content_is_rejected_also_after_later_changes()
    {
        Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
        IncidentDefinition first = SomeIncidents.Outage with { Title = "First", Description = new string('x', 300) };
        Incident edited = await Stored(_incidents.EditAsync(one, first, SomeIncidents.Change("e")));
        await ShouldBeOther(
            _incidents.EditAsync(edited, first with { Description = new string('x', 299) + "y" }, SomeIncidents.Change("e")));
        Incident again = await Stored(_incidents.EditAsync(edited, first with { Title = "Second" }, SomeIncidents.Change("f")));
        (await Stored(_incidents.EditAsync(again, first, SomeIncidents.Change("e")))).ETag.Should().Be(again.ETag, "it is the same");
        await ShouldBeOther(_incidents.EditAsync(again, first with { Title = "Second" }, SomeIncidents.Change("e")));

        var milestone = new IncidentMilestoneRequest
        {
            Milestone = IncidentMilestone.Mitigated,
            At = SomeIncidents.Now,
            By = "ada",
            Reason = "log",
            Id = "m",
        };
        Incident mitigated = await Stored(_incidents.SetMilestoneAsync(again, milestone));
        (await Stored(_incidents.SetMilestoneAsync(mitigated, milestone))).ETag.Should().Be(mitigated.ETag);
        (await Stored(_incidents.EditAsync(mitigated, first, SomeIncidents.Change("e")))).ETag.Should().Be(mitigated.ETag);
        await ShouldBeOther(_incidents.SetMilestoneAsync(mitigated, milestone with { IsEstimate = true }));
        await ShouldBeOther(_incidents.SetMilestoneAsync(mitigated, milestone with { Milestone = IncidentMilestone.Acknowledged }));

        var note = new IncidentNoteRequest { Text = "Rolled back.", By = "ada", Reason = "log", Id = "n" };
        Incident noted = await Stored(_incidents.NoteAsync(mitigated, note));
        (await Stored(_incidents.NoteAsync(noted, note))).ETag.Should().Be(noted.ETag);
        await ShouldBeOther(_incidents.NoteAsync(noted, note with { Text = "Restarted." }));

        var resolve = new IncidentResolution { Impact = "No orders.", By = "ada", Reason = "quiet", Id = "r" };
        Incident resolved = await Stored(_incidents.ResolveAsync(noted, resolve));
        Incident open = await Stored(_incidents.ReopenAsync(resolved, SomeIncidents.Change("o")));
        (await Stored(_incidents.ResolveAsync(open, resolve))).ETag.Should().Be(open.ETag);
        await ShouldBeOther(_incidents.ResolveAsync(open, resolve with { Impact = "Few orders." }));
        await ShouldBeOther(_incidents.ResolveAsync(open, resolve with { ResolvedAt = SomeIncidents.Now.AddDays(-1) }));

        static Task ShouldBeOther(ValueTask<IncidentUpdate> change) => FluentActions.Awaiting(() => change.AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("The id '*' belongs to a change of the incident '*' with other content*");
    }

    [Fact]
    public async Task A_concurrent_edit_is_a_conflict_that_shows_both_versions()
    {
        Incident seen = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
        Incident mine = await Stored(_incidents.EditAsync(
            seen, SomeIncidents.Outage with { Title = "Mine" }, SomeIncidents.Change("mine")));
        IncidentUpdate update = await _incidents.EditAsync(
            seen, SomeIncidents.Outage with { Title = "Yours" }, SomeIncidents.Change("yours"));
        (update.Outcome, update.Current!.Title, update.Proposed!.Title).Should().Be((IncidentOutcome.Conflict, "Mine", "Yours"));
        update.Current.ETag.Should().Be(mine.ETag);
    }

    [Fact]
    public async Task Unknown_ids_are_not_found_and_never_a_silent_success()
    {
        (await _incidents.GetAsync("shop", "no")).Should().BeNull();
        (await _incidents.GetAsync("shop", "no\u0007such")).Should().BeNull();
        IncidentUpdate update = await _incidents.OpenAsync(
            SomeIncidents.Opening(definition: SomeIncidents.Outage with { DuplicateOf = "no" }));
        (update.Outcome, update.Current, update.Rejection).Should().Be(
            (IncidentOutcome.NotFound, null, "Service 'shop' has no incident 'no'."));
        Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
        (await _incidents.EditAsync(one, SomeIncidents.Outage with { RecurrenceOf = "no" }, SomeIncidents.Change()))
            .Outcome.Should().Be(IncidentOutcome.NotFound);
        await FluentActions.Awaiting(() => _incidents.GetAsync("shopp", "a").AsTask())
            .Should().ThrowAsync<KeyNotFoundException>().WithMessage("*'shopp'*");
        await FluentActions.Awaiting(() => _incidents.ListAsync(new() { Service = "shop", After = "no" }).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>();
    }

    [Fact]
    public async Task Duplicates_and_recurrences_close_no_circle()
    {
        Incident first = await Stored(_incidents.OpenAsync(SomeIncidents.Opening("a")));
        Incident second = await Stored(_incidents.OpenAsync(
            SomeIncidents.Opening("b", SomeIncidents.Outage with { DuplicateOf = first.Id })));
        second.Counts.Should().BeFalse();
        foreach (string id in (string[])[first.Id, second.Id])
        {
            IncidentUpdate update = await _incidents.EditAsync(
                first, SomeIncidents.Outage with { DuplicateOf = id }, SomeIncidents.Change($"to {id}"));
            (update.Outcome, update.Current!.ETag).Should().Be((IncidentOutcome.Rejected, first.ETag));
        }
    }

    [Fact]
    public async Task Texts_and_times_are_bounded()
    {
        FluentActions.Invoking(() => SomeIncidents.Outage with { Title = " " }).Should().Throw<ArgumentException>().WithMessage("Title*");
        FluentActions.Invoking(() => SomeIncidents.Outage with { Title = new string('x', 201) }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => SomeIncidents.Outage with { Description = new string('x', 1 << 20) })
            .Should().Throw<ArgumentException>().WithMessage("Description has 1 to 20000 characters*this has 1048576*");
        FluentActions.Invoking(() => SomeIncidents.Outage with { Kind = IncidentKind.Unknown }).Should().Throw<ArgumentException>();
        await FluentActions
            .Awaiting(() => _incidents.OpenAsync(
                SomeIncidents.Opening(times: new() { StartedAt = SomeIncidents.Now.AddDays(2) })).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("*at most a day after now*");
        Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
        await FluentActions
            .Awaiting(() => _incidents.SetMilestoneAsync(
                one, Milestone(IncidentMilestone.Detected, SomeIncidents.Now.AddYears(1))).AsTask())
            .Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_time_before_2000_or_far_ahead_is_rejected_with_its_name_and_the_valid_range()
    {
        foreach (DateTimeOffset wrong in (DateTimeOffset[])[DateTimeOffset.MinValue, SomeIncidents.Now.AddDays(2)])
        {
            const string Rule = "A time of an incident is in 2000 or later, and at most a day after now*";
            await ShouldThrow(() => _incidents.OpenAsync(SomeIncidents.Opening(times: new() { StartedAt = wrong })), Rule, "StartedAt");
            await ShouldThrow(() => _incidents.OpenAsync(SomeIncidents.Opening(times: new() { DetectedAt = wrong })), Rule, "DetectedAt");
            Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening()));
            await ShouldThrow(() => _incidents.SetMilestoneAsync(one, Milestone(IncidentMilestone.Mitigated, wrong)), Rule, "At");
            await ShouldThrow(
                () => _incidents.ResolveAsync(one, new() { ResolvedAt = wrong, By = "ada", Reason = "quiet" }), Rule, "ResolvedAt");
        }

        static async Task ShouldThrow(Func<ValueTask<IncidentUpdate>> change, string rule, string name) =>
            (await FluentActions.Awaiting(() => change().AsTask()).Should().ThrowAsync<ArgumentException>()
                .WithMessage($"*{rule}")).Which.ParamName.Should().Be(name);
    }

    [Fact]
    public void An_open_incident_that_lasts_longer_than_30_days_is_doubtful_and_one_that_ended_is_not()
    {
        Incident open = SomeIncidents.Of("a", SomeIncidents.Now.AddDays(-31));
        open.DoubtsAt(SomeIncidents.Now).Should().HaveFlag(IncidentDoubts.TooLong);
        open.DoubtsAt(SomeIncidents.Now.AddDays(-1)).Should().NotHaveFlag(IncidentDoubts.TooLong, "it lasted exactly 30 days then");
        SomeIncidents.Of("b", SomeIncidents.Now.AddDays(-31), TimeSpan.FromHours(1)).DoubtsAt(SomeIncidents.Now)
            .Should().NotHaveFlag(IncidentDoubts.TooLong);
    }

    [Fact]
    public async Task Milestones_may_be_out_of_order_and_are_flagged()
    {
        Incident one = await Stored(_incidents.OpenAsync(SomeIncidents.Opening(times: new()
        {
            StartedAt = SomeIncidents.Now.AddHours(-2),
            DetectedAt = SomeIncidents.Now.AddHours(-3),
            ResolvedAt = SomeIncidents.Now.AddHours(-1),
        })));
        one.Doubts.Should().Be(IncidentDoubts.OutOfOrder | IncidentDoubts.PostedLate);
        one.HasCredibleDuration.Should().BeTrue();
        (await _incidents.SetMilestoneAsync(one, Milestone(IncidentMilestone.Resolved, null))).Outcome
            .Should().Be(IncidentOutcome.Rejected);
        one = await Stored(_incidents.SetMilestoneAsync(
            one, Milestone(IncidentMilestone.Resolved, SomeIncidents.Now.AddHours(-2)) with { Id = "zero" }));
        (one.Doubts & IncidentDoubts.ZeroDuration).Should().Be(IncidentDoubts.ZeroDuration);
        one = await Stored(_incidents.SetMilestoneAsync(
            one, Milestone(IncidentMilestone.Resolved, SomeIncidents.Now.AddHours(-5)) with { Id = "before" }));
        (one.Doubts & IncidentDoubts.NegativeDuration).Should().Be(IncidentDoubts.NegativeDuration);
        one.RangeAt(SomeIncidents.Now).Length.Should().Be(TimeSpan.Zero);
        one = await Stored(_incidents.SetMilestoneAsync(
            one, Milestone(IncidentMilestone.Started, SomeIncidents.Now.AddYears(-1)) with { Id = "year" }));
        ((one.Doubts & IncidentDoubts.TooLong), one.HasCredibleDuration).Should().Be((IncidentDoubts.TooLong, false));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Mitigation_before_or_after_the_cause_is_known_is_no_doubt(int minutes, bool isOutOfOrder)
    {
        DateTimeOffset at = SomeIncidents.Now;
        Incident one = SomeIncidents.Of("a", at, TimeSpan.FromHours(2));
        one = one with
        {
            Times = one.Times with { MitigatedAt = at.AddHours(1), CauseIdentifiedAt = at.AddHours(1).AddMinutes(minutes) },
        };
        one.Doubts.HasFlag(IncidentDoubts.OutOfOrder).Should().Be(isOutOfOrder);
    }

    [Fact]
    public async Task A_near_miss_alone_is_reported_without_a_name()
    {
        Incident one = await Stored(_incidents.OpenAsync(
            SomeIncidents.Opening(definition: SomeIncidents.Outage with { Kind = IncidentKind.NearMiss }) with { IsAnonymous = true }));
        (one.History[0].By, one.Counts).Should().Be((IncidentOpening.Anonymous, false));
        await FluentActions.Awaiting(() => _incidents.OpenAsync(SomeIncidents.Opening("b") with { IsAnonymous = true }).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("Only a near miss is reported without a name*");
    }

    [Fact]
    public async Task Pages_are_in_the_order_of_time_and_hold_everything_once()
    {
        for (int i = 0; i < 25; i++)
        {
            await Stored(_incidents.OpenAsync(SomeIncidents.Opening(
                $"go {i}", times: new() { StartedAt = SomeIncidents.Now.AddHours(-(i * 7 % 10)) })));
        }

        List<Incident> all = [];
        string? after = null;
        do
        {
            IncidentPage page = await _incidents.ListAsync(new() { Service = "shop", MaxCount = 4, After = after });
            page.TotalCount.Should().Be(25);
            all.AddRange(page.Incidents);
            after = page.Next;
        }
        while (after is not null);

        all.Should().HaveCount(25).And.OnlyHaveUniqueItems(one => one.Id).And.BeInDescendingOrder(one => one.StartedAt);
        (await _incidents.ListAsync(new() { Service = "search" })).TotalCount.Should().Be(0);
        (await _incidents.ListAsync(new()
        {
            Service = "shop",
            From = SomeIncidents.Now.AddHours(-2),
            To = SomeIncidents.Now,
        })).TotalCount.Should().Be(all.Count(one =>
            one.StartedAt >= SomeIncidents.Now.AddHours(-2) && one.StartedAt < SomeIncidents.Now));
    }

    [Fact]
    public async Task What_an_incident_burnt_is_measured_while_it_is_open_and_stored_when_it_ends()
    {
        SloDefinition slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop" };
        var series = new InMemorySeriesStore();
        _clock.SetUtcNow(SomeIncidents.Now.AddMinutes(60));
        series.Put(
            slo,
            [.. Enumerable.Range(0, 60).Select(i => Bucket.At(SomeIncidents.Now.AddMinutes(i), 100, i is >= 10 and < 20 ? 50 : 0))]);
        var register = new IncidentRegister(
            _store.Documents, ["shop"], new ErrorBudgets(series, [slo], _clock), timeProvider: _clock);
        Incident one = await Stored(register.OpenAsync(SomeIncidents.Opening(
            times: new() { StartedAt = SomeIncidents.Now.AddMinutes(10) })));

        Incident open = (await register.ListOpenAsync())[0];
        (open.AffectedRequests, open.BudgetBurnt!.Value).Should().Be((500L, 500m / 60));
        one.Cost.Should().BeNull("what is open is measured by who asks");

        one = await Stored(register.ResolveAsync(
            one, new() { By = "eve", Reason = "quiet", ResolvedAt = SomeIncidents.Now.AddMinutes(15) }));
        (one.Cost!.Objectives[0].Bad, one.AffectedRequests, one.Cost.Downtime).Should().Be((250m, 250L, TimeSpan.FromMinutes(5)));
        IReadOnlyList<BudgetCost> costs = await register.GetCostsAsync(
            "shop", [one.Id, "no", one.Id], new TimeRange(SomeIncidents.Now, SomeIncidents.Now.AddHours(1)), default);
        costs.Should().ContainSingle().Which.BudgetShare.Should().BeApproximately(250d / 60, 1e-9);
        (await register.GetCostsAsync("shop", [one.Id], new TimeRange(SomeIncidents.Now, SomeIncidents.Now.AddMinutes(12)), default))[0]
            .BudgetShare.Should().BeApproximately(100d / 60, 1e-9);
        IncidentCost twice = await register.MeasureAsync("shop", [one, one]);
        (twice.Objectives[0].Bad, twice.Downtime).Should().Be((250m, TimeSpan.FromMinutes(5)), "minutes of two count once");

        _clock.Advance(TimeSpan.FromDays(20));
        (await register.GetAsync("shop", one.Id))!.Cost.Should().BeEquivalentTo(one.Cost, "minutes are gone and it is known for good");
        one = await Stored(register.SetMilestoneAsync(
            one, Milestone(IncidentMilestone.Resolved, SomeIncidents.Now.AddMinutes(18))));
        one.Cost!.IsEstimate.Should().BeTrue("only hours are left of that time");
    }

    private static IncidentMilestoneRequest Milestone(IncidentMilestone milestone, DateTimeOffset? at) =>
        new() { By = "bob", Reason = "the log says so", Milestone = milestone, At = at };

    private static async Task<Incident> Stored(ValueTask<IncidentUpdate> change)
    {
        IncidentUpdate update = await change;
        update.Rejection.Should().BeNull();
        update.IsStored.Should().BeTrue();
        return update.Current!;
    }
}
