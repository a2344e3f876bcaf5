namespace Reliability.Dashboard.Internal;

/// <summary>A duration in a <see cref="DotsLane"/>.</summary>
/// <param name="Seconds">How long it took, or has taken so far.</param>
/// <param name="IsOpen">Whether it is not over.</param>
internal readonly record struct DotsValue(double Seconds, bool IsOpen);
