namespace Reliability.Jobs.Internal;

/// <summary>What was done for one subject.</summary>
/// <param name="Name">The subject.</param>
/// <param name="DoneAt">
/// When it was last done, when that was not in this round; null with no fault: in this round; null with a fault: never.
/// </param>
/// <param name="Fault">Why it could not be done.</param>
/// <param name="FaultAt">When it could not be done, when that was not in this round; null with a fault: in this round.</param>
internal sealed record RoundItem(string Name, DateTimeOffset? DoneAt, string? Fault, DateTimeOffset? FaultAt = null);
