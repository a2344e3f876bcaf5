using Reliability.Alerting;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>The release gate.</summary>
internal sealed class ReleasesModule : ICapabilityModule
{
    public void Register(SetupServices services) => services.AddShared<IReleaseGate>(setup => new AuditedReleaseGate(
        setup.Get<IErrorBudgets>(),
        setup.Get<IEventLog>(),
        ReleasePolicyReader.Read(setup.Options.ReleasePolicy),
        [
            setup.Get<AlertEvaluator>(),
            setup.Get<TrendAlerts>(),
            new ClockCheck(setup.Jobs, setup.Options.ReleasePolicy.OnNoData),
            .. setup.All<IReleaseCheck>(),
        ],
        setup.TimeProvider));

    public void Validate(OptionProblems problems)
    {
        const string Group = nameof(ReliabilityOptions.ReleasePolicy);
        ReleasePolicyOptions policy = problems.Options.ReleasePolicy;
        Verdict(policy.OnExhausted, nameof(policy.OnExhausted));
        Verdict(policy.OnLowTraffic, nameof(policy.OnLowTraffic));
        Verdict(policy.OnAtRisk, nameof(policy.OnAtRisk));
        Verdict(policy.OnPage, nameof(policy.OnPage));
        Verdict(policy.OnTicket, nameof(policy.OnTicket));
        Verdict(policy.OnRunningOut, nameof(policy.OnRunningOut));
        Verdict(policy.OnNoData, nameof(policy.OnNoData));
        Verdict(policy.OnNoTraffic, nameof(policy.OnNoTraffic));
        Verdict(policy.OnStale, nameof(policy.OnStale));
        problems.Positive(policy.RunningOutWithin, Group, nameof(policy.RunningOutWithin));
        problems.Positive(policy.StaleAfter, Group, nameof(policy.StaleAfter));

        void Verdict(GateVerdict value, string setting) => problems.Word(value, [GateVerdict.Unknown], Group, setting);
    }
}
