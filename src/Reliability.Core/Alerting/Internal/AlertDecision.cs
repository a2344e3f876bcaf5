using Reliability.Common;

namespace Reliability.Alerting.Internal;

/// <summary>What becomes of the alerts of an objective.</summary>
/// <param name="Next">The book to store; null if it cannot be told, or if only the time of evaluation changed recently.</param>
/// <param name="Fault">Why it cannot be told; null if it can.</param>
internal sealed record AlertDecision(AlertBook? Next, ReliabilityException? Fault);
