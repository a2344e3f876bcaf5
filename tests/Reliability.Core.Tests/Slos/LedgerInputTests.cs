using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class LedgerInputTests : IDisposable
{
    private static readonly DateTimeOffset Now = Bucket.Hour(24 * 30);
    private readonly InMemoryStore _store = new();
    private readonly BudgetLedger _ledger;

    public LedgerInputTests() => _ledger = new BudgetLedger(
        _store.Series,
        _store.Documents,
        _store.Events,
        [
            SloDefinition.Availability("checkout", 99m) with { Service = "shop" },
            SloDefinition.ZeroTolerance("durability") with { Service = "shop" },
        ],
        new FakeTimeProvider(Now));

    public static TheoryData<BudgetAdjustment, string> Adjustments => new()
    {
        { Adjustment() with { Slo = "chekout", Bad = 1 }, "No objective is named 'chekout'. Declared are: 'checkout'*" },
        { Adjustment(), "*An adjustment must have a good, bad or budgetShare other than 0*" },
        { Adjustment() with { Bad = 1_000_000_000_000_001m },
            "1000000000000001 is not valid. The units must be -1000000000000000 to 1000000000000000*" },
        { Adjustment() with { Good = decimal.MinValue }, "*The units must be*" },
        { Adjustment() with { BudgetShare = 10.1m }, "10.1 is not valid. The share of the budget must be -10 to 10*" },
        { Adjustment() with { Bad = 1, At = Now.AddSeconds(1) }, "*to now (2026-04-01 00:00:00Z)*" },
        { Adjustment() with { Bad = 1, At = DateTimeOffset.MinValue }, "*must be from 2025-03-31*" },
        { Adjustment() with { Slo = "durability", BudgetShare = 0.5m },
            "The budget of 'durability' allows no bad events*adjust bad instead*" },
    };

    public static TheoryData<BudgetExclusion, string> Exclusions => new()
    {
        { Exclusion() with { Service = "shop" }, "*must name either an objective (slo) or a service*" },
        { Exclusion() with { Slo = null }, "*must name either an objective (slo) or a service*" },
        { Exclusion() with { Slo = "x" }, "No objective is named 'x'*" },
        { Exclusion() with { Slo = null, Service = "<script>" }, "*service named '<script>'*" },
        { Exclusion() with { To = null }, "*From and To, or a Recurrence*" },
        { Exclusion() with { From = null, To = null }, "*From and To, or a Recurrence*" },
        { Exclusion() with { Recurrence = Weekly() }, "*must have either from and to, or a recurrence*" },
        { Exclusion() with { To = Now.AddHours(-2) }, "*must end after its start*" },
        { Exclusion() with { To = DateTimeOffset.MaxValue }, "*at most 366 days later*" },
        { Exclusion() with { From = Now.AddDays(-367), To = Now.AddDays(-366.5) }, "*must start from 2025-03-31*" },
        { Exclusion() with { From = Now.AddDays(367), To = Now.AddDays(368) }, "*to 2027-04-02*" },
        {
            Exclusion() with { From = Now.AddDays(-8).AddMinutes(1), To = Now },
            "*The time must be a whole hour in UTC*only hours are kept before 2026-03-25 00:00:00Z*"
        },
        { Exclusion() with { From = Now.AddDays(-20), To = Now.AddDays(-19).AddMinutes(30) }, "*only hours are kept*" },
        { Again(Weekly() with { Zone = "Mars/Olympus" }), "'Mars/Olympus' is not valid*IANA time zone *" },
        { Again(Weekly() with { Rule = "" }), "*The rule must have 1 to 500 characters*" },
        { Again(Weekly() with { Rule = new string('x', 501) }), "*The rule must have 1 to 500 characters*" },
        { Again(Weekly() with { Duration = TimeSpan.Zero }), "*00:01:00 to 7.00:00:00*" },
        { Again(Weekly() with { Duration = TimeSpan.FromSeconds(90) }), "*whole minutes*" },
        { Again(Weekly() with { Duration = TimeSpan.FromDays(8) }), "*to 7.00:00:00*" },
        {
            Again(Weekly() with { Start = new DateTime(1999, 1, 1) }),
            "*from 2026-03-25 00:00 to 2027-04-02 00:00 in local time*From and To*"
        },
        { Again(Weekly() with { Start = new DateTime(2026, 4, 1, 0, 0, 1) }), "*whole minute*" },
        { Again(Weekly()), "*require the package Reliability.Recurrence: call UseRecurrence()*" },
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Adjustments))]
    public async Task An_adjustment_outside_its_range_is_rejected(BudgetAdjustment request, string message)
    {
        (await FluentActions.Awaiting(async () => await _ledger.AdjustAsync(request))
            .Should()
            .ThrowAsync<Exception>()).WithMessage(message);
        (await _ledger.GetEntriesAsync("shop")).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Exclusions))]
    public async Task An_exclusion_outside_its_range_is_rejected(BudgetExclusion request, string message)
    {
        (await FluentActions.Awaiting(async () => await _ledger.ExcludeAsync(request))
            .Should()
            .ThrowAsync<Exception>()).WithMessage(message);
        (await _ledger.GetEntriesAsync("shop")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_process_whose_claim_is_lost_records_nothing_and_has_not_done_the_work()
    {
        using var lost = new CancellationTokenSource();
        await lost.CancelAsync();
        JobClaim[] claims = [Claim("checkout", lost.Token), Claim("durability", CancellationToken.None)];

        IReadOnlyList<JobOutcome> outcomes = await _ledger.RunAsync(claims);

        (await _ledger.GetEntriesAsync("shop")).Select(entry => entry.Slo).Should().Equal("durability");
        outcomes.Select(outcome => outcome.Fault?.Message)
            .Should()
            .Equal("The claim to the ledger of 'checkout' was lost during the work; the process that holds it now continues.", null);

        static JobClaim Claim(string slo, CancellationToken lost) => new()
        {
            Subject = new JobSubject { Service = "shop", Kind = AlertEvaluator.SubjectKind, Name = slo },
            Token = new FencingToken(1, 1),
            ClaimedAt = Now,
            Lost = lost,
        };
    }

    [Fact]
    public async Task A_reset_and_a_revocation_outside_their_range_are_rejected()
    {
        BudgetReset reset = new() { Slo = "checkout", At = Now.AddHours(1), By = "ada", Reason = "why" };
        await Rejected(async () => await _ledger.ResetAsync(reset), "*to now*");
        await Rejected(async () => await _ledger.ResetAsync(reset with { At = Now.AddDays(-10).AddMinutes(3) }), "*only hours are kept*");
        await Rejected(async () => await _ledger.ResetAsync(reset with { Slo = "x" }), "No objective is named 'x'*");
        await Rejected(
            async () => await _ledger.RevokeAsync(new LedgerRevocation { Service = "shop", EntryId = "x", By = "ada", Reason = "why" }),
            "The ledger of 'shop' has no adjustment, exclusion or reset 'x'.");
        await Rejected(
            async () => await _ledger.RevokeAsync(new LedgerRevocation { Service = "x", EntryId = "x", By = "ada", Reason = "why" }),
            "No objective belongs to a service named 'x'*");
        await _ledger.RecordDefinitionsAsync();
        string definition = (await _ledger.GetEntriesAsync("shop"))[0].Id;
        await Rejected(
            async () =>
                await _ledger.RevokeAsync(new LedgerRevocation { Service = "shop", EntryId = definition, By = "ada", Reason = "why" }),
            "*has no adjustment*");

        static async Task Rejected(Func<Task> act, string message) => (await act.Should().ThrowAsync<Exception>()).WithMessage(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("ada\r\nadmin")]
    public void Who_and_why_are_required_and_hold_no_line_breaks(string text)
    {
        FluentActions.Invoking(() => Adjustment() with { By = text }).Should().Throw<ArgumentException>().WithMessage("By*");
        FluentActions.Invoking(() => Adjustment() with { Reason = text }).Should().Throw<ArgumentException>().WithMessage("Reason*");
        FluentActions.Invoking(() => Adjustment() with { Id = text }).Should().Throw<ArgumentException>().WithMessage("Id*");
    }

    [Fact]
    public async Task A_replay_outside_its_range_is_rejected()
    {
        var budgets = new ErrorBudgets(
            _store.Series,
            [SloDefinition.Availability("checkout", 99m)],
            new FakeTimeProvider(Now),
            corrections: _ledger);
        await FluentActions.Awaiting(async () => await budgets.ReplayAsync("checkout", Now.AddSeconds(1)))
            .Should()
            .ThrowAsync<ArgumentOutOfRangeException>()
            .WithMessage("*to now*");
        await FluentActions.Awaiting(async () => await budgets.ReplayAsync("checkout", DateTimeOffset.MinValue))
            .Should()
            .ThrowAsync<ArgumentOutOfRangeException>();
    }

    private static BudgetAdjustment Adjustment() => new() { Slo = "checkout", At = Now, By = "ada", Reason = "why" };

    private static BudgetExclusion Exclusion() => new() { Slo = "checkout", From = Now.AddHours(-1), To = Now, By = "ada", Reason = "why" };

    private static BudgetExclusion Again(Recurrence recurrence) => Exclusion() with { From = null, To = null, Recurrence = recurrence };

    private static Recurrence Weekly() =>
        new() { Rule = "FREQ=WEEKLY", Start = new DateTime(2026, 4, 1, 2, 0, 0), Duration = TimeSpan.FromHours(1) };
}
