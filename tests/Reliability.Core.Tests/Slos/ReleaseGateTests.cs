using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Core.Tests.Slos;

public sealed class ReleaseGateTests
{
    private static readonly DateTimeOffset Now = Bucket.Hour(48);
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99m) with { Alerts = [] };

    public static TheoryData<string, GateVerdict> Defaults() => new()
    {
        { GateReasonCodes.BudgetExhausted, GateVerdict.Block },
        { GateReasonCodes.LowTraffic, GateVerdict.Warn },
        { GateReasonCodes.BudgetAtRisk, GateVerdict.Warn },
        { GateReasonCodes.PageAlert, GateVerdict.Block },
        { GateReasonCodes.TicketAlert, GateVerdict.Warn },
        { GateReasonCodes.BudgetRunningOut, GateVerdict.Warn },
        { GateReasonCodes.NoData, GateVerdict.Warn },
        { GateReasonCodes.NoTraffic, GateVerdict.Allow },
        { GateReasonCodes.StaleData, GateVerdict.Warn },
        { GateReasonCodes.NoObjectives, GateVerdict.Warn },
    };

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Each_finding_alone_has_its_default_verdict(string code, GateVerdict expected)
    {
        GateDecision decision = ReleaseGate.Decide(code == GateReasonCodes.NoObjectives ? [] : [Finding(code)], Now);
        decision.Verdict.Should().Be(expected);
        decision.Reasons.Select(r => r.Code).Should().Equal(expected == GateVerdict.Allow ? [] : [code]);
        decision.Reasons.All(r => r.Message.Length > 10 && r.Slo == (code == GateReasonCodes.NoObjectives ? null : "checkout"))
            .Should()
            .BeTrue();
        decision.AsOf.Should().Be(Now);
    }

    [Fact]
    public void A_verdict_that_was_left_out_is_rejected_and_opens_no_gate()
    {
        foreach (GateVerdict nothing in (GateVerdict[])[default, (GateVerdict)7])
        {
            FluentActions.Invoking(() => new ReleasePolicy { OnExhausted = nothing }).Should().Throw<ArgumentOutOfRangeException>()
                .WithMessage("* is not valid. The value must be one of Allow, Warn, Block.*OnExhausted*");
            FluentActions.Invoking(() => new GateReason { Verdict = nothing, Code = "Holiday", Message = "Nobody is here." })
                .Should().Throw<ArgumentOutOfRangeException>().WithMessage("* is not valid. The value must be one of Allow, Warn, Block.*");
        }
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void The_policy_can_turn_every_finding_into_any_verdict(string code, GateVerdict byDefault)
    {
        _ = byDefault;
        if (code == GateReasonCodes.NoObjectives)
        {
            return;
        }

        foreach (GateVerdict verdict in (GateVerdict[])[GateVerdict.Allow, GateVerdict.Warn, GateVerdict.Block])
        {
            var policy = new ReleasePolicy
            {
                OnExhausted = verdict,
                OnLowTraffic = verdict,
                OnAtRisk = verdict,
                OnPage = verdict,
                OnTicket = verdict,
                OnRunningOut = verdict,
                OnNoData = verdict,
                OnNoTraffic = verdict,
                OnStale = verdict,
            };
            ReleaseGate.Decide([Finding(code)], Now, policy).Verdict.Should().Be(verdict);
        }
    }

    [Fact]
    public void A_healthy_objective_lets_the_release_go_with_its_report_as_evidence()
    {
        SloReport healthy = Report(Status((1000, 0), (1000, 0)));
        GateDecision decision = ReleaseGate.Decide([healthy], Now);
        (decision.Verdict, decision.Reasons.Count).Should().Be((GateVerdict.Allow, 0));
        decision.Evidence.Should().ContainSingle().Which.Should().BeSameAs(healthy);
    }

    [Fact]
    public void The_strictest_reason_decides_and_comes_first()
    {
        GateDecision decision =
            ReleaseGate.Decide(
                [
                    Finding(GateReasonCodes.BudgetAtRisk),
                    Finding(GateReasonCodes.StaleData),
                    Finding(GateReasonCodes.PageAlert),
                    Finding(GateReasonCodes.NoTraffic),
                ],
                Now);
        decision.Verdict.Should().Be(GateVerdict.Block);
        decision.Reasons.Select(r => r.Code)
            .Should()
            .Equal(GateReasonCodes.PageAlert, GateReasonCodes.BudgetAtRisk, GateReasonCodes.StaleData);
        decision.Evidence.Should().HaveCount(4);
    }

    [Fact]
    public void A_message_carries_the_figures()
    {
        ReleaseGate.Decide([Finding(GateReasonCodes.BudgetExhausted)], Now).Reasons[0].Message
            .Should()
            .Be("The budget is spent: 30 bad of 2000, and the target of 99 % allows 20.");
        ReleaseGate.Decide([Finding(GateReasonCodes.BudgetAtRisk)], Now).Reasons[0].Message
            .Should()
            .Be("Only 12.5 % of the budget remains: 17.5 bad of 2000, and the target of 99 % allows 20.");
    }

    [Fact]
    public void The_message_of_a_score_carries_its_mean_and_its_scale()
    {
        SloDefinition quality = SloDefinition.Score("checkout", 4.75m, 5) with { Alerts = [] };
        BudgetStatus status = ErrorBudget.Evaluate(quality, [Bucket.Scored(Now.AddHours(-1), 200, 920)], Now);

        ReleaseGate.Decide([Report(status)], Now).Reasons.Should().ContainSingle().Which.Message
            .Should()
            .Be("The budget is spent: mean 4.6 of 5 over 200 scores where 4.75 is the target.");
    }

    [Fact]
    public void Data_exactly_as_old_as_allowed_is_not_stale_and_a_budget_that_lasts_longer_than_asked_does_not_warn()
    {
        SloReport old = Report(Status((1000, 0)) with { LastObserved = Now.AddHours(-2) });
        ReleaseGate.Decide([old], Now).Verdict.Should().Be(GateVerdict.Allow);
        ReleaseGate.Decide([old], Now, new ReleasePolicy { StaleAfter = TimeSpan.FromMinutes(119) }).Reasons
            .Should()
            .ContainSingle().Which.Code
            .Should()
            .Be(GateReasonCodes.StaleData);
        ReleaseGate.Decide(
            [Finding(GateReasonCodes.BudgetRunningOut)],
            Now,
            new ReleasePolicy { RunningOutWithin = TimeSpan.FromHours(11) }).Verdict
            .Should()
            .Be(GateVerdict.Allow);
    }

    [Fact]
    public void Durations_of_a_policy_are_above_zero()
    {
        FluentActions.Invoking(() => new ReleasePolicy { StaleAfter = TimeSpan.Zero })
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*StaleAfter is above zero*");
        FluentActions.Invoking(() => new ReleasePolicy { RunningOutWithin = TimeSpan.Zero })
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*RunningOutWithin is above zero*");
    }

    private static SloReport Finding(string code) => code switch
    {
        GateReasonCodes.BudgetExhausted => Report(Status((1000, 30), (1000, 0))),
        GateReasonCodes.LowTraffic => Report(Status((100, 2))),
        GateReasonCodes.BudgetAtRisk => Report(Status((1000, 17), (1000, 0)) with { Good = 1982.5m, Consumed = 0.875m }),
        GateReasonCodes.PageAlert => Report(Status((1000, 0)), Alert(AlertSeverity.Page)),
        GateReasonCodes.TicketAlert => Report(Status((1000, 0)), Alert(AlertSeverity.Ticket)),
        GateReasonCodes.NoData => Report(ErrorBudget.Evaluate(Slo, [], Now)),
        GateReasonCodes.NoTraffic => Report(Status((0, 0))),
        GateReasonCodes.StaleData => Report(Status((1000, 0)) with { LastObserved = Now.AddHours(-3) }),
        _ => Report(Status((1000, 0))) with
        {
            Forecast = Forecast.Evaluate(Slo, [], Now) with { Outcome = ForecastOutcome.WillBeSpent, Likely = Now.AddHours(12) },
        },
    };

    private static BudgetStatus Status(params (long Total, long Bad)[] hours) =>
        ErrorBudget.Evaluate(Slo, [.. hours.Select((h, i) => Bucket.At(Now.AddHours(i - hours.Length), h.Total, h.Bad))], Now);

    private static SloReport Report(BudgetStatus status, params AlertReading[] alerts) =>
        new() { Status = status, Burn = [], Alerts = alerts, Forecast = Forecast.Evaluate(Slo, [], Now) };

    private static AlertReading Alert(AlertSeverity severity) => new()
    {
        Rule = "r",
        Severity = severity,
        At = Now,
        Condition = AlertCondition.Met,
        Threshold = 1,
        Value = 2,
        Windows = [],
        Explanation = "2 exceeds 1",
    };
}
