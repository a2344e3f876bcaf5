using Reliability.Alerting;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>The release gate.</summary>
internal sealed class ReleasesModule : ICapabilityModule
{
    public void Register(SetupServices services) => services.AddShared<IReleaseGate>(setup => new AuditedReleaseGate(
        setup.Get<IErrorBudgets>(),
        setup.Get<IEventLog>(),
        ReleasePolicyReader.Read(setup.Options.ReleasePolicy),
        [setup.Get<AlertEvaluator>(), .. setup.All<IReleaseCheck>()],
        setup.TimeProvider));

    public void Validate(OptionProblems problems)
    {
        const string Group = nameof(ReliabilityOptions.ReleasePolicy);
        ReleasePolicyOptions policy = problems.Options.ReleasePolicy;
        problems.Defined(policy.OnExhausted, Group, nameof(policy.OnExhausted));
        problems.Defined(policy.OnLowTraffic, Group, nameof(policy.OnLowTraffic));
        problems.Defined(policy.OnAtRisk, Group, nameof(policy.OnAtRisk));
        problems.Defined(policy.OnPage, Group, nameof(policy.OnPage));
        problems.Defined(policy.OnTicket, Group, nameof(policy.OnTicket));
        problems.Defined(policy.OnRunningOut, Group, nameof(policy.OnRunningOut));
        problems.Defined(policy.OnNoData, Group, nameof(policy.OnNoData));
        problems.Defined(policy.OnNoTraffic, Group, nameof(policy.OnNoTraffic));
        problems.Defined(policy.OnStale, Group, nameof(policy.OnStale));
        Duration(policy.RunningOutWithin, nameof(policy.RunningOutWithin));
        Duration(policy.StaleAfter, nameof(policy.StaleAfter));

        void Duration(TimeSpan value, string setting)
        {
            if (value <= TimeSpan.Zero)
            {
                problems.Add($"{Group}:{setting}", $"{value} is not legal; legal is any duration above {TimeSpan.Zero}.");
            }
        }
    }
}
