using Reliability.Jobs;
using Reliability.Releases;

namespace Reliability.Internal;

/// <summary>
/// Reports that the clock of this process is wrong: a process whose clock is ahead sees no traffic, and would allow a release although the
/// budget is exhausted.
/// </summary>
internal sealed class ClockCheck(IJobs jobs, GateVerdict verdict) : IReleaseCheck
{
    public ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Reasons());

    public ValueTask<IReadOnlyList<IReadOnlyList<GateReason>>> CheckEachAsync(
        IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        IReadOnlyList<GateReason> reasons = Reasons();
        return ValueTask.FromResult<IReadOnlyList<IReadOnlyList<GateReason>>>([.. services.Select(_ => reasons)]);
    }

    private IReadOnlyList<GateReason> Reasons() =>
        jobs.ClockOffset is { } offset && offset.Duration() > JobCoordinator.ClockTolerance ? [Reason(offset)] : [];

    private GateReason Reason(TimeSpan offset) => new()
    {
        Verdict = verdict,
        Code = GateReasonCodes.ClockDiffers,
        Message = $"The clock of this process is {offset.Duration():c} {(offset > TimeSpan.Zero ? "ahead of" : "behind")} the clock of the "
            + "store, so budgets and alerts are computed for the wrong time. Synchronize the clock, or ask another process.",
    };
}
