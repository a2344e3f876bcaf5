using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Alerting;

/// <summary>Rounds of an evaluator that holds the right to everything it watches.</summary>
internal static class Rounds
{
    /// <returns>Everything that went wrong.</returns>
    public static async ValueTask<IReadOnlyList<Exception>> RunAsync(
        this AlertEvaluator evaluator,
        long token,
        CancellationToken cancellationToken = default) =>
        (await evaluator.RunAsync(evaluator.Claims(token, lost: CancellationToken.None), cancellationToken)).Faults;

    public static IReadOnlyList<JobClaim> Claims(
        this AlertEvaluator evaluator,
        long token,
        long epoch = 1,
        CancellationToken lost = default) =>
    [
        .. evaluator.Watched.Select(subject => new JobClaim
        {
            Subject = subject,
            Token = new FencingToken(epoch, token),
            ClaimedAt = DateTimeOffset.UnixEpoch,
            Lost = lost,
        }),
    ];
}
