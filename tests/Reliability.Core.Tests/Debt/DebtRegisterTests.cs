using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Storage;

namespace Reliability.Core.Tests.Debt;

public sealed class DebtRegisterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(SomeDebt.Now);
    private readonly InMemoryStore _store;
    private readonly DebtRegister _debt;

    public DebtRegisterTests()
    {
        _store = new InMemoryStore(_clock);
        _debt = new DebtRegister(_store.Documents, "shop", timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_life_from_registration_to_resolution_is_kept_with_who_when_and_why()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        _clock.Advance(TimeSpan.FromDays(1));
        item = await Stored(_debt.EditAsync(
            item, SomeDebt.Index with { Impact = Level.Medium, Tags = ["sql"] }, new() { By = "bob", Reason = "less traffic" }));
        item = await Stored(_debt.LinkAsync(item, DebtLink.Incident("i-7"), new() { By = "bob", Reason = "caused it" }));
        item = await Stored(_debt.LinkAsync(item, DebtLink.Objective("checkout"), new() { By = "bob", Reason = "slows it" }));
        item = await Stored(_debt.UnlinkAsync(item, DebtLink.Incident("i-7"), new() { By = "eve", Reason = "was another" }));
        item = await Stored(_debt.ResolveAsync(item, new() { By = "eve", Reason = "done", Notes = "Index added.\nDeployed." }));

        DebtItem read = (await _debt.GetAsync(item.Id))!;
        read.Should().BeEquivalentTo(item);
        (read.StatusAt(_clock.GetUtcNow()), read.ResolvedBy, read.ResolutionNotes, read.Revision).Should().Be(
            (DebtStatus.Resolved, "eve", "Index added.\nDeployed.", 6));
        read.Objectives.Should().Equal("checkout");
        read.Incidents.Should().BeEmpty();
        read.History.Select(one => $"{one.Revision} {one.Kind} {one.By}: {one.Reason}").Should().Equal(
            "1 Registered ada: seen in the incident", "2 Edited bob: less traffic", "3 Linked bob: caused it", "4 Linked bob: slows it",
            "5 Unlinked eve: was another", "6 Resolved eve: done");
        read.History[1].Fields.Select(one => $"{one.Field}: {one.From} to {one.To}").Should().Equal(
            "impact: High to Medium", "tags:  to sql");
        read.History[^1].Fields.Select(one => one.Field).Should().Equal("resolutionNotes", "resolvedAt");
    }

    [Fact]
    public async Task The_same_request_again_registers_once()
    {
        DebtItem first = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        DebtItem again = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        (again.Id, again.ETag).Should().Be((first.Id, first.ETag));
        (await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change("other"))).Id.Should().NotBe(first.Id);
        await FluentActions.Awaiting(() => _debt.RegisterAsync(SomeDebt.Index with { Title = "Other" }, SomeDebt.Change()).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("The request 'go' registered the item '*' with another definition*");
    }

    [Fact]
    public async Task The_same_change_again_is_one_change_and_its_id_is_no_other()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        var resolve = new DebtResolveRequest { By = "ada", Reason = "done", Id = "r" };
        DebtItem resolved = await Stored(_debt.ResolveAsync(item, resolve));
        (await Stored(_debt.ResolveAsync(item, resolve))).ETag.Should().Be(resolved.ETag, "the caller holds the version before");
        (await Stored(_debt.ResolveAsync(resolved, resolve))).ETag.Should().Be(resolved.ETag);
        await FluentActions.Awaiting(() => _debt.ReopenAsync(resolved, SomeDebt.Change("r")).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("The id 'r' belongs to another change of the item '*' (Resolved)*");
    }

    [Fact]
    public async Task The_id_of_a_change_with_other_content_is_rejected_also_after_later_changes()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        DebtDefinition first = SomeDebt.Index with { Title = "First", Description = new string('x', 300) };
        DebtItem edited = await Stored(_debt.EditAsync(item, first, SomeDebt.Change("e")));
        await ShouldBeOther(_debt.EditAsync(edited, first with { Description = new string('x', 299) + "y" }, SomeDebt.Change("e")));
        DebtItem again = await Stored(_debt.EditAsync(edited, first with { Title = "Second" }, SomeDebt.Change("f")));
        (await Stored(_debt.EditAsync(again, first, SomeDebt.Change("e")))).ETag.Should().Be(again.ETag, "it is the same request");
        await ShouldBeOther(_debt.EditAsync(again, first with { Title = "Second" }, SomeDebt.Change("e")));

        var accept = new DebtAcceptRequest
        {
            By = "ada",
            Reason = "old",
            Approver = "cto",
            ExpiresAt = SomeDebt.Now.AddDays(1),
            Id = "a",
        };
        DebtItem accepted = await Stored(_debt.AcceptAsync(again, accept));
        (await Stored(_debt.AcceptAsync(accepted, accept))).ETag.Should().Be(accepted.ETag);
        await ShouldBeOther(_debt.AcceptAsync(accepted, accept with { ExpiresAt = SomeDebt.Now.AddDays(2) }));
        await ShouldBeOther(_debt.AcceptAsync(accepted, accept with { Approver = "cfo" }));

        DebtItem linked = await Stored(_debt.LinkAsync(accepted, DebtLink.Incident("one"), SomeDebt.Change("l")));
        linked = await Stored(_debt.LinkAsync(linked, DebtLink.Incident("two"), SomeDebt.Change("m")));
        (await Stored(_debt.LinkAsync(linked, DebtLink.Incident("two"), SomeDebt.Change("m")))).ETag.Should().Be(linked.ETag);
        await ShouldBeOther(_debt.LinkAsync(linked, DebtLink.Incident("one"), SomeDebt.Change("m")));
        await ShouldBeOther(_debt.LinkAsync(linked, DebtLink.Objective("two"), SomeDebt.Change("m")));

        var resolve = new DebtResolveRequest { By = "ada", Reason = "done", Notes = "An index.", Id = "r" };
        DebtItem resolved = await Stored(_debt.ResolveAsync(linked, resolve));
        DebtItem open = await Stored(_debt.ReopenAsync(resolved, SomeDebt.Change("o")));
        (await Stored(_debt.ResolveAsync(open, resolve))).ETag.Should().Be(open.ETag);
        await ShouldBeOther(_debt.ResolveAsync(resolved, resolve with { Notes = "Two indexes." }));
        await ShouldBeOther(_debt.ResolveAsync(open, resolve with { Notes = "Two indexes." }));

        static Task ShouldBeOther(ValueTask<DebtUpdate> change) => FluentActions.Awaiting(() => change.AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("The id '*' belongs to a change of the item '*' with other content*");
    }

    [Fact]
    public async Task Of_two_edits_of_one_version_one_is_a_conflict_that_shows_both_versions()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        await Stored(_debt.EditAsync(item, SomeDebt.Index with { Title = "First" }, SomeDebt.Change("1")));
        DebtUpdate second = await _debt.EditAsync(item, SomeDebt.Index with { Title = "Second" }, SomeDebt.Change("2"));
        (second.Outcome, second.IsStored).Should().Be((DebtOutcome.Conflict, false));
        (second.Current.Definition.Title, second.Proposed!.Definition.Title).Should().Be(("First", "Second"));
        (await _debt.GetAsync(item.Id))!.Definition.Title.Should().Be("First");
    }

    [Fact]
    public async Task Resolving_twice_says_who_was_first()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        item = await Stored(_debt.ResolveAsync(item, new() { By = "ada", Reason = "done" }));
        DebtUpdate second = await _debt.ResolveAsync(item, new() { By = "bob", Reason = "done" });
        (second.Outcome, second.Rejection).Should().Be(
            (DebtOutcome.Rejected, $"The item '{item.Id}' was resolved on 2026-03-15 by ada."));
        item = await Stored(_debt.ReopenAsync(item, new() { By = "bob", Reason = "is back" }));
        (item.StatusAt(SomeDebt.Now), item.ResolvedAt, item.ResolvedBy).Should().Be((DebtStatus.Open, null, null));
        (await _debt.ReopenAsync(item, new() { By = "bob", Reason = "again" })).Rejection.Should().EndWith("is open.");
    }

    [Fact]
    public async Task An_accepted_risk_opens_itself_when_the_acceptance_expires()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        item = await Stored(_debt.AcceptAsync(item, Accept(SomeDebt.Now.AddDays(10))));
        (await _debt.ListAsync()).Items.Should().BeEmpty();
        (await _debt.ListAsync(new DebtQuery { Status = DebtStatus.Accepted })).Items.Should().ContainSingle();
        _clock.Advance(TimeSpan.FromDays(10) - TimeSpan.FromTicks(10));
        (await _debt.ListAsync()).Items.Should().BeEmpty();
        _clock.Advance(TimeSpan.FromTicks(10));
        RankedDebt open = (await _debt.ListAsync()).Items.Should().ContainSingle().Subject;
        (open.Status, open.IsAcceptanceExpired, open.Item.ETag).Should().Be((DebtStatus.Open, true, item.ETag), "nothing was written");
        open.Item.Acceptance!.Approver.Should().Be("cto");
        item = await Stored(_debt.ReopenAsync(item, SomeDebt.Change("seen")));
        (item.Acceptance, item.IsAcceptanceExpiredAt(_clock.GetUtcNow())).Should().Be((null, false));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(732)]
    public async Task An_acceptance_ends_in_the_future_and_within_two_years(int days)
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        await FluentActions.Awaiting(() => _debt.AcceptAsync(item, Accept(SomeDebt.Now.AddDays(days))).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*An acceptance expires after now*at most 731d later.*");
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found_and_never_a_silent_success()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        DebtItem unknown = item with { Id = "nothing" };
        (await _debt.GetAsync("nothing")).Should().BeNull();
        (await _debt.GetAsync("\n")).Should().BeNull("no item can have such an id");
        await FluentActions.Awaiting(() => _debt.ResolveAsync(unknown, new() { By = "ada", Reason = "done" }).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>().WithMessage("Service 'shop' has no item of debt 'nothing'.");
        await FluentActions.Awaiting(() => _debt.ListAsync(new DebtQuery { After = "nothing" }).AsTask())
            .Should().ThrowAsync<KeyNotFoundException>();
        await FluentActions.Awaiting(() => _debt.ReopenAsync(item with { Service = "till" }, SomeDebt.Change("x")).AsTask())
            .Should().ThrowAsync<ArgumentException>().WithMessage("This register holds the debt of 'shop'*belongs to 'till'.*");
        (await _debt.UnlinkAsync(item, DebtLink.Objective("checkout"), SomeDebt.Change("u"))).Rejection
            .Should().EndWith("is not linked to the objective 'checkout'.");
        item = await Stored(_debt.LinkAsync(item, DebtLink.Objective("checkout"), SomeDebt.Change("l")));
        (await _debt.LinkAsync(item, DebtLink.Objective("checkout"), SomeDebt.Change("m"))).Rejection
            .Should().EndWith("is linked to the objective 'checkout' already.");
    }

    [Fact]
    public async Task Bad_input_is_rejected_with_what_is_valid()
    {
        Throws(() => SomeDebt.Index with { Title = " " }, "Title has 1 to 200 characters*");
        Throws(() => SomeDebt.Index with { Title = new string('a', 201) }, "Title has 1 to 200 characters*this has 201*");
        Throws(() => SomeDebt.Index with { Impact = Level.Unknown }, "*The value must be one of Low, Medium, High.*");
        Throws(() => SomeDebt.Index with { Effort = (Level)9 }, "*The value must be one of Low, Medium, High.*");
        Throws(
            () => SomeDebt.Index with { Description = new string('a', 1 << 20) },
            "Description has at most 65536 characters; this has 1048576.*");
        Throws(() => SomeDebt.Index with { Tags = ["a", "a"] }, "Tags: 'a' occurs twice.*");
        Throws(() => SomeDebt.Index with { Tags = [.. Enumerable.Range(0, 21).Select(i => $"{i}")] }, "Tags has at most 20 items*");
        Throws(() => new DebtEstimates { ConfidenceShare = 1.1 }, "*from 0 to 1.*");
        Throws(() => new DebtEstimates { JobSize = 0 }, "*a finite number above 0*");
        await FluentActions.Awaiting(() => _debt.RegisterAsync(
                SomeDebt.Index with { DueAt = SomeDebt.Now.AddYears(20) }, SomeDebt.Change()).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*A due date is at most 3653d after now*");
        await FluentActions.Awaiting(() => _debt.RegisterAsync(
                SomeDebt.Index with { FoundAt = SomeDebt.Now.AddDays(2) }, SomeDebt.Change()).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*Debt is found before now*");
        foreach (DebtDefinition old in (DebtDefinition[])
            [SomeDebt.Index with { DueAt = DateTimeOffset.MinValue }, SomeDebt.Index with { FoundAt = DateTimeOffset.MinValue }])
        {
            await FluentActions.Awaiting(() => _debt.RegisterAsync(old, SomeDebt.Change()).AsTask())
                .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*and in 2000 or later*");
        }

        static void Throws(Func<object> make, string message) =>
            FluentActions.Invoking(make).Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public async Task A_list_is_filtered_and_its_pages_go_on_after_an_item_that_no_longer_matches()
    {
        DebtItem first = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change("1"));
        DebtItem second = await _debt.RegisterAsync(
            SomeDebt.Index with { Effort = Level.Medium, Owner = "till-team", Category = DebtCategory.Toil, Tags = ["sql"] },
            SomeDebt.Change("2"));
        DebtItem third = await _debt.RegisterAsync(SomeDebt.Index with { Impact = Level.Low }, SomeDebt.Change("3"));
        DebtPage page = await _debt.ListAsync(new DebtQuery { MaxCount = 1 });
        page.Next.Should().Be(first.Id);
        await Stored(_debt.ResolveAsync(first, new() { By = "ada", Reason = "done" }));
        (await IdsAsync(new DebtQuery { After = page.Next })).Should().Equal(second.Id, third.Id);
        (await IdsAsync(new DebtQuery { Owner = "till-team" })).Should().Equal(second.Id);
        (await IdsAsync(new DebtQuery { Category = DebtCategory.Toil })).Should().Equal(second.Id);
        (await IdsAsync(new DebtQuery { Tag = "sql" })).Should().Equal(second.Id);
        (await IdsAsync(new DebtQuery { Impact = Level.Low })).Should().Equal(third.Id);
        (await IdsAsync(new DebtQuery { Effort = Level.Low, Status = null })).Should().Equal(first.Id, third.Id);

        async Task<string[]> IdsAsync(DebtQuery query) => [.. (await _debt.ListAsync(query)).Items.Select(one => one.Item.Id)];
    }

    [Fact]
    public async Task What_linked_incidents_cost_is_asked_for_once_a_page()
    {
        IBudgetCost costs = Substitute.For<IBudgetCost>();
        costs.GetCostsAsync(default!, default!, default, default).ReturnsForAnyArgs(call => new ValueTask<IReadOnlyList<BudgetCost>>(
        [
            .. call.ArgAt<IReadOnlyList<string>>(1).Select(id => new BudgetCost { Id = id, BudgetShare = id == "large" ? 2 : 0.1 }),
        ]));
        var debt = new DebtRegister(_store.Documents, "shop", DebtScorers.MeasuredInterest, [costs], _clock);
        DebtItem cheap = await debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change("1"));
        DebtItem dear = await debt.RegisterAsync(SomeDebt.Index with { Impact = Level.Low }, SomeDebt.Change("2"));
        cheap = await Stored(debt.LinkAsync(cheap, DebtLink.Incident("small"), SomeDebt.Change("l")));
        dear = await Stored(debt.LinkAsync(dear, DebtLink.Incident("large"), SomeDebt.Change("l")));
        DebtPage page = await debt.ListAsync();
        page.Items.Select(one => (one.Item.Id, one.Score.Value)).Should().Equal((dear.Id, 2), (cheap.Id, 0.1));
        (page.ScorerName, page.ScorerVersion).Should().Be(("measured-interest", "2"));
        await costs.ReceivedWithAnyArgs(1).GetCostsAsync(default!, default!, default!, default);
        await costs.Received(1).GetCostsAsync(
            "shop",
            Arg.Is<IReadOnlyList<string>>(ids => ids.Order().SequenceEqual(new[] { "large", "small" })),
            new TimeRange(SomeDebt.Now.AddDays(-365), SomeDebt.Now),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task An_item_of_a_later_version_is_reported_and_keeps_no_other_back()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        await _store.Documents.PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "debt", "later"), """{"v":9}""")], CancellationToken.None);
        DebtPage page = await _debt.ListAsync();
        page.Items.Should().ContainSingle().Which.Item.Id.Should().Be(item.Id);
        page.Unreadable.Should().ContainSingle().Which.Reason.Should().Contain("has format 9");
        DebtReport report = await _debt.GetReportAsync();
        (report.TotalCount, report.Unreadable.Count).Should().Be((1, 1));
        await FluentActions.Awaiting(() => _debt.GetAsync("later").AsTask()).Should().ThrowAsync<StoreException>();
    }

    [Fact]
    public async Task After_the_maximum_of_changes_an_item_can_only_be_resolved()
    {
        DebtItem item = await _debt.RegisterAsync(SomeDebt.Index, SomeDebt.Change());
        for (int i = 1; i < DebtItem.MaxChanges; i++)
        {
            item = await Stored(_debt.EditAsync(item, SomeDebt.Index with { Title = $"Title {i}" }, SomeDebt.Change($"edit {i}")));
        }

        (await _debt.EditAsync(item, SomeDebt.Index, SomeDebt.Change("one more"))).Rejection
            .Should().EndWith("was changed 500 times, the maximum; it can only be resolved.");
        (await Stored(_debt.ResolveAsync(item, new() { By = "ada", Reason = "done" }))).Revision.Should().Be(501);
    }

    private static DebtAcceptRequest Accept(DateTimeOffset until) =>
        new() { By = "ada", Reason = "the old shop ends in May", Approver = "cto", ExpiresAt = until };

    private static async Task<DebtItem> Stored(ValueTask<DebtUpdate> change)
    {
        DebtUpdate update = await change;
        update.Outcome.Should().Be(DebtOutcome.Stored, update.Rejection);
        return update.Current;
    }
}
