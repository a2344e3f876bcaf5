using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>What a round came to.</summary>
/// <param name="Outcomes">What became of each subject.</param>
/// <param name="OtherFaults">What went wrong beside that, such as telling somebody.</param>
internal sealed record JobRound(IReadOnlyList<JobOutcome> Outcomes, IReadOnlyList<Exception> OtherFaults);
