using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Core.Tests.Debt;

public sealed class DebtReleaseCheckTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(SomeDebt.Now);
    private readonly InMemoryStore _store;
    private readonly DebtRegister _debt;

    public DebtReleaseCheckTests()
    {
        _store = new InMemoryStore(_clock);
        _debt = new DebtRegister(_store.Documents, "shop", timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Debt_objects_only_if_the_policy_asks_for_it()
    {
        await FillAsync();
        (await ReasonsAsync(new DebtGatePolicy())).Should().BeEmpty();
        (await ReasonsAsync(new DebtGatePolicy { OnExpiredAcceptance = GateVerdict.Block })).Should().BeEquivalentTo(
        [
            new { Verdict = GateVerdict.Block, Code = DebtReleaseCheck.AcceptanceExpiredCode },
        ]);
        (await ReasonsAsync(new DebtGatePolicy { OnOverdue = GateVerdict.Warn })).Should().BeEquivalentTo(
        [
            new { Verdict = GateVerdict.Warn, Code = DebtReleaseCheck.OverdueCode },
        ]);
        (await new DebtReleaseCheck(_debt, new DebtGatePolicy { OnOverdue = GateVerdict.Warn }).CheckAsync("till", default))
            .Should().BeEmpty("it is another service");
    }

    [Fact]
    public async Task Overdue_items_count_from_a_band_on_and_three_are_named()
    {
        await FillAsync();
        (await ReasonsAsync(new DebtGatePolicy { OnOverdue = GateVerdict.Warn }))[0].Message.Should().MatchRegex(
            "^There is technical debt that is overdue: 'Urgent' \\([0-9a-f]{12}\\)\\.$");
        (await ReasonsAsync(new DebtGatePolicy { OnOverdue = GateVerdict.Warn, OverdueBand = DebtBand.WhenPossible }))[0].Message
            .Should().Contain("'Urgent'").And.Contain("'Later 0'").And.EndWith(" and 2 more.");
    }

    [Fact]
    public async Task An_item_that_cannot_be_read_is_a_warning_if_the_policy_asks_for_anything()
    {
        await _store.Documents.PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "debt", "later"), """{"v":9}""")], CancellationToken.None);
        (await ReasonsAsync(new DebtGatePolicy())).Should().BeEmpty();
        foreach (DebtGatePolicy policy in (DebtGatePolicy[])
            [
                new() { OnOverdue = GateVerdict.Block },
                new() { OnOverdue = GateVerdict.Block, OnExpiredAcceptance = GateVerdict.Warn },
            ])
        {
            (await ReasonsAsync(policy)).Should().ContainSingle().Which.Should().BeEquivalentTo(new
            {
                Verdict = GateVerdict.Warn,
                Code = DebtReleaseCheck.UnreadableCode,
                Message = "There is technical debt that cannot be read, and may be overdue: 'later'.",
            });
        }
    }

    [Fact]
    public async Task No_more_items_are_kept_than_the_reasons_name_however_many_there_are()
    {
        for (int i = 0; i < 600; i++)
        {
            await _debt.RegisterAsync(SomeDebt.Index with { DueAt = SomeDebt.Now.AddDays(1) }, SomeDebt.Change($"{i}"));
        }

        _clock.Advance(TimeSpan.FromDays(2));
        List<DebtPage> pages = [];
        IDebtRegister register = Substitute.For<IDebtRegister>();
        register.Service.Returns("shop");
        register.ListAsync(null, default).ReturnsForAnyArgs(call => ListAsync(call.ArgAt<DebtQuery?>(0)));
        var policy = new DebtGatePolicy { OnOverdue = GateVerdict.Block, OnExpiredAcceptance = GateVerdict.Block };
        IReadOnlyList<GateReason> reasons = await new DebtReleaseCheck(register, policy).CheckAsync("shop", default);
        reasons.Should().ContainSingle().Which.Message.Should().EndWith(" and 597 more.");
        pages.Should().HaveCount(2).And.OnlyContain(page => page.Items.Count <= 3);

        async ValueTask<DebtPage> ListAsync(DebtQuery? query)
        {
            pages.Add(await _debt.ListAsync(query));
            return pages[^1];
        }
    }

    [Theory]
    [InlineData(true, null, DebtBand.Immediately, "Urgent")]
    [InlineData(true, null, null, "Urgent, Later 0, Later 1, Later 2, Later 3")]
    [InlineData(false, null, null, "Accepted")]
    [InlineData(null, true, null, "Accepted")]
    [InlineData(null, false, DebtBand.NextSprint, "Urgent")]
    [InlineData(null, null, DebtBand.WhenPossible, "Urgent, Accepted, Later 0, Later 1, Later 2, Later 3")]
    public async Task A_list_is_filtered_by_what_the_gate_asks_for(bool? isOverdue, bool? isExpired, DebtBand? band, string expected)
    {
        await FillAsync();
        var query = new DebtQuery { IsOverdue = isOverdue, IsAcceptanceExpired = isExpired, MaxBand = band };
        DebtPage page = await _debt.ListAsync(query);
        string.Join(", ", page.Items.Select(one => one.Item.Definition.Title)).Should().Be(expected);
        page.TotalCount.Should().Be(page.Items.Count);
        (await _debt.ListAsync(query with { MaxCount = 1 })).TotalCount.Should().Be(page.TotalCount);
    }

    private async Task FillAsync()
    {
        await _debt.RegisterAsync(SomeDebt.Index with { Title = "Urgent", DueAt = SomeDebt.Now.AddDays(1) }, SomeDebt.Change("u"));
        for (int i = 0; i < 4; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await _debt.RegisterAsync(
                SomeDebt.Index with { Title = $"Later {i}", Impact = Level.Low, DueAt = SomeDebt.Now.AddDays(1) },
                SomeDebt.Change($"l{i}"));
        }

        DebtItem accepted = await _debt.RegisterAsync(SomeDebt.Index with { Title = "Accepted" }, SomeDebt.Change("a"));
        await _debt.AcceptAsync(
            accepted, new() { By = "ada", Reason = "old", Approver = "cto", ExpiresAt = SomeDebt.Now.AddDays(1) });
        _clock.Advance(TimeSpan.FromDays(2));
    }

    private async Task<IReadOnlyList<GateReason>> ReasonsAsync(DebtGatePolicy policy) =>
        await new DebtReleaseCheck(_debt, policy).CheckAsync("shop", default);
}
