using Microsoft.Extensions.Time.Testing;
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
