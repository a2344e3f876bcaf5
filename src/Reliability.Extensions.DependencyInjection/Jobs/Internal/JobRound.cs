using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>The result of a round.</summary>
/// <param name="Outcomes">The outcome for each subject.</param>
/// <param name="OtherFaults">Other failures, such as notifications that were not delivered.</param>
internal sealed record JobRound(IReadOnlyList<JobOutcome> Outcomes, IReadOnlyList<Exception> OtherFaults);
