using Reliability.Jobs;

namespace Reliability.Alerting.Internal;

/// <summary>Collects the outcomes of a round by objective. A failure for one objective does not affect the others.</summary>
internal sealed class RoundOutcomes
{
    private readonly Dictionary<JobSubject, JobOutcome> _faults = [];

    public void Fail(OpenBook book, Exception fault) => Fail(book, new JobOutcome { Subject = book.Claim!.Subject, Fault = fault });

    public void Fail(OpenBook book, JobOutcome outcome) => _faults[book.Claim!.Subject] = outcome;

    public IReadOnlyList<JobOutcome> Of(IReadOnlyList<JobClaim> claims) =>
        [.. claims.Select(claim => _faults.GetValueOrDefault(claim.Subject) ?? new JobOutcome { Subject = claim.Subject })];
}
